// Talos machines against the values of Cilium: firewall, links, address plans, KubeSpan, host DNS, and Multus as upstream ships it.
import { relation } from './relation';

const values = (text: string, version = '1.20.0') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium, namespace: kube-system }
spec:
  interval: 1h
  chart: { spec: { chart: cilium, version: ${version}, sourceRef: { kind: HelmRepository, name: cilium } } }
  values: { ipam: { mode: kubernetes }, cgroup: { autoMount: { enabled: false }, hostRoot: /sys/fs/cgroup }, securityContext: { capabilities: { ciliumAgent: [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID], cleanCiliumState: [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE] } }, ${text} }
`;
const KPR = 'kubeProxyReplacement: true, k8sServiceHost: localhost, k8sServicePort: 7445';
const cluster = (network: string, machine = '') =>
  `machine: { type: controlplane${machine} }\ncluster: { network: { cni: { name: none }${network} }, proxy: { disabled: true } }\n`;
const talos = ['--talos', '1.13'];

describe('links and Cilium', () => {
  const bond = (link: string) => `apiVersion: v1alpha1
kind: BondConfig
name: bond0
links: [eno1, eno2]
bondMode: active-backup
miimon: 100
updelay: 200
downdelay: 200
addresses: [{ address: 192.0.2.21/24 }]
${link}`;
  relation(
    'devices name the bond with the address of the node',
    { code: 'values/devices-miss-uplink', says: ['bond0'], flags: talos },
    { 'talos/bond.yaml': bond(''), 'cilium.yaml': values(`${KPR}, devices: [eth0]`) },
    {
      'talos/bond.yaml': bond('routes: [{ gateway: 192.0.2.1 }]\n'),
      'cilium.yaml': values(`${KPR}, devices: [bond0]`),
    },
  );
  relation(
    'devices name the bond with the default route',
    { code: 'values/devices-miss-uplink', says: ['bond0'], flags: talos },
    { 'talos/bond.yaml': bond('routes: [{ gateway: 192.0.2.1 }]\n'), 'cilium.yaml': values(`${KPR}, devices: eth0`) },
    { 'talos/bond.yaml': bond('routes: [{ gateway: 192.0.2.1 }]\n'), 'cilium.yaml': values(`${KPR}, devices: bond+`) },
  );
  const old = (name: string) =>
    cluster(
      '',
      `, network: { interfaces: [{ interface: ${name}, bridge: { interfaces: [eno1] }, addresses: [192.0.2.21/24], routes: [{ network: 0.0.0.0/0, gateway: 192.0.2.1 }] }] }`,
    );
  relation(
    'a bridge with the address of the node is named in devices',
    { code: 'values/devices-miss-uplink', says: ['br0'], flags: ['--talos', '1.12'] },
    { 'talos/cp.yaml': old('br0'), 'cilium.yaml': values(KPR) },
    { 'talos/cp.yaml': old('br0'), 'cilium.yaml': values(`${KPR}, devices: [br0]`) },
  );
});

describe('address plans and Cilium', () => {
  const node = `apiVersion: v1alpha1\nkind: LinkConfig\nname: eno1\naddresses: [{ address: 10.0.0.21/24 }]\nroutes: [{ gateway: 10.0.0.1 }]\n`;
  const plain = (text: string) => values(text).replace('ipam: { mode: kubernetes }, ', '');
  relation(
    'the default pool of the pods does not hold the nodes',
    { code: 'values/pool-over-nodes', says: ['10.0.0.0/8', '10.0.0.21'], flags: talos },
    { 'talos/link.yaml': node, 'cilium.yaml': plain('MTU: 1400') },
    { 'talos/link.yaml': node, 'cilium.yaml': plain('ipam: { mode: kubernetes }') },
  );
  relation(
    'a pool that is written does not hold the nodes',
    { code: 'address/overlap', says: ['10.0.0.21'], flags: talos },
    {
      'talos/link.yaml': node,
      'cilium.yaml': plain('ipam: { operator: { clusterPoolIPv4PodCIDRList: [10.0.0.0/16] } }'),
    },
    {
      'talos/link.yaml': node,
      'cilium.yaml': plain('ipam: { operator: { clusterPoolIPv4PodCIDRList: [10.42.0.0/16] } }'),
    },
  );
  const native = 'routingMode: native, autoDirectNodeRoutes: true';
  relation(
    'the native range holds the pods',
    { code: 'values/native-range', says: ['10.244.0.0/16'] },
    {
      'talos/cp.yaml': cluster(', podSubnets: [10.244.0.0/16]'),
      'cilium.yaml': values(`${KPR}, ${native}, ipv4NativeRoutingCIDR: 10.42.0.0/16`),
    },
    {
      'talos/cp.yaml': cluster(', podSubnets: [10.244.0.0/16]'),
      'cilium.yaml': values(`${KPR}, ${native}, ipv4NativeRoutingCIDR: 10.244.0.0/16`),
    },
  );
  const machines = (second: string) => `clusterName: home
