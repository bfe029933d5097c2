// Nodes and links of announcement policies, held to the facts of the cluster.
import { LinkFacts } from '../../../facts';
import { Cidr, IpAddress, IpRange } from '../../../net';
import { textOf } from '../../../models/load-balancer';
import { announcingLinks, nodesWithoutLink, subnetsOn } from '../../../world/derived/announcing-links';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, mapAt } from '../../../world/derived/fields';
import {
  BalancedService,
  LOAD_BALANCING,
  LoadBalancing,
  takers,
  WrittenPolicy,
} from '../../../world/derived/load-balancing';
import { Pool, readAddress, readNetwork } from '../../../world/derived/pools';
import { TALOS_FACTS } from '../../../world/derived/talos-facts';
import { World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';
import { requestPath } from '../addresses/service-place';

/** A policy works where its nodes have its links, and for addresses of their networks. */
export const L2_LINKS: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/no-link',
      title: 'The interfaces of a policy match a link of the facts, or one that the Talos documents configure',
      why: 'A node without a matching interface still contends for the lease; if it wins, nobody answers (run: interfaces-none). Links of cluster.facts count first. With Talos documents alone it is judged only where they name links and none is chosen by a selector; a link that no document configures is not known, so this is a warning.',
      words: ({ links, expression }: { links: string[]; expression?: string }) => ({
        message: `${expression === undefined ? 'the interfaces match' : `the expression "${expression}" matches`} none of the links of the nodes: ${links.join(', ')}`,
        repair: 'write one of these links, or check that the nodes have the interface',
      }),
    },
    {
      code: 'l2/no-node',
      title: 'The nodeSelector of a policy selects a node of the facts',
      why: 'Otherwise nobody announces. Judged where cluster.facts name the nodes, and the selector looks at host names and roles only.',
      words: ({ nodes }: { nodes: string[] }) => ({
        message: `the nodeSelector selects none of the nodes: ${nodes.join(', ')}`,
        repair: 'select nodes by kubernetes.io/hostname or by node-role.kubernetes.io/control-plane',
      }),
    },
    {
      code: 'l2/node-without-link',
      title: 'Every node that a policy selects has one of its links',
      why: 'A node without a matching interface still contends for the lease; if it wins, nobody answers (run: interfaces-none). Judged where cluster.facts name nodes and links.',
      words: ({ nodes, links }: { nodes: string[]; links: string[] }) => ({
        message: `selects ${nodes.join(', ')} without any of the links ${links.join(', ')}: whoever of them wins a lease answers for nothing`,
        repair: 'leave these nodes out by the nodeSelector',
      }),
    },
    {
      code: 'l2/link-without-address',
      title: 'A link that announces has an address',
      why: 'Cilium takes only interfaces that have an address as devices, and announces on no other. Judged by cluster.facts; a note where they do not say that they are complete.',
      words: ({ link, interface: name }: { link: string; interface: string }) => ({
        message: `link ${link} (${name}) gives nodes no address: Cilium takes only interfaces that have one as devices, and announces on no other`,
        repair: 'give the link an address by DHCP or by hand, or announce on another link',
      }),
    },
    {
      code: 'l2/off-link',
      title: 'Announced addresses are addresses of the network on the links that announce them',
      why: 'Hosts of the network ask by ARP only for addresses of their own network; for others they ask the router. Judged where cluster.facts name the networks of all links of the policy, and nothing of BGP announces as well.',
      words: ({ address, links }: { address: string; links: { policy: string; subnets: string[] }[] }) => ({
        message: `${address} is in no network of the links that announce it: ${links.map(({ policy, subnets }) => `${subnets.join(', ')} (policy ${policy})`).join('; ')}`,
        repair: 'choose addresses of the network, or announce on the link that carries it',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING)) {
      for (const written of cluster.policies) judge(world, report, written);
      if (!cluster.bgp) offLink(world, report, cluster);
    }
    documents(world, report);
  },
};

function judge(world: World, report: Report, { at, policy }: WrittenPolicy): void {
  const { facts } = world;
  const found = announcingLinks(world, policy);
  const all = [...new Set((facts?.links ?? []).map((link) => link.interface))].sort();
  const level = levelOfAbsence(world, true);
  for (const { index, expression } of found.unmatched) {
    // One of several that matches nothing may be meant for other machines.
    const only = found.links?.length === 0;
    report[only ? level : 'warning']('l2/no-link', at, ['spec', 'interfaces', index], {
      links: all,
      expression: expression.text,
    });
  }
  if (found.nodes?.length === 0)
    report[level]('l2/no-node', at, ['spec', 'nodeSelector'], { nodes: facts!.nodes!.map(({ name }) => name) });
  const without = found.unmatched.length > 0 ? [] : nodesWithoutLink(world, found);
  if (without.length > 0)
    report[level]('l2/node-without-link', at, ['spec'], {
      nodes: without.map(({ name }) => name),
      links: [...new Set(found.links!.map((link) => link.interface))],
    });
  for (const link of policy.interfaces.length === 0 ? [] : (found.links ?? []))
    if (!hasAddress(world, link))
      report[world.complete ? 'warning' : 'note']('l2/link-without-address', at, ['spec', 'interfaces'], {
        link: link.name,
        interface: link.interface,
      });
}

