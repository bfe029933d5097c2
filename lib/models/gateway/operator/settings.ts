// What the operator runs in: its minor, the definitions on the cluster, values of the chart.
import { GatewayBundle } from '../bundles';
import { GatewayService } from '../service/service';

/** The cluster around the objects. */
export interface GatewaySettings {
  /** Minor of Cilium: `1.20`. */
  readonly minor: string;
  /**
   * The CRDs on the cluster; `none` if there are none.
   *
   * @default - the experimental channel of the release that the minor is made for
   */
  readonly bundle?: GatewayBundle | 'none';
  /** `gatewayAPI.hostNetwork.enabled`. @default false */
  readonly hostNetwork?: boolean;
  /** `gatewayAPI.hostNetwork.nodes.matchLabels` as `key=value,…`. @default - none */
  readonly nodeSelector?: string;
  /** `gatewayAPI.externalTrafficPolicy`. @default Cluster */
  readonly externalTrafficPolicy?: string;
  /** Dual stack. @default - IPv4 only */
  readonly ipv6?: boolean;
  /**
   * Addresses that a made Service of type LoadBalancer gets; none while it waits.
   *
   * @param position of the Service among all by namespace and name, from 0
   * @default - what it asks for, else one address of 192.0.2.0/24
   */
  readonly addressesOf?: (service: GatewayService, position: number) => readonly string[];
}

/** The controller whose classes the operator reconciles. */
export const GATEWAY_CONTROLLER = 'io.cilium/gateway-controller';
