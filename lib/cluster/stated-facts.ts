// The facts that a TalosCluster states, as plain data for the world that rules look at.
import { ClusterFacts, KubeSpanFacts, LinkFacts } from '../facts';
import { InterfaceAddress } from '../net';
import { Link } from './link';
import { ClusterNode } from './nodes';
import { KubeSpanOptions } from './talos-cluster-props';
import type { TalosCluster } from './talos-cluster';

/** The facts of a cluster. @internal */
export function statedFacts(cluster: TalosCluster): ClusterFacts {
  const { kubeSpan } = cluster;
  return {
    name: cluster.node.id,
    talos: cluster.talosVersion,
    kubernetes: cluster.kubernetesVersion,
    configFormat: cluster.configFormat,
    ...(cluster.linkFormat === cluster.configFormat ? {} : { linkFormat: cluster.linkFormat }),
    endpoint: cluster.endpoint,
    dnsDomain: cluster.dnsDomain,
    hostDnsForwarding: cluster.hostDnsForwarding,
    ...(kubeSpan === undefined ? {} : { kubeSpan: kubeSpanFacts(kubeSpan) }),
    nodeSubnets: cluster.nodeSubnets.map(String),
    podSubnets: cluster.podSubnets.map(String),
    serviceSubnets: cluster.serviceSubnets.map(String),
    virtualIps: [
      ...(cluster.virtualIp === undefined ? [] : [cluster.virtualIp]),
      ...cluster._links.flatMap((link) => link._virtualIps.map(({ address }) => address)),
    ].map(String),
    nodes: cluster._nodes.map(({ name, role, address }) => ({ name, role, addresses: [address.toString()] })),
    links: cluster._links.map((link) => linkFacts(cluster, link)),
  };
}

function kubeSpanFacts({ mtu, advertiseKubernetesNetworks }: KubeSpanOptions): KubeSpanFacts {
  return {
    ...(mtu === undefined ? {} : { mtu }),
    ...(advertiseKubernetesNetworks === undefined ? {} : { advertiseKubernetesNetworks }),
  };
}

function linkFacts(cluster: TalosCluster, link: Link): LinkFacts {
  const subnets = subnetsOn(cluster, link);
  const everywhere = link.nodes._names === undefined && cluster._nodes.every((node) => link.nodes._includes(node));
  // A name that the cluster does not have is a finding of its own, and no node.
  const nodes = cluster._nodes.filter((node) => link.nodes._includes(node)).map(({ name }) => name);
  const addressed = cluster._nodes
    .filter((node) => link.nodes._includes(node) && addressesOn(link, node).length > 0)
    .map(({ name }) => name);
  return {
    name: link.name,
    interface: link.interfaceName,
    ...(everywhere || cluster._nodes.length === 0 ? {} : { nodes }),
    ...(link.isAlias ? { alias: true } : {}),
    ...(link.parent === undefined ? {} : { parent: link.parent.name }),
    ...(link.vlanId === undefined ? {} : { vlanId: link.vlanId }),
    ...(link.members.length === 0 ? {} : { members: link.members.map(({ name }) => name) }),
    ...(link.mtu === undefined ? {} : { mtu: link.mtu }),
    ...(subnets === undefined ? {} : { subnets }),
    ...(link.dhcp ? { dhcp: true } : {}),
    ...(addressed.length === 0 ? {} : { addressed }),
    ...(link.managed ? {} : { managed: false }),
  };
}

/** Addresses on the link that all nodes have, or one. */
function addressesOn(link: Link, node: ClusterNode | undefined): readonly string[] {
  const own = node === undefined ? [] : link._addressesOf(node);
  return [...(link._settings.addresses ?? []), ...own];
}

/** The one link with DHCP that states no network carries the node addresses. */
function subnetsOn(cluster: TalosCluster, link: Link): string[] | undefined {
  if (link.subnet !== undefined) return [link.subnet.toString()];
  const written = [undefined, ...cluster._nodes].flatMap((node) => addressesOn(link, node));
  const networks = [...new Set(written.map((text) => InterfaceAddress.of(text).network.toString()))];
  if (networks.length > 0) return networks;
  const silent = cluster._links.filter((each) => each.dhcp && each.subnet === undefined);
  return silent.length === 1 && silent[0] === link ? cluster.nodeSubnets.map(String) : undefined;
}
