// dhcp: addresses of a DHCP server on the network, by a daemon on each node that MultusTalos runs.
import { Cidr } from '../../net';
import { written } from '../cni-config';
import { IpamSource } from './source';

/** A DHCP option that the server is asked for. */
export interface DhcpRequest {
  /**
   * Name (`subnet-mask`, `routers`, `host-name`, `user-class`, `vendor-class-identifier`, `dhcp-client-identifier`) or number 0 to 255.
   *
   * @default - no option more; the entry then only says skipDefault
   */
  readonly option?: string;
  /** Leaves the options out that are asked for by default: subnet mask and routers. @default false */
  readonly skipDefault?: boolean;
}

/** A DHCP option that the server is told. */
export interface DhcpProvide {
  /** Name or number, as in DhcpRequest. */
  readonly option: string;
  /** Value, at most 255 bytes. Give either this or `fromArg`. @default - `fromArg` */
  readonly value?: string;
  /** Name of a CNI argument whose value is sent: `K8S_POD_NAME`, `K8S_POD_NAMESPACE`. @default - `value` */
  readonly fromArg?: string;
}

/** Options of dhcp. */
export interface DhcpOptions {
  /** What the server is asked for. @default - subnet mask and routers */
  readonly request?: DhcpRequest[];
  /** What the server is told. @default - the host name is the pod's name, so that the server lists pods by name */
  readonly provide?: DhcpProvide[];
  /** Metric of the routes that the server gives: above 0 they stay behind those of eth0. @default 100 */
  readonly priority?: number;
  /** Socket of the daemon on the node. @default /run/cni/dhcp.sock */
  readonly daemonSocketPath?: string;
}

/** A server answers. */
export class DhcpIpam implements IpamSource {
  public readonly plugin = 'dhcp';
  public readonly wantsPrefix = false;
  public readonly byRequest = false;
  public readonly subnets: readonly Cidr[] = [];

  public constructor(private readonly options: DhcpOptions) {}

  public isPlaced(): boolean {
    return true;
  }

  /** Routes come from the server. */
  public render(): Record<string, unknown> {
    const { request, provide, priority, daemonSocketPath } = this.options;
    return written({
      type: this.plugin,
      daemonSocketPath,
      request: request?.map(({ option, skipDefault }) => written({ skipDefault, option })),
      provide: (provide ?? [{ option: 'host-name', fromArg: 'K8S_POD_NAME' }]).map(({ option, value, fromArg }) =>
        written({ option, value, fromArg }),
      ),
      // Without one the router that the server names wins over eth0 (containernetworking/plugins#698).
      priority: priority ?? 100,
    });
  }
}
