// The facts of a cluster: what is refused at once, what is found at the end, what is derived.
import { App } from 'cdk8s';
import { NetworkApp } from '../../lib';
import {
  Boundary,
  ConfigFormat,
  NodeRole,
  NodeSelection,
  TalosCluster,
  TalosClusterProps,
  TalosVersion,
} from '../../lib/cluster';

import { bothSides } from '../support/one-judge';

const HOME: TalosClusterProps = {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://192.168.70.10:6443',
  nodeSubnets: ['192.168.70.0/24'],
};
const make = (props: Partial<TalosClusterProps> = {}) =>
  new TalosCluster(new NetworkApp({ outdir: 'unused' }), 'home', { ...HOME, ...props });
/** What synth says; check says the same of what it writes. */
const found = (cluster: TalosCluster) => {
  const app = cluster.node.root as NetworkApp;
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
  return app.findings().map((f) => [f.severity, f.code, f.problem]);
};

describe('refused in the constructor', () => {
  test.each<[Partial<TalosClusterProps>, string, string, string]>([
    [
      { kubernetesVersion: '1.35' },
      'cluster/kubernetes-version',
      'not a Kubernetes version: "1.35"',
      'write major, minor and patch, such as "1.35.2"',
    ],
    [
      { kubernetesVersion: 'latest' },
      'cluster/kubernetes-version',
      'not a Kubernetes version: "latest"',
      'write major, minor and patch, such as "1.35.2"',
    ],
    [
      { endpoint: '192.168.70.10' },
      'cluster/endpoint',
      'not the URL of a Kubernetes API: "192.168.70.10"',
      'write scheme, host and port, such as "https://192.168.70.10:6443"',
    ],
    [
      { endpoint: 'http://home:6443' },
      'cluster/endpoint',
      'not the URL of a Kubernetes API: "http://home:6443"',
      'write scheme, host and port, such as "https://192.168.70.10:6443"',
    ],
    [
      { endpoint: 'https://home:6443/' },
      'cluster/endpoint',
      'not the URL of a Kubernetes API: "https://home:6443/"',
      'write scheme, host and port, such as "https://192.168.70.10:6443"',
    ],
    [{ nodeSubnets: [] }, 'cluster/node-subnets', 'no node subnet', 'write nodeSubnets: ["192.168.70.0/24"]'],
    [
      { nodeSubnets: ['192.168.70.1/24'] },
      'net/cidr-host-bits',
      'CIDR with host bits set: "192.168.70.1/24"',
      'did you mean "192.168.70.0/24"?',
    ],
    [
      { podSubnets: ['10.244.0.0'] },
      'net/cidr-invalid',
      'CIDR without prefix length: "10.244.0.0"',
      'did you mean "10.244.0.0/32"?',
    ],
    [
      { podSubnets: ['10.244.0.0/16', 'fd00:10:244::/56'] },
      'cluster/subnet-families',
      '2 pod subnets and 1 service subnets',
      'Talos wants one or two of each, in the same families',
    ],
    [
      { podSubnets: ['fd00:10:244::/56'] },
      'cluster/subnet-families',
      'pod subnets fd00:10:244::/56 and service subnets 10.96.0.0/12',
      'write one of each family, in the same families',
    ],
    [
      { podSubnets: ['10.244.0.0/16', '10.245.0.0/16'], serviceSubnets: ['10.96.0.0/16', '10.97.0.0/16'] },
      'cluster/subnet-families',
      'pod subnets 10.244.0.0/16, 10.245.0.0/16 and service subnets 10.96.0.0/16, 10.97.0.0/16',
      'write one of each family, in the same families',
    ],
    [
      { virtualIp: '192.168.71.10' },
      'cluster/virtual-ip',
      'virtual address 192.168.71.10 is not a host address of the node subnets 192.168.70.0/24',
      'choose a free address of the node subnet: a virtual address is announced by ARP',
    ],
    [
      { virtualIp: '192.168.70.255' },
      'cluster/virtual-ip',
      'virtual address 192.168.70.255 is not a host address of the node subnets 192.168.70.0/24',
      'choose a free address of the node subnet: a virtual address is announced by ARP',
    ],
    [
      { virtualIp: '192.168.70' },
      'net/ip-invalid',
      'not an IP address: "192.168.70"',
      'write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
    ],
    [
      { talosVersion: TalosVersion.V1_13, configFormat: ConfigFormat.DOCUMENTS },
      'cluster/config-format',
      'Talos 1.13 with configFormat "documents": it knows no Kubernetes documents, and a document deletion breaks its configuration',
      'write configFormat: ConfigFormat.V1ALPHA1, or leave it out',
    ],
  ])('%j', (props, code, problem, repair) => {
    expect(() => make(props)).toThrow(
      expect.objectContaining({ name: 'ValidationError', path: 'home', code, problem, repair }),
    );
  });
});

