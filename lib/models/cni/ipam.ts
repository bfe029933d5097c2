// What the IPAM plugins refuse. Source: containernetworking/plugins 1.9.1, run.
import { Cidr, InterfaceAddress, IpAddress, IpFamily, IpRange } from '../../net';
import { isMap, PlainMap } from '../../manifest';
import { addressOf, checkRoutes, parsed, PlannedAddress, RouteOptions } from './addresses';
import { CniConfiguration, PluginConfiguration } from './configuration';
import { CNI_VERSIONS } from './plugins';
import { Judge } from './problem';
import { Request } from './request';
import { shown } from './shape';

/** Addresses that the interface will have; undefined where they are not known: they come from a server, a pod, or another maker's plugin. */
export type Planned = readonly PlannedAddress[] | undefined;

/** Judges `ipam` of a main plugin. */
export function judgeIpam(
  plugin: PluginConfiguration,
  configuration: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
): Planned {
  const { ipam, ipamType } = plugin;
  const routes: RouteOptions = {
    defaultRoutes: plugin.type === 'bridge' && plugin.fields.isDefaultGateway === true,
    onlyOwnFamilies: isOld(configuration.version),
  };
  switch (ipamType) {
    case undefined:
      return [];
    case 'static':
      return judgeStatic(plugin, configuration, judge, request, routes);
    case 'host-local':
      return judgeHostLocal(plugin, configuration, judge, request, routes);
    case 'dhcp':
      judgeDhcp(ipam, judge);
      return undefined;
    default:
      return undefined;
  }
}

function judgeStatic(
  plugin: PluginConfiguration,
  { version }: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
  routes: RouteOptions,
): Planned {
  const { ipam } = plugin;
  const entries = Array.isArray(ipam.addresses) ? (ipam.addresses as unknown[]) : [];
  const seen = new Set<string>();
  const configured = entries.flatMap((entry, index): PlannedAddress[] => {
    const at = judge.at('addresses', index);
    if (!isMap(entry)) return [];
    const address = parsed(
      entry.address ?? '',
      (text) => InterfaceAddress.of(text),
      at.at('address'),
      'address with a prefix length, such as 192.168.40.51/24',
    );
    const gateway =
      entry.gateway === undefined || entry.gateway === ''
        ? undefined
        : parsed(entry.gateway, (text) => IpAddress.of(text), at.at('gateway'), 'address');
    if (address === undefined) return [];
    if (seen.has(address.toString()))
      at.at('address').error(
        'address',
        `${address.toString()} stands twice`,
        'remove one of the two: the kernel refuses the second',
      );
    seen.add(address.toString());
    if (!address.network.isHost(address.address)) {
      at.at('address').warning(
        'address',
        `${address.toString()} is the network or broadcast address of its subnet: it is accepted, and nobody answers`,
        'write another address of the subnet',
      );
    }
    return [{ subnet: address.network, ...(gateway === undefined ? {} : { gateway }) }];
  });
  const brought = request?.ips ?? [];
  const byArgs = argsIps(request);
  const replaced = (plugin.capabilities.ips === true && brought.length > 0) || byArgs.length > 0;
  const requested = byArgs.length > 0 ? byArgs : brought;
  checkBrought(requested, replaced ? [] : [...seen], judge);
  if (plugin.type === 'ptp' && requested.length > 0) {
    judge.error(
      'gateway',
      'ptp needs a gateway, and an address that a pod brings to static has none',
      'use host-local, which takes a requested address too',
    );
  }
  if (entries.length === 0 && request !== undefined && requested.length === 0) {
    judge.error(
      'no-address',
      'static has no address, and the pod asks for none',
      'write addresses, or ask for one in the annotation with ips',
    );
  }
  const planned = replaced ? [] : [...configured];
  checkPerFamily(
    planned.map(({ subnet }) => subnet.family),
    version,
    judge,
  );
  // A pod may bring addresses of its own: then it is not known which routers it reaches.
  const known = request === undefined ? plugin.capabilities.ips !== true && entries.length > 0 : requested.length === 0;
  checkRoutes(ipam, judge, known && configured.length === entries.length ? planned : undefined, routes);
  return known ? planned : undefined;
}

