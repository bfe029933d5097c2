// Settings of operator and agent that decide about load-balancer addresses, with the chart's defaults.

/** What the values of the chart say; absent is the chart's default. */
export interface LoadBalancerSettings {
  /** Release of Cilium: `1.20.1`, or a minor. @default - the newest release that was run */
  readonly version?: string;
  /** @default true */
  readonly ipv4?: boolean;
  /** @default false */
  readonly ipv6?: boolean;
  /** enable-lb-ipam. @default true */
  readonly enableLBIPAM?: boolean;
  /** `lbipam`, `nodeipam` or `none`: who serves Services without loadBalancerClass. @default lbipam */
  readonly defaultLBServiceIPAM?: string;
  /** enable-l2-announcements; makes the class io.cilium/l2-announcer known to LB-IPAM. @default false */
  readonly l2announcements?: boolean;
  /** enable-bgp-control-plane; makes the class io.cilium/bgp-control-plane known to LB-IPAM. @default false */
  readonly bgpControlPlane?: boolean;
  /** bpf-lb-proto-diff; only 1.18 heeds it. @default true */
  readonly lbProtoDiff?: boolean;
  /** @default true */
  readonly kubeProxyReplacement?: boolean;
  /** enable-node-ipam. @default false */
  readonly nodeIPAM?: boolean;
  /** Namespace of Cilium, where the leases are. @default kube-system */
  readonly namespace?: string;
  /** False where the objects already hold what the API server fills in. @default true */
  readonly serverDefaults?: boolean;
}
