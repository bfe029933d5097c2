// Addresses are claimed once: every overlap names both owners, whoever came first. One ledger, over the facts of a cluster and the objects of the world.
import { ApiObject, Chart } from 'cdk8s';
import {
  CiliumInstall,
  IpRange,
  LoadBalancerIpPool,
  NetworkApp,
  NodeSelection,
  TalosCluster,
  TalosVersion,
} from '../../lib';
import { OVERLAP } from '../../lib/check/rules/addresses/overlap';
import { run } from '../../lib/check/run';
import { ClusterFacts } from '../../lib/facts';
import { Manifest } from '../../lib/manifest';
import { worldOf } from '../../lib/world/world';
import { bothSides } from '../support/one-judge';

const pool = (name: string, first: string, last: string): Manifest => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumLoadBalancerIPPool',
  metadata: { name },
  spec: { blocks: [{ start: first, stop: last }] },
});
const network = (name: string, master: string, ipam: object): Manifest => ({
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
  metadata: { name, namespace: 'shop' },
  spec: { config: JSON.stringify({ cniVersion: '1.0.0', name, plugins: [{ type: 'macvlan', master, ipam }] }) },
});
const range = (rangeStart: string, rangeEnd: string, more: object = {}) => ({
  type: 'host-local',
  subnet: '192.168.40.0/24',
  rangeStart,
  rangeEnd,
  ...more,
});
const service = (address: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', annotations: { 'lbipam.cilium.io/ips': address } },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
});

function overlaps(facts: ClusterFacts, ...objects: Manifest[]): string[] {
  const world = worldOf({
    versions: { cilium: '1.20', gatewayApi: 'v1.6.1' },
    objects: objects.map((manifest) => ({ manifest, origin: { file: 'app.yaml' } })),
    facts: { facts, origin: { file: 'cluster.facts' } },
  });
  return run(world, { layers: [], rules: [OVERLAP] }).map(({ message }) => message);
}

const iot = { name: 'iot', interface: 'eth1', subnets: ['192.168.40.0/24'] };

test.each<[string, ClusterFacts, Manifest[], string[]]>([
  [
    'a pool in the pod network',
    { podSubnets: ['10.244.0.0/16'] },
    [pool('lan', '10.244.1.0', '10.244.1.9')],
    ['load-balancer pool lan (10.244.1.0-10.244.1.9) overlaps pod subnet (10.244.0.0-10.244.255.255)'],
  ],
  [
    'a node in a pool',
    { nodes: [{ name: 'worker-1', role: 'worker', addresses: ['192.168.70.201'] }] },
    [pool('lan', '192.168.70.200', '192.168.70.239')],
    ['load-balancer pool lan (192.168.70.200-192.168.70.239) overlaps address of node worker-1 (192.168.70.201)'],
  ],
  [
    'the virtual address of a node',
    {
      virtualIps: ['192.168.70.11'],
      nodes: [{ name: 'controlplane-1', role: 'controlplane', addresses: ['192.168.70.11'] }],
    },
    [],
    ['virtual address of the control plane (192.168.70.11) overlaps address of node controlplane-1 (192.168.70.11)'],
  ],
  [
    'two nodes with one address',
    {
      nodes: [
        { name: 'a', role: 'worker', addresses: ['192.168.70.11'] },
        { name: 'b', role: 'worker', addresses: ['192.168.70.11'] },
      ],
    },
    [],
    ['address of node b (192.168.70.11) overlaps address of node a (192.168.70.11)'],
  ],
  [
    'pods and Services',
    { podSubnets: ['10.96.0.0/12'], serviceSubnets: ['10.96.0.0/12'] },
    [],
    ['service subnet (10.96.0.0-10.111.255.255) overlaps pod subnet (10.96.0.0-10.111.255.255)'],
  ],
  [
    'nodes and pods',
    { nodeSubnets: ['10.0.0.0/8'], podSubnets: ['10.244.0.0/16'] },
    [],
    ['pod subnet (10.244.0.0-10.244.255.255) overlaps node subnet (10.0.0.0-10.255.255.255)'],
  ],
  [
    'two links of one node',
    {
      nodes: [{ name: 'a', role: 'worker', addresses: [] }],
      links: [iot, { name: 'cams', interface: 'eth2', subnets: ['192.168.40.128/25'] }],
    },
    [],
    ['network of link cams (192.168.40.128-192.168.40.255) overlaps network of link iot (192.168.40.0-192.168.40.255)'],
  ],
  [
    'an IPAM range on a router',
    {},
    [
      network('sensors', 'eth1', range('192.168.40.2', '192.168.40.50')),
      network('other', 'eth1', range('192.168.40.60', '192.168.40.70', { gateway: '192.168.40.9' })),
    ],
    ['IPAM range of network sensors (192.168.40.2-192.168.40.50) overlaps router of network other (192.168.40.9)'],
  ],
  [
    'one range on two links of one network',
    { links: [iot, { ...iot, name: 'second', interface: 'eth2', nodes: ['b'] }] },
    [
      network('a', 'eth1', range('192.168.40.10', '192.168.40.20')),
      network('b', 'eth2', range('192.168.40.20', '192.168.40.30')),
    ],
    [
      'IPAM range of network b (192.168.40.20-192.168.40.30) overlaps IPAM range of network a (192.168.40.10-192.168.40.20)',
    ],
  ],
  [
    'an address that a Service asks for, of a node',
    { nodes: [{ name: 'a', role: 'worker', addresses: ['192.168.70.11'] }] },
    [service('192.168.70.11')],
    ['address that Service shop/web asks for (192.168.70.11) overlaps address of node a (192.168.70.11)'],
  ],
  [
    'IPv6 too',
    { podSubnets: ['fd00::/48'] },
    [pool('six', 'fd00::5', 'fd00::5')],
    ['load-balancer pool six (fd00::5) overlaps pod subnet (fd00::-fd00::ffff:ffff:ffff:ffff:ffff)'],
  ],
])('names both owners of %s', (_, facts, objects, expected) => {
  expect(overlaps(facts, ...objects)).toEqual(expected);
});

