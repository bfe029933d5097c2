// What the firewall of the nodes lets in: openings from the ports that are in use, and who they are for in this cluster.
import { NodePort, nodePorts, PortPeer } from '../../catalogue/node-ports';
import { Boundary, NodeRole, NodeSelection, Role, TalosCluster } from '../../cluster';
import { isMap, PlainMap } from '../../manifest';
import { Cidr, IpFamily, Protocol } from '../../net';
import { valueOf } from '../documents';

/** Some ports of nodes, and the networks that get in. */
export interface FirewallOpening {
  /** Name of the rule, a DNS label. */
  readonly name: string;
  /** Which machines. */
  readonly nodes: NodeSelection;
  /** Protocol. */
  readonly protocol: Protocol;
  /** Ports and ranges: `50000`, `2379-2380`. */
  readonly ports: string[];
  /** Networks that get in. */
  readonly from: string[];
  /** Networks within those that do not get in. @default - none */
  readonly except?: string[];
  /** What listens there. */
  readonly what: string;
}

/** Networks of people and peers that the program states. */
export interface OpeningPeers {
  /** Networks that people and their tools come from. */
  readonly operators: readonly string[];
  /** Networks that the other nodes of the mesh come from. */
  readonly kubeSpanPeers: readonly string[];
}

/** The openings that follow from what runs in the cluster: Talos and Kubernetes, KubeSpan, Cilium by its values, gateways on the nodes' own network. @internal */
export function derivedOpenings(cluster: TalosCluster, facts: Boundary, peers: OpeningPeers): FirewallOpening[] {
  const values = facts.ciliumValues();
  const ports = nodePorts({
    kubeSpan: cluster.kubeSpan !== undefined,
    ...(values === undefined ? {} : { cilium: (path: string) => valueOf(values, path.split('.')) }),
  });
  return [
    ...ports.map((port) => openingOf(cluster, port, peers)),
    ...gatewayOpenings(facts, values).map((opening) => ({ ...opening, from: everybody(cluster) })),
  ];
}

function openingOf(cluster: TalosCluster, port: NodePort, peers: OpeningPeers): FirewallOpening {
  // Who chose another port for the API has it everywhere.
  const first = port.name === 'kubernetes-api' ? cluster.apiPort : port.first;
  const last = port.name === 'kubernetes-api' ? cluster.apiPort : port.last;
  return {
    name: port.name,
    nodes: port.on === 'controlplanes' ? NodeSelection.controlPlanes() : NodeSelection.all(),
    protocol: port.protocol === 'TCP' ? Protocol.TCP : Protocol.UDP,
    ports: [first === last ? String(first) : `${first}-${last}`],
    from: outermost(port.from.flatMap((peer) => networksOf(cluster, peer, peers))),
    what: port.what,
  };
}

function networksOf(cluster: TalosCluster, peer: PortPeer, peers: OpeningPeers): readonly string[] {
  switch (peer) {
    case 'nodes':
      return cluster.nodeSubnets.map(String);
    case 'controlplanes': {
      const planes = cluster._nodesOf(NodeRole.CONTROL_PLANE);
      return planes.length === 0
        ? cluster.nodeSubnets.map(String)
        : planes.map(({ address }) => Cidr.ofAddress(address).toString());
    }
    case 'pods':
      return cluster.podSubnets.map(String);
    case 'operators':
      return peers.operators;
    case 'anyone':
      return peers.kubeSpanPeers;
  }
}

/** Networks without those that lie in another of the list. */
function outermost(networks: readonly string[]): string[] {
  const all = [...new Set(networks)].map((text) => Cidr.of(text));
  return all
    .filter((each) => !all.some((other) => other !== each && other.prefix <= each.prefix && other.overlaps(each)))
    .map(String);
}

/** Every address of the families that the cluster has. */
export function everybody(cluster: TalosCluster): string[] {
  const families = new Set([...cluster.nodeSubnets, ...cluster.podSubnets].map(({ family }) => family));
  return [...(families.has(IpFamily.IPV4) ? ['0.0.0.0/0'] : []), ...(families.has(IpFamily.IPV6) ? ['::/0'] : [])];
}

/** Listeners of gateways, where Envoy listens on the nodes themselves instead of behind a Service. */
function gatewayOpenings(facts: Boundary, values: PlainMap | undefined): Omit<FirewallOpening, 'from'>[] {
  if (values === undefined || valueOf(values, ['gatewayAPI', 'hostNetwork', 'enabled']) !== true) return [];
  const ports = facts.all(Role.GATEWAY).flatMap((gateway) =>
    gateway._manifests().flatMap((manifest) => {
      const listeners = isMap(manifest.spec) ? manifest.spec.listeners : undefined;
      return Array.isArray(listeners)
        ? listeners.flatMap((each) => (isMap(each) && typeof each.port === 'number' ? [each.port] : []))
        : [];
    }),
  );
  if (ports.length === 0) return [];
  return [
    {
      name: 'gateway-listeners',
      nodes: NodeSelection.all(),
      protocol: Protocol.TCP,
      ports: [...new Set(ports)].sort((a, b) => a - b).map(String),
      what: 'listeners of gateways on the network of the nodes',
    },
  ];
}
