// Rules about Services, pools and announcement policies together, over plain YAML: for each a mistake, and the right form beside it.
import { CheckedObject } from '../../../lib/check';
import { POOL_ADDRESSES } from '../../../lib/check/rules/addresses/pools';
import { REQUESTED } from '../../../lib/check/rules/addresses/requested';
import { RESPONSIBLE } from '../../../lib/check/rules/addresses/responsible';
import { SERVED } from '../../../lib/check/rules/addresses/served';
import { SHARING } from '../../../lib/check/rules/addresses/sharing';
import { L2_ANNOUNCED } from '../../../lib/check/rules/l2/announced';
import { L2_ANNOUNCES } from '../../../lib/check/rules/l2/announces';
import { L2_LEASE_RATE } from '../../../lib/check/rules/l2/lease-rate';
import { L2_LINKS } from '../../../lib/check/rules/l2/links';
import { Rule } from '../../../lib/check/rule';
import { ClusterFacts } from '../../../lib/facts';
import { worldOf } from '../../../lib/world/world';
import { problemsOf, worldFrom } from '../support';

const join = (...documents: string[]) => documents.join('---\n');
const pool = (name: string, blocks: string, more = '') =>
  `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: ${name}}\nspec: {blocks: [${blocks}]${more}}\n`;
const policy = (name: string, more = '') =>
  `apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: ${name}}\nspec: {loadBalancerIPs: true, interfaces: ['^eno1$']${more}}\n`;
interface Written {
  readonly ips?: string;
  readonly key?: string;
  readonly sharing?: string;
  readonly spec?: string;
  readonly labels?: string;
  readonly namespace?: string;
  readonly port?: string;
}
const service = (
  name: string,
  { ips, key, sharing, spec = '', labels = '', namespace = 'shop', port = '80' }: Written = {},
) => {
  const annotations = [
    ['ips', ips],
    ['sharing-key', key],
    ['sharing-cross-namespace', sharing],
  ].flatMap(([annotation, value]) => (value === undefined ? [] : [`lbipam.cilium.io/${annotation}: '${value}'`]));
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}, annotations: {${annotations.join(', ')}}, labels: {${labels}}}\nspec: {type: LoadBalancer, selector: {app: ${name}}, ports: [{port: ${port}}]${spec}}\n`;
};
const release = (values: string, version = '1.20.0') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: {chart: {spec: {chart: cilium, version: ${version}}}, values: {${values}}}\n`;
const workload = (kind: string) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: []}}}\n`;
const local = { spec: ', externalTrafficPolicy: Local' };
const lan = pool('lan', '{start: 192.0.2.50, stop: 192.0.2.60}');
const gateway = (annotations: string, more = '') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec: {gatewayClassName: cilium, infrastructure: {annotations: {${annotations}}}, listeners: [{name: http, port: 80, protocol: HTTP}]${more}}\n`;

/** `level code Kind/name`, notes too. */
function found(text: string, rule: Rule, facts?: ClusterFacts, cilium = '1.20'): string[] {
  const folder = worldFrom(text, { cilium });
  const world =
    facts === undefined
      ? folder
      : worldOf({ ...folder, versions: folder.versions, facts: { facts, origin: { file: 'cluster.facts' } } });
  return problemsOf(world, rule).map(
    ({ level, code, at }) => `${level} ${code} ${(at as CheckedObject).manifest.metadata.name}`,
  );
}

