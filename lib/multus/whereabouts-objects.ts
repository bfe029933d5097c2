// The objects of whereabouts, as plain data. Source: whereabouts v0.9.4, doc/crds, cmd and pkg; what differs from its manifest says why.
import { kubePrismEnv } from './daemon-set';

/** What the objects depend on. */
export interface WhereaboutsSettings {
  readonly namespace: string;
  readonly image: string;
  readonly memoryLimit: string;
  readonly reconcilerCron: string;
  readonly kubePrism: boolean;
}

/** Name of ServiceAccount, roles and DaemonSet. */
export const WHEREABOUTS = 'whereabouts';
/** Name of the ConfigMap with the schedule. */
export const WHEREABOUTS_CONFIG = 'whereabouts-config';
/** Name of the Deployment that frees addresses of pods that are gone. */
export const RECONCILER = 'whereabouts-reconciler';
/** Name of the Deployment that gives nodes their slices. */
export const SLICE_CONTROLLER = 'whereabouts-node-slice-controller';

const GROUP = 'whereabouts.cni.cncf.io';

/** Plural and kind of each definition, with its fields. */
const DEFINITIONS: readonly {
  readonly kind: string;
  readonly fields: Record<string, unknown>;
  readonly required: readonly string[];
  readonly status?: Record<string, unknown>;
}[] = [
  {
    kind: 'IPPool',
    fields: {
      range: { type: 'string' },
      allocations: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: { id: { type: 'string' }, ifname: { type: 'string' }, podref: { type: 'string' } },
          required: ['id', 'podref'],
        },
      },
    },
    required: ['allocations', 'range'],
  },
  {
    kind: 'NodeSlicePool',
    fields: { range: { type: 'string' }, sliceSize: { type: 'string' } },
    required: ['range', 'sliceSize'],
    status: {
      type: 'object',
      properties: {
        allocations: {
          type: 'array',
          items: {
            type: 'object',
            properties: { nodeName: { type: 'string' }, sliceRange: { type: 'string' } },
            required: ['nodeName', 'sliceRange'],
          },
        },
      },
      required: ['allocations'],
    },
  },
  {
    kind: 'OverlappingRangeIPReservation',
    fields: { containerid: { type: 'string' }, ifname: { type: 'string' }, podref: { type: 'string' } },
    required: ['podref'],
  },
];

/** Name and spec of each CustomResourceDefinition. */
export function definitions(): {
  readonly kind: string;
  readonly name: string;
  readonly spec: Record<string, unknown>;
}[] {
  return DEFINITIONS.map(({ kind, fields, required, status }) => {
    const singular = kind.toLowerCase();
    const names = { kind, listKind: `${kind}List`, plural: `${singular}s`, singular };
    const schema = {
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object' },
        spec: { type: 'object', properties: fields, required },
        ...(status === undefined ? {} : { status }),
      },
      ...(kind === 'OverlappingRangeIPReservation' ? { required: ['spec'] } : {}),
    };
    const version = { name: 'v1alpha1', served: true, storage: true, schema: { openAPIV3Schema: schema } };
    return {
      kind,
      name: `${names.plural}.${GROUP}`,
      spec: { group: GROUP, scope: 'Namespaced', names, versions: [version] },
    };
  });
}

/** What it reads everywhere: its informers watch all namespaces. */
export const CLUSTER_RULES = [
  {
    apiGroups: [GROUP],
    resources: ['ippools', 'nodeslicepools', 'overlappingrangeipreservations'],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['k8s.cni.cncf.io'], resources: ['network-attachment-definitions'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
];

/** What it writes, in its own namespace only; upstream may write everywhere. */
export const NAMESPACE_RULES = [
  {
    apiGroups: [GROUP],
    resources: ['ippools', 'nodeslicepools', 'overlappingrangeipreservations'],
    verbs: ['create', 'update', 'patch', 'delete'],
  },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] },
];

const NAMESPACE_ENV = { name: 'WHEREABOUTS_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } };
const NODE_ENV = { name: 'NODENAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } };

/** Installs the plugin with its API access, renews the token, and frees what pods of the node leave behind. One shell: the scripts share variables. */
const NODE_SCRIPT = `SLEEP=false
. /install-cni.sh
/token-watcher.sh &
exec /ip-control-loop -log-level error
`;

/** spec of the DaemonSet. */
export function nodeSpec(settings: WhereaboutsSettings): Record<string, unknown> {
  const labels = { app: WHEREABOUTS, name: WHEREABOUTS, tier: 'node' };
  const mounts = [
    ['cnibin', '/opt/cni/bin'],
    ['cni', '/etc/cni/net.d'],
  ] as const;
  return {
    selector: { matchLabels: { name: WHEREABOUTS } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels },
      spec: {
        hostNetwork: true,
        serviceAccountName: WHEREABOUTS,
        priorityClassName: 'system-node-critical',
        // Upstream tolerates NoSchedule only, and leaves nodes that are drained without it.
        tolerations: [{ operator: 'Exists' }],
        containers: [
          {
            name: WHEREABOUTS,
            image: settings.image,
            command: ['/bin/sh', '-c', NODE_SCRIPT],
            env: [NODE_ENV, NAMESPACE_ENV, ...(settings.kubePrism ? kubePrismEnv() : [])],
            resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: settings.memoryLimit } },
            securityContext: { privileged: true },
            terminationMessagePolicy: 'FallbackToLogsOnError',
            volumeMounts: mounts.map(([name, path]) => ({ name, mountPath: `/host${path}` })),
          },
        ],
        volumes: mounts.map(([name, path]) => ({ name, hostPath: { path } })),
      },
    },
  };
}

/** spec of the Deployment of the reconciler. It elects no leader: one pod, and none beside it. */
export function reconcilerSpec(settings: WhereaboutsSettings): Record<string, unknown> {
  return alone(RECONCILER, settings, {
    command: ['/ip-reconciler'],
    args: ['-log-level', 'error'],
    volumeMounts: [{ name: 'schedule', mountPath: '/cron-schedule', readOnly: true }],
  });
}

/** spec of the Deployment of the controller of node slices. */
export function sliceControllerSpec(settings: WhereaboutsSettings): Record<string, unknown> {
  return alone(SLICE_CONTROLLER, settings, { command: ['/node-slice-controller'] });
}

function alone(
  name: string,
  settings: WhereaboutsSettings,
  container: Record<string, unknown>,
): Record<string, unknown> {
  const scheduled = container.volumeMounts !== undefined;
  return {
    replicas: 1,
    strategy: { type: 'Recreate' },
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        serviceAccountName: WHEREABOUTS,
        priorityClassName: 'system-cluster-critical',
        containers: [
          {
            name,
            image: settings.image,
            env: [NODE_ENV, NAMESPACE_ENV],
            resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: settings.memoryLimit } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              seccompProfile: { type: 'RuntimeDefault' },
            },
            terminationMessagePolicy: 'FallbackToLogsOnError',
            ...container,
          },
        ],
        ...(scheduled
          ? {
              volumes: [
                {
                  name: 'schedule',
                  configMap: { name: WHEREABOUTS_CONFIG, items: [{ key: 'cron-expression', path: 'config' }] },
                },
              ],
            }
          : {}),
      },
    },
  };
}