describe('refused where it is added', () => {
  test.each<[string, (cluster: TalosCluster) => unknown, string, string]>([
    [
      'a node outside of the node subnets',
      (c) => c.addWorkers(['192.168.71.21']),
      'cluster/node-address',
      'address 192.168.71.21 of node "worker-1" is not a host address of the node subnets 192.168.70.0/24',
    ],
    [
      'a node with the network address',
      (c) => c.addControlPlanes(['192.168.70.0']),
      'cluster/node-address',
      'address 192.168.70.0 of node "controlplane-1" is not a host address of the node subnets 192.168.70.0/24',
    ],
    [
      'a node with a prefix length',
      (c) => c.addWorkers(['192.168.70.21/24']),
      'net/ip-invalid',
      'not an IP address: "192.168.70.21/24"',
    ],
    [
      'two nodes of one name',
      (c) => [c.addNode('a', NodeRole.WORKER, '192.168.70.21'), c.addNode('a', NodeRole.WORKER, '192.168.70.22')],
      'cluster/node-name',
      'two nodes named "a"',
    ],
    [
      'two links of one name',
      (c) => [c.addLink('lan', { interface: 'eth0' }), c.addLink('lan', { interface: 'eth1' })],
      'cluster/link-name',
      'two links named "lan"',
    ],
    [
      'a link with a bad interface',
      (c) => c.addLink('lan', { interface: 'net%d' }),
      'net/interface-name',
      'interface name with "%": "net%d"',
    ],
    [
      'a link with a bad MTU',
      (c) => c.addLink('lan', { interface: 'eth0', mtu: 70000 }),
      'net/mtu',
      'MTU out of range: 70000',
    ],
    [
      'a VLAN with a bad id',
      (c) => c.addVlan('iot', { parent: c.addLink('lan', { interface: 'eth0' }), vlanId: 4095 }),
      'net/vlan-id',
      'VLAN id out of range: 4095',
    ],
    [
      'a VLAN whose interface name gets too long',
      (c) => c.addVlan('iot', { parent: c.addLink('lan', { interface: 'enp0s31f6u1' }), vlanId: 4000 }),
      'net/interface-name',
      'interface name of 16 bytes: "enp0s31f6u1.4000"',
    ],
  ])('%s', (_, add, code, problem) => {
    expect(() => add(make())).toThrow(
      expect.objectContaining({ name: 'ValidationError', path: 'home', code, problem }),
    );
  });
});

test('the format is what talosctl of the minor generates, unless the cluster was upgraded', () => {
  const format = (talosVersion: TalosVersion, configFormat?: ConfigFormat) =>
    make({ talosVersion, configFormat }).configFormat;
  expect(
    [TalosVersion.V1_11, TalosVersion.V1_12, TalosVersion.V1_13, TalosVersion.V1_14].map((v) => format(v)),
  ).toEqual(['v1alpha1', 'v1alpha1', 'v1alpha1', 'documents']);
  expect(format(TalosVersion.V1_14, ConfigFormat.V1ALPHA1)).toBe('v1alpha1');
});

test('a leading v of the Kubernetes version is dropped', () => {
  expect(make({ kubernetesVersion: 'v1.35.2' }).kubernetesVersion).toBe('1.35.2');
});

