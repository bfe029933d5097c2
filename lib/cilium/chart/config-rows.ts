// Keys of the ConfigMap cilium-config: one row per key with the value it comes from, when it is written and how it is printed.
// Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { Chart } from './context';
import { goJson, goText, integerText } from './go-format';
import { isMap } from '../../manifest/types';

/** `set`: the key exists, even as null. `known`: neither absent nor null. `on`: true by helm. */
export type Condition = 'set' | 'known' | 'on' | ((chart: Chart) => boolean);

export interface ConfigRow {
  readonly key: string;
  /** Path of the value, or a function of the chart. */
  readonly from: string | ((chart: Chart) => string);
  /** @default always */
  readonly when?: Condition;
  /** How the value is printed. @default goText */
  readonly as?: (value: unknown) => string;
  /** First minor that has the row. @default every supported one */
  readonly since?: string;
}

const spaces = (value: unknown) => (Array.isArray(value) ? value.map(goText).join(' ') : goText(value));
const commas = (value: unknown) => (Array.isArray(value) ? value.map(goText).join(',') : goText(value));
const lower = (value: unknown) => goText(value).toLowerCase();
const seconds = (value: unknown) => `${integerText(value)}s`;

function row(key: string, from: ConfigRow['from'], when?: Condition, as?: ConfigRow['as']): ConfigRow {
  return { key, from, ...(when === undefined ? {} : { when }), ...(as === undefined ? {} : { as }) };
}

/** Rows that are written only when a condition of the whole group holds. */
function group(holds: (chart: Chart) => boolean, rows: readonly ConfigRow[]): ConfigRow[] {
  return rows.map((each) => ({ ...each, when: (chart: Chart) => holds(chart) && isWritten(each, chart) }));
}

/** True when the row's own condition holds. */
export function isWritten({ from, when }: ConfigRow, chart: Chart): boolean {
  if (when === undefined) return true;
  if (typeof when === 'function') return when(chart);
  if (typeof from !== 'string') return true;
  const value = chart.v.get(from);
  return when === 'set' ? value !== undefined : when === 'known' ? value !== undefined && value !== null : chart.v.on(from);
}

const on = (path: string) => (chart: Chart) => chart.v.on(path);
const yes = () => 'true';
const no = () => 'false';

const envoyConfig = (chart: Chart) =>
  chart.ingress || chart.gateway || chart.v.on('envoyConfig.enabled') || chart.v.text('loadBalancer.l7.backend') === 'envoy';
const chaining = (chart: Chart) => chart.cniChainingMode !== 'none';
const hostIp = (chart: Chart, port: string) => (chart.v.on('ipv4.enabled') ? `127.0.0.1:${port}` : `[::1]:${port}`);
const nodeLabels = (path: string) => (chart: Chart) =>
  Object.entries(chart.v.map(path))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, value]) => `${k}=${goText(value)}`)
    .join(',');

