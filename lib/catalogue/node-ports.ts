// Ports that a Talos node must let in to stay a node. Source: Talos documentation, ingress firewall; Cilium documentation, system requirements.

/** One port or range, and what ends without it. */
export interface NodePort {
  readonly protocol: 'TCP' | 'UDP';
  readonly first: number;
  readonly last: number;
  readonly what: string;
}

const row = (protocol: 'TCP' | 'UDP', first: number, what: string, last = first): NodePort => ({
  protocol,
  first,
  last,
  what,
});

/** With VXLAN, the tunnel of the chart's defaults. */
export const NODE_PORTS: readonly NodePort[] = [
  row('TCP', 50000, 'Talos API'),
  row('TCP', 50001, 'Talos trustd on control planes'),
  row('TCP', 6443, 'Kubernetes API on control planes'),
  row('TCP', 2379, 'etcd between control planes', 2380),
  row('TCP', 10250, 'kubelet'),
  row('UDP', 8472, 'VXLAN between nodes'),
  row('TCP', 4240, 'Cilium health'),
];
