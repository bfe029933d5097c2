// Addresses are claimed once: every overlap names both owners, whoever came first.
import { App } from 'cdk8s';
import { Boundary, LedgerEntry, LedgerKind, NodeSelection, TalosCluster, TalosVersion } from '../../lib/cluster';
import { Cidr, IpRange } from '../../lib/net';

const K = LedgerKind;
const entry = (kind: LedgerKind, text: string, owner: string, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  const [first, last] = text.split('-');
  return { kind, range: text.includes('/') ? Cidr.of(text).range : IpRange.of(first!, last ?? first!), owner, ...more };
};

function problems(entries: LedgerEntry[]): string[] {
  const facts = Boundary.of(new App());
  for (const one of entries) facts.ledger.add(() => [one]);
  return facts.findings().map((f) => `${f.path}: ${f.problem}; ${f.repair}`);
}

test.each<[string, LedgerEntry, LedgerEntry, string[]]>([
  [
    'a pool in the pod network',
    entry(K.LOAD_BALANCER_POOL, '10.244.1.0-10.244.1.9', 'net/lan', { name: 'lan' }),
    entry(K.POD_SUBNET, '10.244.0.0/16', 'home'),
    [
      'net/lan: load-balancer pool "lan" 10.244.1.0-10.244.1.9 overlaps pod subnet 10.244.0.0-10.244.255.255 of home; choose addresses outside 10.244.0.0-10.244.255.255',
    ],
  ],
  [
    'a node in a pool',
    entry(K.NODE_ADDRESS, '192.168.70.201', 'home', { name: 'worker-1' }),
    entry(K.LOAD_BALANCER_POOL, '192.168.70.200-192.168.70.239', 'net/lan'),
    [
      'net/lan: load-balancer pool 192.168.70.200-192.168.70.239 overlaps node address "worker-1" 192.168.70.201 of home; choose addresses outside 192.168.70.201',
    ],
  ],
  [
    'the virtual address of a node',
    entry(K.VIRTUAL_ADDRESS, '192.168.70.11', 'home'),
    entry(K.NODE_ADDRESS, '192.168.70.11', 'home', { name: 'controlplane-1' }),
    [
      'home: virtual address 192.168.70.11 overlaps node address "controlplane-1" 192.168.70.11 of home; choose addresses outside 192.168.70.11',
    ],
  ],
  [
    'pods and Services',
    entry(K.POD_SUBNET, '10.96.0.0/12', 'home'),
    entry(K.SERVICE_SUBNET, '10.96.0.0/12', 'home'),
    [
      'home: service subnet 10.96.0.0-10.111.255.255 overlaps pod subnet 10.96.0.0-10.111.255.255 of home; choose addresses outside 10.96.0.0-10.111.255.255',
    ],
  ],
  [
    'nodes and pods',
    entry(K.NODE_SUBNET, '10.0.0.0/8', 'home'),
    entry(K.POD_SUBNET, '10.244.0.0/16', 'home'),
    [
      'home: pod subnet 10.244.0.0-10.244.255.255 overlaps node subnet 10.0.0.0-10.255.255.255 of home; choose addresses outside 10.0.0.0-10.255.255.255',
    ],
  ],
  [
    'two pools by one address',
    entry(K.LOAD_BALANCER_POOL, '10.1.0.1-10.1.0.9', 'b'),
    entry(K.LOAD_BALANCER_POOL, '10.1.0.9-10.1.0.20', 'a'),
    [
      'a: load-balancer pool 10.1.0.9-10.1.0.20 overlaps load-balancer pool 10.1.0.1-10.1.0.9 of b; choose addresses outside 10.1.0.1-10.1.0.9',
    ],
  ],
  [
    'an IPAM range on a router',
    entry(K.IPAM_RANGE, '192.168.40.1-192.168.40.50', 'shop/sensors'),
    entry(K.GATEWAY_ADDRESS, '192.168.40.1', 'shop/other'),
    [
      'shop/other: gateway address 192.168.40.1 overlaps IPAM range 192.168.40.1-192.168.40.50 of shop/sensors; choose addresses outside 192.168.40.1-192.168.40.50',
    ],
  ],
  [
    'IPv6 too',
    entry(K.POD_SUBNET, 'fd00::/48', 'home'),
    entry(K.STATIC_ADDRESS, 'fd00::5', 'shop/api'),
    [
      'shop/api: static address fd00::5 overlaps pod subnet fd00::-fd00::ffff:ffff:ffff:ffff:ffff of home; choose addresses outside fd00::-fd00::ffff:ffff:ffff:ffff:ffff',
    ],
  ],
  [
    'a pool beside another',
    entry(K.LOAD_BALANCER_POOL, '10.1.0.1-10.1.0.9', 'a'),
    entry(K.LOAD_BALANCER_POOL, '10.1.0.10-10.1.0.20', 'b'),
    [],
  ],
  [
    'what lives in a node subnet',
    entry(K.LOAD_BALANCER_POOL, '192.168.70.200-192.168.70.239', 'a'),
    entry(K.NODE_SUBNET, '192.168.70.0/24', 'home'),
    [],
  ],
  [
    'an address that a Service asks for, in its pool',
    entry(K.SERVICE_ADDRESS, '192.168.70.200', 'a'),
    entry(K.LOAD_BALANCER_POOL, '192.168.70.200-192.168.70.239', 'b'),
    [],
  ],
  [
    'range and address of one network',
    entry(K.STATIC_ADDRESS, '192.168.40.101', 'a', { group: 'sensors' }),
    entry(K.IPAM_RANGE, '192.168.40.100-192.168.40.150', 'a', { group: 'sensors' }),
    [],
  ],
])('%s', (_, a, b, expected) => {
  expect(problems([a, b])).toEqual(expected);
  expect(problems([b, a])).toEqual(expected);
});

