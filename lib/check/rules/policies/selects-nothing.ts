// Selectors of policies that no pod meets, although the value that they ask for stands on pods under another label.
import { Ask, Selector, selects } from '../../../models/agent/verdict';
import { isPlaceholder, textAt, writtenNamespace } from '../../../world/derived/fields';
import { Endpoint, endpointName, POLICIES, PolicyWorld } from '../../../world/derived/policies';
import { POD_TEMPLATES } from '../../../world/derived/pods';
import { World } from '../../../world/types';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

interface Data {
  readonly as: 'subject' | 'peer';
  readonly namespace?: string;
  /** Where the value stands instead. */
  readonly twin?: { readonly asked: string; readonly value: string; readonly label: string; readonly pod: string };
}

/** Labels that say what a workload is called: one and the same value stands under one or another of them. */
const NAMES: ReadonlySet<string> = new Set([
  'app',
  'app.kubernetes.io/component',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/name',
  'component',
  'k8s-app',
  'name',
  'run',
]);
/** Kinds that make pods which nobody sees before they run. */
const MAKERS: readonly (readonly [group: string, kind: string])[] = [
  ['helm.toolkit.fluxcd.io', 'HelmRelease'],
  ['argoproj.io', 'Application'],
  ['helm.cattle.io', 'HelmChart'],
];

/** A selector selects. */
export const SELECTS_NOTHING: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/selects-nothing',
      title: 'A policy asks for labels that pods have',
      why: 'A selector that no pod meets is no error to anybody: the policy protects nothing, or lets nobody in. A warning where the value stands on a pod under another label that names workloads; else a note, since the pods may come from elsewhere.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress: [{ fromEntities: [cluster] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app.kubernetes.io/name: web } }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app.kubernetes.io/name: web } }
          ingress: [{ fromEntities: [cluster] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app.kubernetes.io/name: web } }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      words: ({ as, namespace, twin }: Data) => ({
        message:
          twin === undefined
            ? `the policy selects no pod of namespace ${namespace} in the input`
            : `the ${as === 'subject' ? 'policy' : 'rule'} asks for ${twin.asked}: ${twin.value}, and no pod in the input has it; ${twin.pod} has ${twin.label}: ${twin.value}`,
        repair:
          twin === undefined
            ? 'write labels of the pods, unless something else makes them'
            : `write ${twin.label}: ${twin.value}`,
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    if (joined.endpoints.length === 0) return;
    const names = byName(joined.endpoints);
    const made = namespacesWithMakers(world);
    const peopled = new Set(joined.endpoints.map(({ identity }) => identity.namespace));
    const said = new Set<string>();
    for (const rule of joined.rules) {
      const { entry, at } = rule;
      const say = (data: Data, path: readonly (string | number)[], isSure: boolean) => {
        const key = [entry.origin.policy, data.as, data.twin?.asked, data.twin?.value].join('\0');
        if (said.has(key)) return;
        said.add(key);
        report[isSure ? 'warning' : 'note']('policy/selects-nothing', at, path, { ...data });
      };
      const isSure = (namespace: string | undefined) => !made.has(namespace) && !made.has(undefined);
      const spec = entry.origin.path.slice(0, -2);
      if (!entry.node && !entry.subject.wildcard) {
        const twin = twinOf(joined, entry.subject, entry.namespace, names);
        if (twin !== undefined) say({ as: 'subject', twin: twin.data }, spec, isSure(twin.namespace));
        else if (peopled.has(entry.namespace) && joined.subjectsOf(rule).length === 0)
          say({ as: 'subject', namespace: entry.namespace! }, spec, false);
      }
      for (const peer of entry.peers ?? []) {
        const twin = twinOf(joined, peer, undefined, names);
        if (twin !== undefined) say({ as: 'peer', twin: twin.data }, entry.origin.path, isSure(twin.namespace));
      }
    }
  },
};

type ByName = ReadonlyMap<string, readonly Endpoint[]>;

function byName(endpoints: readonly Endpoint[]): ByName {
  const found = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints)
    for (const value of new Set([...NAMES].flatMap((key) => endpoint.identity.labels.get(key)?.value ?? [])))
      found.set(value, [...(found.get(value) ?? []), endpoint]);
  return found;
}

/** A pod that would be meant if one name of it were asked for by the label that it stands under; undefined where a pod is meant as it is. */
function twinOf(
  { policies }: PolicyWorld,
  selector: Selector,
  namespace: string | undefined,
  names: ByName,
): { data: NonNullable<Data['twin']>; namespace: string | undefined } | undefined {
  if (selector.wildcard || selector.worldOnly) return undefined;
  const ask = selector.asks.find(isName);
  const value = ask?.values[0];
  if (ask === undefined || value === undefined || isPlaceholder(value) || isPlaceholder(ask.key)) return undefined;
  const candidates = (names.get(value) ?? []).filter(
    ({ identity }) => namespace === undefined || identity.namespace === namespace,
  );
  const { does } = policies.agent;
  if (candidates.some(({ identity }) => selects(selector, identity, does))) return undefined;
  const rest = { ...selector, asks: selector.asks.filter((each) => each !== ask) };
  const twin = candidates.find(({ identity }) => !identity.labels.has(ask.key) && selects(rest, identity, does));
  if (twin === undefined) return undefined;
  const label = [...NAMES].find((key) => twin.identity.labels.get(key)?.value === value)!;
  return {
    data: { asked: ask.key, value, label, pod: endpointName(twin) },
    namespace: twin.identity.namespace,
  };
}

function isName({ source, key, operator, values }: Ask): boolean {
  return (source === 'k8s' || source === 'any') && operator === 'In' && values.length === 1 && NAMES.has(key);
}

/** Namespaces in which charts make pods that the input does not hold; undefined among them where the namespace is not written. */
function namespacesWithMakers(world: World): ReadonlySet<string | undefined> {
  const seen = new Set(world.model(POD_TEMPLATES).map(({ object }) => object.origin.file));
  return new Set(
    MAKERS.flatMap(([group, kind]) =>
      world
        .of(group, kind)
        .filter(({ origin }) => origin.file === undefined || !seen.has(origin.file))
        .map(
          ({ manifest }) =>
            textAt(manifest, 'spec', 'targetNamespace') ??
            textAt(manifest, 'spec', 'destination', 'namespace') ??
            writtenNamespace(manifest),
        ),
    ),
  );
}
