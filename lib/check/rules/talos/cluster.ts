// The machines of a cluster as its facts state them: control planes, and links that cannot be as they are stated.
import { Cidr, IpAddress, IpFamily } from '../../../net';
import { ClusterFacts, LinkFacts, nodesOfLink } from '../../../facts';
import { TALOS_MACHINES } from '../../../world/derived/talos-machines';
import { CheckedDocument, World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { meets } from './node-address';

interface TwiceData {
  readonly links: readonly [string, string];
  readonly interface: string;
  readonly nodes: readonly string[];
}
interface VipData {
  readonly address: string;
  readonly nodes: readonly string[];
}
interface VlanData {
  readonly link: string;
  readonly interface: string;
  readonly parent: string;
  readonly longest: number;
}
interface MtuData {
  readonly link: string;
  readonly mtu: number;
  /** The IPv6 network of the link. */
  readonly subnet?: string;
  readonly parent?: string;
  /** MTU of the parent, or what its driver starts with. */
  readonly most?: number;
  readonly isStated?: boolean;
}

/** Longest parent name to which the v1alpha1 form appends `.<id>`. Source: Talos, pkg/machinery/nethelpers/vlan.go, 15 - len(".4094"). */
const LONGEST_VLAN_PARENT = 10;
/** What a driver starts with. */
const ETHERNET_MTU = 1500;
/** Below it the kernel drops IPv6. Source: RFC 8200, section 5. */
const IPV6_MTU = 1280;

/** The machines and links of the facts. */
export const TALOS_CLUSTER: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'cluster/no-control-plane',
      title: 'A cluster with workers has a control plane',
      why: 'Workers join a control plane; without one in the facts the patches of the control planes go nowhere.',
      words: ({ workers }: { readonly workers: number }) => ({
        message: `the cluster has ${workers === 1 ? 'a worker' : 'workers'} but no control plane`,
        repair: 'add a node with role: controlplane',
      }),
    },
    {
      code: 'cluster/even-control-planes',
      title: 'The number of control planes is odd',
      why: 'etcd needs a majority: of four members it survives the loss of one, as of three. Source: etcd documentation, FAQ.',
      words: ({ count }: { readonly count: number }) => ({
        message: `${count} control planes: etcd then survives no more failures than with one less`,
        repair: 'use 1, 3 or 5',
      }),
    },
    {
      code: 'cluster/link-twice',
      title: 'An interface of a node is stated once',
      why: 'Two links of one kernel name on one node are one interface with two descriptions, which may contradict each other.',
      words: ({ links, interface: name, nodes }: TwiceData) => ({
        message: `links "${links[0]}" and "${links[1]}" are both "${name}" on ${nodes.join(', ')}`,
        repair: 'state each interface once',
      }),
    },
    {
      code: 'talos/vip-link',
      title: 'The virtual address has a link on every control plane',
      why: 'A virtual address is announced by ARP on the link whose network it is of. Source: Talos documentation, virtual (shared) IP.',
      words: ({ address, nodes }: VipData) => ({
        message: `virtual address ${address} has no link${nodes.length === 0 ? '' : ` on ${nodes.join(', ')}`}`,
        repair: 'state the NIC of the control planes, with its subnet or with dhcp: true',
      }),
    },
    {
      code: 'talos/vlan-name',
      title: 'In the v1alpha1 form the parent of a VLAN has a short name',
      why: 'The form has no name for a VLAN link: Talos makes one and hashes a parent of more than 10 characters; CNI plugins would not find it. Source: Talos, pkg/machinery/nethelpers/vlan.go.',
      words: ({ link, interface: name, parent, longest }: VlanData) => ({
        message: `VLAN link "${link}" would not be called "${name}": in the v1alpha1 form Talos hashes a parent name of more than ${longest} characters, and "${parent}" has ${parent.length}`,
        repair: 'use a NIC, bond or bridge with a shorter name as parent, or the documents form, which states the name',
      }),
    },
    {
      code: 'talos/link-mtu',
      title: 'The MTU of a link is one that the kernel takes',
      why: 'A VLAN takes no more than its parent, and below 1280 bytes the kernel drops IPv6. Source: Linux, net/8021q; RFC 8200.',
      words: ({ link, mtu, subnet, parent, most, isStated }: MtuData) => {
        if (subnet !== undefined)
          return {
            message: `link "${link}" has the IPv6 subnet ${subnet} and an MTU of ${mtu}`,
            repair: `write at least ${IPV6_MTU}: below it the kernel drops IPv6`,
          };
        return isStated === true
          ? {
              message: `VLAN link "${link}" has an MTU of ${mtu}, its parent "${parent}" of ${most}`,
              repair: `write at most ${most}, or raise the parent's: the kernel refuses more`,
            }
          : {
              message: `VLAN link "${link}" has an MTU of ${mtu}, its parent "${parent}" that of its driver, normally ${most}`,
              repair: `state mtu: ${mtu} on "${parent}" too: the kernel refuses more than the parent's`,
            };
      },
    },
  ],
  check(world, report) {
    const { factsDocument: at } = world;
    const facts = at?.content as ClusterFacts | undefined;
    if (facts === undefined || at === undefined) return;
    roles(facts, at, report);
    twice(facts, at, report);
    virtualIps(world, facts, at, report);
    vlanNames(facts, at, report);
    mtus(facts, at, report);
  },
};

