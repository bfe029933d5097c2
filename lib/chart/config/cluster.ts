// Rows about identity, logs, agent and operator. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { mcsApi } from '../clustermesh/mesh';
import { Chart } from '../context';
import { etcdConfig } from '../etcd';
import { goJson, integerText } from '../go-format';
import {
  ConfigRow,
  chaining,
  commas,
  duration,
  group,
  on,
  plain,
  portmap,
  quoted,
  row,
  seconds,
  since,
  spaces,
  until,
  yes,
} from './row';

const hostIp = (chart: Chart, port: string) => (chart.v.on('ipv4.enabled') ? `127.0.0.1:${port}` : `[::1]:${port}`);

export const IDENTITY: readonly ConfigRow[] = [
  ...group(on('etcd.enabled'), [
    row('kvstore', () => 'etcd'),
    row('kvstore-opt', () => '{"etcd.config": "/var/lib/etcd-config/etcd.config"}'),
    row('etcd-config', etcdConfig),
  ]),
  row('identity-allocation-mode', 'identityAllocationMode', undefined, plain),
  row('identity-management-mode', 'identityManagementMode'),
  row('identity-heartbeat-timeout', 'operator.identityHeartbeatTimeout', undefined, duration),
  row('identity-gc-interval', 'operator.identityGCInterval', undefined, duration),
  row('identity-change-grace-period', 'identityChangeGracePeriod', 'on', duration),
  row('cilium-endpoint-gc-interval', 'operator.endpointGCInterval', undefined, duration),
  row('nodes-gc-interval', 'operator.nodeGCInterval', undefined, duration),
  row('disable-endpoint-crd', yes, on('disableEndpointCRD')),
  row('enable-well-known-identities', (chart) => String(chart.v.on('wellKnownIdentities.enabled'))),
  row('labels', 'labels'),
  row('node-labels', 'nodeLabels'),
  row('cluster-name', 'cluster.name'),
  row('cluster-id', 'cluster.id', 'set', quoted),
];

export const LOGS: readonly ConfigRow[] = [
  row('debug', 'debug.enabled'),
  row('debug-verbose', 'debug.verbose', 'set', quoted),
  row('metrics-sampling-interval', 'debug.metricsSamplingInterval', 'set', quoted),
  row('log-opt', 'logOptions', 'on', goJson),
  row('log-system-load', 'logSystemLoad', 'on'),
  ...group(on('pprof.enabled'), [
    row('pprof', yes),
    row('pprof-address', 'pprof.address'),
    row('pprof-port', 'pprof.port'),
    row('pprof-mutex-profile-fraction', 'pprof.mutexProfileFraction'),
    row('pprof-block-profile-rate', 'pprof.blockProfileRate'),
  ]),
  ...group(on('operator.pprof.enabled'), [
    row('operator-pprof', yes),
    row('operator-pprof-address', 'operator.pprof.address'),
    row('operator-pprof-port', 'operator.pprof.port'),
    row('operator-pprof-mutex-profile-fraction', 'operator.pprof.mutexProfileFraction'),
    row('operator-pprof-block-profile-rate', 'operator.pprof.blockProfileRate'),
  ]),
  row('monitor-aggregation', 'bpf.monitorAggregation', undefined, plain),
  row('monitor-aggregation-interval', 'bpf.monitorInterval', undefined, duration),
  row('monitor-aggregation-flags', 'bpf.monitorFlags', undefined, plain),
];

export const METRICS: readonly ConfigRow[] = [
  ...group(on('prometheus.enabled'), [
    row('prometheus-serve-addr', (chart) => `:${chart.v.text('prometheus.port')}`),
    row('metrics', 'prometheus.metrics', 'on', spaces),
    row('controller-group-metrics', 'prometheus.controllerGroupMetrics', 'on', spaces),
  ]),
  row(
    'proxy-prometheus-port',
    'envoy.prometheus.port',
    (chart) => !chart.envoyDaemonSet && chart.v.on('envoy.prometheus.enabled'),
  ),
  row(
    'proxy-admin-port',
    'envoy.debug.admin.port',
    (chart) => !chart.envoyDaemonSet && chart.v.on('envoy.debug.admin.enabled') && chart.v.on('envoy.debug.admin.port'),
  ),
  ...group(on('operator.prometheus.enabled'), [
    row('operator-prometheus-serve-addr', (chart) => `:${chart.v.text('operator.prometheus.port')}`),
    row('enable-metrics', yes),
    ...group(on('operator.prometheus.tls.enabled'), [
      row('operator-prometheus-enable-tls', yes),
      row('operator-prometheus-tls-cert-file', () => '/var/lib/cilium/tls/prometheus/server.crt'),
      row('operator-prometheus-tls-key-file', () => '/var/lib/cilium/tls/prometheus/server.key'),
      row(
        'operator-prometheus-tls-client-ca-files',
        () => '/var/lib/cilium/tls/prometheus/client-ca.crt',
        on('operator.prometheus.tls.server.mtls.enabled'),
      ),
    ]),
  ]),
];

