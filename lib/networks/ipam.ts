// How a secondary network gives addresses: host-local (a range per node), static (one address per attachment) or none.
import { Cidr, IpAddress, IpFamily, IpRange, ValueError } from '../net';
import { Problem } from './problem';

/** A run of addresses that host-local hands out. */
export interface HostLocalRange {
  /**
   * Network that the range lies in, `192.168.40.0/24`; at most /30, or /126 for IPv6.
   *
   * @default - the subnet of the network
   */
  readonly subnet?: string;
  /**
   * Lowest address handed out.
   *
   * @default - the first host address of the subnet
   */
  readonly first?: string;
  /**
   * Highest address handed out.
   *
   * @default - the last host address of the subnet
   */
  readonly last?: string;
  /**
   * Router on the subnet; never handed out.
   *
   * @default - the gateway of the network if it lies in the subnet; host-local itself assumes the first host address
   */
  readonly gateway?: string;
}

/** Options of host-local. */
export interface HostLocalOptions {
  /**
   * Folder on the node where the addresses in use are kept.
   *
   * @default /run/cni/networks - a tmpfs: after a reboot no address is taken by a pod that is gone (siderolabs/docs#760)
   */
  readonly dataDir?: string;
}

/** Properties of host-local with several ranges. */
export interface HostLocalProps extends HostLocalOptions {
  /**
   * Pools; a pod gets one address for each family among them.
   *
   * @default - the subnet of the network
   */
  readonly ranges?: HostLocalRange[];
}

/** A range as given, parsed. */
export interface ParsedRange {
  readonly subnet?: Cidr;
  readonly first?: IpAddress;
  readonly last?: IpAddress;
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

/** A tmpfs on Talos; /var/lib/cni is on the disk and keeps the addresses of pods that a reboot has ended. */
const DATA_DIR = '/run/cni/networks';

/** How a network gives addresses to pods. */
export class Ipam {
  /**
   * host-local with one range: each node hands out these addresses on its own, so two nodes hand out the same one.
   *
   * @param first lowest address, `192.168.40.100`; the subnet is that of the network
   * @param last highest address, `192.168.40.150`
   * @throws ValueError `net/range-invalid`, `net/ip-invalid`
   */
  public static range(first: string, last: string, options: HostLocalOptions = {}): Ipam {
    return Ipam.hostLocal({ ranges: [{ first, last }], ...options });
  }

  /**
   * host-local with any number of ranges.
   *
   * @throws ValueError `net/range-invalid`, `net/cidr-invalid`, `net/ip-invalid`, `network/data-dir`
   */
  public static hostLocal(props: HostLocalProps = {}): Ipam {
    const dataDir = props.dataDir ?? DATA_DIR;
    if (!/^\/[^\s]+$/.test(dataDir) || dataDir.split('/').includes('..')) {
      throw new ValueError(
        'network/data-dir',
        `not a folder of the node: "${dataDir}"`,
        `write an absolute path on a tmpfs, such as "${DATA_DIR}"`,
      );
    }
    return new Ipam('host-local', (props.ranges ?? [{}]).map(parseRange), dataDir);
  }

  /** static: each attachment asks for its addresses (`ips`), which must be given. */
  public static static(): Ipam {
    return new Ipam('static', [], undefined);
  }

  /** No addresses: the interface is up and carries frames only. DHCP clients and routers in the pod want this. */
  public static none(): Ipam {
    return new Ipam(undefined, [], undefined);
  }

  /** The IPAM plugin; undefined for layer 2 only. @internal */
  public readonly _plugin: string | undefined;
  /** Ranges as given. @internal */
  public readonly _ranges: ParsedRange[];
  /** @internal */
  public readonly _dataDir: string | undefined;

  private constructor(plugin: string | undefined, ranges: ParsedRange[], dataDir: string | undefined) {
    this._plugin = plugin;
    this._ranges = ranges;
    this._dataDir = dataDir;
  }

