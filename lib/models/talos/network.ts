// The network part of a configuration as data, whichever form each setting stands in.
import { KUBEPRISM_PORT, KUBESPAN_MTU } from '../../catalogue/talos';
import { isMap, PlainMap } from '../../manifest';
import { documentsOf, kindOf, Part } from './documents';
import { effectsOf } from './effects';
import { has, TalosMinor } from './minors';
import { linksOf, TalosLink, TalosVip } from './network-links';
import { items, number, section, sectionOrNone, sections, text, texts } from './validation/at';
import { isControlPlane } from './validation/v1alpha1';
import { hostDnsOf } from './validation/whole';

/** A rule of the ingress firewall. */
export interface TalosFirewallRule {
  readonly name: string;
  readonly protocol: string;
  readonly ports: readonly { readonly from: number; readonly to: number }[];
  readonly ingress: readonly { readonly subnet: string; readonly except?: string }[];
}

/** The network part of a configuration. Settings that are nowhere have the value that Talos gives them. */
export interface TalosNetwork {
  readonly role: 'controlplane' | 'worker';
  readonly hostname?: string;
  readonly links: readonly TalosLink[];
  /** Links that nobody speaks of get DHCP. */
  readonly defaultDHCP: boolean;
  readonly vips: readonly TalosVip[];
  readonly nameservers: readonly string[];
  readonly searchDomains: readonly string[];
  readonly timeServers: readonly string[];
  readonly hostDns: {
    readonly enabled: boolean;
    readonly forwardKubeDNSToHost: boolean;
    readonly resolveMemberNames: boolean;
  };
  readonly clusterName?: string;
  /** URL of the API server. */
  readonly endpoint?: string;
  readonly cni: { readonly name: string; readonly urls: readonly string[] };
  readonly kubeProxy: boolean;
  readonly kubePrism: { readonly enabled: boolean; readonly port: number };
  readonly podSubnets: readonly string[];
  readonly serviceSubnets: readonly string[];
  readonly dnsDomain: string;
  /** Subnets of the node's address, `!` in front of what is left out. */
  readonly nodeIpSubnets: readonly string[];
  readonly etcd: { readonly advertisedSubnets: readonly string[]; readonly listenSubnets: readonly string[] };
  readonly kubeSpan: {
    readonly enabled: boolean;
    readonly advertiseKubernetesNetworks: boolean;
    readonly mtu: number;
    readonly endpointFilters: readonly string[];
    readonly excludedNetworks: readonly string[];
  };
  readonly discovery: boolean;
  readonly firewall: { readonly defaultAction: 'accept' | 'block'; readonly rules: readonly TalosFirewallRule[] };
  readonly kernelModules: readonly string[];
  readonly node: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly taints: Readonly<Record<string, string>>;
  };
  readonly allowSchedulingOnControlPlanes: boolean;
  readonly manifests: {
    readonly inline: readonly { readonly name: string; readonly contents: string }[];
    readonly external: readonly string[];
  };
}

