// Values that the chart itself refuses, said before it would. Source: facts over charts 1.18.12 to 1.20.0.
import { Span } from '../../catalogue/span';
import { isLabel } from '../../manifest/name-grammar';
import { isMap } from '../../manifest/types';
import { parseDuration } from '../../models/go/duration';
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { HUBBLE_RULES } from './hubble-rules';
import { checkMesh } from './mesh-rules';
import { checkTexts } from './text-rules';
import { refuse, shown } from './problem';
import { Rule, broken, on, text } from './rule';

const fromPool = (chart: Chart) =>
  text(chart, 'ipam.mode') === 'cluster-pool' && on(chart, 'nativeRoutingCIDRFromClusterPool');
/** Masquerading leaves alone what is in the native range, so it has to know that range. */
const native = (chart: Chart) =>
  text(chart, 'routingMode') === 'native' && !on(chart, 'ipMasqAgent.enabled') && !fromPool(chart);
/** IPv4 pods would be masqueraded among themselves. Clouds know their range. */
export const masqueradesAll = (chart: Chart) =>
  native(chart) &&
  on(chart, 'ipv4.enabled') &&
  chart.v.get('enableIPv4Masquerade') !== false &&
  !on(chart, 'ipv4NativeRoutingCIDR') &&
  !['eni', 'alibabacloud'].includes(text(chart, 'ipam.mode'));
export const netkitWithTproxy = (chart: Chart) =>
  on(chart, 'bpf.tproxy') && ['netkit', 'netkit-l2'].includes(text(chart, 'bpf.datapathMode'));
/** The minors that say so themselves. */
export const NETKIT_REFUSED: Span = { since: '1.19' };
const notOnePool = (chart: Chart, family: '4' | '6') => {
  const pools = chart.v.get(`ipam.operator.clusterPoolIPv${family}PodCIDRList`);
  return (typeof pools === 'string' ? pools.split(' ') : Array.isArray(pools) ? pools : []).length !== 1;
};
const trusted = (chart: Chart) =>
  on(chart, 'prometheus.serviceMonitor.trustCRDsExist') || chart.environment.serves('monitoring.coreos.com/v1');
/** Ids whose highest bit shares the mark with the AWS and Alibaba CNIs. */
const isMarkedTwice = (id: number) => (id >= 128 && id <= 255) || (id >= 384 && id <= 511);
const chainsAws = (chart: Chart) =>
  on(chart, 'eni.enabled') || on(chart, 'alibabacloud.enabled') || text(chart, 'cni.chainingMode') === 'aws-cni';

/** One or both families, each with ranges and the size of a node's share. */
function isPool(pool: unknown): boolean {
  if (!isMap(pool)) return false;
  const families = [pool.ipv4, pool.ipv6].filter((each) => each !== undefined);
  return (
    families.length > 0 &&
    families.every((each) => isMap(each) && Array.isArray(each.cidrs) && Number.isInteger(each.maskSize))
  );
}

/** A ServiceMonitor needs its definition in the cluster. */
function monitorRule(at: string, used: (chart: Chart) => boolean): Rule {
  return {
    path: `${at}.enabled`,
    wrong: (chart) => used(chart) && on(chart, `${at}.enabled`) && !trusted(chart),
    message: 'a ServiceMonitor needs its definition in the cluster',
    repair: 'set prometheus.serviceMonitor.trustCRDsExist: true, or pass the API version monitoring.coreos.com/v1',
  };
}

