// The rules of the policies of each cluster, with what a finding needs: the object, the place, the words for the pods.
import { Entry, POLICY_KINDS } from '../../../models/agent/verdict';
import { Path } from '../../../problem';
import { REACH, Reachability, ReachCluster } from '../../../reach';
import { hasPoliciesOutside, rulePath } from '../../../world/derived/policies';
import { TARGETS } from '../../../world/derived/targets';
import { CheckedObject, World } from '../../../world/types';

/** Clusters that have policies which count, without those that are only partly known; a world without any costs nothing. */
export function clustersWithPolicies(world: World): readonly ReachCluster[] {
  if (!world.objects.some(({ manifest }) => POLICY_KINDS.includes(manifest.kind))) return [];
  return world
    .model(REACH)
    .map(({ reach, at }) => ({ reach: reach.partlyKnown === undefined ? reach : reach.whollyKnown(), at }))
    .filter(({ reach }) => reach.policies.entries.length > 0);
}

/** The object of a rule. */
export function objectOf({ reach, at }: ReachCluster, { origin }: Entry): CheckedObject {
  return at(reach.policyObjects[origin.policy]!);
}

/** Place of a rule. */
export function placeOf(entry: Entry): Path {
  return rulePath({ entry });
}

/** Positions of the workloads of each class; without workloads no class is looked for. */
export function workloadsByClass(reach: Reachability): number[][] {
  if (reach.workloads.length === 0) return [];
  const { matrix, parties } = reach;
  const found: number[][] = matrix.classes.samples.map(() => []);
  parties.forEach(({ workload }, index) => {
    if (workload !== undefined) found[matrix.classes.of[index]!]!.push(index);
  });
  return found;
}

/** Most pods that a message names. */
const MOST = 3;

/** `shop/web[Deployment], shop/api[Deployment] and 3 more`. */
export function podsInWords({ parties }: Reachability, positions: readonly number[]): string {
  const sorted = [...positions].sort((a, b) => a - b);
  const names = sorted.slice(0, MOST).map((index) => parties[index]!.id);
  const rest = positions.length - names.length;
  return `${names.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}

/** What rests on rules that are not here is a warning where nothing else exists, else a note. */
export function levelOfMissingRule(world: World): 'warning' | 'note' {
  return world.complete ? 'warning' : 'note';
}

/** Answers whether pods of a namespace may have rules that are not here, or only partly known: then nobody says what they lack. */
export function moreRules(world: World, { reach, at }: ReachCluster): (namespace: string) => boolean {
  const targets = world.model(TARGETS);
  const isPatched = reach.policyObjects.some((object) => !targets.isWhole(at(object)));
  const isOpen = world.model(REACH).some((cluster) => cluster.at === at && cluster.reach.partlyKnown !== undefined);
  return (namespace) => isPatched || isOpen || hasPoliciesOutside(world, namespace);
}
