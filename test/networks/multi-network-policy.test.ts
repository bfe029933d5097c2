import { ApiObject } from 'cdk8s';
import { Entity, Peer, Port, Subject, DefaultDeny, CiliumPolicy, HttpRule } from '../../lib/policy';
import { Protocol } from '../../lib/net';
import { Ipam, MacvlanNetwork, MultiNetworkPolicy } from '../../lib/networks';
import { Lab, lab, workload } from './helpers';

const lanOf = (own: Lab) => new MacvlanNetwork(own.chart, 'lan', { parent: own.iot, ipam: Ipam.whereabouts() });
const specOf = (policy: MultiNetworkPolicy) => (policy._manifests()[0] as any).spec;

test('says peers and ports of the policy model as NetworkPolicy does, whatever the order of the calls', () => {
  const specs = [false, true].map((turned) => {
    const own = lab();
    const api = workload(own.chart, 'api');
    const policy = new MultiNetworkPolicy(own.chart, 'lan-api', {
      subject: Subject.workload(api),
      networks: [lanOf(own)],
    });
    const calls = [
      () => policy.allowFrom(Peer.workload(workload(own.chart, 'web')), Port.tcp(80), Port.range(Protocol.UDP, 10, 20)),
      () => policy.allowFrom(Peer.labels({ role: 'scraper' }, 'monitoring'), Port.any(9100)),
      () => policy.allowFrom(Peer.namespace('media')),
      () => policy.allowFrom(Peer.anyNamespace()),
      () => policy.allowFrom(Peer.namespaceLabels({ team: 'a' }, { role: 'x' })),
      () => policy.allowTo(Peer.cidr('192.168.40.0/24', ['192.168.40.1/32']), Port.all(Protocol.TCP)),
    ];
    for (const call of turned ? calls.reverse() : calls) call();
    expect(policy._manifests()[0]!.metadata).toEqual({
      name: 'lan-api',
      namespace: 'shop',
      annotations: { 'k8s.v1.cni.cncf.io/policy-for': 'shop/lan' },
    });
    return specOf(policy);
  });
  expect(specs[1]).toEqual(specs[0]);
  expect(specs[0].podSelector).toEqual({ matchLabels: { app: 'api' } });
  expect(specs[0].policyTypes).toEqual(['Ingress', 'Egress']);
  expect(specs[0].ingress).toHaveLength(5);
  expect(specs[0].ingress).toEqual(
    expect.arrayContaining([
      {
        from: [{ podSelector: { matchLabels: { app: 'web' } } }],
        ports: [
          { protocol: 'TCP', port: 80 },
          { protocol: 'UDP', port: 10, endPort: 20 },
        ],
      },
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { role: 'scraper' } },
          },
        ],
        ports: ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, port: 9100 })),
      },
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'media' } } }] },
      { from: [{ namespaceSelector: {} }] },
      {
        from: [
          {
            namespaceSelector: { matchLabels: { team: 'a' } },
            podSelector: { matchLabels: { role: 'x' } },
          },
        ],
      },
    ]),
  );
  expect(specs[0].egress).toEqual([
    { to: [{ ipBlock: { cidr: '192.168.40.0/24', except: ['192.168.40.1/32'] } }], ports: [{ protocol: 'TCP' }] },
  ]);
});

test('denies both directions without rules, and those that it names', () => {
  const types = (defaultDeny?: DefaultDeny) => {
    const own = lab();
    const policy = new MultiNetworkPolicy(own.chart, 'p', {
      subject: Subject.namespace(),
      networks: [lanOf(own)],
      defaultDeny,
    });
    expect(specOf(policy).podSelector).toEqual({});
    return specOf(policy).policyTypes;
  };
  expect(types()).toEqual(['Ingress', 'Egress']);
  expect(types(DefaultDeny.INGRESS)).toEqual(['Ingress']);
});

test.each<[string, (policy: MultiNetworkPolicy) => unknown, string]>([
  ['an entity', (policy) => policy.allowFrom(Peer.entity(Entity.HOST)), 'network/policy-peer'],
  ['a name', (policy) => policy.allowTo(Peer.fqdn('example.com')), 'network/policy-peer'],
  ['a service account', (policy) => policy.allowFrom(Peer.serviceAccount('x')), 'network/policy-peer'],
  [
    'contents',
    (policy) => policy.allowFrom(Peer.namespace('x'), Port.tcp(80).http(HttpRule.get('/'))),
    'network/policy-port',
  ],
])('refuses %s, which NetworkPolicy cannot say', (_what, act, code) => {
  const own = lab();
  const policy = new MultiNetworkPolicy(own.chart, 'p', { subject: Subject.namespace(), networks: [lanOf(own)] });
  expect(() => act(policy)).toThrow(expect.objectContaining({ code }));
});

test('pods in default deny on a network are noted, unless a policy holds on it', () => {
  const notes = (policed: boolean) => {
    const own = lab();
    const lan = lanOf(own);
    const api = workload(own.chart, 'api');
    new ApiObject(own.chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    lan.attach(api);
    new CiliumPolicy(own.chart, 'deny', { subject: Subject.namespace(), defaultDeny: DefaultDeny.BOTH });
    if (policed) new MultiNetworkPolicy(own.chart, 'p', { subject: Subject.workload(api), networks: [lan] });
    return own.app
      ._judged()
      .problems.filter(({ code }) => code === 'reach/other-networks')
      .map(({ data }) => data.networks);
  };
  expect(notes(false)).toEqual([['shop/lan']]);
  expect(notes(true)).toEqual([]);
});
