// namePrefix and nameSuffix of a kustomization: the names of objects, and the names of one another that they hold.
// Source: kustomize api v0.21 filters/nameref, read.
import { isClusterScoped, Manifest } from '../../manifest';
import { mapsIn } from '../derived/fields';
import { changed } from './field-specs';
import { Named, NAME_FIELDS, renamedIn } from './name-fields';
import { Beyond } from './outcome';
import { noted } from './selector';

/** Kinds whose names neither prefix nor suffix changes. */
const FIXED_NAMES = ['Namespace', 'CustomResourceDefinition', 'APIService'];

/**
 * Objects with a prefix and a suffix to their names, and with the names of one another that they hold. References with a namespace follow at the
 * end of a build, when it is known.
 *
 * @throws Beyond where one name may mean several objects
 * @internal
 */
export function affixed(objects: readonly Manifest[], prefix: string, suffix: string): Manifest[] {
  if (prefix === '' && suffix === '') return [...objects];
  const movable = objects.filter(({ kind }) => !FIXED_NAMES.includes(kind));
  return objects.map((object) => {
    const { metadata } = object;
    const own = FIXED_NAMES.includes(object.kind)
      ? object
      : noted({ ...object, metadata: { ...metadata, name: `${prefix}${metadata.name}${suffix}` } });
    return Object.entries(NAME_FIELDS).reduce((result, [kind, fields]) => {
      const targets = movable.filter((other) => other.kind === kind && mayName(object, other));
      const now = (name: string): Named | undefined => {
        const called = targets.filter(({ metadata: target }) => target.name === name);
        if (called.length > 1) throw new Beyond(`${kind} ${name} of several namespaces`);
        return called.length === 1 ? { name: `${prefix}${name}${suffix}` } : undefined;
      };
      return fields
        .filter(({ kinds, holds }) => holds !== 'reference' && kinds.includes(object.kind))
        .reduce((each, field) => changed(each, field, (value) => renamedIn(value, field, kind, now)), result);
    }, own);
  });
}

/**
 * True if an object can name another: one of its namespace, or where either has none; a RoleBinding the accounts of its subjects' namespaces too.
 *
 * @internal
 */
export function mayName(object: Manifest, other: Manifest): boolean {
  const isPlaced = ({ apiVersion, kind }: Manifest) => !isClusterScoped(apiVersion, kind);
  if (!isPlaced(object) || !isPlaced(other)) return true;
  const namespace = other.metadata.namespace ?? 'default';
  if ((object.metadata.namespace ?? 'default') === namespace) return true;
  return (
    other.kind === 'ServiceAccount' &&
    mapsIn(object.subjects).some((subject) => subject.kind === 'ServiceAccount' && subject.namespace === namespace)
  );
}
