// The operator: what is done once per cluster.
import { hostUsers } from './agent/security';
import { clientHostAliases, operatorInMesh } from './clustermesh';
import { MESH_DIR, MESH_MOUNT, meshSecretsVolume } from './clustermesh/secrets';
import { configData } from './config-map';
import { Chart } from './context';
import { etcdMounts, etcdVolumes } from './etcd';
import {
  OWNER_READ,
  accountName,
  apiServerEnv,
  configKeyEnv,
  contentHash,
  disruptionBudget,
  fieldEnv,
  hostPathMounts,
  metadata,
  priorityClass,
  scrapeAnnotations,
  secretSource,
  serviceAccount,
  spreadConstraints,
} from './objects';
import { Fields, Manifest } from './types';

const SELECTOR = { 'io.cilium/app': 'operator', name: 'cilium-operator' };

export function operatorLabels(chart: Chart): Record<string, unknown> {
  return { ...SELECTOR, ...chart.partOf, 'app.kubernetes.io/name': 'cilium-operator', ...chart.commonLabels };
}

export function operatorObjects(chart: Chart): Manifest[] {
  if (!chart.operator) return [];
  const annotations = chart.v.map('operator.annotations');
  return [
    ...serviceAccount(chart, 'operator', annotations),
    deployment(chart),
    ...disruptionBudget(
      chart,
      'operator.podDisruptionBudget',
      'cilium-operator',
      operatorLabels(chart),
      annotations,
      SELECTOR,
    ),
  ];
}

function deployment(chart: Chart): Manifest {
  const { v } = chart;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(chart, 'cilium-operator', {
      labels: operatorLabels(chart),
      annotations: v.map('operator.annotations'),
    }),
    spec: {
      replicas: v.get('operator.replicas'),
      selector: { matchLabels: SELECTOR },
      strategy: strategy(chart),
      template: {
        metadata: {
          annotations: podAnnotations(chart),
          labels: { ...operatorLabels(chart), ...v.map('operator.podLabels') },
        },
        spec: {
          ...hostUsers(chart, v.get('operator.hostUsers')),
          imagePullSecrets: v.listIf('imagePullSecrets'),
          securityContext: v.mapIf('operator.podSecurityContext'),
          containers: [container(chart)],
          hostNetwork: v.get('operator.hostNetwork'),
          dnsPolicy: v.ifOn('operator.dnsPolicy'),
          restartPolicy: 'Always',
          priorityClassName: priorityClass(chart, 'operator.priorityClassName', 'system-cluster-critical'),
          serviceAccountName: accountName(chart, 'operator'),
          automountServiceAccountToken: v.get('serviceAccounts.operator.automount'),
          affinity: v.mapIf('operator.affinity'),
          topologySpreadConstraints: spreadConstraints(chart, 'operator.topologySpreadConstraints', SELECTOR),
          nodeSelector: v.mapIf('operator.nodeSelector'),
          tolerations: tolerations(chart),
          volumes: volumes(chart),
          hostAliases: operatorInMesh(chart) ? clientHostAliases(chart) : undefined,
        },
      },
    },
  };
}

/** One replica on a node's ports can only be replaced when it may go first. */
function strategy(chart: Chart): Fields {
  const { v } = chart;
  const chosen = v.map('operator.updateStrategy');
  const alone = v.number('operator.replicas') === 1 && v.text('operator.updateStrategy.type') === 'RollingUpdate';
  return alone
    ? { ...chosen, rollingUpdate: { ...v.map('operator.updateStrategy.rollingUpdate'), maxUnavailable: '100%' } }
    : chosen;
}

/** Without the last one no operator would start on nodes that wait for their first agent. */
function tolerations(chart: Chart): Fields[] {
  const { v } = chart;
  const key = v.text('agentNotReadyTaintKey');
  return [...(v.list('operator.tolerations') as Fields[]), ...(key === '' ? [] : [{ key, operator: 'Exists' }])];
}

function podAnnotations(chart: Chart): Fields {
  const { v } = chart;
  const scraped = v.on('operator.prometheus.enabled') && !v.on('operator.prometheus.serviceMonitor.enabled');
  return {
    ...(v.on('operator.rollOutPods') ? { 'cilium.io/cilium-configmap-checksum': contentHash(configData(chart)) } : {}),
    ...(scraped ? scrapeAnnotations(v.text('operator.prometheus.port')) : {}),
    ...v.map('operator.podAnnotations'),
  };
}

const HEALTH_PORT = 9234;

