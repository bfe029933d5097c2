// Values that follow from the cluster and from other constructs, each with its reason.
import { Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { CiliumInstall, RoutingMode, ValueSource } from '../../lib/cilium';
import { NodeSelection, TalosClusterProps, TalosVersion } from '../../lib/cluster';
import { L2Announcement } from '../../lib/loadbalancer';
import { objectKey } from '../../lib/manifest';
import { clusterOf, configOf, explained, install, judged, problems } from './support';

const DUAL = { podSubnets: ['10.244.0.0/16', 'fd00:10::/56'], serviceSubnets: ['10.96.0.0/12', 'fd00:11::/112'] };

test('MTU follows KubeSpan, and explain() says so', () => {
  const cilium = install({}, (chart) => void clusterOf(chart, { kubeSpan: {} }));
  expect(explained(cilium, 'MTU')).toEqual({
    path: 'MTU',
    value: 1420,
    source: ValueSource.DEFAULT,
    reason: "KubeSpan of home carries 1420 bytes; Cilium would take the NIC's MTU, and packets would break",
  });
  expect(configOf(cilium._manifests()).mtu).toBe('1420');
  expect(
    explained(
      install({ routing: { mtu: 1380 } }, (chart) => void clusterOf(chart, { kubeSpan: {} })),
      'MTU',
    )!.source,
  ).toBe(ValueSource.GIVEN);
  expect(
    explained(
      install({}, (chart) => void clusterOf(chart)),
      'MTU',
    ),
  ).toBeUndefined();
});

test('an install whose objects were asked for early follows what the app says later, and holds each object once', () => {
  const cilium = install();
  const before = configOf(cilium._manifests());
  cilium.override('metadata.name', 'agent');
  new L2Announcement(cilium.node.scope as Chart, 'lan', { interfaces: ['eth0'], cidrs: ['192.168.70.192/28'] });
  const objects = cilium._manifests();
  expect([before['enable-l2-announcements'], configOf(objects)['enable-l2-announcements']]).toEqual([
    undefined,
    'true',
  ]);
  expect(new Set(objects.map(objectKey)).size).toBe(objects.length);
  expect(objects.map(objectKey)).toContain('DaemonSet/kube-system/agent');
  expect(cilium.node.children).toHaveLength(objects.length);
});

test('an MTU that no mesh has is refused by the cluster', () => {
  expect(() => install({}, (chart) => void clusterOf(chart, { kubeSpan: { mtu: 1000 } }))).toThrow(
    'MTU out of range: 1000',
  );
});

test.each<[string, Partial<TalosClusterProps>, Parameters<typeof install>[0], string[]]>([
  ['tunnel over KubeSpan', { kubeSpan: {} }, {}, []],
  [
    'native routing over an advertising KubeSpan',
    { kubeSpan: { advertiseKubernetesNetworks: true } },
    { routing: { mode: RoutingMode.NATIVE } },
    [],
  ],
  [
    'native routing over a KubeSpan that does not advertise',
    { kubeSpan: {} },
    { routing: { mode: RoutingMode.NATIVE } },
    [
      'error values/kubespan-native: routingMode is native, and KubeSpan does not advertise the Kubernetes networks: pods of other nodes are out of reach; set advertiseKubernetesNetworks in the machine configuration and say so in kubeSpan, or use RoutingMode.TUNNEL',
    ],
  ],
  [
    'native routing and BPF masquerade before Talos 1.13',
    { talosVersion: TalosVersion.V1_12, kubeSpan: {} },
    { routing: { mode: RoutingMode.NATIVE }, bpf: { masquerade: true } },
    [
      'error values/kubespan-masquerade: bpf.masquerade is true over KubeSpan of Talos 1.12: BPF leads packets past the mesh; leave bpf.masquerade out, or upgrade to Talos 1.13',
      'error values/kubespan-native: routingMode is native, and KubeSpan of Talos 1.12 carries tunnels only; leave routing.mode at RoutingMode.TUNNEL; native routing works from Talos 1.13 on',
    ],
  ],
  [
    'both carry the pods',
    { kubeSpan: { advertiseKubernetesNetworks: true } },
    {},
    [
      "error values/kubespan-advertise: KubeSpan advertises the Kubernetes networks beside Cilium's tunnel: both would carry the pods' packets; switch advertiseKubernetesNetworks off, or from Talos 1.13 on use RoutingMode.NATIVE",
    ],
  ],
  [
    'double encryption',
    { kubeSpan: {} },
    { values: { encryption: { enabled: true, type: 'wireguard' } } },
    [
      'warning values/kubespan-encryption: encryption by Cilium over KubeSpan: every packet is encrypted twice; leave encryption out; KubeSpan encrypts all traffic between nodes',
    ],
  ],
])('%s', (_what, cluster, props, expected) => {
  expect(judged(install(props, (chart) => void clusterOf(chart, cluster)))).toEqual(expected);
});

test('legacy host routing comes with BPF masquerade only where Talos forwards DNS to the host', () => {
  const value = (hostDnsForwarding?: boolean) =>
    explained(
      install({ bpf: { masquerade: true } }, (chart) => void clusterOf(chart, { hostDnsForwarding })),
      'bpf.hostLegacyRouting',
    )?.value;
  expect([value(), value(true), value(false)]).toEqual([true, true, undefined]);
});

test('families and native networks follow the pod networks of the cluster', () => {
  const dual = install({ routing: { mode: RoutingMode.NATIVE } }, (chart) => void clusterOf(chart, DUAL));
  expect(problems(dual)).toEqual([]);
  expect(configOf(dual._manifests())).toMatchObject({
    'enable-ipv6': 'true',
    'ipv4-native-routing-cidr': '10.244.0.0/16',
    'ipv6-native-routing-cidr': 'fd00:10::/56',
  });
  const only6 = install(
    {},
    (chart) => void clusterOf(chart, { podSubnets: ['fd00:10::/56'], serviceSubnets: ['fd00:11::/112'] }),
  );
  expect(configOf(only6._manifests())).toMatchObject({ 'enable-ipv4': 'false', 'enable-ipv6': 'true' });
});

test("devices stay Cilium's own choice on ordinary NICs, two of them included", () => {
  const cilium = install({}, (chart) => {
    const cluster = clusterOf(chart);
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
    cluster.addLink('iot', { interface: 'enp2s0', subnet: '192.168.40.0/24', nodes: NodeSelection.workers() });
    cluster.addControlPlanes(['192.168.70.11']);
  });
  expect(explained(cilium, 'devices')).toBeUndefined();
});

test("devices are named where the nodes' address is on a bridge, which Cilium does not find", () => {
  const cilium = install({}, (chart) => {
    const cluster = clusterOf(chart);
    cluster.addLink('lan', { interface: 'br0', dhcp: true, managed: false });
    const dmz = cluster.addLink('dmz', { interface: 'enp3s0', subnet: '192.168.90.0/24', managed: false });
    cluster.addLink('iot', { interface: 'enp2s0', subnet: '192.168.40.0/24' });
    cluster.addControlPlanes(['192.168.70.11']);
    new L2Announcement(chart, 'dmz', { links: [dmz], cidrs: ['192.168.90.64/28'] });
  });
  expect(explained(cilium, 'devices')).toEqual({
    path: 'devices',
    value: ['br0', 'enp3s0'],
    source: ValueSource.DEFAULT,
    reason: 'the nodes\' address is on br0 (link "lan"), which Cilium does not find by itself',
  });
  expect(configOf(cilium._manifests()).devices).toBe('br0 enp3s0');
});

test('a node whose uplink is not stated keeps Cilium looking for itself', () => {
  const cilium = install({}, (chart) => {
    const cluster = clusterOf(chart);
    cluster.addLink('lan', { interface: 'br0', dhcp: true, managed: false, nodes: NodeSelection.workers() });
    cluster.addControlPlanes(['192.168.70.11']);
    cluster.addWorkers(['192.168.70.21']);
  });
  expect(explained(cilium, 'devices')).toBeUndefined();
});

test('devices by link: every node must have one, and an announcement must be on one', () => {
  const problemsOf = (...names: string[]) => {
    const chart = new Chart(new NetworkApp({ outdir: 'unused' }), 'network');
    const cluster = clusterOf(chart);
    const links = {
      lan: cluster.addLink('lan', { interface: 'enp1s0', dhcp: true }),
      iot: cluster.addLink('iot', {
        interface: 'enp2s0',
        dhcp: true,
        subnet: '192.168.40.0/24',
        nodes: NodeSelection.workers(),
      }),
    };
    cluster.addControlPlanes(['192.168.70.11']);
    cluster.addWorkers(['192.168.70.21']);
    new L2Announcement(chart, 'announce', { links: [links.lan], cidrs: ['192.168.70.192/28'] });
    return judged(new CiliumInstall(chart, 'cilium', { devices: names.map((name) => links[name as 'lan' | 'iot']) }));
  };
  expect(problemsOf('lan', 'iot')).toEqual([]);
  expect(problemsOf('iot')).toEqual([
    'error values/device-missing: announce announces on enp1s0, which is not among the devices enp2s0: nobody would announce; add enp1s0 to devices, or leave devices out',
    'error values/node-without-device: node "controlplane-1" has none of the devices enp2s0, its links are enp1s0: its agent would have no device; add the link of that node to devices',
  ]);
});

test('devices as values are held against the announcements as well; `+` stands for the rest of a name', () => {
  const of = (devices: unknown) =>
    judged(
      install({ values: { devices } }, (chart) => {
        const cluster = clusterOf(chart);
        const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
        cluster.addControlPlanes(['192.168.70.11']);
        new L2Announcement(chart, 'announce', { links: [lan], cidrs: ['192.168.70.192/28'] });
      }),
    );
  expect(of(['enp+'])).toEqual([]);
  expect(of('enp1s0 eth0')).toEqual([]);
  expect(of(['eth+']).filter((line) => line.includes('device-missing'))).toEqual([
    expect.stringContaining('values/device-missing: announce announces on enp1s0'),
  ]);
});
