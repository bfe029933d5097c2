// How many pods a network has at once, and where they may run.
import { NodeFacts } from '../../../facts';
import { Attached } from '../../../world/derived/networks';
import { placementOf } from '../../../world/derived/placement';
import { replicasOf } from '../../../world/derived/pods';
import { World } from '../../../world/types';

/** On how many nodes pods may run at most; undefined where the facts do not say. */
export function possibleNodes(world: World, attached: readonly Attached[]): number | undefined {
  const all = world.facts?.nodes ?? [];
  const nodes = new Set<NodeFacts>();
  for (const { annotation } of attached) {
    if (annotation.template === undefined) return undefined;
    const { nodes: sure, undecided } = placementOf(annotation.template.spec, all);
    for (const node of [...sure, ...undecided]) nodes.add(node);
  }
  return nodes.size === 0 ? undefined : nodes.size;
}

/** Pods at once; a DaemonSet has one a node, and what a chart makes counts as one pod. */
export function podsAtOnce(attached: readonly Attached[], nodes: number): number {
  return attached.reduce(
    (sum, { annotation: { template } }) => sum + (template === undefined ? 1 : (replicasOf(template) ?? nodes)),
    0,
  );
}