describe.each<[string, Rule, string, string[], string]>([
  [
    'a request of spec.loadBalancerIP in no pool',
    REQUESTED,
    join(lan, service('a', { spec: ', loadBalancerIP: 192.0.2.99' })),
    ['warning address/not-in-pool a'],
    join(lan, service('a', { spec: ', loadBalancerIP: 192.0.2.55' })),
  ],
  [
    'an unreadable spec.loadBalancerIP',
    REQUESTED,
    service('a', { spec: ', loadBalancerIP: 192.0.2.55/32' }),
    ['error address/request a'],
    service('a', { spec: ', loadBalancerIP: 192.0.2.55' }),
  ],
  [
    'a request of a Gateway in no pool',
    REQUESTED,
    join(lan, gateway('lbipam.cilium.io/ips: 192.0.2.99')),
    ['warning address/not-in-pool edge'],
    join(lan, gateway('lbipam.cilium.io/ips: 192.0.2.55')),
  ],
  [
    'an address of a Gateway in no pool',
    REQUESTED,
    join(lan, gateway('', ', addresses: [{value: 192.0.2.99}]')),
    ['warning address/not-in-pool edge'],
    join(lan, gateway('', ', addresses: [{value: 192.0.2.55}]')),
  ],
  [
    'an end that the pool keeps back',
    REQUESTED,
    join(pool('p', 'cidr: 192.0.2.0/28', ', allowFirstLastIPs: "No"'), service('a', { ips: '192.0.2.0', key: 'k' })),
    ['error address/reserved-end a'],
    join(pool('p', 'cidr: 192.0.2.0/28'), service('a', { ips: '192.0.2.0', key: 'k' })),
  ],
  [
    'a request on a ClusterIP Service',
    RESPONSIBLE,
    service('a', { ips: '192.0.2.55' }).replace('LoadBalancer', 'ClusterIP'),
    ['error address/service-type a'],
    service('a', { ips: '192.0.2.55' }),
  ],
  [
    'a request with a class of others',
    RESPONSIBLE,
    service('a', { ips: '192.0.2.55', spec: ', loadBalancerClass: example.com/lb' }),
    ['error address/foreign-class a'],
    service('a', { spec: ', loadBalancerClass: example.com/lb' }),
  ],
  [
    'a request with a class whose feature is off',
    RESPONSIBLE,
    join(
      release('l2announcements: {enabled: false}'),
      service('a', { ips: '192.0.2.55', spec: ', loadBalancerClass: io.cilium/l2-announcer' }),
    ),
    ['error address/foreign-class a'],
    join(
      release('l2announcements: {enabled: true}'),
      service('a', { ips: '192.0.2.55', spec: ', loadBalancerClass: io.cilium/l2-announcer' }),
    ),
  ],
  [
    'one address without a key',
    SHARING,
    join(service('a', { ips: '192.0.2.55' }), service('b', { ips: '192.0.2.55', port: '81' })),
    ['error address/requested-twice b'],
    join(service('a', { ips: '192.0.2.55' }), service('b', { ips: '192.0.2.56' })),
  ],
  [
    'one address by loadBalancerIP and by annotation',
    SHARING,
    join(service('a', { spec: ', loadBalancerIP: 192.0.2.55' }), service('b', { ips: '192.0.2.55' })),
    ['error address/requested-twice b'],
    join(service('a', { spec: ', loadBalancerIP: 192.0.2.55' }), service('b', { ips: '192.0.2.56' })),
  ],
  [
    'one address with one port',
    SHARING,
    join(service('a', { ips: '192.0.2.55', key: 'k' }), service('b', { ips: '192.0.2.55', key: 'k' })),
    ['error address/sharing b'],
    join(service('a', { ips: '192.0.2.55', key: 'k' }), service('b', { ips: '192.0.2.55', key: 'k', port: '81' })),
  ],
  [
    'a key without an address',
    SHARING,
    service('a', { key: 'k' }),
    ['note address/sharing-without-address a'],
    service('a', { key: 'k', ips: '192.0.2.55' }),
  ],
  [
    'a key whose Services do not fit',
    SHARING,
    join(service('a', { ips: '192.0.2.55', key: 'k' }), service('b', { key: 'k' })),
    ['warning address/sharing-split b', 'note address/sharing-without-address b'],
    join(service('a', { ips: '192.0.2.55', key: 'k' }), service('b', { ips: '192.0.2.55', key: 'k', port: '81' })),
  ],
  [
    'blanks between namespaces',
    SHARING,
    service('a', { ips: '192.0.2.55', key: 'k', sharing: 'infra, edge' }),
    ['error address/sharing-namespace a'],
    service('a', { ips: '192.0.2.55', key: 'k', sharing: 'infra,edge' }),
  ],
  [
    'a Service that no pool serves',
    SERVED,
    join(pool('p', 'cidr: 192.0.2.0/28', ', serviceSelector: {matchLabels: {zone: lan}}'), service('a')),
    ['warning address/not-served a'],
    join(
      pool('p', 'cidr: 192.0.2.0/28', ', serviceSelector: {matchLabels: {zone: lan}}'),
      service('a', { labels: 'zone: lan' }),
    ),
  ],
  [
    'a family that no pool has',
    SERVED,
    join(release('ipv6: {enabled: true}'), lan, service('a', { spec: ', ipFamilyPolicy: RequireDualStack' })),
    ['warning address/not-served a'],
    join(release('ipv6: {enabled: true}'), lan, service('a')),
  ],
  [
    'two pools for one Service',
    SERVED,
    join(lan, pool('two', 'cidr: 198.51.100.0/28'), service('a')),
    ['warning address/two-pools a'],
    join(lan, pool('two', 'cidr: 198.51.100.0/28', ', serviceSelector: {matchLabels: {zone: two}}'), service('a')),
  ],
  [
    'more Services than addresses',
    SERVED,
    join(pool('tiny', 'start: 192.0.2.50'), service('a'), service('b')),
    ['error address/pool-full tiny'],
    join(pool('tiny', 'start: 192.0.2.50'), service('a')),
  ],
  [
    'a disabled pool',
    POOL_ADDRESSES,
    pool('p', 'cidr: 192.0.2.0/28', ', disabled: true'),
    ['warning address/pool-disabled p'],
    lan,
  ],
  [
    'a Service that no policy takes',
    L2_ANNOUNCED,
    join(policy('l2', ', serviceSelector: {matchLabels: {zone: lan}}'), service('a')),
    ['warning l2/not-announced a'],
    join(policy('l2', ', serviceSelector: {matchLabels: {zone: lan}}'), service('a', { labels: 'zone: lan' })),
  ],
  [
    'a class that a policy takes all the same',
    L2_ANNOUNCED,
    join(policy('l2'), service('a', { spec: ', loadBalancerClass: example.com/lb' })),
    ['warning l2/class-announced a'],
    join(
      policy('l2', ', serviceSelector: {matchLabels: {zone: lan}}'),
      service('a', { spec: ', loadBalancerClass: example.com/lb' }),
    ),
  ],
  [
    'two names of one Lease',
    L2_ANNOUNCED,
    join(policy('l2'), service('b-c', { namespace: 'a' }), service('c', { namespace: 'a-b' })),
    ['error l2/lease-clash c'],
    join(policy('l2'), service('b-c', { namespace: 'a' }), service('d', { namespace: 'a-b' })),
  ],
  [
    'a shared address under L2',
    L2_ANNOUNCED,
    join(
      lan,
      policy('l2'),
      service('a', { ips: '192.0.2.55', key: 'k' }),
      service('b', { ips: '192.0.2.55', key: 'k', port: '81' }),
    ),
    ['warning l2/shared-address a'],
    join(
      lan,
      policy('l2', ', serviceSelector: {matchLabels: {zone: lan}}'),
      service('a', { ips: '192.0.2.55', key: 'k', labels: 'zone: lan' }),
      service('b', { ips: '192.0.2.56', labels: 'zone: lan' }),
    ),
  ],
  [
    'Local under L2 of 1.20.0',
    L2_ANNOUNCED,
    join(release('l2announcements: {enabled: true}'), policy('l2'), service('a', local), workload('Deployment')),
    ['error l2/local-traffic a'],
    join(release('l2announcements: {enabled: true}', '1.20.2'), policy('l2'), service('a', local)),
  ],
  [
    'Local under L2, with pods that nobody has seen: a DaemonSet, perhaps',
    L2_ANNOUNCED,
    join(release('l2announcements: {enabled: true}'), policy('l2'), service('a', local)),
    ['warning l2/local-traffic a'],
    join(release('l2announcements: {enabled: true}'), policy('l2'), service('a', local), workload('DaemonSet')),
  ],
  [
    'Local under L2 of an unknown patch, but for a DaemonSet',
    L2_ANNOUNCED,
    join(policy('l2'), service('a', local)),
    ['warning l2/local-traffic a'],
    join(policy('l2'), service('a', local), workload('DaemonSet')),
  ],
  [
    'a pool without a policy, with L2 on',
    L2_ANNOUNCES,
    join(release('l2announcements: {enabled: true}'), lan),
    ['warning l2/no-policy lan'],
    join(release('l2announcements: {enabled: true}'), lan, policy('l2')),
  ],
  [
    'more leases than the client rate carries',
    L2_LEASE_RATE,
    join(
      release(
        'l2announcements: {enabled: true, leaseRenewDeadline: 1s, leaseRetryPeriod: 200ms}, k8sClientRateLimit: {qps: 2}',
      ),
      policy('l2'),
      service('a'),
      service('b'),
    ),
    ['warning l2/lease-rate cilium'],
    join(
      release('l2announcements: {enabled: true}, k8sClientRateLimit: {qps: 2}'),
      policy('l2'),
      service('a'),
      service('b'),
    ),
  ],
])('%s', (_, rule, bad, expected, good) => {
  test('is found', () => expect(found(bad, rule)).toEqual(expected));
  test('and the right form is not', () => expect(found(good, rule)).toEqual([]));
});

