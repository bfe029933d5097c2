// What a policy says about itself once the app is whole.
import { ApiObject } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { CiliumInstall, CiliumVersion } from '../../lib/cilium';
import { TalosCluster, TalosVersion } from '../../lib/cluster';
import { Protocol } from '../../lib/net';
import {
  CiliumCidrGroup,
  CiliumClusterwidePolicy,
  CiliumPolicy,
  ClusterDnsPolicy,
  DefaultDeny,
  DenyAllPolicy,
  DnsRule,
  HttpRule,
  Peer,
  PolicyBase,
  Port,
  Subject,
} from '../../lib/policy';
import { findingsAt, saidAt } from '../support/said';
import { buildGallery } from './gallery';
import { buildShop, deployment, findingsOf, newApp, newChart } from './shop';

const pods = { subject: Subject.labels({ role: 'api' }) };
const said = (policy: PolicyBase) => saidAt(policy).filter((line) => !line.includes('app/'));

test('the shop of guide 002 has no finding', () => {
  expect(findingsOf(buildShop().app)).toEqual([]);
});

test('nothing that the constructs write is an error to the raw checker', () => {
  expect(findingsOf(buildGallery()).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a policy without rules is an error that names the consequence', () => {
  expect(said(new CiliumPolicy(newChart(), 'p', pods))).toEqual([
    'error cilium/no-rules: CiliumNetworkPolicy/shop/p spec: no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
    'error schema/branch: CiliumNetworkPolicy/shop/p spec: none of "ingress", "ingressDeny", "egress", "egressDeny" is set, or not as it must be',
  ]);
  expect(said(new CiliumPolicy(newChart(), 'p', { ...pods, defaultDeny: DefaultDeny.NONE }))[0]).toContain(
    'cilium/no-rules',
  );
});

test('the agent that judges is the one of the app, whatever stands first', () => {
  const raw = { ...pods, rawEgress: [{ toEntities: ['cluster-mesh'] }] };
  const chart = newChart();
  const policy = new CiliumPolicy(chart, 'p', raw);
  new CiliumInstall(chart, 'cilium', { version: CiliumVersion.V1_19 });
  expect(said(policy)).toEqual([
    'error cilium/entity: CiliumNetworkPolicy/shop/p spec.egress[0].toEntities[0]: entity "cluster-mesh", which Cilium knows from 1.20 on',
    'error schema/enum: CiliumNetworkPolicy/shop/p spec.egress[0].toEntities[0]: "cluster-mesh" is none of the known values',
  ]);
  expect(said(new CiliumPolicy(newChart(), 'p', raw))).toEqual([]);
});

test('an override that empties a list is an error', () => {
  const policy = new CiliumPolicy(newChart(), 'p', pods);
  policy.allowFrom(Peer.host());
  policy.override('spec.ingress', []);
  expect(said(policy)).toEqual([
    'error cilium/empty-list: CiliumNetworkPolicy/shop/p spec.ingress: an empty list is no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
  ]);
});

test('a port that no container declares is a warning at the receiver', () => {
  const chart = newChart();
  const api = deployment(chart, 'api', 9000);
  const ingress = new CiliumPolicy(chart, 'in', { subject: Subject.workload(api) });
  ingress.allowFrom(
    Peer.host(),
    Port.tcp(80),
    Port.tcp(9000),
    Port.range(Protocol.TCP, 8999, 9001),
    Port.all(Protocol.ANY),
  );
  const egress = new CiliumPolicy(chart, 'out', pods);
  egress.allowTo(Peer.workload(api), Port.udp(9000));
  const silent = new CiliumPolicy(chart, 'silent', { subject: Subject.workload(deployment(chart, 'undeclared')) });
  silent.allowFrom(Peer.host(), Port.tcp(80));
  expect(said(ingress)).toEqual([
    'warning policy/port-missing: CiliumNetworkPolicy/shop/in spec.ingress[0].toPorts[0].ports[0].port: no container of Deployment/shop/shop-api-c8f8f8d3 declares port 80/TCP, they declare main=9000/TCP',
  ]);
  expect(said(egress)).toEqual([
    'warning policy/port-missing: CiliumNetworkPolicy/shop/out spec.egress[0].toPorts[0].ports[0].port: no container of Deployment/shop/shop-api-c8f8f8d3 declares port 9000/UDP, they declare main=9000/TCP',
  ]);
  expect(said(silent)).toEqual([]);
});

test('a finding can be ignored with a reason', () => {
  const chart = newChart();
  const policy = new CiliumPolicy(chart, 'p', { subject: Subject.workload(deployment(chart, 'api', 9000)) });
  policy.allowFrom(Peer.host(), Port.tcp(80));
  policy.ignore('policy/port-missing', 'a sidecar listens there');
  expect(findingsAt(policy)[0]).toMatchObject({
    code: 'policy/port-missing',
    ignoredBecause: 'a sidecar listens there',
  });
});

test('pods on the host network are an error, as subject and as peer', () => {
  const chart = newChart();
  const agent = new Deployment(chart, 'agent', { containers: [{ image: 'x' }], hostNetwork: true });
  const policy = new CiliumPolicy(chart, 'p', { subject: Subject.workload(agent) });
  policy.allowFrom(Peer.workload(agent));
  expect(said(policy)).toEqual([
    'error policy/host-network: CiliumNetworkPolicy/shop/p spec: Deployment/shop/shop-agent-c8fcec0c shares the network of the node: the policy never applies to them',
    'error policy/host-network: CiliumNetworkPolicy/shop/p spec.ingress[0]: Deployment/shop/shop-agent-c8fcec0c shares the network of the node: the rule never matches them',
    'warning reach/allows-nothing: CiliumNetworkPolicy/shop/p spec.ingress[0]: the rule allows nothing: no pod of shop with an address of its own has the labels that it names',
  ]);
});

test('contents in a policy that denies nothing are a warning, names in a ClusterDnsPolicy too', () => {
  const policy = new CiliumPolicy(newChart(), 'p', { ...pods, defaultDeny: DefaultDeny.NONE });
  policy.allowFrom(Peer.host(), Port.tcp(80).http(HttpRule.get('/')));
  expect(said(policy)).toEqual([
    'warning policy/additive-l7: CiliumNetworkPolicy/shop/p spec.ingress[0]: HTTP rules where ingress is not in default deny: the proxy still refuses what the rule does not name',
  ]);
  expect(said(new ClusterDnsPolicy(newChart(), 'd', { rules: [DnsRule.name('a.example.com')] }))[0]).toContain(
    'warning policy/additive-l7',
  );
  expect(said(new ClusterDnsPolicy(newChart(), 'd', { rules: [DnsRule.any()] }))).toEqual([]);
});

test('a port name in an egress rule is a warning where the agent looks it up in all pods', () => {
  const chart = newChart();
  const policy = new CiliumPolicy(chart, 'p', pods);
  policy
    .allowTo(Peer.labels({ a: 'b' }), Port.named(Protocol.TCP, 'http'))
    .allowFrom(Peer.labels({ a: 'b' }), Port.named(Protocol.TCP, 'http'));
  expect(said(policy)).toEqual([]);
  new CiliumInstall(chart, 'cilium', { version: CiliumVersion.V1_19 });
  expect(said(policy)).toEqual([
    'warning policy/named-port-egress: CiliumNetworkPolicy/shop/p spec.egress[0].toPorts[0].ports[0].port: port name "http" in an egress rule: Cilium 1.19 looks it up in all pods of the cluster, and opens nothing if two numbers carry it',
  ]);
});

test('denying everything in kube-system is a warning', () => {
  expect(said(new DenyAllPolicy(newChart('kube-system'), 'deny'))[0]).toContain(
    'warning policy/deny-kube-system: CiliumNetworkPolicy/kube-system/deny spec.ingress[0]: everything is denied to the DNS service in kube-system',
  );
});

test('an address range inside the cluster is a warning, whatever comes first', () => {
  const app = newApp();
  const policy = new CiliumPolicy(newChart('shop', app), 'p', pods);
  policy
    .allowTo(Peer.cidr('10.244.1.0/24'))
    .allowTo(Peer.cidr('10.0.0.0/8'))
    .allowTo(Peer.cidr('10.96.0.1/32'))
    .allowTo(Peer.cidr('192.168.70.11/32'))
    .allowTo(Peer.cidr('192.168.70.99/32'));
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  cluster.addControlPlanes(['192.168.70.11']);
  expect(said(policy)).toEqual([
    'warning policy/cidr-in-cluster: CiliumNetworkPolicy/shop/p spec.egress[1].toCIDR[0]: toCIDR 10.244.1.0/24 lies in the pod addresses of the cluster home, and a rule by address never matches what is inside of the cluster',
    'warning policy/cidr-in-cluster: CiliumNetworkPolicy/shop/p spec.egress[2].toCIDR[0]: toCIDR 10.96.0.1/32 lies in the service addresses of the cluster home, and a rule by address never matches what is inside of the cluster',
    'warning policy/cidr-in-cluster: CiliumNetworkPolicy/shop/p spec.egress[3].toCIDR[0]: toCIDR 192.168.70.11/32 lies in the node addresses of node controlplane-1, and a rule by address never matches what is inside of the cluster',
  ]);
});

test('names in raw rules without a DNS rule are an error in an app: nothing else can bring one', () => {
  const rawEgress = [{ toFQDNs: [{ matchName: 'a.example.com' }] }];
  expect(said(new CiliumPolicy(newChart(), 'p', { ...pods, rawEgress }))[0]).toContain('error policy/fqdn-without-dns');
  const both = new CiliumPolicy(newChart(), 'p', { ...pods, rawEgress });
  both.allowTo(Peer.fqdn('b.example.com'));
  expect(said(both)).toEqual([]);
});

test('nodes in default deny without their own ports are a warning', () => {
  const subject = Subject.nodes({});
  const shut = new CiliumClusterwidePolicy(newChart(), 'p', { subject, defaultDeny: DefaultDeny.INGRESS });
  shut
    .allowFrom(Peer.cluster(), Port.tcp(10250), Port.udp(8472), Port.tcp(4240))
    .allowFrom(Peer.cidr('192.168.70.0/24'), Port.range(Protocol.TCP, 50000, 50001));
  expect(said(shut)).toEqual([
    'warning policy/host-ports: CiliumClusterwideNetworkPolicy/p spec: the policy puts nodes in default deny, and no rule lets in 6443/TCP (Kubernetes API on control planes), 2379-2380/TCP (etcd between control planes)',
  ]);
  const open = new CiliumClusterwidePolicy(newChart(), 'p', { subject, defaultDeny: DefaultDeny.EGRESS }).allowFrom(
    Peer.cluster(),
    Port.tcp(10250),
  );
  expect(said(open)).toEqual([]);
  expect(
    said(
      new CiliumClusterwidePolicy(newChart(), 'p', { subject, defaultDeny: DefaultDeny.INGRESS }).allowFrom(
        Peer.cluster(),
      ),
    ),
  ).toEqual([]);
});

test('a Service that nobody makes opens its ports to everybody, which is an error in a whole app', () => {
  const chart = newChart();
  const to = (peer: Peer, ...ports: Port[]) =>
    said(new CiliumPolicy(chart, `p${chart.node.children.length}`, pods).allowTo(peer, ...ports)).map(
      (line) => line.split(':')[0],
    );
  const missing = Peer.serviceNamed('nowhere', 'ops');
  expect(to(missing, Port.tcp(80))).toContain('error policy/services-missing');
  expect(to(missing)).not.toContain('error policy/services-missing');
  expect(to(Peer.services({ labels: { tier: 'db' } }), Port.tcp(80))).toContain('error policy/services-missing');
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'there', labels: { tier: 'db' } },
    spec: { selector: { app: 'db' }, ports: [{ port: 80 }] },
  });
  expect(to(Peer.serviceNamed('there', 'shop'), Port.tcp(80))).not.toContain('error policy/services-missing');
  expect(to(Peer.services({ labels: { tier: 'db' } }), Port.tcp(80))).not.toContain('error policy/services-missing');
});