interface Range {
  readonly subnet: Cidr;
  readonly pool: IpRange;
  readonly gateway: IpAddress;
}

function judgeHostLocal(
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
      at.error('range', 'a set without ranges', 'write at least one {"subnet": …}');
    }
    return (set as unknown[]).map((range, place) => readRange(isMap(range) ? range : {}, at.at(place), broken));
  });
  if (legacy.length + written.length === 0 && plugin.capabilities.ipRanges !== true) {
    judge.error('range', 'host-local has no ranges', 'write "ranges": [[{"subnet": "192.168.40.0/24"}]]');
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
  // Of several pools in one set nobody knows which gives the address.
  checkRoutes(ipam, judge, sets.every((set) => set.length === 1) ? planned : undefined, routes);
  return planned;
}

/** Source: host-local, Range.Canonicalize. */
function readRange(range: PlainMap, judge: Judge, broken: { any: boolean }): Range | undefined {
  const fail = (): undefined => {
    broken.any = true;
    return undefined;
  };
  if (range.subnet === undefined || range.subnet === '') {
    judge.error('range', 'a range without subnet', 'write subnet, such as "192.168.40.0/24"');
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
      .error(
        'range',
        `${written.toString()} is too small: host-local needs room for two hosts`,
        `write a prefix length of at most ${written.address.bits - 2}`,
      );
    return fail();
  }
  if (!subnet.network.isSame(written.address)) {
    judge.at('subnet').error('range', `${written.toString()} has host bits`, `write ${subnet.toString()}`);
    return fail();
  }
  for (const [key, value] of [
    ['rangeStart', start],
    ['rangeEnd', end],
  ] as const) {
    if (value === undefined || (value.family === subnet.family && subnet.contains(value))) continue;
    judge
      .at(key)
      .error('range', `${value.toString()} is not in ${subnet.toString()}`, 'write an address of the subnet');
    return fail();
  }
  const first = start ?? IpAddress._fromNumber(subnet.family, subnet.network._value + 1n);
  const last =
    end ?? IpAddress._fromNumber(subnet.family, subnet.range.last._value - (subnet.family === IpFamily.IPV4 ? 1n : 0n));
  if (first._value > last._value && end !== undefined) {
    judge
      .at('rangeStart')
      .error('range', `rangeStart ${first.toString()} is after rangeEnd ${last.toString()}`, 'swap them');
    return fail();
  }
  if (first._value > last._value)
    judge
      .at('rangeStart')
      .warning(
        'range',
        `rangeStart ${first.toString()} is the broadcast address: host-local takes it and gives it to a pod`,
        'write an address of a host',
      );
  if (gateway !== undefined && (gateway.family !== subnet.family || !subnet.contains(gateway))) {
    judge
      .at('gateway')
      .warning(
        'range',
        `the gateway ${gateway.toString()} is not in ${subnet.toString()}: it is accepted, and a pod may get the address of the real router`,
        'write the router of the subnet',
      );
  }
  return {
    subnet,
    pool: IpRange._of(first, first._value > last._value ? first : last),
    gateway: gateway ?? IpAddress._fromNumber(subnet.family, subnet.network._value + 1n),
  };
}

function checkSets(sets: readonly (readonly Range[])[], judge: Judge): void {
  for (const [index, set] of sets.entries()) {
    const families = new Set(set.map(({ subnet }) => subnet.family));
    if (families.size > 1)
      judge.error(
        'range',
        `set ${index} mixes IPv4 and IPv6`,
        'write a set for each family: a pod gets one address of each set',
      );
    for (const [place, range] of set.entries()) {
      const other = set
        .slice(0, place)
        .find(({ pool }) => pool.family === range.pool.family && pool.overlaps(range.pool));
      if (other !== undefined)
        judge.error(
          'range',
          `${other.pool.toString()} and ${range.pool.toString()} of one set overlap`,
          'write ranges that do not overlap',
        );
    }
    for (const [before, earlier] of sets.slice(0, index).entries()) {
      if (
        earlier.some(({ pool }) => set.some((range) => range.pool.family === pool.family && range.pool.overlaps(pool)))
      ) {
        judge.error(
          'range',
          `the sets ${before} and ${index} overlap`,
          'write ranges that do not overlap, or put the pools into one set',
        );
      }
    }
  }
}

