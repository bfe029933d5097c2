// The containers of the mesh's API server: etcd, the server that fills it, and the one that copies the other clusters' state into it.
import { Chart } from '../context';
import { image } from '../objects';
import { Fields } from '../types';
import { clusterUsers, crdIdentities, kvStoreMesh, mcsApi, ownEtcd } from './mesh';

const AT = 'clustermesh.apiserver';
const DATA_DIR = '/var/run/etcd';

export function initContainers(chart: Chart): Fields[] {
  return ownEtcd(chart) ? [etcdInit(chart)] : [];
}

export function containers(chart: Chart): Fields[] {
  return [
    ...(ownEtcd(chart) ? [etcd(chart)] : []),
    ...(crdIdentities(chart) ? [server(chart)] : []),
    ...(kvStoreMesh(chart) ? [copier(chart)] : []),
  ];
}

function container(chart: Chart, name: string, rest: Fields): Fields {
  return { name, ...image(chart, `${AT}.image`), terminationMessagePolicy: 'FallbackToLogsOnError', ...rest };
}

const debug = (chart: Chart) => (chart.v.on('debug.enabled') ? ['--debug'] : []);
const port = (name: string, number: number) => ({ name, containerPort: number, protocol: 'TCP' });
const configEnv = (name: string, key: string, optional?: boolean) => ({
  name,
  valueFrom: { configMapKeyRef: { name: 'cilium-config', key, optional } },
});
/** Each pod is a cluster of one, so that no two of them ever join. */
const clusterToken = { name: 'INITIAL_CLUSTER_TOKEN', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } };

function etcdInit(chart: Chart): Fields {
  const { v } = chart;
  return container(chart, 'etcd-init', {
    command: ['/usr/bin/clustermesh-apiserver'],
    args: [
      'etcdinit',
      ...debug(chart),
      '--etcd-cluster-name=clustermesh-apiserver',
      '--etcd-initial-cluster-token=$(INITIAL_CLUSTER_TOKEN)',
      `--etcd-data-dir=${DATA_DIR}`,
      ...v.list(`${AT}.etcd.init.extraArgs`),
    ],
    env: [configEnv('CILIUM_CLUSTER_NAME', 'cluster-name'), clusterToken, ...v.list(`${AT}.etcd.init.extraEnv`)],
    securityContext: v.mapIf(`${AT}.etcd.securityContext`),
    volumeMounts: [{ name: 'etcd-data-dir', mountPath: DATA_DIR }, ...v.list(`${AT}.extraVolumeMounts`)],
    resources: v.mapIf(`${AT}.etcd.init.resources`),
  });
}

function etcd(chart: Chart): Fields {
  const { v } = chart;
  const metrics = v.on(`${AT}.metrics.etcd.enabled`);
  return container(chart, 'etcd', {
    command: ['/usr/bin/etcd'],
    args: [
      `--data-dir=${DATA_DIR}`,
      '--name=clustermesh-apiserver',
      '--client-cert-auth',
      ...['trusted-ca-file=ca.crt', 'cert-file=tls.crt', 'key-file=tls.key'].map(
        (file) => `--${file.replace('=', '=/var/lib/etcd-secrets/')}`,
      ),
      '--listen-client-urls=https://0.0.0.0:2379',
      // Clients go where their own configuration says; this is never read.
      '--advertise-client-urls=https://localhost:2379',
      '--initial-cluster-token=$(INITIAL_CLUSTER_TOKEN)',
      '--auto-compaction-retention=1',
      ...(chart.release.has('meshEtcdGatewayOff') ? ['--enable-grpc-gateway=false'] : []),
      ...(metrics
        ? [
            `--listen-metrics-urls=http://0.0.0.0:${v.text(`${AT}.metrics.etcd.port`)}`,
            `--metrics=${v.text(`${AT}.metrics.etcd.mode`)}`,
          ]
        : []),
    ],
    env: [{ name: 'ETCDCTL_API', value: '3' }, clusterToken],
    ports: [port('etcd', 2379), ...(metrics ? [port('etcd-metrics', v.number(`${AT}.metrics.etcd.port`))] : [])],
    volumeMounts: [
      { name: 'etcd-server-secrets', mountPath: '/var/lib/etcd-secrets', readOnly: true },
      { name: 'etcd-data-dir', mountPath: DATA_DIR },
      ...v.list(`${AT}.extraVolumeMounts`),
    ],
    resources: v.mapIf(`${AT}.etcd.resources`),
    securityContext: v.mapIf(`${AT}.etcd.securityContext`),
    lifecycle: v.mapIf(`${AT}.etcd.lifecycle`),
  });
}

/** Arguments that both servers begin with. */
function common(chart: Chart, qps: string): string[] {
  return [
    ...debug(chart),
    '--cluster-name=$(CLUSTER_NAME)',
    '--cluster-id=$(CLUSTER_ID)',
    '--kvstore-opt=etcd.config=/var/lib/cilium/etcd-config.yaml',
    `--kvstore-opt=etcd.qps=${qps}`,
  ];
}

const maxClusters = (chart: Chart) =>
  chart.v.has('clustermesh.maxConnectedClusters')
    ? [`--max-connected-clusters=${chart.v.text('clustermesh.maxConnectedClusters')}`]
    : [];

