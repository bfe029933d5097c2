// The virtual addresses that control planes share: that of the Kubernetes API on the link of the node addresses, and those that links state.
import { ClusterNode, Link, NodeRole, NodeSelection, SecretPlaceholder, TalosCluster } from '../cluster';
import { PlainMap } from '../manifest';
import { document } from './documents';
import { interfaces, placesOf } from './links';
import { entry } from './links/entry';
import { CONTROL_PLANES, inLinkForm, Statement, Subject, Target, targetOfNode, targetsOf } from './statement';

interface Place {
  readonly target: Target;
  readonly link: Link;
  readonly node?: ClusterNode;
}

export function virtualIps({ cluster }: Subject): Statement[] {
  const stated = cluster._links.flatMap((link) =>
    link._virtualIps.flatMap(({ address, hcloudApiToken }) =>
      placesOn(cluster, link).map((place) => statement(cluster, place, address.toString(), hcloudApiToken)),
    ),
  );
  const own = cluster.virtualIp?.toString();
  return [...(own === undefined ? [] : places(cluster).map((place) => statement(cluster, place, own))), ...stated];
}

function statement(
  cluster: TalosCluster,
  { target, link, node }: Place,
  ip: string,
  token?: SecretPlaceholder,
): Statement {
  const hcloud = token === undefined ? {} : { hcloud: { apiToken: token.toString() } };
  const documented: PlainMap =
    token === undefined
      ? document('Layer2VIPConfig', { name: ip, link: link.interfaceName })
      : document('HCloudVIPConfig', { name: ip, link: link.interfaceName, apiToken: token.toString() });
  return inLinkForm(cluster, target, {
    // A device entry takes the link out of the default DHCP, so its own DHCP is said again.
    v1alpha1: interfaces(entry(link, { ...(link.dhcp ? { dhcp: true } : {}), vip: { ip, ...hcloud } }, node)),
    // Talos accepts this document on a worker too, which would then compete for the address.
    documents: [documented],
  });
}

/** The control planes of a link: all of them where it spans the role, else each. */
function placesOn(cluster: TalosCluster, link: Link): Place[] {
  const { _names: names, _roles: roles } = link.nodes;
  if (!roles.includes(NodeRole.CONTROL_PLANE)) return [];
  const planes = NodeSelection.controlPlanes();
  if (names === undefined && placesOf(cluster, link).every(({ node }) => node === undefined))
    return targetsOf(cluster, planes).map((target) => ({ target, link }));
  return cluster._nodes
    .filter((node) => planes._includes(node) && link.nodes._includes(node))
    .map((node) => ({ target: targetOfNode(node), link, node }));
}

/** The link of a control plane on which the virtual address of the API belongs; undefined if the program states none. */
export function linkOfVirtualIp(cluster: TalosCluster, node?: ClusterNode): Link | undefined {
  const masters = new Set(cluster._links.flatMap((link) => link.members));
  const on = cluster._links.filter(
    (link) =>
      !masters.has(link) &&
      (node === undefined
        ? link.nodes._names === undefined && link.nodes._roles.includes(NodeRole.CONTROL_PLANE)
        : link.nodes._includes(node)),
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
function places(cluster: TalosCluster): Place[] {
  const nodes = cluster._nodesOf(NodeRole.CONTROL_PLANE);
  const byNode = nodes.flatMap((node) => {
    const link = linkOfVirtualIp(cluster, node);
    return link === undefined ? [] : [{ target: targetOfNode(node), link, node }];
  });
  const common =
    nodes.length === 0
      ? linkOfVirtualIp(cluster)
      : byNode.length === nodes.length && new Set(byNode.map(({ link }) => link)).size === 1
        ? byNode[0]!.link
        : undefined;
  const isOne = common !== undefined && placesOf(cluster, common).every(({ node }) => node === undefined);
  return isOne || (common !== undefined && common.nodes._names === undefined && nodes.length === 0)
    ? [{ target: CONTROL_PLANES, link: common }]
    : byNode;
}