function container(chart: Chart): Fields {
  const { v } = chart;
  const host = v.on('operator.hostNetwork') ? { host: chart.loopback } : {};
  const healthz = {
    httpGet: {
      ...host,
      path: '/healthz',
      port: chart.release.has('namedPorts') ? 'health' : HEALTH_PORT,
      scheme: 'HTTP',
    },
  };
  const port = (name: string, number: number, rest: Fields = {}) => ({
    name,
    containerPort: number,
    ...(v.on('operator.hostNetwork') ? { hostPort: number } : {}),
    ...rest,
  });
  const ports = [
    ...(chart.release.has('alwaysListsPorts') ? [port('health', HEALTH_PORT)] : []),
    ...(v.on('operator.prometheus.enabled')
      ? [port('prometheus', v.number('operator.prometheus.port'), { protocol: 'TCP' })]
      : []),
  ];
  return {
    name: 'cilium-operator',
    ...operatorImage(chart),
    command: ['cilium-operator-generic'],
    args: ['--config-dir=/tmp/cilium/config-map', '--debug=$(CILIUM_DEBUG)', ...v.list('operator.extraArgs')],
    env: [
      fieldEnv('K8S_NODE_NAME', 'spec.nodeName'),
      fieldEnv('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
      ...(operatorInMesh(chart) ? [{ name: 'CILIUM_CLUSTERMESH_CONFIG', value: `${MESH_DIR}/` }] : []),
      configKeyEnv('CILIUM_DEBUG', 'debug'),
      ...apiServerEnv(chart),
      ...v.list('operator.extraEnv'),
    ],
    ports: ports.length === 0 ? undefined : ports,
    livenessProbe: { ...healthz, initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 3 },
    readinessProbe: { ...healthz, initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 5 },
    volumeMounts: mounts(chart),
    resources: v.mapIf('operator.resources'),
    securityContext: v.mapIf('operator.securityContext'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/** The operator's image has a flavour in its name and one digest per flavour; only the generic one is native. */
function operatorImage(chart: Chart): Fields {
  const { v } = chart;
  const digest = v.on('operator.image.useDigest') ? `@${v.text('operator.image.genericDigest')}` : '';
  const tag = v.text('operator.image.tag');
  const built = `${v.text('operator.image.repository')}-generic${v.text('operator.image.suffix')}${tag === '' ? '' : `:${tag}`}${digest}`;
  return { image: v.text('operator.image.override') || built, imagePullPolicy: v.ifOn('operator.image.pullPolicy') };
}

const metricsTls = (chart: Chart) =>
  chart.v.on('operator.prometheus.enabled') && chart.v.on('operator.prometheus.tls.enabled');

function mounts(chart: Chart): Fields[] {
  const { v } = chart;
  return [
    { name: 'cilium-config-path', mountPath: '/tmp/cilium/config-map', readOnly: true },
    ...etcdMounts(chart),
    ...(operatorInMesh(chart) ? [MESH_MOUNT] : []),
    ...(v.on('kubeConfigPath') ? [{ name: 'kube-config', mountPath: v.get('kubeConfigPath'), readOnly: true }] : []),
    ...(metricsTls(chart)
      ? [{ name: 'prometheus-tls', mountPath: '/var/lib/cilium/tls/prometheus', readOnly: true }]
      : []),
    ...hostPathMounts(chart, 'operator.extraHostPathMounts').mounts,
    ...(v.list('operator.extraVolumeMounts') as Fields[]),
  ];
}

function volumes(chart: Chart): Fields[] {
  const { v } = chart;
  const pair = { 'tls.crt': 'server.crt', 'tls.key': 'server.key' };
  const items = v.on('operator.prometheus.tls.server.mtls.enabled') ? { ...pair, 'ca.crt': 'client-ca.crt' } : pair;
  return [
    { name: 'cilium-config-path', configMap: { name: 'cilium-config' } },
    ...etcdVolumes(chart),
    ...(v.on('kubeConfigPath')
      ? [{ name: 'kube-config', hostPath: { path: v.get('kubeConfigPath'), type: 'FileOrCreate' } }]
      : []),
    ...hostPathMounts(chart, 'operator.extraHostPathMounts').volumes,
    ...(v.list('operator.extraVolumes') as Fields[]),
    ...(operatorInMesh(chart) ? [meshSecretsVolume(chart)] : []),
    ...(metricsTls(chart)
      ? [
          {
            name: 'prometheus-tls',
            projected: {
              defaultMode: OWNER_READ,
              sources: [
                secretSource(v.text('operator.prometheus.tls.server.existingSecret') || undefined, items, true),
              ],
            },
          },
        ]
      : []),
  ];
}
