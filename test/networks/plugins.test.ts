// What each kind of network renders: every field once, and the list exactly when it is needed.
import { IpRange, Protocol } from '../../lib/net';
import {
  BridgeNetwork,
  ChainedPlugin,
  CniVersion,
  DummyNetwork,
  HostDevice,
  HostDeviceNetwork,
  Ipam,
  IpvlanMode,
  IpvlanNetwork,
  MacvlanNetwork,
  PacketFilter,
  PtpNetwork,
  RawNetwork,
  RouteScope,
  SecondaryNetwork,
  SriovNetwork,
  TapNetwork,
  VlanNetwork,
  VlanProtocol,
} from '../../lib/networks';
import { Boundary, Feature } from '../../lib/cluster';
import { annotation, config, findings, Lab, lab, workload } from './helpers';

const fields = (network: SecondaryNetwork) => {
  const { cniVersion, name, ipam, ...rest } = config(network);
  return rest;
};

test.each<[string, (own: Lab) => SecondaryNetwork, Record<string, unknown>]>([
  [
    'macvlan',
    ({ chart, iot }) => new MacvlanNetwork(chart, 'n', { parent: iot, ipam: Ipam.none(), bcQueueLen: 200, mtu: 1400 }),
    { type: 'macvlan', master: 'enp2s0', mode: 'bridge', bcqueuelen: 200, mtu: 1400 },
  ],
  [
    'macvlan in the pod',
    ({ chart }) =>
      new MacvlanNetwork(chart, 'n', {
        master: 'net1',
        linkInContainer: true,
        mac: '02:00:00:00:00:01',
        ipam: Ipam.none(),
      }),
    { type: 'macvlan', master: 'net1', mode: 'bridge', mac: '02:00:00:00:00:01', linkInContainer: true },
  ],
  [
    'ipvlan',
    ({ chart, iot }) => new IpvlanNetwork(chart, 'n', { parent: iot, mode: IpvlanMode.L3S, ipam: Ipam.hostLocal() }),
    { type: 'ipvlan', master: 'enp2s0', mode: 'l3s' },
  ],
  [
    'vlan',
    ({ chart, iot }) =>
      new VlanNetwork(chart, 'n', { parent: iot, vlanId: 60, subnet: '10.60.0.0/24', ipam: Ipam.hostLocal() }),
    { type: 'vlan', master: 'enp2s0', vlanId: 60 },
  ],
  [
    'bridge',
    ({ chart }) =>
      new BridgeNetwork(chart, 'n', {
        bridge: 'br-lab',
        ipam: Ipam.none(),
        isGateway: false,
        hairpinMode: true,
        vlan: 40,
        vlanTrunk: [{ first: 50 }, { first: 60, last: 70 }],
        macSpoofChk: true,
        enableDad: true,
        portIsolation: true,
      }),
    {
      type: 'bridge',
      bridge: 'br-lab',
      isGateway: false,
      hairpinMode: true,
      vlan: 40,
      vlanTrunk: [{ id: 50 }, { minID: 60, maxID: 70 }],
      preserveDefaultVlan: false,
      macspoofchk: true,
      enabledad: true,
      portIsolation: true,
    },
  ],
  [
    'ptp',
    ({ chart }) =>
      new PtpNetwork(chart, 'n', {
        subnet: '10.80.0.0/24',
        ipam: Ipam.hostLocal(),
        ipMasq: true,
        ipMasqBackend: PacketFilter.NFTABLES,
      }),
    { type: 'ptp', ipMasq: true, ipMasqBackend: 'nftables' },
  ],
  [
    'dummy',
    ({ chart }) => new DummyNetwork(chart, 'n', { ipam: Ipam.static({ addresses: [{ address: '10.0.0.53/32' }] }) }),
    { type: 'dummy', capabilities: { ips: true } },
  ],
  [
    'host-device by link',
    ({ chart, iot }) => new HostDeviceNetwork(chart, 'n', { device: HostDevice.link(iot), ipam: Ipam.none() }),
    { type: 'host-device', device: 'enp2s0' },
  ],
  [
    'host-device by resource',
    ({ chart }) =>
      new HostDeviceNetwork(chart, 'n', { device: HostDevice.resource('example.com/nic'), ipam: Ipam.none() }),
    { type: 'host-device', capabilities: { deviceID: true } },
  ],
  [
    'sriov',
    ({ chart }) =>
      new SriovNetwork(chart, 'n', {
        resourceName: 'intel.com/vf',
        ipam: Ipam.none(),
        vlan: 40,
        vlanQos: 3,
        vlanProto: VlanProtocol.DOT1AD,
        spoofChk: false,
        trust: true,
        minTxRate: 100,
        maxTxRate: 1000,
      }),
    {
      type: 'sriov',
      capabilities: { deviceID: true },
      vlan: 40,
      vlanQoS: 3,
      vlanProto: '802.1ad',
      spoofchk: 'off',
      trust: 'on',
      min_tx_rate: 100,
      max_tx_rate: 1000,
    },
  ],
  [
    'raw',
    ({ chart }) =>
      new RawNetwork(chart, 'n', { plugin: 'ovs', fields: { bridge: 'br1' }, ipam: Ipam.raw('spiderpool') }),
    { type: 'ovs', bridge: 'br1' },
  ],
])('%s renders what it is given, and nothing else', (_plugin, make, expected) => {
  const own = lab();
  const network = make(own);
  expect(fields(network)).toEqual(expected);
});

