// Nulls in selectors. A key with nothing behind it is a null in YAML; the API server drops it, and the selector then chooses everything.
import { groupOf, isMap } from '../../../manifest';
import { listAt, mapAt } from '../../../world/derived/fields';
import { CheckedObject } from '../../../world/types';
import { Path, Words, yaml } from '../../../problem';
import { Report, Rule } from '../../rule';

const CODE = 'object/null-selector';
/** Custom resources whose selectors choose Services, nodes, pods or namespaces. Cilium policies are judged with the rest of their shape by the layer "cilium". */
const GROUPS = ['cilium.io', 'gateway.networking.k8s.io'];
const POLICIES = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'];

/** A null at a field or for a label, and what becomes of it. */
interface Null {
  readonly field?: string;
  readonly label?: string;
  /** Dropped by the API server, kept as nothing, made an empty text, or opening the whole rule. */
  readonly effect: 'dropped' | 'kept' | 'emptied' | 'opens';
}

function words({ field, label, effect }: Null): Words {
  const what = label === undefined ? `a null ${field}` : `a null for the label "${label}"`;
  const repair = 'write the value, or leave the field out if everything is meant';
  switch (effect) {
    case 'dropped': {
      const chosen = label === undefined ? 'everything' : 'more';
      return { message: `${what}: the API server drops it, and the selector chooses ${chosen}`, repair };
    }
    case 'kept':
      return { message: `${what}: the selector chooses everything`, repair };
    case 'emptied':
      return {
        message: `${what}: it becomes an empty value, and no pod with a value is chosen`,
        repair: 'write the value of the label',
      };
    case 'opens':
      return {
        message: `a null "${field}": the rule allows ${field === 'ports' ? 'every port' : 'everybody'}`,
        repair: `write the list, or leave "${field}" out if all of them are meant`,
      };
  }
}

/** No nulls where a selector or a peer list is meant. */
export const NULL_SELECTOR: Rule = {
  layer: 'objects',
  codes: [
    {
      code: CODE,
      title: 'A selector or peer list holds no null',
      why: 'On create the API server drops a null in a custom resource: matchLabels with "app:" and nothing behind it selects every object. In a NetworkPolicy a null "from" or "to" allows everybody. In labels of core kinds it becomes an empty value.',
      words,
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumLoadBalancerIPPool
        metadata: { name: lan }
        spec:
          blocks: [{ start: 192.168.70.200, stop: 192.168.70.209 }]
          serviceSelector: { matchLabels: { pool: } }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumLoadBalancerIPPool
        metadata: { name: lan }
        spec:
          blocks: [{ start: 192.168.70.200, stop: 192.168.70.209 }]
          serviceSelector: { matchLabels: { pool: lan } }
      `,
    },
  ],
  check(world, report) {
    for (const object of world.objects) {
      const group = groupOf(object.manifest);
      if (GROUPS.includes(group) && !POLICIES.includes(object.manifest.kind))
        customResource(report, object, object.manifest.spec, ['spec']);
      if (group === 'networking.k8s.io' && object.manifest.kind === 'NetworkPolicy') networkPolicy(report, object);
      if (group === '' && object.manifest.kind === 'Service')
        emptied(report, object, mapAt(object.manifest, 'spec', 'selector'), ['spec', 'selector']);
    }
  },
};

function customResource(report: Report, object: CheckedObject, value: unknown, path: Path): void {
  if (Array.isArray(value)) value.forEach((item, index) => customResource(report, object, item, [...path, index]));
  if (!isMap(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, key];
    if (key !== 'matchLabels' && key !== 'matchExpressions') customResource(report, object, item, here);
    else if (item === null && Object.values(value).every((other) => other === null))
      report.error(CODE, object, here, { field: key, effect: 'dropped' });
    else if (key === 'matchLabels' && isMap(item))
      for (const [label, wanted] of Object.entries(item))
        if (wanted === null) report.error(CODE, object, [...here, label], { label, effect: 'dropped' });
  }
}

function networkPolicy(report: Report, object: CheckedObject): void {
  const { manifest } = object;
  selector(report, object, ['spec', 'podSelector']);
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    listAt(manifest, 'spec', direction).forEach((rule, index) => {
      const path: Path = ['spec', direction, index];
      for (const field of [peers, 'ports'])
        if (mapAt(rule)[field] === null) report.error(CODE, object, [...path, field], { field, effect: 'opens' });
      listAt(rule, peers).forEach((_, peer) => {
        for (const field of ['podSelector', 'namespaceSelector'])
          selector(report, object, [...path, peers, peer, field]);
      });
    });
  }
}

/** A selector of a core kind: null matchLabels choose everything, a null label becomes an empty one. */
function selector(report: Report, object: CheckedObject, path: Path): void {
  const found = mapAt(object.manifest, ...path);
  if (found.matchLabels === null && listAt(found, 'matchExpressions').length === 0)
    report.error(CODE, object, [...path, 'matchLabels'], { field: 'matchLabels', effect: 'kept' });
  emptied(report, object, mapAt(found, 'matchLabels'), [...path, 'matchLabels']);
}

function emptied(report: Report, object: CheckedObject, labels: Record<string, unknown>, path: Path): void {
  for (const [label, wanted] of Object.entries(labels))
    if (wanted === null) report.error(CODE, object, [...path, label], { label, effect: 'emptied' });
}
