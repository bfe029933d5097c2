// Links under networks that nodes do not have.
import { nodesOfLink } from '../../../facts';
import { NETWORKS } from '../../../world/derived/networks';
import { placementOf } from '../../../world/derived/placement';
import { levelOfAbsence, Rule } from '../../rule';
import { listed, nameOf, plural } from './names';

interface Missing {
  readonly network: string;
  readonly master: string;
  readonly nodes: number;
  /** Name of the link in the facts, or of the one that carries it. */
  readonly link: string;
  readonly kind?: string;
  /** Nodes that have the link. */
  readonly having: string[];
  /** Links that are stated, where no node has this one. */
  readonly known?: string[];
  readonly workload?: string;
  /** Nodes without the link where the workload may run. */
  readonly without?: string[];
}

export const MASTER_MISSING: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/master-missing',
      title: 'Every node that runs pods of a network has its link',
      why: 'ADD fails with "Link not found", and the pod does not start (vector macvlan-master-unknown). Judged where the facts state nodes and links; node selectors, required node affinity, nodeName and tolerations count, a label that nobody states decides nothing, and control planes are tainted unless the cluster has nothing else.',
      words: ({ network, master, nodes, having, known, workload, without }: Missing) =>
        workload === undefined
          ? {
              message: `the link "${master}" of ${network} exists on none of the ${plural(nodes, 'node')}`,
              repair: `write one of: ${(known ?? []).join(', ')}; or state the link in the facts`,
            }
          : {
              message: `the link "${master}" of ${network} exists on ${listed(having)} (${having.length} of ${plural(nodes, 'node')}), but ${workload} may be scheduled on ${listed(without ?? [])}`,
              repair: 'give the pods a node selector, or state the link for those nodes in the facts',
            },
    },
  ],
  check(world, report) {
    const { facts } = world;
    const nodes = facts?.nodes ?? [];
    const links = facts?.links ?? [];
    // Without nodes or links nobody says anything about the machines.
    if (facts === undefined || nodes.length === 0 || links.length === 0) return;
    const level = levelOfAbsence(world, true);
    for (const { object, key, master, links: named, attached } of world.model(NETWORKS)) {
      if (master === undefined) continue;
      const having = new Set(named.flatMap((link) => nodesOfLink(facts, link)));
      const [first] = named;
      const link = first?.parent ?? first?.name ?? master;
      const data = { network: key, master, link, nodes: nodes.length, having: [...having].sort() };
      if (having.size === 0) {
        const known = [...new Set(links.map((link) => link.interface))];
        report[level]('cni/master-missing', object, ['spec', 'config'], { ...data, known });
        continue;
      }
      for (const { annotation } of attached) {
        const { template } = annotation;
        if (template === undefined) continue;
        const without = placementOf(template.spec, nodes)
          .nodes.map(({ name }) => name)
          .filter((name) => !having.has(name));
        if (without.length === 0) continue;
        const workload = nameOf(annotation.object);
        const said = { ...data, workload, kind: annotation.object.manifest.kind, without };
        report[level]('cni/master-missing', annotation.object, annotation.path, said, [object]);
      }
    }
  },
};
