// The facts of a cluster that a tree of machines tells: nodes, links, networks, versions. What is not known is left out.
import { ClusterFacts, LinkFacts, NodeFacts } from '../../facts';
import { minorOf } from '../../catalogue/span';
import { isTalosMinor, TalosLink } from '../../models/talos';
import { Cidr, IpAddress } from '../../net';
import { JudgedMachine } from './judged-machine';
import { MachineTree } from './machine-tree';

/** The facts. */
export function factsOfTree(tree: MachineTree, machines: readonly JudgedMachine[]): ClusterFacts {
  const { name, endpoint, talos, kubernetes } = tree;
  const nodes = nodesOf(tree);
  const links = nodes === undefined ? undefined : linksOf(machines);
  const virtualIps = [
    ...new Set(
      machines.flatMap(({ network }) => (network?.vips ?? []).map(({ address }) => address).filter(isAddress)),
    ),
  ];
  return {
    ...(name === undefined ? {} : { name }),
    ...optional('talos', talosMinor(talos?.text)),
    ...optional('kubernetes', kubernetes),
    ...optional('endpoint', endpoint),
    ...optional('nodes', nodes),
    ...optional('links', links),
    ...optional('podSubnets', writtenNetworks(machines, 'podSubnets')),
    ...optional('serviceSubnets', writtenNetworks(machines, 'serviceSubnets')),
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
function linksOf(machines: readonly JudgedMachine[]): LinkFacts[] | undefined {
  const byNode = machines.map(({ machine, network, hasUnknowns }) => ({
    node: machine.name,
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

/** Networks that a patch writes; those of the generated configuration are nobody's word. */
function writtenNetworks(
  machines: readonly JudgedMachine[],
  key: 'podSubnets' | 'serviceSubnets',
): string[] | undefined {
  const written = machines.filter(({ machine }) => machine.patches.some(({ text }) => text.includes(key)));
  const all = new Set(written.flatMap(({ network }) => network?.[key] ?? []));
  return all.size === 0 || ![...all].every(isNetwork) ? undefined : [...all];
}

function isAddress(text: string): boolean {
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
