// What a machine configuration says of one node: its host name, labels, annotations, taints, the addresses that its mesh announces.

/** Settings of one machine. Each goes into the file of the node. */
export interface NodeOptions {
  /**
   * Host name, which Kubernetes takes for the name of the node.
   *
   * @default - the name of the node where the cluster says `hostnames: true`, else what Talos makes of the machine or what DHCP gives it
   */
  readonly hostname?: string;
  /** Labels of the node in Kubernetes. @default - none */
  readonly labels?: { readonly [key: string]: string };
  /** Annotations of the node in Kubernetes. @default - none */
  readonly annotations?: { readonly [key: string]: string };
  /** Taints of the node, value and effect by key: `{ dedicated: 'gpu:NoSchedule' }`. @default - none */
  readonly taints?: { readonly [key: string]: string };
  /** Addresses with port that KubeSpan announces for the node besides its own, for one behind a router that forwards: `203.0.113.7:51820`. @default - none */
  readonly kubeSpanEndpoints?: string[];
}
