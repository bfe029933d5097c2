// Identities: what policy knows of a pod, of a node, of an address outside. Two ends with equal labels are one to it.
import { Address, PrefixValue } from './addresses';
import { isIdentityLabel, isOwnedByCilium } from './label-filter';
import { CLUSTER_LABEL, NAMESPACE_LABEL, NAMESPACE_LABELS, SERVICE_ACCOUNT_LABEL } from './keys';

/** A label of an identity; the key is kept by its map. @internal */
export interface IdentityLabel {
  /** `k8s`, `reserved`, `cidrgroup`. */
  readonly source: string;
  readonly value: string;
}

/** One party to policy. @internal */
export interface Identity {
  /** By key without source: one key stands once, whatever its source. */
  readonly labels: ReadonlyMap<string, IdentityLabel>;
  /** Namespace of a pod. */
  readonly namespace?: string;
  /** True for the node that the pods in question run on. */
  readonly host: boolean;
  /** True for what lies outside of the cluster. */
  readonly world: boolean;
  /** Of an identity outside: one of its addresses; all of them lie in the same prefixes of policy. */
  readonly address?: Address;
  /** The longest prefix that a policy names around the address. */
  readonly prefix?: PrefixValue;
  /** Names that DNS has shown for the address, in lower case, ending with a dot. */
  readonly names: readonly string[];
}

/** What makes the identity of a pod. @internal */
export interface PodIdentitySource {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly namespaceLabels: Readonly<Record<string, unknown>>;
  readonly serviceAccount?: string;
  /** @default default */
  readonly cluster?: string;
}

const NO_NAMES: readonly string[] = [];

/** The identity of a pod: its labels, those of its namespace, its service account, its cluster, through the label filter. @internal */
export function podIdentity(pod: PodIdentitySource): Identity {
  const labels = new Map<string, IdentityLabel>();
  const put = (key: string, value: unknown) => {
    if (isIdentityLabel(key)) labels.set(key, { source: 'k8s', value: typeof value === 'string' ? value : '' });
  };
  for (const key in pod.labels) if (!isOwnedByCilium(key)) put(key, pod.labels[key]);
  for (const key in pod.namespaceLabels) put(`${NAMESPACE_LABELS}${key}`, pod.namespaceLabels[key]);
  put(NAMESPACE_LABEL, pod.namespace);
  if (pod.serviceAccount !== undefined && pod.serviceAccount !== '') put(SERVICE_ACCOUNT_LABEL, pod.serviceAccount);
  put(CLUSTER_LABEL, pod.cluster ?? 'default');
  return { labels, namespace: pod.namespace, host: false, world: false, names: NO_NAMES };
}

/** Parties that are neither pods nor addresses, with their labels. Source: pkg/identity/reserved.go. @internal */
export const RESERVED: Readonly<Record<string, readonly string[]>> = {
  host: ['host'],
  'remote-node': ['remote-node'],
  'kube-apiserver': ['kube-apiserver', 'remote-node'],
  ingress: ['ingress'],
  health: ['health'],
  init: ['init'],
  unmanaged: ['unmanaged'],
};

/** The identity of one of RESERVED; `host` carries the labels of its node too. @internal */
export function reservedIdentity(name: string, nodeLabels: Readonly<Record<string, unknown>> = {}): Identity {
  const labels = new Map<string, IdentityLabel>();
  for (const key in nodeLabels) {
    const value = nodeLabels[key];
    if (isIdentityLabel(key)) labels.set(key, { source: 'k8s', value: typeof value === 'string' ? value : '' });
  }
  for (const label of RESERVED[name] ?? []) labels.set(label, { source: 'reserved', value: '' });
  return { labels, host: name === 'host', world: false, names: NO_NAMES };
}

const KEYS = new WeakMap<Identity, string>();

/** The key by which equal identities are found. @internal */
export function identityKey(identity: Identity): string {
  const known = KEYS.get(identity);
  if (known !== undefined) return known;
  const labels: string[] = [];
  for (const [key, { source, value }] of identity.labels) labels.push(`${source}:${key}=${value}`);
  labels.sort();
  if (identity.prefix !== undefined)
    labels.push(`${identity.prefix.family}/${identity.prefix.bits}/${identity.prefix.value}`);
  for (const name of identity.names) labels.push(`fqdn ${name}`);
  const made = labels.join('\n');
  KEYS.set(identity, made);
  return made;
}
