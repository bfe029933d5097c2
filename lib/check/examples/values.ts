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
  'name: nodes',
);
const PEER = object('cilium.io/v2', 'CiliumBGPPeerConfig', 'spec: {}', 'name: router');
const EGRESS = object(
  'cilium.io/v2',
  'CiliumEgressGatewayPolicy',
  'spec: {selectors: [{podSelector: {}}], destinationCIDRs: [0.0.0.0/0], egressGateway: {nodeSelector: {}, interface: eth0}}',
  'name: office',
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
const AUTHENTICATED = object(
  'cilium.io/v2',
  'CiliumNetworkPolicy',
  'spec: {endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}], authentication: {mode: required}}]}',
);
const DENIES = object('cilium.io/v2', 'CiliumNetworkPolicy', 'spec: {endpointSelector: {}, ingress: [{}]}');
const NETWORK = network('"type":"host-device","device":"eth1"');
const installer = (version: string) =>
  talos(`machine: {install: {image: "factory.talos.dev/metal-installer/${'a'.repeat(64)}:v${version}"}}`);
const off = (code: string, thing: string, values: string): YamlExample => [
  code,
  documents(cilium('kubeProxyReplacement: true'), thing),
  documents(cilium(`kubeProxyReplacement: true, ${values}`), thing),
];

/** Values on Talos that are right but for what an example adds. */
const onTalos = (more: string, version?: string) => cilium(`${ON_TALOS}, ${more}`, version);
const REPLACED = 'kubeProxyReplacement: true';
const NO_PROXY = talos('cluster: {network: {cni: {name: none}}, proxy: {disabled: true}}');
const hostDns = (forwards: boolean) =>
  talos(`machine: {features: {hostDNS: {enabled: true, forwardKubeDNSToHost: ${forwards}}}}`);
const kubeSpan = (minor: string, more = '') =>
  talos(
    `machine: {install: {image: "ghcr.io/siderolabs/installer:v${minor}.5"}, network: {kubespan: {enabled: true${more}}}}`,
  );
const kubePrism = (port: number) => talos(`machine: {features: {kubePrism: {enabled: true, port: ${port}}}}`);
const PRISM = `${REPLACED}, k8sServiceHost: localhost, k8sServicePort: 7445`;
const BRIDGED = `machine:
  network:
    interfaces:
      - interface: br0
        bridge: { interfaces: [eno1] }
        dhcp: true
`;
const announced = (expression: string) =>
  object(
    'cilium.io/v2alpha1',
    'CiliumL2AnnouncementPolicy',
    `spec: {loadBalancerIPs: true, interfaces: ['${expression}']}`,
    'name: lan',
  );
const announcing = (devices: string) => cilium(`${REPLACED}, l2announcements: {enabled: true}, devices: [${devices}]`);
const onNodes = (devices: string) => ({
  'cluster.facts': `nodes:
  - { name: cp-1, role: controlplane, addresses: [192.168.70.11] }
  - { name: w-1, role: worker, addresses: [192.168.70.21] }
links:
  - { name: lan, interface: eno1, nodes: [cp-1], subnets: [192.168.70.0/24], managed: false }
  - { name: fast, interface: enp5s0, nodes: [w-1], subnets: [192.168.70.0/24], managed: false }
nodeSubnets: [192.168.70.0/24]
`,
  'cilium.yaml': cilium(`${REPLACED}, devices: [${devices}]`),
});
const hostGateway = (capabilities: string) =>
  documents(
    cilium(
      `${REPLACED}, gatewayAPI: {enabled: true, hostNetwork: {enabled: true}}, envoy: {enabled: true, securityContext: {capabilities: {${capabilities}}}}`,
    ),
    GATEWAY,
  );
const NATIVE = 'routingMode: native, ipam: {mode: kubernetes}';
const PODS = talos('cluster: {network: {podSubnets: [10.244.0.0/16]}}');
const NODE_IN_TEN = talos('machine: {network: {interfaces: [{interface: eno1, addresses: [10.0.0.21/24]}]}}');
const CAPABILITIES = `${REPLACED}, ${ON_TALOS.slice(ON_TALOS.indexOf('securityContext'))}`;
/** A cluster that was installed before the documents, upgraded since. */
const oldForm = (patch: string) => ({
  'cluster.facts': 'talos: "1.14"\nconfigFormat: v1alpha1\n',
  'cilium.yaml': onTalos(REPLACED),
  'talos/no-flannel.yaml': patch,
});

/** Two nodes of talhelper, the second in a subnet. */
const nodes = (subnet: string) => `clusterName: home
endpoint: https://192.168.70.10:6443
talosVersion: v1.13.0
nodes:
  - { hostname: cp-1, ipAddress: 192.168.70.11, controlPlane: true, installDisk: /dev/sda, networkInterfaces: [${onEth0('192.168.70', 11)}] }
  - { hostname: w-1, ipAddress: ${subnet}.21, controlPlane: false, installDisk: /dev/sda, networkInterfaces: [${onEth0(subnet, 21)}] }
`;
const onEth0 = (subnet: string, host: number) =>
  `{ interface: eth0, addresses: [${subnet}.${host}/24], routes: [{ network: 0.0.0.0/0, gateway: ${subnet}.1 }] }`;
const DIRECT = cilium(
  `kubeProxyReplacement: true, k8sServiceHost: localhost, k8sServicePort: 7445, ipam: {mode: kubernetes}, routingMode: native, autoDirectNodeRoutes: true, ipv4NativeRoutingCIDR: 10.244.0.0/16, ${ON_TALOS}`,
);

export const VALUES: readonly YamlExample[] = [
  ['values/dead', cilium('externalIPs: {enabled: true}', '1.19.6'), cilium(REPLACED, '1.19.6')],
  [
    'values/device-missing',
    documents(announcing('bond0'), announced('^eno9$')),
    documents(announcing('bond0, eno9'), announced('^eno9$')),
  ],
  [
    'values/devices-miss-uplink',
    documents(onTalos(`${REPLACED}, devices: [eno1]`), BRIDGED),
    documents(onTalos(`${REPLACED}, devices: [br0]`), BRIDGED),
  ],
  ['values/node-without-device', onNodes('eno1'), onNodes('eno1, enp5s0')],
  [
    'values/host-dns',
    documents(onTalos(`${REPLACED}, bpf: {masquerade: true}`, '1.18.12'), hostDns(true)),
    documents(onTalos(`${REPLACED}, bpf: {masquerade: true}`, '1.18.12'), hostDns(false)),
  ],
  [
    'values/host-network-port',
    hostGateway('envoy: [NET_ADMIN, SYS_ADMIN]'),
    hostGateway('keepCapNetBindService: true, envoy: [NET_ADMIN, SYS_ADMIN, NET_BIND_SERVICE]'),
  ],
  ['values/kube-prism', documents(onTalos(PRISM), kubePrism(7446)), documents(onTalos(PRISM), kubePrism(7445))],
  [
    'values/kube-proxy',
    documents(onTalos('kubeProxyReplacement: false'), NO_PROXY),
    documents(onTalos(REPLACED), NO_PROXY),
  ],
  [
    'values/kubespan-advertise',
    documents(onTalos('routingMode: tunnel'), kubeSpan('1.13', ', advertiseKubernetesNetworks: true')),
    documents(onTalos('routingMode: tunnel'), kubeSpan('1.13')),
  ],
  [
    'values/kubespan-encryption',
    documents(onTalos('encryption: {enabled: true, type: wireguard}'), kubeSpan('1.13')),
    documents(onTalos('encryption: {enabled: false}'), kubeSpan('1.13')),
  ],
  [
    'values/kubespan-masquerade',
    documents(onTalos(`${REPLACED}, bpf: {masquerade: true}`), kubeSpan('1.12')),
    documents(onTalos(`${REPLACED}, bpf: {masquerade: false}`), kubeSpan('1.12')),
  ],
  [
    'values/kubespan-native',
    documents(onTalos('routingMode: native, ipv4NativeRoutingCIDR: 10.244.0.0/16'), kubeSpan('1.12')),
    documents(onTalos('routingMode: tunnel'), kubeSpan('1.12')),
  ],
  [
    'values/native-range',
    documents(onTalos(`${NATIVE}, ipv4NativeRoutingCIDR: 10.0.0.0/16`), PODS),
    documents(onTalos(`${NATIVE}, ipv4NativeRoutingCIDR: 10.244.0.0/16`), PODS),
  ],
  [
    'values/pool-over-nodes',
    documents(onTalos(REPLACED), NODE_IN_TEN),
    documents(onTalos(`${REPLACED}, ipam: {mode: kubernetes}`), NODE_IN_TEN),
  ],
  ['values/talos-cgroup', documents(cilium(CAPABILITIES), NO_PROXY), documents(onTalos(REPLACED), NO_PROXY)],
  [
    'values/talos-cni',
    documents(onTalos(REPLACED), talos('cluster: {network: {cni: {name: flannel}}, proxy: {disabled: true}}')),
    documents(onTalos(REPLACED), NO_PROXY),
  ],
  [
    'values/talos-cni-form',
    oldForm('apiVersion: v1alpha1\nkind: KubeFlannelCNIConfig\n$patch: delete\n'),
    oldForm(talos('cluster: {network: {cni: {name: none}}}')),
  ],
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
  off('values/authentication-off', AUTHENTICATED, 'authentication: {enabled: true, mutual: {spire: {enabled: true}}}'),
  [
    'values/policy-audit',
    documents(cilium('policyAuditMode: true'), DENIES),
    documents(cilium('policyAuditMode: false'), DENIES),
  ],
  off('values/redirect-off', REDIRECT, 'localRedirectPolicies: {enabled: true}'),
  [
    'values/direct-routes',
    { 'talconfig.yaml': nodes('192.168.80'), 'cilium.yaml': DIRECT },
    { 'talconfig.yaml': nodes('192.168.70'), 'cilium.yaml': DIRECT },
  ],
];
