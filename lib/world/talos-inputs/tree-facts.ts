// The facts of a cluster that a tree of machines tells: nodes, links, networks, versions. What is not known is left out.
import { ClusterFacts, LinkFacts, NodeFacts } from '../../facts';
import { minorOf } from '../../catalogue/span';
import { isTalosMinor, TalosLink, TalosNetwork } from '../../models/talos';
import { Cidr, IpAddress } from '../../net';
import { JudgedMachine } from './judged-machine';
import { MachineTree } from './machine-tree';

/** A machine as far as facts follow from it. */
export interface KnownMachine {
  readonly name: string;
  /** Absent where it could not be read. */
  readonly network?: TalosNetwork;
  /** Values are not known here, or patches were not read: what is missing may be there. */
  readonly hasUnknowns: boolean;
  /** True if somebody wrote a setting of the network, and it is not the default of Talos. */
  writes(key: 'podSubnets' | 'serviceSubnets'): boolean;
}

/** The facts. */
export function factsOfTree(tree: MachineTree, machines: readonly JudgedMachine[]): ClusterFacts {
  const { name, endpoint, talos, kubernetes } = tree;
  const nodes = nodesOf(tree);
  const known = machines.map(({ machine, network, hasUnknowns }): KnownMachine => ({
    name: machine.name,
    ...(network === undefined ? {} : { network }),
    hasUnknowns,
    writes: (key) => machine.patches.some(({ text }) => text.includes(key)),
  }));
  const links = nodes === undefined ? undefined : linksOf(known);
  const virtualIps = virtualIpsOf(known);
  return {
    ...(name === undefined ? {} : { name }),
    ...optional('talos', talosMinor(talos?.text)),
    ...optional('kubernetes', kubernetes),
    ...optional('endpoint', endpoint),
    ...optional('nodes', nodes),
    ...optional('links', links),
    ...optional('podSubnets', writtenNetworks(known, 'podSubnets')),
    ...optional('serviceSubnets', writtenNetworks(known, 'serviceSubnets')),
    ...(virtualIps.length === 0 ? {} : { virtualIps }),
  };
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [key in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: T };
}

/** One that the checks know; of others nothing can be said. */
function talosMinor(version: string | undefined): string | undefined {
  const minor = minorOf(version ?? '');
  return minor !== undefined && isTalosMinor(minor) ? minor : undefined;
}

/** All nodes, or nothing: a list with holes would say that there are no others. */
function nodesOf({ machines, listsNodes }: MachineTree): NodeFacts[] | undefined {
  if (!listsNodes || machines.length === 0) return undefined;
  return machines.map(({ name, role, addresses }) => ({
    name,
    role,
    addresses: addresses.map(({ text }) => text).filter(isAddress),
  }));
}

/**
 * All links, or nothing: where a machine has one that only a selector finds, or says of none, it has others.
 * Networks are left out: an address says which network a link is on, not that it is on no other.
 */
export function linksOf(machines: readonly KnownMachine[]): LinkFacts[] | undefined {
  const byNode = machines.map(({ name, network, hasUnknowns }) => ({
    node: name,
    links: hasUnknowns ? [] : (network?.links ?? []).filter(({ ignored }) => !ignored),
  }));
  if (byNode.some(({ links }) => links.length === 0 || links.some(({ name }) => name === undefined))) return undefined;
  const found = new Map<string, { link: LinkFacts; nodes: string[] }>();
  for (const { node, links } of byNode)
    for (const each of links) {
      const link = linkFacts(each);
      const key = JSON.stringify(link);
      const known = found.get(key);
      if (known === undefined) found.set(key, { link, nodes: [node] });
      else if (!known.nodes.includes(node)) known.nodes.push(node);
    }
  return [...found.values()].map(({ link, nodes }) => ({ ...link, nodes }));
}

function linkFacts({ name = '', parent, vlanId, mtu, dhcp }: TalosLink): LinkFacts {
  return {
    name,
    interface: name,
    ...optional('parent', parent),
    ...optional('vlanId', vlanId),
    ...optional('mtu', mtu),
    ...(dhcp.v4 || dhcp.v6 ? { dhcp: true } : {}),
  };
}

/** Addresses that control planes share. */
export function virtualIpsOf(machines: readonly KnownMachine[]): string[] {
  const all = machines.flatMap(({ network }) => (network?.vips ?? []).map(({ address }) => address));
  return [...new Set(all)].filter(isAddress);
}

/** Networks that somebody wrote; those of the generated configuration are nobody's word. */
export function writtenNetworks(
  machines: readonly KnownMachine[],
  key: 'podSubnets' | 'serviceSubnets',
): string[] | undefined {
  const all = new Set(machines.filter(({ writes }) => writes(key)).flatMap(({ network }) => network?.[key] ?? []));
  return all.size === 0 || ![...all].every(isNetwork) ? undefined : [...all];
}

/** @internal */
export function isAddress(text: string): boolean {
  return parses(() => IpAddress.of(text));
}

function isNetwork(text: string): boolean {
  return parses(() => Cidr.of(text));
}

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
