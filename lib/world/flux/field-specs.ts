// Where kustomize writes labels and annotations: one row a field of a kind.
// Source: kustomize api v0.19 builtinpluginconsts (commonLabels, commonAnnotations), read; `[]` goes through a list.
import { isMap, PlainMap } from '../../manifest';

/** A field of some kinds. @internal */
export interface FieldSpec {
  readonly path: string;
  readonly kinds: readonly string[];
  /** True where the field is made if it is not there. */
  readonly create: boolean;
}

/** Kinds with a template of pods. @internal */
export const PODS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'];
const SETS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
/** Where a CronJob keeps its Job. @internal */
export const JOB = 'spec/jobTemplate/spec';

/** The same rule for some fields of some kinds. @internal */
export const rows = (kinds: readonly string[], create: boolean, ...paths: string[]): FieldSpec[] =>
  paths.map((path) => ({ path, kinds, create }));

/** Labels of pods. @internal */
export const TEMPLATE_LABELS: readonly FieldSpec[] = [
  ...rows([...PODS, 'ReplicationController'], true, 'spec/template/metadata/labels'),
  ...rows(['StatefulSet'], true, 'spec/volumeClaimTemplates[]/metadata/labels'),
  ...rows(['CronJob'], true, 'spec/jobTemplate/metadata/labels', `${JOB}/template/metadata/labels`),
];

const AFFINITY = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution[]/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution[]/labelSelector/matchLabels`,
]);
const SPREAD = 'topologySpreadConstraints[]/labelSelector/matchLabels';

/** Labels by which something selects. @internal */
export const SELECTOR_LABELS: readonly FieldSpec[] = [
  ...rows(['Service', 'ReplicationController'], true, 'spec/selector'),
  ...rows(SETS, true, 'spec/selector/matchLabels'),
  ...rows(['Job', 'PodDisruptionBudget'], false, 'spec/selector/matchLabels'),
  ...rows(['CronJob'], false, `${JOB}/selector/matchLabels`),
  ...rows(
    ['NetworkPolicy'],
    false,
    'spec/podSelector/matchLabels',
    'spec/ingress[]/from[]/podSelector/matchLabels',
    'spec/egress[]/to[]/podSelector/matchLabels',
  ),
  ...rows(['Deployment', 'StatefulSet'], false, ...[...AFFINITY, SPREAD].map((path) => `spec/template/spec/${path}`)),
];

/** Annotations of pods. @internal */
export const TEMPLATE_ANNOTATIONS: readonly FieldSpec[] = [
  ...rows([...PODS, 'ReplicationController'], true, 'spec/template/metadata/annotations'),
  ...rows(['CronJob'], true, 'spec/jobTemplate/metadata/annotations', `${JOB}/template/metadata/annotations`),
];

/** An object with a field changed, everywhere the path leads; what is not there is made only where the row says so. @internal */
export function changed<T>(object: T, { path, create }: FieldSpec, change: (value: unknown) => unknown): T {
  return at(object, path.split('/'), create, change) as T;
}

function at(
  value: unknown,
  [step, ...rest]: readonly string[],
  create: boolean,
  change: (value: unknown) => unknown,
): unknown {
  if (step === undefined) return value === undefined || value === null ? (create ? change({}) : value) : change(value);
  if (value === undefined || value === null) {
    if (!create || step.endsWith('[]')) return value;
    return at({}, [step, ...rest], create, change);
  }
  // A path leads through lists without saying so.
  if (Array.isArray(value)) return value.map((item) => at(item, [step, ...rest], create, change));
  if (!isMap(value)) return value;
  const list = step.endsWith('[]');
  const key = list ? step.slice(0, -2) : step;
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  const next = list
    ? Array.isArray(inner)
      ? inner.map((item) => at(item, rest, create, change))
      : inner
    : at(inner, rest, create, change);
  return next === undefined ? value : ({ ...value, [key]: next } as PlainMap);
}
