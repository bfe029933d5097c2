// How packets travel between nodes: tunnel or native routing, families, pod addresses.
import { valueOf } from './checked';
import { entriesOf, ValueEntry } from './entry';

/** How packets to pods of other nodes travel. */
export enum RoutingMode {
  /** In a tunnel between the nodes; the network below needs no routes. */
  TUNNEL = 'tunnel',
  /** As they are; the network below, or routes that Cilium writes, must know the pod networks. */
  NATIVE = 'native',
}

/** Encapsulation of the tunnel. */
export enum TunnelProtocol {
  /** UDP 8472. */
  VXLAN = 'vxlan',
  /** UDP 6081; what DSR with tunnels needs. */
  GENEVE = 'geneve',
}

/** Where pods get their addresses from. */
export enum IpamMode {
  /** The node's pod network, which Talos' controller manager gives. */
  KUBERNETES = 'kubernetes',
  /** Networks that the operator cuts from pools in the chart's values. */
  CLUSTER_POOL = 'cluster-pool',
  /** Several pools, chosen by annotation. */
  MULTI_POOL = 'multi-pool',
}

/** Routing between nodes. */
export interface RoutingOptions {
  /** @default - the chart's: RoutingMode.TUNNEL */
  readonly mode?: RoutingMode;
  /** @default - the chart's: TunnelProtocol.VXLAN */
  readonly tunnelProtocol?: TunnelProtocol;
  /**
   * IPv4 network inside of which packets are not masqueraded, `10.244.0.0/16`. Needed with RoutingMode.NATIVE.
   *
   * @default - with RoutingMode.NATIVE the IPv4 pod network of the TalosCluster, if it has one of that family
   */
  readonly ipv4NativeCidr?: string;
  /**
   * The same for IPv6.
   *
   * @default - with RoutingMode.NATIVE the IPv6 pod network of the TalosCluster, if it has one of that family
   */
  readonly ipv6NativeCidr?: string;
  /** Each node writes routes to the pods of the others; all must be in one layer-2 network. @default false */
  readonly autoDirectNodeRoutes?: boolean;
  /** A route for each pod instead of one for all. @default false */
  readonly endpointRoutes?: boolean;
  /** Source of pod addresses. @default IpamMode.KUBERNETES */
  readonly ipam?: IpamMode;
  /** IPv4 for pods. @default true */
  readonly ipv4?: boolean;
  /** IPv6 for pods. @default - true on a TalosCluster with an IPv6 pod network */
  readonly ipv6?: boolean;
  /** IPv4 packets over 64 KiB inside of the node. @default false */
  readonly ipv4BigTcp?: boolean;
  /** IPv6 packets over 64 KiB inside of the node. @default false */
  readonly ipv6BigTcp?: boolean;
  /**
   * MTU of the network below, in bytes; Cilium takes its own headers off.
   *
   * @default - Cilium asks the node; with KubeSpan the MTU of the mesh
   */
  readonly mtu?: number;
}

/** @internal */
export function routingValues(options: RoutingOptions | undefined): ValueEntry[] {
  valueOf('routing.mode', options?.mode, RoutingMode);
  valueOf('routing.tunnelProtocol', options?.tunnelProtocol, TunnelProtocol);
  valueOf('routing.ipam', options?.ipam, IpamMode);
  return entriesOf('routing', options, [
    ['mode', 'routingMode'],
    ['tunnelProtocol', 'tunnelProtocol'],
    ['ipv4NativeCidr', 'ipv4NativeRoutingCIDR'],
    ['ipv6NativeCidr', 'ipv6NativeRoutingCIDR'],
    ['autoDirectNodeRoutes', 'autoDirectNodeRoutes'],
    ['endpointRoutes', 'endpointRoutes.enabled'],
    ['ipam', 'ipam.mode'],
    ['ipv4', 'ipv4.enabled'],
    ['ipv6', 'ipv6.enabled'],
    ['ipv4BigTcp', 'enableIPv4BIGTCP'],
    ['ipv6BigTcp', 'enableIPv6BIGTCP'],
    ['mtu', 'MTU'],
  ]);
}
