// The metadata that every object has: decoded into Go's ObjectMeta, whatever the kind, then checked by one set of rules.
import {
  isLabel,
  isLabelValue,
  isLetterLabel,
  isMap,
  isPathSegment,
  isQualifiedName,
  isSubdomain,
  nameLike,
  PlainMap,
} from '../../../manifest';
import { Served, Subject } from '../subject';
import { GO, decode } from './decode';
import { Schema } from './node';
import { ServedKind, kindOf } from './catalogue';
import { validate } from './validate';
import { Walk, show } from './walk';

const ANNOTATIONS_LIMIT = 256 * 1024;
/** How the kinds are named whose names are no DNS subdomains. Source: the registry of each kind in k8s.io/kubernetes 1.35. */
const NAMES: Readonly<Record<string, NameRule>> = {
  'v1 Namespace': label,
  'v1 Service': letterLabel,
  'apps/v1 StatefulSet': label,
  'certificates.k8s.io/v1 CertificateSigningRequest': segment,
  'policy/v1 PodDisruptionBudget': segment,
  'networking.k8s.io/v1 IPAddress': () => undefined,
  'rbac.authorization.k8s.io/v1 Role': segment,
  'rbac.authorization.k8s.io/v1 ClusterRole': segment,
  'rbac.authorization.k8s.io/v1 RoleBinding': segment,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': segment,
};
/** The form of name that is wanted and is not there. */
type NameRule = (name: string) => 'label' | 'letter label' | 'subdomain' | 'segment' | undefined;

function label(name: string): 'label' | undefined {
  return isLabel(name) ? undefined : 'label';
}
function letterLabel(name: string): 'letter label' | undefined {
  return isLetterLabel(name) ? undefined : 'letter label';
}
function subdomain(name: string): 'subdomain' | undefined {
  return isSubdomain(name) ? undefined : 'subdomain';
}
function segment(name: string): 'segment' | undefined {
  return isPathSegment(name) ? undefined : 'segment';
}

/** The node of ObjectMeta, as any built-in kind has it. */
function objectMeta(versions: Served): Schema {
  return (kindOf('v1', 'ConfigMap', versions) as ServedKind).schema.properties!.get('metadata')!;
}

/** Checks the metadata of an object; the walk stands at the root. The metadata as Go reads it. */
export function checkMetadata(object: Subject, kind: ServedKind, versions: Served, walk: Walk): PlainMap {
  const { apiVersion, kind: name } = object.manifest;
  walk.path.push('metadata');
  const metadata = decoded(object.manifest.metadata, versions, walk);
  if (metadata !== undefined) {
    const rule = Object.hasOwn(NAMES, `${apiVersion} ${name}`) ? NAMES[`${apiVersion} ${name}`]! : subdomain;
    // The server names a LimitRange itself.
    if (name !== 'LimitRange' || (metadata.name ?? '') !== '') checkName(metadata, rule, walk);
    checkNamespace(metadata, kind, walk);
    checkMarks(metadata, walk);
  }
  walk.path.pop();
  return metadata ?? {};
}

/** The metadata as Go reads it; undefined if Go cannot, and that is said. */
function decoded(value: unknown, versions: Served, walk: Walk): PlainMap | undefined {
  const schema = objectMeta(versions);
  const metadata = value === null || value === undefined ? {} : decode(value, schema, walk, GO);
  const before = walk.errors;
  // Go's zero values stand for what is missing, so nothing is required here.
  if (!isPlainMetadata(metadata)) validate(metadata, schema, walk);
  return walk.errors === before && isMap(metadata) ? metadata : undefined;
}

/** The common case without a walk: texts where texts belong, and nothing rarer. */
function isPlainMetadata(metadata: unknown): boolean {
  if (!isMap(metadata)) return false;
  for (const key in metadata) {
    const value = metadata[key];
    if (key === 'name' || key === 'namespace') {
      if (typeof value !== 'string') return false;
    } else if (key === 'labels' || key === 'annotations') {
      if (!isMap(value)) return false;
      for (const each in value) if (typeof value[each] !== 'string') return false;
    } else return false;
  }
  return true;
}

function checkName(metadata: PlainMap, rule: NameRule, walk: Walk): void {
  const { name, generateName } = metadata as { name?: string; generateName?: string };
  if (name === undefined || name === '') {
    if (generateName === undefined || generateName === '') walk.errorAt(['name'], 'schema/name', 'without-name');
    else {
      const wanted = rule(`${generateName.slice(0, 58).replace(/-$/, '')}-x`.replace(/\.-x$/, '.x'));
      if (wanted !== undefined)
        walk.errorAt(['generateName'], 'schema/name', 'generate-name', { generateName: show(generateName), wanted });
    }
    return;
  }
  // Where a kustomization sets the namespace it renames the Namespace too, so people write a dash that is no name.
  if (name === '_' && rule === label) return;
  const wanted = rule(name);
  if (wanted !== undefined)
    walk.errorAt(['name'], 'schema/name', 'object-name', {
      name: show(name),
      wanted,
      near: nameLike(name, { letterFirst: rule === letterLabel }),
    });
}

function checkNamespace(metadata: PlainMap, kind: ServedKind, walk: Walk): void {
  const namespace = metadata.namespace as string | undefined;
  if (namespace === undefined || namespace === '' || !kind.namespaced) return;
  if (!isLabel(namespace))
    walk.errorAt(['namespace'], 'schema/name', 'namespace-name', {
      namespace: show(namespace),
      near: nameLike(namespace),
    });
}

/** Labels, annotations, finalizers and owners. */
function checkMarks(metadata: PlainMap, walk: Walk): void {
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  if (isMap(labels)) checkLabels(labels, ['labels'], walk);
  if (isMap(annotations)) {
    let size = 0;
    for (const key in annotations) {
      if (!isQualifiedName(key.toLowerCase()))
        walk.errorAt(['annotations', key], 'schema/label', 'annotation-key', { key: show(key) });
      size += Buffer.byteLength(key) + Buffer.byteLength(annotations[key] as string);
    }
    if (size > ANNOTATIONS_LIMIT) walk.errorAt(['annotations'], 'schema/too-long', 'annotations-too-long', { size });
  }
  if (Array.isArray(finalizers))
    finalizers.forEach((each: string, i) => {
      if (!isQualifiedName(each))
        walk.errorAt(['finalizers', i], 'schema/name', 'finalizer-name', { finalizer: show(each) });
    });
  if (Array.isArray(ownerReferences)) checkOwners(ownerReferences as PlainMap[], walk);
}

function checkOwners(owners: readonly PlainMap[], walk: Walk): void {
  owners.forEach((owner, i) => {
    for (const key of ['apiVersion', 'kind', 'name', 'uid'])
      if ((owner[key] ?? '') === '')
        walk.errorAt(['ownerReferences', i, key], 'schema/required', 'owner-without-key', { key });
  });
  const controllers = owners.filter((owner) => owner.controller === true);
  if (controllers.length > 1)
    walk.errorAt(['ownerReferences'], 'schema/duplicate-item', 'two-controllers', { count: controllers.length });
}

/** Checks a map of labels. */
export function checkLabels(labels: PlainMap, at: readonly (string | number)[], walk: Walk): void {
  for (const key in labels) {
    const value = labels[key];
    if (!isQualifiedName(key)) walk.errorAt([...at, key], 'schema/label', 'label-key', { key: show(key) });
    if (typeof value === 'string' && !isLabelValue(value))
      walk.errorAt([...at, key], 'schema/label', 'label-value', { value: show(value) });
  }
}
