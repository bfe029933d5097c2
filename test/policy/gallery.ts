// One policy for every way to write a rule: what all judges must take.
import { App } from 'cdk8s';
import { Protocol } from '../../lib/net';
import {
  CiliumClusterwidePolicy,
  CiliumPolicy,
  ClusterDnsPolicy,
  DefaultDeny,
  DnsRule,
  Entity,
  HttpRule,
  IcmpType,
  Peer,
  Port,
  Subject,
} from '../../lib/policy';
import { buildShop } from './shop';

/** The shop with the gallery in it. */
export function buildGallery(): App {
  const { app, chart, frontend, api } = buildShop();
  const pods = { subject: Subject.labels({ role: 'gallery', 'k8s:app.kubernetes.io/name': 'x' }) };
  const peers: [string, Peer][] = [
    ['workload', Peer.workload(api)],
    ['labels', Peer.labels({ role: 'a' })],
    ['labels-elsewhere', Peer.labels({ role: 'a' }, 'ops')],
    ['namespace', Peer.namespace('ops')],
    ['namespace-labels', Peer.namespaceLabels({ team: 'red', 'kubernetes.io/metadata.name': 'ops' }, { role: 'a' })],
    ['any-namespace', Peer.anyNamespace()],
    ['any-namespace-labels', Peer.anyNamespace({ role: 'a' })],
    ['service-account', Peer.serviceAccount('robot', 'ops')],
    ...Object.values(Entity).map((entity): [string, Peer] => [`entity-${entity}`, Peer.entity(entity)]),
    ['cidr', Peer.cidr('203.0.113.0/24')],
    ['cidr-except', Peer.cidr('2001:db8::/32', ['2001:db8:1::/48'])],
    ['cidr-group', Peer.cidrGroup('partners')],
    ['nodes', Peer.nodes({ 'node-role.kubernetes.io/worker': '' })],
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
  new CiliumPolicy(chart, 'names', pods)
    .allowTo(Peer.fqdn('api.example.com'), Port.tcp(443))
    .allowTo(Peer.fqdnPattern('**.example.org'))
    .allowTo(Peer.fqdnPattern('*'));
  new CiliumPolicy(chart, 'many-ports', pods).allowFrom(
    Peer.world(),
    ...Array.from({ length: 81 }, (_, i) => Port.tcp(1000 + i)),
  );
  new CiliumPolicy(chart, 'contents', pods)
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
    .allowTo(Peer.world(), Port.tcp(443).serverNames('api.example.com', '*.example.org'), Port.tcp(8443));
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
