// One policy for every way to write a rule: what all judges must take.
import { ApiObject, App } from 'cdk8s';
import { POLICY_FIELDS } from '../../lib/catalogue/policy-fields';
import { isIn } from '../../lib/catalogue/span';
import { Protocol } from '../../lib/net';
import {
  CiliumCidrGroup,
  CiliumClusterwidePolicy,
  CiliumPolicy,
  ClusterDnsPolicy,
  DefaultDeny,
  AuthenticationMode,
  DnsRule,
  Entity,
  HeaderMatch,
  HeaderMismatch,
  HttpRule,
  IcmpType,
  IpProtocol,
  LabelExpression,
  Peer,
  PolicyBase,
  PolicyBaseProps,
  Port,
  SecretReference,
  Subject,
} from '../../lib/policy';
import { buildShop } from './shop';

const EXPRESSIONS = [
  LabelExpression.in('tier', 'web', 'api'),
  LabelExpression.notIn('track', 'canary'),
  LabelExpression.exists('release'),
  LabelExpression.doesNotExist('legacy'),
];
const SECRET = SecretReference.of('shop-tls', 'shop');

/** Entities that a minor knows. */
function entities(minor: string): Entity[] {
  return Object.values(Entity).filter(
    (entity) => entity !== Entity.CLUSTER_MESH || isIn(minor, POLICY_FIELDS.clusterMesh),
  );
}

/** Protocols without ports that a minor knows. */
function protocols(minor: string): IpProtocol[] {
  const early = [IpProtocol.VRRP, IpProtocol.IGMP];
  return Object.values(IpProtocol).filter((each) =>
    isIn(minor, early.includes(each) ? POLICY_FIELDS.vrrpIgmp : POLICY_FIELDS.tunnels),
  );
}