test('IPv6 under L2 is a warning up to 1.18', () => {
  const text = join(pool('six', 'cidr: "2001:db8::/112"'), policy('l2'), service('a', { ips: '2001:db8::5' }));
  expect(found(text, L2_ANNOUNCED, undefined, '1.18')).toEqual(['warning l2/ipv6 a']);
  expect(found(text, L2_ANNOUNCED, undefined, '1.19')).toEqual([]);
});

test('the Service of a Gateway with Local is announced by nobody from 1.20.2 on', () => {
  const config =
    'apiVersion: cilium.io/v2alpha1\nkind: CiliumGatewayClassConfig\nmetadata: {name: c, namespace: shop}\nspec: {service: {externalTrafficPolicy: Local}}\n';
  const classed =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: cilium}\nspec: {controllerName: io.cilium/gateway-controller, parametersRef: {group: cilium.io, kind: CiliumGatewayClassConfig, name: c, namespace: shop}}\n';
  const text = (version: string) =>
    join(
      release('l2announcements: {enabled: true}, gatewayAPI: {enabled: true}', version),
      policy('l2'),
      config,
      classed,
      gateway(''),
    );
  expect(found(text('1.20.2'), L2_ANNOUNCED)).toEqual(['error l2/local-traffic edge']);
  expect(found(text('1.20.1'), L2_ANNOUNCED)).toEqual([]);
});

