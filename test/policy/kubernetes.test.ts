// NetworkPolicy: what is written, what cannot be said, and that both kinds mean the same where both can say it.
import { Endpoint, Reachability } from '../../lib';
import { Protocol } from '../../lib/net';
import {
  CiliumPolicy,
  DefaultDeny,
  Entity,
  HttpRule,
  IcmpType,
  KubernetesPolicy,
  LabelExpression,
  Peer,
  Port,
  RulesBase,
  Subject,
} from '../../lib/policy';
import { admitted } from '../support/admitted';
import { deployment, newApp, newChart, specOf } from './shop';

const subject = Subject.labels({ 'k8s:role': 'api' });
const policy = () => new KubernetesPolicy(newChart(), 'p', { subject });
const said = (each: RulesBase) =>
  each._findings().map(({ severity, code, problem }) => `${severity} ${code}: ${problem}`);

test('subject, peers and ports are written in the words of Kubernetes', () => {
  const written = new KubernetesPolicy(newChart(), 'p', { subject, description: 'why' })
    .allowFrom(Peer.labels({ 'any:role': 'a' }, 'ops'), Port.tcp(80), Port.range(Protocol.UDP, 100, 200))
    .allowFrom(Peer.world(), Port.named(Protocol.TCP, 'http'))
    .allowTo(Peer.cidr('203.0.113.0/24', ['203.0.113.0/28']), Port.any(7))
    .allowTo(Peer.ownNamespace(), Port.all(Protocol.SCTP))
    .allowTo(Peer.pods({ namespaceExpressions: [LabelExpression.notIn('team', 'red')] }));
  const [manifest] = written._manifests();
  expect(manifest).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'shop', annotations: { 'kubernetes.io/description': 'why' } },
    spec: {
      podSelector: { matchLabels: { role: 'api' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }],
          ports: [{ port: 'http', protocol: 'TCP' }],
        },
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } },
              podSelector: { matchLabels: { role: 'a' } },
            },
          ],
          ports: [
            { port: 80, protocol: 'TCP' },
            { port: 100, endPort: 200, protocol: 'UDP' },
          ],
        },
      ],
      egress: [
        {
          ports: [
            { port: 7, protocol: 'TCP' },
            { port: 7, protocol: 'UDP' },
            { port: 7, protocol: 'SCTP' },
          ],
          to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.0/28'] } }],
        },
        { ports: [{ protocol: 'SCTP' }], to: [{ podSelector: {} }] },
        {
          to: [
            {
              namespaceSelector: {
                matchExpressions: [
                  { key: 'kubernetes.io/metadata.name', operator: 'Exists' },
                  { key: 'team', operator: 'NotIn', values: ['red'] },
                ],
              },
            },
          ],
        },
      ],
    },
  });
  expect(admitted(manifest!, '1.20')).toEqual([]);
  expect(said(written)).toEqual([]);
});

test('what it cannot say is left out and told, and the direction stays denied', () => {
  const written = policy()
    .allowTo(Peer.fqdn('api.example.com'), Port.tcp(443))
    .allowFrom(Peer.entity(Entity.REMOTE_NODE))
    .allowFrom(Peer.labels({ role: 'a' }), Port.tcp(80).http(HttpRule.get('/')), Port.icmp(IcmpType.ping()))
    .allowFrom(Peer.pods({ serviceAccounts: ['robot'] }))
    .allowFrom(Peer.labels({ role: 'b' }).authenticated());
  expect(specOf(written)).toEqual({
    podSelector: { matchLabels: { role: 'api' } },
    policyTypes: ['Ingress', 'Egress'],
  });
  expect(said(written)).toEqual(
    [
      'the name api.example.com',
      'the entity remote-node',
      'the contents of port 80/TCP',
      'ICMP',
      'pods by their service account',
      'authentication of the ends',
    ].map(
      (lost) =>
        `warning policy/kubernetes-narrower: a NetworkPolicy cannot say ${lost}: it is left out, and stays denied`,
    ),
  );
});

