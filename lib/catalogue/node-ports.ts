// Ports of nodes: which part of a Talos node listens where, for whom, what ends where nobody gets in, and which setting brings each port.
// Source: Talos documentation, ingress firewall; Cilium documentation, system requirements; values of Cilium's chart.
import { DEFAULT_TUNNEL, tunnelOf, WIREGUARD } from './cilium';

/** Who speaks to a port of a node: all nodes, the control planes, the pods of the cluster, people and their tools, anyone. */
export type PortPeer = 'nodes' | 'controlplanes' | 'pods' | 'operators' | 'anyone';

/** One port or range of a node. */
export interface NodePort {
  /** Short name, for rules and policies: `kubelet`. */
  readonly name: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly first: number;
  readonly last: number;
  /** What listens. */
  readonly what: string;
  /** The machines that listen. */
  readonly on: 'nodes' | 'controlplanes';
  readonly from: readonly PortPeer[];
  /** What is the case where nobody gets in. */
  readonly closed: string;
  /** Without it the machine is no node, or its pods are cut off; others only make a part of what is seen go dark. */
  readonly vital: boolean;
}

/** The value of Cilium's chart at a dotted path: what is set, else the chart's default; undefined where neither is known. */
export type ChartValue = (path: string) => unknown;

/** What runs on the nodes, as far as ports depend on it. */
export interface NodePortUse {
  /** Values of the install of Cilium. @default - no Cilium */
  readonly cilium?: ChartValue;
  /** KubeSpan is on. @default false */
  readonly kubeSpan?: boolean;
}

interface Row extends NodePort {
  /** The port is in use. @default - always */
  readonly when?: (value: ChartValue) => boolean;
  /** The port by the values, where it can be set. */
  readonly port?: (value: ChartValue) => number;
}

type Listener = Omit<Row, 'protocol' | 'first' | 'last'>;
const tcp = (first: number, row: Listener, last = first): Row => ({ protocol: 'TCP', first, last, ...row });
const udp = (first: number, row: Listener): Row => ({ protocol: 'UDP', first, last: first, ...row });

const isOn = (value: unknown) => value === true || value === 'true';
const isOff = (value: unknown) => value === false || value === 'false';
/** The port in a number, a text (`9964`) or an address to listen on (`:4244`). */
const portIn = (value: unknown, otherwise: number) => {
  const port = Number(/(\d+)$/.exec(String(value ?? ''))?.[1] ?? 0);
  return port > 0 ? port : otherwise;
};
const tunnel = (value: ChartValue) =>
  value('routingMode') === 'native' || typeof value('routingMode') === 'symbol'
    ? undefined
    : tunnelOf(value('tunnelProtocol'));

/** Port of the Kubernetes API on control planes. */
export const KUBERNETES_API_PORT = 6443;
/** Port of KubeSpan's mesh. Source: Talos, pkg/machinery/constants. */
export const KUBESPAN_PORT = 51820;

/** Ports of Services of type NodePort. Source: Kubernetes, default of --service-node-port-range. */
export const SERVICE_NODE_PORTS = { from: 30000, to: 32767 } as const;

/** Those of Talos and Kubernetes, which every machine has. */
const TALOS: readonly Row[] = [
  tcp(50000, {
    name: 'apid',
    what: 'Talos API',
    on: 'nodes',
    from: ['controlplanes', 'operators'],
    closed: 'talosctl does not reach the machine, and nobody can take the configuration back',
    vital: true,
  }),
  tcp(50001, {
    name: 'trustd',
    what: 'Talos trustd on control planes',
    on: 'controlplanes',
    from: ['nodes'],
    closed: 'workers get no certificate for their Talos API',
    vital: true,
  }),
  tcp(KUBERNETES_API_PORT, {
    name: 'kubernetes-api',
    what: 'Kubernetes API on control planes',
    on: 'controlplanes',
    from: ['nodes', 'pods', 'operators'],
    closed: 'nodes, pods and kubectl do not reach the Kubernetes API',
    vital: true,
  }),
  tcp(
    2379,
    {
      name: 'etcd',
      what: 'etcd between control planes',
      on: 'controlplanes',
      from: ['controlplanes'],
      closed: 'control planes lose etcd',
      vital: true,
    },
    2380,
  ),
  tcp(10250, {
    name: 'kubelet',
    what: 'kubelet',
    on: 'nodes',
    from: ['nodes', 'pods'],
    closed: 'logs, exec, probes of the API server and metrics of the node fail',
    vital: true,
  }),
];

