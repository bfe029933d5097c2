// Addresses and routes of a configuration, as the IPAM plugins compute them.
import { Cidr, InterfaceAddress, IpAddress, IpFamily, ValueError } from '../../net';
import { isMap, PlainMap } from '../../manifest';
import { Judge } from './problem';
import { shown } from './shape';

/** Scopes link and host. */
const NARROW_SCOPES = [253, 254];

/** An address that an interface will have, or the subnet that it will be of. */
export interface PlannedAddress {
  readonly subnet: Cidr;
  readonly gateway?: IpAddress;
  /** The address itself, where it is known. */
  readonly address?: IpAddress;
}

/** Parses a value; a mistake is said and gives undefined. */
export function parsed<T>(text: unknown, parse: (text: string) => T, judge: Judge, what: string): T | undefined {
  try {
    // Go folds IPv4 in IPv6 into IPv4.
    return parse(String(text).replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, ''));
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const bits = prefixLengthFor(text);
    if (bits !== undefined)
      judge.error('address', 'without-prefix-length', { text: shown(text), what, text2: String(text), bits });
    else judge.error('address', 'not-readable', { text: shown(text), what, repair: error.repair });
    return undefined;
  }
}

/** An address alone where a prefix length must stand: only the network knows it. */
function prefixLengthFor(text: unknown): number | undefined {
  const address = typeof text === 'string' && !text.includes('/') ? addressOf(text) : undefined;
  return address === undefined ? undefined : address.family === IpFamily.IPV4 ? 24 : 64;
}

/** An address, with or without a prefix length, as `ips` of a request may have it. */
export function addressOf(text: string): IpAddress | undefined {
  try {
    return IpAddress.of(text.split('/')[0]!);
  } catch {
    return undefined;
  }
}

interface Route {
  readonly judge: Judge;
  readonly dst: InterfaceAddress;
  readonly gw?: IpAddress;
  readonly key: string;
  /** Of scope link or host, in which the kernel knows no gateway. */
  readonly narrow: boolean;
}

/** What decides about routes beside the addresses. */
export interface RouteOptions {
  /** The main plugin makes default routes by itself. */
  readonly defaultRoutes: boolean;
  /** Results before 0.3.0 hold routes only beside an address of their family; others vanish. */
  readonly onlyOwnFamilies: boolean;
  /** A pod may bring more addresses, and with them the network of a gateway. @default false */
  readonly moreAddresses?: boolean;
}

function isForeign(route: PlainMap, addresses: readonly PlannedAddress[] | undefined): boolean {
  const family = addressOf(String(route.dst))?.family;
  return family !== undefined && addresses?.every(({ subnet }) => subnet.family !== family) === true;
}

/** Checks the routes of an IPAM plugin. `addresses` is undefined where a pod brings its own. */
export function checkRoutes(
  ipam: PlainMap,
  judge: Judge,
  addresses: readonly PlannedAddress[] | undefined,
  { defaultRoutes, onlyOwnFamilies, moreAddresses = false }: RouteOptions,
): void {
  const routes = (Array.isArray(ipam.routes) ? ipam.routes : []).flatMap((route: unknown, index) => {
    const at = judge.at('routes', index);
    if (onlyOwnFamilies && isMap(route) && isForeign(route, addresses)) return [];
    return isMap(route) ? (readRoute(route, at, addresses) ?? []) : [];
  });
  const level = moreAddresses ? 'warning' : 'error';
  const seen = new Set<string>();
  const reachable = (addresses ?? []).map(({ subnet }) => subnet);
  for (const route of routes) {
    if (seen.has(route.key)) route.judge.error('route', 'route-twice', { route: textOfRoute(route) });
    seen.add(route.key);
    if (addresses === undefined) continue;
    const { gw } = route;
    if (gw !== undefined && route.narrow)
      route.judge.error('route', 'scope-takes-no-gateway', { route: textOfRoute(route) });
    // IPv4 reaches a gateway by routes of scope link only; those of the plugins have scope universe, unless the scope is written.
    else if (gw === undefined) {
      if (route.narrow || route.dst.address.family === IpFamily.IPV6) reachable.push(route.dst.network);
    } else if (!isLinkLocal(gw) && !reachable.some((subnet) => isGateway(gw, subnet, addresses))) {
      route.judge[level]('route', 'gateway-not-reached', {
        route: textOfRoute(route),
        addresses: addresses.map(({ subnet }) => subnet.toString()).join(', ') || 'it has none',
      });
    }
    if (defaultRoutes && route.dst.prefix === 0 && route.dst.address._value === 0n && route.key.startsWith('implied')) {
      route.judge.error('route', 'made-by-default-gateway', { route: textOfRoute(route) });
    }
  }
}

