// The ready-made policies, proven by what the policy engine makes of them: what passes, and above all what does not.
import { ApiObject } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { Endpoint, NetworkApp, Reachability } from '../../lib';
import { CiliumInstall } from '../../lib/cilium';
import '../../lib/jest';
import { Protocol } from '../../lib/net';
import {
  AllowFromMonitoringPolicy,
  ClusterBaselinePolicy,
  DefaultDeny,
  DenyAllPolicy,
  DnsRule,
  NamespacePolicies,
  PolicyMode,
  Port,
} from '../../lib/policy';
import { city } from './city';
import { newApp, policiesOf } from './shop';

const at = (workload: Deployment | ApiObject) => Endpoint.workload(workload);
const [WORLD, INGRESS, API_SERVER] = [Endpoint.world(), Endpoint.ingress(), Endpoint.kubeApiServer()];

test('the default deny of a namespace leaves nothing but the own node, and no other namespace is touched', () => {
  const { app, shop, frontend, api, stranger, other, dns } = city();
  NamespacePolicies.of(shop).defaultDeny();
  const reach = Reachability.of(app);
  for (const from of [at(stranger), at(frontend), WORLD, INGRESS, Endpoint.remoteNode()])
    expect(reach).toDeny(from, at(api), Port.tcp(9000));
  for (const to of [at(stranger), at(frontend), WORLD, API_SERVER, Endpoint.host()])
    expect(reach).toDeny(at(api), to, Port.tcp(443));
  expect(reach).toDeny(at(api), at(dns), Port.udp(53));
  expect(reach).toAllow(Endpoint.host(), at(api), Port.tcp(9000));
  expect(reach).toAllow(at(stranger), at(other), Port.tcp(80));
  expect(reach).toAllow(at(other), WORLD, Port.tcp(443));
});

test('each other method opens what it says and nothing else', () => {
  const { app, shop, frontend, api, stranger, dns, gateway } = city();
  NamespacePolicies.of(shop)
    .defaultDeny()
    .dns()
    .kubeApiServer()
    .fromGateway(gateway, Port.tcp(8080))
    .within()
    .toWorld('api.stripe.com');
  const reach = Reachability.of(app);
  // The proxy looks at the questions to learn addresses, and refuses none.
  for (const port of [Port.udp(53), Port.tcp(53)])
    for (const name of ['api.stripe.com', 'www.example.com', 'api.shop.svc.cluster.local'])
      expect(reach).toAllow(at(api), at(dns), port.dns(DnsRule.name(name)));
  expect(reach).toDeny(at(api), at(dns), Port.tcp(9153));
  expect(reach).toAllow(at(api), API_SERVER, Port.tcp(6443));
  expect(reach).toDeny(at(api), API_SERVER, Port.tcp(10250));
  expect(reach).toDeny(API_SERVER, at(api), Port.tcp(9000));
  expect(reach).toAllow(INGRESS, at(frontend), Port.tcp(8080));
  expect(reach).toDeny(INGRESS, at(api), Port.tcp(9000));
  expect(reach).toDeny(WORLD, at(frontend), Port.tcp(8080));
  expect(reach).toAllow(at(frontend), at(api), Port.tcp(9000));
  expect(reach).toDeny(at(stranger), at(api), Port.tcp(9000));
  expect(reach).toDeny(at(api), at(stranger), Port.tcp(80));
  expect(reach).toAllow(at(api), Endpoint.name('api.stripe.com'), Port.tcp(443));
  expect(reach).toDeny(at(api), Endpoint.name('api.stripe.com'), Port.tcp(80));
  expect(reach).toDeny(at(api), Endpoint.name('www.example.com'), Port.tcp(443));
  expect(reach).toDeny(at(api), Endpoint.world('203.0.113.7'), Port.tcp(443));
});

test('without the default deny none of them denies anything', () => {
  const { app, shop, frontend, api, stranger, gateway } = city();
  NamespacePolicies.of(shop).dns().kubeApiServer().fromGateway(gateway).within().toWorld('api.stripe.com');
  const reach = Reachability.of(app);
  expect(reach).toAllow(at(stranger), at(api), Port.tcp(9000));
  expect(reach).toAllow(WORLD, at(frontend), Port.tcp(8080));
  expect(reach).toAllow(at(api), WORLD, Port.tcp(25));
});

test('one direction of default deny leaves the other open', () => {
  const { app, shop, api, stranger } = city();
  NamespacePolicies.of(shop).defaultDeny(DefaultDeny.INGRESS);
  expect(Reachability.of(app)).toDeny(at(stranger), at(api), Port.tcp(9000));
  expect(Reachability.of(app)).toAllow(at(api), at(stranger), Port.tcp(80));
});

