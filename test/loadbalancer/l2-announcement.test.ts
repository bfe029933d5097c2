// What an announcement and its pool write, and what is wrong about nodes, links and addresses.
import { Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { Boundary, Feature, Link, NodeSelection } from '../../lib/cluster';
import { L2Announcement, LoadBalancerIpPool, ServiceSelector } from '../../lib/loadbalancer';
import { IpRange } from '../../lib/net';
import { codes, findings, home, service } from './home';

const RANGE = [IpRange.of('192.168.70.200', '192.168.70.239')];

test('writes a policy with anchored interfaces, and its pool by start and stop', () => {
  const { app, network, lan } = home();
  const announcement = new L2Announcement(network, 'lan', { links: [lan], ranges: RANGE });
  expect([...announcement._manifests(), ...announcement.pool!._manifests()]).toEqual([
    {
      apiVersion: 'cilium.io/v2alpha1',
      kind: 'CiliumL2AnnouncementPolicy',
      metadata: { name: 'lan' },
      spec: { interfaces: ['^enp1s0$'], loadBalancerIPs: true, externalIPs: false },
    },
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumLoadBalancerIPPool',
      metadata: { name: 'lan' },
      spec: { blocks: [{ start: '192.168.70.200', stop: '192.168.70.239' }] },
    },
  ]);
  expect(findings(app)).toEqual([]);
});

test('escapes the dot of a VLAN interface', () => {
  const { network, cluster, iot } = home();
  const vlan = cluster.addVlan('cams', { parent: iot, vlanId: 30, subnet: '192.168.30.0/24', dhcp: true });
  expect(new L2Announcement(network, 'cams', { links: [vlan] })._manifests()[0]!.spec).toMatchObject({
    interfaces: ['^enp2s0\\.30$'],
  });
});

test('keeps the ends of a CIDR back by leaving them out of the block', () => {
  const { network } = home();
  const spec = (allowFirstLastIps?: boolean) =>
    new LoadBalancerIpPool(network, `p${allowFirstLastIps}`, {
      cidrs: ['10.0.0.240/28', '10.1.0.0/31'],
      allowFirstLastIps,
    })._manifests()[0]!.spec;
  expect(spec()).toEqual({
    allowFirstLastIPs: 'Yes',
    blocks: [{ start: '10.0.0.241', stop: '10.0.0.254' }, { cidr: '10.1.0.0/31' }],
  });
  expect(spec(true)).toEqual({
    allowFirstLastIPs: 'Yes',
    blocks: [{ cidr: '10.0.0.240/28' }, { cidr: '10.1.0.0/31' }],
  });
});

describe('nodes', () => {
  const controlPlane = (operator: string) => ({
    matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator }],
  });
  const names = (...values: string[]) => ({
    matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }],
  });
  const cases: [string, (h: ReturnType<typeof home>) => { links: Link[]; nodes?: NodeSelection }, unknown][] = [
    ['a link of all nodes needs no selector', (h) => ({ links: [h.lan] }), undefined],
    ['a link of the workers leaves control planes out', (h) => ({ links: [h.iot] }), controlPlane('DoesNotExist')],
    [
      'wanted nodes without the link are left out',
      (h) => ({ links: [h.iot], nodes: NodeSelection.all() }),
      controlPlane('DoesNotExist'),
    ],
    [
      'control planes are chosen by their label',
      (h) => ({ links: [h.lan], nodes: NodeSelection.controlPlanes() }),
      controlPlane('Exists'),
    ],
    [
      'a link on named nodes is chosen by host name',
      (h) => ({
        links: [
          h.cluster.addLink('odd', {
            interface: 'eno9',
            dhcp: true,
            nodes: NodeSelection.named('worker-2', 'worker-1'),
          }),
        ],
      }),
      names('worker-1', 'worker-2'),
    ],
    [
      'several links take the nodes of any',
      (h) => ({
        links: [
          h.iot,
          h.cluster.addLink('odd', { interface: 'eno9', dhcp: true, nodes: NodeSelection.named('controlplane-1') }),
        ],
      }),
      names('controlplane-1', 'worker-1', 'worker-2'),
    ],
  ];
  test.each(cases)('%s', (_, props, expected) => {
    const h = home();
    expect((new L2Announcement(h.network, 'a', props(h))._manifests()[0]!.spec as any).nodeSelector).toEqual(expected);
  });

  test('none left is an error', () => {
    const { app, network, iot } = home();
    new L2Announcement(network, 'a', { links: [iot], nodes: NodeSelection.controlPlanes() });
    expect(findings(app).map((finding) => finding.problem)).toEqual([
      'none of the wanted nodes (control planes) has enp2s0: nobody announces',
    ]);
  });
});

