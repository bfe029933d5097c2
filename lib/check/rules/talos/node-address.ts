// Machines that would lose their address: link documents end the default DHCP, an interface that is written down loses its own.
import { Cidr } from '../../../net';
import { ClusterFacts, LinkFacts, nodesOfLink } from '../../../facts';
import { CheckedDocument, World } from '../../../world/types';
import { TalosLink } from '../../../models/talos';
import { TALOS_MACHINES, TalosMachine } from '../../../world/derived/talos-machines';
import { levelOfAbsence, Report, Rule } from '../../rule';

interface NodesData {
  readonly nodes: readonly string[];
  /** Names of the configured links. */
  readonly links: readonly string[];
  /** Any link document ends the default DHCP of all links. */
  readonly documents: boolean;
}
interface MachineData {
  readonly machine: string;
  readonly links: readonly string[];
}

/** Machines keep their address. */
export const TALOS_NODE_ADDRESS: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/node-without-address',
      title: 'Where links are configured, one of them gives the node its address',
      why: 'From Talos 1.12 on any link or DHCP document turns the default DHCP off on all links of the machine; in the v1alpha1 form an entry does so on its own link. Without DHCP or an address elsewhere the node is lost (siderolabs/talos#12654).',
      words: ({ nodes, links, documents }: NodesData) => ({
        message: `${nodes.join(', ')} would lose the node address: ${links.map((link) => `"${link}"`).join(', ')} ${links.length === 1 ? 'is' : 'are'} configured, ${documents ? 'which turns the default DHCP off on all of their links' : 'which turns the default DHCP off on it'}, and no link of theirs on the node subnet has DHCP or gets its address elsewhere`,
        repair:
          'give the primary link of these nodes DHCP, or state its subnet and managed: false where the machine configuration gives it the address',
      }),
    },
    {
      code: 'talos/default-dhcp',
      title: 'Beside link documents something gives the machine an address and a default route',
      why: 'From Talos 1.12 on any link or DHCP document turns the default DHCP off on all links of the machine, and then only what is written counts (siderolabs/talos#12654).',
      words: ({ machine, links }: MachineData) => ({
        message: `${links.join(', ')} in ${machine} turns the default DHCP off on all links, and nothing here gives the machine DHCP or a default route`,
        repair: 'add a DHCPv4Config for the link that carries the node address, unless one stands elsewhere',
      }),
    },
  ],
  check(world, report) {
    const { factsDocument } = world;
    const facts = factsDocument?.content as ClusterFacts | undefined;
    // Where nodes and links are stated they say more than the documents.
    if (facts?.nodes?.length && facts.links?.length && factsDocument !== undefined)
      ofFacts(facts, factsDocument, report);
    else ofMachines(world, report);
  },
};

function ofFacts(facts: ClusterFacts, at: CheckedDocument, report: Report): void {
  const links = facts.links ?? [];
  const documents = (facts.linkFormat ?? facts.configFormat) !== 'v1alpha1';
  const onNodeSubnet = (link: LinkFacts) => meets(link.subnets ?? [], facts.nodeSubnets ?? []);
  const isOf = (node: string) => (link: LinkFacts) => nodesOfLink(facts, link).includes(node);
  const cut = (facts.nodes ?? []).filter(({ name }) => {
    const own = links.filter(isOf(name));
    // DHCP on a link with another subnet gives the node an address, but not its own.
    if (
      own.some(
        (link) =>
          (link.dhcp === true && (link.subnets ?? []).length === 0) ||
          (onNodeSubnet(link) &&
            (link.dhcp === true || link.managed === false || link.addressed?.includes(name) === true)),
      )
    )
      return false;
    return own.some((link) => link.managed !== false && (documents || onNodeSubnet(link)));
  });
  if (cut.length === 0) return;
  const nodes = cut.map(({ name }) => name);
  const configured = links.filter((link) => link.managed !== false && nodes.some((node) => isOf(node)(link)));
  report.error('talos/node-without-address', at, ['links'], {
    nodes,
    links: configured.map(({ name }) => name),
    documents,
  });
}

/** True if a network of one list shares addresses with one of the other. */
export function meets(a: readonly string[], b: readonly string[]): boolean {
  return a.some((x) => b.some((y) => Cidr.of(x).overlaps(Cidr.of(y))));
}

function ofMachines(world: World, report: Report): void {
  const machines = world.model(TALOS_MACHINES);
  const links = machines.flatMap(({ network }) => network.links);
  // A patch of one link may lie beside the one that brings DHCP back, or those of each node with its addresses.
  const isDhcpGiven = links.some(({ dhcp }) => dhcp.v4 || dhcp.v6);
  const areAddressesGiven = links.some(hasAddresses);
  const said = new Set<CheckedDocument>();
  for (const machine of machines) {
    const { network, documents, isComplete, isOpen } = machine;
    if (isOpen || network.defaultDHCP || hasWayOut(machine)) continue;
    const isGivenElsewhere = isDhcpGiven || (areAddressesGiven && !network.links.some(hasAddresses));
    if (!isComplete && (isGivenElsewhere || isFragment(machine))) continue;
    const ending = documents.filter(({ content }) => ENDS_DHCP.test(String(content.kind)));
    const [first] = ending;
    if (first === undefined || said.has(first)) continue;
    said.add(first);
    report[levelOfAbsence(world, true)]('talos/default-dhcp', first, ['kind'], {
      machine: machine.name,
      links: ending.map(({ content }) => `${String(content.kind)} ${String(content.name ?? '')}`),
    });
  }
}

/** Addresses of lo lead nowhere. */
const hasAddresses = ({ name, addresses }: TalosLink) => name !== 'lo' && addresses.length > 0;

/** Kinds of link documents; which of them a minor has, the model knows. */
const ENDS_DHCP = /^(?:Link|Bond|Bridge|VLAN|DummyLink|Wireguard|VRF|Veth)Config$/;

/** A VLAN on a link of which nothing is said here: another patch says it. */
function isFragment({ network }: TalosMachine): boolean {
  const names = network.links.map(({ name }) => name);
  return network.links.some(({ parent }) => parent !== undefined && !names.includes(parent));
}

function hasWayOut({ network }: TalosMachine): boolean {
  return network.links.some(
    ({ dhcp, routes, kind }) =>
      dhcp.v4 || dhcp.v6 || kind === 'wireguard' || routes.some(({ destination }) => destination === ''),
  );
}