test('the policies of a namespace have stable names, explain themselves, and do not depend on the order of calls', () => {
  const build = (order: number) => {
    const { app, shop, gateway } = city();
    const own = NamespacePolicies.of(shop);
    const calls = [
      () => own.defaultDeny(),
      () => own.toWorld('b.example.com', '*.a.example.com'),
      () => own.dns(),
      () => own.within(),
      () => own.fromGateway(gateway),
      () => own.kubeApiServer(),
    ];
    (order > 0 ? calls : [...calls].reverse()).forEach((call) => call());
    calls.forEach((call) => call());
    expect(NamespacePolicies.of(shop)).toBe(own);
    return app;
  };
  const [first, second] = [build(1), build(-1)].map((app) => policiesOf(app));
  const sorted = (manifests: typeof first) =>
    [...manifests!].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  expect(sorted(second)).toEqual(sorted(first));
  expect(sorted(first).map(({ metadata, spec }) => `${metadata.name}: ${(spec as any).description}`)).toEqual([
    'allow-dns: All pods may ask the DNS service of the cluster; denies nothing.',
    'allow-from-public: The proxy of Gateways may reach all pods; denies nothing.',
    'allow-kube-apiserver: All pods may reach the Kubernetes API; denies nothing.',
    'allow-to-world: All pods may reach these names outside of the cluster; denies nothing.',
    'allow-within-namespace: The pods of the namespace may reach each other; denies nothing.',
    'default-deny: Nothing reaches the pods of the namespace, and they reach nothing, but what other policies allow.',
  ]);
});

test('monitoring reaches the named port of each pod, and only the pods that scrape do', () => {
  const { app, shop, frontend, api, prometheus, grafana } = city();
  new DenyAllPolicy(shop, 'deny');
  new AllowFromMonitoringPolicy(shop, 'scrape', { ports: [Port.named(Protocol.TCP, 'main')] });
  const reach = Reachability.of(app);
  expect(reach).toAllow(at(prometheus), at(api), Port.tcp(9000));
  expect(reach).toAllow(at(prometheus), at(frontend), Port.tcp(8080));
  expect(reach).toDeny(at(prometheus), at(api), Port.tcp(8080));
  expect(reach).toDeny(at(grafana), at(api), Port.tcp(9000));
});

test('monitoring alone denies nothing', () => {
  const { app, shop, api, grafana } = city();
  new AllowFromMonitoringPolicy(shop, 'scrape', { ports: [Port.tcp(9000)] });
  expect(Reachability.of(app)).toAllow(at(grafana), at(api), Port.tcp(9000));
});

test('the baseline denies in all namespaces but those that are excepted, and lets DNS through', () => {
  const { app, shop, frontend, api, stranger, dns, prometheus } = city();
  new ClusterBaselinePolicy(shop, 'baseline', { mode: PolicyMode.ENFORCED, exceptNamespaces: ['monitoring'] });
  const reach = Reachability.of(app);
  for (const [from, to] of [
    [frontend, api],
    [stranger, api],
    [prometheus, api],
  ] as const)
    expect(reach).toDeny(at(from), at(to), Port.tcp(9000));
  for (const from of [WORLD, INGRESS, Endpoint.remoteNode()]) expect(reach).toDeny(from, at(stranger), Port.tcp(80));
  expect(reach).toDeny(at(api), WORLD, Port.tcp(443));
  expect(reach).toAllow(at(stranger), at(dns), Port.udp(53));
  expect(reach).toAllow(at(dns), WORLD, Port.udp(53));
  expect(reach).toAllow(WORLD, at(prometheus), Port.tcp(9090));
  expect(reach).toAllow(WORLD, INGRESS, Port.tcp(80));
});

/** What is said of an app that installs Cilium and has a baseline of this mode. */
function judgedWith(mode: PolicyMode) {
  const app = new NetworkApp({ outdir: newApp().outdir });
  const { shop } = city(app);
  new CiliumInstall(shop, 'cilium', {});
  const baseline = new ClusterBaselinePolicy(shop, 'baseline', { mode });
  return { baseline, codes: app._judged().problems.map(({ level, code }) => `${level} ${code}`) };
}

test('a baseline in audit mode switches the agents to audit, says what that means, and is warned about', () => {
  const { baseline, codes } = judgedWith(PolicyMode.AUDIT);
  expect((baseline._manifests()[0]!.spec as any).description).toBe(
    'Default deny for all namespaces but kube-system, DNS allowed; meant for audit: with policyAuditMode in the values of Cilium nothing is dropped by any policy, only logged as AUDIT; contents that HTTP and DNS rules refuse stay refused.',
  );
  expect(codes).toContain('warning values/policy-audit');
});

test('an enforced baseline asks for no audit', () => {
  expect(judgedWith(PolicyMode.ENFORCED).codes).not.toContain('warning values/policy-audit');
});
