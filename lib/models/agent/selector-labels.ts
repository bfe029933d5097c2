// Labels that policies may select by: Cilium gives an endpoint only the labels that its filter lets through.
import { checkLabels } from '../../manifest';
import { ValueError } from '../../net';
import { agentWords, Data } from '../../problem';

/** Label key of a pod's namespace. */
export const NAMESPACE_LABEL = 'k8s:io.kubernetes.pod.namespace';
/** Prefix of the labels of a pod's namespace. */
export const NAMESPACE_LABELS_PREFIX = 'k8s:io.cilium.k8s.namespace.labels.';
/** Label key of a pod's service account. */
export const SERVICE_ACCOUNT_LABEL = 'k8s:io.cilium.k8s.policy.serviceaccount';
/** Label key of the cluster that a pod runs in. */
export const CLUSTER_LABEL = 'k8s:io.cilium.k8s.policy.cluster';

/** A label selector with the names that the YAML has. @internal */
export interface SelectorYaml {
  readonly matchLabels?: Record<string, string>;
  readonly matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/**
 * Keys that the chart's default filter keeps although a rule of FILTERED begins the same; the longer match decides.
 * Source: pkg/labelsfilter/filter.go.
 */
const KEPT: readonly RegExp[] = [
  /^io\.kubernetes\.pod\.namespace/,
  /^io\.cilium\.k8s\.namespace\.labels/,
  /^io\.cilium\.k8s\.policy\.(cluster|serviceaccount)/,
  /^app\.kubernetes\.io/,
];

/** Labels that Cilium's filter drops, by what they are of. */
type FilteredLabel =
  | 'of-namespaces'
  | 'of-rollout'
  | 'of-daemon-set'
  | 'of-revision'
  | 'of-job'
  | 'of-one-pod'
  | 'of-zones'
  | 'of-nodes'
  | 'of-the-system'
  | 'of-annotations';

/** Keys that no endpoint carries. Source: pkg/labelsfilter/filter.go, read at 1.19.4; confirmed with the engine. */
const FILTERED: readonly { readonly key: RegExp; readonly is: FilteredLabel }[] = [
  {
    key: /^kubernetes\.io\/metadata\.name$/,
    is: 'of-namespaces',
  },
  { key: /^pod-template-hash/, is: 'of-rollout' },
  { key: /^pod-template-generation/, is: 'of-daemon-set' },
  { key: /^controller-revision-hash/, is: 'of-revision' },
  { key: /^controller-uid/, is: 'of-job' },
  {
    key: /^batch\.kubernetes\.io\/(controller-uid|job-completion-index)/,
    is: 'of-job',
  },
  {
    key: /^statefulset\.kubernetes\.io\/pod-name/,
    is: 'of-one-pod',
  },
  {
    key: /^apps\.kubernetes\.io\/pod-index/,
    is: 'of-one-pod',
  },
  { key: /^topology\.kubernetes\.io/, is: 'of-zones' },
  { key: /^[^/]*beta\.kubernetes\.io/, is: 'of-nodes' },
  { key: /^k8s\.io/, is: 'of-the-system' },
  { key: /^io\.kubernetes/, is: 'of-the-system' },
  { key: /^kubernetes\.io/, is: 'of-the-system' },
  { key: /^annotation/, is: 'of-annotations' },
  { key: /^etcd_node/, is: 'of-the-system' },
];

/** Sources of labels that stand before a colon. Source: pkg/labels/labels.go. */
const SOURCES = [
  'k8s',
  'any',
  'reserved',
  'cidr',
  'cidrgroup',
  'fqdn',
  'node',
  'container',
  'unspec',
  'ingress',
  'directory',
  'mesos',
  'cni',
];

/** Splits `k8s:app` into source and key; no colon means any source. */
export function splitSource(key: string): { source: string; name: string } {
  const colon = key.indexOf(':');
  return colon < 0 ? { source: 'any', name: key } : { source: key.slice(0, colon), name: key.slice(colon + 1) };
}

/** Why no endpoint carries a label of this key, or undefined if endpoints may carry it. @internal */
export function filteredLabel(key: string): Data | undefined {
  const { source, name } = splitSource(key);
  if (source !== 'k8s' && source !== 'any') return undefined;
  const [, dotted, rest] = /^(k8s|any|reserved)\.(.+)$/.exec(key) ?? [];
  // `k8s.app` has no colon and so is a key of its own: it means any:k8s.app and matches nothing.
  if (dotted !== undefined && !name.includes('/')) return { key, meant: `${dotted}:${rest}` };
  if (KEPT.some((pattern) => pattern.test(name))) return undefined;
  const rule = FILTERED.find((row) => row.key.test(name));
  return rule === undefined ? undefined : { key, is: rule.is };
}

/** Checks that all supported releases take the key. Source: facts, V4. @throws ValueError `policy/label-source` @internal */
export function checkKeyLength(key: string): void {
  const { name } = splitSource(key);
  // Up to 1.19 the source prefix counts towards the 63 characters of a key without "/".
  if (!name.includes('/') && name.length > 59)
    throw new ValueError(
      'policy/label-source',
      `label key of ${name.length} characters: "${name}"`,
      'Cilium up to 1.19 takes 59 where the key has no prefix with "/": select by another label',
    );
}

/**
 * Checks that endpoints may carry a label of this key.
 *
 * @throws ValueError `policy/filtered-label`, `policy/label-source`
 * @internal
 */
export function checkSelectorKey(key: string): void {
  const { source, name } = splitSource(key);
  if (key.includes(':') && source !== 'k8s' && source !== 'any') {
    const repair =
      source === 'reserved'
        ? `write Peer.entity(...) for what Cilium calls "${name}"`
        : SOURCES.includes(source)
          ? 'select what is no pod with another kind of Peer'
          : `did you mean "${name}"?`;
    throw new ValueError(
      'policy/label-source',
      `label key "${key}" has the source "${source}", which no pod label has`,
      repair,
    );
  }
  checkLabels({ [name]: '' });
  checkKeyLength(key);
  const filtered = filteredLabel(key);
  if (filtered !== undefined) {
    const { message, repair } = agentWords({ what: 'filtered', ...filtered });
    throw new ValueError('policy/filtered-label', message, repair);
  }
}

/**
 * Checks labels to select pods by.
 *
 * @param labels keys with or without source (`k8s:app`, `app`), values as on the pods
 * @param instead what to write where everything is meant
 * @throws ValueError `policy/empty-selector`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
 */
export function checkSelectorLabels(labels: Readonly<Record<string, string>>, instead: string): Record<string, string> {
  const keys = Object.keys(labels);
  if (keys.length === 0)
    throw new ValueError('policy/empty-selector', 'a selector without labels selects everything', instead);
  const seen = new Map<string, string>();
  for (const key of keys) {
    const { name } = splitSource(key);
    checkSelectorKey(key);
    checkLabels({ [name]: labels[key]! });
    const twin = seen.get(name);
    // `app` and `any:app` collapse to one key and 1.18 and 1.19 keep either value by chance.
    if (twin !== undefined)
      throw new ValueError('policy/label-source', `one label twice: "${twin}" and "${key}"`, `write "${name}" once`);
    seen.set(name, key);
  }
  return { ...labels };
}
