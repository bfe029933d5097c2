// What the network part of a release is made of: the rest of its values may have any form that a newer chart takes.
import { isMap, PlainMap } from '../../../manifest';

const GROUPS = [
  'global',
  'defaultPodOptions',
  'defaultPodOptionsStrategy',
  'controllers',
  'serviceAccount',
  'service',
  'ingress',
  'route',
  'networkpolicies',
];
const POD = [
  'annotations',
  'labels',
  'dnsConfig',
  'dnsPolicy',
  'enableServiceLinks',
  'automountServiceAccountToken',
  'hostAliases',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostname',
  'nodeSelector',
  'restartPolicy',
];
const CONTAINER = ['enabled', 'dependsOn', 'nameOverride', 'ports', 'probes', 'restartPolicy'];
/** Parts of a controller that are read by none of its objects here. */
const BESIDE_CONTROLLER = ['defaultContainerOptions', 'podDisruptionBudget', 'horizontalPodAutoscaler'];

/** The values without what no object of the network part is made of. @internal */
export function networkPart(values: PlainMap): PlainMap {
  const part = only(values, GROUPS);
  if (isMap(part.defaultPodOptions)) part.defaultPodOptions = only(part.defaultPodOptions, POD);
  if (isMap(part.controllers)) part.controllers = each(part.controllers, controller);
  return part;
}

function controller(values: PlainMap): PlainMap {
  const part = Object.fromEntries(Object.entries(values).filter(([key]) => !BESIDE_CONTROLLER.includes(key)));
  if (isMap(part.pod)) part.pod = only(part.pod, POD);
  for (const field of ['containers', 'initContainers'])
    if (isMap(part[field])) part[field] = each(part[field], (container) => only(container, CONTAINER));
  if (isMap(part.statefulset)) part.statefulset = only(part.statefulset, ['podManagementPolicy', 'serviceName']);
  return part;
}

function only(values: PlainMap, keys: readonly string[]): PlainMap {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}

function each(group: PlainMap, change: (values: PlainMap) => PlainMap): PlainMap {
  return Object.fromEntries(
    Object.entries(group).map(([key, values]) => [key, isMap(values) ? change(values) : values]),
  );
}