test.each<[string, ClusterFacts, Manifest[]]>([
  ['a pool beside another', {}, [pool('a', '10.1.0.1', '10.1.0.9'), pool('b', '10.1.0.10', '10.1.0.20')]],
  [
    'what lives in a node subnet',
    { nodeSubnets: ['192.168.70.0/24'], nodes: [{ name: 'a', role: 'worker', addresses: ['192.168.70.5'] }] },
    [pool('a', '192.168.70.200', '192.168.70.239'), service('192.168.70.210')],
  ],
  [
    'one IPAM range on two different links',
    { links: [iot, { name: 'cams', interface: 'eth2', subnets: ['192.168.50.0/24'] }] },
    ['eth1', 'eth2'].map((link) => network(link, link, range('192.168.40.10', '192.168.40.20'))),
  ],
  [
    'one network on links of different nodes',
    {
      links: [
        { ...iot, nodes: ['a'] },
        { ...iot, name: 'second', interface: 'eth2', nodes: ['b'] },
      ],
    },
    [],
  ],
  [
    'the router of a network that is a node',
    { nodes: [{ name: 'a', role: 'worker', addresses: ['192.168.40.1'] }] },
    [network('sensors', 'eth1', range('192.168.40.10', '192.168.40.20', { gateway: '192.168.40.1' }))],
  ],
])('says nothing of %s', (_, facts, objects) => {
  expect(overlaps(facts, ...objects)).toEqual([]);
});

function homeCluster(order: readonly number[]): NetworkApp {
  const app = new NetworkApp({ outdir: 'unused' });
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_13,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    virtualIp: '192.168.70.11',
    nodeSubnets: ['192.168.70.0/24'],
    podSubnets: ['192.168.40.0/24'],
  });
  const [net, shop] = [new Chart(app, 'net'), new Chart(app, 'shop', { namespace: 'shop' })];
  new CiliumInstall(net, 'cilium');
  cluster.addLink('iot', { interface: 'eth1', subnet: '192.168.40.0/24', nodes: NodeSelection.workers(), dhcp: true });
  const steps = [
    () => cluster.addControlPlanes(['192.168.70.11']),
    () => cluster.addWorkers(['192.168.70.21']),
    () => cluster.addLink('lan', { interface: 'eth0', dhcp: true }),
    () => new ApiObject(shop, 'sensors', network('sensors', 'eth1', range('192.168.40.100', '192.168.40.150'))),
    () => new LoadBalancerIpPool(net, 'pool', { ranges: [IpRange.of('192.168.70.10', '192.168.70.30')] }),
  ];
  for (const index of order) steps[index]!();
  return app;
}

const found = (app: NetworkApp) => {
  const { problems } = app._judged();
  return problems.filter(({ code }) => code === 'address/overlap');
};

test('any order of construction gives the same overlaps, and check says the same of the output', () => {
  const wanted = found(homeCluster([0, 1, 2, 3, 4])).map(({ message }) => message);
  expect([...wanted].sort()).toEqual([
    'IPAM range of network sensors (192.168.40.100-192.168.40.150) overlaps pod subnet (192.168.40.0-192.168.40.255)',
    'load-balancer pool pool (192.168.70.10-192.168.70.30) overlaps address of node controlplane-1 (192.168.70.11)',
    'load-balancer pool pool (192.168.70.10-192.168.70.30) overlaps address of node worker-1 (192.168.70.21)',
    'load-balancer pool pool (192.168.70.10-192.168.70.30) overlaps virtual address of the control plane (192.168.70.11)',
    'pod subnet (192.168.40.0-192.168.40.255) overlaps network of link iot (192.168.40.0-192.168.40.255)',
    'virtual address of the control plane (192.168.70.11) overlaps address of node controlplane-1 (192.168.70.11)',
  ]);
  for (const order of [
    [4, 3, 2, 1, 0],
    [2, 0, 4, 1, 3],
  ])
    expect(
      found(homeCluster(order))
        .map(({ message }) => message)
        .sort(),
    ).toEqual([...wanted].sort());
  const { synth, check } = bothSides(homeCluster([0, 1, 2, 3, 4]));
  expect(check).toEqual(synth);
});

test('an overlap can be ignored at the construct that it is reported at, and the others still count', () => {
  const app = homeCluster([0, 1, 2, 3, 4]);
  (app.node.findChild('home') as TalosCluster).ignore('address/overlap', 'the lab reuses the range');
  const marked = found(app).map(({ at, ignoredBecause }) => [at.origin.construct, ignoredBecause]);
  expect(marked.filter(([path]) => path === 'home')).toEqual([
    ['home', 'the lab reuses the range'],
    ['home', 'the lab reuses the range'],
  ]);
  expect(marked.filter(([path]) => path !== 'home').every(([, reason]) => reason === undefined)).toBe(true);
  expect(marked).toHaveLength(6);
});
