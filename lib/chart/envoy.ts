// Envoy in its own DaemonSet: the L7 proxy of every node.
import { appArmorAnnotations, hostUsers, podSecurity } from './agent/security';
import { Chart } from './context';
import { envoyBootstrap } from './envoy-bootstrap';
import {
  OWNER_READ,
  accountName,
  apiServerEnv,
  clusterMetadata,
  configMap,
  contentHash,
  fieldEnv,
  hostPath,
  hostPathMounts,
  image,
  metadata,
  priorityClass,
  scrapeAnnotations,
  serviceAccount,
} from './objects';
import { Fields, Manifest } from './types';

const SELECTOR = { 'k8s-app': 'cilium-envoy' };
const LOCALITY_DIR = '/var/run/cilium/envoy-locality-config';

export function envoyObjects(chart: Chart): Manifest[] {
  if (!chart.envoyDaemonSet) return [];
  const annotations = chart.v.map('envoy.annotations');
  return [
    ...serviceAccount(chart, 'envoy', annotations),
    ...bootstrapConfig(chart),
    daemonSet(chart),
    ...metricsService(chart),
    ...localityRole(chart),
  ];
}

function bootstrapConfig(chart: Chart): Manifest[] {
  const meta = metadata(chart, 'cilium-envoy-config', {
    labels: chart.commonLabels,
    annotations: chart.v.map('envoy.annotations'),
  });
  return [configMap(meta, { 'bootstrap-config.json': envoyBootstrap(chart) })];
}

function daemonSet(chart: Chart): Manifest {
  const { v } = chart;
  const labels = {
    ...SELECTOR,
    ...chart.partOf,
    'app.kubernetes.io/name': 'cilium-envoy',
    name: 'cilium-envoy',
    ...chart.commonLabels,
  };
  const locality = v.on('envoy.nodeLocality.enabled');
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadata(chart, 'cilium-envoy', { labels, annotations: v.map('envoy.annotations') }),
    spec: {
      selector: { matchLabels: SELECTOR },
      minReadySeconds: v.ifOn('envoy.minReadySeconds'),
      updateStrategy: v.map('envoy.updateStrategy'),
      template: {
        metadata: {
          annotations: {
            ...(v.on('envoy.rollOutPods')
              ? { 'cilium.io/cilium-envoy-configmap-checksum': contentHash(envoyBootstrap(chart)) }
              : {}),
            ...appArmorAnnotations(chart, v.on('envoy.securityContext.privileged') ? [] : ['cilium-envoy']),
            ...v.map('envoy.podAnnotations'),
          },
          labels: { ...labels, ...v.map('envoy.podLabels') },
        },
        spec: {
          ...hostUsers(chart),
          imagePullSecrets: v.listIf('imagePullSecrets'),
          securityContext: podSecurity(chart, 'envoy.podSecurityContext'),
          initContainers: locality ? [localityContainer(chart)] : undefined,
          containers: [container(chart), ...v.list('envoy.extraContainers')],
          restartPolicy: 'Always',
          priorityClassName: priorityClass(chart, 'envoy.priorityClassName', 'system-node-critical'),
          serviceAccountName: accountName(chart, 'envoy'),
          automountServiceAccountToken: v.get('serviceAccounts.envoy.automount'),
          terminationGracePeriodSeconds: v.get('envoy.terminationGracePeriodSeconds'),
          hostNetwork: true,
          dnsPolicy: v.ifOn('envoy.dnsPolicy'),
          affinity: v.mapIf('envoy.affinity'),
          nodeSelector: v.mapIf('envoy.nodeSelector'),
          tolerations: v.listIf('envoy.tolerations'),
          volumes: volumes(chart),
        },
      },
    },
  };
}

function container(chart: Chart): Fields {
  const { v } = chart;
  const port = (name: string, number: number) => ({ name, containerPort: number, hostPort: number, protocol: 'TCP' });
  // The admin port is declared beside that of the metrics only.
  const ports = v.on('envoy.prometheus.enabled') && [
    port('envoy-metrics', v.number('envoy.prometheus.port')),
    ...(v.on('envoy.debug.admin.enabled') && v.on('envoy.debug.admin.port')
      ? [port('envoy-admin', v.number('envoy.debug.admin.port'))]
      : []),
  ];
  return {
    name: 'cilium-envoy',
    ...image(chart, 'envoy.image'),
    command: ['/usr/bin/cilium-envoy-starter'],
    args: args(chart),
    ...probes(chart),
    env: [
      fieldEnv('K8S_NODE_NAME', 'spec.nodeName'),
      fieldEnv('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
      ...apiServerEnv(chart),
      ...v.list('envoy.extraEnv'),
    ],
    resources: v.mapIf('envoy.resources'),
    ports: ports || undefined,
    securityContext: v.on('envoy.securityContext.privileged')
      ? { privileged: true }
      : {
          seLinuxOptions: v.mapIf('envoy.securityContext.seLinuxOptions'),
          capabilities: { add: v.listIf('envoy.securityContext.capabilities.envoy'), drop: ['ALL'] },
        },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'envoy-sockets', mountPath: '/var/run/cilium/envoy/sockets', readOnly: false },
      { name: 'envoy-artifacts', mountPath: '/var/run/cilium/envoy/artifacts', readOnly: true },
      { name: 'envoy-config', mountPath: '/var/run/cilium/envoy/', readOnly: true },
      ...(v.on('bpf.autoMount.enabled')
        ? [{ name: 'bpf-maps', mountPath: '/sys/fs/bpf', mountPropagation: 'HostToContainer' }]
        : []),
      ...(v.on('envoy.nodeLocality.enabled')
        ? [{ name: 'envoy-config-locality', mountPath: LOCALITY_DIR, readOnly: true }]
        : []),
      ...hostPathMounts(chart, 'envoy.extraHostPathMounts').mounts,
      ...v.list('envoy.extraVolumeMounts'),
    ],
  };
}