const RULES: readonly Rule[] = [
  {
    path: 'kubeProxyReplacement',
    wrong: (chart) => !['true', 'false'].includes(text(chart, 'kubeProxyReplacement')),
    message: (chart) => `${shown(chart.v.get('kubeProxyReplacement'))} is neither true nor false`,
    repair: 'write true or false',
  },
  {
    path: 'k8sServiceHostRef',
    wrong: (chart) =>
      on(chart, 'k8sServiceHostRef.name') && on(chart, 'k8sServiceHostRef.key') && on(chart, 'k8sServiceHost'),
    message: (chart) => `the API server is said twice, as k8sServiceHost ${shown(chart.v.get('k8sServiceHost'))} too`,
    repair: 'keep k8sServiceHost or k8sServiceHostRef',
  },
  {
    path: 'upgradeCompatibility',
    wrong: (chart) =>
      on(chart, 'upgradeCompatibility') && !/^v?\d+\.\d+(\.\d+)?$/.test(text(chart, 'upgradeCompatibility')),
    message: (chart) => `${shown(chart.v.get('upgradeCompatibility'))} is no version`,
    repair: "write a version in quotes, such as '1.18'",
  },
  {
    path: 'cluster.name',
    wrong: (chart) => !isLabel(text(chart, 'cluster.name')) || text(chart, 'cluster.name').length > 32,
    message: (chart) => `not a cluster name: ${shown(chart.v.get('cluster.name'))}`,
    repair: 'write at most 32 lower-case letters, digits and "-", starting and ending with a letter or digit',
  },
  {
    path: 'cluster.id',
    wrong: (chart) => text(chart, 'cluster.name') === 'default' && chart.v.number('cluster.id') !== 0,
    message: (chart) => `${text(chart, 'cluster.id')} for a cluster that is called "default"`,
    repair: 'give the cluster a name in cluster.name, or leave the id at 0',
  },
  {
    path: 'cluster.id',
    wrong: (chart) =>
      chart.v.number('cluster.id') < 0 ||
      chart.v.number('cluster.id') > Math.min(chart.v.number('clustermesh.maxConnectedClusters'), 511),
    message: (chart) => `${text(chart, 'cluster.id')} is out of range`,
    repair: 'write 0 to 255, or to 511 with clustermesh.maxConnectedClusters: 511',
  },
  {
    path: 'cluster.id',
    wrong: (chart) =>
      isMarkedTwice(chart.v.number('cluster.id')) &&
      chainsAws(chart) &&
      chart.v.map('extraConfig')['allow-unsafe-policy-skb-usage'] !== 'true',
    message: (chart) =>
      `${text(chart, 'cluster.id')} makes packet marks that ENI mode and aws-cni chaining overwrite, and policies drop what they should not`,
    repair:
      "write an id below 128 (or 256 to 383), or accept it with extraConfig: {allow-unsafe-policy-skb-usage: 'true'}",
  },
  {
    path: 'clustermesh.maxConnectedClusters',
    wrong: (chart) => !['255', '511'].includes(text(chart, 'clustermesh.maxConnectedClusters')),
    message: (chart) => `${text(chart, 'clustermesh.maxConnectedClusters')} is neither 255 nor 511`,
    repair: 'write 255 or 511',
  },
  {
    path: 'envoy.baseID',
    wrong: (chart) => chart.v.number('envoy.baseID') < 0 || chart.v.number('envoy.baseID') > 2 ** 32 - 1,
    message: (chart) => `${text(chart, 'envoy.baseID')} is out of range`,
    repair: 'write 0 to 4294967295',
  },
  {
    path: 'extraEnv',
    wrong: (chart) =>
      on(chart, 'k8sClientExponentialBackoff.enabled') &&
      chart.v
        .list('extraEnv')
        .some((each) => isMap(each) && /^KUBE_CLIENT_BACKOFF_(BASE|DURATION)$/.test(String(each.name))),
    message: 'KUBE_CLIENT_BACKOFF_* is set twice',
    repair: 'set k8sClientExponentialBackoff instead, or switch it off',
  },
  ...['extraHostPathMounts', 'envoy.extraHostPathMounts', 'operator.extraHostPathMounts'].map((path) => ({
    path,
    wrong: (chart: Chart) => chart.v.list(path).some((each) => !isMap(each)),
    message: 'an item is no map',
    repair: 'write {name, mountPath, hostPath} for each',
  })),
  {
    path: 'ipam.operator.autoCreateCiliumPodIPPools',
    wrong: (chart) =>
      text(chart, 'ipam.mode') === 'multi-pool' &&
      Object.values(chart.v.map('ipam.operator.autoCreateCiliumPodIPPools')).some((pool) => !isPool(pool)),
    message: 'a pool has no ranges',
    repair: 'write {ipv4: {cidrs: [10.10.0.0/16], maskSize: 26}} for each, or ipv6 alike',
  },
  {
    path: 'standaloneDnsProxy.tolerations',
    wrong: (chart) => on(chart, 'standaloneDnsProxy.enabled') && on(chart, 'standaloneDnsProxy.tolerations'),
    message: 'the chart writes broken YAML with tolerations here',
    repair: 'drop them: the pods tolerate everything as it is',
  },
  {
    path: 'monitor.eventTypes',
    wrong: (chart) =>
      on(chart, 'monitor.enabled') && ['string', 'boolean'].includes(typeof chart.v.get('monitor.eventTypes')),
    message: (chart) => `${shown(chart.v.get('monitor.eventTypes'))} is no list`,
    repair: 'write a list such as [drop, trace]',
  },
  {
    path: 'operator.tolerations',
    until: '1.19',
    wrong: (chart) => chart.operator && !on(chart, 'operator.tolerations') && on(chart, 'agentNotReadyTaintKey'),
    message: 'the chart writes broken YAML when this list is empty',
    repair: 'write at least one toleration, such as {key: node.cilium.io/agent-not-ready, operator: Exists}',
  },
  {
    path: 'operator.setNodeTaints',
    wrong: (chart) => on(chart, 'operator.setNodeTaints') && !on(chart, 'operator.removeNodeTaints'),
    message: 'taints that nobody removes keep every pod off the nodes',
    repair: 'set operator.removeNodeTaints: true',
  },
  {
    path: 'l7Proxy',
    wrong: (chart) =>
      !on(chart, 'l7Proxy') && (chart.ingress || chart.gateway || text(chart, 'loadBalancer.l7.backend') === 'envoy'),
    message: 'ingress, Gateway API and the L7 load balancer need the L7 proxy',
    repair: 'set l7Proxy: true',
  },
  {
    path: 'ingressController.service.externalTrafficPolicy',
    wrong: (chart) =>
      chart.ingress &&
      ['LoadBalancer', 'NodePort'].includes(text(chart, 'ingressController.service.type')) &&
      !['Cluster', 'Local'].includes(text(chart, 'ingressController.service.externalTrafficPolicy')),
    message: (chart) =>
      `${shown(chart.v.get('ingressController.service.externalTrafficPolicy'))} is neither Cluster nor Local`,
    repair: 'write Cluster or Local',
  },
  {
    path: 'gatewayAPI.externalTrafficPolicy',
    wrong: (chart) => chart.gateway && !['Cluster', 'Local'].includes(text(chart, 'gatewayAPI.externalTrafficPolicy')),
    message: (chart) => `${shown(chart.v.get('gatewayAPI.externalTrafficPolicy'))} is neither Cluster nor Local`,
    repair: 'write Cluster or Local',
  },
  monitorRule('prometheus.serviceMonitor', (chart) => on(chart, 'prometheus.enabled')),
  monitorRule('operator.prometheus.serviceMonitor', (chart) => on(chart, 'operator.prometheus.enabled')),
  monitorRule('envoy.prometheus.serviceMonitor', (chart) => on(chart, 'envoy.prometheus.enabled')),
  monitorRule('hubble.relay.prometheus.serviceMonitor', (chart) => on(chart, 'hubble.relay.prometheus.enabled')),
  {
    path: 'ipv6NativeRoutingCIDR',
    wrong: (chart) =>
      native(chart) &&
      on(chart, 'ipv6.enabled') &&
      on(chart, 'enableIPv6Masquerade') &&
      !on(chart, 'ipv6NativeRoutingCIDR'),
    message: 'native routing with masquerading needs the range that is not masqueraded',
    repair: 'set ipv6NativeRoutingCIDR, or enableIPv6Masquerade: false',
  },
  {
    path: 'ipv4NativeRoutingCIDR',
    wrong: (chart) => masqueradesAll(chart) && chart.v.get('enableIPv4Masquerade') === true,
    message: 'native routing with masquerading needs the range that is not masqueraded',
    repair: 'set ipv4NativeRoutingCIDR, or enableIPv4Masquerade: false',
  },
  ...(['4', '6'] as const).map((family) => ({
    path: `ipam.operator.clusterPoolIPv${family}PodCIDRList`,
    wrong: (chart: Chart) =>
      fromPool(chart) &&
      on(chart, `ipv${family}.enabled`) &&
      !on(chart, `ipv${family}NativeRoutingCIDR`) &&
      notOnePool(chart, family),
    message: (chart: Chart) =>
      `nativeRoutingCIDRFromClusterPool needs one range, not ${shown(chart.v.get(`ipam.operator.clusterPoolIPv${family}PodCIDRList`))}`,
    repair: `write one range, or set ipv${family}NativeRoutingCIDR`,
  })),
  ...(['4', '6'] as const).map((family) => ({
    path: `ipam.operator.clusterPoolIPv${family}PodCIDR`,
    until: '1.19',
    wrong: (chart: Chart) =>
      text(chart, 'ipam.mode') === 'cluster-pool' &&
      on(chart, `ipv${family}.enabled`) &&
      chart.v.has(`ipam.operator.clusterPoolIPv${family}PodCIDR`),
    message: 'the chart refuses this key since it was removed',
    repair: `write ipam.operator.clusterPoolIPv${family}PodCIDRList: [...]`,
  })),
  {
    path: 'bpf.tproxy',
    ...NETKIT_REFUSED,
    wrong: netkitWithTproxy,
    message: 'tproxy does not work with netkit',
    repair: 'drop bpf.tproxy, or set bpf.datapathMode: veth',
  },
  {
    path: 'ipam.mode',
    since: '1.20',
    wrong: (chart) => text(chart, 'ipam.mode') === 'eni' && !on(chart, 'eni.enabled'),
    message: '"eni" without eni.enabled',
    repair: 'set eni.enabled: true, or write another mode such as kubernetes',
  },
  {
    path: 'standaloneDnsProxy.enabled',
    wrong: (chart) => on(chart, 'standaloneDnsProxy.enabled') && !on(chart, 'dnsProxy.proxyPort'),
    message: 'the standalone DNS proxy needs the port of the DNS proxy',
    repair: 'set dnsProxy.proxyPort',
  },
  {
    path: 'ciliumEndpointSlice.enabled',
    wrong: (chart) => on(chart, 'ciliumEndpointSlice.enabled') && on(chart, 'disableEndpointCRD'),
    message: 'endpoint slices need endpoints',
    repair: 'drop disableEndpointCRD',
  },
];