test('of several ports those that can be said are written, and never one without its contents', () => {
  const written = policy().allowFrom(Peer.labels({ role: 'a' }), Port.tcp(80).http(HttpRule.get('/')), Port.tcp(81));
  expect(specOf(written).ingress).toEqual([
    { from: [{ podSelector: { matchLabels: { role: 'a' } } }], ports: [{ port: 81, protocol: 'TCP' }] },
  ]);
});

test('a deny rule and a default deny that stays off are errors: the object would mean something else', () => {
  const denying = policy().allowFrom(Peer.world()).denyFrom(Peer.cidr('203.0.113.0/24'));
  const additive = new KubernetesPolicy(newChart(), 'p', { subject, defaultDeny: DefaultDeny.NONE }).allowFrom(
    Peer.world(),
  );
  expect(said(denying)).toEqual([
    'error policy/kubernetes-differs: a NetworkPolicy cannot say that traffic to the pods is denied: what other policies allow would pass',
  ]);
  expect(said(additive)).toEqual([
    'error policy/kubernetes-differs: a NetworkPolicy cannot say that nothing is in default deny: what no policy allows would be cut off',
  ]);
});

test('directions without a rule are denied where that is asked for', () => {
  const spec = specOf(
    new KubernetesPolicy(newChart(), 'p', { subject: Subject.namespace(), defaultDeny: DefaultDeny.BOTH }),
  );
  expect(spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

const PEERS: [string, Peer][] = [
  ['labels', Peer.labels({ role: 'a' })],
  ['labels elsewhere', Peer.labels({ role: 'a' }, 'ops')],
  ['own namespace', Peer.ownNamespace()],
  ['namespaces', Peer.pods({ namespaces: ['ops', 'shop'] })],
  ['all but one', Peer.pods({ exceptNamespaces: ['ops'] })],
  ['any namespace', Peer.anyNamespace({ role: 'a' })],
  ['expressions', Peer.pods({ labels: { role: 'a' }, expressions: [LabelExpression.doesNotExist('gone')] })],
  ['world', Peer.world()],
  ['address', Peer.cidr('203.0.113.0/24')],
  ['everybody', Peer.entity(Entity.ALL)],
];

test.each(PEERS)('means under Cilium what a CiliumPolicy means: %s', (_, peer) => {
  const verdicts = [CiliumPolicy, KubernetesPolicy].map((Kind) => {
    const app = newApp();
    const [shop, ops] = [newChart('shop', app), newChart('ops', app)];
    const pods = [shop, ops].flatMap((chart) => ['a', 'b'].map((role) => labelled(chart, role)));
    const api = labelled(shop, 'api');
    new Kind(shop, 'p', { subject: Subject.labels({ role: 'api' }) }).allowFrom(peer, Port.tcp(80)).allowTo(peer);
    const reach = Reachability.of(app);
    const others = [
      ...pods.map((pod) => Endpoint.workload(pod)),
      ...[Endpoint.world('203.0.113.7'), Endpoint.world('198.51.100.7'), Endpoint.remoteNode(), Endpoint.ingress()],
    ];
    return others.flatMap((other) => [
      reach.verdict(other, Endpoint.workload(api), Port.tcp(80)).answer,
      reach.verdict(other, Endpoint.workload(api), Port.tcp(81)).answer,
      reach.verdict(Endpoint.workload(api), other, Port.tcp(80)).answer,
    ]);
  });
  expect(verdicts[1]).toEqual(verdicts[0]);
  expect(new Set(verdicts[0]).size).toBe(2);
});

/** A Deployment whose pods have a role. */
function labelled(chart: ReturnType<typeof newChart>, role: string) {
  const made = deployment(chart, role, 80);
  made.podMetadata.addLabel('role', role);
  return made;
}
