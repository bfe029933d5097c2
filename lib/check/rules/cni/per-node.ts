// What host-local does with the pods of several nodes, and with more pods than addresses.
import { freeIn } from '../../../models/cni';
import { NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { placementOf } from '../../../world/derived/placement';
import { replicasOf, surges } from '../../../world/derived/pods';
import { NodeFacts } from '../../../facts';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { listed, namesOf, plural } from './names';
import { podsAtOnce, possibleNodes } from './pods-of-network';

const AT = ['spec', 'config'];

interface Exhausted {
  readonly pods: number;
  readonly workloads: string[];
  readonly addresses: string;
  readonly nodes: number;
}

export const PER_NODE: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/addresses-per-node',
      title: 'Pods that draw addresses of host-local run on one node',
      why: 'host-local knows its own node only: two nodes hand out the same address, and both pods answer for it. Judged where the facts state the nodes; a note where they do not.',
      words: ({ workloads, nodes }: { workloads: string[]; nodes: string[] }) => ({
        message: `pods of ${listed(workloads)} may run on ${nodes.length === 0 ? 'several nodes' : listed(nodes)}, and host-local on each node hands out the same addresses`,
        repair:
          'use whereabouts or dhcp, whose addresses are one pool for all nodes; or select one node, or use static with an address for each workload',
      }),
    },
    {
      code: 'cni/range-exhausted',
      title: 'The ranges of host-local have an address for every pod',
      why: 'ADD fails for the pod that finds none, and it does not start (vectors hostlocal-range-exhausted, hostlocal-30-exhausted). Judged where the facts state the nodes.',
      words: ({ pods, workloads, addresses, nodes }: Exhausted) => ({
        message: `${plural(pods, 'pod')} of ${listed(workloads)} for ${plural(addresses, 'address')} on ${plural(nodes, 'node')}: one of them never starts`,
        repair: 'write a larger range, or fewer pods',
      }),
    },
  ],
  check(world, report) {
    for (const network of world.model(NETWORKS)) {
      if (network.pools.length === 0) continue;
      severalNodes(world, report, network);
      exhausted(world, report, network);
    }
  },
};

function severalNodes(world: World, report: Report, { object, lan, attached }: SecondaryNetwork): void {
  // Networks of a node alone may repeat addresses.
  if (lan === undefined) return;
  const drawing = attached.filter(({ selection }) => (selection.request.ips ?? []).length === 0);
  const templates = drawing.flatMap(({ annotation }) => annotation.template ?? []);
  // A single pod meets nobody, unless its update starts the next one first.
  if (!templates.some((each) => drawing.length > 1 || (replicasOf(each) ?? 2) > 1 || surges(each))) return;
  const objects = drawing.map(({ annotation }) => annotation.object);
  const workloads = namesOf(objects);
  const all = world.facts?.nodes ?? [];
  if (all.length === 0) {
    if (templates.some((each) => (replicasOf(each) ?? 2) > 1))
      report.note('cni/addresses-per-node', object, AT, { workloads, nodes: [] }, objects);
    return;
  }
  const chosen = new Set<NodeFacts>(templates.flatMap((each) => placementOf(each.spec, all).nodes));
  if (chosen.size < 2) return;
  const nodes = all.filter((node) => chosen.has(node)).map(({ name }) => name);
  report.warning('cni/addresses-per-node', object, AT, { workloads, nodes }, objects);
}

function exhausted(world: World, report: Report, { object, pools, attached }: SecondaryNetwork): void {
  const nodes = possibleNodes(world, attached);
  if (nodes === undefined) return;
  const smallest = pools.map(freeIn).reduce((least, size) => (size < least ? size : least));
  const pods = podsAtOnce(attached, nodes);
  if (BigInt(pods) <= smallest * BigInt(nodes)) return;
  const objects = attached.map(({ annotation }) => annotation.object);
  const data = { pods, workloads: namesOf(objects), addresses: smallest.toString(), nodes };
  report.error('cni/range-exhausted', object, AT, data, objects);
}