function readRoute(route: PlainMap, judge: Judge, addresses: readonly PlannedAddress[] | undefined): Route | undefined {
  if (route.dst === undefined) {
    judge.error('address', 'route-without-dst');
    return undefined;
  }
  const dst = parsed(route.dst, (text) => InterfaceAddress.of(text), judge.at('dst'), 'subnet with a prefix length');
  const written =
    route.gw === undefined || route.gw === ''
      ? undefined
      : parsed(route.gw, (text) => IpAddress.of(text), judge.at('gw'), 'address');
  if (dst === undefined || (written === undefined && route.gw !== undefined && route.gw !== '')) return undefined;
  if (!dst.network.network.isSame(dst.address)) {
    judge.at('dst').error('route', 'route-with-host-bits', { dst: dst.toString(), network: dst.network.toString() });
  }
  if (written !== undefined && written.family !== dst.address.family) {
    judge.at('gw').error('route', 'gateway-of-other-family', {
      written: written.toString(),
      dst: dst.toString(),
      family: dst.address.family,
    });
    return undefined;
  }
  for (const key of ['mtu', 'advmss'])
    if (route[key] !== undefined && route[key] !== 0)
      judge.at(key).warning('no-effect', 'route-size', { key, route: `the route to ${dst.toString()}` });
  const gw = written ?? addresses?.find(({ gateway }) => gateway?.family === dst.address.family)?.gateway;
  const implied =
    written === undefined && route.table === undefined && (route.priority === undefined || route.priority === 0);
  const key = [
    implied ? 'implied' : 'written',
    dst.toString(),
    gw?.toString() ?? '',
    route.table ?? 0,
    route.priority ?? 0,
    route.scope ?? 0,
  ].join(' ');
  return { judge, dst, ...(gw === undefined ? {} : { gw }), key, narrow: NARROW_SCOPES.includes(Number(route.scope)) };
}

/** True if the kernel takes the address for a gateway of an interface with these addresses. */
export function isReached(gw: IpAddress, addresses: readonly PlannedAddress[]): boolean {
  return isLinkLocal(gw) || addresses.some(({ subnet }) => isGateway(gw, subnet, addresses));
}

/** True if the kernel takes the address for a gateway on the subnet: not the broadcast address, and of IPv6 not the pod's own (run). */
function isGateway(gw: IpAddress, subnet: Cidr, addresses: readonly PlannedAddress[]): boolean {
  if (subnet.family !== gw.family || !subnet.contains(gw)) return false;
  const { last } = subnet.range;
  const broadcast = gw.family === IpFamily.IPV4 && gw.bits - subnet.prefix > 1 && last.isSame(gw);
  const own = gw.family === IpFamily.IPV6 && addresses.some(({ address }) => address?.isSame(gw) === true);
  return !broadcast && !own;
}

function textOfRoute({ dst, gw }: Route): string {
  return `the route to ${dst.toString()}${gw === undefined ? '' : ` by ${gw.toString()}`}`;
}

function isLinkLocal(address: IpAddress): boolean {
  return address.family === IpFamily.IPV6 && address._value >> 118n === 0x3fan;
}
