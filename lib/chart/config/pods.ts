// Rows about pods: addresses, CNI, policy, DNS. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { PlainMap, isMap } from '../../manifest/types';
import { Chart } from '../context';
import { goText } from '../go-format';
import { ConfigRow, chaining, commas, duration, group, lower, on, quoted, row, since, spaces, until, yes } from './row';

export const IPAM: readonly ConfigRow[] = [
  row('ipam', (chart) => chart.ipamMode),
  row('ipam-cilium-node-update-rate', 'ipam.ciliumNodeUpdateRate', 'on', duration),
  row('ipam-multi-pool-pre-allocation', 'ipam.multiPoolPreAllocation', 'on'),
  row('install-uplink-routes-for-delegated-ipam', 'ipam.installUplinkRoutesForDelegatedIPAM', 'on'),
  ...group(
    (chart) => chart.ipamMode === 'cluster-pool',
    [
      row('cluster-pool-ipv4-cidr', 'ipam.operator.clusterPoolIPv4PodCIDRList', on('ipv4.enabled'), spaces),
      row('cluster-pool-ipv4-mask-size', 'ipam.operator.clusterPoolIPv4MaskSize', on('ipv4.enabled')),
      row('cluster-pool-ipv6-cidr', 'ipam.operator.clusterPoolIPv6PodCIDRList', on('ipv6.enabled'), spaces),
      row('cluster-pool-ipv6-mask-size', 'ipam.operator.clusterPoolIPv6MaskSize', on('ipv6.enabled')),
      ...poolAsNativeRange('4'),
      ...poolAsNativeRange('6'),
    ],
  ),
  row(
    'auto-create-cilium-pod-ip-pools',
    (chart) => poolsText(chart, chart.v.map('ipam.operator.autoCreateCiliumPodIPPools')),
    (chart) => chart.ipamMode === 'multi-pool',
  ),
  row('ipam-min-allocate', 'ipam.nodeSpec.ipamMinAllocate', 'known'),
  row('ipam-pre-allocate', 'ipam.nodeSpec.ipamPreAllocate', 'known'),
  row('ipam-max-allocate', 'ipam.nodeSpec.ipamMaxAllocate', 'known'),
  row('ipam-static-ip-tags', 'ipam.nodeSpec.ipamStaticIPTags', 'on', commas),
  row('limit-ipam-api-burst', 'ipam.operator.externalAPILimitBurstSize', 'on'),
  row('limit-ipam-api-qps', 'ipam.operator.externalAPILimitQPS', 'on'),
  row('k8s-require-ipv4-pod-cidr', 'k8s.requireIPv4PodCIDR'),
  row('k8s-require-ipv6-pod-cidr', 'k8s.requireIPv6PodCIDR', 'set'),
];

export const CNI: readonly ConfigRow[] = [
  row('custom-cni-conf', 'cni.customConf', 'set', quoted),
  row('cni-chaining-mode', (chart) => chart.cniChainingMode, chaining),
  row('cni-chaining-target', 'cni.chainingTarget'),
  row('enable-identity-mark', 'enableIdentityMark', (chart) => chaining(chart) && chart.v.has('enableIdentityMark')),
  row('enable-route-mtu-for-cni-chaining', 'cni.enableRouteMTUForCNIChaining', 'on'),
  row('cni-external-routing', 'cni.externalRouting'),
  row('cni-uninstall', 'cni.uninstall', 'on'),
  row(
    'read-cni-conf',
    (chart) => `${chart.v.text('cni.confFileMountPath')}/${chart.v.text('cni.configMapKey')}`,
    on('cni.configMap'),
  ),
  row('read-cni-conf', 'cni.readCniConf', (chart) => chart.v.on('cni.readCniConf') && !chart.v.on('cni.configMap')),
  ...group(
    (chart) => chart.v.on('cni.install') && !chart.v.on('cni.customConf'),
    [row('cni-exclusive', 'cni.exclusive'), row('cni-log-file', 'cni.logFile')],
  ),
  row(
    'write-cni-conf-when-ready',
    (chart) => `${chart.v.text('cni.hostConfDirMountPath')}/05-cilium.conflist`,
    (chart) => chart.v.on('cni.configMap') || (chart.v.on('cni.install') && !chart.v.on('cni.customConf')),
  ),
];

