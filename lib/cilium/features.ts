// What a required feature means in chart values.
import { Feature, FeatureRequirement } from '../cluster';

/** One value that a set of requirements of one feature asks for. @internal */
export interface RequiredValue {
  readonly path: string;
  readonly value: unknown;
}

/** Source of the keys: the chart's values; client rate and bypass limit: cilium-semantics 4.4, cilium/cilium#36830. */
const VALUES: Readonly<Record<Feature, (requirements: readonly FeatureRequirement[]) => RequiredValue[]>> = {
  [Feature.NON_EXCLUSIVE_CNI]: () => [{ path: 'cni.exclusive', value: false }],
  [Feature.KUBE_PROXY_REPLACEMENT]: () => [{ path: 'kubeProxyReplacement', value: true }],
  [Feature.L2_ANNOUNCEMENTS]: () => [{ path: 'l2announcements.enabled', value: true }],
  // The switch of older charts is dead: kube-proxy replacement handles external IPs by itself.
  [Feature.EXTERNAL_IPS]: () => [{ path: 'kubeProxyReplacement', value: true }],
  [Feature.GATEWAY_API]: () => [
    { path: 'gatewayAPI.enabled', value: true },
    { path: 'kubeProxyReplacement', value: true },
    { path: 'l7Proxy', value: true },
  ],
  [Feature.GATEWAY_HOST_NETWORK]: (requirements) => {
    const labels = Object.assign({}, ...requirements.map(({ nodeLabels }) => nodeLabels)) as Record<string, string>;
    return [
      { path: 'gatewayAPI.hostNetwork.enabled', value: true },
      ...(Object.keys(labels).length === 0
        ? []
        : [{ path: 'gatewayAPI.hostNetwork.nodes.matchLabels', value: labels }]),
    ];
  },
  // The list is replaced, not added to: without the chart's own two Envoy does not start (KBVE/kbve#8613).
  [Feature.ENVOY_LOW_PORTS]: () => [
    { path: 'envoy.securityContext.capabilities.keepCapNetBindService', value: true },
    { path: 'envoy.securityContext.capabilities.envoy', value: ['NET_ADMIN', 'SYS_ADMIN', 'NET_BIND_SERVICE'] },
  ],
  [Feature.HUBBLE_UI]: () => [
    { path: 'hubble.relay.enabled', value: true },
    { path: 'hubble.ui.enabled', value: true },
  ],
  [Feature.BGP_CONTROL_PLANE]: () => [{ path: 'bgpControlPlane.enabled', value: true }],
  [Feature.NODE_IPAM]: () => [{ path: 'nodeIPAM.enabled', value: true }],
  [Feature.L7_PROXY]: () => [{ path: 'l7Proxy', value: true }],
  [Feature.HOST_FIREWALL]: () => [{ path: 'hostFirewall.enabled', value: true }],
  // Off, the agent reads such a policy as default deny: the cluster-wide DNS policy would then cut everything else off.
  [Feature.NON_DEFAULT_DENY_POLICIES]: () => [{ path: 'enableNonDefaultDenyPolicies', value: true }],
  // Source: agent, pkg/egressgateway: it does not start without BPF masquerading and kube-proxy replacement.
  [Feature.EGRESS_GATEWAY]: () => [
    { path: 'egressGateway.enabled', value: true },
    { path: 'bpf.masquerade', value: true },
    { path: 'kubeProxyReplacement', value: true },
  ],
  [Feature.LOCAL_REDIRECT]: () => [
    { path: 'localRedirectPolicies.enabled', value: true },
    { path: 'kubeProxyReplacement', value: true },
  ],
  [Feature.ENVOY_CONFIG]: () => [
    { path: 'envoyConfig.enabled', value: true },
    { path: 'l7Proxy', value: true },
  ],
  [Feature.POLICY_AUDIT_MODE]: () => [{ path: 'policyAuditMode', value: true }],
  // The chart has no value of its own for this option of the agent.
  [Feature.EXTENDED_IP_PROTOCOLS]: () => [{ path: 'extraConfig.enable-extended-ip-protocols', value: 'true' }],
  [Feature.NODE_SELECTOR_LABELS]: () => [{ path: 'nodeSelectorLabels', value: true }],
  [Feature.VLAN_BYPASS]: (requirements) => {
    const ids = [...new Set(requirements.flatMap((r) => r.ids ?? []))].sort((a, b) => a - b);
    return ids.length === 0 ? [] : [{ path: 'bpf.vlanBypass', value: ids.length > MOST_BYPASSED_VLANS ? [0] : ids }];
  },
  [Feature.ANNOUNCED_SERVICES]: (requirements) => {
    const services = requirements.reduce((sum, r) => sum + (r.count ?? 0), 0);
    const renewals = Math.ceil(services / RENEW_DEADLINE);
    if (renewals <= DEFAULT_QPS / 2) return [];
    return [
      { path: 'k8sClientRateLimit.qps', value: DEFAULT_QPS + renewals },
      { path: 'k8sClientRateLimit.burst', value: 2 * (DEFAULT_QPS + renewals) },
    ];
  },
};

/** The agent takes five ids, or 0 for all. */
const MOST_BYPASSED_VLANS = 5;
/** Seconds between renewals of a lease; every node may hold all. */
const RENEW_DEADLINE = 5;
/** The chart's client rate; half of it is left to the rest of the agent. */
const DEFAULT_QPS = 10;

/** The values that requirements of one feature ask for. @internal */
export function requiredValues(feature: Feature, requirements: readonly FeatureRequirement[]): RequiredValue[] {
  return VALUES[feature](requirements);
}
