// Rows about identity, logs, agent and operator. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { Chart } from '../context';
import { goJson, integerText } from '../go-format';
import { ConfigRow, chaining, commas, group, on, row, seconds, since, spaces, yes } from './row';

const hostIp = (chart: Chart, port: string) => (chart.v.on('ipv4.enabled') ? `127.0.0.1:${port}` : `[::1]:${port}`);

export const IDENTITY: readonly ConfigRow[] = [
  row('identity-allocation-mode', 'identityAllocationMode'),
  row('identity-management-mode', 'identityManagementMode'),
  row('identity-heartbeat-timeout', 'operator.identityHeartbeatTimeout', 'set'),
  row('identity-gc-interval', 'operator.identityGCInterval', 'set'),
  row('identity-change-grace-period', 'identityChangeGracePeriod', 'on'),
  row('cilium-endpoint-gc-interval', 'operator.endpointGCInterval', 'set'),
  row('nodes-gc-interval', 'operator.nodeGCInterval', 'set'),
  row('disable-endpoint-crd', 'disableEndpointCRD', 'on'),
  row('enable-well-known-identities', 'wellKnownIdentities.enabled'),
  row('labels', 'labels', 'on'),
  row('node-labels', 'nodeLabels', 'on'),
  row('cluster-name', 'cluster.name'),
  row('cluster-id', 'cluster.id'),
];

export const LOGS: readonly ConfigRow[] = [
  row('debug', 'debug.enabled'),
  row('debug-verbose', 'debug.verbose', 'set'),
  row('metrics-sampling-interval', 'debug.metricsSamplingInterval', 'on'),
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
  row('monitor-aggregation', 'bpf.monitorAggregation'),
  row('monitor-aggregation-interval', 'bpf.monitorInterval'),
  row('monitor-aggregation-flags', 'bpf.monitorFlags'),
];

export const METRICS: readonly ConfigRow[] = [
  ...group(on('prometheus.enabled'), [
    row('prometheus-serve-addr', (chart) => `:${chart.v.text('prometheus.port')}`),
    row('metrics', 'prometheus.metrics', 'on', spaces),
    row('controller-group-metrics', 'prometheus.controllerGroupMetrics', 'on', spaces),
  ]),
  row('proxy-prometheus-port', 'envoy.prometheus.port', (chart) => !chart.envoyDaemonSet && chart.v.on('envoy.prometheus.enabled')),
  row('proxy-admin-port', 'envoy.debug.admin.port', (chart) => !chart.envoyDaemonSet && chart.v.on('envoy.debug.admin.enabled')),
  ...group(on('operator.prometheus.enabled'), [
    row('operator-prometheus-serve-addr', (chart) => `:${chart.v.text('operator.prometheus.port')}`),
    row('enable-metrics', yes),
    ...group(on('operator.prometheus.tls.enabled'), [
      row('operator-prometheus-enable-tls', yes),
      row('operator-prometheus-tls-cert-file', () => '/var/lib/cilium/tls/prometheus/server.crt'),
      row('operator-prometheus-tls-key-file', () => '/var/lib/cilium/tls/prometheus/server.key'),
      row('operator-prometheus-tls-client-ca-files', () => '/var/lib/cilium/tls/prometheus/client-ca.crt', on('operator.prometheus.tls.server.mtls.enabled')),
    ]),
  ]),
];