function roles({ nodes = [] }: ClusterFacts, at: CheckedDocument, report: Report): void {
  const count = nodes.filter(({ role }) => role === 'controlplane').length;
  if (nodes.length > 0 && count === 0)
    report.error('cluster/no-control-plane', at, ['nodes'], { workers: nodes.length });
  if (count > 0 && count % 2 === 0) report.warning('cluster/even-control-planes', at, ['nodes'], { count });
}

function twice(facts: ClusterFacts, at: CheckedDocument, report: Report): void {
  const links = facts.links ?? [];
  links.forEach((link, index) => {
    for (const other of links.slice(index + 1)) {
      if (other.interface !== link.interface) continue;
      const theirs = nodesOfLink(facts, other);
      const nodes = nodesOfLink(facts, link).filter((node) => theirs.includes(node));
      if (nodes.length === 0) continue;
      const names = [link.name, other.name].sort() as [string, string];
      report.error('cluster/link-twice', at, ['links', index], { links: names, interface: link.interface, nodes });
    }
  });
}

function virtualIps(world: World, facts: ClusterFacts, at: CheckedDocument, report: Report): void {
  if (!world.complete) return;
  const planes = (facts.nodes ?? []).filter(({ role }) => role === 'controlplane').map(({ name }) => name);
  const links = facts.links ?? [];
  (facts.virtualIps ?? []).forEach((address, index) => {
    const carries = (link: LinkFacts) =>
      meets(link.subnets ?? [], facts.nodeSubnets ?? []) ||
      (link.subnets ?? []).some((subnet) => Cidr.of(subnet).contains(IpAddress.of(address))) ||
      (link.dhcp === true && (link.subnets ?? []).length === 0);
    const without = planes.filter(
      (node) => !links.some((link) => nodesOfLink(facts, link).includes(node) && carries(link)),
    );
    // Without nodes the patches themselves say it.
    const isWritten = world
      .model(TALOS_MACHINES)
      .some(({ network }) => network.vips.some((vip) => vip.address === address));
    if (without.length > 0 || (planes.length === 0 && !isWritten))
      report.error('talos/vip-link', at, ['virtualIps', index], { address, nodes: without });
  });
}

function vlanNames(facts: ClusterFacts, at: CheckedDocument, report: Report): void {
  if ((facts.linkFormat ?? facts.configFormat) !== 'v1alpha1') return;
  (facts.links ?? []).forEach((link, index) => {
    const parent = parentOf(facts, link)?.interface;
    if (parent === undefined || link.managed === false || parent.length <= LONGEST_VLAN_PARENT) return;
    report.error('talos/vlan-name', at, ['links', index], {
      link: link.name,
      interface: link.interface,
      parent,
      longest: LONGEST_VLAN_PARENT,
    });
  });
}

function mtus(facts: ClusterFacts, at: CheckedDocument, report: Report): void {
  (facts.links ?? []).forEach((link, index) => {
    const { name, mtu } = link;
    if (mtu === undefined) return;
    const path = ['links', index, 'mtu'];
    const ipv6 = (link.subnets ?? []).find((subnet) => Cidr.of(subnet).family === IpFamily.IPV6);
    if (ipv6 !== undefined && mtu < IPV6_MTU)
      report.error('talos/link-mtu', at, path, { link: name, mtu, subnet: ipv6 });
    const parent = parentOf(facts, link);
    if (parent === undefined) return;
    const most = parent.mtu ?? ETHERNET_MTU;
    if (mtu <= most) return;
    const isStated = parent.mtu !== undefined;
    report[isStated ? 'error' : 'warning']('talos/link-mtu', at, path, {
      link: name,
      mtu,
      parent: parent.name,
      most,
      isStated,
    });
  });
}

function parentOf({ links = [] }: ClusterFacts, { parent }: LinkFacts): LinkFacts | undefined {
  return parent === undefined ? undefined : links.find(({ name }) => name === parent);
}