const IDENTITY: readonly ConfigRow[] = [
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

const LOGS: readonly ConfigRow[] = [
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

const METRICS: readonly ConfigRow[] = [
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

const BPF: readonly ConfigRow[] = [
  row('bpf-root', 'bpf.root'),
  row('cgroup-root', 'cgroup.hostRoot'),
  row('enable-bpf-clock-probe', 'bpfClockProbe'),
  row('datapath-mode', 'bpf.datapathMode'),
  row('enable-tcx', 'bpf.enableTCX'),
  row('bpf-distributed-lru', 'bpf.distributedLRU.enabled'),
  row('bpf-events-drop-enabled', 'bpf.events.drop.enabled'),
  row('bpf-events-policy-verdict-enabled', 'bpf.events.policyVerdict.enabled'),
  row('bpf-events-trace-enabled', 'bpf.events.trace.enabled'),
  row('bpf-events-default-rate-limit', 'bpf.events.default.rateLimit', 'on', integerText),
  row('bpf-events-default-burst-limit', 'bpf.events.default.burstLimit', 'on', integerText),
  row('bpf-map-dynamic-size-ratio', (chart) => goText(chart.v.get('bpf.mapDynamicSizeRatio') ?? 0.0025)),
  row('bpf-lb-map-max', 'bpf.lbMapMax', 'on', integerText),
  row('bpf-policy-map-max', 'bpf.policyMapMax', 'on', integerText),
  row('bpf-policy-stats-map-max', 'bpf.policyStatsMapMax', 'on', integerText),
  row('bpf-policy-map-pressure-metrics-threshold', 'bpf.policyMapPressureMetricsThreshold', 'on'),
  row('bpf-auth-map-max', 'bpf.authMapMax', 'on', integerText),
  row('bpf-ct-global-tcp-max', 'bpf.ctTcpMax', 'on', integerText),
  row('bpf-ct-global-any-max', 'bpf.ctAnyMax', 'on', integerText),
  row('bpf-nat-global-max', 'bpf.natMax', 'on', integerText),
  row('bpf-neigh-global-max', 'bpf.neighMax', 'on', integerText),
  row('bpf-node-map-max', 'bpf.nodeMapMax', 'on', integerText),
  row('bpf-conntrack-accounting', () => '1', on('bpf.ctAccounting')),
  row('preallocate-bpf-maps', 'bpf.preallocateMaps'),
  row('ip-tracing-option-type', 'bpf.monitorTraceIPOption', 'on', integerText),
  row('disable-external-ip-mitigation', 'bpf.disableExternalIPMitigation', 'on'),
  row('vlan-bpf-bypass', 'bpf.vlanBypass', 'on', spaces),
  row('enable-bpf-masquerade', 'bpf.masquerade', 'known'),
  row('enable-bpf-tproxy', 'bpf.tproxy', 'known'),
  row('enable-host-legacy-routing', (chart) => (chaining(chart) ? 'true' : chart.v.text('bpf.hostLegacyRouting')), (chart) => chaining(chart) || typeof chart.v.get('bpf.hostLegacyRouting') === 'boolean'),
  row('nat-map-stats-entries', 'nat.mapStatsEntries', 'set'),
  row('nat-map-stats-interval', 'nat.mapStatsInterval', 'set'),
  row('conntrack-gc-interval', 'conntrackGCInterval', 'on'),
  row('conntrack-gc-max-interval', 'conntrackGCMaxInterval', 'on'),
  row('enable-datapath-plugins', 'datapathPlugins.enabled'),
  row('datapath-plugins-state-dir', 'datapathPlugins.stateDir'),
];

const ROUTING: readonly ConfigRow[] = [
  row('enable-ipv4', 'ipv4.enabled'),
  row('enable-ipv6', 'ipv6.enabled'),
  row('routing-mode', (chart) => chart.v.text('routingMode') || 'tunnel'),
  row('tunnel-protocol', (chart) => chart.v.text('tunnelProtocol') || 'vxlan'),
  row('tunnel-port', 'tunnelPort', 'on', integerText),
  row('tunnel-source-port-range', 'tunnelSourcePortRange'),
  row('underlay-protocol', 'underlayProtocol', 'on'),
  row('mtu', 'MTU', 'on', integerText),
  row('auto-direct-node-routes', 'autoDirectNodeRoutes'),
  row('direct-routing-skip-unreachable', 'directRoutingSkipUnreachable'),
  row('direct-routing-device', 'nodePort.directRoutingDevice', 'on'),
  row('enable-endpoint-routes', 'endpointRoutes.enabled', 'on'),
  row('enable-local-node-route', no, chaining),
  row('ipv4-native-routing-cidr', 'ipv4NativeRoutingCIDR', 'on'),
  row('ipv6-native-routing-cidr', 'ipv6NativeRoutingCIDR', 'on'),
  row('enable-ipv4-masquerade', (chart) => (chart.v.get('enableIPv4Masquerade') === false ? 'false' : 'true')),
  row('enable-ipv6-masquerade', 'enableIPv6Masquerade'),
  row('enable-masquerade-to-route-source', 'enableMasqueradeRouteSource'),
  row('egress-masquerade-interfaces', 'egressMasqueradeInterfaces', 'on'),
  row('enable-ip-masq-agent', 'ipMasqAgent.enabled', 'on'),
  row('enable-ipv4-big-tcp', 'enableIPv4BIGTCP'),
  row('enable-ipv6-big-tcp', 'enableIPv6BIGTCP'),
  row('enable-xt-socket-fallback', 'enableXTSocketFallback'),
  row('install-no-conntrack-iptables-rules', 'installNoConntrackIptablesRules'),
  row('iptables-random-fully', 'iptablesRandomFully'),
  row('iptables-lock-timeout', 'iptablesLockTimeout', 'on'),
  row('disable-iptables-feeder-rules', 'disableIptablesFeederRules', 'on', spaces),
  row('enable-ipv4-fragment-tracking', 'fragmentTracking', 'set'),
  row('devices', 'devices', 'set', spaces),
  row('force-device-detection', 'forceDeviceDetection', 'on'),
  row('enable-pmtu-discovery', 'pmtuDiscovery.enabled', 'on'),
  row('packetization-layer-pmtud-mode', 'pmtuDiscovery.packetizationLayerPMTUDMode', 'on'),
  row('enable-vtep', 'vtep.enabled'),
  row('vtep-endpoint', 'vtep.endpoint'),
  row('vtep-cidr', 'vtep.cidr'),
  row('vtep-mask', 'vtep.mask'),
  row('vtep-mac', 'vtep.mac'),
  row('prefer-ipv6', 'preferIpv6', 'on'),
  ...group(on('bandwidthManager.enabled'), [
    row('enable-bandwidth-manager', yes),
    row('enable-bbr', 'bandwidthManager.bbr'),
    row('enable-bbr-hostns-only', 'bandwidthManager.bbrHostNamespaceOnly'),
  ]),
];

const LOAD_BALANCING: readonly ConfigRow[] = [
  row('kube-proxy-replacement', 'kubeProxyReplacement'),
  row('kube-proxy-replacement-healthz-bind-address', 'kubeProxyReplacementHealthzBindAddr', (chart) => chart.v.text('kubeProxyReplacement') !== 'false'),
  row('bpf-lb-sock', 'socketLB.enabled'),
  // The gateway needs the socket load balancer out of pods, whatever the user says.
  row('bpf-lb-sock-hostns-only', (chart) => (chart.gateway ? 'true' : chart.v.text('socketLB.hostNamespaceOnly')), (chart) => chart.gateway || chart.v.has('socketLB.hostNamespaceOnly')),
  row('bpf-lb-sock-terminate-pod-connections', 'socketLB.terminatePodConnections', 'set'),
  row('trace-sock', 'socketLB.tracing', 'set'),
  row('bpf-lb-algorithm', 'loadBalancer.algorithm', 'set'),
  row('bpf-lb-mode', 'loadBalancer.mode', 'set'),
  row('bpf-lb-dsr-dispatch', 'loadBalancer.dsrDispatch', 'set'),
  row('bpf-lb-acceleration', 'loadBalancer.acceleration', 'set'),
  row('bpf-lb-maglev-table-size', 'maglev.tableSize', 'set'),
  row('bpf-lb-maglev-hash-seed', 'maglev.hashSeed', 'set'),
  row('lb-reflector-wait-time', 'loadBalancer.reflectorWaitTime', 'set'),
  row('enable-service-topology', 'loadBalancer.serviceTopology', 'set'),
  row('bpf-lb-external-clusterip', 'bpf.lbExternalClusterIP'),
  row('bpf-lb-source-range-all-types', 'bpf.lbSourceRangeAllTypes'),
  row('bpf-lb-mode-annotation', 'bpf.lbModeAnnotation'),
  row('bpf-lb-algorithm-annotation', (chart) => (chart.gateway ? 'true' : chart.v.text('bpf.lbAlgorithmAnnotation'))),
  ...group((chart) => chart.v.text('loadBalancer.l7.backend') === 'envoy', [
    row('loadbalancer-l7', 'loadBalancer.l7.backend'),
    row('loadbalancer-l7-ports', 'loadBalancer.l7.ports', undefined, spaces),
    row('loadbalancer-l7-algorithm', 'loadBalancer.l7.algorithm'),
  ]),
  row('node-port-range', 'nodePort.range', 'set'),
  row('nodeport-addresses', 'nodePort.addresses', 'set', commas),
  row('node-port-bind-protection', 'nodePort.bindProtection', 'set'),
  row('enable-auto-protect-node-port-range', 'nodePort.autoProtectPortRange', 'set'),
  row('enable-health-check-nodeport', 'nodePort.enableHealthCheck'),
  row('enable-health-check-loadbalancer-ip', 'nodePort.enableHealthCheckLoadBalancerIP'),
  row('enable-dynamic-source-lookup-nodeport', 'nodePort.enableDynamicSourceLookup'),
  row('k8s-service-proxy-name', 'k8s.serviceProxyName', 'on'),
  row('enable-lb-ipam', 'enableLBIPAM'),
  row('default-lb-service-ipam', 'defaultLBServiceIPAM', 'set'),
  row('enable-node-ipam', 'nodeIPAM.enabled', 'on'),
  row('service-no-backend-response', 'serviceNoBackendResponse'),
  row('enable-no-service-endpoints-routable', 'enableNoServiceEndpointsRoutable'),
  row('enable-nat46x64-gateway', 'nat46x64Gateway.enabled', 'on'),
  row('enable-local-redirect-policy', yes, (chart) => chart.v.on('localRedirectPolicies.enabled') || chart.v.on('localRedirectPolicy')),
  row('lrp-address-matcher-cidrs', 'localRedirectPolicies.addressMatcherCIDRs', 'on', commas),
  row('enable-source-ip-verification', 'daemon.enableSourceIPVerification', 'set'),
  row('enable-sctp', 'sctp.enabled'),
];

const ANNOUNCEMENTS: readonly ConfigRow[] = [
  row('enable-l2-neigh-discovery', 'l2NeighDiscovery.enabled'),
  ...group(on('l2announcements.enabled'), [
    row('enable-l2-announcements', yes),
    row('l2-announcements-lease-duration', 'l2announcements.leaseDuration', 'set'),
    row('l2-announcements-renew-deadline', 'l2announcements.leaseRenewDeadline', 'set'),
    row('l2-announcements-retry-period', 'l2announcements.leaseRetryPeriod', 'set'),
  ]),
  ...group(on('l2podAnnouncements.enabled'), [
    row('enable-l2-pod-announcements', yes),
    row('l2-pod-announcements-interface-pattern', 'l2podAnnouncements.interfacePattern', 'on'),
  ]),
  ...group(on('bgpControlPlane.enabled'), [
    row('enable-bgp-control-plane', yes),
    row('bgp-secrets-namespace', 'bgpControlPlane.secretsNamespace.name'),
    row('enable-bgp-control-plane-status-report', 'bgpControlPlane.statusReport.enabled'),
    row('bgp-router-id-allocation-mode', 'bgpControlPlane.routerIDAllocation.mode'),
    row('bgp-router-id-allocation-ip-pool', 'bgpControlPlane.routerIDAllocation.ipPool'),
    row('enable-bgp-legacy-origin-attribute', 'bgpControlPlane.legacyOriginAttribute.enabled'),
  ]),
];

const IPAM: readonly ConfigRow[] = [
  row('ipam', 'ipam.mode'),
  row('ipam-cilium-node-update-rate', 'ipam.ciliumNodeUpdateRate', 'on'),
  row('ipam-multi-pool-pre-allocation', 'ipam.multiPoolPreAllocation', 'on'),
  row('install-uplink-routes-for-delegated-ipam', 'ipam.installUplinkRoutesForDelegatedIPAM', 'on'),
  ...group((chart) => chart.v.text('ipam.mode') === 'cluster-pool', [
    row('cluster-pool-ipv4-cidr', 'ipam.operator.clusterPoolIPv4PodCIDRList', on('ipv4.enabled'), spaces),
    row('cluster-pool-ipv4-mask-size', 'ipam.operator.clusterPoolIPv4MaskSize', on('ipv4.enabled'), integerText),
    row('cluster-pool-ipv6-cidr', 'ipam.operator.clusterPoolIPv6PodCIDRList', on('ipv6.enabled'), spaces),
    row('cluster-pool-ipv6-mask-size', 'ipam.operator.clusterPoolIPv6MaskSize', on('ipv6.enabled'), integerText),
  ]),
  row('auto-create-cilium-pod-ip-pools', (chart) => poolsText(chart.v.map('ipam.operator.autoCreateCiliumPodIPPools')), (chart) => chart.v.text('ipam.mode') === 'multi-pool' && chart.v.on('ipam.operator.autoCreateCiliumPodIPPools')),
  row('ipam-min-allocate', 'ipam.nodeSpec.ipamMinAllocate', 'known'),
  row('ipam-pre-allocate', 'ipam.nodeSpec.ipamPreAllocate', 'known'),
  row('ipam-max-allocate', 'ipam.nodeSpec.ipamMaxAllocate', 'known'),
  row('ipam-static-ip-tags', 'ipam.nodeSpec.ipamStaticIPTags', 'on', commas),
  row('limit-ipam-api-burst', 'ipam.operator.externalAPILimitBurstSize', 'on'),
  row('limit-ipam-api-qps', 'ipam.operator.externalAPILimitQPS', 'on'),
  row('k8s-require-ipv4-pod-cidr', 'k8s.requireIPv4PodCIDR', 'set'),
  row('k8s-require-ipv6-pod-cidr', 'k8s.requireIPv6PodCIDR', 'set'),
];

const CNI: readonly ConfigRow[] = [
  row('custom-cni-conf', 'cni.customConf'),
  row('cni-chaining-mode', (chart) => chart.cniChainingMode, chaining),
  row('cni-chaining-target', 'cni.chainingTarget', (chart) => chaining(chart) && chart.v.on('cni.chainingTarget')),
  row('enable-identity-mark', 'enableIdentityMark', (chart) => chaining(chart) && chart.v.has('enableIdentityMark')),
  row('enable-route-mtu-for-cni-chaining', 'cni.enableRouteMTUForCNIChaining', 'on'),
  row('cni-external-routing', 'cni.externalRouting', 'on'),
  row('cni-uninstall', 'cni.uninstall', 'on'),
  row('read-cni-conf', (chart) => `${chart.v.text('cni.confFileMountPath')}/${chart.v.text('cni.configMapKey')}`, on('cni.configMap')),
  row('read-cni-conf', 'cni.readCniConf', (chart) => chart.v.on('cni.readCniConf')),
  ...group((chart) => chart.v.on('cni.install') && !chart.v.on('cni.customConf'), [row('cni-exclusive', 'cni.exclusive'), row('cni-log-file', 'cni.logFile')]),
  row(
    'write-cni-conf-when-ready',
    (chart) => `${chart.v.text('cni.hostConfDirMountPath')}/05-cilium.conflist`,
    (chart) => chart.v.on('cni.install') && (!chart.v.on('cni.customConf') || chart.v.on('cni.configMap')),
  ),
];

const POLICY: readonly ConfigRow[] = [
  row('enable-policy', 'policyEnforcementMode', undefined, lower),
  row('policy-audit-mode', 'policyAuditMode', 'set'),
  row('policy-cidr-match-mode', 'policyCIDRMatchMode', 'set', spaces),
  row('policy-deny-response', 'policyDenyResponse'),
  row('policy-default-local-cluster', 'clustermesh.policyDefaultLocalCluster'),
  row('enable-non-default-deny-policies', 'enableNonDefaultDenyPolicies'),
  row('enable-endpoint-lockdown-on-policy-overflow', 'endpointLockdownOnMapOverflow'),
  row('enable-node-selector-labels', 'nodeSelectorLabels'),
  row('enable-k8s-networkpolicy', 'k8sNetworkPolicy.enabled', 'set'),
  row('enable-k8s-cluster-network-policy', 'k8sClusterNetworkPolicy.enabled', 'on'),
  row('enable-host-firewall', 'hostFirewall.enabled'),
  ...group(on('egressGateway.enabled'), [row('enable-egress-gateway', yes)]),
  row('egress-gateway-reconciliation-trigger-interval', 'egressGateway.reconciliationTriggerInterval', 'set'),
  row('egress-gateway-policy-map-max', 'egressGateway.maxPolicyEntries', 'set'),
  ...group((chart) => chart.policySecretsFromNamespace, [
    row('policy-secrets-namespace', 'tls.secretsNamespace.name'),
    row('policy-secrets-only-from-secrets-namespace', yes),
    row('enable-policy-secrets-sync', yes, (chart) => chart.policySecretSync),
  ]),
];

const ENCRYPTION: readonly ConfigRow[] = group(on('encryption.enabled'), [
  ...group((chart) => chart.v.text('encryption.type') === 'ipsec', [
    row('enable-ipsec', yes),
    row('ipsec-key-file', (chart) => `${chart.v.text('encryption.ipsec.mountPath')}/${chart.v.text('encryption.ipsec.keyFile')}`),
    row('enable-ipsec-key-watcher', 'encryption.ipsec.keyWatcher', (chart) => !chart.v.on('encryption.ipsec.keyWatcher')),
    row('ipsec-key-rotation-duration', 'encryption.ipsec.keyRotationDuration', (chart) => chart.v.on('encryption.ipsec.keyRotationDuration')),
  ]),
  ...group((chart) => chart.v.text('encryption.type') === 'wireguard', [
    row('enable-wireguard', yes),
    row('wireguard-persistent-keepalive', 'encryption.wireguard.persistentKeepalive', 'on'),
  ]),
  row('encrypt-node', 'encryption.nodeEncryption', 'on'),
  ...group(on('encryption.strictMode.egress.enabled'), [
    row('enable-encryption-strict-mode-egress', yes),
    row('encryption-strict-egress-cidr', 'encryption.strictMode.egress.cidr'),
    row('encryption-strict-egress-allow-remote-node-identities', 'encryption.strictMode.egress.allowRemoteNodeIdentities'),
  ]),
  row('enable-encryption-strict-mode-ingress', 'encryption.strictMode.ingress.enabled', 'on'),
]);

const HUBBLE_TLS: readonly ConfigRow[] = [
  row('hubble-disable-tls', (chart) => (chart.hubbleTls ? 'false' : 'true')),
  ...group((chart) => chart.hubbleTls, [
    row('hubble-tls-cert-file', () => '/var/lib/cilium/tls/hubble/server.crt'),
    row('hubble-tls-key-file', () => '/var/lib/cilium/tls/hubble/server.key'),
    row('hubble-tls-client-ca-files', () => '/var/lib/cilium/tls/hubble/client-ca.crt'),
  ]),
];

const HUBBLE_METRICS: readonly ConfigRow[] = group((chart) => chart.hubbleMetrics, [
  row('hubble-metrics-server', (chart) => `:${chart.v.text('hubble.metrics.port')}`),
  row('hubble-metrics', 'hubble.metrics.enabled', 'on', spaces),
  row('hubble-dynamic-metrics-config-path', () => '/dynamic-metrics-config/dynamic-metrics.yaml', on('hubble.metrics.dynamic.enabled')),
  row('enable-hubble-open-metrics', 'hubble.metrics.enableOpenMetrics'),
  row('hubble-metrics-server-enable-tls', 'hubble.metrics.tls.enabled'),
  ...group(on('hubble.metrics.tls.enabled'), [
    row('hubble-metrics-server-tls-cert-file', () => '/var/lib/cilium/tls/hubble-metrics/server.crt'),
    row('hubble-metrics-server-tls-key-file', () => '/var/lib/cilium/tls/hubble-metrics/server.key'),
    row('hubble-metrics-server-tls-client-ca-files', () => '/var/lib/cilium/tls/hubble-metrics/client-ca.crt', on('hubble.metrics.tls.server.mtls.enabled')),
  ]),
]);

/** An export option: the old name of the value wins when it is set. */
const exported = (name: string) => (chart: Chart) => chart.v.text(chart.v.has(`hubble.export.${name}`) ? `hubble.export.${name}` : `hubble.export.static.${name}`);

const HUBBLE: readonly ConfigRow[] = [
  row('enable-hubble', 'hubble.enabled'),
  ...group((chart) => chart.hubble, [
    row('hubble-socket-path', 'hubble.socketPath'),
    row('hubble-listen-address', 'hubble.listenAddress', 'on'),
    row('hubble-event-queue-size', 'hubble.eventQueueSize', 'set'),
    row('hubble-event-buffer-capacity', 'hubble.eventBufferCapacity', 'set'),
    row('hubble-lost-event-send-interval', 'hubble.lostEventSendInterval', 'set'),
    row('hubble-network-policy-correlation-enabled', 'hubble.networkPolicyCorrelation.enabled'),
    row('hubble-prefer-ipv6', yes, (chart) => chart.v.on('hubble.preferIpv6') || chart.v.on('preferIpv6') || !chart.v.on('ipv4.enabled')),
    row('hubble-skip-unknown-cgroup-ids', 'hubble.skipUnknownCGroupIDs', 'known'),
    ...HUBBLE_TLS,
    ...HUBBLE_METRICS,
    ...group(on('hubble.redact.enabled'), [
      row('hubble-redact-enabled', yes),
      row('hubble-redact-http-urlquery', 'hubble.redact.http.urlQuery', 'set'),
      row('hubble-redact-http-userinfo', 'hubble.redact.http.userInfo', 'set'),
      row('hubble-redact-http-headers-allow', 'hubble.redact.http.headers.allow', 'on', spaces),
      row('hubble-redact-http-headers-deny', 'hubble.redact.http.headers.deny', 'on', spaces),
    ]),
    ...group(on('hubble.export.static.enabled'), [
      row('hubble-export-file-path', 'hubble.export.static.filePath'),
      row('hubble-export-file-max-size-mb', exported('fileMaxSizeMb')),
      row('hubble-export-file-max-backups', exported('fileMaxBackups')),
      row('hubble-export-file-compress', exported('fileCompress')),
      // The value of the same name under `static` is dead.
      row('hubble-export-aggregation-interval', (chart) => chart.v.text('hubble.export.aggregationInterval') || '0s'),
      row('hubble-export-fieldmask', 'hubble.export.static.fieldMask', undefined, spaces),
      row('hubble-export-fieldaggregate', 'hubble.export.static.fieldAggregate', undefined, spaces),
      row('hubble-export-allowlist', 'hubble.export.static.allowList', undefined, spaces),
      row('hubble-export-denylist', 'hubble.export.static.denyList', undefined, spaces),
    ]),
    row('hubble-flowlogs-config-path', () => '/flowlog-config/flowlogs.yaml', on('hubble.export.dynamic.enabled')),
    ...group(on('hubble.dropEventEmitter.enabled'), [
      row('hubble-drop-events', yes),
      row('hubble-drop-events-interval', 'hubble.dropEventEmitter.interval'),
      row('hubble-drop-events-reasons', 'hubble.dropEventEmitter.reasons', undefined, spaces),
    ]),
  ]),
];

const PROXY: readonly ConfigRow[] = [
  row('enable-l7-proxy', 'l7Proxy'),
  row('external-envoy-proxy', (chart) => String(chart.envoyDaemonSet)),
  row('envoy-base-id', 'envoy.baseID', undefined, integerText),
  row('envoy-log', 'envoy.log.path', 'on'),
  row('envoy-default-log-level', 'envoy.log.defaultLevel', 'on'),
  row('envoy-access-log-buffer-size', 'envoy.log.accessLogBufferSize', 'on', integerText),
  row('envoy-access-log-enabled', 'envoy.log.accessLogEnabled'),
  row('envoy-node-locality-enabled', 'envoy.nodeLocality.enabled'),
  row('envoy-xds-mode', (chart) => chart.v.text('envoy.xdsMode') || 'ads', (chart) => chart.v.on('envoy.xdsMode') || chart.upgradedFrom(20)),
  row('envoy-keep-cap-netbindservice', 'envoy.securityContext.capabilities.keepCapNetBindService'),
  row('envoy-policy-restore-timeout', 'envoy.policyRestoreTimeoutDuration', 'on'),
  row('disable-envoy-version-check', 'disableEnvoyVersionCheck', 'on'),
  row('http-retry-count', 'envoy.httpRetryCount'),
  row('http-stream-idle-timeout', 'envoy.streamIdleTimeoutDurationSeconds'),
  row('proxy-connect-timeout', 'envoy.connectTimeoutSeconds'),
  row('proxy-initial-fetch-timeout', 'envoy.initialFetchTimeoutSeconds'),
  row('proxy-idle-timeout-seconds', 'envoy.idleTimeoutDurationSeconds'),
  row('proxy-max-connection-duration-seconds', 'envoy.maxConnectionDurationSeconds'),
  row('proxy-max-requests-per-connection', 'envoy.maxRequestsPerConnection'),
  row('proxy-max-concurrent-retries', 'envoy.maxConcurrentRetries'),
  row('proxy-max-active-downstream-connections', 'envoy.maxGlobalDownstreamConnections'),
  row('proxy-cluster-max-connections', 'envoy.clusterMaxConnections'),
  row('proxy-cluster-max-pending-requests', 'envoy.clusterMaxPendingRequests'),
  row('proxy-cluster-max-requests', 'envoy.clusterMaxRequests'),
  row('proxy-use-original-source-address', 'envoy.useOriginalSourceAddress'),
  row('proxy-xff-num-trusted-hops-ingress', 'envoy.xffNumTrustedHopsL7PolicyIngress'),
  row('proxy-xff-num-trusted-hops-egress', 'envoy.xffNumTrustedHopsL7PolicyEgress'),
  ...group(envoyConfig, [row('enable-envoy-config', yes), row('envoy-config-retry-interval', 'envoyConfig.retryInterval')]),
  row('envoy-secrets-namespace', 'envoyConfig.secretsNamespace.name', on('envoyConfig.enabled')),
];

const GATEWAY: readonly ConfigRow[] = group((chart) => chart.gateway, [
  row('enable-gateway-api', yes),
  row('enable-gateway-api-secrets-sync', 'gatewayAPI.secretsNamespace.sync'),
  row('enable-gateway-api-proxy-protocol', 'gatewayAPI.enableProxyProtocol'),
  // ALPN needs appProtocol to tell HTTP/2 backends from others.
  row('enable-gateway-api-app-protocol', (chart) => String(chart.v.on('gatewayAPI.enableAppProtocol') || chart.v.on('gatewayAPI.enableAlpn'))),
  row('enable-gateway-api-alpn', 'gatewayAPI.enableAlpn'),
  row('gateway-api-xff-num-trusted-hops', 'gatewayAPI.xffNumTrustedHops', undefined, integerText),
  row('gateway-api-use-remote-address', 'gatewayAPI.useRemoteAddress'),
  row('gateway-api-service-externaltrafficpolicy', 'gatewayAPI.externalTrafficPolicy'),
  row('gateway-api-secrets-namespace', 'gatewayAPI.secretsNamespace.name'),
  row('gateway-api-hostnetwork-enabled', 'gatewayAPI.hostNetwork.enabled'),
  row('gateway-api-hostnetwork-nodelabelselector', nodeLabels('gatewayAPI.hostNetwork.nodes.matchLabels')),
]);

const INGRESS: readonly ConfigRow[] = group((chart) => chart.ingress, [
  row('enable-ingress-controller', yes),
  row('enforce-ingress-https', 'ingressController.enforceHttps'),
  row('enable-ingress-proxy-protocol', 'ingressController.enableProxyProtocol'),
  row('enable-ingress-secrets-sync', 'ingressController.secretsNamespace.sync'),
  row('ingress-secrets-namespace', 'ingressController.secretsNamespace.name'),
  row('ingress-lb-annotation-prefixes', 'ingressController.ingressLBAnnotationPrefixes', undefined, spaces),
  row('ingress-default-lb-mode', 'ingressController.loadbalancerMode'),
  row('ingress-shared-lb-service-name', 'ingressController.service.name'),
  ...group((chart) => chart.v.on('ingressController.defaultSecretNamespace') && chart.v.on('ingressController.defaultSecretName'), [
    row('ingress-default-secret-namespace', 'ingressController.defaultSecretNamespace'),
    row('ingress-default-secret-name', 'ingressController.defaultSecretName'),
  ]),
  row('ingress-default-xff-num-trusted-hops', 'ingressController.xffNumTrustedHops', undefined, integerText),
  row('ingress-use-remote-address', 'ingressController.useRemoteAddress'),
  row('ingress-hostnetwork-enabled', 'ingressController.hostNetwork.enabled'),
  row('ingress-hostnetwork-shared-listener-port', 'ingressController.hostNetwork.sharedListenerPort', undefined, integerText),
  row('ingress-hostnetwork-http-listener-port', 'ingressController.hostNetwork.httpPort', undefined, integerText),
  row('ingress-hostnetwork-https-listener-port', 'ingressController.hostNetwork.httpsPort', undefined, integerText),
  row('ingress-hostnetwork-tls-passthrough-listener-port', 'ingressController.hostNetwork.tlsPassthroughPort', undefined, integerText),
  row('ingress-hostnetwork-nodelabelselector', nodeLabels('ingressController.hostNetwork.nodes.matchLabels')),
]);

const DNS: readonly ConfigRow[] = [
  // A chained CNI owns the pod's link, so replies of a transparent proxy would not find their way.
  row('dnsproxy-enable-transparent-mode', (chart) => (chart.v.has('dnsProxy.enableTransparentMode') ? chart.v.text('dnsProxy.enableTransparentMode') : 'true'), (chart) => chart.v.has('dnsProxy.enableTransparentMode') || !chaining(chart)),
  row('dnsproxy-socket-linger-timeout', 'dnsProxy.socketLingerTimeout', 'known', integerText),
  row('tofqdns-dns-reject-response-code', 'dnsProxy.dnsRejectResponseCode', 'on'),
  row('tofqdns-enable-dns-compression', 'dnsProxy.enableDnsCompression'),
  row('tofqdns-endpoint-max-ip-per-hostname', 'dnsProxy.endpointMaxIpPerHostname', 'on', integerText),
  row('tofqdns-idle-connection-grace-period', 'dnsProxy.idleConnectionGracePeriod', 'on'),
  row('tofqdns-max-deferred-connection-deletes', 'dnsProxy.maxDeferredConnectionDeletes', 'on', integerText),
  row('tofqdns-min-ttl', 'dnsProxy.minTtl', 'on', integerText),
  row('tofqdns-pre-cache', 'dnsProxy.preCache', 'on'),
  row('tofqdns-proxy-port', 'dnsProxy.proxyPort', 'on', integerText),
  row('tofqdns-proxy-response-max-delay', 'dnsProxy.proxyResponseMaxDelay', 'on'),
  row('tofqdns-preallocate-identities', 'dnsProxy.preAllocateIdentities'),
  row('dns-policy-unload-on-shutdown', 'dnsPolicyUnloadOnShutdown', 'on'),
];

const AGENT: readonly ConfigRow[] = [
  row('procfs', () => '/host/proc', (chart) => !chart.privileged),
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

const OPERATOR: readonly ConfigRow[] = [
  row('operator-api-serve-addr', (chart) => hostIp(chart, '9234')),
  row('unmanaged-pod-watcher-interval', (chart) => (chart.v.on('operator.unmanagedPodWatcher.restart') ? seconds(chart.v.get('operator.unmanagedPodWatcher.intervalSeconds')) : '0')),
  row('pod-restart-selector', 'operator.unmanagedPodWatcher.selector', 'known'),
  row('skip-crd-creation', 'operator.skipCRDCreation', 'on'),
  row('remove-cilium-node-taints', yes, on('operator.removeNodeTaints')),
  row('set-cilium-node-taints', yes, (chart) => (chart.v.has('operator.setNodeTaints') && chart.v.get('operator.setNodeTaints') !== null ? chart.v.on('operator.setNodeTaints') : chart.v.on('operator.removeNodeTaints'))),
  row('set-cilium-is-up-condition', yes, on('operator.setNodeNetworkStatus')),
];

/** Values of these groups are not native; their keys are in every rendering with the defaults. */
const MESH: readonly ConfigRow[] = [
  row('max-connected-clusters', 'clustermesh.maxConnectedClusters', undefined, integerText),
  row('clustermesh-cache-ttl', 'clustermesh.cacheTTL'),
  row('clustermesh-default-global-namespace', 'clustermesh.defaultGlobalNamespace'),
  row('clustermesh-enable-endpoint-sync', 'clustermesh.enableEndpointSliceSynchronization'),
  row('clustermesh-enable-mcs-api', 'clustermesh.mcsapi.enabled'),
  row('clustermesh-mcs-api-install-crds', 'clustermesh.mcsapi.installCRDs'),
  row('mesh-auth-enabled', 'authentication.enabled'),
  row('mesh-auth-queue-size', 'authentication.queueSize', undefined, integerText),
  row('mesh-auth-rotated-identities-queue-size', 'authentication.rotatedIdentitiesQueueSize', undefined, integerText),
  row('mesh-auth-gc-interval', 'authentication.gcInterval'),
];

export const CONFIG_ROWS: readonly ConfigRow[] = [
  ...IDENTITY,
  ...LOGS,
  ...METRICS,
  ...BPF,
  ...ROUTING,
  ...LOAD_BALANCING,
  ...ANNOUNCEMENTS,
  ...IPAM,
  ...CNI,
  ...POLICY,
  ...ENCRYPTION,
  ...HUBBLE,
  ...PROXY,
  ...GATEWAY,
  ...INGRESS,
  ...DNS,
  ...AGENT,
  ...OPERATOR,
  ...MESH,
];

/** `name=ipv4-cidrs:a,b;ipv4-mask-size:24,other=…`, pools by name. */
function poolsText(pools: Record<string, unknown>): string {
  const family = (pool: Record<string, unknown>, name: 'ipv4' | 'ipv6') => {
    const part = pool[name];
    if (!isMap(part)) return [];
    return [`${name}-cidrs:${commas(part.cidrs)}`, `${name}-mask-size:${integerText(part.maskSize)}`];
  };
  return Object.keys(pools)
    .sort()
    .map((name) => {
      const pool = pools[name];
      return `${name}=${isMap(pool) ? [...family(pool, 'ipv4'), ...family(pool, 'ipv6')].join(';') : ''}`;
    })
    .join(',');
}
