// The links of the nodes: which are up, have DHCP, carry VLANs.
import { Link, TalosCluster } from '../cluster';
import { PlainMap } from '../manifest';
import { document } from './documents';
import { contains, inForm, narrower, Statement, Subject, Target, targetsOf, usesDocuments } from './statement';

export function links({ cluster }: Subject): Statement[] {
  const statements = managedLinks(cluster).flatMap((link) =>
    targetsOf(cluster, link.nodes).map((target) =>
      inForm(cluster, target, {
        v1alpha1: { machine: { network: { interfaces: [device(link, settingsOf(link))] } } },
        documents: linkDocuments(link),
      }),
    ),
  );
  return usesDocuments(cluster) ? [...statements, ...keptDhcp(cluster)] : statements;
}

/** Settings in the entry of `machine.network.interfaces`; a VLAN is part of its parent's entry, and entries of one interface merge. */
export function device(link: Link, settings: PlainMap): PlainMap {
  if (link.parent === undefined) return { interface: link.interfaceName, ...settings };
  // The entry of an untouched parent would end the default DHCP that it may live on.
  return {
    interface: link.parent.interfaceName,
    ...(link.parent.dhcp ? { dhcp: true } : {}),
    vlans: [{ vlanId: link.vlanId, ...settings }],
  };
}

function settingsOf(link: Link): PlainMap {
  return { dhcp: link.dhcp, ...(link.mtu === undefined ? {} : { mtu: link.mtu }) };
}

function linkDocuments(link: Link): PlainMap[] {
  const mtu = link.mtu === undefined ? {} : { mtu: link.mtu };
  const dhcp = link.dhcp ? [document('DHCPv4Config', { name: link.interfaceName })] : [];
  if (link.parent !== undefined)
    return [
      document('VLANConfig', {
        name: link.interfaceName,
        vlanID: link.vlanId,
        parent: link.parent.interfaceName,
        ...mtu,
      }),
      ...dhcp,
    ];
  // Talos brings up a physical link by itself; DHCP alone needs no link document.
  return link.dhcp && link.mtu === undefined
    ? dhcp
    : [document('LinkConfig', { name: link.interfaceName, up: true, ...mtu }), ...dhcp];
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
