// Rows about the datapath: BPF maps, routing, encryption. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { Chart } from '../context';
import { goText, integerText } from '../go-format';
import {
  ConfigRow,
  chaining,
  duration,
  group,
  no,
  on,
  plain,
  portmap,
  quoted,
  row,
  since,
  spaces,
  until,
  yes,
} from './row';

/** Share of memory for BPF maps: the user's, else that of installs since 1.8. */
function sizeRatio(chart: Chart): number {
  const chosen = Number(chart.v.get('bpf.mapDynamicSizeRatio') ?? 0);
  return Number.isFinite(chosen) && chosen !== 0 ? chosen : chart.upgradedFrom(8) ? 0.0025 : 0;
}

/** Installs of 1.8 and 1.9 masquerade in BPF unless told otherwise. */
const masquerades = (chart: Chart) =>
  chart.v.isKnown('bpf.masquerade') || (chart.upgradedFrom(8) && !chart.upgradedFrom(10));

export const BPF: readonly ConfigRow[] = [
  row('bpf-root', 'bpf.root'),
  row('cgroup-root', 'cgroup.hostRoot'),
  row('enable-bpf-clock-probe', 'bpfClockProbe', 'set'),
  row('enable-bpf-clock-probe', yes, (chart) => !chart.v.has('bpfClockProbe') && chart.upgradedFrom(8)),
  row('datapath-mode', 'bpf.datapathMode'),
  row('enable-tcx', 'bpf.enableTCX'),
  row('bpf-distributed-lru', 'bpf.distributedLRU.enabled'),
  row('bpf-events-drop-enabled', 'bpf.events.drop.enabled'),
  row('bpf-events-policy-verdict-enabled', 'bpf.events.policyVerdict.enabled'),
  row('bpf-events-trace-enabled', 'bpf.events.trace.enabled'),
  row('bpf-events-default-rate-limit', 'bpf.events.default.rateLimit', 'on'),
  row('bpf-events-default-burst-limit', 'bpf.events.default.burstLimit', 'on'),
  row(
    'bpf-map-dynamic-size-ratio',
    (chart) => goText(sizeRatio(chart)),
    (chart) => sizeRatio(chart) !== 0,
  ),
  row('bpf-lb-map-max', 'bpf.lbMapMax', 'set', integerText),
  row('bpf-policy-map-max', 'bpf.policyMapMax', 'set', integerText),
  row('bpf-policy-stats-map-max', 'bpf.policyStatsMapMax', 'set', integerText),
  row('bpf-policy-map-pressure-metrics-threshold', 'bpf.policyMapPressureMetricsThreshold', 'number'),
  row('bpf-auth-map-max', 'bpf.authMapMax', 'on', integerText),
  row(
    'bpf-ct-global-tcp-max',
    (chart) => integerText(chart.v.ifOn('bpf.ctTcpMax') ?? 524288),
    (chart) => chart.v.on('bpf.ctTcpMax') || !chart.upgradedFrom(8),
  ),
  row(
    'bpf-ct-global-any-max',
    (chart) => integerText(chart.v.ifOn('bpf.ctAnyMax') ?? 262144),
    (chart) => chart.v.on('bpf.ctAnyMax') || !chart.upgradedFrom(8),
  ),
  row('bpf-nat-global-max', 'bpf.natMax', 'on', integerText),
  row('bpf-neigh-global-max', 'bpf.neighMax', 'on', integerText),
  row('bpf-node-map-max', 'bpf.nodeMapMax', 'on'),
  row('bpf-conntrack-accounting', () => '1', on('bpf.ctAccounting')),
  row('preallocate-bpf-maps', 'bpf.preallocateMaps', undefined, quoted),
  row('ip-tracing-option-type', 'bpf.monitorTraceIPOption', 'on'),
  row('disable-external-ip-mitigation', 'bpf.disableExternalIPMitigation', 'on'),
  row('vlan-bpf-bypass', 'bpf.vlanBypass', 'on', spaces),
  row(
    'enable-bpf-masquerade',
    (chart) => (chart.v.isKnown('bpf.masquerade') ? chart.v.text('bpf.masquerade') : 'true'),
    masquerades,
  ),
  row('enable-bpf-tproxy', 'bpf.tproxy', 'known'),
  row(
    'enable-host-legacy-routing',
    (chart) => (chart.v.isKnown('bpf.hostLegacyRouting') ? chart.v.text('bpf.hostLegacyRouting') : 'true'),
    (chart) => chaining(chart) || chart.v.isKnown('bpf.hostLegacyRouting'),
  ),
  row('nat-map-stats-entries', 'nat.mapStatsEntries'),
  row('nat-map-stats-interval', 'nat.mapStatsInterval'),
  row('conntrack-gc-interval', 'conntrackGCInterval', 'on', duration),
  row('conntrack-gc-max-interval', 'conntrackGCMaxInterval', 'on', duration),
  row('enable-datapath-plugins', 'datapathPlugins.enabled'),
  row('datapath-plugins-state-dir', 'datapathPlugins.stateDir'),
];

