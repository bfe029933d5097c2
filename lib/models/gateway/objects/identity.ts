// What every object has: kind, namespace, name and age, and the orders in which the operator meets objects.
import { PlainMap } from '../../../manifest';
import { byBytes } from '../read';

/** API group of Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** What every object has. */
export interface Identity {
  readonly kind: string;
  /** `default` where the manifest has none; empty for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
  /** Age in milliseconds since 1970; without a creationTimestamp the position in the input, one second apart. */
  readonly created: number;
  /** Position in the input. */
  readonly index: number;
  /** With defaults. */
  readonly object: PlainMap;
}

/** `Kind/namespace/name`. */
export function keyOf({ kind, namespace, name }: Pick<Identity, 'kind' | 'namespace' | 'name'>): string {
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** `namespace/name`. */
export function nameOf({ namespace, name }: Pick<Identity, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

/** Orders objects by namespace and name, as lists of the API come. */
export function byName(a: Identity, b: Identity): number {
  return byBytes(a.namespace, b.namespace) || byBytes(a.name, b.name);
}

/** Orders objects by age, then by name. */
export function byAge(a: Identity, b: Identity): number {
  return a.created - b.created || byBytes(nameOf(a), nameOf(b));
}
