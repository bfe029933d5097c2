// whereabouts: one pool for the whole cluster, kept in the Kubernetes API.
import { Cidr, IpAddress, IpRange } from '../../net';
import { written } from '../cni-config';
import { IpamContext, IpamSource, routesField } from './source';

/** A run of addresses that whereabouts hands out, each once in the cluster. */
export interface WhereaboutsRange {
  /**
   * Network that the range lies in.
   *
   * @default - the subnet of the network
   */
  readonly subnet?: string;
  /** Addresses handed out. @default - all host addresses of the subnet */
  readonly range?: IpRange;
  /** Addresses and networks inside of the range that are never handed out. @default - none */
  readonly exclude?: string[];
}

/** How much the plugin writes to its log. */
export enum WhereaboutsLogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** Each request. */
  VERBOSE = 'verbose',
  /** Failures. */
  ERROR = 'error',
  /** Only what ends the plugin. */
  PANIC = 'panic',
}

/** Options of whereabouts. Source: whereabouts 0.9.4, pkg/types. */
export interface WhereaboutsOptions {
  /** Ranges; a pod gets an address of each. @default - the subnet of the network */
  readonly ranges?: WhereaboutsRange[];
  /**
   * Looks at the addresses of other networks too, so that two ranges which overlap do not give one address twice.
   *
   * @default true
   */
  readonly overlappingRanges?: boolean;
  /**
   * Name of the pool, for two networks on one range that must not share addresses: then each keeps its own count.
   *
   * @default - all networks on one range share a pool
   */
  readonly networkName?: string;
  /**
   * Prefix length of the slice that each node gets, such as 28: nodes then do not wait for each other. Needs the controller of Whereabouts.
   *
   * @default - no slices
   */
  readonly nodeSliceSize?: number;
  /** Folder of the plugin's own configuration on the node. @default - /etc/cni/net.d/whereabouts.d, which the install writes */
  readonly configurationPath?: string;
  /** File of the API access on the node. @default - from the plugin's own configuration */
  readonly kubeconfig?: string;
  /** File on the node that the plugin logs to. @default - none */
  readonly logFile?: string;
  /** How much it logs. @default - errors */
  readonly logLevel?: WhereaboutsLogLevel;
  /** Milliseconds that a node holds the pool's lock. @default 1500 */
  readonly leaderLeaseDuration?: number;
  /** Milliseconds within which it renews the lock. @default 1000 */
  readonly leaderRenewDeadline?: number;
  /** Milliseconds between two tries for the lock. @default 500 */
  readonly leaderRetryPeriod?: number;
  /** Seconds to wait before a pool is written, for tests of races. @default 0 */
  readonly sleepForRace?: number;
}

interface Range {
  readonly subnet?: Cidr;
  readonly range?: IpRange;
  readonly exclude: readonly string[];
}

/** One pool for the cluster. */
export class WhereaboutsIpam implements IpamSource {
  public readonly plugin = 'whereabouts';
  public readonly wantsPrefix = true;
  public readonly byRequest = false;
  private readonly ranges: readonly Range[];

  public constructor(private readonly options: WhereaboutsOptions) {
    this.ranges = (options.ranges ?? [{}]).map(({ subnet, range, exclude }) => ({
      ...(subnet === undefined ? {} : { subnet: Cidr.of(subnet) }),
      ...(range === undefined ? {} : { range }),
      exclude: (exclude ?? []).map((text) =>
        text.includes('/') ? Cidr.of(text).toString() : Cidr.ofAddress(IpAddress.of(text)).toString(),
      ),
    }));
  }

  public get subnets(): readonly Cidr[] {
    return this.ranges.flatMap(({ subnet }) => subnet ?? []);
  }

  public isPlaced(subnets: readonly Cidr[]): boolean {
    return this.ranges.every((range) => subnetOf(range, subnets) !== undefined);
  }

  public render({ subnets, gateway, routes }: IpamContext): Record<string, unknown> {
    const { options } = this;
    const ranges = this.ranges.flatMap((range) => {
      const subnet = subnetOf(range, subnets);
      return subnet === undefined ? [] : [rangeConfig(range, subnet)];
    });
    return written({
      type: this.plugin,
      ...(ranges.length === 1 ? ranges[0] : { ipRanges: ranges }),
      gateway: gateway?.toString(),
      ...routesField(routes),
      enable_overlapping_ranges: options.overlappingRanges,
      network_name: options.networkName,
      node_slice_size: options.nodeSliceSize === undefined ? undefined : `/${options.nodeSliceSize}`,
      configuration_path: options.configurationPath,
      kubernetes: options.kubeconfig === undefined ? undefined : { kubeconfig: options.kubeconfig },
      log_file: options.logFile,
      log_level: options.logLevel,
      leader_lease_duration: options.leaderLeaseDuration,
      leader_renew_deadline: options.leaderRenewDeadline,
      leader_retry_period: options.leaderRetryPeriod,
      sleep_for_race: options.sleepForRace,
    });
  }
}

function rangeConfig({ range, exclude }: Range, subnet: Cidr): Record<string, unknown> {
  return written({
    range: subnet.toString(),
    range_start: range?.first.toString(),
    range_end: range?.last.toString(),
    exclude: exclude.length === 0 ? undefined : exclude,
  });
}

function subnetOf({ subnet, range }: Range, subnets: readonly Cidr[]): Cidr | undefined {
  if (subnet !== undefined) return subnet;
  if (range === undefined) return subnets[0];
  return subnets.find((each) => each.contains(range.first)) ?? subnets.find((each) => each.family === range.family);
}