test('tap takes MAC and mtu by tuning, as it drops them itself, also those that a pod asks for', () => {
  const { chart } = lab();
  const asked = new TapNetwork(chart, 'asked', { owner: 107, group: 107, ipam: Ipam.none() });
  asked.attach(workload(chart, 'api'), { mac: '02:00:00:00:00:09' });
  expect(config(asked).plugins).toEqual([
    { type: 'tap', capabilities: { mac: true }, owner: 107, group: 107, ipam: {} },
    { type: 'tuning', sysctl: {}, capabilities: { mac: true } },
  ]);
  const own = new TapNetwork(chart, 'own', {
    owner: 107,
    group: 107,
    mtu: 1400,
    mac: '02:00:00:00:00:01',
    ipam: Ipam.none(),
  });
  expect(config(own).plugins[1]).toEqual({ type: 'tuning', sysctl: {}, mac: '02:00:00:00:00:01', mtu: 1400 });
});

test('what attachments ask for is chained and declared, once, and in the chain of the user where it is there', () => {
  const own = lab();
  const { chart } = own;
  const network = new BridgeNetwork(chart, 'lab', {
    bridge: 'br-lab',
    subnet: '10.70.0.0/24',
    isGateway: true,
    ipam: Ipam.hostLocal(),
    chained: [ChainedPlugin.portmap({ snat: false }), ChainedPlugin.sbr()],
  });
  expect(config(network).plugins.map(({ type }: any) => type)).toEqual(['bridge', 'portmap', 'sbr']);
  expect(config(network).plugins[1].capabilities).toBeUndefined();
  const api = workload(chart, 'api');
  network.attach(api, {
    portMappings: [
      { hostPort: 8080, containerPort: 80 },
      { hostPort: 53, containerPort: 53, protocol: Protocol.UDP },
    ],
    bandwidth: { ingressRate: 1e9, ingressBurst: 1e9 },
  });
  expect(config(network).plugins.slice(1)).toEqual([
    { type: 'portmap', snat: false, capabilities: { portMappings: true } },
    { type: 'sbr' },
    { type: 'bandwidth', capabilities: { bandwidth: true } },
  ]);
  expect(JSON.parse(annotation(api)!)).toEqual([
    {
      name: 'lab',
      portMappings: [
        { hostPort: 8080, containerPort: 80, protocol: 'tcp' },
        { hostPort: 53, containerPort: 53, protocol: 'udp' },
      ],
      bandwidth: { ingressRate: 1e9, ingressBurst: 1e9 },
    },
  ]);
  expect(findings(own)).toEqual([]);
  expect(
    Boundary.of(own.app)
      .plugins()
      .map(({ plugin }) => plugin),
  ).toEqual(['bandwidth', 'bridge', 'host-local', 'portmap', 'sbr']);
});

