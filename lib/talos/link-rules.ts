// Links that cost a node its network, or that Talos would set up otherwise than stated.
import { Boundary, AppRule, Link, NodeRole, Role, TalosCluster } from '../cluster';
import { errorAt, Finding, warningAt } from '../construct';
import { IpFamily } from '../net';
import { usesDocuments } from './statement';
import { linkOfVirtualIp } from './vip';

export const LINK_RULES: readonly AppRule[] = [
  { code: 'talos/node-without-address', check: (facts) => forCluster(facts, nodesWithoutAddress) },
  { code: 'talos/vip-link', check: (facts) => forCluster(facts, virtualIpWithoutLink) },
  { code: 'talos/vlan-name', check: (facts) => forCluster(facts, renamedVlans) },
  { code: 'talos/link-mtu', check: (facts) => forCluster(facts, mtus) },
];

/** Longest parent name to which the v1alpha1 form appends `.<id>`. Source: T: pkg/machinery/nethelpers/vlan.go, 15 - len(".4094"). */
const LONGEST_VLAN_PARENT = 10;
/** What a driver starts with. */
const ETHERNET_MTU = 1500;

function forCluster(facts: Boundary, check: (cluster: TalosCluster) => Finding[]): Finding[] {
  const cluster = facts.one(Role.TALOS_CLUSTER) as TalosCluster | undefined;
  return cluster === undefined ? [] : check(cluster);
}

/**
 * In the documents form any link document ends the default DHCP on all links of the node; in the v1alpha1 form an entry ends
 * it on its own link. Either way something must be left that gives the node its address.
 */
function nodesWithoutAddress(cluster: TalosCluster): Finding[] {
  const carriesNodes = (link: Link) =>
    link.subnet !== undefined && cluster.nodeSubnets.some((subnet) => subnet.overlaps(link.subnet!));
  const cut = machines(cluster).filter(({ has }) => {
    const own = cluster._links.filter(has);
    // DHCP on a link with another subnet gives the node an address, but not its own.
    if (
      own.some(
        (link) => (link.dhcp && link.subnet === undefined) || (carriesNodes(link) && (link.dhcp || !link.managed)),
      )
    )
      return false;
    return own.some((link) => link.managed && (usesDocuments(cluster) || carriesNodes(link)));
  });
  if (cut.length === 0) return [];
  const stated = cluster._links
    .filter((link) => link.managed && cut.some(({ has }) => has(link)))
    .map((link) => `"${link.name}"`);
  const why = usesDocuments(cluster)
    ? 'which turns the default DHCP off on all of their links'
    : 'which turns the default DHCP off on it';
  return [
    errorAt(
      cluster.node.path,
      'talos/node-without-address',
      `${cut.map(({ name }) => name).join(', ')} would lose the node address: ${stated.join(', ')} ${stated.length === 1 ? 'is' : 'are'} configured, ${why}, and no link of theirs on the node subnet has DHCP or gets its address elsewhere`,
      'state the primary NIC of these nodes with dhcp: true, or with its subnet and managed: false where the machine configuration gives it the address',
    ),
  ];
}

function virtualIpWithoutLink(cluster: TalosCluster): Finding[] {
  const { virtualIp } = cluster;
  if (virtualIp === undefined) return [];
  const nodes = cluster._nodesOf(NodeRole.CONTROL_PLANE);
  const without = nodes.filter((node) => linkOfVirtualIp(cluster, node) === undefined).map((node) => node.name);
  if (without.length === 0 && (nodes.length > 0 || linkOfVirtualIp(cluster) !== undefined)) return [];
  return [
    errorAt(
      cluster.node.path,
      'talos/vip-link',
      `virtual address ${virtualIp.toString()} has no link${without.length === 0 ? '' : ` on ${without.join(', ')}`}`,
      'state the NIC of the control planes: cluster.addLink("lan", { interface: "enp1s0", dhcp: true })',
    ),
  ];
}

/** The v1alpha1 form has no name for a VLAN link; Talos makes one, and a long parent name is hashed. */
function renamedVlans(cluster: TalosCluster): Finding[] {
  if (usesDocuments(cluster)) return [];
  return cluster._links
    .filter(
      (link) => link.parent !== undefined && link.managed && link.parent.interfaceName.length > LONGEST_VLAN_PARENT,
    )
    .map((link) =>
      errorAt(
        cluster.node.path,
        'talos/vlan-name',
        `VLAN link "${link.name}" would not be called "${link.interfaceName}": in the v1alpha1 form Talos hashes a parent name of more than ${LONGEST_VLAN_PARENT} characters, and "${link.parent!.interfaceName}" has ${link.parent!.interfaceName.length}`,
        'use a NIC, bond or bridge with a shorter name as parent, or the documents form, which states the name',
      ),
    );
}

function mtus(cluster: TalosCluster): Finding[] {
  return cluster._links.flatMap((link) => {
    const { mtu, parent } = link;
    if (mtu === undefined) return [];
    const at = cluster.node.path;
    const findings: Finding[] = [];
    if (link.subnet?.family === IpFamily.IPV6 && mtu < 1280)
      findings.push(
        errorAt(
          at,
          'talos/link-mtu',
          `link "${link.name}" has the IPv6 subnet ${link.subnet.toString()} and an MTU of ${mtu}`,
          'write at least 1280: below it the kernel drops IPv6',
        ),
      );
    if (parent !== undefined && parent.mtu !== undefined && mtu > parent.mtu) {
      findings.push(
        errorAt(
          at,
          'talos/link-mtu',
          `VLAN link "${link.name}" has an MTU of ${mtu}, its parent "${parent.name}" of ${parent.mtu}`,
          `write at most ${parent.mtu}, or raise the parent's: the kernel refuses more`,
        ),
      );
    } else if (parent !== undefined && parent.mtu === undefined && mtu > ETHERNET_MTU) {
      findings.push(
        warningAt(
          at,
          'talos/link-mtu',
          `VLAN link "${link.name}" has an MTU of ${mtu}, its parent "${parent.name}" that of its driver, normally ${ETHERNET_MTU}`,
          `state mtu: ${mtu} on "${parent.name}" too: the kernel refuses more than the parent's`,
        ),
      );
    }
    return findings;
  });
}

interface Machine {
  readonly name: string;
  readonly has: (link: Link) => boolean;
}

/** The nodes; where the program lists none, one a role. */
function machines(cluster: TalosCluster): Machine[] {
  if (cluster._nodes.length > 0)
    return cluster._nodes.map((node) => ({ name: node.name, has: (link) => link.nodes._includes(node) }));
  return [NodeRole.CONTROL_PLANE, NodeRole.WORKER].map((role) => ({
    name: role === NodeRole.WORKER ? 'workers' : 'control planes',
    has: (link) => link.nodes._names === undefined && link.nodes._roles.includes(role),
  }));
}