/** By DHCP, by somebody else, because it carries the addresses of the nodes, or by hand. */
function hasAddress(world: World, { dhcp, managed, addressed = [], subnets = [] }: LinkFacts): boolean {
  if (dhcp === true || managed === false || addressed.length > 0) return true;
  const { nodeSubnets = [], nodes = [] } = world.facts!;
  const own = subnets.flatMap((text) => readNetwork(text)?.range ?? []);
  const carried = nodeSubnets.flatMap((text) => readNetwork(text)?.range ?? []);
  if (own.some((range) => carried.some((each) => each.overlaps(range)))) return true;
  const addresses = [
    ...nodes.flatMap((node) => node.addresses),
    ...world.model(TALOS_FACTS).addresses.flatMap(({ kind, text }) => (kind === 'node address' ? [text] : [])),
  ].flatMap((text) => readAddress(text) ?? []);
  return addresses.some((address) => own.some((range) => range.contains(address)));
}

interface Announcing {
  readonly written: WrittenPolicy;
  readonly subnets: string[] | undefined;
}

function offLink(world: World, report: Report, cluster: LoadBalancing): void {
  const announcing = cluster.policies
    .filter(({ policy }) => policy.loadBalancerIPs)
    .map((written): Announcing => ({ written, subnets: subnetsOn(announcingLinks(world, written.policy)) }));
  const off = cluster.pools.filter((pool) => poolOffLink(report, pool, announcing));
  for (const balanced of cluster.services) requestsOffLink(world, report, cluster, balanced, announcing, off);
}

/** A pool and the policies that take the same Services: none of their links carries the addresses. */
function poolOffLink(report: Report, pool: Pool, announcing: readonly Announcing[]): boolean {
  const selector = selectorText(pool.object.manifest);
  const by = announcing.filter(({ written }) => selectorText(written.at.manifest) === selector);
  const twin = by.filter(({ written }) => written.policy.name === pool.name);
  const chosen = twin.length > 0 ? twin : by;
  if (chosen.length === 0 || chosen.some(({ subnets }) => subnets === undefined)) return false;
  let found = false;
  for (const { range, path } of pool.blocks) {
    if (chosen.some(({ subnets }) => subnets!.some((text) => covers(text, range)))) continue;
    found = true;
    report.error(
      'l2/off-link',
      pool.object,
      path,
      { address: range.toString(), links: linksOf(chosen) },
      placesOf(chosen),
    );
  }
  return found;
}

function requestsOffLink(
  world: World,
  report: Report,
  cluster: LoadBalancing,
  balanced: BalancedService,
  announcing: readonly Announcing[],
  off: readonly Pool[],
): void {
  if (balanced.notResponsible !== undefined) return;
  const policies = takers(world, cluster, balanced);
  const by = announcing.filter(({ written }) => policies.includes(written));
  if (by.length === 0 || by.some(({ subnets }) => subnets === undefined)) return;
  for (const request of balanced.service.requests) {
    if (request.address === undefined) continue;
    const address = readAddress(textOf(request.address));
    if (address === undefined || by.some(({ subnets }) => subnets!.some((text) => covers(text, one(address)))))
      continue;
    // The pool says it already.
    if (off.some(({ blocks }) => blocks.some(({ range }) => range.contains(address)))) continue;
    const data = { address: address.toString(), links: linksOf(by) };
    report.error('l2/off-link', balanced.at, requestPath(balanced, request), data, placesOf(by));
  }
}

const one = (address: IpAddress) => IpRange._of(address, address);
const placesOf = (list: readonly Announcing[]) => list.map(({ written }) => written.at);
const linksOf = (list: readonly Announcing[]) =>
  list.map(({ written, subnets }) => ({ policy: written.policy.name, subnets: subnets! }));

function covers(text: string, range: IpRange): boolean {
  try {
    return Cidr.of(text).range.covers(range);
  } catch {
    return false;
  }
}

function selectorText(manifest: unknown): string {
  return JSON.stringify(mapAt(manifest, 'spec').serviceSelector ?? null);
}

/** Links of the Talos documents, where nobody stated facts. */
function documents(world: World, report: Report): void {
  if ((world.facts?.links ?? []).length > 0) return;
  for (const cluster of world.model(LOAD_BALANCING))
    for (const { at, policy } of cluster.policies) {
      const { interfaces } = policy;
      if (interfaces.length === 0 || interfaces.some(({ text, error }) => error !== undefined || isPlaceholder(text)))
        continue;
      const names = talosLinks(world, at);
      if (names === undefined || names.some((name) => interfaces.some(({ matches }) => matches(name)))) continue;
      report.warning('l2/no-link', at, ['spec', 'interfaces'], { links: names });
    }
}

/** Names of the links that Talos configures; undefined where they are not all known. */
function talosLinks(world: World, at: WrittenPolicy['at']): string[] | undefined {
  const facts = world.model(TALOS_FACTS);
  const own = facts.links.filter((link) => world.model(CLUSTERS).together(link.at, at));
  const names = [...new Set(own.map(({ name }) => name))];
  const known = names.length > 0 && own.length === facts.links.length && facts.unnamedLinks.length === 0;
  return known && !names.some(isPlaceholder) ? names : undefined;
}