/** The range that is not masqueraded: the user's, or the one range of the cluster pool where the user says so. */
const nativeCidr = (family: '4' | '6') => (chart: Chart) => {
  const { v } = chart;
  if (v.on(`ipv${family}NativeRoutingCIDR`)) return v.text(`ipv${family}NativeRoutingCIDR`);
  const fromPool =
    v.text('ipam.mode') === 'cluster-pool' && v.on(`ipv${family}.enabled`) && v.on('nativeRoutingCIDRFromClusterPool');
  return fromPool ? spaces(v.get(`ipam.operator.clusterPoolIPv${family}PodCIDRList`)) : '';
};

export const ROUTING: readonly ConfigRow[] = [
  row('enable-ipv4', 'ipv4.enabled'),
  row('enable-ipv6', 'ipv6.enabled'),
  row('routing-mode', (chart) => chart.v.text('routingMode') || 'tunnel'),
  row('tunnel-protocol', (chart) => chart.v.text('tunnelProtocol') || 'vxlan'),
  row('tunnel-port', 'tunnelPort', 'on'),
  row('tunnel-source-port-range', 'tunnelSourcePortRange', 'on'),
  row('underlay-protocol', 'underlayProtocol', 'on'),
  row('mtu', 'MTU', 'on'),
  row('auto-direct-node-routes', 'autoDirectNodeRoutes'),
  row('direct-routing-skip-unreachable', 'directRoutingSkipUnreachable'),
  row('direct-routing-device', 'nodePort.directRoutingDevice'),
  row('enable-endpoint-routes', 'endpointRoutes.enabled', 'on'),
  row('enable-local-node-route', no, (chart) => chaining(chart) && !portmap(chart)),
  row('ipv4-native-routing-cidr', nativeCidr('4'), (chart) => nativeCidr('4')(chart) !== ''),
  row('ipv6-native-routing-cidr', nativeCidr('6'), (chart) => nativeCidr('6')(chart) !== ''),
  row('enable-ipv4-masquerade', (chart) =>
    chart.v.isKnown('enableIPv4Masquerade') ? chart.v.text('enableIPv4Masquerade') : 'true',
  ),
  row('enable-ipv6-masquerade', 'enableIPv6Masquerade'),
  row('enable-masquerade-to-route-source', 'enableMasqueradeRouteSource'),
  row('egress-masquerade-interfaces', 'egressMasqueradeInterfaces', undefined, plain),
  row('enable-ip-masq-agent', yes, on('ipMasqAgent.enabled')),
  row('enable-ipv4-big-tcp', 'enableIPv4BIGTCP'),
  row('enable-ipv6-big-tcp', 'enableIPv6BIGTCP'),
  row('enable-xt-socket-fallback', 'enableXTSocketFallback'),
  row('install-no-conntrack-iptables-rules', 'installNoConntrackIptablesRules', (chart) => !chaining(chart)),
  row('install-no-conntrack-iptables-rules', no, chaining),
  row('iptables-random-fully', 'iptablesRandomFully'),
  row('iptables-lock-timeout', 'iptablesLockTimeout'),
  row('disable-iptables-feeder-rules', 'disableIptablesFeederRules', 'set', spaces),
  row('enable-ipv4-fragment-tracking', 'fragmentTracking'),
  row('devices', 'devices', 'set', spaces),
  row('force-device-detection', yes, on('forceDeviceDetection')),
  row('enable-pmtu-discovery', yes, on('pmtuDiscovery.enabled')),
  row('packetization-layer-pmtud-mode', 'pmtuDiscovery.packetizationLayerPMTUDMode'),
  row('enable-vtep', 'vtep.enabled'),
  row('vtep-endpoint', 'vtep.endpoint'),
  row('vtep-cidr', 'vtep.cidr'),
  row('vtep-mask', 'vtep.mask'),
  row('vtep-mac', 'vtep.mac'),
  row('prefer-ipv6', yes, on('preferIpv6')),
  ...group(on('bandwidthManager.enabled'), [
    row('enable-bandwidth-manager', yes),
    row('enable-bbr', 'bandwidthManager.bbr'),
    row('enable-bbr-hostns-only', 'bandwidthManager.bbrHostNamespaceOnly'),
  ]),
];

