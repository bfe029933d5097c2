// Rules about networks on the links of nodes, over plain YAML with a file of facts: a bad case and a good one each.
import { OVERLAP } from '../../../lib/check/rules/addresses/overlap';
import { CNI_RULES } from '../../../lib/check/rules/cni';
import { DHCP_DAEMON } from '../../../lib/check/rules/cni/dhcp-daemon';
import { MULTUS_ON_TALOS } from '../../../lib/check/rules/cni/multus-on-talos';
import { Rule } from '../../../lib/check/rule';
import { factsOf } from '../../../lib/facts';
import { fromYaml } from '../../../lib/manifest';
import { World } from '../../../lib/world/types';
import { worldOf } from '../../../lib/world/world';
import { problemsOf, worldFrom } from '../support';

const FACTS = `
nodes:
  - {name: cp-1, role: controlplane, addresses: [192.168.70.11]}
  - {name: w-1, role: worker, addresses: [192.168.70.21]}
  - {name: w-2, role: worker, addresses: [192.168.70.22]}
links:
  - {name: lan, interface: enp1s0}
  - {name: iot, interface: enp2s0, nodes: [w-1, w-2], mtu: 1500, subnets: [192.168.40.0/24]}
  - {name: iot-cp, interface: enp3s0, nodes: [cp-1], subnets: [192.168.40.0/24]}
podSubnets: [10.244.0.0/16]
serviceSubnets: [10.96.0.0/12]
`;

/** The world of some objects with facts. */
function world(texts: readonly string[], facts: string | undefined = FACTS, complete = false): World {
  const read = worldFrom(texts.join('---\n'));
  if (facts === '') return read;
  const [content] = fromYaml(`${facts}${complete ? 'complete: true\n' : ''}`);
  return worldOf({
    versions: read.versions,
    objects: read.objects,
    facts: { facts: factsOf(content), origin: { file: 'cluster.facts' } },
  });
}

function said(input: World, notes = false): string[] {
  return problemsOf(input, ...(CNI_RULES as Rule[]))
    .filter(({ level }) => notes || level !== 'note')
    .map(({ level, code, at, message }) => {
      const name = 'manifest' in at ? at.manifest.metadata.name : '';
      return `${level} ${code} ${name}: ${message}`;
    });
}

