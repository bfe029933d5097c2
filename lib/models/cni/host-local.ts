// host-local: what it refuses, and which addresses a node hands out. Source: containernetworking/plugins 1.9.1, run.
import { InterfaceAddress, Cidr, IpAddress, IpFamily, IpRange } from '../../net';
import { isMap, PlainMap } from '../../manifest';
import { addressOf, checkRoutes, parsed, RouteOptions } from './addresses';
import { CniConfiguration, PluginConfiguration } from './configuration';
import { argsIps, checkPerFamily, Planned } from './planned';
import { CniProblem, Judge } from './problem';
import { Request } from './request';

/** One range of a set. */
export interface HostLocalPool {
  readonly subnet: Cidr;
  /** What is handed out, but for the gateway. */
  readonly pool: IpRange;
  /** The address that is never handed out: the one written, or the first of the subnet. */
  readonly gateway: IpAddress;
  /** False if the gateway is only what host-local assumes. */
  readonly gatewayGiven: boolean;
}

/** Sets of ranges of an `ipam`, a pod getting one address of each; what cannot be read is left out. */
export function poolsOf(ipam: PlainMap): HostLocalPool[][] {
  const quiet = new Judge([], []);
  const read = (range: unknown) => readRange(isMap(range) ? range : {}, quiet, { any: false }) ?? [];
  const sets = (Array.isArray(ipam.ranges) ? ipam.ranges : []).filter(Array.isArray) as unknown[][];
  const legacy = ipam.subnet === undefined ? [] : [[ipam as unknown]];
  return [...legacy, ...sets].map((set) => set.flatMap(read)).filter((set) => set.length > 0);
}

/** How many addresses a set hands out on one node: the gateways stay. */
export function freeIn(set: readonly HostLocalPool[]): bigint {
  return set.reduce(
    (sum, { pool, gateway }) => sum + pool.last._value - pool.first._value + (pool.contains(gateway) ? 0n : 1n),
    0n,
  );
}

/** Judges `ipam` of type host-local. */
export function judgeHostLocal(
  plugin: PluginConfiguration,
  { version }: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
  routes: RouteOptions,
): Planned {
  const { ipam } = plugin;
  const broken = { any: false };
  const legacy = ipam.subnet === undefined ? [] : [[readRange(ipam, judge, broken)]];
  const written = (Array.isArray(ipam.ranges) ? ipam.ranges : []).map((set: unknown, index) => {
    const at = judge.at('ranges', index);
    if (!Array.isArray(set)) {
      broken.any = true;
      return [];
    }
    if (set.length === 0) {
      broken.any = true;
      at.error('range', 'set-empty');
    }
    return (set as unknown[]).map((range, place) => readRange(isMap(range) ? range : {}, at.at(place), broken));
  });
  if (legacy.length + written.length === 0 && plugin.capabilities.ipRanges !== true) {
    judge.error('range', 'no-ranges');
  }
  if (broken.any) {
    checkRoutes(ipam, judge, undefined, routes);
    return undefined;
  }
  const sets = [...legacy, ...written].map((set) => set.filter((range) => range !== undefined));
  checkSets(sets, judge);
  checkPerFamily(
    sets.map((set) => set[0]!.subnet.family),
    version,
    judge,
  );
  const planned =
    plugin.capabilities.ipRanges === true
      ? undefined
      : sets.flatMap((set) => set.map(({ subnet, gateway }) => ({ subnet, gateway })));
  if (request !== undefined && planned !== undefined) checkRequested(sets, request, judge);
  // Of several pools in one set nobody knows which gives the address: a gateway that one of them reaches may do.
  checkRoutes(ipam, judge, planned, routes);
  if (planned !== undefined) checkRoutesOfPools(sets, ipam, judge, routes);
  return planned;
}

/** Routes whose gateway some pools of a set reach and others do not: a pod with an address of the others does not start. */
function checkRoutesOfPools(
  sets: readonly (readonly HostLocalPool[])[],
  ipam: PlainMap,
  judge: Judge,
  routes: RouteOptions,
): void {
  const unreached = (pools: readonly HostLocalPool[]) => {
    const problems: CniProblem[] = [];
    checkRoutes(ipam, new Judge(problems, []), pools, routes);
    return problems.filter(({ reason }) => reason === 'gateway-not-reached');
  };
  const placesOf = (problems: readonly CniProblem[]) => new Set(problems.map(({ path }) => path.join('.')));
  const always = placesOf(unreached(sets.flat()));
  sets.forEach((set, index) => {
    if (set.length < 2) return;
    const others = sets.filter((_, place) => place !== index).flat();
    const said = new Set(always);
    for (const pool of set)
      for (const { path, data } of unreached([pool, ...others])) {
        const place = path.join('.');
        if (said.has(place)) continue;
        said.add(place);
        judge.at(...path).warning('route', 'gateway-of-other-pool', {
          route: data.route,
          pool: pool.subnet.toString(),
        });
      }
  });
}

