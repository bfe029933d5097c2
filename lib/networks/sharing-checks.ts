// What pods of one network share on a node: host-local's store of addresses, and the link itself in passthru mode.
import { ClusterNode, TalosCluster } from '../cluster';
import { errorAt, Finding, warningAt, WorkloadView } from '../construct';
import { isMap } from '../manifest';
import { IpFamily } from '../net';
import { Attachment } from './attachment';
import { nodeWords, placementOf, plural } from './placement';
import type { SecondaryNetwork } from './secondary-network';

/** Findings about what the pods of a network share. */
export function sharingFindings(network: SecondaryNetwork, attachments: readonly Attachment[]): Finding[] {
  if (network._exclusive) return exclusiveFindings(network, attachments);
  return network._ipam._perNode
    ? [
        ...inPoolFindings(network, attachments),
        ...exhaustedFindings(network, attachments),
        ...perNodeFindings(network, attachments),
      ]
    : [];
}

/** A pod that starts earlier may hold the address that another asks for. */
function inPoolFindings(network: SecondaryNetwork, attachments: readonly Attachment[]): Finding[] {
  const drawing = attachments.find((attachment) => attachment.addresses.length === 0);
  if (drawing === undefined) return [];
  return attachments
    .filter((attachment) => attachment.addresses.length > 0)
    .map((fixed) =>
      warningAt(
        network.node.path,
        'network/fixed-address-in-pool',
        `host-local may have given ${fixed.addresses[0]!.address.toString()} of ${fixed.workload.path} to ${drawing.workload.path} before it asks`,
        'give all workloads of the network fixed addresses, or make a network with Ipam.static() beside it',
      ),
    );
}

/** More pods than addresses: one of them never starts, wherever the scheduler puts them. */
function exhaustedFindings(network: SecondaryNetwork, attachments: readonly Attachment[]): Finding[] {
  const nodes = possibleNodes(network, attachments);
  const { ranges } = network._placed();
  if (nodes === undefined || ranges.length === 0) return [];
  const sizes = [IpFamily.IPV4, IpFamily.IPV6].flatMap((family) => {
    const own = ranges.filter((range) => range.subnet.family === family);
    const free = own.map(
      ({ pool, gateway }) => pool.last._value - pool.first._value + (pool.contains(gateway) ? 0n : 1n),
    );
    return own.length === 0 ? [] : [free.reduce((sum, size) => sum + size, 0n)];
  });
  const smallest = sizes.reduce((least, size) => (size < least ? size : least));
  const pods = countPods(attachments, nodes);
  if (BigInt(pods) <= smallest * BigInt(nodes)) return [];
  return [
    errorAt(
      network.node.path,
      'network/range-exhausted',
      `${plural(pods, 'pod')} of ${owners(attachments)} for ${smallest} ${smallest === 1n ? 'address' : 'addresses'} on ${plural(nodes, 'node')}: one of them never starts`,
      'write a larger range, or fewer pods',
    ),
  ];
}

/** host-local knows one node only: two nodes hand out the same address. */
function perNodeFindings(network: SecondaryNetwork, attachments: readonly Attachment[]): Finding[] {
  const cluster = TalosCluster.of(network);
  const drawing = attachments.filter((attachment) => attachment.addresses.length === 0);
  // A single pod meets nobody, unless its update starts the next one first.
  if (
    cluster === undefined ||
    !drawing.some(({ workload }) => drawing.length > 1 || (workload.replicas() ?? 2) > 1 || surges(workload))
  )
    return [];
  const chosen = new Set<ClusterNode>(drawing.flatMap(({ workload }) => placementOf(workload, cluster).nodes));
  if (chosen.size < 2) return [];
  const nodes = cluster._nodes.filter((node) => chosen.has(node));
  return [
    warningAt(
      network.node.path,
      'network/addresses-per-node',
      `pods of ${owners(drawing)} may run on ${nodeWords(nodes, cluster)}, and host-local on each node hands out the same addresses`,
      'select one node, or use Ipam.static() with an address for each workload',
    ),
  ];
}

/** passthru: one pod takes the whole link of a node. */
function exclusiveFindings(network: SecondaryNetwork, attachments: readonly Attachment[]): Finding[] {
  const nodes = possibleNodes(network, attachments);
  const pods = countPods(attachments, nodes ?? 1);
  const path = network.node.path;
  const problem = `${pods} pods of ${owners(attachments)} share a passthru network, which takes the whole "${network.master}" for the first pod of a node`;
  if (nodes !== undefined && pods > nodes)
    return [
      errorAt(
        path,
        'network/passthru-pods',
        `${problem}; there is room on ${plural(nodes, 'node')}`,
        'use another mode',
      ),
    ];
  // A DaemonSet alone has one pod on each node, as it should be.
  const spread = attachments.length === 1 && attachments[0]!.workload.kind === 'DaemonSet';
  return pods > 1 && !spread
    ? [warningAt(path, 'network/passthru-pods', problem, 'spread the pods over nodes, or use another mode')]
    : [];
}

/** On how many nodes pods may run at most; undefined where the program does not say. */
function possibleNodes(network: SecondaryNetwork, attachments: readonly Attachment[]): number | undefined {
  const cluster = TalosCluster.of(network);
  if (cluster === undefined) return undefined;
  const nodes = new Set<ClusterNode>();
  for (const { workload } of attachments) {
    const { nodes: sure, undecided } = placementOf(workload, cluster);
    for (const node of [...sure, ...undecided]) nodes.add(node);
  }
  return nodes.size === 0 ? undefined : nodes.size;
}

/** Pods at once. A DaemonSet has one a node. */
function countPods(attachments: readonly Attachment[], nodes: number): number {
  return attachments.reduce((sum, { workload }) => sum + (workload.replicas() ?? nodes), 0);
}

function owners(attachments: readonly Attachment[]): string {
  return [...new Set(attachments.map(({ workload }) => workload.path))].join(', ');
}

/** True if an update starts the new pod before the old one ends. */
export function surges(workload: WorkloadView): boolean {
  if (workload.kind !== 'Deployment') return false;
  const spec = workload.manifest().spec;
  const strategy = isMap(spec) && isMap(spec.strategy) ? spec.strategy : {};
  if (strategy.type === 'Recreate') return false;
  const rolling = isMap(strategy.rollingUpdate) ? strategy.rollingUpdate : {};
  return rolling.maxSurge !== 0 && rolling.maxSurge !== '0%';
}