test('nodes are numbered by role, and links are known by interface and node', () => {
  const cluster = make();
  const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  cluster.addWorkers(['192.168.70.21']);
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
  cluster.addWorkers(['192.168.70.22']);
  const iot = cluster.addVlan('iot', {
    parent: cluster.addLink('trunk', { interface: 'enp2s0', nodes: NodeSelection.workers() }),
    vlanId: 40,
    subnet: '192.168.40.0/24',
  });
  expect(cluster._nodes.map((node) => node.name)).toEqual([
    'worker-1',
    'controlplane-1',
    'controlplane-2',
    'controlplane-3',
    'worker-2',
  ]);
  expect([
    iot.interfaceName,
    cluster._nodesWith('enp2s0.40').map((node) => node.name),
    cluster._nodesWith('eth9'),
  ]).toEqual(['enp2s0.40', ['worker-1', 'worker-2'], []]);
  expect(cluster._primaryLink).toBe(lan);
  expect(found(cluster)).toEqual([]);
});

test.each<[string, (cluster: TalosCluster) => unknown, string[][]]>([
  ['nothing said', () => undefined, []],
  [
    'workers only',
    (c) => c.addWorkers(['192.168.70.21']),
    [['error', 'cluster/no-control-plane', 'nodes: the cluster has a worker but no control plane']],
  ],
  [
    'two control planes',
    (c) => c.addControlPlanes(['192.168.70.11', '192.168.70.12']),
    [
      [
        'warning',
        'cluster/even-control-planes',
        'nodes: 2 control planes: etcd then survives no more failures than with one less',
      ],
    ],
  ],
  [
    'a link on a node that is not there',
    (c) => [
      c.addControlPlanes(['192.168.70.11']),
      c.addLink('lan', { interface: 'eth0', dhcp: true, nodes: NodeSelection.named('controlplane-1', 'worker-9') }),
    ],
    [['error', 'cluster/link-node', 'link "lan" names the node "worker-9", which the cluster does not have']],
  ],
  [
    'one interface twice on a node',
    (c) => [
      c.addControlPlanes(['192.168.70.11']),
      c.addWorkers(['192.168.70.21']),
      c.addLink('lan', { interface: 'eth0', dhcp: true }),
      c.addLink('iot', { interface: 'eth0', nodes: NodeSelection.workers() }),
    ],
    [['error', 'cluster/link-twice', 'links[0]: links "iot" and "lan" are both "eth0" on worker-1']],
  ],
  [
    'one interface name on different nodes',
    (c) => [
      c.addControlPlanes(['192.168.70.11']),
      c.addWorkers(['192.168.70.21']),
      c.addLink('a', { interface: 'eth0', dhcp: true, nodes: NodeSelection.controlPlanes() }),
      c.addLink('b', { interface: 'eth0', dhcp: true, nodes: NodeSelection.workers() }),
    ],
    [],
  ],
  [
    'a second NIC alone',
    (c) => c.addLink('iot', { interface: 'eth1' }),
    [
      [
        'error',
        'talos/default-dhcp',
        'kind: LinkConfig eth1 in all.yaml turns the default DHCP off on all links, and nothing here gives the machine DHCP or a default route',
      ],
    ],
  ],
  ['a second NIC that the patches leave alone', (c) => c.addLink('iot', { interface: 'eth1', managed: false }), []],
])('at the end: %s', (_, build, findings) => {
  const cluster = make();
  build(cluster);
  expect(found(cluster)).toEqual(findings);
});

test('a selection of nodes says itself in words', () => {
  expect(
    [NodeSelection.all(), NodeSelection.workers(), NodeSelection.controlPlanes(), NodeSelection.named('a', 'b')].map(
      String,
    ),
  ).toEqual(['all nodes', 'workers', 'control planes', 'a, b']);
});

test('a second cluster in one app is named with the first', () => {
  const app = new App();
  new TalosCluster(app, 'b', HOME);
  new TalosCluster(app, 'a', {
    ...HOME,
    nodeSubnets: ['192.168.80.0/24'],
    podSubnets: ['10.1.0.0/16'],
    serviceSubnets: ['10.2.0.0/16'],
  });
  expect(
    Boundary.of(app)
      .findings()
      .map((f) => [f.code, f.path, f.problem]),
  ).toEqual([['cluster/one-of-a-kind', 'b', 'a second TalosCluster in one cluster, beside a']]);
});