test('an interface that no node has is an error, unless the app describes no link', () => {
  const { app, network } = home();
  new L2Announcement(network, 'a', { interfaces: ['eth0'] });
  expect(findings(app)).toMatchObject([
    {
      code: 'l2/no-link',
      path: 'network/a',
      problem:
        'CiliumL2AnnouncementPolicy/a spec.interfaces[0]: the expression "^eth0$" matches none of the links of the nodes: enp1s0, enp2s0',
      repair: "write one of: enp1s0, enp2s0; or add the link: cluster.addLink('iot', { interface: '…' })",
    },
  ]);
  const bare = new NetworkApp({ outdir: 'unused' });
  new L2Announcement(new Chart(bare, 'c'), 'a', { interfaces: ['eth0'] });
  expect(findings(bare)).toEqual([]);
});

test.each([
  ['another network than the link', [IpRange.of('10.9.0.1', '10.9.0.9')], 'error l2/off-link network/a/pool'],
  [
    'the broadcast address of the network',
    [IpRange.of('192.168.70.240', '192.168.70.255')],
    'error address/unusable network/a/pool',
  ],
  ['a node', [IpRange.of('192.168.70.21', '192.168.70.21')], 'error address/overlap network/a/pool'],
  ['the virtual address', [IpRange.of('192.168.70.10', '192.168.70.10')], 'error address/overlap network/a/pool'],
])('a pool must not hold %s', (_, ranges, expected) => {
  const { app, network, lan } = home();
  new L2Announcement(network, 'a', { links: [lan], ranges });
  expect(codes(app)).toEqual([expected]);
});

test('a pool must not hold pod or service addresses, nor those of another pool', () => {
  const { app, network } = home();
  new LoadBalancerIpPool(network, 'pods', { cidrs: ['10.244.3.0/24'] });
  new LoadBalancerIpPool(network, 'services', { cidrs: ['10.96.7.0/24'] });
  new LoadBalancerIpPool(network, 'again', {
    ranges: [IpRange.of('10.96.7.9', '10.96.7.9')],
    serviceSelector: ServiceSelector.names('other'),
  });
  expect(findings(app).map((finding) => finding.code)).toEqual(Array(4).fill('address/overlap'));
});

test('a link that gives nodes no address is warned about', () => {
  const { app, network, cluster } = home();
  new L2Announcement(network, 'a', { links: [cluster.addLink('bare', { interface: 'eno3' })] });
  expect(codes(app)).toEqual(['warning l2/link-without-address network/a']);
});

test('a disabled pool is warned about, and ignore() of the announcement reaches its pool', () => {
  const { app, network, lan } = home();
  new LoadBalancerIpPool(network, 'off', { cidrs: ['192.168.70.128/28'], disabled: true });
  new L2Announcement(network, 'a', { links: [lan], ranges: [IpRange.of('192.168.70.250', '192.168.70.255')] }).ignore(
    'address/unusable',
    'tried',
  );
  expect(codes(app)).toEqual(['ignored address/unusable network/a/pool', 'warning address/pool-disabled network/off']);
});

test('requires what it needs, and counts each announced Service once', () => {
  const { app, network, lan, iot, shop } = home();
  service(shop, 'b');
  new L2Announcement(network, 'one', { links: [lan], ranges: RANGE });
  new L2Announcement(network, 'two', {
    links: [iot],
    externalIps: true,
    serviceSelector: ServiceSelector.namespaces('shop'),
  });
  service(shop, 'a');
  service(shop, 'ext', { type: 'ClusterIP', externalIPs: ['192.168.70.60'] });
  const needs = Boundary.of(app)
    .requirements()
    .map((need) => [need.feature, need.by.node.path, need.count]);
  expect(needs).toEqual([
    [Feature.ANNOUNCED_SERVICES, 'network/one', 2],
    [Feature.ANNOUNCED_SERVICES, 'network/two', 1],
    [Feature.EXTERNAL_IPS, 'network/two', undefined],
    [Feature.KUBE_PROXY_REPLACEMENT, 'network/one', undefined],
    [Feature.KUBE_PROXY_REPLACEMENT, 'network/two', undefined],
    [Feature.L2_ANNOUNCEMENTS, 'network/one', undefined],
    [Feature.L2_ANNOUNCEMENTS, 'network/two', undefined],
  ]);
});

test('a selector writes pseudo labels and labels as Cilium spells them', () => {
  const selector = ServiceSelector.labels({ team: 'a' })
    .and(ServiceSelector.namespaces('shop', 'infra'))
    .and(ServiceSelector.names('web'));
  expect(selector._spec()).toEqual({
    matchLabels: { team: 'a', 'io.kubernetes.service.name': 'web' },
    matchExpressions: [{ key: 'io.kubernetes.service.namespace', operator: 'In', values: ['infra', 'shop'] }],
  });
});