const nad = (name: string, fields: object, more: object = {}, namespace = 'shop') =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {config: '${JSON.stringify({ cniVersion: '1.0.0', ...more, type: 'macvlan', master: 'enp2s0', ...fields })}'}\n`;
const pool = (from = 100, to = 150, more: object = {}) => ({
  type: 'host-local',
  ranges: [[{ subnet: '192.168.40.0/24', rangeStart: `192.168.40.${from}`, rangeEnd: `192.168.40.${to}` }]],
  ...more,
});
const app = (
  networks: string,
  options: { name?: string; kind?: string; replicas?: number; spec?: string; strategy?: string } = {},
) =>
  `apiVersion: apps/v1\nkind: ${options.kind ?? 'Deployment'}\nmetadata: {name: ${options.name ?? 'api'}, namespace: shop}\nspec: {replicas: ${options.replicas ?? 1}, strategy: ${options.strategy ?? '{type: Recreate}'}, template: {metadata: {annotations: {k8s.v1.cni.cncf.io/networks: ${JSON.stringify(networks)}}}, spec: {${options.spec ?? ''}}}}\n`;
const asks = (fields: object, name = 'lan') => JSON.stringify([{ name, ...fields }]);
const ON_ONE = "nodeSelector: {kubernetes.io/hostname: 'w-1'}";
const TOLERANT = 'tolerations: [{operator: Exists}]';

const STATIC = { type: 'static' };
const fixed = nad('lan', { capabilities: { ips: true, mac: true }, ipam: STATIC });

describe('says of a network and its pods', () => {
  test.each<[string, string[], string[]]>([
    [
      'that the link is missing where pods may run',
      [nad('lan', { ipam: {} }), app('lan', { spec: TOLERANT })],
      [
        'warning cni/master-missing api: the link "enp2s0" of shop/lan exists on w-1 and w-2 (2 of 3 nodes), but Deployment/shop/api may be scheduled on cp-1',
      ],
    ],
    [
      'that the link is missing everywhere',
      [nad('lan', { master: 'enp9s0', ipam: {} })],
      ['warning cni/master-missing lan: the link "enp9s0" of shop/lan exists on none of the 3 nodes'],
    ],
    [
      'that the mtu is above that of the link',
      [nad('lan', { mtu: 9000, ipam: {} })],
      ['error cni/mtu-above-link lan: mtu 9000 is above the 1500 of the link "enp2s0": the plugin refuses it'],
    ],
    [
      'that nobody states the mtu of the link',
      [nad('lan', { mtu: 9000, master: 'enp1s0', ipam: {} })],
      ['warning cni/mtu-unknown lan: mtu 9000, but nothing states the mtu of the link "enp1s0", and drivers set 1500'],
    ],
    [
      'that its subnet is not that of the link',
      [nad('lan', { ipam: { type: 'host-local', subnet: '192.168.40.0/25' } })],
      ['warning cni/subnet-differs lan: subnet 192.168.40.0/25 differs from 192.168.40.0/24 of the link "enp2s0"'],
    ],
    [
      'that a default route wins',
      [nad('lan', { ipam: pool(100, 150, { routes: [{ dst: '0.0.0.0/0' }] }) })],
      [
        'warning cni/default-route-wins lan: the route to 0.0.0.0/0 without a priority wins over the default route of eth0: the pods lose Services and cluster DNS',
      ],
    ],
    [
      'that a route covers the Services',
      [nad('lan', { ipam: pool(100, 150, { routes: [{ dst: '10.96.0.0/16', gw: '192.168.40.1' }] }) })],
      [
        'error cni/route-into-cluster lan: the route to 10.96.0.0/16 overlaps the service subnet 10.96.0.0/12 of the cluster: pods would send cluster traffic to the LAN',
      ],
    ],
    [
      'that a rolling update brings a second pod with the address',
      [fixed, app(asks({ ips: ['192.168.40.50/24'] }), { strategy: '{type: RollingUpdate}' })],
      [
        'warning cni/fixed-address-strategy api: lan: Deployment asks for 192.168.40.50/24, and its rolling update starts the new pod beside the old one that has it: the update hangs, or both answer',
      ],
    ],
    [
      'that an address is not on the link',
      [fixed, app(asks({ ips: ['192.168.41.50/24'] }))],
      [
        'error cni/ip-outside api: lan: the address 192.168.41.50/24 lies outside of 192.168.40.0/24, the network on the link',
      ],
    ],
    [
      'that an address has another prefix length',
      [fixed, app(asks({ ips: ['192.168.40.50/16'] }))],
      [
        'warning cni/ip-prefix api: lan: the address 192.168.40.50/16 has another prefix length than the network on the link',
      ],
    ],
    [
      'that an address is the broadcast address',
      [fixed, app(asks({ ips: ['192.168.40.255/24'] }))],
      [
        'error cni/ip-not-host api: lan: the address 192.168.40.255/24 is the network or broadcast address of 192.168.40.0/24: static accepts it, and nobody answers',
      ],
    ],
    [
      'that an address is that of a router',
      [
        nad('lan', {
          capabilities: { ips: true },
          ipam: { ...STATIC, routes: [{ dst: '10.20.0.0/16', gw: '192.168.40.1' }] },
        }),
        app(asks({ ips: ['192.168.40.1/24'] })),
      ],
      [
        'error cni/ip-gateway api: lan: the address 192.168.40.1/24 is that of a router which the routes of the network name',
      ],
    ],
    [
      'that a pod has no address beside the router',
      [
        nad('lan', {
          capabilities: { ips: true },
          ipam: { ...STATIC, routes: [{ dst: '10.20.0.0/16', gw: '192.168.40.1' }] },
        }),
        app(asks({ ips: ['fd00:40::5/64'] })),
      ],
      [
        'error cni/route api: lan: the route to 10.20.0.0/16 by 192.168.40.1: the gateway is on none of the subnets of the interface (fd00:40::/64)',
      ],
    ],
    [
      'that another pod may hold the address',
      [
        nad('lan', { ipam: pool() }),
        app(asks({ ips: ['192.168.40.120'] }), { spec: ON_ONE }),
        app('lan', { name: 'web', spec: ON_ONE }),
      ],
      [
        'warning cni/fixed-address-in-pool api: lan: host-local may have given 192.168.40.120 to Deployment/shop/web before this pod asks for it',
      ],
    ],
    [
      'that two nodes hand out the same addresses',
      [nad('lan', { ipam: pool() }), app('lan', { replicas: 2 })],
      [
        'warning cni/addresses-per-node lan: pods of Deployment/shop/api may run on w-1 and w-2, and host-local on each node hands out the same addresses',
      ],
    ],
    [
      'that there are more pods than addresses',
      [nad('lan', { ipam: pool(100, 101) }), app('lan', { replicas: 3, spec: ON_ONE })],
      [
        'error cni/range-exhausted lan: 3 pods of Deployment/shop/api for 2 addresses on 1 node: one of them never starts',
      ],
    ],
    [
      'that one MAC stands twice',
      [
        fixed,
        ...['api', 'web'].map((name) =>
          app(
            asks({ ips: [`192.168.40.5${name.length === 3 && name === 'api' ? 0 : 1}/24`], mac: '02:00:5e:10:00:01' }),
            { name },
          ),
        ),
      ],
      ['error cni/mac-twice web: lan: the MAC address 02:00:5e:10:00:01 is that of Deployment/shop/api already'],
    ],
    [
      'that two networks share a store of addresses',
      [nad('lan', { ipam: pool() }, { name: 'lan' }), nad('lan', { ipam: pool(10, 20) }, { name: 'lan' }, 'zoo')],
      [
        'warning cni/name-twice lan: the name "lan" of zoo/lan is that of shop/lan too, a different network: nodes keep one store of addresses for both',
      ],
    ],
    [
      'that a passthru network has more pods than nodes',
      [nad('lan', { mode: 'passthru', ipam: {} }), app('lan', { replicas: 2, spec: ON_ONE })],
      [
        'error cni/passthru-pods lan: 2 pods of Deployment/shop/api share a passthru network, which takes the whole "enp2s0" for the first pod of a node; there is room on 1 node',
      ],
    ],
    [
      'that pods of two modes meet on one link',
      [
        nad('a', { ipam: {} }),
        nad('b', { mode: 'passthru', ipam: {} }),
        app('a', { spec: ON_ONE }),
        app('b', { name: 'web', spec: ON_ONE }),
      ],
      [
        'error cni/shared-master b: shop/b (macvlan passthru) and shop/a (macvlan) build on one link, enp2s0: their pods meet on a node, and the second does not start',
      ],
    ],
    [
      'that its link is Wi-Fi',
      [nad('lan', { master: 'wlan0', ipam: {} })],
      [
        'warning cni/master-missing lan: the link "wlan0" of shop/lan exists on none of the 3 nodes',
        'warning cni/wifi-master lan: the link "wlan0" is Wi-Fi: access points drop frames of MAC addresses that did not log in',
      ],
    ],
    [
      'that a range holds the assumed gateway alone',
      [nad('lan', { ipam: pool(1, 1) })],
      [
        'error cni/range lan: ipam: set 0 holds nothing but the gateway 192.168.40.1, which host-local assumes: no pod gets an address',
      ],
    ],
    [
      'that a passthru network drops the MAC',
      [nad('lan', { mode: 'passthru', ipam: {} }), app(asks({ mac: '02:00:5e:10:00:01' }), { spec: ON_ONE })],
      ['warning cni/no-effect api: lan: macvlan in passthru mode ignores the requested mac'],
    ],
  ])('%s', (_what, texts, expected) => expect(said(world(texts))).toEqual(expected));

  test('an error for a missing link in a complete world', () => {
    const texts = [nad('lan', { master: 'enp9s0', ipam: {} })];
    expect(said(world(texts, FACTS, true))[0]).toMatch(/^error cni\/master-missing/);
  });
});

describe('says nothing', () => {
  test.each<[string, string[]]>([
    ['of pods on nodes with the link', [nad('lan', { ipam: {} }), app('lan')]],
    [
      'of a label that nobody states',
      [nad('lan', { ipam: {} }), app('lan', { spec: `${TOLERANT}, nodeSelector: {iot: 'true'}` })],
    ],
    ['of an mtu that the link has', [nad('lan', { mtu: 1500, ipam: {} })]],
    [
      'of a default route with a priority',
      [nad('lan', { ipam: pool(100, 150, { routes: [{ dst: '0.0.0.0/0', priority: 500 }] }) })],
    ],
    ['of one fixed address that is recreated', [fixed, app(asks({ ips: ['192.168.40.50/24'] }))]],
    ['of a pool on one node', [nad('lan', { ipam: pool() }), app('lan', { replicas: 2, spec: ON_ONE })]],
    ['of one network in two namespaces', [nad('lan', { ipam: pool() }), nad('lan', { ipam: pool() }, {}, 'zoo')]],
    [
      'of two modes that never meet',
      [
        nad('a', { ipam: {} }),
        nad('b', { mode: 'passthru', ipam: {} }),
        app('a', { spec: ON_ONE }),
        app('b', { name: 'web', spec: "nodeSelector: {kubernetes.io/hostname: 'w-2'}" }),
      ],
    ],
    [
      'of a passthru network under a DaemonSet',
      [nad('lan', { mode: 'passthru', ipam: {} }), app('lan', { kind: 'DaemonSet' })],
    ],
    [
      'of a fixed address of a DaemonSet that runs on one node',
      [fixed, app(asks({ ips: ['192.168.40.50/24'] }), { kind: 'DaemonSet', spec: ON_ONE })],
    ],
  ])('%s', (_what, texts) => expect(said(world(texts))).toEqual([]));

  test('of nodes and links without facts, but for notes', () => {
    const texts = [nad('lan', { mtu: 9000, ipam: pool() }), app('lan', { replicas: 2, spec: TOLERANT })];
    expect(said(world(texts, ''))).toEqual([]);
    expect(said(world(texts, ''), true).map((line) => line.split(' ', 2).join(' '))).toEqual([
      'note cni/addresses-per-node',
      'note cni/mtu-unknown',
    ]);
  });
});

test('one range on two links is a contradiction only where the facts put both on one network', () => {
  const texts = (master: string) => [nad('a', { ipam: pool() }), nad('b', { master, ipam: pool() })];
  const overlaps = (input: World) => problemsOf(input, OVERLAP).map(({ code }) => code);
  expect(overlaps(world(texts('enp3s0')))).toEqual(['address/overlap']);
  expect(overlaps(world(texts('enp1s0')))).toEqual([]);
  expect(overlaps(world(texts('enp3s0'), ''))).toEqual([]);
});

test('a pool of Cilium does not hold the router of a network; a node may be one', () => {
  const routed = nad('lan', { ipam: pool(100, 150, { routes: [{ dst: '10.20.0.0/16', gw: '192.168.40.1' }] }) });
  const lb = (cidr: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lb}\nspec: {blocks: [{cidr: ${cidr}}]}\n`;
  expect(problemsOf(world([routed, lb('192.168.40.0/30')]), OVERLAP).map(({ message }) => message)).toEqual([
    expect.stringContaining(
      'load-balancer pool lb (192.168.40.0-192.168.40.3) overlaps router of network lan (192.168.40.1)',
    ),
  ]);
  expect(problemsOf(world([routed, lb('192.168.40.8/30')]), OVERLAP)).toEqual([]);
});

