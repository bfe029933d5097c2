import { ApiObject, App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { Boundary, Feature, TalosCluster, TalosVersion } from '../../lib/cluster';
import { toYaml } from '../../lib/manifest';
import { MultusTalos } from '../../lib/multus';
import { IpRange } from '../../lib/net';
import { Ipam, MacvlanMode, MacvlanNetwork } from '../../lib/networks';
import { annotation, config, findings, lab, workload } from './helpers';

const range = () => Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150'));

describe('the NetworkAttachmentDefinition', () => {
  test('is named after the construct, takes subnet and interface of its link, and keeps addresses on a tmpfs', () => {
    const { chart, iot } = lab();
    const network = new MacvlanNetwork(chart, 'sensors', { parent: iot, ipam: range() });
    expect(toYaml(network._manifests())).toMatchInlineSnapshot(`
"apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: sensors
  namespace: shop
spec:
  config: |-
    {
      "cniVersion": "1.0.0",
      "name": "sensors",
      "type": "macvlan",
      "master": "enp2s0",
      "mode": "bridge",
      "ipam": {
        "type": "host-local",
        "ranges": [
          [
            {
              "subnet": "192.168.40.0/24",
              "rangeStart": "192.168.40.100",
              "rangeEnd": "192.168.40.150"
            }
          ]
        ],
        "dataDir": "/run/cni/networks"
      }
    }
"
`);
  });

  test('writes the gateway into every route, and the capabilities that its attachments need', () => {
    const { chart, iot } = lab();
    const network = new MacvlanNetwork(chart, 'sensors', {
      parent: iot,
      mode: MacvlanMode.PRIVATE,
      mtu: 1400,
      gateway: '192.168.40.1',
      routes: [{ destination: '10.20.0.0/16' }, { destination: '10.30.0.0/16', via: '192.168.40.2', priority: 10 }],
      dns: { nameservers: ['192.168.40.1'] },
      ipam: Ipam.static(),
      cniName: 'shop-sensors',
    });
    expect(config(network)).toEqual({
      cniVersion: '1.0.0',
      name: 'shop-sensors',
      type: 'macvlan',
      capabilities: { ips: true },
      master: 'enp2s0',
      mode: 'private',
      mtu: 1400,
      ipam: {
        type: 'static',
        routes: [
          { dst: '10.20.0.0/16', gw: '192.168.40.1' },
          { dst: '10.30.0.0/16', gw: '192.168.40.2', priority: 10 },
        ],
      },
      dns: { nameservers: ['192.168.40.1'] },
    });
    network.attach(workload(chart, 'api'), { ips: ['192.168.40.50'], mac: '02:00:5E:10:00:01' });
    expect(config(network).capabilities).toEqual({ ips: true, mac: true });
  });

  test('is layer 2 with Ipam.none(), and a list as soon as a meta plugin follows', () => {
    const { chart, app } = lab();
    const network = new MacvlanNetwork(chart, 'l2', {
      master: 'enp2s0',
      ipam: Ipam.none(),
      acceptRouterAdvertisements: false,
    });
    expect(config(network)).toEqual({
      cniVersion: '1.0.0',
      name: 'l2',
      plugins: [
        { type: 'macvlan', master: 'enp2s0', mode: 'bridge', ipam: {} },
        { type: 'tuning', sysctl: { 'net.ipv6.conf.IFNAME.accept_ra': '0', 'net.ipv6.conf.IFNAME.autoconf': '0' } },
      ],
    });
    expect(
      Boundary.of(app)
        .plugins()
        .map((use) => use.plugin),
    ).toEqual(['macvlan', 'tuning']);
    // Below 1280 bytes there is no IPv6 on the interface, and tuning would fail on its sysctls.
    const small = new MacvlanNetwork(chart, 'small', {
      master: 'enp2s0',
      mtu: 1279,
      ipam: Ipam.none(),
      acceptRouterAdvertisements: false,
    });
    expect(config(small).plugins).toBeUndefined();
  });

  test('takes the node subnet on the link that carries the node addresses, also when the cluster comes later', () => {
    const { chart, lan } = lab();
    const network = new MacvlanNetwork(chart, 'lan', {
      parent: lan,
      ipam: Ipam.range(IpRange.of('192.168.70.100', '192.168.70.120')),
    });
    expect(config(network).ipam.ranges[0][0].subnet).toBe('192.168.70.0/24');
    const app = new App({ outdir: '/nowhere' });
    const early = new MacvlanNetwork(new Chart(app, 'shop'), 'early', {
      master: 'enp9s0',
      ipam: Ipam.range(IpRange.of('192.168.90.5', '192.168.90.6')),
    });
    expect(early._findings().map((f) => f.code)).toEqual(['network/subnet-missing']);
    const cluster = new TalosCluster(app, 'home', {
      talosVersion: TalosVersion.V1_13,
      kubernetesVersion: '1.35.2',
      endpoint: 'https://192.168.70.10:6443',
      nodeSubnets: ['192.168.70.0/24'],
    });
    cluster.addLink('nine', { interface: 'enp9s0', subnet: '192.168.90.0/24' });
    expect(early._findings()).toEqual([]);
    expect(config(early).ipam.ranges[0][0].subnet).toBe('192.168.90.0/24');
  });

  test('puts ranges of one family into one set, IPv4 first', () => {
    const { chart } = lab();
    const network = new MacvlanNetwork(chart, 'dual', {
      master: 'enp2s0',
      ipam: Ipam.hostLocal({
        ranges: [
          { subnet: 'fd00:40::/64', range: IpRange.of('fd00:40::100', 'fd00:40::1ff') },
          { subnet: '192.168.40.0/24', range: IpRange.of('192.168.40.1', '192.168.40.20'), gateway: '192.168.40.254' },
          { subnet: '192.168.40.0/24', range: IpRange.of('192.168.40.30', '192.168.40.254') },
        ],
      }),
    });
    expect(config(network).ipam.ranges).toEqual([
      [
        { subnet: '192.168.40.0/24', rangeStart: '192.168.40.1', rangeEnd: '192.168.40.20', gateway: '192.168.40.254' },
        { subnet: '192.168.40.0/24', rangeStart: '192.168.40.30', rangeEnd: '192.168.40.254' },
      ],
      [{ subnet: 'fd00:40::/64', rangeStart: 'fd00:40::100', rangeEnd: 'fd00:40::1ff' }],
    ]);
  });
});

describe('what the network tells the app', () => {
  test('its plugins, and the VLAN id of its parent', () => {
    const { chart, app, cluster, lan } = lab();
    const cameras = cluster.addVlan('cameras', { parent: lan, vlanId: 40, subnet: '192.168.41.0/24' });
    const network = new MacvlanNetwork(chart, 'cameras', { parent: cameras, ipam: Ipam.hostLocal() });
    const facts = Boundary.of(app);
    expect(facts.plugins().map((use) => `${use.plugin} ${use.by.node.path}`)).toEqual([
      'host-local shop/cameras',
      'macvlan shop/cameras',
    ]);
    expect(facts.requirements().map(({ feature, ids, by }) => ({ feature, ids, by }))).toEqual([
      { feature: Feature.VLAN_BYPASS, ids: [40], by: network },
    ]);
  });

  test('its ranges and addresses, so that another owner of an address is named', () => {
    const own = lab();
    new MacvlanNetwork(own.chart, 'sensors', { parent: own.iot, ipam: range() });
    const other = new MacvlanNetwork(own.chart, 'static', { parent: own.iot, ipam: Ipam.static() });
    other.attach(workload(own.chart, 'api'), { ips: ['192.168.40.120'] });
    expect(findings(own)).toEqual([
      'error address/overlap shop/api: address on network static of Deployment shop/api (192.168.40.120) overlaps IPAM range of network sensors (192.168.40.100-192.168.40.150) → choose addresses outside 192.168.40.100-192.168.40.150',
    ]);
  });
});

describe('the annotation', () => {
  test('is on the pod template of a cdk8s-plus workload, in the short form while names say everything', () => {
    const { chart, iot } = lab();
    const api = new Deployment(chart, 'api', { containers: [{ image: 'ghcr.io/example/api:1.0.0' }] });
    const network = new MacvlanNetwork(chart, 'sensors', { parent: iot, ipam: range() });
    network.attach(api, { interface: 'iot0' });
    expect(annotation(api.node.defaultChild as any)).toBe('sensors@iot0');
  });

  test('names the namespace of a network elsewhere', () => {
    const { app, chart, iot } = lab();
    const network = new MacvlanNetwork(new Chart(app, 'net', { namespace: 'networks' }), 'sensors', {
      parent: iot,
      ipam: range(),
    });
    const api = workload(chart, 'api');
    network.attach(api);
    expect(annotation(api)).toBe('networks/sensors');
  });

  test('is JSON as soon as one network wants more, static with prefix length and host-local without', () => {
    const { chart, iot } = lab();
    const fixed = new MacvlanNetwork(chart, 'fixed', { parent: iot, ipam: Ipam.static() });
    const pool = new MacvlanNetwork(chart, 'pool', {
      master: 'enp3s0',
      subnet: '192.168.50.0/24',
      ipam: Ipam.hostLocal(),
    });
    const api = workload(chart, 'api');
    pool.attach(api, { interface: 'lab0', ips: ['192.168.50.9/24'] });
    fixed.attach(api, { interface: 'iot0', ips: ['192.168.40.50', 'fd00:40::50/64'], mac: '02:00:5e:10:00:01' });
    expect(JSON.parse(annotation(api)!)).toEqual([
      { name: 'fixed', interface: 'iot0', ips: ['192.168.40.50/24', 'fd00:40::50/64'], mac: '02:00:5e:10:00:01' },
      { name: 'pool', interface: 'lab0', ips: ['192.168.50.9'] },
    ]);
  });

  test('does not depend on the order of the calls: unnamed interfaces first, by name of the network', () => {
    const texts = [0, 1, 2].map((turn) => {
      const { chart, iot } = lab();
      const api = workload(chart, 'api');
      const calls = ['b', 'a', 'c'].map(
        (name, index) => () =>
          new MacvlanNetwork(chart, name, { parent: iot, ipam: Ipam.none() }).attach(
            api,
            index === 1 ? { interface: 'a0' } : {},
          ),
      );
      for (let i = 0; i < 3; i++) calls[(i + turn) % 3]!();
      return annotation(api);
    });
    expect(texts).toEqual(['b,c,a@a0', 'b,c,a@a0', 'b,c,a@a0']);
  });
});

test('a Pod carries the annotation itself, and one written by hand is not lost in silence', () => {
  const { chart, iot } = lab();
  const pod = (name: string, annotations?: Record<string, string>) =>
    new ApiObject(chart, name, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, annotations },
      spec: { containers: [{ name: 'main', image: 'ghcr.io/example/app:1.0.0' }] },
    });
  const network = new MacvlanNetwork(chart, 'sensors', { parent: iot, ipam: Ipam.none() });
  const [plain, written] = [pod('plain'), pod('written', { 'k8s.v1.cni.cncf.io/networks': 'other' })];
  network.attach(plain);
  expect(plain.toJson().metadata.annotations).toEqual({ 'k8s.v1.cni.cncf.io/networks': 'sensors' });
  expect(network._findings()).toEqual([]);
  network.attach(written);
  expect(network._findings().map((f) => f.code)).toEqual(['network/annotation-by-hand']);
});

