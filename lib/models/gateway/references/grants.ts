// ReferenceGrants: which references into other namespaces they open.
import { GATEWAY_GROUP, Identity } from '../objects/identity';
import { groupBy, listAt, textAt } from '../read';
import { Ref, namespaceOf } from './refs';

/** Who refers to what in which namespace. */
export interface Crossing {
  readonly fromKind: string;
  readonly fromNamespace: string;
  readonly toKind: string;
  readonly toGroup: string;
  readonly toNamespace: string;
  readonly toName: string;
}

/** The crossing of a reference, or undefined if it stays in its namespace. */
export function crossingOf(
  ref: Ref,
  fromKind: string,
  own: string,
  toKind: string,
  toGroup = '',
): Crossing | undefined {
  const toNamespace = namespaceOf(ref, own);
  if (toNamespace === own) return undefined;
  return { fromKind, fromNamespace: own, toKind, toGroup, toNamespace, toName: ref.name };
}

/** True if some grant opens the crossing. */
export function isGranted(crossing: Crossing | undefined, grants: readonly Identity[]): boolean {
  if (crossing === undefined) return true;
  return grantsIn(grants, crossing.toNamespace).some(
    (grant) =>
      listAt(grant.object, 'spec', 'from').some(
        (from) =>
          textAt(from, 'group') === GATEWAY_GROUP &&
          textAt(from, 'kind') === crossing.fromKind &&
          textAt(from, 'namespace') === crossing.fromNamespace,
      ) &&
      listAt(grant.object, 'spec', 'to').some(
        (to) =>
          (textAt(to, 'group') ?? '') === crossing.toGroup &&
          textAt(to, 'kind') === crossing.toKind &&
          (textAt(to, 'name') ?? crossing.toName) === crossing.toName,
      ),
  );
}

const BY_NAMESPACE = new WeakMap<readonly Identity[], ReadonlyMap<string, readonly Identity[]>>();

/** The grants of a namespace, in a list that no longer changes. */
function grantsIn(grants: readonly Identity[], namespace: string): readonly Identity[] {
  const known = BY_NAMESPACE.get(grants) ?? groupBy(grants, (grant) => grant.namespace);
  BY_NAMESPACE.set(grants, known);
  return known.get(namespace) ?? [];
}
