// namePrefix and nameSuffix of a kustomization: the names of objects, and the names of one another that they hold.
// Source: kustomize api v0.21 filters/nameref, read.
import { isClusterScoped, isMap, Manifest } from '../../manifest';
import { changed } from './field-specs';
import { Named, NAME_FIELDS, renamedIn } from './name-fields';
import { Beyond, outcome, Outcome } from './outcome';

/** Kinds whose names neither prefix nor suffix changes. */
const FIXED_NAMES = ['Namespace', 'CustomResourceDefinition', 'APIService'];

/** Objects with a prefix and a suffix to their names, and with the names of one another that they hold. */
export function renamed(objects: readonly Manifest[], prefix: string, suffix: string): Outcome<Manifest[]> {
  return outcome(() => affixed(objects, prefix, suffix));
}

/** The same, stopping by throwing. @internal */
export function affixed(objects: readonly Manifest[], prefix: string, suffix: string): Manifest[] {
  if (prefix === '' && suffix === '') return [...objects];
  const movable = objects.filter(({ kind }) => !FIXED_NAMES.includes(kind));
  return objects.map((object) => {
    const { metadata } = object;
    const own = FIXED_NAMES.includes(object.kind)
      ? object
      : { ...object, metadata: { ...metadata, name: `${prefix}${metadata.name}${suffix}` } };
    return Object.entries(NAME_FIELDS).reduce((result, [kind, fields]) => {
      const targets = movable.filter((other) => other.kind === kind && isWithin(object, other));
      const now = (name: string, namespace?: string): Named | undefined => {
        const called = targets.filter(
          ({ metadata: target }) =>
            target.name === name && (namespace === undefined || (target.namespace ?? 'default') === namespace),
        );
        if (called.length > 1) throw new Beyond(`${kind} ${name} of several namespaces`);
        return called.map((target) => ({
          name: `${prefix}${name}${suffix}`,
          namespace: target.metadata.namespace,
        }))[0];
      };
      return fields
        .filter(({ kinds }) => kinds.includes(object.kind))
        .reduce((each, field) => changed(each, field, (value) => renamedIn(value, field, kind, now)), result);
    }, own);
  });
}

/** True if an object can name another: one of its namespace, or where either has none; a RoleBinding the accounts of its subjects' namespaces too. */
function isWithin(object: Manifest, other: Manifest): boolean {
  const has = ({ apiVersion, kind }: Manifest) => !isClusterScoped(apiVersion, kind);
  if (!has(object) || !has(other)) return true;
  const namespace = other.metadata.namespace ?? 'default';
  if ((object.metadata.namespace ?? 'default') === namespace) return true;
  const subjects = Array.isArray(object.subjects) ? (object.subjects as unknown[]) : [];
  return (
    other.kind === 'ServiceAccount' &&
    subjects.some((subject) => isMap(subject) && subject.kind === 'ServiceAccount' && subject.namespace === namespace)
  );
}