/** The shop with the gallery in it: all that the agent of a minor takes. */
export function buildGallery(minor = '1.20'): App {
  const { app, chart, frontend, api, service } = buildShop();
  const outside = new ApiObject(chart, 'outside', {
    apiVersion: 'v1',
    kind: 'Service',
    spec: { ports: [{ port: 80 }] },
  });
  new CiliumCidrGroup(chart, 'partners', { cidrs: ['203.0.113.0/24'], labels: { tier: 'a' } });
  const pods = { subject: Subject.labels({ role: 'gallery', 'k8s:app.kubernetes.io/name': 'x' }) };
  const both = (id: string, props: Partial<PolicyBaseProps>, add: (policy: PolicyBase) => void) => {
    add(new CiliumPolicy(chart, id, { ...pods, ...props }));
    add(new CiliumClusterwidePolicy(chart, `clusterwide-${id}`, { ...pods, ...props }));
  };
  const peers: [string, Peer][] = [
    ['workload', Peer.workload(api)],
    ['labels', Peer.labels({ role: 'a' })],
    ['labels-elsewhere', Peer.labels({ role: 'a' }, 'ops')],
    ['namespace', Peer.namespace('ops')],
    ['namespace-labels', Peer.namespaceLabels({ team: 'red', 'kubernetes.io/metadata.name': 'ops' }, { role: 'a' })],
    ['any-namespace', Peer.anyNamespace()],
    ['any-namespace-labels', Peer.anyNamespace({ role: 'a' })],
    ['service-account', Peer.serviceAccount('robot', 'ops')],
    ...entities(minor).map((entity): [string, Peer] => [`entity-${entity}`, Peer.entity(entity)]),
    ['cidr', Peer.cidr('203.0.113.0/24')],
    ['cidr-except', Peer.cidr('2001:db8::/32', ['2001:db8:1::/48'])],
    ['cidr-group', Peer.cidrGroup('partners')],
    ['cidr-group-except', Peer.cidrGroup('partners', ['203.0.113.0/28'])],
    ['cidr-groups', Peer.cidrGroups({ labels: { tier: 'a' }, except: ['203.0.113.0/28'] })],
    ['cidr-groups-not', Peer.cidrGroups({ expressions: [LabelExpression.notIn('tier', 'a', 'b')] })],
    ['nodes', Peer.nodes({ 'node-role.kubernetes.io/worker': '' })],
    ['nodes-expressions', Peer.nodes({}, LabelExpression.in('zone', 'a', 'b'), LabelExpression.exists('rack'))],
    ['service', Peer.service(service)],
    ['pods-expressions', Peer.pods({ labels: { role: 'a' }, expressions: EXPRESSIONS })],
    ['pods-namespaces', Peer.pods({ namespaces: ['ops', 'shop'] })],
    ['pods-except', Peer.pods({ exceptNamespaces: ['kube-system'] })],
    [
      'pods-namespace-expressions',
      Peer.pods({ namespaceExpressions: [LabelExpression.notIn('team', 'red')], labels: { role: 'a' } }),
    ],
    ['pods-namespace-labels', Peer.pods({ namespaceLabels: { team: 'red' }, namespaceExpressions: EXPRESSIONS })],
    ['pods-accounts', Peer.pods({ serviceAccounts: ['robot', 'human'], namespaces: ['ops'] })],
    ['pods-cluster', Peer.pods({ clusters: ['east'], labels: { role: 'a' } })],
    ['pods-clusters', Peer.pods({ clusters: ['east', 'west'], anyNamespace: true })],
    ['pods-any-cluster', Peer.pods({ anyCluster: true, namespaces: ['ops'] })],
  ];
  for (const [id, peer] of peers) {
    const ports = [
      Port.tcp(80),
      Port.range(Protocol.UDP, 100, 200),
      Port.all(Protocol.SCTP),
      Port.named(Protocol.ANY, 'http'),
    ];
    new CiliumPolicy(chart, `peer-${id}`, pods)
      .allowFrom(peer)
      .allowTo(peer, ...ports)
      .denyFrom(peer, Port.tcp(1))
      .denyTo(peer);
    new CiliumClusterwidePolicy(chart, `clusterwide-${id}`, pods)
      .allowFrom(peer, ...ports)
      .allowTo(peer)
      .denyFrom(peer)
      .denyTo(peer, Port.tcp(1));
  }
  for (const [id, peer] of [
    ['named', Peer.serviceNamed('outside', 'ops')],
    ['labelled', Peer.services({ labels: { role: 'a' }, expressions: EXPRESSIONS, namespace: 'ops' })],
    ['anywhere', Peer.services({ expressions: [LabelExpression.exists('role')] })],
    ['without-pods', Peer.service(outside)],
  ] as const)
    both(`services-${id}`, {}, (policy) => policy.allowTo(peer).denyTo(peer, Port.tcp(1)));
  new CiliumPolicy(chart, 'own-namespace', pods).allowFrom(Peer.ownNamespace()).allowTo(Peer.ownNamespace());
  both('proofs', {}, (policy) =>
    policy
      .allowFrom(Peer.workload(api).authenticated(), Port.tcp(1), Port.icmp(IcmpType.ping()))
      .allowTo(Peer.labels({ role: 'a' }).authenticated(AuthenticationMode.DISABLED))
      .allowTo(Peer.labels({ role: 'b' }).authenticated(AuthenticationMode.TEST_ALWAYS_FAIL)),
  );
  if (protocols(minor).length > 0)
    both('portless', {}, (policy) =>
      policy
        .allowFrom(Peer.remoteNode(), ...protocols(minor).map((protocol) => Port.protocol(protocol)))
        .denyTo(Peer.world(), ...protocols(minor).map((protocol) => Port.protocol(protocol))),
    );
  new CiliumPolicy(chart, 'declared-ports', { subject: Subject.workload(api) })
    .allowFrom(Peer.workload(frontend), Port.container(api, 'main').http(HttpRule.get('/')), Port.service(service, 80))
    .allowTo(Peer.service(service), Port.service(service));
  both('headers', {}, (policy) =>
    policy.allowFrom(
      Peer.workload(frontend),
      Port.tcp(80).http(
        HttpRule.of({
          headerMatches: [
            HeaderMatch.value('X-A', 'a'),
            HeaderMatch.secret('X-B', SECRET),
            ...Object.values(HeaderMismatch).map((action) => HeaderMatch.value(`X-${action}`, 'a').onMismatch(action)),
            HeaderMatch.secret('X-C', SECRET).onMismatch(HeaderMismatch.REPLACE),
          ],
        }),
      ),
    ),
  );
  const items = { certificate: 'crt', privateKey: 'key', trustedCa: 'ca' };
  both('tls', { log: 'shop tls', ruleLabels: { team: 'red', app: 'a' } }, (policy) =>
    policy
      .allowTo(
        Peer.fqdn('api.example.com'),
        Port.tcp(443)
          .terminatingTls(SECRET, items)
          .originatingTls(SECRET, items)
          .serverNames('api.example.com')
          .http(HttpRule.get('/')),
      )
      .allowTo(Peer.labels({ role: 'a' }), Port.tcp(444).terminatingTls(SECRET).originatingTls(SECRET))
      .allowFrom(Peer.labels({ role: 'a' }), Port.tcp(445).terminatingTls(SECRET, items).originatingTls(SECRET, items))
      .allowFrom(Peer.labels({ role: 'b' }), Port.tcp(446).serverNames('api.example.com')),
  );
  both('listeners', {}, (policy) =>
    policy
      .allowTo(Peer.world(), Port.tcp(80).listener('web', { envoyConfig: 'shop' }))
      .allowTo(Peer.world(), Port.tcp(81).listener('all', { envoyConfig: 'all', clusterwide: true, priority: 7 })),
  );
  new CiliumPolicy(chart, 'subject-pods', {
    subject: Subject.pods({ expressions: EXPRESSIONS, serviceAccounts: ['robot'], namespaces: ['ops'] }),
  }).allowFrom(Peer.host());
  for (const [id, subject] of [
    ['namespaces', Subject.pods({ namespaces: ['ops', 'shop'], labels: { role: 'a' } })],
    ['except', Subject.pods({ exceptNamespaces: ['kube-system'] })],
    ['labels', Subject.pods({ namespaceLabels: { team: 'red' }, serviceAccounts: ['a', 'b'] })],
    ['nodes', Subject.nodes({ zone: 'a' }, LabelExpression.notIn('rack', 'r1'))],
  ] as const)
    new CiliumClusterwidePolicy(chart, `subject-${id}`, { subject, defaultDeny: DefaultDeny.NONE, log: 'why' })
      .allowFrom(Peer.cluster())
      .denyFrom(Peer.labels({ role: 'x' }, 'ops'));
  both('names', {}, (policy) =>
    policy
      .allowTo(Peer.fqdn('api.example.com'), Port.tcp(443))
      .allowTo(Peer.fqdnPattern('**.example.org'))
      .allowTo(Peer.fqdnPattern('*')),
  );
  new CiliumPolicy(chart, 'many-ports', pods).allowFrom(
    Peer.world(),
    ...Array.from({ length: 81 }, (_, i) => Port.tcp(1000 + i)),
  );
  both('contents', { description: 'why' }, (policy) =>
    policy
      .allowFrom(
        Peer.workload(frontend),
        Port.tcp(9000).http(
          HttpRule.get('/v1/.*'),
          HttpRule.of({
            method: 'POST|PUT',
            path: '/v2/[a-z]+',
            host: 'api\\.example\\.com',
            headers: ['X-Token', 'X-Kind: a'],
          }),
        ),
      )
      .allowFrom(Peer.host(), Port.icmp(IcmpType.ping(), IcmpType.v4(3), IcmpType.v6(1)), Port.any(7))
      .denyFrom(Peer.world(), Port.icmp(IcmpType.ping()), Port.tcp(7))
      .allowTo(
        Peer.namespace('kube-system'),
        Port.udp(53).dns(DnsRule.name('example.com'), DnsRule.pattern('*.example.com'), DnsRule.any()),
      )
      .allowTo(Peer.world(), Port.tcp(443).serverNames('api.example.com', '*.example.org'), Port.tcp(8443))
      .allowTo(
        Peer.world(),
        Port.tcp(80).http(HttpRule.get('/')),
        Port.icmp(IcmpType.ping()),
        Port.range(Protocol.TCP, 90, 95),
      )
      .allowFrom(Peer.labels({ role: 'c' }), Port.range(Protocol.TCP, 90, 95))
      .allowTo(
        Peer.labels({ role: 'a' }),
        Port.tcp(81).http(
          HttpRule.of({
            method: 'GET',
            path: '/',
            host: 'a',
            headers: ['X'],
            headerMatches: [
              HeaderMatch.secret('X', SECRET).onMismatch(HeaderMismatch.LOG),
              HeaderMatch.value('Y', 'a'),
            ],
          }),
        ),
      )
      .denyTo(Peer.world(), Port.icmp(IcmpType.ping()), Port.range(Protocol.TCP, 7, 9))
      .denyFrom(Peer.labels({ role: 'a' }), Port.range(Protocol.TCP, 7, 9)),
  );
  for (const deny of Object.values(DefaultDeny)) {
    new CiliumPolicy(chart, `default-deny-${deny}`, { ...pods, defaultDeny: deny, description: 'why' }).allowFrom(
      Peer.host(),
      Port.tcp(1),
    );
    new CiliumClusterwidePolicy(chart, `everything-${deny}`, {
      subject: Subject.everything(),
      defaultDeny: deny,
    }).allowTo(Peer.kubeApiServer(), Port.tcp(6443));
    new CiliumClusterwidePolicy(chart, `nodes-${deny}`, { subject: Subject.nodes({}), defaultDeny: deny })
      .allowFrom(Peer.cluster())
      .allowTo(Peer.world(), Port.udp(53).dns(DnsRule.any()));
  }
  new CiliumPolicy(chart, 'additive-names', { ...pods, defaultDeny: DefaultDeny.NONE }).allowTo(
    Peer.fqdn('api.example.com'),
  );
  new CiliumPolicy(chart, 'raw', {
    ...pods,
    rawIngress: [
      {
        fromEndpoints: [{}],
        toPorts: [
          {
            ports: [{ port: '80', protocol: 'TCP' }],
            rules: { http: [{ headerMatches: [{ name: 'X', value: 'y', mismatch: 'LOG' }] }] },
          },
        ],
      },
    ],
    rawEgress: [{ toServices: [{ k8sService: { serviceName: 'a', namespace: 'b' } }] }],
    rawIngressDeny: [{ fromEntities: ['world'] }],
    rawEgressDeny: [{ toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }] }],
  });
  new CiliumPolicy(chart, 'elsewhere', { subject: Subject.labels({ app: 'y' }, 'ops') }).allowFrom(
    Peer.ingress(),
    Port.tcp(80),
  );
  new CiliumPolicy(chart, 'elsewhere-too', {
    subject: Subject.labels({ app: 'y' }),
    namespace: 'ops',
    defaultDeny: DefaultDeny.NONE,
  }).allowFrom(Peer.ingress(), Port.tcp(80));
  new CiliumClusterwidePolicy(chart, 'one-namespace', { subject: Subject.namespace('ops') }).allowFrom(
    Peer.labels({ role: 'a' }),
  );
  new CiliumClusterwidePolicy(chart, 'one-workload', { subject: Subject.workload(api) }).allowFrom(
    Peer.workload(frontend),
  );
  new ClusterDnsPolicy(chart, 'cluster-dns');
  new ClusterDnsPolicy(chart, 'cluster-dns-seen', { rules: [DnsRule.any()] });
  return app;
}
