// Properties that all secondary networks share.
import { ChainedPlugin } from './chained-plugin';
import { CniVersion } from './cni-version';
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
   * Takes addresses and a default route from IPv6 router announcements on the network, as the kernel does by itself, even with
   * `Ipam.none()`. False chains the tuning plugin to stop it.
   *
   * @default true
   */
  readonly acceptRouterAdvertisements?: boolean;
  /**
   * Plugins that change the interface after it is made, in the order in which they run. What attachments ask for (port mappings, bandwidth)
   * is chained by itself.
   *
   * @default - none
   */
  readonly chained?: ChainedPlugin[];
  /** DNS settings that the network status reports. @default - none */
  readonly dns?: NetworkDns;
  /**
   * Arguments that plugins read beside their fields, by convention of `args.cni`: `{ mac: '02:…' }` for bridge and tap.
   *
   * @default - none
   */
  readonly args?: { [key: string]: any };
  /**
   * Version of the configuration's format.
   *
   * @default CniVersion.V1_0_0
   */
  readonly cniVersion?: CniVersion;
  /** Leaves CHECK out, which fails on bridges without IPAM although they work. @default false */
  readonly disableCheck?: boolean;
  /** Leaves the garbage collection of format 1.1.0 out. @default false */
  readonly disableGc?: boolean;
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
