// Cilium as somebody rendered it: what the keys of the ConfigMap cilium-config say about the values.
import { isMap, PlainMap } from '../../../manifest';
import { CheckedObject, World } from '../../types';
import { mapAt } from '../fields';
import { FoundInstall } from './types';

interface ConfigKey {
  readonly key: string;
  readonly path: string;
  /** How the text reads as a value. */
  readonly as: 'boolean' | 'text' | 'list' | 'on' | 'wireguard' | 'ipsec';
  /** What it means that the key is missing in a whole configuration: the chart writes some switches only when they are on. */
  readonly absent?: unknown;
}

/** Source: configuration map of the charts 1.18.12, 1.19.6, 1.20.0. Only what rules ask for. */
const KEYS: readonly ConfigKey[] = [
  { key: 'enable-l2-announcements', path: 'l2announcements.enabled', as: 'boolean', absent: false },
  { key: 'enable-gateway-api', path: 'gatewayAPI.enabled', as: 'boolean', absent: false },
  { key: 'gateway-api-hostnetwork-enabled', path: 'gatewayAPI.hostNetwork.enabled', as: 'boolean', absent: false },
  { key: 'gateway-api-service-externaltrafficpolicy', path: 'gatewayAPI.externalTrafficPolicy', as: 'text' },
  { key: 'enable-ingress-controller', path: 'ingressController.enabled', as: 'boolean', absent: false },
  { key: 'enable-bgp-control-plane', path: 'bgpControlPlane.enabled', as: 'boolean', absent: false },
  { key: 'enable-egress-gateway', path: 'egressGateway.enabled', as: 'boolean', absent: false },
  { key: 'enable-envoy-config', path: 'envoyConfig.enabled', as: 'boolean', absent: false },
  { key: 'enable-host-firewall', path: 'hostFirewall.enabled', as: 'boolean', absent: false },
  { key: 'enable-local-redirect-policy', path: 'localRedirectPolicies.enabled', as: 'boolean', absent: false },
  { key: 'enable-local-redirect-policy', path: 'localRedirectPolicy', as: 'boolean', absent: false },
  { key: 'kube-proxy-replacement', path: 'kubeProxyReplacement', as: 'boolean' },
  { key: 'cni-exclusive', path: 'cni.exclusive', as: 'boolean' },
  { key: 'routing-mode', path: 'routingMode', as: 'text' },
  { key: 'tunnel-protocol', path: 'tunnelProtocol', as: 'text' },
  { key: 'tunnel-port', path: 'tunnelPort', as: 'text' },
  { key: 'enable-wireguard', path: 'encryption.enabled', as: 'on' },
  { key: 'enable-wireguard', path: 'encryption.type', as: 'wireguard' },
  { key: 'enable-ipsec', path: 'encryption.enabled', as: 'on' },
  { key: 'enable-ipsec', path: 'encryption.type', as: 'ipsec' },
  { key: 'enable-bpf-masquerade', path: 'bpf.masquerade', as: 'boolean', absent: false },
  { key: 'enable-host-legacy-routing', path: 'bpf.hostLegacyRouting', as: 'boolean', absent: false },
  { key: 'bpf-lb-acceleration', path: 'loadBalancer.acceleration', as: 'text' },
  { key: 'ipv4-native-routing-cidr', path: 'ipv4NativeRoutingCIDR', as: 'text' },
  { key: 'ipv6-native-routing-cidr', path: 'ipv6NativeRoutingCIDR', as: 'text' },
  { key: 'ipam', path: 'ipam.mode', as: 'text' },
  { key: 'devices', path: 'devices', as: 'list' },
  { key: 'enable-l7-proxy', path: 'l7Proxy', as: 'boolean' },
  { key: 'enable-node-selector-labels', path: 'nodeSelectorLabels', as: 'boolean', absent: false },
  { key: 'enable-non-default-deny-policies', path: 'enableNonDefaultDenyPolicies', as: 'boolean' },
  { key: 'policy-default-local-cluster', path: 'clustermesh.policyDefaultLocalCluster', as: 'boolean' },
  { key: 'enable-ipv6', path: 'ipv6.enabled', as: 'boolean' },
  { key: 'enable-icmp-rules', path: 'extraConfig.enable-icmp-rules', as: 'boolean' },
  { key: 'enable-extended-ip-protocols', path: 'extraConfig.enable-extended-ip-protocols', as: 'boolean' },
  { key: 'policy-audit-mode', path: 'policyAuditMode', as: 'boolean', absent: false },
  { key: 'enable-policy', path: 'policyEnforcementMode', as: 'text' },
  { key: 'allow-localhost', path: 'extraConfig.allow-localhost', as: 'text' },
  { key: 'cluster-name', path: 'cluster.name', as: 'text' },
];

/** A whole configuration has far more keys than a patch of one. */
const WHOLE = 40;

export function renderedInstalls(world: World): FoundInstall[] {
  return world
    .of('', 'ConfigMap')
    .filter(({ manifest }) => manifest.metadata.name === 'cilium-config' && isMap(manifest.data))
    .map((at) => {
      const data = mapAt(at.manifest, 'data');
      const complete = Object.keys(data).length >= WHOLE;
      const version = versionOf(world, at);
      const { namespace } = at.manifest.metadata;
      return {
        kind: 'cilium-config' as const,
        at,
        layers: [{ values: valuesOf(data, complete), at, prefix: ['data'], inText: true }],
        complete: false,
        ...(version === undefined ? {} : { version }),
        ...(namespace === undefined ? {} : { namespace }),
      };
    });
}

/** Key of cilium-config that says a value. */
export function configKeyOf(path: string): string | undefined {
  return KEYS.find((row) => row.path === path)?.key;
}

function valuesOf(data: PlainMap, complete: boolean): PlainMap {
  const values: PlainMap = {};
  for (const { key, path, as, absent } of KEYS) {
    const text = data[key];
    const value = typeof text === 'string' ? parse(text, as) : complete ? absent : undefined;
    if (value === undefined) continue;
    const keys = path.split('.');
    let map = values;
    for (const step of keys.slice(0, -1)) map = (map[step] ??= {}) as PlainMap;
    map[keys.at(-1)!] = value;
  }
  return values;
}

function parse(text: string, as: ConfigKey['as']): unknown {
  // Two keys stand for one value; off says nothing.
  if (as === 'on') return text === 'true' ? true : undefined;
  if (as === 'wireguard' || as === 'ipsec') return text === 'true' ? as : undefined;
  if (as === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  // An empty list leaves the choice to the agent.
  if (as === 'list') return text.trim() === '' ? undefined : text.trim().split(/[\s,]+/);
  return text;
}

/** The chart's version from the label of the agent's DaemonSet. */
function versionOf(world: World, config: CheckedObject): string | undefined {
  const agents = world
    .of('apps', 'DaemonSet')
    .filter(
      ({ manifest }) =>
        manifest.metadata.name === 'cilium' && manifest.metadata.namespace === config.manifest.metadata.namespace,
    );
  const labels = agents.map(({ manifest }) => String(manifest.metadata.labels?.['helm.sh/chart'] ?? ''));
  const versions = [...new Set(labels.flatMap((label) => /^cilium-(\d.*)$/.exec(label)?.[1] ?? []))];
  return versions.length === 1 ? versions[0] : undefined;
}
