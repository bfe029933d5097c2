// Workloads: Deployments, StatefulSets, DaemonSets, CronJobs and Jobs, as far as the network sees them.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, orDefault, Refused } from '../template/go-values';
import { readBack } from '../template/yaml-text';
import { controllerLabel } from './controllers';
import { objectName } from './names';
import { PodTemplates } from './pods';
import { Release } from './release';
import { serviceBy } from './services';

interface Controller {
  readonly identifier: string;
  readonly values: PlainMap;
  readonly pods: PodTemplates;
}

type Make = (release: Release, controller: Controller) => PlainMap;

/** What each type of controller becomes: API version, kind, spec. */
const KINDS: Readonly<Record<string, { apiVersion: string; kind: string; spec: Make }>> = {
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment', spec: deployment },
  statefulset: { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: statefulSet },
  daemonset: { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: daemonSet },
  cronjob: { apiVersion: 'batch/v1', kind: 'CronJob', spec: cronJob },
  job: { apiVersion: 'batch/v1', kind: 'Job', spec: job },
};

/** The workload objects, in the order of their identifiers. @internal */
export function workloadObjects(release: Release): PlainMap[] {
  const entries = release.enabled('controllers');
  const pods = new PodTemplates(release);
  return entries.map(([identifier, values]) => {
    const type = String(orDefault(values.type, 'deployment'));
    if (!Object.hasOwn(KINDS, type)) throw new Refused('template', `Not a valid controller.type (${type})`);
    const { apiVersion, kind, spec } = KINDS[type]!;
    const name = objectName(release, 'controllers', identifier, values, entries.length);
    return {
      apiVersion,
      kind,
      metadata: release.metadata(name, values, { [controllerLabel(release)]: identifier }),
      spec: spec(release, { identifier, values, pods }),
    };
  });
}

function deployment(release: Release, controller: Controller): PlainMap {
  const { values } = controller;
  const type = strategy(controller, 'Deployment', 'Recreate', ['Recreate', 'RollingUpdate']);
  const rolling = type === 'RollingUpdate' && isMap(values.rollingUpdate) ? values.rollingUpdate : {};
  const limits: PlainMap = {};
  if (!isEmpty(rolling.unavailable)) limits.maxUnavailable = readBack(rolling.unavailable);
  if (!isEmpty(rolling.surge)) limits.maxSurge = readBack(rolling.surge);
  return {
    // null leaves the number to somebody else; nothing means one.
    replicas: Object.hasOwn(values, 'replicas') ? readBack(values.replicas) : 1,
    strategy: { type, ...(isEmpty(limits) ? {} : { rollingUpdate: limits }) },
    ...selected(release, controller),
  };
}

function statefulSet(release: Release, controller: Controller): PlainMap {
  const { identifier, values } = controller;
  const type = strategy(controller, 'StatefulSet', 'RollingUpdate', ['OnDelete', 'RollingUpdate']);
  const claims = dig(values, 'statefulset', 'volumeClaimTemplates');
  for (const claim of Array.isArray(claims) ? claims : [])
    for (const field of ['size', 'accessMode'])
      if (isEmpty(dig(claim, field)))
        throw new Refused('template', `${field} is required for volumeClaimTemplate. (controller: ${identifier})`);
  const partition = dig(values, 'rollingUpdate', 'partition');
  return {
    replicas: readBack(values.replicas),
    podManagementPolicy: readBack(dig(values, 'statefulset', 'podManagementPolicy') ?? 'OrderedReady'),
    updateStrategy: {
      type,
      ...(type === 'RollingUpdate' && !isEmpty(partition) ? { rollingUpdate: { partition: readBack(partition) } } : {}),
    },
    serviceName: readBack(governingService(release, values)),
    ...selected(release, controller),
  };
}

/** The governing service: the full name, whether or not a service has it, unless from 4.x on another is given. */
function governingService(release: Release, values: PlainMap): unknown {
  const given = dig(values, 'statefulset', 'serviceName');
  if (isEmpty(given) || release.version.has('component label')) return release.fullName;
  return isMap(given) ? serviceBy(release, given.identifier)?.name : release.filled(given);
}

function daemonSet(release: Release, controller: Controller): PlainMap {
  return selected(release, controller);
}

function cronJob(_release: Release, controller: Controller): PlainMap {
  const { identifier, values, pods } = controller;
  const template = pods.of(identifier, values, restartPolicy(controller, 'CronJob'));
  return {
    schedule: dig(values, 'cronjob', 'schedule'),
    suspend: dig(values, 'cronjob', 'suspend') ?? false,
    jobTemplate: { spec: { template } },
  };
}

function job(_release: Release, controller: Controller): PlainMap {
  const { identifier, values, pods } = controller;
  return {
    suspend: dig(values, 'job', 'suspend') ?? false,
    template: pods.of(identifier, values, restartPolicy(controller, 'Job')),
  };
}

/** Selector and template. The selector's values are printed bare: an identifier that is a number is one there. */
function selected(release: Release, { identifier, values, pods }: Controller): PlainMap {
  const labels = { ...release.selectorLabels(), [controllerLabel(release)]: readBack(identifier) };
  const extra = release.version.has('controller selector labels') ? values.extraSelectorLabels : undefined;
  return {
    selector: { matchLabels: { ...labels, ...(isMap(extra) ? extra : {}) } },
    template: pods.of(identifier, values),
  };
}

function strategy(
  { identifier, values }: Controller,
  kind: string,
  otherwise: string,
  allowed: readonly string[],
): unknown {
  const type = orDefault(values.strategy, otherwise);
  if (!allowed.includes(type as string))
    throw new Refused(
      'template',
      `Not a valid strategy type for ${kind}. (controller: ${identifier}, strategy: ${String(type)})`,
    );
  return type;
}

function restartPolicy({ identifier, values }: Controller, kind: string): unknown {
  const policy = orDefault(dig(values, 'pod', 'restartPolicy'), 'Never');
  if (policy !== 'Never' && policy !== 'OnFailure')
    throw new Refused(
      'template',
      `Not a valid restart policy for ${kind}. (controller: ${identifier}, restartPolicy: ${String(policy)})`,
    );
  return policy;
}
