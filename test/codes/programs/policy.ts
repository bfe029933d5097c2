// Policies.
import { ApiObject, Chart } from 'cdk8s';
import { Protocol } from '../../../lib/net';
import {
  CiliumClusterwidePolicy,
  CiliumEgressGatewayPolicy,
  CiliumEnvoyConfig,
  CiliumLocalRedirectPolicy,
  CiliumNodeConfig,
  CiliumPolicy,
  CiliumPolicyProps,
  DefaultDeny,
  DenyAllPolicy,
  DnsRule,
  Entity,
  HttpRule,
  IcmpType,
  IpProtocol,
  KubernetesPolicy,
  LabelExpression,
  NamespacePolicies,
  Peer,
  Port,
  Policies,
  Subject,
  TalosHostFirewall,
} from '../../../lib/policy';
import { deployment, newChart } from '../../policy/shop';
import { Example } from './example';

const pods = { subject: Subject.labels({ app: 'web' }) };
const policy = (props: Partial<CiliumPolicyProps> = {}) => new CiliumPolicy(newChart(), 'web', { ...pods, ...props });
const denyAll = (ingress: unknown) => {
  const made = new DenyAllPolicy(newChart(), 'deny');
  made.override('spec.ingress', ingress);
  return made._findings();
};

/** The findings of a policy about a Deployment with these labels. */
function aboutPods(labels: Record<string, string>): unknown {
  const chart = newChart();
  const object = new ApiObject(chart, 'api', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec: { template: { metadata: { labels }, spec: { containers: [] } } },
  });
  return policyAbout(chart, object)._findings();
}

function policyAbout(chart: Chart, workload: ApiObject): CiliumPolicy {
  return new CiliumPolicy(chart, 'p', { subject: Subject.workload(workload) }).allowFrom(Peer.cluster());
}

/** Two connections between pairs of workloads, the second pair in charts of these names. */
function connectTwice(first: string, second: string): unknown {
  const chart = newChart();
  const to = deployment(chart, 'api', 9000);
  for (const id of [first, second]) Policies.connect(deployment(chart, id, 8080), to, Port.tcp(9000));
  return [];
}

/** The findings of a policy about the port of a Deployment with this name. */
function throughPort(name: string): unknown {
  const chart = newChart();
  const api = deployment(chart, 'api', 9000);
  return new CiliumPolicy(chart, 'p', { subject: Subject.workload(api) })
    .allowFrom(Peer.host(), Port.container(api, name))
    ._findings();
}