test('equal claims of one owner in another order give the same findings', () => {
  const three = ['10.1.0.0-10.1.0.9', '10.1.0.0-10.1.0.20', '10.1.0.0-10.1.0.5'].map((range, i) =>
    entry(K.IPAM_RANGE, range, 'shop/sensors', { name: `r${i}` }),
  );
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ].map((order) => problems(order.map((i) => three[i]!)));
  expect(orders[0]).toHaveLength(3);
  for (const order of orders) expect(order).toEqual(orders[0]);
});

function homeCluster(app: App, order: readonly number[]): Boundary {
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_13,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    virtualIp: '192.168.70.11',
    nodeSubnets: ['192.168.70.0/24'],
    podSubnets: ['192.168.40.0/24'],
  });
  const steps = [
    () => cluster.addControlPlanes(['192.168.70.11']),
    () => cluster.addWorkers(['192.168.70.21']),
    () => cluster.addLink('iot', { interface: 'eth1', subnet: '192.168.40.0/24', nodes: NodeSelection.workers() }),
    () => cluster.addLink('lan', { interface: 'eth0', dhcp: true }),
    () => Boundary.of(app).ledger.add(() => [entry(K.IPAM_RANGE, '192.168.40.100-192.168.40.150', 'shop/sensors')]),
    () =>
      Boundary.of(app).ledger.add(() => [
        entry(K.LOAD_BALANCER_POOL, '192.168.70.10-192.168.70.30', 'net/pool', { name: 'pool' }),
      ]),
  ];
  for (const i of order) steps[i]!();
  return Boundary.of(app);
}

test('any order of construction gives the same findings and entries', () => {
  const wanted = homeCluster(new App(), [0, 1, 2, 3, 4, 5]);
  expect(wanted.findings().map((f) => `${f.path} ${f.problem}`)).toEqual([
    'home pod subnet 192.168.40.0-192.168.40.255 overlaps link subnet "iot" 192.168.40.0-192.168.40.255 of home',
    'home virtual address 192.168.70.11 overlaps node address "controlplane-1" 192.168.70.11 of home',
    'net/pool load-balancer pool "pool" 192.168.70.10-192.168.70.30 overlaps node address "controlplane-1" 192.168.70.11 of home',
    'net/pool load-balancer pool "pool" 192.168.70.10-192.168.70.30 overlaps node address "worker-1" 192.168.70.21 of home',
    'net/pool load-balancer pool "pool" 192.168.70.10-192.168.70.30 overlaps virtual address 192.168.70.11 of home',
    'shop/sensors IPAM range 192.168.40.100-192.168.40.150 overlaps pod subnet 192.168.40.0-192.168.40.255 of home',
  ]);
  for (const order of [
    [5, 4, 3, 2, 1, 0],
    [2, 5, 0, 4, 1, 3],
    [4, 0, 2, 5, 3, 1],
  ]) {
    const facts = homeCluster(new App(), order);
    expect(facts.findings()).toEqual(wanted.findings());
    expect(facts.ledger.entries().map((e) => [e.kind, e.owner, e.range.toString(), e.name])).toEqual(
      wanted.ledger.entries().map((e) => [e.kind, e.owner, e.range.toString(), e.name]),
    );
  }
});

test('a finding of the whole app can be ignored at the construct that it names, and the others still count', () => {
  const app = new App();
  const facts = homeCluster(app, [0, 1, 2, 3, 4, 5]);
  (app.node.findChild('home') as TalosCluster).ignore('cluster/address-overlap', 'the lab reuses the range');
  const marked = facts.findings().map((f) => [f.path, f.ignoredBecause]);
  expect(marked.filter(([path]) => path === 'home')).toEqual([
    ['home', 'the lab reuses the range'],
    ['home', 'the lab reuses the range'],
  ]);
  expect(marked.filter(([path]) => path !== 'home').every(([, reason]) => reason === undefined)).toBe(true);
  // What is ignored does not stop the synth.
  expect(app.node.validate().filter((text) => text.startsWith('home:'))).toEqual([]);
  expect(app.node.validate()).toHaveLength(4);
});
