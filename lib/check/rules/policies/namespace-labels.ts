// Labels by which policies ask for a namespace, against the Namespaces of the input.
import { Ask } from '../../../models/agent/verdict';
import { isPlaceholder, mapAt } from '../../../world/derived/fields';
import { CLUSTERS } from '../../../world/derived/clusters';
import { POLICIES } from '../../../world/derived/policies';
import { CheckedObject } from '../../../world/types';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

interface Data {
  readonly label: string;
  readonly value: string;
  /** The Namespace that seems meant. */
  readonly namespace: string;
  /** Another label of it with the same value. */
  readonly has?: string;
}

/** Prefix of the labels of a namespace on its pods. Source: pkg/k8s/apis/cilium.io/const.go. */
const PREFIX = 'io.cilium.k8s.namespace.labels.';
/** The API server gives it to every namespace. */
const NAME = 'kubernetes.io/metadata.name';

/** A Namespace has the label that it is asked for by. */
export const NAMESPACE_LABELS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/namespace-label',
      title: 'A namespace is asked for by a label that it has',
      why: `Kubernetes gives a Namespace one label of itself, ${NAME}; "name" is none. Without the label nobody is meant, in silence. Judged where a Namespace of the input is called like the value, or has it under a label of the same name in another domain.`,
      bad: yaml`
        apiVersion: v1
        kind: Namespace
        metadata: { name: back }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: web } }
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: back } } }] }]
      `,
      good: yaml`
        apiVersion: v1
        kind: Namespace
        metadata: { name: back }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: web } }
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: back } } }] }]
      `,
      words: ({ label, value, namespace, has }: Data) => ({
        message: `namespaces are asked for by ${label}: ${value}, and no Namespace of the input has that label, ${namespace} neither`,
        repair: `write ${has ?? NAME}: ${has === undefined ? namespace : value}, or give the Namespace the label`,
      }),
    },
  ],
  check(world, report) {
    const namespaces = world.of('', 'Namespace');
    if (namespaces.length === 0) return;
    const clusters = world.model(CLUSTERS);
    /** By label and value: the Namespace that seems meant, if the label is nowhere. */
    const known = new Map<string, Data | undefined>();
    const said = new Set<string>();
    for (const { entry, at } of world.model(POLICIES).rules)
      for (const { asks } of [entry.subject, ...(entry.peers ?? [])])
        for (const ask of asks) {
          const asked = labelOf(ask);
          if (asked === undefined) continue;
          const key = asked.join('\0');
          if (!known.has(key))
            known.set(
              key,
              missing(
                namespaces.filter((each) => clusters.together(at, each)),
                ...asked,
              ),
            );
          const data = known.get(key);
          const once = `${entry.origin.policy}\0${key}`;
          if (data === undefined || said.has(once)) continue;
          said.add(once);
          report.warning('policy/namespace-label', at, entry.origin.path, { ...data });
        }
  },
};

/** Label and value of a namespace that a condition asks for. */
function labelOf({ source, key, operator, values }: Ask): [label: string, value: string] | undefined {
  if ((source !== 'k8s' && source !== 'any') || operator !== 'In' || values.length !== 1) return undefined;
  const [value] = values as [string];
  if (!key.startsWith(PREFIX) || value === '' || isPlaceholder(key) || isPlaceholder(value)) return undefined;
  const label = key.slice(PREFIX.length);
  return label === NAME ? undefined : [label, value];
}

function missing(namespaces: readonly CheckedObject[], label: string, value: string): Data | undefined {
  const labelled = namespaces.map(({ manifest }) => ({
    name: String(manifest.metadata.name),
    labels: mapAt(manifest, 'metadata', 'labels'),
  }));
  if (labelled.some(({ labels }) => labels[label] === value)) return undefined;
  for (const { name, labels } of labelled) {
    if (Object.hasOwn(labels, label)) continue;
    const has = Object.keys(labels).find((key) => labels[key] === value && lastPart(key) === lastPart(label));
    if (has !== undefined) return { label, value, namespace: name, has };
    if (name === value) return { label, value, namespace: name };
  }
  return undefined;
}

function lastPart(label: string): string {
  return label.slice(label.lastIndexOf('/') + 1);
}