test('a port by a name that no container declares is an error, and stays a name that opens nothing', () => {
  const chart = newChart();
  const api = deployment(chart, 'api', 9000);
  const policy = new CiliumPolicy(chart, 'p', { subject: Subject.workload(api) });
  policy.allowFrom(Peer.host(), Port.container(api, 'web'));
  expect(policy._manifests()[0]).toMatchObject({
    spec: { ingress: [{ toPorts: [{ ports: [{ port: 'web', protocol: 'TCP' }] }] }] },
  });
  expect(said(policy)[0]).toBe('error policy/port-undeclared: no container of shop/api declares a port named "web"');
});

test('a group of addresses that nobody makes is an error where it is to be denied, and a warning where it is to be allowed', () => {
  const chart = newChart();
  const codes = (add: (policy: CiliumPolicy) => CiliumPolicy) =>
    said(add(new CiliumPolicy(chart, `p${chart.node.children.length}`, pods))).map((line) => line.split(':')[0]);
  expect(codes((policy) => policy.denyFrom(Peer.cidrGroup('nowhere')))).toContain('error policy/group-missing');
  expect(codes((policy) => policy.allowFrom(Peer.cidrGroup('nowhere')))).toContain('warning policy/group-missing');
  const { groupName } = new CiliumCidrGroup(chart, 'there', { cidrs: ['203.0.113.0/24'] });
  expect(codes((policy) => policy.denyFrom(Peer.cidrGroup(groupName)))).not.toContain('error policy/group-missing');
});
