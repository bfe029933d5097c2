// How Services reach their backends.
import { valueOf } from './checked';
import { entriesOf, ValueEntry } from './entry';

/** How a backend is chosen. */
export enum LoadBalancerAlgorithm {
  /** By chance for each connection. */
  RANDOM = 'random',
  /** By consistent hashing: every node chooses alike, and most connections outlive a lost node. */
  MAGLEV = 'maglev',
}

/** How the answer of a backend on another node goes back. */
export enum LoadBalancerMode {
  /** Through the node that took the request; the backend sees that node's address. */
  SNAT = 'snat',
  /** Straight to the client; the backend sees the client's address. Needs native routing, or DSR dispatch by Geneve. */
  DSR = 'dsr',
  /** DSR for TCP, SNAT for UDP. */
  HYBRID = 'hybrid',
}

/** XDP: balancing in the driver of the NIC. */
export enum LoadBalancerAcceleration {
  /** Not used. */
  DISABLED = 'disabled',
  /** On every device; one driver without XDP keeps the agent from starting. */
  NATIVE = 'native',
  /** On devices that can. */
  BEST_EFFORT = 'best-effort',
}

/** Services. */
export interface LoadBalancingOptions {
  /** @default - the chart's: LoadBalancerAlgorithm.RANDOM */
  readonly algorithm?: LoadBalancerAlgorithm;
  /** @default - the chart's: LoadBalancerMode.SNAT */
  readonly mode?: LoadBalancerMode;
  /** @default LoadBalancerAcceleration.DISABLED */
  readonly acceleration?: LoadBalancerAcceleration;
  /**
   * Pods connect to Services as their own kernel sees it, not at the socket: what KubeVirt, Kata, gVisor and Istio need. On 1.20 the Gateway
   * API switches it on, whatever is said here.
   *
   * @default false
   */
  readonly socketLbHostNamespaceOnly?: boolean;
  /** CiliumLocalRedirectPolicy: traffic to an address stays on the node, as for a DNS cache on each node. @default false */
  readonly localRedirectPolicies?: boolean;
  /** Address on which each node answers health checks of external load balancers, as kube-proxy does: `0.0.0.0:10256`. @default - none */
  readonly healthzBindAddress?: string;
  /** Addresses of Services are announced by ARP and NDP. @default - true if an L2Announcement of the app needs it */
  readonly l2Announcements?: boolean;
  /** Addresses of Services and pods are announced by BGP. @default false */
  readonly bgpControlPlane?: boolean;
}

/** @internal */
export function loadBalancingValues(options: LoadBalancingOptions | undefined): ValueEntry[] {
  valueOf('loadBalancing.algorithm', options?.algorithm, LoadBalancerAlgorithm);
  valueOf('loadBalancing.mode', options?.mode, LoadBalancerMode);
  valueOf('loadBalancing.acceleration', options?.acceleration, LoadBalancerAcceleration);
  return entriesOf('loadBalancing', options, [
    ['algorithm', 'loadBalancer.algorithm'],
    ['mode', 'loadBalancer.mode'],
    ['acceleration', 'loadBalancer.acceleration'],
    ['socketLbHostNamespaceOnly', 'socketLB.hostNamespaceOnly'],
    ['localRedirectPolicies', 'localRedirectPolicies.enabled'],
    ['healthzBindAddress', 'kubeProxyReplacementHealthzBindAddr'],
    ['l2Announcements', 'l2announcements.enabled'],
    ['bgpControlPlane', 'bgpControlPlane.enabled'],
  ]);
}
