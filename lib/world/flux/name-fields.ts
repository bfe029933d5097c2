// Where kustomize finds names of other objects: one row a field of a kind, by the kind of the object that is named.
// Source: kustomize api v0.21 builtinpluginconsts (nameReference) and filters/nameref, read; `[]` goes through a list.
import { isMap } from '../../manifest';
import { FieldSpec, JOB, PODS, rows } from './field-specs';

/** A field that names an object. @internal */
export interface NameField extends FieldSpec {
  /**
   * `name`: the name alone, of an object of the same namespace. `reference`: a map with `name`, and `namespace` where it lies elsewhere; both are
   * written. `role`: a map whose `kind` has to be that of the object.
   */
  readonly holds: 'name' | 'reference' | 'role';
}

const POD_SPECS: readonly (readonly [string, readonly string[]])[] = [
  ['spec', ['Pod']],
  ['spec/template/spec', [...PODS, 'ReplicationController']],
  [`${JOB}/template/spec`, ['CronJob']],
];
const CONTAINERS = ['containers[]', 'initContainers[]'];

const fields = (kinds: readonly string[], holds: NameField['holds'], ...paths: string[]): NameField[] =>
  rows(kinds, false, ...paths).map((row) => ({ ...row, holds }));
const names = (kinds: readonly string[], ...paths: string[]): NameField[] => fields(kinds, 'name', ...paths);
const inPods = (...paths: string[]): NameField[] =>
  POD_SPECS.flatMap(([spec, kinds]) => names(kinds, ...paths.map((path) => `${spec}/${path}`)));
const inContainers = (...paths: string[]): NameField[] =>
  inPods(...CONTAINERS.flatMap((container) => paths.map((path) => `${container}/${path}`)));

const WEBHOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];
const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** Fields that hold the name of an object, by the kind of that object. @internal */
export const NAME_FIELDS: Readonly<Record<string, readonly NameField[]>> = {
  ...Object.fromEntries(SCALED.map((kind) => [kind, names(['HorizontalPodAutoscaler'], 'spec/scaleTargetRef/name')])),
  ConfigMap: [
    ...inPods('volumes[]/configMap/name', 'volumes[]/projected/sources[]/configMap/name'),
    ...inContainers('env[]/valueFrom/configMapKeyRef/name', 'envFrom[]/configMapRef/name'),
    ...names(['Role', 'ClusterRole'], 'rules[]/resourceNames[]'),
  ],
  Secret: [
    ...inPods('volumes[]/secret/secretName', 'volumes[]/projected/sources[]/secret/name', 'imagePullSecrets[]/name'),
    ...inContainers('env[]/valueFrom/secretKeyRef/name', 'envFrom[]/secretRef/name'),
    ...names(['ServiceAccount'], 'imagePullSecrets[]/name'),
    ...names(['Ingress'], 'spec/tls[]/secretName'),
    ...names(['Role', 'ClusterRole'], 'rules[]/resourceNames[]'),
  ],
  Service: [
    ...names(['StatefulSet'], 'spec/serviceName'),
    ...names(['Ingress'], 'spec/rules[]/http/paths[]/backend/service/name', 'spec/defaultBackend/service/name'),
    ...names(['APIService'], 'spec/service/name'),
    ...fields(WEBHOOKS, 'reference', 'webhooks[]/clientConfig/service'),
  ],
  ServiceAccount: [
    ...inPods('serviceAccountName'),
    ...fields(['RoleBinding', 'ClusterRoleBinding'], 'reference', 'subjects[]'),
  ],
  PersistentVolumeClaim: inPods('volumes[]/persistentVolumeClaim/claimName'),
  PersistentVolume: names(['PersistentVolumeClaim'], 'spec/volumeName'),
  StorageClass: [
    ...names(['PersistentVolume', 'PersistentVolumeClaim'], 'spec/storageClassName'),
    ...names(['StatefulSet'], 'spec/volumeClaimTemplates[]/spec/storageClassName'),
  ],
  PriorityClass: inPods('priorityClassName'),
  Role: fields(['RoleBinding'], 'role', 'roleRef'),
  ClusterRole: fields(['RoleBinding', 'ClusterRoleBinding'], 'role', 'roleRef'),
};

/** An object by what it is called now. @internal */
export interface Named {
  readonly name: string;
  readonly namespace?: string | undefined;
}

/**
 * The value of a field that names an object, with the name that the object has now.
 *
 * @param of kind of the object
 * @param now what is called now what the field calls so; undefined where nothing of that name got another one
 * @internal
 */
export function renamedIn(
  value: unknown,
  { holds }: NameField,
  of: string,
  now: (name: string, namespace?: string) => Named | undefined,
): unknown {
  if (holds === 'name') return typeof value === 'string' ? (now(value)?.name ?? value) : value;
  if (!isMap(value) || typeof value.name !== 'string') return value;
  if (holds === 'role') return value.kind === of ? { ...value, name: now(value.name)?.name ?? value.name } : value;
  const found = now(value.name, typeof value.namespace === 'string' ? value.namespace : undefined);
  if (found === undefined) return value;
  const { name, namespace } = found;
  return { ...value, name, ...(namespace === undefined ? {} : { namespace }) };
}