function isOld(version: string): boolean {
  return CNI_VERSIONS.indexOf(version) < CNI_VERSIONS.indexOf('0.3.0');
}

/** Before 0.3.0 a result holds one address of each family. */
function checkPerFamily(families: readonly IpFamily[], version: string, judge: Judge): void {
  if (isOld(version) && new Set(families).size < families.length)
    judge.error(
      'version',
      `cniVersion ${version} knows one address of each family`,
      'write "cniVersion": "1.0.0" at the top',
    );
}

/** Addresses in `cni-args`, which take the place of all others. */
function argsIps(request: Request | undefined): string[] {
  const ips = request?.cniArgs?.ips;
  return Array.isArray(ips) ? ips.filter((ip) => typeof ip === 'string') : [];
}

/** Addresses that a pod brings to static. */
function checkBrought(ips: readonly string[], taken: readonly string[], judge: Judge): void {
  for (const [index, ip] of ips.entries()) {
    if (!ip.includes('/')) {
      const repair = `write "${ip}/${ip.includes(':') ? 64 : 24}", with the prefix length of the network`;
      judge.error('request', `the requested address ${shown(ip)} has no prefix length, which static needs`, repair);
    } else if (ips.indexOf(ip) < index || taken.includes(ip))
      judge.error('request', `the requested address ${ip} stands twice`, 'remove one of the two');
  }
}

function checkRequested(sets: readonly (readonly Range[])[], request: Request, judge: Judge): void {
  const byArgs = argsIps(request);
  const ips = byArgs.length > 0 ? byArgs : (request.ips ?? []);
  // Multus passes the request by CNI_ARGS too, where host-local reads one address.
  if ((request.ips ?? []).length > 1) {
    judge.error(
      'request',
      `host-local takes one requested address through Multus, and the pod asks for ${request.ips!.join(' and ')}`,
      'ask for one address',
    );
    return;
  }
  for (const ip of ips) {
    const address = addressOf(ip);
    if (address === undefined) continue;
    const ranges = sets.flat().filter(({ pool }) => pool.family === address.family && pool.contains(address));
    if (ranges.length === 0)
      judge.error(
        'request',
        `the requested address ${ip} is in none of the ranges ${sets
          .flat()
          .map(({ pool }) => pool.toString())
          .join(', ')}`,
        'ask for an address of a range',
      );
    else if (ranges.some(({ gateway }) => gateway.isSame(address)))
      judge.error(
        'request',
        `the requested address ${ip} is the gateway of the subnet`,
        'ask for another address, or write the real gateway',
      );
  }
}

/** Names that dhcp knows beside numbers. Source: plugins/ipam/dhcp, optionNameToID. */
const DHCP_OPTIONS = [
  'dhcp-client-identifier',
  'subnet-mask',
  'routers',
  'host-name',
  'user-class',
  'vendor-class-identifier',
];
const LONGEST_VALUE = 255;

function judgeDhcp(ipam: PlainMap, judge: Judge): void {
  for (const key of ['request', 'provide']) {
    for (const [index, entry] of (Array.isArray(ipam[key]) ? (ipam[key] as unknown[]) : []).entries()) {
      if (!isMap(entry)) continue;
      const at = judge.at(key, index);
      const { option, value } = entry;
      // An entry of request may be skipDefault alone.
      if (
        !(key === 'request' && (option === undefined || option === '') && entry.skipDefault !== undefined) &&
        !isDhcpOption(option)
      ) {
        at.at('option').error(
          'dhcp',
          `${shown(option)} is no option of dhcp`,
          `write one of ${DHCP_OPTIONS.join(', ')}, or a number from 0 to 255 in quotes`,
        );
      }
      if (typeof value === 'string' && Buffer.byteLength(value) > LONGEST_VALUE)
        at.at('value').error(
          'dhcp',
          `a value of ${Buffer.byteLength(value)} bytes`,
          `write at most ${LONGEST_VALUE} bytes`,
        );
    }
  }
}

function isDhcpOption(option: unknown): boolean {
  if (typeof option !== 'string') return false;
  return DHCP_OPTIONS.includes(option) || (/^\d+$/.test(option) && Number(option) <= 255);
}