const strictEgress = (at: string): ConfigRow[] =>
  group(on(`${at}.enabled`), [
    row('enable-encryption-strict-mode-egress', yes),
    row('encryption-strict-egress-cidr', `${at}.cidr`),
    row('encryption-strict-egress-allow-remote-node-identities', `${at}.allowRemoteNodeIdentities`),
  ]);

/** What 1.18 called strict mode is egress since 1.19, which still read the old values. */
const STRICT = 'encryption.strictMode';

const type = (name: string) => (chart: Chart) => chart.v.text('encryption.type') === name;

export const ENCRYPTION: readonly ConfigRow[] = [
  ...group(on('encryption.enabled'), [
    ...group(type('ipsec'), [
      row('enable-ipsec', yes),
      row(
        'ipsec-key-file',
        (chart) => `${chart.v.text('encryption.ipsec.mountPath')}/${chart.v.text('encryption.ipsec.keyFile')}`,
        (chart) => chart.v.on('encryption.ipsec.mountPath') && chart.v.on('encryption.ipsec.keyFile'),
      ),
      row(
        'encrypt-interface',
        'encryption.ipsec.interface',
        (chart) => chart.v.on('encryption.ipsec.interface') && chart.release.has('ipsecInterface'),
      ),
      row('enable-ipsec-encrypted-overlay', 'encryption.ipsec.encryptedOverlay'),
      row('enable-ipsec-key-watcher', 'encryption.ipsec.keyWatcher', 'set'),
      row('ipsec-key-rotation-duration', 'encryption.ipsec.keyRotationDuration', 'on', duration),
    ]),
    ...group(type('wireguard'), [
      row('enable-wireguard', yes),
      row('wireguard-persistent-keepalive', 'encryption.wireguard.persistentKeepalive', 'on'),
    ]),
    row('encrypt-node', 'encryption.nodeEncryption', 'on'),
  ]),
  ...until(
    '1.19',
    ...group(on(`${STRICT}.enabled`), [
      row('enable-encryption-strict-mode', yes),
      row('encryption-strict-mode-cidr', `${STRICT}.cidr`),
      row('encryption-strict-mode-allow-remote-node-identities', `${STRICT}.allowRemoteNodeIdentities`),
    ]),
  ),
  ...since('1.19', ...strictEgress(STRICT)),
  ...strictEgress(`${STRICT}.egress`),
  row('enable-encryption-strict-mode-ingress', `${STRICT}.ingress.enabled`, 'on'),
];
