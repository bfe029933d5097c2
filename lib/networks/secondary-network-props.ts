// Properties that all secondary networks share.
import { Link } from '../cluster';
import { Ipam } from './ipam';
import { NetworkRoute } from './routes';

/** DNS settings of a network. Multus only reports them in the pod's network status; the pod's resolver stays the cluster's. */
export interface NetworkDns {
  /** Addresses of name servers. @default - none */
  readonly nameservers?: string[];
  /** Local domain. @default - none */
  readonly domain?: string;
  /** Search domains. @default - none */
  readonly search?: string[];
  /** Resolver options. @default - none */
  readonly options?: string[];
}

/** Properties of all secondary networks. */
export interface SecondaryNetworkProps {
  /**
   * Link of the nodes that the network is on. Give either this or `master`.
   *
   * @default - `master`
   */
  readonly parent?: Link;
  /**
   * Kernel name of the interface that the network is on, `enp2s0`, on every node that runs its pods.
   *
   * @default - the interface of `parent`
   */
  readonly master?: string;
  /** How pods get their addresses. */
  readonly ipam: Ipam;
  /**
   * Subnet of the network, `192.168.40.0/24`.
   *
   * @default - the subnet of the link; for the link that carries the node addresses the node subnet
   */
  readonly subnet?: string;
  /**
   * Router on the subnet; never given to a pod, and where routes go.
   *
   * @default - none; host-local then keeps the first host address free
   */
  readonly gateway?: string;
  /**
   * Networks that pods reach through this one.
   *
   * @default - only the subnet itself
   */
  readonly routes?: NetworkRoute[];
  /**
   * Allows routes to 0.0.0.0/0 and ::/0. Without a priority such a route wins over the one of eth0, and Services and cluster DNS are lost.
   *
   * @default false
   */
  readonly allowDefaultRoute?: boolean;
  /**
   * MTU of the pods' interfaces in bytes, 68 to 65535, not above the link's; with IPv6 at least 1280.
   *
   * @default - the link's
   */
  readonly mtu?: number;
  /**
   * Takes addresses and a default route from IPv6 router announcements on the network, as the kernel does by itself, even with
   * `Ipam.none()`. False chains the tuning plugin to stop it.
   *
   * @default true
   */
  readonly acceptRouterAdvertisements?: boolean;
  /** DNS settings that the network status reports. @default - none */
  readonly dns?: NetworkDns;
  /**
   * CNI name of the network, under which addresses are stored on the node: letters, digits, `_`, `.`, `-`. Unique in the cluster.
   *
   * @default - the name of the NetworkAttachmentDefinition
   */
  readonly cniName?: string;
  /**
   * Name of the NetworkAttachmentDefinition: a DNS label.
   *
   * @default - the construct id
   */
  readonly name?: string;
}
