// Who announces what, as rules ask for it.
import { allocate, announcements, Announcements, L2Node } from '../../../lib/models/load-balancer';
import { inputs, policy, pool, service } from './objects';

const node = (name: string, more: Partial<L2Node> = {}): L2Node => ({ name, labels: {}, devices: ['eth0'], ...more });
const addressed = (name: string, spec: object = {}, ip = '10.0.0.5') => ({
  ...service(name, {}, spec),
  status: { loadBalancer: { ingress: [{ ip }] } },
});
const of = ({ services }: Announcements, name: string) => services.find(({ key }) => key === `default/${name}`)!;

test('every node that the policy selects contends for the one lease of a Service', () => {
  const said = announcements({
    policies: [policy('all', { nodeSelector: { matchLabels: { zone: 'a' } } })],
    services: inputs(addressed('web')),
    nodes: [node('n1', { labels: { zone: 'a' } }), node('n2', { labels: { zone: 'a' }, devices: [] }), node('n3')],
  });
  expect(of(said, 'web')).toMatchObject({
    lease: 'cilium-l2announce-default-web',
    candidates: [
      { node: 'n1', policies: ['all'], announces: [{ ip: '10.0.0.5', interface: 'eth0' }] },
      { node: 'n2', policies: ['all'], announces: [] },
    ],
    announced: ['10.0.0.5'],
  });
  expect(said.policies[0]).toMatchObject({
    nodes: [{ node: 'n1' }, { node: 'n2', interfaces: [] }],
    services: ['default/web'],
  });
  expect(said.mostLeases).toBe(1);
});

test('announces the addresses that LB-IPAM would give', () => {
  const services = inputs(service('web', { ips: '10.0.0.9' }));
  const allocation = allocate([...inputs(pool('a', ['10.0.0.0/24'])), ...services]);
  const said = announcements({ policies: [policy('all')], services, nodes: [node('n1')], allocation });
  expect(of(said, 'web').announced).toEqual(['10.0.0.9']);
});

test.each([
  ['1.20.1', undefined, 'drops', ['n1', 'n2']],
  ['1.20.2', undefined, 'needs-backend', ['n2']],
  ['1.20.1', 'Gateway' as const, 'drops', ['n1', 'n2']],
  ['1.20.2', 'Gateway' as const, 'nobody', []],
  ['1.19', undefined, 'drops', ['n1', 'n2']],
])('Local traffic policy in %s, origin %s: %s', (version, origin, means, candidates) => {
  const said = announcements(
    {
      policies: [policy('all')],
      services: [{ manifest: addressed('web', { externalTrafficPolicy: 'Local' }), origin }],
      nodes: [node('n1', { backends: [] }), node('n2', { backends: ['default/web'] })],
    },
    { version },
  );
  expect(of(said, 'web').localTraffic).toBe(means);
  expect(of(said, 'web').candidates.map((each) => each.node)).toEqual(candidates);
});

test('a Service of a foreign class is announced after a restart alone', () => {
  const said = announcements({
    policies: [policy('all')],
    services: inputs(addressed('web', { loadBalancerClass: 'example.com/lb' })),
    nodes: [node('n1')],
  });
  // The Service event at the start drops it, the policy event after it takes it.
  expect(of(said, 'web')).toMatchObject({ foreignClass: true, onlyAfterRestart: ['n1'] });
});

test('two Services whose names run together have one lease', () => {
  const [one, two] = [addressed('b-c'), addressed('c')];
  one.metadata.namespace = 'a';
  two.metadata.namespace = 'a-b';
  const said = announcements({ policies: [policy('all')], services: inputs(one, two), nodes: [] });
  expect(said.services.map(({ leaseSharedWith }) => leaseSharedWith)).toEqual([['a-b/c'], ['a/b-c']]);
});

test.each([
  [
    { nodeSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] }, interfaces: ['*'] },
    'io.cilium/bad-node-selector',
  ],
  [{ interfaces: ['^eth0$', '*'], serviceSelector: { matchLabels: { 'a b': 'c' } } }, 'io.cilium/bad-interface-regex'],
  [{ serviceSelector: { matchLabels: { 'a b': 'c' } } }, 'io.cilium/bad-service-selector'],
  [{}, undefined],
])('a policy that cannot be read is absent, by its first problem: %j', (spec, problem) => {
  const said = announcements({
    policies: [policy('all', spec)],
    services: inputs(addressed('web')),
    nodes: [node('n1')],
  });
  expect(said.policies[0]!.problem).toBe(problem);
  expect(of(said, 'web').candidates).toHaveLength(problem === undefined ? 1 : 0);
  expect(of(said, 'web').takenBy).toEqual(problem === undefined ? ['all'] : []);
});

test('IPv6 is announced in 1.18, but nobody answers', () => {
  const input = { policies: [policy('all')], services: inputs(addressed('web', {}, 'fd00::5')), nodes: [node('n1')] };
  expect(of(announcements(input, { version: '1.18', ipv6: true }), 'web').unanswered).toEqual(['fd00::5']);
  expect(of(announcements(input, { version: '1.19', ipv6: true }), 'web').unanswered).toEqual([]);
});

test('says without any node which policies would take a Service that has no address yet', () => {
  const policies = [
    policy('lb'),
    policy('external', { loadBalancerIPs: false, externalIPs: true }),
    policy('none', { loadBalancerIPs: false }),
  ];
  const said = announcements({ policies, services: inputs(service('web')), nodes: [] });
  expect(of(said, 'web').takenBy).toEqual(['lb']);
  expect(said.policies.map((each) => [each.policy.name, each.announcesNothing])).toEqual([
    ['external', false],
    ['lb', false],
    ['none', true],
  ]);
});
