// The virtual address that the control planes share by ARP on the link of their node addresses.
import { ClusterNode, Link, NodeRole, TalosCluster } from '../cluster';
import { document } from './documents';
import { device } from './links';
import { CONTROL_PLANES, inForm, Statement, Subject, Target, targetOfNode } from './statement';

export function virtualIp({ cluster }: Subject): Statement[] {
  if (cluster.virtualIp === undefined) return [];
  const ip = cluster.virtualIp.toString();
  return places(cluster).map(({ target, link }) =>
    inForm(cluster, target, {
      // A device entry takes the link out of the default DHCP, so its own DHCP is said again.
      v1alpha1: {
        machine: { network: { interfaces: [device(link, { ...(link.dhcp ? { dhcp: true } : {}), vip: { ip } })] } },
      },
      // Talos accepts this document on a worker too, which would then compete for the address.
      documents: [document('Layer2VIPConfig', { name: ip, link: link.interfaceName })],
    }),
  );
}

/** The link of a control plane on which the virtual address belongs; undefined if the program states none. */
export function linkOfVirtualIp(cluster: TalosCluster, node?: ClusterNode): Link | undefined {
  const on = cluster._links.filter((link) =>
    node === undefined
      ? link.nodes._names === undefined && link.nodes._roles.includes(NodeRole.CONTROL_PLANE)
      : link.nodes._includes(node),
  );
  return (
    on.find((link) => link.subnet?.contains(cluster.virtualIp!) === true) ??
    on.find(
      (link) => link.subnet !== undefined && cluster.nodeSubnets.some((subnet) => subnet.overlaps(link.subnet!)),
    ) ??
    on.find((link) => link.dhcp && link.subnet === undefined)
  );
}

/** One file for all control planes where they agree on the link, else one a node. */
function places(cluster: TalosCluster): { target: Target; link: Link }[] {
  const nodes = cluster._nodesOf(NodeRole.CONTROL_PLANE);
  const byNode = nodes.flatMap((node) => {
    const link = linkOfVirtualIp(cluster, node);
    return link === undefined ? [] : [{ target: targetOfNode(node), link }];
  });
  const common =
    nodes.length === 0
      ? linkOfVirtualIp(cluster)
      : byNode.length === nodes.length && new Set(byNode.map(({ link }) => link.interfaceName)).size === 1
        ? byNode[0]!.link
        : undefined;
  return common === undefined ? byNode : [{ target: CONTROL_PLANES, link: common }];
}
