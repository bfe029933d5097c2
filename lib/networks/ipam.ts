// How a secondary network gives addresses: host-local (a range per node), static (one address per attachment) or none.
import { IpFamily, IpRange, ValueError } from '../net';
import { RouteConfig } from './cni-config';
import { HostLocalRange, ParsedRange, parseRange, PlacedRange } from './host-local-ranges';

/** Options of host-local. */
export interface HostLocalOptions {
  /**
   * Pools; a pod gets one address for each family among them.
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
}

/** A tmpfs on Talos; /var/lib/cni is on the disk and keeps the addresses of pods that a reboot has ended. */
const DATA_DIR = '/run/cni/networks';

/** How a network gives addresses to pods. */
export abstract class Ipam {
  /**
   * host-local with one range: each node hands out these addresses on its own, so two nodes hand out the same one.
   *
   * @param range `IpRange.of('192.168.40.100', '192.168.40.150')`, in the subnet of the network
   */
  public static range(range: IpRange): Ipam {
    return Ipam.hostLocal({ ranges: [{ range }] });
  }

  /**
   * host-local with any number of ranges.
   *
   * @throws ValueError `net/cidr-invalid`, `net/ip-invalid`, `network/data-dir`
   */
  public static hostLocal(options: HostLocalOptions = {}): Ipam {
    const dataDir = options.dataDir ?? DATA_DIR;
    if (!/^\/[^\s]+$/.test(dataDir) || dataDir.split('/').includes('..')) {
      throw new ValueError(
        'network/data-dir',
        `not a folder of the node: "${dataDir}"`,
        `write an absolute path on a tmpfs, such as "${DATA_DIR}"`,
      );
    }
    return new HostLocalIpam((options.ranges ?? [{}]).map(parseRange), dataDir);
  }

  /** static: each attachment asks for its addresses (`ips`), which must be given. */
  public static static(): Ipam {
    return new StaticIpam();
  }

  /** No addresses: the interface is up and carries frames only. DHCP clients and routers in the pod want this. */
  public static none(): Ipam {
    return new NoIpam();
  }

  /** The IPAM plugin; undefined for layer 2 only. @internal */
  public abstract readonly _plugin: string | undefined;
  /** Ranges as given. @internal */
  public readonly _ranges: readonly ParsedRange[] = [];

  /** @internal */
  protected constructor() {
    // Only the factories make one.
  }

  /** The `ipam` of a main plugin. @internal */
  public abstract _render(ranges: readonly PlacedRange[], routes: readonly RouteConfig[]): Record<string, unknown>;

  /**
   * Checks how many addresses a workload may ask for. Source: vectors static-none, hostlocal-ip-two.
   *
   * @throws ValueError `network/ip-not-possible`, `network/ip-one`, `network/ip-missing`
   * @internal
   */
  public abstract _checkCount(workload: string, count: number): void;

  /** True if requested addresses are written with the prefix length of their network. @internal */
  public get _wantsPrefix(): boolean {
    return false;
  }

  /** True if pods ask for addresses as a rule. @internal */
  public get _byRequest(): boolean {
    return false;
  }
}

/** A store on each node. */
class HostLocalIpam extends Ipam {
  public readonly _plugin = 'host-local';

  public constructor(
    public override readonly _ranges: readonly ParsedRange[],
    private readonly dataDir: string,
  ) {
    super();
  }

  public override _render(ranges: readonly PlacedRange[], routes: readonly RouteConfig[]): Record<string, unknown> {
    return { type: this._plugin, ranges: rangeSets(ranges), dataDir: this.dataDir, ...routesField(routes) };
  }

  public override _checkCount(workload: string, count: number): void {
    if (count > 1)
      throw new ValueError(
        'network/ip-one',
        `${workload} asks for ${count} addresses: through Multus host-local takes exactly one`,
        'ask for one address, or use Ipam.static()',
      );
  }
}

/** Every pod brings its addresses. */
class StaticIpam extends Ipam {
  public readonly _plugin = 'static';

  public constructor() {
    super();
  }

  public override _render(_ranges: readonly PlacedRange[], routes: readonly RouteConfig[]): Record<string, unknown> {
    return { type: this._plugin, ...routesField(routes) };
  }

  public override _checkCount(workload: string, count: number): void {
    if (count === 0)
      throw new ValueError(
        'network/ip-missing',
        `${workload} asks for no address, and static has none of its own`,
        "write ips: ['192.168.40.50'] in attach(), or use Ipam.range()",
      );
  }

  public override get _wantsPrefix(): boolean {
    return true;
  }

  public override get _byRequest(): boolean {
    return true;
  }
}

/** Nobody gives addresses. */
class NoIpam extends Ipam {
  public readonly _plugin = undefined;

  public constructor() {
    super();
  }

  /** Empty: the interface comes up without addresses. */
  public override _render(): Record<string, unknown> {
    return {};
  }

  public override _checkCount(workload: string, count: number): void {
    if (count > 0)
      throw new ValueError(
        'network/ip-not-possible',
        `${workload} asks for addresses on a network without IPAM`,
        'use Ipam.static()',
      );
  }

  public override get _wantsPrefix(): boolean {
    return true;
  }
}

function routesField(routes: readonly RouteConfig[]): Record<string, unknown> {
  return routes.length === 0 ? {} : { routes };
}

/** One set for each family: a pod gets an address of each set, and pools of one family are alternatives. */
function rangeSets(ranges: readonly PlacedRange[]): unknown[] {
  return [IpFamily.IPV4, IpFamily.IPV6]
    .map((family) =>
      ranges
        .filter((range) => range.subnet.family === family)
        .map(({ subnet, pool, gateway, gatewayGiven }) => ({
          subnet: subnet.toString(),
          rangeStart: pool.first.toString(),
          rangeEnd: pool.last.toString(),
          ...(gatewayGiven ? { gateway: gateway.toString() } : {}),
        })),
    )
    .filter((set) => set.length > 0);
}
