// Ports of nodes: those that a Talos node must let in to stay a node, and those that Services get. Source: Talos documentation, ingress firewall;
// Cilium documentation, system requirements.
import { DEFAULT_TUNNEL } from './cilium';

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

/** Port of the Kubernetes API on control planes. */
export const KUBERNETES_API_PORT = 6443;

/** Ports of Services of type NodePort. Source: Kubernetes, default of --service-node-port-range. */
export const SERVICE_NODE_PORTS = { from: 30000, to: 32767 } as const;

/** What a node needs, with the tunnel of the chart's defaults. */
export const NODE_PORTS: readonly NodePort[] = [
  row('TCP', 50000, 'Talos API'),
  row('TCP', 50001, 'Talos trustd on control planes'),
  row('TCP', KUBERNETES_API_PORT, 'Kubernetes API on control planes'),
  row('TCP', 2379, 'etcd between control planes', 2380),
  row('TCP', 10250, 'kubelet'),
  row('UDP', DEFAULT_TUNNEL.port, 'VXLAN between nodes'),
  row('TCP', 4240, 'Cilium health'),
];