const kubernetes = () => new KubernetesPolicy(newChart(), 'web', { subject: Subject.labels({ app: 'web' }) });
const gateway = () =>
  new ApiObject(newChart(), 'public', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' });
const egressGateway = (nodeLabels: Record<string, string>) =>
  new CiliumEgressGatewayPolicy(newChart(), 'office', {
    subjects: [{ labels: { app: 'crawler' } }],
    destinations: ['0.0.0.0/0'],
    gateways: [{ nodeLabels }],
  });
const redirect = (protocol: Protocol) =>
  new CiliumLocalRedirectPolicy(newChart(), 'dns', {
    address: '169.254.1.1',
    ports: [{ port: 53, protocol }],
    backendLabels: { app: 'dns' },
  });

export const POLICY_EXAMPLES: readonly Example[] = [
  { code: 'policy/subject', bad: () => policy({ subject: Subject.nodes({}) }), good: () => policy() },
  {
    code: 'policy/clusterwide-default-deny',
    bad: () => new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.everything() }),
    good: () =>
      new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.everything(), defaultDeny: DefaultDeny.NONE }),
  },
  {
    code: 'policy/namespace',
    bad: () => policy({ subject: Subject.labels({ app: 'web' }, 'ops'), namespace: 'shop' }),
    good: () => policy({ subject: Subject.labels({ app: 'web' }, 'ops') }),
  },
  { code: 'policy/denies-nothing', bad: () => denyAll([]), good: () => denyAll([{ fromEntities: ['host'] }]) },
  {
    code: 'policy/dns-name',
    bad: () => Peer.fqdn('https://api.example.com'),
    good: () => Peer.fqdn('api.example.com'),
  },
  { code: 'policy/http-rule', bad: () => HttpRule.get('v1/.*'), good: () => HttpRule.get('/v1/.*') },
  { code: 'policy/icmp', bad: () => IcmpType.v4(300), good: () => IcmpType.v4(8) },
  { code: 'policy/empty-selector', bad: () => Peer.labels({}), good: () => Peer.labels({ app: 'web' }) },
  {
    code: 'policy/filtered-label',
    bad: () => Subject.labels({ 'pod-template-hash': 'abc' }),
    good: () => Subject.labels({ app: 'web' }),
  },
  {
    code: 'policy/label-source',
    bad: () => Subject.labels({ 'kubernetes:app': 'a' }),
    good: () => Subject.labels({ 'k8s:app': 'a' }),
  },
  { code: 'policy/entity', bad: () => Peer.entity('wrold' as Entity), good: () => Peer.entity(Entity.WORLD) },
  {
    code: 'policy/cidr-except',
    bad: () => Peer.cidr('10.0.0.0/8', ['11.0.0.0/16']),
    good: () => Peer.cidr('10.0.0.0/8', ['10.1.0.0/16']),
  },
  {
    code: 'policy/dns-in-cluster',
    bad: () => Peer.fqdn('api.shop.svc.cluster.local'),
    good: () => Peer.fqdn('api.example.com'),
  },
  {
    code: 'policy/connect-name',
    bad: () => connectTwice('web.x', 'web-x'),
    good: () => connectTwice('web', 'admin'),
  },
  {
    code: 'policy/fqdn-direction',
    bad: () => policy().allowFrom(Peer.fqdn('api.example.com')),
    good: () => policy().allowTo(Peer.fqdn('api.example.com'), Port.tcp(443)),
  },
  {
    code: 'policy/empty-list',
    bad: () => policy().allowTo(Peer.host(), Port.udp(53).dns()),
    good: () => policy().allowTo(Peer.host(), Port.udp(53).dns(DnsRule.any())),
  },
  {
    code: 'policy/port-contents',
    bad: () => policy().denyTo(Peer.host(), Port.tcp(80).http(HttpRule.get('/'))),
    good: () => policy().allowTo(Peer.host(), Port.tcp(80).http(HttpRule.get('/'))),
  },
  { code: 'policy/workload-labels', bad: () => aboutPods({}), good: () => aboutPods({ app: 'api' }) },
  {
    code: 'policy/pods',
    bad: () => Peer.pods({ namespaces: ['ops'], anyNamespace: true }),
    good: () => Peer.pods({ namespaces: ['ops'] }),
  },
  {
    code: 'policy/group-selector',
    bad: () => Peer.cidrGroups({ expressions: [LabelExpression.doesNotExist('tier')] }),
    good: () => Peer.cidrGroups({ expressions: [LabelExpression.exists('tier')] }),
  },
  {
    code: 'policy/protocol',
    bad: () => Port.protocol('OSPF' as IpProtocol),
    good: () => Port.protocol(IpProtocol.VRRP),
  },
  {
    code: 'policy/listener',
    bad: () => Port.tcp(80).listener('web', { envoyConfig: 'shop', priority: 0 }),
    good: () => Port.tcp(80).listener('web', { envoyConfig: 'shop' }),
  },
  {
    code: 'policy/service-direction',
    bad: () => policy().allowFrom(Peer.serviceNamed('api', 'shop')),
    good: () => policy().allowTo(Peer.serviceNamed('api', 'shop')),
  },
  {
    code: 'policy/deny-authentication',
    bad: () => policy().denyFrom(Peer.host().authenticated()),
    good: () => policy().allowFrom(Peer.host().authenticated()),
  },
  { code: 'policy/port-undeclared', bad: () => throughPort('web'), good: () => throughPort('main') },
  {
    code: 'policy/connect-party',
    bad: () => Policies.connectAll([{ from: deployment(newChart(), 'api', 9000) }]),
    good: () => Policies.connectAll([{ from: deployment(newChart(), 'api', 9000), toNames: ['api.example.com'] }]),
  },
  {
    code: 'policy/gateway',
    bad: () => NamespacePolicies.of(newChart()).fromGateway(deployment(newChart(), 'api', 9000)),
    good: () => NamespacePolicies.of(newChart()).fromGateway(gateway()),
  },
  {
    code: 'policy/kubernetes-narrower',
    bad: () => kubernetes().allowTo(Peer.fqdn('api.example.com'))._findings(),
    good: () => kubernetes().allowTo(Peer.cidr('203.0.113.0/24'))._findings(),
  },
  {
    code: 'policy/kubernetes-differs',
    bad: () => kubernetes().denyTo(Peer.world())._findings(),
    good: () => kubernetes().allowTo(Peer.ownNamespace())._findings(),
  },
  { code: 'policy/egress-gateway', bad: () => egressGateway({}), good: () => egressGateway({ 'egress-node': 'true' }) },
  {
    code: 'policy/local-redirect',
    bad: () => redirect(Protocol.SCTP),
    good: () => redirect(Protocol.UDP),
  },
  {
    code: 'policy/envoy-resource',
    bad: () => new CiliumEnvoyConfig(newChart(), 'envoy', { resources: [{ name: 'web' }] }),
    good: () => new CiliumEnvoyConfig(newChart(), 'envoy', { resources: [{ '@type': 'type.googleapis.com/a.B' }] }),
  },
  {
    code: 'policy/node-config',
    bad: () => new CiliumNodeConfig(newChart(), 'uplinks', { options: { devices: 'enp1s0' } }),
    good: () => new CiliumNodeConfig(newChart(), 'uplinks', { nodeLabels: { a: 'b' }, options: { devices: 'enp1s0' } }),
  },
  {
    code: 'policy/host-lock-out',
    bad: () => new TalosHostFirewall(newChart(), 'firewall', { operators: [], nodeNetworks: ['192.168.70.0/24'] }),
    good: () =>
      new TalosHostFirewall(newChart(), 'firewall', {
        operators: ['192.168.1.0/24'],
        nodeNetworks: ['192.168.70.0/24'],
      }),
  },
];