describe('Multus that isolates namespaces refuses networks of others', () => {
  const config = (more: object) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: multus-daemon-config, namespace: kube-system}\ndata: {daemon-config.json: '${JSON.stringify({ chrootDir: '/hostroot', ...more })}'}\n`;
  const texts = [nad('lan', { ipam: {} }, {}, 'networks'), app('networks/lan')];
  test('unless their namespace is global', () => {
    expect(said(world([...texts, config({ namespaceIsolation: true })]))).toEqual([
      'error cni/namespace-isolation api: the pods of namespace "shop" use the network networks/lan, which Multus (namespaceIsolation) refuses',
    ]);
    expect(said(world([...texts, config({ namespaceIsolation: true, globalNamespaces: 'networks' })]))).toEqual([]);
    expect(said(world([...texts, config({})]))).toEqual([]);
  });
});

describe('the DaemonSet of Multus on Talos', () => {
  const TALOS = 'machine: {type: worker}\n';
  const multus = (memory: string, netns: string, more = '') =>
    `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: multus, namespace: kube-system}\nspec: {template: {spec: {containers: [{name: m, image: "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick", command: [/usr/src/multus-cni/bin/multus-daemon], resources: {limits: {memory: ${memory}}}}${more}], volumes: [{name: netns, hostPath: {path: ${netns}}}]}}}\n`;
  const dhcp = nad('lan', { ipam: { type: 'dhcp' } });
  const codes = (...texts: string[]) =>
    problemsOf(worldFrom(texts.join('---\n')), DHCP_DAEMON, MULTUS_ON_TALOS).map(
      ({ level, code }) => `${level} ${code}`,
    );
  test('mounts /var/run/netns and has memory', () => {
    expect(codes(TALOS, multus('50Mi', '/run/netns/'))).toEqual([
      'warning cni/multus-memory',
      'warning cni/multus-netns',
    ]);
    expect(codes(multus('512Mi', '/run/netns'))).toEqual([]);
    expect(codes(TALOS, multus('512Mi', '/var/run/netns/'))).toEqual([]);
  });
  test('has a daemon beside it where a network takes addresses by DHCP', () => {
    expect(codes(TALOS, dhcp, multus('512Mi', '/var/run/netns'))).toEqual(['warning cni/dhcp-daemon']);
    const daemon = ', {name: dhcp, image: "ghcr.io/example/cni:1.0.0", command: [/opt/cni/bin/dhcp, daemon]}';
    expect(codes(TALOS, dhcp, multus('512Mi', '/var/run/netns', daemon))).toEqual([]);
    expect(codes(dhcp, multus('512Mi', '/var/run/netns'))).toEqual([]);
  });
});

test('whereabouts without a range gives no address', () => {
  const said_ = (ipam: object) => said(world([nad('lan', { ipam: { type: 'whereabouts', ...ipam } })]));
  expect(said_({ subnet: '192.168.41.224/28' })).toContain(
    'error cni/no-address lan: ipam: whereabouts has no range, and gives no address',
  );
  expect(said_({ range: '192.168.40.224/28' })).toEqual([]);
  expect(said_({ ipRanges: [{ range: '192.168.40.224/28' }] })).toEqual([]);
});