function args(chart: Chart): unknown[] {
  const { v } = chart;
  return [
    ...(v.on('envoy.securityContext.capabilities.keepCapNetBindService') ? ['--keep-cap-net-bind-service'] : []),
    '--',
    ...(v.on('envoy.nodeLocality.enabled') ? ['--service-zone', `@${LOCALITY_DIR}/service-zone`] : []),
    '-c /var/run/cilium/envoy/bootstrap-config.json',
    `--base-id ${v.text('envoy.baseID')}`,
    `--log-level ${logLevel(chart)}`,
    ...(v.on('envoy.log.path') ? [`--log-path ${v.text('envoy.log.path')}`] : []),
    ...v.list('envoy.extraArgs'),
  ];
}

/** Debugging of the proxy outweighs the level that was set. */
function logLevel(chart: Chart): string {
  const { v } = chart;
  const verbose = v.on('debug.enabled') ? v.text('debug.verbose').split(' ') : [];
  return verbose.includes('envoy')
    ? 'trace'
    : verbose.includes('flow')
      ? 'debug'
      : v.text('envoy.log.defaultLevel') || 'info';
}

function probes(chart: Chart): Fields {
  const { v } = chart;
  const values = chart.release.has('envoyProbeTimes');
  const probe = (at: string, fixed: Fields) => ({
    httpGet: { host: chart.loopback, path: '/healthz', port: v.number('envoy.healthPort'), scheme: 'HTTP' },
    periodSeconds: v.get(`${at}.periodSeconds`),
    successThreshold: 1,
    failureThreshold: v.get(`${at}.failureThreshold`),
    ...(values
      ? { timeoutSeconds: v.get(`${at}.timeoutSeconds`), initialDelaySeconds: v.get(`${at}.initialDelaySeconds`) }
      : fixed),
  });
  return {
    ...(v.on('envoy.startupProbe.enabled')
      ? { startupProbe: probe('envoy.startupProbe', { initialDelaySeconds: 5 }) }
      : {}),
    ...(v.on('envoy.livenessProbe.enabled')
      ? { livenessProbe: probe('envoy.livenessProbe', { timeoutSeconds: 5 }) }
      : {}),
    readinessProbe: probe('envoy.readinessProbe', { timeoutSeconds: 5 }),
  };
}

/** Looks up the node's zone before Envoy starts. */
function localityContainer(chart: Chart): Fields {
  return {
    name: 'lookup-bootstrap-locality',
    ...image(chart, 'image'),
    command: ['/usr/bin/cilium-envoy-bootstrap-locality'],
    args: [`--output=${LOCALITY_DIR}/service-zone`],
    env: [fieldEnv('K8S_NODE_NAME', 'spec.nodeName'), ...apiServerEnv(chart)],
    securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'envoy-config-locality', mountPath: LOCALITY_DIR, readOnly: false }],
  };
}

function volumes(chart: Chart): Fields[] {
  const { v } = chart;
  const run = v.text('daemon.runPath');
  const file = 'bootstrap-config.json';
  return [
    hostPath('envoy-sockets', `${run}/envoy/sockets`, 'DirectoryOrCreate'),
    hostPath('envoy-artifacts', `${run}/envoy/artifacts`, 'DirectoryOrCreate'),
    {
      name: 'envoy-config',
      configMap: {
        name: v.text('envoy.bootstrapConfigMap') || 'cilium-envoy-config',
        defaultMode: OWNER_READ,
        items: [{ key: file, path: file }],
      },
    },
    ...(v.on('bpf.autoMount.enabled') ? [hostPath('bpf-maps', '/sys/fs/bpf', 'DirectoryOrCreate')] : []),
    ...(v.on('envoy.nodeLocality.enabled') ? [{ name: 'envoy-config-locality', emptyDir: {} }] : []),
    ...hostPathMounts(chart, 'envoy.extraHostPathMounts').volumes,
    ...(v.list('envoy.extraVolumes') as Fields[]),
  ];
}

/** Metrics of Envoy; annotated for scraping unless a ServiceMonitor does it. */
function metricsService(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('envoy.prometheus.enabled')) return [];
  const port = v.number('envoy.prometheus.port');
  const targetPort = chart.release.has('namedPorts') ? port : 'envoy-metrics';
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(chart, 'cilium-envoy', {
        labels: {
          ...SELECTOR,
          ...chart.partOf,
          'app.kubernetes.io/name': 'cilium-envoy',
          'io.cilium/app': 'proxy',
          ...chart.commonLabels,
        },
        annotations: {
          ...(v.on('envoy.prometheus.serviceMonitor.enabled')
            ? {}
            : scrapeAnnotations(v.text('envoy.prometheus.port'))),
          ...v.map('envoy.annotations'),
        },
      }),
      spec: {
        clusterIP: 'None',
        type: 'ClusterIP',
        selector: SELECTOR,
        ports: [{ name: 'envoy-metrics', port, protocol: 'TCP', targetPort }],
      },
    },
  ];
}

function localityRole(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('envoy.nodeLocality.enabled')) return [];
  const name = 'cilium-envoy-node-locality';
  const meta = clusterMetadata(name, { ...chart.partOf, ...chart.commonLabels }, v.map('annotations'));
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: meta,
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: meta,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: accountName(chart, 'envoy'), namespace: chart.namespace }],
    },
  ];
}