/** Source: host-local, Range.Canonicalize. */
function readRange(range: PlainMap, judge: Judge, broken: { any: boolean }): HostLocalPool | undefined {
  const fail = (): undefined => {
    broken.any = true;
    return undefined;
  };
  if (range.subnet === undefined || range.subnet === '') {
    judge.error('range', 'range-without-subnet');
    return fail();
  }
  const written = parsed(
    range.subnet,
    (text) => InterfaceAddress.of(text),
    judge.at('subnet'),
    'subnet with a prefix length',
  );
  const address = (key: string) =>
    range[key] === undefined || range[key] === ''
      ? undefined
      : (parsed(range[key], (text) => IpAddress.of(text), judge.at(key), 'address') ?? fail());
  const [start, end, gateway] = [address('rangeStart'), address('rangeEnd'), address('gateway')];
  if (written === undefined || broken.any) return fail();
  const subnet = written.network;
  if (written.address.bits - subnet.prefix < 2) {
    judge
      .at('subnet')
      .error('range', 'subnet-too-small', { written: written.toString(), bits: written.address.bits - 2 });
    return fail();
  }
  if (!subnet.network.isSame(written.address)) {
    judge.at('subnet').error('range', 'has-host-bits', { written: written.toString(), subnet: subnet.toString() });
    return fail();
  }
  for (const [key, value] of [
    ['rangeStart', start],
    ['rangeEnd', end],
  ] as const) {
    if (value === undefined || (value.family === subnet.family && subnet.contains(value))) continue;
    judge.at(key).error('range', 'not-in-subnet', { value: value.toString(), subnet: subnet.toString() });
    return fail();
  }
  const first = start ?? IpAddress._fromNumber(subnet.family, subnet.network._value + 1n);
  const last =
    end ?? IpAddress._fromNumber(subnet.family, subnet.range.last._value - (subnet.family === IpFamily.IPV4 ? 1n : 0n));
  if (first._value > last._value && end !== undefined) {
    judge.at('rangeStart').error('range', 'range-backwards', { first: first.toString(), last: last.toString() });
    return fail();
  }
  if (first._value > last._value)
    judge.at('rangeStart').warning('range', 'range-start-is-broadcast', { first: first.toString() });
  if (gateway !== undefined && (gateway.family !== subnet.family || !subnet.contains(gateway))) {
    judge
      .at('gateway')
      .warning('range', 'gateway-not-in-subnet', { gateway: gateway.toString(), subnet: subnet.toString() });
  }
  return {
    subnet,
    pool: IpRange._of(first, first._value > last._value ? first : last),
    gateway: gateway ?? IpAddress._fromNumber(subnet.family, subnet.network._value + 1n),
    gatewayGiven: gateway !== undefined,
  };
}

function checkSets(sets: readonly (readonly HostLocalPool[])[], judge: Judge): void {
  for (const [index, set] of sets.entries()) {
    if (freeIn(set) === 0n)
      judge.error('range', 'set-holds-gateway-alone', {
        index,
        gateway: set[0]!.gateway.toString(),
        gatewayGiven: set[0]!.gatewayGiven,
      });
    const families = new Set(set.map(({ subnet }) => subnet.family));
    if (families.size > 1) judge.error('range', 'set-mixes-families', { index });
    for (const [place, range] of set.entries()) {
      const other = set
        .slice(0, place)
        .find(({ pool }) => pool.family === range.pool.family && pool.overlaps(range.pool));
      if (other !== undefined)
        judge.error('range', 'ranges-overlap', { pool: other.pool.toString(), pool2: range.pool.toString() });
    }
    for (const [before, earlier] of sets.slice(0, index).entries()) {
      if (
        earlier.some(({ pool }) => set.some((range) => range.pool.family === pool.family && range.pool.overlaps(pool)))
      ) {
        judge.error('range', 'sets-overlap', { before, index });
      }
    }
  }
}

function checkRequested(sets: readonly (readonly HostLocalPool[])[], request: Request, judge: Judge): void {
  const byArgs = argsIps(request);
  const ips = byArgs.length > 0 ? byArgs : (request.ips ?? []);
  // Multus passes the request by CNI_ARGS too, where host-local reads one address.
  if ((request.ips ?? []).length > 1) {
    judge.error('request', 'host-local-takes-one-address', { ips: request.ips!.join(' and ') });
    return;
  }
  for (const ip of ips) {
    const address = addressOf(ip);
    if (address === undefined) continue;
    const ranges = sets.flat().filter(({ pool }) => pool.family === address.family && pool.contains(address));
    if (ranges.length === 0)
      judge.error('request', 'request-outside-ranges', {
        ip,
        sets: sets
          .flat()
          .map(({ pool }) => pool.toString())
          .join(', '),
      });
    else if (ranges.some(({ gateway }) => gateway.isSame(address)))
      judge.error('request', 'request-is-gateway', { ip });
  }
}