const metricsArgs = (chart: Chart, at: string) =>
  chart.v.on(`${at}.enabled`)
    ? [`--prometheus-serve-addr=:${chart.v.text(`${at}.port`)}`, '--controller-group-metrics=all']
    : [];

/** Rates that were fixed before they became values. */
const SERVER_QPS = '20';
const COPIER_QPS = '100';

function server(chart: Chart): Fields {
  const { v } = chart;
  return container(chart, 'apiserver', {
    command: ['/usr/bin/clustermesh-apiserver'],
    args: [
      'clustermesh',
      ...common(chart, v.knows(`${AT}.etcdQPS`) ? v.text(`${AT}.etcdQPS`) : SERVER_QPS),
      '--kvstore-opt=etcd.bootstrapQps=10000',
      ...maxClusters(chart),
      `--health-port=${v.text(`${AT}.healthPort`)}`,
      ...(clusterUsers(chart)
        ? ['--cluster-users-enabled', '--cluster-users-config-path=/var/lib/cilium/etcd-config/users.yaml']
        : []),
      ...metricsArgs(chart, `${AT}.metrics`),
      ...(mcsApi(chart) ? ['--clustermesh-enable-mcs-api'] : []),
      ...(v.on('ciliumEndpointSlice.enabled') ? ['--enable-cilium-endpoint-slice'] : []),
      ...(v.knows('clustermesh.defaultGlobalNamespace')
        ? [`--clustermesh-default-global-namespace=${v.text('clustermesh.defaultGlobalNamespace')}`]
        : []),
      ...v.list(`${AT}.extraArgs`),
    ],
    env: [
      configEnv('CLUSTER_NAME', 'cluster-name'),
      configEnv('CLUSTER_ID', 'cluster-id', true),
      configEnv('ENABLE_K8S_ENDPOINT_SLICE', 'enable-k8s-endpoint-slice', true),
      ...v.list(`${AT}.extraEnv`),
    ],
    readinessProbe: { httpGet: { path: '/readyz', port: 'apiserv-health' }, ...v.map(`${AT}.readinessProbe`) },
    ports: [
      port('apiserv-health', v.number(`${AT}.healthPort`)),
      ...(v.on(`${AT}.metrics.enabled`) ? [port('apiserv-metrics', v.number(`${AT}.metrics.port`))] : []),
    ],
    resources: v.mapIf(`${AT}.resources`),
    volumeMounts: [
      { name: 'etcd-admin-client', mountPath: '/var/lib/cilium/etcd-secrets', readOnly: true },
      ...(clusterUsers(chart)
        ? [{ name: 'etcd-users-config', mountPath: '/var/lib/cilium/etcd-config', readOnly: true }]
        : []),
      ...v.list(`${AT}.extraVolumeMounts`),
    ],
    securityContext: v.mapIf(`${AT}.securityContext`),
    lifecycle: v.mapIf(`${AT}.lifecycle`),
  });
}

function copier(chart: Chart): Fields {
  const { v } = chart;
  const at = `${AT}.kvstoremesh`;
  const internal = ownEtcd(chart);
  return container(chart, 'kvstoremesh', {
    command: ['/usr/bin/clustermesh-apiserver'],
    args: [
      'kvstoremesh',
      ...common(chart, v.knows(`${at}.etcdQPS`) ? v.text(`${at}.etcdQPS`) : COPIER_QPS),
      ...(internal ? ['--kvstore-opt=etcd.bootstrapQps=10000'] : []),
      '--kvstore-opt=etcd.maxInflight=10',
      '--clustermesh-config=/var/lib/cilium/clustermesh',
      ...maxClusters(chart),
      ...(v.knows('clustermesh.cacheTTL') ? [`--clustermesh-cache-ttl=${v.text('clustermesh.cacheTTL')}`] : []),
      `--health-port=${v.text(`${at}.healthPort`)}`,
      ...metricsArgs(chart, `${AT}.metrics.kvstoremesh`),
      // The server of the same pod keeps the heartbeat, where there is one.
      `--enable-heartbeat=${String(!crdIdentities(chart))}`,
      ...v.list(`${at}.extraArgs`),
    ],
    readinessProbe: { httpGet: { path: '/readyz', port: 'kvmesh-health' }, ...v.map(`${at}.readinessProbe`) },
    env: [
      configEnv('CLUSTER_NAME', 'cluster-name'),
      configEnv('CLUSTER_ID', 'cluster-id'),
      ...v.list(`${at}.extraEnv`),
    ],
    ports: [
      port('kvmesh-health', v.number(`${at}.healthPort`)),
      ...(v.on(`${AT}.metrics.kvstoremesh.enabled`)
        ? [port('kvmesh-metrics', v.number(`${AT}.metrics.kvstoremesh.port`))]
        : []),
    ],
    resources: v.mapIf(`${at}.resources`),
    volumeMounts: [
      ...(internal ? [{ name: 'etcd-admin-client', mountPath: '/var/lib/cilium/etcd-secrets', readOnly: true }] : []),
      { name: 'kvstoremesh-secrets', mountPath: '/var/lib/cilium/clustermesh', readOnly: true },
      ...(internal ? [] : [{ name: 'etcd-config', mountPath: '/var/lib/cilium', readOnly: true }]),
      ...v.list(`${at}.extraVolumeMounts`),
    ],
    securityContext: v.mapIf(`${at}.securityContext`),
    lifecycle: v.mapIf(`${at}.lifecycle`),
  });
}
