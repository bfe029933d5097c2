import { App, Chart } from 'cdk8s';
import { NodeSelection } from '../../lib/cluster';
import { IpRange } from '../../lib/net';
import { Ipam, MacvlanMode, MacvlanNetwork, IpvlanNetwork, SecondaryNetwork } from '../../lib/networks';
import { bothSides } from '../support/one-judge';
import { findings, Lab, lab, workload } from './helpers';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const range = () => Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150'));
const onWorkerOne = { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } };
const tolerant = { tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }] };

describe('the parent on the nodes', () => {
  const said = (pod: Record<string, unknown>) => {
    const own = lab();
    const network = new MacvlanNetwork(own.chart, 'sensors', { parent: own.iot, ipam: Ipam.none() });
    network.attach(workload(own.chart, 'api', { pod }));
    return findings(own);
  };

  test('is missing where pods may run', () => {
    expect(said(tolerant)).toEqual([
      'error cni/master-missing shop/api: the link "enp2s0" of shop/sensors exists on worker-1 and worker-2 (2 of 5 nodes), but Deployment/shop/api may be scheduled on controlplane-1, controlplane-2 and controlplane-3 → give the Deployment a node selector, or add the link: cluster.addLink(\'iot\', { nodes: NodeSelection.all() })',
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['control planes are tainted', {}],
    ['a toleration of another taint does not help', { tolerations: [{ key: 'gpu', operator: 'Exists' }] }],
    ['a toleration of eviction does not either', { tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] }],
    ['a node selector keeps them on a worker', { ...tolerant, ...onWorkerOne }],
    ['nodeName does so too', { ...tolerant, nodeName: 'worker-2' }],
    [
      'node affinity does so too',
      {
        ...tolerant,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: CONTROL_PLANE, operator: 'DoesNotExist' }] }],
            },
          },
        },
      },
    ],
    ['a label that nobody states may mean anything', { ...tolerant, nodeSelector: { 'example.com/iot': 'true' } }],
  ])('is no matter where %s', (_why, pod) => expect(said(pod)).toEqual([]));

  test('is looked for on control planes that run everything', () => {
    const own = lab();
    const network = new MacvlanNetwork(own.chart, 'sensors', { master: 'enp2s0', ipam: Ipam.none() });
    network.attach(workload(own.chart, 'api', { pod: { ...tolerant, nodeSelector: { [CONTROL_PLANE]: '' } } }));
    expect(findings(own)[0]).toContain(
      'but Deployment/shop/api may be scheduled on controlplane-1, controlplane-2 and controlplane-3',
    );
  });

  test('is missing on every node', () => {
    const own = lab();
    const network = new MacvlanNetwork(own.chart, 'sensors', { master: 'enp9s0', ipam: Ipam.none() });
    expect(findings(own)).toEqual([
      "error cni/master-missing shop/sensors: the link \"enp9s0\" of shop/sensors exists on none of the 5 nodes → write one of: enp2s0, enp1s0; or add the link: cluster.addLink('enp9s0', { interface: 'enp9s0' })",
    ]);
    network.ignore('cni/master-missing', 'added by a udev rule');
    expect(own.app.findings().map(({ ignoredBecause }) => ignoredBecause)).toEqual(['added by a udev rule']);
  });

  test('is not asked for without a cluster', () => {
    const chart = new Chart(new App({ outdir: '/nowhere' }), 'shop');
    const network = new MacvlanNetwork(chart, 'sensors', {
      master: 'enp9s0',
      ipam: range(),
      subnet: '192.168.40.0/24',
    });
    network.attach(workload(chart, 'api', { replicas: 3 }));
    expect(network._findings()).toEqual([]);
  });
});

/** Codes of the findings of one network with its attachments. */
type Make = (own: Lab) => SecondaryNetwork[];
const one = (own: Lab, props: Record<string, unknown>, id = 'sensors') =>
  new MacvlanNetwork(own.chart, id, {
    ...('master' in props ? {} : { parent: own.iot }),
    ipam: range(),
    ...props,
  } as any);
const attached =
  (props: Record<string, unknown>, options: Record<string, unknown>, of: Record<string, unknown> = {}): Make =>
  (own) => {
    const network = one(own, props);
    network.attach(workload(own.chart, 'api', { pod: onWorkerOne, ...of }), options);
    return [network];
  };

