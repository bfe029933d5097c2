// Machines that Talos refuses, cuts off or configures otherwise than they are meant.
import { Files } from '../../problem';
import { YamlExample } from './example';
import { cilium, documents, ON_TALOS, talos } from './parts';

const TWO_NODES = `nodes:
  - { name: cp-1, role: controlplane, addresses: [192.168.70.11] }
  - { name: w-1, role: worker, addresses: [192.168.70.21] }
nodeSubnets: [192.168.70.0/24]
`;
const LAN = '{ name: lan, interface: eno1, subnets: [192.168.70.0/24], dhcp: true }';
const facts = (links: readonly string[], more = ''): Files => ({
  'cluster.facts': `${TWO_NODES}links:\n${links.map((link) => `  - ${link}\n`).join('')}${more}`,
});
const nodes = (...roles: readonly string[]): Files => ({
  'cluster.facts': `nodes:\n${roles.map((role, index) => `  - { name: node-${index + 1}, role: ${role}, addresses: [192.168.70.${index + 11}] }\n`).join('')}`,
});
const document = (kind: string, fields: string) => `apiVersion: v1alpha1\nkind: ${kind}\n${fields}\n`;
const DHCP = document('DHCPv4Config', 'name: eno1');
const installed = (version: string, more = '') =>
  talos(
    `machine:\n  type: controlplane\n  install: { image: "ghcr.io/siderolabs/installer:v${version}" }${more === '' ? '' : `\n${more}`}`,
  );
const interfaces = (entry: string) => installed('1.11.6', `  network:\n    interfaces:\n      - ${entry}`);
const SERVES = cilium(`${ON_TALOS}, kubeProxyReplacement: true`, '1.19.6');
const WEB = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, nodePort: 30080 }]
`;
const firewall = (action: 'accept' | 'block', ...rules: readonly string[]) =>
  documents(
    installed('1.13.9'),
    document('NetworkDefaultActionConfig', `ingress: ${action}`),
    ...rules.map((rule) => document('NetworkRuleConfig', rule)),
  );
const rule = (name: string, ports: string, protocol: string, subnet = '192.168.70.0/24') =>
  `name: ${name}\nportSelector: { ports: [${ports}], protocol: ${protocol} }\ningress: [{ subnet: ${subnet} }]`;
const inline = (name: string, contents: string) =>
  talos(
    `cluster:\n  inlineManifests:\n    - name: ${name}\n      contents: |\n${contents.replace(/^(?=.)/gm, '        ')}`,
  );
const map = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { ${metadata} }\ndata: { a: b }`;
const NAMED = map('name: dns, namespace: kube-system');
const manifest = (name: string) =>
  document('KubeInlineManifestConfig', `name: ${name}\nmanifest: |\n  ${NAMED.replaceAll('\n', '\n  ')}`);
const bond = (more: string) =>
  documents(
    document('BondConfig', `name: bond0\nlinks: [eno1, eno2]\nbondMode: 802.3ad${more}`),
    document('DHCPv4Config', 'name: bond0'),
  );
const talhelper = (stated: string): Files => ({
  'cluster.facts': `talos: "${stated}"\n`,
  'talconfig.yaml': `clusterName: home
talosVersion: v1.13.9
endpoint: https://192.168.70.10:6443
nodes:
  - { hostname: cp-1, ipAddress: 192.168.70.11, controlPlane: true, installDisk: /dev/sda }
`,
});
const patched = (patches: string): Files => ({
  ...talhelper('1.13'),
  'talconfig.yaml': `${talhelper('1.13')['talconfig.yaml']!}patches: ["@./${patches}"]\n`,
  'patches/kubelet.yaml': 'machine: { kubelet: { extraArgs: { max-pods: "200" } } }\n',
});
const HOSTNAME = document('HostnameConfig', 'hostname: cp-1');
const EXTRA = (url: string) => talos(`cluster: { extraManifests: ["${url}"] }`);
const CRDS = 'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.1/standard-install.yaml';