endpoint: https://192.0.2.10:6443
talosVersion: v1.13.0
nodes:
  - { hostname: a, ipAddress: 192.0.2.21, controlPlane: true, installDisk: /dev/sda, networkInterfaces: [{ interface: eno1, addresses: [192.0.2.21/24], routes: [{ network: 0.0.0.0/0, gateway: 192.0.2.1 }] }] }
  - { hostname: b, ipAddress: ${second}, controlPlane: false, installDisk: /dev/sda, networkInterfaces: [{ interface: eno1, addresses: [${second}/24], routes: [{ network: 0.0.0.0/0, gateway: ${second.replace(/\d+$/, '1')} }] }] }
`;
  relation(
    'direct routes need one subnet of the nodes',
    { code: 'values/direct-routes', says: ['autoDirectNodeRoutes'] },
    {
      'talconfig.yaml': machines('198.51.100.22'),
      'cilium.yaml': values(`${KPR}, ${native}, ipv4NativeRoutingCIDR: 10.244.0.0/16`),
    },
    {
      'talconfig.yaml': machines('192.0.2.22'),
      'cilium.yaml': values(`${KPR}, ${native}, ipv4NativeRoutingCIDR: 10.244.0.0/16`),
    },
  );
  const pool = (block: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: lan }\nspec: { blocks: [{ start: 192.0.2.${block} }] }\n`;
  relation(
    'machines of talhelper hold no address of a pool',
    { code: 'address/overlap', says: ['192.0.2.22'] },
    { 'talconfig.yaml': machines('192.0.2.22'), 'pool.yaml': pool('20, stop: 192.0.2.30') },
    { 'talconfig.yaml': machines('192.0.2.22'), 'pool.yaml': pool('200, stop: 192.0.2.210') },
  );
});

describe('KubeSpan, host DNS and masquerading', () => {
  relation(
    'KubeSpan and BPF masquerading exclude each other up to Talos 1.12',
    { code: 'values/kubespan-masquerade', flags: ['--talos', '1.12'] },
    {
      'talos/cp.yaml': cluster('', ', network: { kubespan: { enabled: true } }'),
      'cilium.yaml': values(`${KPR}, bpf: { masquerade: true, hostLegacyRouting: true }`),
    },
    { 'talos/cp.yaml': cluster('', ', network: { kubespan: { enabled: true } }'), 'cilium.yaml': values(KPR) },
  );
  const forwards = (on: boolean) =>
    cluster('', `, features: { hostDNS: { enabled: true, forwardKubeDNSToHost: ${on} } }`);
  relation(
    'host DNS and BPF masquerading exclude each other up to Cilium 1.18',
    { code: 'values/host-dns' },
    { 'talos/cp.yaml': forwards(true), 'cilium.yaml': values(`${KPR}, bpf: { masquerade: true }`, '1.18.3') },
    { 'talos/cp.yaml': forwards(false), 'cilium.yaml': values(`${KPR}, bpf: { masquerade: true }`, '1.18.3') },
  );
});

