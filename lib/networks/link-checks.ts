// What can be wrong between a network and the link it is on. Pure and cheap: asked several times at synth.
import { ClusterNode, TalosCluster } from '../cluster';
import { errorAt, Finding, warningAt } from '../construct';
import { checkMtu, ValueError } from '../net';
import { nodeWords, placementOf, plural } from './placement';
import { findingOf } from './problem';
import type { SecondaryNetwork } from './secondary-network';

/** Findings about the link, the subnet and the routes of a network. */
export function linkFindings(network: SecondaryNetwork): Finding[] {
  const path = network.node.path;
  const cluster = TalosCluster.of(network);
  const findings = network._placed().problems.map((problem) => findingOf(path, problem));
  findings.push(...mtuFindings(network), ...subnetFindings(network, cluster));
  if (/^wl/.test(network.master)) {
    findings.push(
      warningAt(
        path,
        'network/wifi-master',
        `parent "${network.master}" is a Wi-Fi link: access points drop frames of MAC addresses that did not log in`,
        'use a wired link',
      ),
    );
  }
  for (const route of network._routes) {
    if (route.destination.prefix === 0 && route.priority === undefined) {
      const text = route.destination.toString();
      findings.push(
        warningAt(
          path,
          'network/default-route-wins',
          `route to ${text} without a priority wins over the default route of eth0: the pods lose Services and cluster DNS`,
          'give the route a priority, such as 500, or route only the networks that are needed',
        ),
      );
    }
  }
  if (cluster !== undefined) findings.push(...masterFindings(network, cluster));
  return findings;
}

function mtuFindings(network: SecondaryNetwork): Finding[] {
  const path = network.node.path;
  const mtu = network._mtu;
  if (mtu === undefined) return [];
  const findings: Finding[] = [];
  if (network._hasIpv6()) {
    try {
      checkMtu(mtu, true);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      findings.push(
        errorAt(
          path,
          'network/mtu-ipv6',
          `MTU ${mtu} on a network with IPv6 addresses: the kernel has IPv6 off below 1280, and the pods do not start`,
          'write 1280 or more',
        ),
      );
    }
  }
  const links = network._links();
  const known = links.flatMap((link) => link.mtu ?? link.parent?.mtu ?? []);
  for (const limit of new Set(known.filter((limit) => mtu > limit))) {
    findings.push(
      errorAt(
        path,
        'network/mtu-above-link',
        `MTU ${mtu} is above the ${limit} of the parent "${network.master}": the plugin refuses it`,
        `write at most ${limit}, or raise the MTU of the link`,
      ),
    );
  }
  if (mtu > 1500 && known.length < Math.max(links.length, 1)) {
    findings.push(
      warningAt(
        path,
        'network/mtu-unknown',
        `MTU ${mtu}, but the MTU of the parent "${network.master}" is not stated, and drivers set 1500`,
        'state it on the link: addLink(…, { mtu })',
      ),
    );
  }
  return findings;
}

function subnetFindings(network: SecondaryNetwork, cluster: TalosCluster | undefined): Finding[] {
  const path = network.node.path;
  const findings: Finding[] = [];
  const stated = network._statedSubnet;
  for (const link of network._links()) {
    if (
      stated !== undefined &&
      link.subnet !== undefined &&
      link.subnet.overlaps(stated) &&
      link.subnet.toString() !== stated.toString()
    ) {
      findings.push(
        warningAt(
          path,
          'network/subnet-differs',
          `subnet ${stated.toString()} differs from ${link.subnet.toString()} of the link "${link.name}"`,
          'leave the subnet out: the network takes that of its link',
        ),
      );
    }
  }
  const inCluster = [
    ...(cluster?.podSubnets ?? []).map((cidr) => ({ cidr, what: 'pod subnet' })),
    ...(cluster?.serviceSubnets ?? []).map((cidr) => ({ cidr, what: 'service subnet' })),
  ];
  // A default route is judged by its priority.
  const reached = [
    ...network._subnets().map((cidr) => ({ cidr, what: 'subnet' })),
    ...network._routes.filter((r) => r.destination.prefix > 0).map((r) => ({ cidr: r.destination, what: 'route to' })),
  ];
  for (const ours of reached) {
    for (const theirs of inCluster) {
      if (!ours.cidr.overlaps(theirs.cidr)) continue;
      findings.push(
        errorAt(
          path,
          'network/route-into-cluster',
          `${ours.what} ${ours.cidr.toString()} overlaps the ${theirs.what} ${theirs.cidr.toString()} of ${cluster!.node.path}: pods would send cluster traffic to the LAN`,
          'write networks outside the cluster',
        ),
      );
    }
  }
  return findings;
}

function masterFindings(network: SecondaryNetwork, cluster: TalosCluster): Finding[] {
  const path = network.node.path;
  const [nodes, links] = [cluster._nodes, cluster._links];
  // Without nodes or links the program says nothing about the machines.
  if (nodes.length === 0 || links.length === 0) return [];
  const having = cluster._nodesWith(network.master);
  // A VLAN goes with the link that carries it.
  const first = network._links()[0];
  const named = first?.parent ?? first;
  const add = (more: string) => `cluster.addLink('${named?.name ?? network.master}', { ${more} })`;
  if (having.length === 0) {
    const known = [...new Set(links.map((link) => link.interfaceName))].join(', ');
    return [
      errorAt(
        path,
        'network/master-missing',
        `parent "${network.master}" exists on none of the ${plural(nodes.length, 'node')} of ${cluster.node.path}`,
        `write one of: ${known}; or add the link: ${add(`interface: '${network.master}'`)}`,
      ),
    ];
  }
  const findings = new Map<string, Finding>();
  for (const { workload } of network._attachments) {
    const without = placementOf(workload, cluster).nodes.filter((node) => !having.includes(node));
    if (without.length === 0) continue;
    findings.set(
      workload.path,
      errorAt(
        path,
        'network/master-missing',
        `parent "${network.master}" exists on ${havingWords(having, cluster)} (${having.length} of ${plural(nodes.length, 'node')}), but ${workload.path} may be scheduled on ${nodeWords(without, cluster)}`,
        `give the ${workload.kind} a node selector, or add the link: ${add('nodes: NodeSelection.all()')}`,
      ),
    );
  }
  return [...findings.values()];
}

/** `workers` rather than `2 workers`: the figure follows in brackets. */
function havingWords(nodes: readonly ClusterNode[], cluster: TalosCluster): string {
  const words = nodeWords(nodes, cluster);
  const role = /^\d+ (workers?|control planes?)$/.exec(words)?.[1];
  return role === undefined ? words : role.endsWith('s') ? role : `${role}s`;
}
