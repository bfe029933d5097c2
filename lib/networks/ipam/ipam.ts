// The choice of an IPAM plugin as a value: a small public factory over implementations that render themselves.
import { IpRange } from '../../net';
import { DhcpIpam, DhcpOptions } from './dhcp';
import { HostLocalIpam, HostLocalOptions } from './host-local';
import { NoIpam, RawIpam } from './plain';
import { IpamSource } from './source';
import { StaticIpam, StaticOptions } from './static';
import { WhereaboutsIpam, WhereaboutsOptions } from './whereabouts';

/**
 * How a network gives addresses to pods. Pods on several nodes need `whereabouts` (a pool in the cluster) or `dhcp` (a server on the LAN);
 * host-local knows its own node only.
 */
export class Ipam {
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
   * @throws ValueError `net/cidr-invalid`, `net/ip-invalid`, `network/node-path`
   */
  public static hostLocal(options: HostLocalOptions = {}): Ipam {
    return new Ipam(new HostLocalIpam(options));
  }

  /**
   * static: each attachment asks for its addresses (`ips`), or the network has them for its one pod.
   *
   * @throws ValueError `net/cidr-invalid`, `net/ip-invalid`
   */
  public static static(options: StaticOptions = {}): Ipam {
    return new Ipam(new StaticIpam(options));
  }

  /** dhcp: a server on the network gives IPv4 addresses. MultusTalos runs the daemon that renews them on every node. */
  public static dhcp(options: DhcpOptions = {}): Ipam {
    return new Ipam(new DhcpIpam(options));
  }

  /**
   * whereabouts: one pool for all nodes. Needs the construct Whereabouts, or an install of your own.
   *
   * @throws ValueError `net/cidr-invalid`, `net/ip-invalid`
   */
  public static whereabouts(options: WhereaboutsOptions = {}): Ipam {
    return new Ipam(new WhereaboutsIpam(options));
  }

  /** No addresses: the interface is up and carries frames only. DHCP clients and routers in the pod want this. */
  public static none(): Ipam {
    return new Ipam(new NoIpam());
  }

  /**
   * A plugin of another maker.
   *
   * @param plugin name of its program
   * @param fields what it reads beside `type` and `routes`
   */
  public static raw(plugin: string, fields: { [field: string]: any } = {}): Ipam {
    return new Ipam(new RawIpam(plugin, fields));
  }

  /** @internal */
  public readonly _source: IpamSource;

  private constructor(source: IpamSource) {
    this._source = source;
  }
}