export const TALOS: readonly YamlExample[] = [
  ['cluster/no-control-plane', nodes('worker', 'worker'), nodes('controlplane', 'worker')],
  [
    'cluster/even-control-planes',
    nodes('controlplane', 'controlplane'),
    nodes('controlplane', 'controlplane', 'controlplane'),
  ],
  [
    'cluster/kubernetes-unsupported',
    facts([LAN], 'talos: "1.14"\nkubernetes: 1.27.4\n'),
    facts([LAN], 'talos: "1.14"\nkubernetes: 1.35.2\n'),
  ],
  [
    'cluster/kubernetes-untested',
    facts([LAN], 'cilium: 1.19.6\nkubernetes: 1.31.4\n'),
    facts([LAN], 'cilium: 1.19.6\nkubernetes: 1.34.2\n'),
  ],
  [
    'cluster/link-twice',
    facts([LAN, '{ name: iot, interface: eno1, subnets: [192.168.40.0/24] }']),
    facts([LAN, '{ name: iot, interface: eno2, subnets: [192.168.40.0/24] }']),
  ],
  [
    'talos/vip-link',
    facts([LAN.replace('dhcp', 'nodes: [w-1], dhcp')], 'virtualIps: [192.168.70.10]\ncomplete: true\n'),
    facts([LAN], 'virtualIps: [192.168.70.10]\ncomplete: true\n'),
  ],
  [
    'talos/vlan-name',
    facts(
      [LAN.replace('eno1', 'enp129s0f0np0'), '{ name: iot, interface: enp129s0f0np0.40, parent: lan, vlanId: 40 }'],
      'configFormat: v1alpha1\n',
    ),
    facts([LAN, '{ name: iot, interface: eno1.40, parent: lan, vlanId: 40 }'], 'configFormat: v1alpha1\n'),
  ],
  [
    'talos/link-mtu',
    facts([LAN, '{ name: iot, interface: eno1.40, parent: lan, vlanId: 40, mtu: 9000 }']),
    facts([
      LAN.replace('dhcp', 'mtu: 9000, dhcp'),
      '{ name: iot, interface: eno1.40, parent: lan, vlanId: 40, mtu: 9000 }',
    ]),
  ],
  ['talos/node-without-address', facts([LAN.replace(', dhcp: true', '')]), facts([LAN])],
  [
    'talos/default-dhcp',
    document('LinkConfig', 'name: eno2\naddresses: [{ address: 192.168.40.21/24 }]'),
    documents(document('LinkConfig', 'name: eno2\naddresses: [{ address: 192.168.40.21/24 }]'), DHCP),
  ],
  [
    'talos/member-with-address',
    documents(document('BridgeConfig', 'name: br0\nlinks: [eno1]'), DHCP),
    documents(document('BridgeConfig', 'name: br0\nlinks: [eno1]'), DHCP.replace('eno1', 'br0')),
  ],
  [
    'talos/selector-takes-vlan',
    interfaces(
      'deviceSelector: { hardwareAddr: "02:00:5e:10:00:01" }\n        dhcp: true\n        vlans: [{ vlanId: 40, dhcp: true }]',
    ),
    interfaces(
      'deviceSelector: { hardwareAddr: "02:00:5e:10:00:01", physical: true }\n        dhcp: true\n        vlans: [{ vlanId: 40, dhcp: true }]',
    ),
  ],
  [
    'talos/vip-without-dhcp',
    interfaces('interface: eno1\n        vip: { ip: 192.168.70.10 }'),
    interfaces('interface: eno1\n        dhcp: true\n        vip: { ip: 192.168.70.10 }'),
  ],
  [
    'talos/member-of-two',
    documents(
      bond('\nmiimon: 100\nupdelay: 200\ndowndelay: 200'),
      document('BridgeConfig', 'name: br0\nlinks: [eno2]'),
    ),
    documents(
      bond('\nmiimon: 100\nupdelay: 200\ndowndelay: 200'),
      document('BridgeConfig', 'name: br0\nlinks: [eno3]'),
    ),
  ],
  ['talos/bond-monitoring', bond(''), bond('\nmiimon: 100\nupdelay: 200\ndowndelay: 200')],
  [
    'talos/firewall-replies',
    firewall('accept', rule('metrics', '9100-65535', 'tcp')),
    firewall('accept', rule('metrics', '9100', 'tcp')),
  ],
  [
    'talos/firewall-node-port',
    documents(firewall('accept', rule('web', '30080', 'tcp')), SERVES, WEB),
    documents(
      firewall('accept'),
      SERVES,
      WEB.replace('type: NodePort', 'type: LoadBalancer\n  loadBalancerSourceRanges: [192.168.70.0/24]'),
    ),
  ],
  [
    'talos/firewall-closes',
    documents(firewall('block', rule('talos', '6443, 10250, 50000', 'tcp')), SERVES),
    documents(firewall('block', rule('talos', '6443, 10250, 50000', 'tcp'), rule('vxlan', '8472', 'udp')), SERVES),
  ],
  [
    'talos/node-among-services',
    {
      'talos/controlplane.yaml': interfaces(
        'interface: eno1\n        addresses: [10.100.0.21/24]\n        routes: [{ network: 0.0.0.0/0, gateway: 10.100.0.1 }]',
      ),
    },
    {
      'talos/controlplane.yaml': `${interfaces('interface: eno1\n        addresses: [10.100.0.21/24]\n        routes: [{ network: 0.0.0.0/0, gateway: 10.100.0.1 }]')}cluster: { network: { serviceSubnets: [10.32.0.0/16] } }\n`,
    },
  ],
  ['talos/unknown-kind', document('LinkConfg', 'name: eno1'), documents(document('LinkConfig', 'name: eno1'), DHCP)],
  [
    'talos/unknown-key',
    talos('machine: { network: { nameserver: [192.168.70.1] } }'),
    talos('machine: { network: { nameservers: [192.168.70.1] } }'),
  ],
  [
    'talos/value',
    talos('machine: { network: { nameservers: 192.168.70.1 } }'),
    talos('machine: { network: { nameservers: [192.168.70.1] } }'),
  ],
  [
    'talos/both-forms',
    documents(installed('1.13.9', '  network: { hostname: cp-1 }'), HOSTNAME),
    documents(installed('1.13.9'), HOSTNAME),
  ],
  [
    'talos/refused',
    documents(document('VLANConfig', 'name: eno1.40\nparent: eno1\nvlanID: 5000'), DHCP),
    documents(document('VLANConfig', 'name: eno1.40\nparent: eno1\nvlanID: 40'), DHCP),
  ],
  [
    'talos/advice',
    interfaces(
      'interface: eno1\n        cidr: 192.168.70.11/24\n        routes: [{ network: 0.0.0.0/0, gateway: 192.168.70.1 }]',
    ),
    interfaces(
      'interface: eno1\n        addresses: [192.168.70.11/24]\n        routes: [{ network: 0.0.0.0/0, gateway: 192.168.70.1 }]',
    ),
  ],
  [
    'talos/manifest-name',
    documents(manifest('dns'), manifest('dns')),
    documents(manifest('dns'), manifest('dns-local')),
  ],
  ['talos/manifest-url', EXTRA('./gateway-api.yaml'), EXTRA(CRDS)],
  ['talos/manifest-namespace', inline('dns', map('name: dns')), inline('dns', NAMED)],
  [
    'talos/secret-inline',
    inline(
      'token',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: token, namespace: shop }\nstringData: { token: "example" }',
    ),
    inline('dns', NAMED),
  ],
  ['talos/facts-differ', talhelper('1.12'), talhelper('1.13')],
  ['talos/patch-unread', patched('patches/kublet.yaml'), patched('patches/kubelet.yaml')],
];
