// The facts that a TalosCluster states, as plain data for the world that rules look at.
import { ClusterFacts, LinkFacts } from '../facts';
import { Link } from './nodes';
import type { TalosCluster } from './talos-cluster';

/** The facts of a cluster. @internal */
export function statedFacts(cluster: TalosCluster): ClusterFacts {
  const { kubeSpan } = cluster;
  return {
    name: cluster.node.id,
    talos: cluster.talosVersion,
    kubernetes: cluster.kubernetesVersion,
    configFormat: cluster.configFormat,
    endpoint: cluster.endpoint,
    dnsDomain: cluster.dnsDomain,
    hostDnsForwarding: cluster.hostDnsForwarding,
    ...(kubeSpan === undefined ? {} : { kubeSpan: { ...kubeSpan } }),
    nodeSubnets: cluster.nodeSubnets.map(String),
    podSubnets: cluster.podSubnets.map(String),
    serviceSubnets: cluster.serviceSubnets.map(String),
    virtualIps: cluster.virtualIp === undefined ? [] : [cluster.virtualIp.toString()],
    nodes: cluster._nodes.map(({ name, role, address }) => ({ name, role, addresses: [address.toString()] })),
    links: cluster._links.map((link) => linkFacts(cluster, link)),
  };
}

function linkFacts(cluster: TalosCluster, link: Link): LinkFacts {
  const subnets = subnetsOn(cluster, link);
  const everywhere = link.nodes._names === undefined && cluster._nodes.every((node) => link.nodes._includes(node));
  // A name that the cluster does not have is a finding of its own, and no node.
  const nodes = cluster._nodes.filter((node) => link.nodes._includes(node)).map(({ name }) => name);
  return {
    name: link.name,
    interface: link.interfaceName,
    ...(everywhere || cluster._nodes.length === 0 ? {} : { nodes }),
    ...(link.parent === undefined ? {} : { parent: link.parent.name }),
    ...(link.vlanId === undefined ? {} : { vlanId: link.vlanId }),
    ...(link.mtu === undefined ? {} : { mtu: link.mtu }),
    ...(subnets === undefined ? {} : { subnets }),
    ...(link.dhcp ? { dhcp: true } : {}),
    ...(link.managed ? {} : { managed: false }),
  };
}

/** The one link with DHCP that states no network carries the node addresses. */
function subnetsOn(cluster: TalosCluster, link: Link): string[] | undefined {
  if (link.subnet !== undefined) return [link.subnet.toString()];
  const silent = cluster._links.filter((each) => each.dhcp && each.subnet === undefined);
  return silent.length === 1 && silent[0] === link ? cluster.nodeSubnets.map(String) : undefined;
}
