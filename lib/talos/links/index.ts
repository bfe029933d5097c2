// The links of the nodes: which file says what of each, in the form that the cluster has for links.
import { ClusterNode, Link, TalosCluster } from '../../cluster';
import { PlainMap } from '../../manifest';
import { document } from '../documents';
import {
  contains,
  inLinkForm,
  narrower,
  Statement,
  Subject,
  Target,
  targetOfNode,
  targetsOf,
  usesLinkDocuments,
} from '../statement';
import { entry, isBySelector, wholeEntry } from './entry';
import { addressDocument, aliasDocument, ethernetDocument, linkDocuments } from './link-documents';

export function links({ cluster }: Subject): Statement[] {
  const managed = managedLinks(cluster);
  const members = new Set(cluster._links.flatMap((link) => link.members));
  return [
    ...managed.flatMap((link) => [
      ...shared(cluster, link, members.has(link)),
      ...cluster._nodes.filter((node) => link.nodes._includes(node)).flatMap((node) => ofNode(cluster, link, node)),
    ]),
    ...(usesLinkDocuments(cluster) ? keptDhcp(cluster) : []),
  ];
}

/** What all nodes of a link have in common, in the files of the link. */
function shared(cluster: TalosCluster, link: Link, isMember: boolean): Statement[] {
  const ethernet = ethernetDocument(link);
  const beside = (target: Target): Statement[] => (ethernet === undefined ? [] : [{ target, documents: [ethernet] }]);
  return placesOf(cluster, link).flatMap(({ target, node }) => {
    const alias = link._selectsByNode ? undefined : aliasDocument(link);
    return [
      inLinkForm(cluster, target, {
        v1alpha1: interfaces(wholeEntry(link, node)),
        documents: [...(alias === undefined ? [] : [alias]), ...linkDocuments(link, isMember)],
      }),
      ...beside(target),
    ];
  });
}

/** What one node has of its own: its addresses, and what finds the link on it. */
function ofNode(cluster: TalosCluster, link: Link, node: ClusterNode): Statement[] {
  const addresses = link._addressesOf(node);
  const alias = link._selectsByNode ? aliasDocument(link, node) : undefined;
  if (addresses.length === 0 && (alias === undefined || !usesLinkDocuments(cluster))) return [];
  return [
    inLinkForm(cluster, targetOfNode(node), {
      v1alpha1: interfaces(entry(link, { addresses }, node)),
      documents: [
        ...(alias === undefined ? [] : [alias]),
        ...(addresses.length === 0 ? [] : [addressDocument(link, addresses)]),
      ],
    }),
  ];
}

/** The files of a link, with the node where its entry is one of the node. */
export function placesOf(
  cluster: TalosCluster,
  link: Link,
): { readonly target: Target; readonly node?: ClusterNode }[] {
  if (usesLinkDocuments(cluster) || !isBySelector(link) || cluster._nodes.length === 0)
    return targetsOf(cluster, link.nodes).map((target) => ({ target }));
  return cluster._nodes
    .filter((node) => link.nodes._includes(node))
    .map((node) => ({ target: targetOfNode(node), node }));
}

/** A part of the v1alpha1 document with one interface. */
export function interfaces(device: PlainMap): PlainMap {
  return { machine: { network: { interfaces: [device] } } };
}

/**
 * Any link or DHCP document turns the default DHCP off on all links of the node, in every minor that has them. A link whose
 * DHCP is only the default, because somebody else manages it, must then be given it explicitly or the node is lost
 * (siderolabs/talos#12654).
 */
function keptDhcp(cluster: TalosCluster): Statement[] {
  const touched = managedLinks(cluster).flatMap((link) => targetsOf(cluster, link.nodes));
  return cluster._links
    .filter((link) => link.dhcp && !link.managed)
    .flatMap((link) =>
      outermost(
        targetsOf(cluster, link.nodes).flatMap((own) => touched.flatMap((other) => narrower(own, other) ?? [])),
      ).map((target) => ({
        target,
        documents: [document('DHCPv4Config', { name: link.interfaceName })],
      })),
    );
}

function managedLinks(cluster: TalosCluster): Link[] {
  return cluster._links.filter((link) => link.managed);
}

/** Each target once, without those inside another. */
function outermost(targets: Target[]): Target[] {
  const unique = [...new Map(targets.map((target) => [target.file, target])).values()];
  return unique.filter((target) => !unique.some((other) => other !== target && contains(other, target)));
}