test.each<[string, Make, string]>([
  [
    'a Wi-Fi parent',
    (own) => [
      one(
        { ...own, cluster: own.cluster.addLink('wifi', { interface: 'wlan0' }) as any },
        { master: 'wlan0', ipam: Ipam.none() },
      ),
    ],
    'warning cni/wifi-master shop/sensors: the link "wlan0" is Wi-Fi: access points drop frames of MAC addresses that did not log in → use a wired link, or ipvlan',
  ],
  [
    'MTU above the link',
    (own) => [one(own, { mtu: 9000 })],
    'error cni/mtu-above-link shop/sensors: mtu 9000 is above the 1500 of the link "enp2s0": the plugin refuses it → write at most 1500, or raise the mtu of the link',
  ],
  [
    'a large MTU on a link that does not state its own',
    (own) => [one(own, { mtu: 9000, master: 'enp1s0', ipam: Ipam.none() })],
    'warning cni/mtu-unknown shop/sensors: mtu 9000, but nothing states the mtu of the link "enp1s0", and drivers set 1500 → state it on the link: addLink(…, { mtu })',
  ],
  [
    'IPv6 below 1280 bytes',
    (own) => [one(own, { mtu: 1279, ipam: Ipam.hostLocal({ ranges: [{ subnet: 'fd00:40::/64' }] }) })],
    'error cni/mtu shop/sensors: mtu: mtu 1279 with an IPv6 address: the kernel has no IPv6 below 1280 bytes → write at least 1280, or drop the IPv6 address',
  ],
  [
    'another subnet than the link',
    (own) => [
      one(own, { subnet: '192.168.40.0/25', ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.110')) }),
    ],
    'warning cni/subnet-differs shop/sensors: subnet 192.168.40.0/25 differs from 192.168.40.0/24 of the link "enp2s0" → leave the subnet out: the network takes that of its link',
  ],
  [
    'a route into the Service network',
    (own) => [one(own, { gateway: '192.168.40.1', routes: [{ destination: '10.96.0.0/16' }] })],
    'error cni/route-into-cluster shop/sensors: the route to 10.96.0.0/16 overlaps the service subnet 10.96.0.0/12 of the cluster: pods would send cluster traffic to the LAN → write networks outside of 10.96.0.0/12',
  ],
  [
    'a default route that wins',
    (own) => [one(own, { gateway: '192.168.40.1', allowDefaultRoute: true, routes: [{ destination: '0.0.0.0/0' }] })],
    'warning cni/default-route-wins shop/sensors: the route to 0.0.0.0/0 without a priority wins over the default route of eth0: the pods lose Services and cluster DNS → give the route a "priority", such as 500, or route only the networks that are needed',
  ],
  [
    'a pod on the network of its node',
    attached({}, {}, { pod: { ...onWorkerOne, hostNetwork: true } }),
    'error cni/host-network shop/api: the pods use the network of the node (hostNetwork), so sensors is never attached → remove hostNetwork, or the attachment',
  ],
  [
    'an annotation by hand',
    attached({}, {}, { annotations: { 'k8s.v1.cni.cncf.io/networks': 'other' } }),
    'error network/annotation-by-hand shop/sensors: shop/api has the annotation k8s.v1.cni.cncf.io/networks already, which attach() replaces → remove the annotation and attach all networks with attach()',
  ],
  [
    'a fixed address for two pods',
    attached({}, { ips: ['192.168.40.100'] }, { replicas: 2 }),
    'error cni/fixed-address shop/api: sensors: Deployment (2 pods) asks for 192.168.40.100, each pod for the same → write replicas: 1, or let IPAM give the addresses: Ipam.range()',
  ],
  [
    'a fixed MAC for a DaemonSet',
    attached({ ipam: Ipam.none() }, { mac: '02:00:5e:10:00:01' }, { kind: 'DaemonSet', pod: {} }),
    'error cni/fixed-address shop/api: sensors: DaemonSet (one pod on each node) asks for 02:00:5e:10:00:01, each pod for the same → let IPAM give the addresses: Ipam.range()',
  ],
  [
    'a fixed address and a rolling update',
    attached({}, { ips: ['192.168.40.100'] }, { strategy: { type: 'RollingUpdate' } }),
    'warning cni/fixed-address-strategy shop/api: sensors: Deployment asks for 192.168.40.100, and its rolling update starts the new pod beside the old one that has it: the update hangs, or both answer → write strategy: DeploymentStrategy.recreate() (spec.strategy.type: Recreate)',
  ],
  [
    'an address whose subnet nobody states',
    attached({ master: 'enp1s0', ipam: Ipam.static() }, { ips: ['fd00::5'] }),
    'error cni/request shop/api: sensors: the requested address "fd00::5" has no prefix length, which static needs → write "fd00::5/64", with the prefix length of the network',
  ],
  [
    'one address for two workloads',
    (own) => {
      const network = one(own, { ipam: Ipam.static() });
      for (const name of ['api', 'web']) network.attach(workload(own.chart, name), { ips: ['192.168.40.50'] });
      return [network];
    },
    'error address/overlap shop/web: address on network sensors of Deployment shop/web (192.168.40.50) overlaps address on network sensors of Deployment shop/api (192.168.40.50) → choose addresses outside 192.168.40.50',
  ],
  [
    'one MAC for two workloads',
    (own) => {
      const network = one(own, { ipam: Ipam.none() });
      for (const name of ['api', 'web']) network.attach(workload(own.chart, name), { mac: '02:00:5e:10:00:01' });
      return [network];
    },
    'error cni/mac-twice shop/web: sensors: the MAC address 02:00:5e:10:00:01 is that of Deployment/shop/api already → give each interface a MAC address of its own',
  ],
  [
    'a fixed address in a pool that others draw from',
    (own) => {
      const network = one(own, {});
      network.attach(workload(own.chart, 'api', { pod: onWorkerOne }), { ips: ['192.168.40.120'] });
      network.attach(workload(own.chart, 'web', { pod: onWorkerOne }));
      return [network];
    },
    'warning cni/fixed-address-in-pool shop/api: sensors: host-local may have given 192.168.40.120 to Deployment/shop/web before this pod asks for it → give all workloads of the network fixed addresses, or make a network with Ipam.static() beside it',
  ],
  [
    'host-local on several nodes',
    attached({}, {}, { pod: {}, replicas: 2 }),
    'warning cni/addresses-per-node shop/sensors: pods of Deployment/shop/api may run on worker-1 and worker-2, and host-local on each node hands out the same addresses → use Ipam.whereabouts() or Ipam.dhcp(), whose addresses are one pool for all nodes; or select one node',
  ],
  [
    'a pod without an address beside the router',
    attached(
      { ipam: Ipam.static(), gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16' }] },
      { ips: ['fd00:40::5/64'] },
    ),
    'error cni/route shop/api: sensors: the route to 10.20.0.0/16 by 192.168.40.1: the gateway is on none of the subnets of the interface (fd00:40::/64) → write a gateway of a subnet of the interface',
  ],
  [
    'more pods than addresses',
    attached({ ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.101')) }, {}, { replicas: 3 }),
    'error cni/range-exhausted shop/sensors: 3 pods of Deployment/shop/api for 2 addresses on 1 node: one of them never starts → write a larger range, or fewer pods',
  ],
  [
    'an interface name twice',
    (own) => {
      const networks = [one(own, { ipam: Ipam.none() }, 'a'), one(own, { ipam: Ipam.none() }, 'b')];
      const api = workload(own.chart, 'api');
      for (const network of networks) network.attach(api, { interface: 'iot0' });
      return networks;
    },
    'error cni/interface shop/api: the interface "iot0" of b is taken by a → name the interfaces: attach(workload, { interface: \'iot0\' }), each with a name of its own',
  ],
  [
    'a name that an unnamed interface gets',
    (own) => {
      const networks = [one(own, { ipam: Ipam.none() }, 'a'), one(own, { ipam: Ipam.none() }, 'b')];
      const api = workload(own.chart, 'api');
      networks[0]!.attach(api, { interface: 'net1' });
      networks[1]!.attach(api);
      return networks;
    },
    'error cni/interface shop/api: the interface "net1" of a is taken by b → name the interfaces: attach(workload, { interface: \'iot0\' }), each with a name of its own',
  ],
  [
    'several unnamed interfaces',
    (own) => {
      const networks = [one(own, { ipam: Ipam.none() }, 'b'), one(own, { ipam: Ipam.none() }, 'a')];
      const api = workload(own.chart, 'api');
      for (const network of networks) network.attach(api);
      return networks;
    },
    "warning network/interface-unnamed shop/a: several networks of shop/api without interface names are numbered in the order of their names (net1 = shop/a, net2 = shop/b); one more network renumbers them → name the interfaces: attach(workload, { interface: 'iot0' })",
  ],
  [
    'one CNI name twice',
    (own) => [
      one(own, {}),
      new MacvlanNetwork(new Chart(own.app, 'zoo', { namespace: 'zoo' }), 'sensors', {
        parent: own.iot,
        ipam: Ipam.range(IpRange.of('192.168.40.10', '192.168.40.20')),
      }),
    ],
    'warning cni/name-twice zoo/sensors: the name "sensors" of zoo/sensors is that of shop/sensors too, a different network: nodes keep one store of addresses for both → write cniName: \'zoo-sensors\'',
  ],
  [
    'passthru beside another network',
    (own) => {
      const networks = [
        one(own, { ipam: Ipam.none() }, 'a'),
        one(own, { ipam: Ipam.none(), mode: MacvlanMode.PASSTHRU }, 'b'),
      ];
      for (const network of networks) network.attach(workload(own.chart, `on-${network.name}`, { pod: onWorkerOne }));
      return networks;
    },
    'error cni/shared-master shop/b: shop/b (macvlan passthru) and shop/a (macvlan) build on one link, enp2s0: their pods meet on a node, and the second does not start → use another link, such as a VLAN of it, or the same type and mode for both',
  ],
  [
    'passthru for more pods than nodes',
    attached({ ipam: Ipam.none(), mode: MacvlanMode.PASSTHRU }, {}, { replicas: 2 }),
    'error cni/passthru-pods shop/sensors: 2 pods of Deployment/shop/api share a passthru network, which takes the whole "enp2s0" for the first pod of a node; there is room on 1 node → use another mode, or fewer pods',
  ],
])('finds %s', (_what, make, expected) => {
  const own = lab();
  make(own);
  expect(findings(own)).toEqual([expected]);
  const { synth, check } = bothSides(own.app);
  expect(check).toEqual(synth);
});

test('two plugins on one link are found, whichever came first', () => {
  const said = (turned: boolean) => {
    const own = lab();
    const steps = [
      () => new IpvlanNetwork(own.chart, 'x', { master: 'enp2s0', subnet: '10.9.0.0/24', ipam: Ipam.hostLocal() }),
      () => new MacvlanNetwork(own.chart, 'y', { master: 'enp2s0', ipam: Ipam.none() }),
    ];
    for (const step of turned ? steps.reverse() : steps) step();
    return findings(own);
  };
  for (const turned of [false, true])
    expect(said(turned)).toEqual([
      expect.stringMatching(/^warning cni\/shared-master .*\((macvlan|ipvlan)\) build on one link, enp2s0: /),
    ]);
});

test('an ignored warning hides nothing but itself', () => {
  const own = lab();
  const network = new MacvlanNetwork(own.chart, 'sensors', { master: 'wlan0', ipam: Ipam.none() });
  own.cluster.addLink('wifi', { interface: 'wlan0' });
  network.ignore('cni/wifi-master', 'the access point knows the pods');
  network.override(
    'spec.config',
    '{"cniVersion":"1.0.0","name":"sensors","type":"macvlan","master":"wlan0","mode":"none","ipam":{}}',
  );
  expect(own.app.findings().map(({ severity, code, ignoredBecause }) => [severity, code, ignoredBecause])).toEqual([
    ['error', 'cni/mode', undefined],
    ['warning', 'cni/wifi-master', 'the access point knows the pods'],
  ]);
  const { synth, check } = bothSides(own.app);
  expect(check).toEqual(synth);
});

test('one range on two links is no contradiction: they are two networks', () => {
  const own = lab();
  own.cluster.addLink('other', { interface: 'enp3s0' });
  for (const [id, master] of [
    ['a', 'enp2s0'],
    ['b', 'enp3s0'],
  ] as const)
    new MacvlanNetwork(own.chart, id, {
      master,
      subnet: '192.168.40.0/24',
      ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.110')),
    });
  expect(findings(own)).toEqual([]);
  expect(bothSides(own.app)).toEqual({ synth: [], check: [] });
});

test('one pod that is recreated may draw from a range on any node', () => {
  const own = lab();
  const network = one(own, {});
  network.attach(workload(own.chart, 'api'));
  expect(findings(own)).toEqual([]);
  expect(NodeSelection.workers().toString()).toBe('workers');
});