export const POLICY: readonly ConfigRow[] = [
  row('enable-policy', 'policyEnforcementMode', 'set', lower),
  row('policy-audit-mode', 'policyAuditMode', 'set'),
  row('policy-cidr-match-mode', 'policyCIDRMatchMode', 'set', spaces),
  row('policy-deny-response', 'policyDenyResponse', 'on'),
  row('policy-default-local-cluster', 'clustermesh.policyDefaultLocalCluster'),
  row('enable-non-default-deny-policies', 'enableNonDefaultDenyPolicies'),
  row('enable-endpoint-lockdown-on-policy-overflow', 'endpointLockdownOnMapOverflow'),
  row('enable-node-selector-labels', 'nodeSelectorLabels'),
  row('enable-k8s-networkpolicy', 'k8sNetworkPolicy.enabled', 'set'),
  row('enable-k8s-cluster-network-policy', yes, on('k8sClusterNetworkPolicy.enabled')),
  ...until('1.19', row('enable-host-firewall', 'hostFirewall.enabled', 'on')),
  ...since('1.19', row('enable-host-firewall', 'hostFirewall.enabled')),
  ...group(on('egressGateway.enabled'), [row('enable-egress-gateway', yes)]),
  row('egress-gateway-reconciliation-trigger-interval', 'egressGateway.reconciliationTriggerInterval', 'set'),
  row('egress-gateway-policy-map-max', 'egressGateway.maxPolicyEntries', 'on'),
  ...group(
    (chart) => chart.policySecretsFromNamespace,
    [
      row('policy-secrets-namespace', 'tls.secretsNamespace.name'),
      row('policy-secrets-only-from-secrets-namespace', yes),
      row('enable-policy-secrets-sync', yes, (chart) => chart.policySecretSync),
    ],
  ),
];

export const DNS: readonly ConfigRow[] = [
  row('dnsproxy-enable-transparent-mode', 'dnsProxy.enableTransparentMode'),
  // A chained CNI owns the pod's link, so replies of a transparent proxy would not find their way.
  row(
    'dnsproxy-enable-transparent-mode',
    (chart) => String(chart.upgradedFrom(12)),
    (chart) => !chart.v.has('dnsProxy.enableTransparentMode') && !chaining(chart),
  ),
  row('dnsproxy-socket-linger-timeout', 'dnsProxy.socketLingerTimeout'),
  row('tofqdns-dns-reject-response-code', 'dnsProxy.dnsRejectResponseCode', 'on'),
  row('tofqdns-enable-dns-compression', 'dnsProxy.enableDnsCompression'),
  row('tofqdns-endpoint-max-ip-per-hostname', 'dnsProxy.endpointMaxIpPerHostname', 'on'),
  row('tofqdns-idle-connection-grace-period', 'dnsProxy.idleConnectionGracePeriod', 'on'),
  row('tofqdns-max-deferred-connection-deletes', 'dnsProxy.maxDeferredConnectionDeletes', 'on'),
  row('tofqdns-min-ttl', 'dnsProxy.minTtl', 'on'),
  row('tofqdns-pre-cache', 'dnsProxy.preCache', 'on'),
  row('tofqdns-proxy-port', 'dnsProxy.proxyPort', 'on'),
  row('tofqdns-proxy-response-max-delay', 'dnsProxy.proxyResponseMaxDelay', 'on'),
  row('tofqdns-preallocate-identities', 'dnsProxy.preAllocateIdentities'),
  ...group(on('standaloneDnsProxy.enabled'), [
    row('enable-standalone-dns-proxy', yes),
    row('standalone-dns-proxy-server-port', 'standaloneDnsProxy.serverPort'),
  ]),
  row('dns-policy-unload-on-shutdown', 'dnsPolicyUnloadOnShutdown'),
];

/** `name=ipv4-cidrs:a,b;ipv4-mask-size:24,other=…`, pools by name. */
function poolsText(chart: Chart, pools: PlainMap): string {
  const family = (pool: PlainMap, name: 'ipv4' | 'ipv6') => {
    const part = pool[name];
    if (!isMap(part)) return [];
    return [`${name}-cidrs:${commas(part.cidrs)}`, `${name}-mask-size:${goText(part.maskSize)}`];
  };
  const ends = (pool: PlainMap) => [
    ...('allowFirstIP' in pool ? [`allow-first-ip:${goText(pool.allowFirstIP)}`] : []),
    ...('allowLastIP' in pool ? [`allow-last-ip:${goText(pool.allowLastIP)}`] : []),
  ];
  return Object.keys(pools)
    .sort()
    .map((name) => {
      const pool = pools[name];
      if (!isMap(pool)) return `${name}=`;
      return `${name}=${[...family(pool, 'ipv4'), ...family(pool, 'ipv6'), ...(chart.release.has('poolEnds') ? ends(pool) : [])].join(';')}`;
    })
    .join(',');
}

/** The only range of the cluster pool is what is not masqueraded, when the user wants that and names no other. */
function poolAsNativeRange(family: '4' | '6'): ConfigRow[] {
  return [
    row(
      `ipv${family}-native-routing-cidr`,
      (chart) => goText(chart.clusterPools(family)[0]),
      (chart) =>
        chart.v.on(`ipv${family}.enabled`) &&
        chart.v.on('nativeRoutingCIDRFromClusterPool') &&
        !chart.v.on(`ipv${family}NativeRoutingCIDR`),
    ),
  ];
}
