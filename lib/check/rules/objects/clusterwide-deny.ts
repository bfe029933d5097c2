// A clusterwide policy that is meant to allow something and thereby denies the rest, for every pod of the cluster.
import { isMap, PlainMap } from '../../../manifest';
import { CLUSTERS } from '../../../world/derived/clusters';
import { listAt, mapAt, valueAtPath } from '../../../world/derived/fields';
import { CheckedObject, World } from '../../../world/types';
import { Path, yaml } from '../../../problem';
import { Rule } from '../../rule';

const DIRECTIONS = ['ingress', 'egress'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** A policy over all endpoints leaves kube-system alive. */
export const CLUSTERWIDE_DENY: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/clusterwide-deny',
      title: 'A clusterwide policy that selects every endpoint does not leave kube-system without a way',
      why: 'An allow rule puts everything that the policy selects into default deny for that direction: kube-system, health endpoints and ingress too, so an "allow DNS" for all pods cuts off all the rest. Judged only where no other policy of the input opens the direction for the whole cluster or for kube-system.',
      words: ({ direction }: { direction: Direction }) => ({
        message: `the policy selects every endpoint, so its ${direction} rules cut off all other ${direction} of the cluster, kube-system included`,
        repair: `write enableDefaultDeny: { ${direction}: false }, or narrow the endpointSelector`,
      }),
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumClusterwideNetworkPolicy
        metadata: { name: dns }
        spec:
          endpointSelector: {}
          egress:
            - toEndpoints: [{ matchLabels: { k8s-app: kube-dns } }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumClusterwideNetworkPolicy
        metadata: { name: dns }
        spec:
          enableDefaultDeny: { egress: false }
          endpointSelector: {}
          egress:
            - toEndpoints: [{ matchLabels: { k8s-app: kube-dns } }]
      `,
    },
  ],
  check(world, report) {
    for (const policy of world.of('cilium.io', 'CiliumClusterwideNetworkPolicy')) {
      for (const { path, spec } of specsOf(policy)) {
        if (!selectsAll(spec)) continue;
        for (const direction of DIRECTIONS) {
          if (!allowsSome(spec, direction) || isOpenedElsewhere(world, policy, direction)) continue;
          report.warning('object/clusterwide-deny', policy, [...path, direction], { direction });
        }
      }
    }
  },
};

function specsOf({ manifest }: CheckedObject): { path: Path; spec: PlainMap }[] {
  const specs = listAt(manifest, 'specs').flatMap((spec, index) =>
    isMap(spec) ? [{ path: ['specs', index], spec }] : [],
  );
  return isMap(manifest.spec) ? [{ path: ['spec'], spec: manifest.spec }, ...specs] : specs;
}

function selectsAll({ endpointSelector }: PlainMap): boolean {
  return (
    isMap(endpointSelector) &&
    Object.keys(mapAt(endpointSelector, 'matchLabels')).length === 0 &&
    listAt(endpointSelector, 'matchExpressions').length === 0
  );
}

/** Rules that allow something, with the direction left to default deny. One empty rule alone is a deny-all, and meant. */
function allowsSome(spec: PlainMap, direction: Direction): boolean {
  const rules = listAt(spec, direction).filter((rule) => isMap(rule) && Object.keys(rule).length > 0);
  if (rules.length === 0 || valueAtPath(spec, ['enableDefaultDeny', direction]) !== undefined) return false;
  const field = direction === 'ingress' ? 'fromEntities' : 'toEntities';
  // Whoever names the whole cluster has thought of kube-system.
  return !rules.some((rule) => ['all', 'cluster'].some((entity) => listAt(rule, field).includes(entity)));
}

function isOpenedElsewhere(world: World, policy: CheckedObject, direction: Direction): boolean {
  const clusters = world.model(CLUSTERS);
  const opens = (other: CheckedObject) =>
    other !== policy &&
    clusters.together(policy, other) &&
    specsOf(other).some(({ spec }) => listAt(spec, direction).length > 0);
  const namespaced = [
    ...world.of('cilium.io', 'CiliumNetworkPolicy'),
    ...world.of('networking.k8s.io', 'NetworkPolicy'),
  ];
  return (
    world.of('cilium.io', 'CiliumClusterwideNetworkPolicy').some(opens) ||
    namespaced.some((other) => other.manifest.metadata.namespace === 'kube-system' && opens(other))
  );
}
