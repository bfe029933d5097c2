// host-local: a store of addresses on each node.
import { Cidr, IpAddress, IpFamily, IpRange, ValueError } from '../../net';
import { written } from '../cni-config';
import { IpamContext, IpamSource, routesField } from './source';

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
  /**
   * Ranges with one number are alternatives, and a pod gets one address of each number: 0 and 1 in one family are two addresses.
   *
   * @default - 0 for IPv4, 1 for IPv6: one address of each family
   */
  readonly set?: number;
}

/** Options of host-local. */
export interface HostLocalOptions {
  /**
   * Pools.
   *
   * @default - the subnet of the network
   */
  readonly ranges?: HostLocalRange[];
  /**
   * Folder on the node where the addresses in use are kept.
   *
   * @default /run/cni/networks - a tmpfs: after a reboot no address is taken by a pod that is gone (siderolabs/docs#760)
   */
  readonly dataDir?: string;
  /**
   * File on the node in the form of resolv.conf, whose servers the network status reports; the pod's resolver stays the cluster's.
   *
   * @default - none
   */
  readonly resolvConf?: string;
}

/** A tmpfs on Talos; /var/lib/cni is on the disk and keeps the addresses of pods that a reboot has ended. */
const DATA_DIR = '/run/cni/networks';

interface Range {
  readonly subnet?: Cidr;
  readonly range?: IpRange;
  readonly gateway?: IpAddress;
  readonly set?: number;
}

/** A store on each node. */
export class HostLocalIpam implements IpamSource {
  public readonly plugin = 'host-local';
  public readonly wantsPrefix = false;
  public readonly byRequest = false;
  private readonly ranges: readonly Range[];
  private readonly dataDir: string;
  private readonly resolvConf: string | undefined;

  public constructor(options: HostLocalOptions) {
    this.ranges = (options.ranges ?? [{}]).map(({ subnet, range, gateway, set }) => ({
      ...(subnet === undefined ? {} : { subnet: Cidr.of(subnet) }),
      ...(range === undefined ? {} : { range }),
      ...(gateway === undefined ? {} : { gateway: IpAddress.of(gateway) }),
      ...(set === undefined ? {} : { set }),
    }));
    this.dataDir = nodePath(options.dataDir ?? DATA_DIR);
    this.resolvConf = options.resolvConf === undefined ? undefined : nodePath(options.resolvConf);
  }

  public get subnets(): readonly Cidr[] {
    return this.ranges.flatMap(({ subnet }) => subnet ?? []);
  }

  public isPlaced(subnets: readonly Cidr[]): boolean {
    return this.ranges.every((range) => subnetOf(range, subnets) !== undefined);
  }

  public render({ subnets, gateway, routes }: IpamContext): Record<string, unknown> {
    return written({
      type: this.plugin,
      ranges: this.sets(subnets, gateway),
      dataDir: this.dataDir,
      resolvConf: this.resolvConf,
      ...routesField(routes),
    });
  }

  private sets(subnets: readonly Cidr[], gateway: IpAddress | undefined): unknown[] {
    const sets = new Map<number, unknown[]>();
    const placed = this.ranges.flatMap((range) => subnetOf(range, subnets) ?? []);
    // A router that is beside no range is written with those of its family: then the model can say so.
    const isBeside = (subnet: Cidr) =>
      gateway?.family === subnet.family && (subnet.contains(gateway) || !placed.some((each) => each.contains(gateway)));
    for (const range of this.ranges) {
      const subnet = subnetOf(range, subnets);
      if (subnet === undefined) continue;
      const number = range.set ?? (subnet.family === IpFamily.IPV4 ? 0 : 1);
      sets.set(number, [
        ...(sets.get(number) ?? []),
        rangeConfig(range, subnet, isBeside(subnet) ? gateway : undefined),
      ]);
    }
    return [...sets].sort(([a], [b]) => a - b).map(([, set]) => set);
  }
}

function rangeConfig(
  { range, gateway }: Range,
  subnet: Cidr,
  networkGateway: IpAddress | undefined,
): Record<string, unknown> {
  return written({
    subnet: subnet.toString(),
    rangeStart: range?.first.toString(),
    rangeEnd: range?.last.toString(),
    gateway: (gateway ?? networkGateway)?.toString(),
  });
}

/** The subnet of a range: its own, the one it lies in, or one of its family, so that the model can say what is wrong. */
function subnetOf({ subnet, range }: Range, subnets: readonly Cidr[]): Cidr | undefined {
  if (subnet !== undefined) return subnet;
  if (range === undefined) return subnets[0];
  return subnets.find((each) => each.contains(range.first)) ?? subnets.find((each) => each.family === range.family);
}

function nodePath(text: string): string {
  if (/^\/[^\s]+$/.test(text) && !text.split('/').includes('..')) return text;
  throw new ValueError(
    'network/node-path',
    `not a path on the node: "${text}"`,
    `write an absolute path, such as "${DATA_DIR}"`,
  );
}