  /** True if the plugin keeps a store per node and hands out the same addresses on each. @internal */
  public get _perNode(): boolean {
    return this._plugin === 'host-local';
  }
}

function parseRange(range: HostLocalRange): ParsedRange {
  if (range.first !== undefined && range.last !== undefined) IpRange.of(range.first, range.last);
  return {
    ...(range.subnet === undefined ? {} : { subnet: Cidr.of(range.subnet) }),
    ...(range.first === undefined ? {} : { first: IpAddress.of(range.first) }),
    ...(range.last === undefined ? {} : { last: IpAddress.of(range.last) }),
    ...(range.gateway === undefined ? {} : { gateway: IpAddress.of(range.gateway) }),
  };
}

/** The ranges of an IPAM in the subnets of its network, with what is wrong about them. Rules: vectors hostlocal-*. */
export function placeRanges(
  ipam: Ipam,
  subnets: readonly Cidr[],
  gateway: IpAddress | undefined,
): { ranges: PlacedRange[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const ranges: PlacedRange[] = [];
  for (const range of ipam._ranges) {
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
function subnetFor(range: ParsedRange, subnets: readonly Cidr[]): Cidr | undefined {
  const end = range.first ?? range.last;
  if (end === undefined) return subnets[0];
  return subnets.find((subnet) => subnet.contains(end)) ?? subnets.find((subnet) => subnet.family === end.family);
}

function place(
  range: ParsedRange,
  subnet: Cidr,
  networkGateway: IpAddress | undefined,
  problems: Problem[],
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
  const [lowest, highest] = hosts(subnet);
  const [first, last] = [range.first ?? lowest, range.last ?? highest];
  for (const end of [first, last]) {
    if (subnet.isHost(end)) continue;
    problems.push({
      code: 'network/range-outside',
      problem: `${end.toString()} of the range${words(range)} is not a host address of the subnet ${subnet.toString()}`,
      repair: `write addresses from ${lowest.toString()} to ${highest.toString()}`,
    });
    return undefined;
  }
  if (first._value > last._value) {
    problems.push({
      code: 'network/range-outside',
      problem: `range runs backwards:${words(range)} in ${subnet.toString()}`,
      repair: 'write the lower address first',
    });
    return undefined;
  }
  const given =
    range.gateway ?? (networkGateway !== undefined && subnet.contains(networkGateway) ? networkGateway : undefined);
  const gateway = given ?? lowest;
  if (!subnet.isHost(gateway)) {
    // host-local accepts it, and then hands out .1 to a pod (vector hostlocal-gateway-outside).
    problems.push({
      code: 'network/gateway-outside',
      problem: `gateway ${gateway.toString()} is not a host address of the subnet ${subnet.toString()}`,
      repair: `write the router's address in ${subnet.toString()}, or leave the gateway out`,
    });
    return undefined;
  }
  const pool = IpRange._of(first, last);
  if (first.isSame(last) && pool.contains(gateway)) {
    problems.push({
      code: 'network/range-empty',
      problem: `range${words(range)} holds nothing but the gateway ${gateway.toString()}${given === undefined ? ', which host-local assumes' : ''}`,
      repair: given === undefined ? 'write the gateway of the subnet, or more addresses' : 'write more addresses',
    });
    return undefined;
  }
  return { subnet, pool, gateway, gatewayGiven: given !== undefined };
}

/** First and last address that host-local may hand out. */
function hosts(subnet: Cidr): [IpAddress, IpAddress] {
  const { first, last } = subnet.range;
  return [
    IpAddress._fromNumber(subnet.family, first._value + 1n),
    IpAddress._fromNumber(subnet.family, last._value - (subnet.family === IpFamily.IPV4 ? 1n : 0n)),
  ];
}

/** The range with a blank before it, for a sentence; nothing for a whole subnet that is not known. */
function words(range: ParsedRange): string {
  if (range.first === undefined && range.last === undefined)
    return range.subnet === undefined ? '' : ` ${range.subnet.toString()}`;
  return ` ${range.first?.toString() ?? '…'}-${range.last?.toString() ?? '…'}`;
}