/** Defaults of Talos. Source: constants.go. */
const DEFAULTS = {
  kubePrismPort: KUBEPRISM_PORT,
  kubeSpanMtu: KUBESPAN_MTU,
  pods: '10.244.0.0/16',
  services: '10.96.0.0/12',
  domain: 'cluster.local',
};
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Reads the network part of loaded documents. */
export function readTalosNetwork(parts: readonly Part[], minor: TalosMinor): TalosNetwork {
  const documents = documentsOf(parts);
  const all = (kind: string) => documents.filter((document) => kindOf(document) === kind);
  const of = (kind: string): PlainMap | undefined => all(kind)[0]?.value;
  const root = of('v1alpha1') ?? {};
  const [machine, cluster] = [section(root, 'machine'), section(root, 'cluster')];
  const [oldNetwork, features] = [section(machine, 'network'), section(machine, 'features')];
  const effects = effectsOf(parts, minor, true);
  const resolver = of('ResolverConfig');
  const kubernetes = of('KubeNetworkConfig') ?? section(cluster, 'network');
  const kubeSpan = of('KubeSpanConfig') ?? section(oldNetwork, 'kubespan');
  const node = of('KubeNodeConfig');
  const hostDns = hostDnsOf(resolver, root) ?? {};
  const hostname = text(of('HostnameConfig'), 'hostname') || text(oldNetwork, 'hostname');
  const clusterName = text(of('KubeClusterConfig'), 'clusterName') || text(cluster, 'clusterName');
  const endpoint = text(of('KubeClusterConfig'), 'endpoint') || text(cluster, 'controlPlane', 'endpoint');
  const { links, vips } = linksOf(documents, minor);
  // Before there was a document, an absent section stood for the defaults.
  const subnets = (key: string, fallback: string) => {
    const own = texts(items(kubernetes, key));
    return own.length > 0 || (has(minor, 'documentEffects') && sectionOrNone(cluster, 'network') === undefined)
      ? own
      : [fallback];
  };
  return {
    role: isControlPlane(root) ? 'controlplane' : 'worker',
    ...(hostname === '' ? {} : { hostname }),
    links,
    defaultDHCP: effects.defaultDHCP ?? true,
    vips,
    nameservers: [
      ...texts(items(oldNetwork, 'nameservers')),
      ...sections(resolver, 'nameservers').map((server) => text(server, 'address')),
    ],
    searchDomains: [
      ...texts(items(oldNetwork, 'searchDomains')),
      ...texts(items(resolver, 'searchDomains', 'domains')),
    ],
    timeServers: [...texts(items(machine, 'time', 'servers')), ...texts(items(of('TimeSyncConfig'), 'ntp', 'servers'))],
    hostDns: {
      enabled: hostDns.enabled === true,
      forwardKubeDNSToHost: hostDns.forwardKubeDNSToHost === true,
      resolveMemberNames: hostDns.resolveMemberNames === true,
    },
    ...(clusterName === '' ? {} : { clusterName }),
    ...(endpoint === '' ? {} : { endpoint }),
    cni: {
      name: text(cluster, 'network', 'cni', 'name') || (effects.cni ?? ''),
      urls: texts(items(cluster, 'network', 'cni', 'urls')),
    },
    kubeProxy: effects.kubeProxy === true,
    kubePrism: {
      enabled: effects.kubePrism === true,
      port:
        number(of('KubePrismConfig'), 'port') ||
        number(section(features, 'kubePrism'), 'port') ||
        DEFAULTS.kubePrismPort,
    },
    podSubnets: subnets('podSubnets', DEFAULTS.pods),
    serviceSubnets: subnets('serviceSubnets', DEFAULTS.services),
    dnsDomain: text(kubernetes, 'dnsDomain') || DEFAULTS.domain,
    nodeIpSubnets: texts(items(node ?? section(machine, 'kubelet'), 'nodeIP', 'validSubnets')),
    etcd: {
      advertisedSubnets: texts(items(cluster, 'etcd', 'advertisedSubnets')),
      listenSubnets: texts(items(cluster, 'etcd', 'listenSubnets')),
    },
    kubeSpan: {
      enabled: kubeSpan.enabled === true,
      advertiseKubernetesNetworks: kubeSpan.advertiseKubernetesNetworks === true,
      mtu: number(kubeSpan, 'mtu') || DEFAULTS.kubeSpanMtu,
      endpointFilters: texts(items(kubeSpan, 'filters', 'endpoints')),
      excludedNetworks: texts(items(kubeSpan, 'filters', 'excludeAdvertisedNetworks')),
    },
    discovery: section(cluster, 'discovery').enabled === true || all('DiscoveryServiceConfig').length > 0,
    firewall: {
      defaultAction: text(of('NetworkDefaultActionConfig'), 'ingress') === 'block' ? 'block' : 'accept',
      rules: all('NetworkRuleConfig').map(({ value }) => firewallRule(value)),
    },
    kernelModules: [
      ...sections(machine, 'kernel', 'modules').map((module) => text(module, 'name')),
      ...all('KernelModuleConfig').map(({ value }) => text(value, 'name')),
    ],
    node: {
      labels: words(node?.labels ?? machine.nodeLabels),
      annotations: words(node?.annotations ?? machine.nodeAnnotations),
      taints: words(node?.taints ?? machine.nodeTaints),
    },
    allowSchedulingOnControlPlanes:
      node === undefined
        ? cluster.allowSchedulingOnControlPlanes === true || cluster.allowSchedulingOnMasters === true
        : !(CONTROL_PLANE in section(node, 'taints')),
    manifests: {
      inline: [
        ...sections(cluster, 'inlineManifests').map((each) => ({
          name: text(each, 'name'),
          contents: text(each, 'contents'),
        })),
        ...all('KubeInlineManifestConfig').map(({ value }) => ({
          name: text(value, 'name'),
          contents: text(value, 'manifest'),
        })),
      ],
      external: [
        ...texts(items(cluster, 'extraManifests')),
        ...all('KubeExternalManifestConfig').map(({ value }) => text(value, 'url')),
      ],
    },
  };
}

function words(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(isMap(value) ? value : {}).map(([key, each]) => [key, String(each ?? '')]));
}

function firewallRule(value: PlainMap): TalosFirewallRule {
  return {
    name: text(value, 'name'),
    protocol: text(value, 'portSelector', 'protocol'),
    ports: items(value, 'portSelector', 'ports').map((port) => {
      const [from = 0, to = from] = String(port).split('-').map(Number);
      return { from, to };
    }),
    ingress: sections(value, 'ingress').map((rule) => ({
      subnet: text(rule, 'subnet'),
      ...(text(rule, 'except') === '' ? {} : { except: text(rule, 'except') }),
    })),
  };
}
