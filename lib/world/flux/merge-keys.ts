// By which fields the elements of a list are the same element in a strategic merge, one row a list; every other list is replaced.
// Source: the OpenAPI of Kubernetes 1.33 (x-kubernetes-patch-merge-key, x-kubernetes-list-map-keys), as kustomize carries it.

/** Lists of a pod's spec. */
const POD: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  'containers.ports': 'containerPort protocol',
  'containers.env': 'name',
  'containers.volumeMounts': 'mountPath',
  'containers.volumeDevices': 'devicePath',
  volumes: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
  topologySpreadConstraints: 'topologyKey whenUnsatisfiable',
  resourceClaims: 'name',
  schedulingGates: 'name',
};

/** Where each kind keeps a pod's spec. */
const POD_SPECS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  Deployment: 'spec.template.spec',
  StatefulSet: 'spec.template.spec',
  DaemonSet: 'spec.template.spec',
  ReplicaSet: 'spec.template.spec',
  ReplicationController: 'spec.template.spec',
  Job: 'spec.template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
};

const OTHERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Service: { 'spec.ports': 'port protocol' },
  ServiceAccount: { secrets: 'name' },
};

/** API groups whose kinds kustomize knows; in any other a list is replaced, whatever the kind is called. */
const GROUPS: readonly string[] = ['', 'apps', 'batch'];

/** The fields that make an element of the list at a path of keys, or undefined where the list is replaced. @internal */
export function mergeKeys(apiVersion: string, kind: string, path: readonly string[]): readonly string[] | undefined {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
  if (!GROUPS.includes(group)) return undefined;
  const at = path.join('.');
  const pod = POD_SPECS[kind];
  if (pod !== undefined && at.startsWith(`${pod}.`)) {
    const rest = at.slice(pod.length + 1).replace(/^(?:initContainers|ephemeralContainers)\./, 'containers.');
    return POD[rest]?.split(' ');
  }
  return OTHERS[kind]?.[at]?.split(' ');
}