test('an app of networks, workloads and Multus gives the same objects in any order, and as often as it is asked', () => {
  const render = (order: number[]) => {
    const app = new App({ outdir: '/nowhere' });
    const [network, shop] = [new Chart(app, 'network'), new Chart(app, 'shop', { namespace: 'shop' })];
    const api = workload(shop, 'api');
    const steps = [
      () => new MultusTalos(network, 'multus'),
      () =>
        new MacvlanNetwork(shop, 'a', { master: 'enp2s0', ipam: Ipam.static(), subnet: '192.168.40.0/24' }).attach(
          api,
          {
            interface: 'iot0',
            ips: ['192.168.40.5'],
          },
        ),
      () => new MacvlanNetwork(shop, 'b', { master: 'enp3s0', ipam: Ipam.none() }).attach(api),
    ];
    for (const step of order) steps[step]!();
    const objects = () =>
      toYaml(
        app.node
          .findAll()
          .flatMap((c) => (ApiObject.isApiObject(c) ? [c.toJson()] : []))
          .sort((x, y) => (x.kind + x.metadata.name < y.kind + y.metadata.name ? -1 : 1)),
      );
    expect(objects()).toBe(objects());
    return objects();
  };
  expect(render([2, 1, 0])).toBe(render([0, 1, 2]));
});