export const AGENT: readonly ConfigRow[] = [
  row(
    'procfs',
    () => '/host/proc',
    (chart) => !chart.privileged,
  ),
  row('agent-health-port', 'healthPort', (chart) => chart.v.number('healthPort') !== 9879, quoted),
  row('cluster-health-port', 'clusterHealthPort', 'set', quoted),
  row('enable-health-checking', 'healthChecking'),
  row('enable-endpoint-health-checking', (chart) =>
    String(chart.v.on('endpointHealthChecking.enabled') && (!chaining(chart) || portmap(chart))),
  ),
  row('health-check-icmp-failure-threshold', 'healthCheckICMPFailureThreshold', 'on'),
  row('connectivity-probe-frequency-ratio', 'connectivityProbeFrequencyRatio', 'number'),
  row('annotate-k8s-node', yes, on('annotateK8sNode')),
  row('enable-k8s-endpoint-slice', 'enableK8sEndpointSlice', 'on'),
  row('enable-custom-calls', 'customCalls.enabled', 'on'),
  row('synchronize-k8s-nodes', 'synchronizeK8sNodes'),
  row('agent-not-ready-taint-key', 'agentNotReadyTaintKey'),
  row('crd-wait-timeout', 'crdWaitTimeout', 'on', duration),
  row('clean-cilium-state', yes, on('cleanState')),
  row('clean-cilium-bpf-state', yes, on('cleanBpfState')),
  row('api-rate-limit', 'apiRateLimit', 'on'),
  row('k8s-kubeconfig-path', 'kubeConfigPath', 'on'),
  row('k8s-api-server-urls', 'k8s.apiServerURLs'),
  row('k8s-client-qps', 'k8sClientRateLimit.qps', 'on'),
  row('k8s-client-burst', 'k8sClientRateLimit.burst', 'on'),
  row('operator-k8s-client-qps', 'k8sClientRateLimit.operator.qps', 'on'),
  row('operator-k8s-client-burst', 'k8sClientRateLimit.operator.burst', 'on'),
  row('enable-dynamic-config', 'configDriftDetection.enabled'),
  row('enable-drift-checker', 'configDriftDetection.driftChecker'),
  row('ignore-flags-drift-checker', 'configDriftDetection.ignoredKeys', 'on', commas),
  ...group(on('ciliumEndpointSlice.enabled'), [
    row('enable-cilium-endpoint-slice', yes),
    row('ces-rate-limits', 'ciliumEndpointSlice.rateLimits', 'on', goJson),
  ]),
];

const restarts = on('operator.unmanagedPodWatcher.restart');
const watched = (as: (value: unknown) => string) => (chart: Chart) =>
  restarts(chart) ? as(chart.v.get('operator.unmanagedPodWatcher.intervalSeconds')) : '0';

export const OPERATOR: readonly ConfigRow[] = [
  row(
    'operator-api-serve-addr',
    (chart) => hostIp(chart, '9234'),
    (chart) => chart.upgradedFrom(8),
  ),
  ...until('1.19', row('unmanaged-pod-watcher-interval', watched(integerText))),
  ...since('1.19', row('unmanaged-pod-watcher-interval', watched(seconds))),
  row('pod-restart-selector', 'operator.unmanagedPodWatcher.selector', undefined, plain),
  row('skip-crd-creation', yes, on('operator.skipCRDCreation')),
  row('remove-cilium-node-taints', yes, on('operator.removeNodeTaints')),
  row('set-cilium-node-taints', yes, (chart) =>
    chart.v.isKnown('operator.setNodeTaints')
      ? chart.v.on('operator.setNodeTaints')
      : chart.v.on('operator.removeNodeTaints'),
  ),
  row('set-cilium-is-up-condition', yes, on('operator.setNodeNetworkStatus')),
];

/** Their keys are in every rendering with the defaults. */
export const MESH: readonly ConfigRow[] = [
  row('max-connected-clusters', 'clustermesh.maxConnectedClusters'),
  row('clustermesh-cache-ttl', 'clustermesh.cacheTTL'),
  row('clustermesh-default-global-namespace', 'clustermesh.defaultGlobalNamespace'),
  row('clustermesh-enable-endpoint-sync', 'clustermesh.enableEndpointSliceSynchronization'),
  row('clustermesh-enable-mcs-api', (chart) => String(mcsApi(chart))),
  row('clustermesh-mcs-api-install-crds', 'clustermesh.mcsapi.installCRDs'),
  row('mesh-auth-enabled', 'authentication.enabled'),
  row('mesh-auth-queue-size', 'authentication.queueSize'),
  row('mesh-auth-rotated-identities-queue-size', 'authentication.rotatedIdentitiesQueueSize'),
  row('mesh-auth-gc-interval', 'authentication.gcInterval', undefined, duration),
];