const KUBESPAN: readonly Row[] = [
  udp(KUBESPAN_PORT, {
    name: 'kubespan',
    what: 'KubeSpan',
    on: 'nodes',
    // A peer may come from any address: the other site is behind a router of its own.
    from: ['anyone'],
    closed: 'the mesh between the nodes has no way in',
    vital: true,
  }),
];

/** Those of Cilium's agent, by the values of its chart. */
const CILIUM: readonly Row[] = [
  udp(DEFAULT_TUNNEL.port, {
    name: 'cilium-tunnel',
    what: "Cilium's tunnel between nodes",
    on: 'nodes',
    from: ['nodes'],
    closed: 'pods of other nodes are out of reach',
    vital: true,
    when: (value) => tunnel(value) !== undefined,
    port: (value) => portIn(value('tunnelPort'), tunnel(value)?.port ?? DEFAULT_TUNNEL.port),
  }),
  udp(WIREGUARD.port, {
    name: 'cilium-wireguard',
    what: WIREGUARD.what,
    on: 'nodes',
    from: ['nodes'],
    closed: 'pods of other nodes are out of reach',
    vital: true,
    when: (value) => isOn(value('encryption.enabled')) && value('encryption.type') === 'wireguard',
  }),
  tcp(4240, {
    name: 'cilium-health',
    what: 'Cilium health',
    on: 'nodes',
    from: ['nodes'],
    closed: 'cilium-health calls the node unreachable',
    vital: false,
    when: (value) => !isOff(value('healthChecking')),
  }),
  tcp(4244, {
    name: 'hubble',
    what: 'Hubble server',
    on: 'nodes',
    from: ['nodes', 'pods'],
    closed: 'Hubble Relay sees no flows of the node',
    vital: false,
    when: (value) => !isOff(value('hubble.enabled')) && value('hubble.listenAddress') !== '',
    port: (value) => portIn(value('hubble.listenAddress'), 4244),
  }),
  tcp(4250, {
    name: 'cilium-authentication',
    what: 'mutual authentication of Cilium',
    on: 'nodes',
    from: ['nodes'],
    closed: 'connections that require authentication are dropped',
    vital: true,
    when: (value) => isOn(value('authentication.enabled')) && isOn(value('authentication.mutual.spire.enabled')),
    port: (value) => portIn(value('authentication.mutual.port'), 4250),
  }),
  ...(
    [
      ['cilium-metrics', 'prometheus.enabled', 'prometheus.port', 9962, "metrics of Cilium's agent"],
      ['hubble-metrics', 'hubble.metrics.enabled', 'hubble.metrics.port', 9965, 'metrics of Hubble'],
    ] as const
  ).map(([name, enabled, port, otherwise, what]) =>
    tcp(otherwise, {
      name,
      what,
      on: 'nodes',
      from: ['nodes', 'pods'],
      closed: `Prometheus gets no ${what}`,
      vital: false,
      when: (value) => isOn(value(enabled)) || Array.isArray(value(enabled)),
      port: (value) => portIn(value(port), otherwise),
    }),
  ),
];

/** The ports of nodes that are in use. */
export function nodePorts({ cilium, kubeSpan = false }: NodePortUse): NodePort[] {
  const value: ChartValue = cilium ?? (() => undefined);
  return [...TALOS, ...(kubeSpan ? KUBESPAN : []), ...(cilium === undefined ? [] : CILIUM)]
    .filter(({ when }) => when?.(value) ?? true)
    .map(({ when: _when, port, ...row }) => {
      if (port === undefined) return row;
      const first = port(value);
      return { ...row, first, last: first };
    });
}

/** What a node needs, with the defaults of Cilium's chart, whatever else is in use. */
export const NODE_PORTS: readonly NodePort[] = nodePorts({ cilium: () => undefined }).filter(
  ({ vital, first }) => vital || first === 4240,
);
