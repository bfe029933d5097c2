// The transformers of a kustomization, each on plain objects: namespace, names, labels, annotations, images, replicas.
import { groupOf, isClusterScoped, isMap, Manifest, PlainMap } from '../../manifest';
import { changed, FieldSpec, SELECTOR_LABELS, TEMPLATE_ANNOTATIONS, TEMPLATE_LABELS } from './field-specs';
import { Stopped } from './outcome';
import { noted } from './selector';

/** API groups of Kubernetes itself: kustomize knows the scope of no other kind, and counts those as namespaced. */
const KNOWN_GROUP = /^$|^(?:apps|batch|autoscaling|policy|extensions|[^.]+\.k8s\.io|[^.]+\.[^.]+\.k8s\.io)$/;
const OTHERS_OF_K8S_IO = ['gateway.networking.k8s.io', 'policy.networking.k8s.io', 'snapshot.storage.k8s.io'];

/** Kinds that name a Service with its namespace deep inside. */
const NAMES_SERVICES = ['APIService', 'CustomResourceDefinition'];

function hasNoNamespace(object: Manifest): boolean {
  const group = groupOf(object);
  const known = KNOWN_GROUP.test(group) && !OTHERS_OF_K8S_IO.includes(group);
  return known && isClusterScoped(object.apiVersion, object.kind);
}

/**
 * Objects in a namespace, as `namespace` of a kustomization and `targetNamespace` of a Flux Kustomization set it. A Namespace
 * among them takes its name; a kind that kustomize does not know gets the namespace, also if the cluster knows better.
 */
export function namespaced(objects: readonly Manifest[], namespace: string): Manifest[] {
  return objects.map(noted).map((object) => {
    if (object.kind === 'Namespace' && groupOf(object) === '') return withMetadata(object, { name: namespace });
    if (/^(?:Cluster)?RoleBinding$/.test(object.kind)) return boundIn(object, namespace);
    if (NAMES_SERVICES.includes(object.kind)) return servedFrom(object, namespace);
    return hasNoNamespace(object) ? object : withMetadata(object, { namespace });
  });
}

/** The namespaces of the Services that answer for an API or a conversion. */
function servedFrom(object: Manifest, namespace: string): Manifest {
  const inside = (reference: unknown) => (isMap(reference) ? { ...reference, namespace } : reference);
  if (object.kind === 'APIService')
    return changed(object, { path: 'spec/service', kinds: [], create: true }, (service) => inside(service));
  return changed(object, { path: 'spec/conversion/webhook/clientConfig/service', kinds: [], create: false }, inside);
}

/** Of its subjects the account `default`: the others are references, which follow their accounts. */
function boundIn(object: Manifest, namespace: string): Manifest {
  const subjects = Array.isArray(object.subjects) ? (object.subjects as unknown[]) : [];
  const moved = subjects.map((subject) =>
    isMap(subject) && subject.kind === 'ServiceAccount' && subject.name === 'default'
      ? { ...subject, namespace }
      : subject,
  );
  const placed = object.kind === 'RoleBinding' ? withMetadata(object, { namespace }) : object;
  return subjects.length === 0 ? placed : { ...placed, subjects: moved };
}

function withMetadata(object: Manifest, more: PlainMap): Manifest {
  return { ...object, metadata: { ...object.metadata, ...more } };
}

function written(object: Manifest, specs: readonly FieldSpec[], change: (value: unknown) => unknown): Manifest {
  return specs
    .filter(({ kinds }) => kinds.includes(object.kind))
    .reduce((result, spec) => changed(result, spec, change), object);
}

/** How far labels of a kustomization go. */
export interface LabelScope {
  /** Also into selectors; then into templates too. @default false */
  readonly selectors?: boolean;
  /** Also onto the pods of templates. @default false */
  readonly templates?: boolean;
}

const METADATA = (field: string): FieldSpec => ({ path: `metadata/${field}`, kinds: [], create: true });

/** Objects with labels: `commonLabels` go into selectors, `labels` as far as they say. */
export function labelled(objects: readonly Manifest[], labels: PlainMap, scope: LabelScope = {}): Manifest[] {
  const specs = [
    ...(scope.selectors === true ? SELECTOR_LABELS : []),
    ...(scope.selectors === true || scope.templates === true ? TEMPLATE_LABELS : []),
  ];
  return objects.map((object) => written(changed(object, METADATA('labels'), adding(labels)), specs, adding(labels)));
}

/** Objects with `commonAnnotations`, on themselves and on the pods of their templates. */
export function annotated(objects: readonly Manifest[], annotations: PlainMap): Manifest[] {
  return objects.map((object) =>
    written(changed(object, METADATA('annotations'), adding(annotations)), TEMPLATE_ANNOTATIONS, adding(annotations)),
  );
}

function adding(more: PlainMap): (value: unknown) => unknown {
  return (value) => (isMap(value) ? { ...value, ...more } : value);
}

/** An entry of `images`. */
export interface ImageChange {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
  readonly tagSuffix?: string;
}

/** Objects with other images, in every list of containers wherever it stands. */
export function withImage(objects: readonly Manifest[], change: ImageChange): Manifest[] {
  return objects.map((object) =>
    object.kind === 'CustomResourceDefinition' ? object : (imagesChanged(object, change) as Manifest),
  );
}

function imagesChanged(value: unknown, change: ImageChange): unknown {
  if (Array.isArray(value)) return value.map((item) => imagesChanged(item, change));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const containers = (key === 'containers' || key === 'initContainers') && Array.isArray(inner);
      const now = containers ? (inner as unknown[]).map((item) => containerWith(item, change)) : inner;
      return [key, imagesChanged(now, change)];
    }),
  );
}

function containerWith(container: unknown, change: ImageChange): unknown {
  if (!isMap(container) || typeof container.image !== 'string') return container;
  const found = /^(.*?)(?::([\w][\w.-]*))?(?:@(.+))?$/.exec(container.image);
  if (found === null || found[1] !== change.name) return container;
  const [, name, tag, digest] = found;
  const newName = change.newName === undefined || change.newName === '' ? name! : change.newName;
  return { ...container, image: newName + ending(change, tag, digest) };
}

function ending(change: ImageChange, tag: string | undefined, digest: string | undefined): string {
  const set = (text: string | undefined) => text !== undefined && text !== '';
  if (set(change.newTag) && set(change.digest)) return `:${change.newTag}@${change.digest}`;
  if (set(change.newTag)) return `:${change.newTag}`;
  if (set(change.digest)) return `@${change.digest}`;
  if (set(change.tagSuffix)) return `:${tag ?? ''}${change.tagSuffix}`;
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

const REPLICATED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/**
 * Objects with a number of replicas, those of that name.
 *
 * @throws Stopped where there is none
 */
export function replicated(objects: readonly Manifest[], name: string, count: number): Manifest[] {
  const isMeant = ({ kind, metadata }: Manifest) => REPLICATED.includes(kind) && metadata.name === name;
  if (!objects.some(isMeant)) throw new Stopped(`resource with name ${name} does not match a kind with replicas`);
  return objects.map((object) =>
    isMeant(object) ? { ...object, spec: { ...(isMap(object.spec) ? object.spec : {}), replicas: count } } : object,
  );
}