describe('values alone', () => {
  relation(
    'the egress gateway goes without slices of endpoints',
    { code: 'values/agent-exits', level: 'error', says: ['ciliumEndpointSlice.enabled'] },
    values(
      `${KPR}, egressGateway: { enabled: true }, bpf: { masquerade: true }, ciliumEndpointSlice: { enabled: true }`,
    ),
    values(`${KPR}, bpf: { masquerade: true }, ciliumEndpointSlice: { enabled: true }`),
  );
  relation(
    'the agent of ip-masq needs BPF masquerading',
    { code: 'values/agent-exits', level: 'error', says: ['ipMasqAgent.enabled'] },
    values(`${KPR}, ipMasqAgent: { enabled: true }`),
    values(`${KPR}, ipMasqAgent: { enabled: true }, bpf: { masquerade: true }`),
  );
  relation(
    'the egress gateway needs BPF masquerading',
    { code: 'values/agent-exits', level: 'error', says: ['bpf.masquerade'] },
    values(`${KPR}, egressGateway: { enabled: true }`),
    values(`${KPR}, egressGateway: { enabled: true }, bpf: { masquerade: true }`),
  );
  relation(
    'Hubble metrics are metrics, with their labels behind a colon',
    { code: 'values/hubble-metric', says: ['source_namespace', 'labelsContext'] },
    values("hubble: { metrics: { enabled: ['flow:labelsContext=source_ip', source_namespace, drop] } }"),
    values("hubble: { metrics: { enabled: ['flow:labelsContext=source_ip,source_namespace', drop] } }"),
  );
  const gateway = (port: number) =>
    `---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: web, namespace: shop }\nspec: { gatewayClassName: cilium, listeners: [{ name: http, port: ${port}, protocol: HTTP }] }\n`;
  relation(
    'Envoy may bind ports below 1024 of the node',
    { code: 'values/host-network-port', says: ['NET_BIND_SERVICE'] },
    values(`${KPR}, gatewayAPI: { enabled: true, hostNetwork: { enabled: true } }`) + gateway(80),
    values(`${KPR}, gatewayAPI: { enabled: true, hostNetwork: { enabled: true } }`) + gateway(8080),
  );
});

describe('Multus as upstream ships it', () => {
  const multus = (netns: string, image: string, memory: string, installer = '') => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-multus-ds, namespace: kube-system }
spec:
  selector: { matchLabels: { name: multus } }
  template:
    metadata: { labels: { name: multus } }
    spec:
      hostNetwork: true
      containers:
        - name: kube-multus
          image: ${image}
          command: [/usr/src/multus-cni/bin/multus-daemon]
          resources: { limits: { cpu: 100m, memory: ${memory} } }
          volumeMounts: [{ name: netns, mountPath: /run/netns, mountPropagation: HostToContainer }]
      ${installer}volumes: [{ name: netns, hostPath: { path: ${netns} } }, { name: cnibin, hostPath: { path: /opt/cni/bin } }]
`;
  const image = 'ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick';
  const machine = { 'talos/cp.yaml': cluster('') };
  const good = { ...machine, 'multus.yaml': multus('/var/run/netns', image, '512Mi') };
  const bad = (text: string) => ({ ...machine, 'multus.yaml': text });
  relation(
    'Multus looks where containerd keeps namespaces',
    { code: 'cni/multus-netns', says: ['/var/run/netns'] },
    bad(multus('/run/netns/', image, '512Mi')),
    good,
  );
  relation(
    'Multus has memory for the start of a node',
    { code: 'cni/multus-memory', says: ['50Mi'] },
    bad(multus('/var/run/netns', image, '50Mi')),
    good,
  );
  relation(
    'the image of Multus stands still',
    { code: 'object/moving-tag', says: ['snapshot-thick'] },
    bad(multus('/var/run/netns', 'ghcr.io/k8snetworkplumbingwg/multus-cni:snapshot-thick', '512Mi')),
    good,
  );
  const copying = `initContainers:
        - name: install-multus-binary
          image: ${image}
          command: [cp, /usr/src/multus-cni/bin/multus-shim, /host/opt/cni/bin/multus-shim]
          volumeMounts: [{ name: cnibin, mountPath: /host/opt/cni/bin }]
      `;
  const own = copying.replace(
    '[cp, /usr/src/multus-cni/bin/multus-shim, /host/opt/cni/bin/multus-shim]',
    '[/usr/src/multus-cni/bin/install_multus, -d, /host/opt/cni/bin, -t, thick]',
  );
  relation(
    'Multus replaces its binary in one step',
    { code: 'cni/multus-installer', says: ['install_multus'] },
    bad(multus('/var/run/netns', image, '512Mi', copying)),
    bad(multus('/var/run/netns', image, '512Mi', own)),
  );
});
