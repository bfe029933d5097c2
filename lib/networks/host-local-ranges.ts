// The ranges of host-local: as given, and in the subnets of their network with what is wrong about them.
import { Cidr, IpAddress, IpFamily, IpRange } from '../net';

/** A run of addresses that host-local hands out. */
export interface HostLocalRange {
  /**
   * Network that the range lies in, `192.168.40.0/24`; at most /30, or /126 for IPv6.
   *
   * @default - the subnet of the network
   */
  readonly subnet?: string;
  /**
   * Addresses handed out.
   *
   * @default - all host addresses of the subnet
   */
  readonly range?: IpRange;
  /**
   * Router on the subnet; never handed out.
   *
   * @default - the gateway of the network if it lies in the subnet; host-local itself assumes the first host address
   */
  readonly gateway?: string;
}

/** A mistake without a place, before it is known whether to throw it or to report it. */
export interface RangeProblem {
  readonly code: string;
  readonly problem: string;
  readonly repair: string;
}

/** A range as given, parsed. */
export interface ParsedRange {
  readonly subnet?: Cidr;
  readonly range?: IpRange;
  readonly gateway?: IpAddress;
}

/** A range in its subnet. */
export interface PlacedRange {
  readonly subnet: Cidr;
  /** What is handed out, but for the gateway. */
  readonly pool: IpRange;
  /** The address that host-local never hands out: the one given, or the first host address. */
  readonly gateway: IpAddress;
  /** False if the gateway is only host-local's assumption. */
  readonly gatewayGiven: boolean;
}

/** Parses a range. */
export function parseRange({ subnet, range, gateway }: HostLocalRange): ParsedRange {
  return {
    ...(subnet === undefined ? {} : { subnet: Cidr.of(subnet) }),
    ...(range === undefined ? {} : { range }),
    ...(gateway === undefined ? {} : { gateway: IpAddress.of(gateway) }),
  };
}

/** The ranges of an IPAM in the subnets of its network, with what is wrong about them. Rules: vectors hostlocal-*. */
export function placeRanges(
  given: readonly ParsedRange[],
  subnets: readonly Cidr[],
  gateway: IpAddress | undefined,
): { ranges: PlacedRange[]; problems: RangeProblem[] } {
  const problems: RangeProblem[] = [];
  const ranges: PlacedRange[] = [];
  for (const range of given) {
    const subnet = range.subnet ?? subnetFor(range, subnets);
    if (subnet === undefined) {
      problems.push({
        code: 'network/subnet-missing',
        problem: `the subnet of the range${words(range)} is not known`,
        repair: "write subnet: '192.168.40.0/24' in the network, or state it on the link: addLink(…, { subnet })",
      });
      continue;
    }
    const placed = place(range, subnet, gateway, problems);
    if (placed !== undefined) ranges.push(placed);
  }
  for (const [index, range] of ranges.entries()) {
    const other = ranges.slice(0, index).find((earlier) => earlier.pool.overlaps(range.pool));
    if (other !== undefined)
      problems.push({
        code: 'network/range-overlap',
        problem: `range ${range.pool.toString()} overlaps range ${other.pool.toString()} of the same network`,
        repair: 'host-local refuses it: make one range of them',
      });
  }
  return { ranges, problems };
}

/** The first subnet that has the range in it, else one of its family, so that the mistake can be named. */
function subnetFor({ range }: ParsedRange, subnets: readonly Cidr[]): Cidr | undefined {
  if (range === undefined) return subnets[0];
  return (
    subnets.find((subnet) => subnet.contains(range.first)) ?? subnets.find((subnet) => subnet.family === range.family)
  );
}

function place(
  range: ParsedRange,
  subnet: Cidr,
  networkGateway: IpAddress | undefined,
  problems: RangeProblem[],
): PlacedRange | undefined {
  const longest = subnet.network.bits - 2;
  if (subnet.prefix > longest) {
    problems.push({
      code: 'network/subnet-too-small',
      problem: `subnet ${subnet.toString()} is too small for host-local`,
      repair: `it takes prefixes up to /${longest}: use Ipam.static() for single addresses`,
    });
    return undefined;
  }
  const hosts = hostRange(subnet);
  const pool = range.range ?? hosts;
  for (const end of [pool.first, pool.last]) {
    if (subnet.isHost(end)) continue;
    problems.push({
      code: 'network/range-outside',
      problem: `${end.toString()} of the range${words(range)} is not a host address of the subnet ${subnet.toString()}`,
      repair: `write addresses from ${hosts.first.toString()} to ${hosts.last.toString()}`,
    });
    return undefined;
  }
  const given =
    range.gateway ?? (networkGateway !== undefined && subnet.contains(networkGateway) ? networkGateway : undefined);
  const gateway = given ?? hosts.first;
  if (!subnet.isHost(gateway)) {
    // host-local accepts it, and then hands out .1 to a pod (vector hostlocal-gateway-outside).
    problems.push({
      code: 'network/gateway-outside',
      problem: `gateway ${gateway.toString()} is not a host address of the subnet ${subnet.toString()}`,
      repair: `write the router's address in ${subnet.toString()}, or leave the gateway out`,
    });
    return undefined;
  }
  if (pool.first.isSame(pool.last) && pool.contains(gateway)) {
    problems.push({
      code: 'network/range-empty',
      problem: `range${words(range)} holds nothing but the gateway ${gateway.toString()}${given === undefined ? ', which host-local assumes' : ''}`,
      repair: given === undefined ? 'write the gateway of the subnet, or more addresses' : 'write more addresses',
    });
    return undefined;
  }
  return { subnet, pool, gateway, gatewayGiven: given !== undefined };
}

/** The addresses that host-local may hand out. */
function hostRange(subnet: Cidr): IpRange {
  const { first, last } = subnet.range;
  return IpRange._of(
    IpAddress._fromNumber(subnet.family, first._value + 1n),
    IpAddress._fromNumber(subnet.family, last._value - (subnet.family === IpFamily.IPV4 ? 1n : 0n)),
  );
}

/** The range with a blank before it, for a sentence; nothing for a whole subnet that is not known. */
function words({ range, subnet }: ParsedRange): string {
  if (range !== undefined) return ` ${range.first.toString()}-${range.last.toString()}`;
  return subnet === undefined ? '' : ` ${subnet.toString()}`;
}