test('fields of a list make a list, in the version that is asked for', () => {
  const { chart } = lab();
  const network = new BridgeNetwork(chart, 'l2', {
    bridge: 'br-lab',
    ipam: Ipam.none(),
    cniVersion: CniVersion.V1_1_0,
    disableCheck: true,
    disableGc: true,
    args: { mac: '02:00:00:00:00:01' },
  });
  expect(config(network)).toEqual({
    cniVersion: '1.1.0',
    name: 'l2',
    disableCheck: true,
    disableGC: true,
    plugins: [{ type: 'bridge', bridge: 'br-lab', args: { cni: { mac: '02:00:00:00:00:01' } }, ipam: {} }],
  });
});

test('the frames of a VLAN network are tagged, so Cilium is told to let them pass', () => {
  const own = lab();
  new VlanNetwork(own.chart, 'v', { parent: own.iot, vlanId: 60, subnet: '10.60.0.0/24', ipam: Ipam.hostLocal() });
  expect(
    Boundary.of(own.app)
      .requirements()
      .map(({ feature, ids }) => [feature, ids]),
  ).toEqual([[Feature.VLAN_BYPASS, [60]]]);
});

describe('IPAM', () => {
  const ipam = (value: Ipam, props: Record<string, unknown> = {}) => {
    const { chart, iot } = lab();
    return config(new MacvlanNetwork(chart, 'n', { parent: iot, ipam: value, ...props })).ipam;
  };

  test('dhcp tells the server the name of the pod, and its routes stay behind those of eth0', () => {
    expect(ipam(Ipam.dhcp())).toEqual({
      type: 'dhcp',
      provide: [{ option: 'host-name', fromArg: 'K8S_POD_NAME' }],
      priority: 100,
    });
    expect(
      ipam(Ipam.dhcp({ request: [{ skipDefault: true }, { option: 'subnet-mask' }], provide: [], priority: 0 })),
    ).toEqual({ type: 'dhcp', request: [{ skipDefault: true }, { option: 'subnet-mask' }], provide: [], priority: 0 });
  });

  test('whereabouts takes the subnet of the link, and ranges without the addresses that are excluded', () => {
    expect(
      ipam(
        Ipam.whereabouts({
          ranges: [
            { range: IpRange.of('192.168.40.100', '192.168.40.150'), exclude: ['192.168.40.110', '192.168.40.120/30'] },
          ],
          nodeSliceSize: 28,
          overlappingRanges: false,
          networkName: 'own',
        }),
        { gateway: '192.168.40.1', routes: [{ destination: '10.0.0.0/8' }] },
      ),
    ).toEqual({
      type: 'whereabouts',
      range: '192.168.40.0/24',
      range_start: '192.168.40.100',
      range_end: '192.168.40.150',
      exclude: ['192.168.40.110/32', '192.168.40.120/30'],
      gateway: '192.168.40.1',
      routes: [{ dst: '10.0.0.0/8', gw: '192.168.40.1' }],
      enable_overlapping_ranges: false,
      network_name: 'own',
      node_slice_size: '/28',
    });
    expect(ipam(Ipam.whereabouts({ ranges: [{}, { subnet: 'fd00:40::/64' }] })).ipRanges).toEqual([
      { range: '192.168.40.0/24' },
      { range: 'fd00:40::/64' },
    ]);
  });

  test('host-local gives two addresses of a family from two sets', () => {
    const two = ipam(
      Ipam.hostLocal({ ranges: [{}, { subnet: '10.9.0.0/24', set: 2 }], resolvConf: '/etc/resolv.conf' }),
    );
    expect(two.ranges).toEqual([[{ subnet: '192.168.40.0/24' }], [{ subnet: '10.9.0.0/24' }]]);
    expect(two.resolvConf).toBe('/etc/resolv.conf');
  });

  test('a route on the link names no router, and a table is written', () => {
    const { routes } = ipam(Ipam.static(), {
      gateway: '192.168.40.1',
      routes: [
        { destination: '10.1.0.0/16', scope: RouteScope.LINK },
        { destination: '10.2.0.0/16', table: 200 },
      ],
    });
    expect(routes).toEqual([
      { dst: '10.1.0.0/16', scope: 253 },
      { dst: '10.2.0.0/16', gw: '192.168.40.1', table: 200 },
    ]);
  });
});