const inIpsec = (chart: Chart) => on(chart, 'encryption.enabled') && text(chart, 'encryption.type') === 'ipsec';
const inEnvoyConfig = (chart: Chart) =>
  chart.ingress ||
  chart.gateway ||
  on(chart, 'envoyConfig.enabled') ||
  text(chart, 'loadBalancer.l7.backend') === 'envoy';

/** Durations as Go reads them, and when the chart looks at them. */
const DURATIONS: readonly (Span & {
  readonly path: string;
  readonly when?: (chart: Chart) => boolean;
})[] = [
  { path: 'authentication.gcInterval' },
  { path: 'authentication.mutual.connectTimeout', when: (chart) => on(chart, 'authentication.mutual.spire.enabled') },
  { path: 'bpf.monitorInterval' },
  { path: 'conntrackGCInterval' },
  { path: 'conntrackGCMaxInterval' },
  { path: 'crdWaitTimeout' },
  { path: 'debug.metricsSamplingInterval' },
  { path: 'encryption.ipsec.keyRotationDuration', when: inIpsec },
  { path: 'envoyConfig.retryInterval', when: inEnvoyConfig },
  {
    path: 'hubble.export.aggregationInterval',
    when: (chart) => chart.hubble && on(chart, 'hubble.export.static.enabled'),
    since: '1.19',
  },
  { path: 'hubble.lostEventSendInterval', when: (chart) => chart.hubble, since: '1.19' },
  { path: 'identityChangeGracePeriod' },
  { path: 'ipam.ciliumNodeUpdateRate' },
  { path: 'nat.mapStatsInterval' },
  { path: 'operator.endpointGCInterval' },
  { path: 'operator.identityGCInterval' },
  { path: 'operator.identityHeartbeatTimeout' },
  { path: 'operator.nodeGCInterval' },
];

export function checkChartRules(chart: Chart): ChartProblem[] {
  const durations = DURATIONS.filter(
    (row) =>
      chart.release.isIn(row) &&
      (row.when === undefined || row.when(chart)) &&
      on(chart, row.path) &&
      parseDuration(text(chart, row.path)) === undefined,
  ).map(({ path }) =>
    refuse('chart-refuses', path, `${shown(chart.v.get(path))} is no duration`, 'write a duration such as 30s or 5m0s'),
  );
  return [
    ...broken(chart, 'chart-refuses', [...RULES, ...HUBBLE_RULES]),
    ...durations,
    ...checkMesh(chart),
    ...checkTexts(chart),
  ];
}