describe('with the facts of the cluster', () => {
  const facts: ClusterFacts = {
    nodeSubnets: ['192.0.2.0/24'],
    nodes: [
      { name: 'cp', role: 'controlplane', addresses: ['192.0.2.11'] },
      { name: 'w', role: 'worker', addresses: ['192.0.2.21'] },
    ],
    links: [
      { name: 'lan', interface: 'eno1', subnets: ['192.0.2.0/24'], dhcp: true },
      { name: 'iot', interface: 'eno2', subnets: ['198.51.100.0/24'], nodes: ['w'] },
    ],
  };
  const complete = { ...facts, complete: true };
  const on = (expression: string, more = '') => policy('l2', more).replace('^eno1$', expression);
  test.each<[string, Rule, string, string[], string[]]>([
    [
      'a pool with the broadcast address',
      POOL_ADDRESSES,
      pool('p', '{start: 192.0.2.250, stop: 192.0.2.255}'),
      ['error address/unusable p'],
      ['error address/unusable p'],
    ],
    ['an interface that no node has', L2_LINKS, on('^eth9$'), ['warning l2/no-link l2'], ['error l2/no-link l2']],
    [
      'a nodeSelector without nodes',
      L2_LINKS,
      on('^eno1$', ', nodeSelector: {matchLabels: {kubernetes.io/hostname: x}}'),
      ['warning l2/no-node l2'],
      ['error l2/no-node l2'],
    ],
    [
      'a selected node without the link, and a link without address',
      L2_LINKS,
      on('^eno2$'),
      ['warning l2/node-without-link l2', 'note l2/link-without-address l2'],
      ['error l2/node-without-link l2', 'warning l2/link-without-address l2'],
    ],
    [
      'a pool of another network',
      L2_LINKS,
      join(on('^eno1$'), pool('p', 'cidr: 203.0.113.0/28')),
      ['error l2/off-link p'],
      ['error l2/off-link p'],
    ],
    [
      'a nodeSelector by labels that the facts do not tell',
      L2_LINKS,
      on('^eno1$', ', nodeSelector: {matchLabels: {rack: a}}'),
      [],
      [],
    ],
    ['a policy that fits', L2_LINKS, join(on('^eno1$'), lan), [], []],
  ])('%s', (_, rule, text, open, closed) => {
    expect(found(text, rule, facts).sort()).toEqual([...open].sort());
    expect(found(text, rule, complete).sort()).toEqual([...closed].sort());
  });

  test('what rests on absence is an error where everything is there', () => {
    expect(found(join(lan, service('a', { ips: '192.0.2.99' })), REQUESTED, complete)).toEqual([
      'error address/not-in-pool a',
    ]);
    expect(found(join(lan, service('a', { ips: '192.0.2.55' }), service('b')), SERVED, complete)).toEqual([
      'warning address/request-race lan',
    ]);
  });
});