export const AGENT: readonly ConfigRow[] = [
  row(
    'procfs',
    () => '/host/proc',
    (chart) => !chart.privileged,
  ),
  row('agent-health-port', 'healthPort', (chart) => chart.v.number('healthPort') !== 9879),
  row('cluster-health-port', 'clusterHealthPort', 'on'),
  row('enable-health-checking', 'healthChecking'),
  row('enable-endpoint-health-checking', (chart) => (chaining(chart) ? 'false' : chart.v.text('endpointHealthChecking.enabled'))),
  row('health-check-icmp-failure-threshold', 'healthCheckICMPFailureThreshold'),
  row('connectivity-probe-frequency-ratio', 'connectivityProbeFrequencyRatio', 'known'),
  row('annotate-k8s-node', 'annotateK8sNode', 'on'),
  row('synchronize-k8s-nodes', 'synchronizeK8sNodes'),
  row('agent-not-ready-taint-key', 'agentNotReadyTaintKey', 'on'),
  row('crd-wait-timeout', 'crdWaitTimeout', 'on'),
  row('clean-cilium-state', 'cleanState', 'on'),
  row('clean-cilium-bpf-state', 'cleanBpfState', 'on'),
  row('api-rate-limit', 'apiRateLimit', 'on'),
  row('k8s-kubeconfig-path', 'kubeConfigPath', 'on'),
  row('k8s-api-server-urls', 'k8s.apiServerURLs', 'on'),
  row('k8s-client-qps', 'k8sClientRateLimit.qps', 'on', integerText),
  row('k8s-client-burst', 'k8sClientRateLimit.burst', 'on', integerText),
  row('operator-k8s-client-qps', 'k8sClientRateLimit.operator.qps', 'on', integerText),
  row('operator-k8s-client-burst', 'k8sClientRateLimit.operator.burst', 'on', integerText),
  row('enable-dynamic-config', 'configDriftDetection.enabled'),
  row('enable-drift-checker', 'configDriftDetection.driftChecker'),
  row('ignore-flags-drift-checker', 'configDriftDetection.ignoredKeys', 'on', commas),
  ...group(on('ciliumEndpointSlice.enabled'), [
    row('enable-cilium-endpoint-slice', yes),
    row('ces-rate-limits', 'ciliumEndpointSlice.rateLimits', 'on', goJson),
  ]),
];

export const OPERATOR: readonly ConfigRow[] = [
  row('operator-api-serve-addr', (chart) => hostIp(chart, '9234')),
  row('unmanaged-pod-watcher-interval', (chart) =>
    chart.v.on('operator.unmanagedPodWatcher.restart') ? seconds(chart.v.get('operator.unmanagedPodWatcher.intervalSeconds')) : '0',
  ),
  row('pod-restart-selector', 'operator.unmanagedPodWatcher.selector', 'known'),
  row('skip-crd-creation', 'operator.skipCRDCreation', 'on'),
  row('remove-cilium-node-taints', yes, on('operator.removeNodeTaints')),
  row('set-cilium-node-taints', yes, (chart) =>
    chart.v.has('operator.setNodeTaints') && chart.v.get('operator.setNodeTaints') !== null
      ? chart.v.on('operator.setNodeTaints')
      : chart.v.on('operator.removeNodeTaints'),
  ),
  row('set-cilium-is-up-condition', yes, on('operator.setNodeNetworkStatus')),
];

/** Values of these groups are not native; their keys are in every rendering with the defaults. */
export const MESH: readonly ConfigRow[] = [
  row('max-connected-clusters', 'clustermesh.maxConnectedClusters', undefined, integerText),
  ...since('1.19', row('clustermesh-cache-ttl', 'clustermesh.cacheTTL')),
  ...since('1.20', row('clustermesh-default-global-namespace', 'clustermesh.defaultGlobalNamespace')),
  row('clustermesh-enable-endpoint-sync', 'clustermesh.enableEndpointSliceSynchronization'),
  row('clustermesh-enable-mcs-api', 'clustermesh.mcsapi.enabled'),
  ...since('1.19', row('clustermesh-mcs-api-install-crds', 'clustermesh.mcsapi.installCRDs')),
  row('mesh-auth-enabled', 'authentication.enabled'),
  row('mesh-auth-queue-size', 'authentication.queueSize', undefined, integerText),
  row('mesh-auth-rotated-identities-queue-size', 'authentication.rotatedIdentitiesQueueSize', undefined, integerText),
  row('mesh-auth-gc-interval', 'authentication.gcInterval'),
];
