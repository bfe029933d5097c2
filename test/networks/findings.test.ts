import { App, Chart } from 'cdk8s';
import { NodeSelection } from '../../lib/cluster';
import { Ipam, MacvlanMode, MacvlanNetwork, SecondaryNetwork } from '../../lib/networks';
import { findings, Lab, lab, workload } from './helpers';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const range = () => Ipam.range('192.168.40.100', '192.168.40.150');
const onWorkerOne = { nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } };
const tolerant = { tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }] };

describe('the parent on the nodes', () => {
  const said = (pod: Record<string, unknown>) => {
    const own = lab();
    const network = new MacvlanNetwork(own.chart, 'sensors', { parent: own.iot, ipam: Ipam.none() });
    network.attach(workload(own.chart, 'api', { pod }));
    return findings(own, network);
  };

  test('is missing where pods may run', () => {
    expect(said(tolerant)).toEqual([
      'error network/master-missing shop/sensors: parent "enp2s0" exists on workers (2 of 5 nodes), but shop/api may be scheduled on 3 control planes → give the Deployment a node selector, or add the link: cluster.addLink(\'iot\', { nodes: NodeSelection.all() })',
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
    expect(findings(own, network)[0]).toContain('but shop/api may be scheduled on 3 control planes');
  });

  test('is missing on every node', () => {
    const own = lab();
    const network = new MacvlanNetwork(own.chart, 'sensors', { master: 'enp9s0', ipam: Ipam.none() });
    expect(findings(own, network)).toEqual([
      "error network/master-missing shop/sensors: parent \"enp9s0\" exists on none of the 5 nodes of home → write one of: enp2s0, enp1s0; or add the link: cluster.addLink('enp9s0', { interface: 'enp9s0' })",
    ]);
    network.ignore('network/master-missing', 'added by a udev rule');
    expect(network._findings()[0]!.ignoredBecause).toBe('added by a udev rule');
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
    'warning network/wifi-master shop/sensors: parent "wlan0" is a Wi-Fi link: access points drop frames of MAC addresses that did not log in → use a wired link',
  ],
  [
    'MTU above the link',
    (own) => [one(own, { mtu: 9000 })],
    'error network/mtu-above-link shop/sensors: MTU 9000 is above the 1500 of the parent "enp2s0": the plugin refuses it → write at most 1500, or raise the MTU of the link',
  ],
  [
    'a large MTU on a link that does not state its own',
    (own) => [one(own, { mtu: 9000, master: 'enp1s0', ipam: Ipam.none() })],
    'warning network/mtu-unknown shop/sensors: MTU 9000, but the MTU of the parent "enp1s0" is not stated, and drivers set 1500 → state it on the link: addLink(…, { mtu })',
  ],
  [
    'IPv6 below 1280 bytes',
    (own) => [one(own, { mtu: 1279, ipam: Ipam.hostLocal({ ranges: [{ subnet: 'fd00:40::/64' }] }) })],
    'error network/mtu-ipv6 shop/sensors: MTU 1279 on a network with IPv6 addresses: the kernel has IPv6 off below 1280, and the pods do not start → write 1280 or more',
  ],
  [
    'another subnet than the link',
    (own) => [one(own, { subnet: '192.168.40.0/25', ipam: Ipam.none() })],
    'warning network/subnet-differs shop/sensors: subnet 192.168.40.0/25 differs from 192.168.40.0/24 of the link "iot" → leave the subnet out: the network takes that of its link',
  ],
  [
    'a route into the Service network',
    (own) => [one(own, { gateway: '192.168.40.1', routes: [{ destination: '10.96.0.0/16' }] })],
    'error network/route-into-cluster shop/sensors: route to 10.96.0.0/16 overlaps the service subnet 10.96.0.0/12 of home: pods would send cluster traffic to the LAN → write networks outside the cluster',
  ],
  [
    'a default route that wins',
    (own) => [one(own, { gateway: '192.168.40.1', allowDefaultRoute: true, routes: [{ destination: '0.0.0.0/0' }] })],
    'warning network/default-route-wins shop/sensors: route to 0.0.0.0/0 without a priority wins over the default route of eth0: the pods lose Services and cluster DNS → give the route a priority, such as 500, or route only the networks that are needed',
  ],
  [
    'a pod on the network of its node',
    attached({}, {}, { pod: { ...onWorkerOne, hostNetwork: true } }),
    'error network/host-network shop/sensors: shop/api uses the network of the node (hostNetwork): no CNI plugin ever sees it, and the annotation does nothing → remove hostNetwork, or the attachment',
  ],
  [
    'an annotation by hand',
    attached({}, {}, { annotations: { 'k8s.v1.cni.cncf.io/networks': 'other' } }),
    'error network/annotation-by-hand shop/sensors: shop/api has the annotation k8s.v1.cni.cncf.io/networks already, which attach() replaces → remove the annotation and attach all networks with attach()',
  ],
  [
    'a fixed address for two pods',
    attached({}, { ips: ['192.168.40.100'] }, { replicas: 2 }),
    'error network/fixed-address-pods shop/sensors: shop/api (Deployment, 2 pods) asks for 192.168.40.100: every pod would ask for the same → write replicas: 1, or let IPAM give the addresses: Ipam.range()',
  ],
  [
    'a fixed MAC for a DaemonSet',
    attached({ ipam: Ipam.none() }, { mac: '02:00:5e:10:00:01' }, { kind: 'DaemonSet' }),
    'error network/fixed-address-pods shop/sensors: shop/api (DaemonSet, one pod a node) asks for 02:00:5e:10:00:01: every pod would ask for the same → let IPAM give the addresses: Ipam.range()',
  ],
  [
    'a fixed address and a rolling update',
    attached({}, { ips: ['192.168.40.100'] }, { strategy: { type: 'RollingUpdate' } }),
    'warning network/fixed-address-strategy shop/sensors: shop/api asks for 192.168.40.100, and its rolling update starts the new pod beside the old one that has it: the update hangs, or both answer → write strategy: DeploymentStrategy.recreate() (spec.strategy.type: Recreate)',
  ],
  [
    'an address outside the subnet',
    attached({ ipam: Ipam.static() }, { ips: ['192.168.41.50'] }),
    'error network/ip-outside shop/sensors: address 192.168.41.50 of shop/api lies outside 192.168.40.0/24 → write an address of the subnet',
  ],
  [
    'the broadcast address',
    attached({ ipam: Ipam.static() }, { ips: ['192.168.40.255'] }),
    'error network/ip-not-host shop/sensors: address 192.168.40.255 of shop/api is the network or broadcast address of 192.168.40.0/24: static accepts it, and nobody answers → write another address of the subnet',
  ],
  [
    'the gateway',
    attached({ ipam: Ipam.static(), gateway: '192.168.40.254' }, { ips: ['192.168.40.254'] }),
    'error network/ip-gateway shop/sensors: address 192.168.40.254 of shop/api is the gateway of the network → write another address, or the gateway that the network really has',
  ],
  [
    'the gateway that host-local assumes',
    attached({ ipam: Ipam.hostLocal() }, { ips: ['192.168.40.1'] }),
    'error network/ip-gateway shop/sensors: address 192.168.40.1 of shop/api is the gateway of the network, which host-local assumes where none is given → write another address, or the gateway that the network really has',
  ],
  [
    'an address outside the ranges',
    attached({}, { ips: ['192.168.40.50'] }),
    'error network/ip-outside-range shop/sensors: address 192.168.40.50 of shop/api lies outside the ranges 192.168.40.100-192.168.40.150: host-local refuses it → write an address of a range',
  ],
  [
    'another prefix length',
    attached({ ipam: Ipam.static() }, { ips: ['192.168.40.50/16'] }),
    'error network/ip-prefix shop/sensors: address 192.168.40.50/16 of shop/api has another prefix length than the subnet 192.168.40.0/24 → write "192.168.40.50/24", or the address alone',
  ],
  [
    'an address whose subnet nobody states',
    attached({ master: 'enp1s0', ipam: Ipam.static() }, { ips: ['fd00::5'] }),
    'error network/ip-prefix shop/sensors: address fd00::5 of shop/api has no prefix length, and the subnet of the network is not known → write subnet in the network, or the prefix length: "fd00::5/64"',
  ],
  [
    'one address for two workloads',
    (own) => {
      const network = one(own, { ipam: Ipam.static() });
      for (const name of ['api', 'web']) network.attach(workload(own.chart, name), { ips: ['192.168.40.50'] });
      return [network];
    },
    'error network/ip-twice shop/sensors: address 192.168.40.50 of shop/web is that of shop/api already → give each workload its own address',
  ],
  [
    'one MAC for two workloads',
    (own) => {
      const network = one(own, { ipam: Ipam.none() });
      for (const name of ['api', 'web']) network.attach(workload(own.chart, name), { mac: '02:00:5e:10:00:01' });
      return [network];
    },
    'error network/mac-twice shop/sensors: MAC address 02:00:5e:10:00:01 of shop/web is that of shop/api on shop/sensors already → give each interface its own MAC address',
  ],
  [
    'a fixed address in a pool that others draw from',
    (own) => {
      const network = one(own, {});
      network.attach(workload(own.chart, 'api', { pod: onWorkerOne }), { ips: ['192.168.40.120'] });
      network.attach(workload(own.chart, 'web', { pod: onWorkerOne }));
      return [network];
    },
    'warning network/fixed-address-in-pool shop/sensors: host-local may have given 192.168.40.120 of shop/api to shop/web before it asks → give all workloads of the network fixed addresses, or make a network with Ipam.static() beside it',
  ],
  [
    'host-local on several nodes',
    attached({}, {}, { pod: {}, replicas: 2 }),
    'warning network/addresses-per-node shop/sensors: pods of shop/api may run on 2 workers, and host-local on each node hands out the same addresses → select one node, or use Ipam.static() with an address for each workload',
  ],
  [
    'a pod without an address beside the router',
    attached(
      { ipam: Ipam.static(), gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16' }] },
      { ips: ['fd00:40::5/64'] },
    ),
    'error network/route-gateway shop/sensors: route to 10.20.0.0/16 by 192.168.40.1, which shop/api with fd00:40::5 does not reach → ask for an address on the subnet of the router too',
  ],
  [
    'more pods than addresses',
    attached({ ipam: Ipam.range('192.168.40.100', '192.168.40.101') }, {}, { replicas: 3 }),
    'error network/range-exhausted shop/sensors: 3 pods of shop/api for 2 addresses on 1 node: one of them never starts → write a larger range, or fewer pods',
  ],
  [
    'an interface name twice',
    (own) => {
      const networks = [one(own, { ipam: Ipam.none() }, 'a'), one(own, { ipam: Ipam.none() }, 'b')];
      const api = workload(own.chart, 'api');
      for (const network of networks) network.attach(api, { interface: 'iot0' });
      return networks;
    },
    'error network/interface-twice shop/b: interface "iot0" of shop/api is taken by shop/a → give each network of the workload an interface name of its own',
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
    'error network/interface-twice shop/a: interface "net1" of shop/api is taken by shop/b, the default of the first unnamed networks → give each network of the workload an interface name of its own',
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
      one(own, { ipam: Ipam.none() }),
      new MacvlanNetwork(new Chart(own.app, 'zoo', { namespace: 'zoo' }), 'sensors', {
        parent: own.iot,
        ipam: Ipam.none(),
      }),
    ],
    'error network/cni-name-twice zoo/sensors: CNI name "sensors" is that of shop/sensors too: nodes keep one store of addresses for both → write cniName: \'zoo-sensors\'',
  ],
  [
    'passthru beside another network',
    (own) => [one(own, { ipam: Ipam.none() }, 'a'), one(own, { ipam: Ipam.none(), mode: MacvlanMode.PASSTHRU }, 'b')],
    'error network/master-shared shop/b: macvlan passthru on "enp2s0", which carries macvlan of shop/a: the kernel refuses the second on a node → use one plugin and mode for each link, or put one of the networks on a VLAN',
  ],
  [
    'passthru for more pods than nodes',
    attached({ ipam: Ipam.none(), mode: MacvlanMode.PASSTHRU }, {}, { replicas: 2 }),
    'error network/passthru-pods shop/sensors: 2 pods of shop/api share a passthru network, which takes the whole "enp2s0" for the first pod of a node; there is room on 1 node → use another mode',
  ],
])('finds %s', (_what, make, expected) => {
  const own = lab();
  const networks = make(own);
  expect(findings(own, ...networks)).toEqual([expected]);
});

test('two plugins on one link are an error, whichever came first', () => {
  class Ipvlan extends SecondaryNetwork {
    public constructor(scope: Chart, id: string, master: string) {
      super(scope, id, 'ipvlan', { master, ipam: Ipam.none() });
    }
    public override _main() {
      return { type: 'ipvlan', master: this.master };
    }
  }
  const codes = (turned: boolean) => {
    const own = lab();
    const steps = [
      () => new Ipvlan(own.chart, 'x', 'enp2s0'),
      () => new MacvlanNetwork(own.chart, 'y', { master: 'enp2s0', ipam: Ipam.none() }),
    ];
    const networks = (turned ? steps.reverse() : steps).map((step) => step());
    return findings(own, ...networks);
  };
  expect(codes(false)).toHaveLength(1);
  expect(codes(false)[0]).toContain(
    'error network/master-shared shop/y: macvlan on "enp2s0", which carries ipvlan of shop/x',
  );
  expect(codes(true)).toEqual(codes(false));
});

test('one pod that is recreated may draw from a range on any node', () => {
  const own = lab();
  const network = one(own, {});
  network.attach(workload(own.chart, 'api'));
  expect(findings(own, network)).toEqual([]);
  expect(NodeSelection.workers().toString()).toBe('workers');
});
