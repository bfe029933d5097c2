// Values of Cilium's chart, and objects that need them.
import { YamlExample } from './example';
import { cilium, documents, network, object, ON_TALOS, talos } from './parts';

const L2 = object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', 'spec: {loadBalancerIPs: true}', 'name: lan');
const GATEWAY = object(
  'gateway.networking.k8s.io/v1',
  'Gateway',
  'spec: {gatewayClassName: cilium, listeners: [{name: a, port: 80, protocol: HTTP}]}',
);
const INGRESS = object(
  'networking.k8s.io/v1',
  'Ingress',
  'spec: {ingressClassName: cilium, defaultBackend: {service: {name: web, port: {number: 80}}}}',
);
const HOST = object(
  'cilium.io/v2',
  'CiliumClusterwideNetworkPolicy',
  'spec: {nodeSelector: {}, enableDefaultDeny: {ingress: false}, ingress: [{fromEntities: [cluster]}]}',
  'name: a',
);
const PEER = object('cilium.io/v2', 'CiliumBGPPeerConfig', 'spec: {}', 'name: a');
const EGRESS = object(
  'cilium.io/v2',
  'CiliumEgressGatewayPolicy',
  'spec: {selectors: [{podSelector: {}}], destinationCIDRs: [0.0.0.0/0], egressGateway: {nodeSelector: {}, interface: eth0}}',
  'name: a',
);
const ENVOY = object(
  'cilium.io/v2',
  'CiliumEnvoyConfig',
  'spec: {resources: [{"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: a}]}',
);
const REDIRECT = object(
  'cilium.io/v2',
  'CiliumLocalRedirectPolicy',
  'spec: {redirectFrontend: {addressMatcher: {ip: 169.254.1.1, toPorts: [{port: "53", protocol: UDP}]}}, redirectBackend: {localEndpointSelector: {matchLabels: {app: dns}}, toPorts: [{port: "53", protocol: UDP}]}}',
);
const NETWORK = network('"type":"host-device","device":"eth1"');
const installer = (version: string) =>
  talos(`machine: {install: {image: "factory.talos.dev/metal-installer/${'a'.repeat(64)}:v${version}"}}`);
const off = (code: string, thing: string, values: string): YamlExample => [
  code,
  documents(cilium('kubeProxyReplacement: true'), thing),
  documents(cilium(`kubeProxyReplacement: true, ${values}`), thing),
];

export const VALUES: readonly YamlExample[] = [
  ['values/unknown-key', cilium('kubeProxyReplacment: true'), cilium('kubeProxyReplacement: true')],
  ['values/type', cilium('l7Proxy: 5'), cilium('l7Proxy: true')],
  ['values/removed', cilium('tunnel: disabled'), cilium('tunnelProtocol: geneve')],
  ['values/chart-refuses', cilium('cluster: {name: My_Cluster}'), cilium('cluster: {name: my-cluster}')],
  [
    'values/no-effect',
    cilium('gatewayAPI: {enabled: true}'),
    cilium('kubeProxyReplacement: true, gatewayAPI: {enabled: true}'),
  ],
  ['values/version', cilium('l7Proxy: true', '1.12.0'), cilium('l7Proxy: true')],
  [
    'values/cni-exclusive',
    documents(cilium('cni: {exclusive: true}'), NETWORK),
    documents(cilium('cni: {exclusive: false}'), NETWORK),
  ],
  [
    'values/kernel-verifier',
    documents(cilium(ON_TALOS, '1.18.12'), installer('1.12.2')),
    documents(cilium(ON_TALOS, '1.18.12'), installer('1.12.5')),
  ],
  [
    'values/talos-capabilities',
    documents(cilium('cgroup: {autoMount: {enabled: false}, hostRoot: /sys/fs/cgroup}'), installer('1.13.0')),
    documents(cilium(ON_TALOS), installer('1.13.0')),
  ],
  [
    'values/host-networking',
    documents(
      cilium(`${ON_TALOS}, kubeProxyReplacement: true, loadBalancer: {acceleration: native}`, '1.19.4'),
      installer('1.12.5'),
    ),
    documents(
      cilium(`${ON_TALOS}, kubeProxyReplacement: true, loadBalancer: {acceleration: disabled}`, '1.19.4'),
      installer('1.12.5'),
    ),
  ],
  [
    'values/hubble-metric',
    cilium('hubble: {enabled: true, metrics: {enabled: [dnss]}}'),
    cilium('hubble: {enabled: true, metrics: {enabled: [dns]}}'),
  ],
  [
    'values/key-material',
    cilium(`hubble: {tls: {server: {key: "-----BEGIN ${'PRIVATE'} KEY-----"}}}`),
    cilium('hubble: {tls: {server: {existingSecret: hubble}}}'),
  ],
  off('values/l2-off', L2, 'l2announcements: {enabled: true}'),
  off('values/gateway-off', GATEWAY, 'gatewayAPI: {enabled: true}'),
  off('values/ingress-off', INGRESS, 'ingressController: {enabled: true}'),
  off('values/host-firewall-off', HOST, 'hostFirewall: {enabled: true}'),
  off('values/bgp-off', PEER, 'bgpControlPlane: {enabled: true}'),
  off('values/egress-gateway-off', EGRESS, 'egressGateway: {enabled: true}, bpf: {masquerade: true}'),
  off('values/envoy-config-off', ENVOY, 'envoyConfig: {enabled: true}'),
  off('values/redirect-off', REDIRECT, 'localRedirectPolicies: {enabled: true}'),
];
