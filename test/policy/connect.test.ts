// Policies.connect and its table: which objects stand for which ends, what they let pass, and how little one line more changes.
import { ApiObject } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { Endpoint, Reachability } from '../../lib';
import '../../lib/jest';
import { Connection, HttpRule, NamespacePolicies, Policies, Port, SecretReference } from '../../lib/policy';
import { deployment, newApp, newChart, policiesOf, specOf } from './shop';

/** A shop under default deny, a Service with a named port, a second namespace, a Gateway. */
function town() {
  const app = newApp();
  const [shop, billing] = [newChart('shop', app), newChart('billing', app)];
  for (const chart of [shop, billing]) NamespacePolicies.of(chart).defaultDeny();
  const [frontend, api] = [deployment(shop, 'frontend', 8080), deployment(shop, 'api', 9000)];
  const upstream = deployment(billing, 'upstream', 8443);
  const service = new ApiObject(billing, 'ledger', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'ledger' },
    spec: {
      selector: upstream.matchLabels,
      ports: [{ name: 'https', port: 443, targetPort: 'main' }],
    },
  });
  const gateway = new ApiObject(shop, 'public', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public' },
    spec: { gatewayClassName: 'cilium', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  });
  return { app, shop, billing, frontend, api, upstream, service, gateway };
}

const at = Endpoint.workload.bind(Endpoint);
const namesOf = (app: ReturnType<typeof newApp>) =>
  policiesOf(app)
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .filter((name) => !name.endsWith('default-deny'))
    .sort();

test('a connection to a Service opens the container ports that it leads to, a named one by its number', () => {
  const { app, api, upstream, service } = town();
  const { egress, ingress } = Policies.connect(api, service);
  expect(namesOf(app)).toEqual(['billing/ledger-from-api.shop', 'shop/api-to-ledger.billing']);
  expect(specOf(egress!).egress[0].toPorts).toEqual([{ ports: [{ port: '8443', protocol: 'TCP' }] }]);
  expect(specOf(ingress!).ingress[0].toPorts).toEqual([{ ports: [{ port: '8443', protocol: 'TCP' }] }]);
  const reach = Reachability.of(app);
  expect(reach).toAllow(at(api), at(upstream), Port.tcp(8443));
  expect(reach).toDeny(at(api), at(upstream), Port.tcp(443));
});

test('a number beside a Service is one of its ports, with the contents that pass there', () => {
  const { frontend, service } = town();
  const { ingress } = Policies.connect(frontend, service, Port.tcp(443).http(HttpRule.get('/')));
  expect(specOf(ingress!).ingress[0].toPorts).toEqual([
    { ports: [{ port: '8443', protocol: 'TCP' }], rules: { http: [{ method: 'GET', path: '/' }] } },
  ]);
  const wrong = Policies.connect(frontend, service, Port.tcp(80)).ingress!;
  expect(wrong._findings().map(({ code, problem }) => `${code}: ${problem}`)).toEqual([
    'policy/port-undeclared: Service "ledger" has no port 80',
  ]);
});

test('a Service without ports opens nothing, although no port would mean all', () => {
  const { shop, frontend, api } = town();
  const bare = new ApiObject(shop, 'bare', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'bare' },
    spec: { selector: api.matchLabels },
  });
  const { egress } = Policies.connect(frontend, bare);
  expect(specOf(egress!).egress).toBeUndefined();
  expect(egress!._findings().map(({ code }) => code)).toEqual(['policy/port-undeclared']);
});

test('a Gateway connects as the proxy, and has no policy of its own', () => {
  const { app, gateway, frontend } = town();
  const { egress, ingress } = Policies.connect(gateway, frontend, Port.tcp(8080));
  expect([egress, ingress?.node.id]).toEqual([undefined, 'frontend-from-public']);
  const reach = Reachability.of(app);
  expect(reach).toAllow(Endpoint.ingress(), at(frontend), Port.tcp(8080));
  expect(reach).toDeny(Endpoint.ingress(), at(frontend), Port.tcp(9090));
  const back = Policies.connect(frontend, gateway);
  expect(back.ingress).toBeUndefined();
  expect(specOf(back.egress!).egress).toEqual([{ toEntities: ['ingress'] }]);
});

test('names outside of the cluster share one object a workload', () => {
  const { app, api } = town();
  Policies.connectToNames(api, ['api.stripe.com'], Port.tcp(443));
  Policies.connectToNames(api, ['*.example.com'], Port.tcp(8443));
  expect(namesOf(app)).toEqual(['shop/api-to-world']);
  const reach = Reachability.of(app);
  expect(reach).toAllow(at(api), Endpoint.name('api.stripe.com'), Port.tcp(443));
  expect(reach).toDeny(at(api), Endpoint.name('api.stripe.com'), Port.tcp(8443));
  expect(reach).toAllow(at(api), Endpoint.name('a.example.com'), Port.tcp(8443));
  expect(reach).toDeny(at(api), Endpoint.name('a.example.org'), Port.tcp(8443));
});

test('what ends TLS looks inside where the connection leaves, and the receiver sees a port', () => {
  const { frontend, api } = town();
  const secret = SecretReference.of('tls', 'shop');
  const port = Port.tcp(443).terminatingTls(secret).originatingTls(secret).http(HttpRule.get('/'));
  const { egress, ingress } = Policies.connect(frontend, api, port);
  expect(Object.keys(specOf(egress!).egress[0].toPorts[0]).sort()).toEqual([
    'originatingTLS',
    'ports',
    'rules',
    'terminatingTLS',
  ]);
  expect(specOf(ingress!).ingress[0].toPorts).toEqual([{ ports: [{ port: '443', protocol: 'TCP' }] }]);
});

test('a table writes the same objects in any order, and a line more is an object more on each side', () => {
  const build = (lines: (parts: ReturnType<typeof town>) => Connection[]) => {
    const parts = town();
    Policies.connectAll(lines(parts));
    return Object.fromEntries(
      policiesOf(parts.app).map((manifest) => [`${manifest.metadata.namespace}/${manifest.metadata.name}`, manifest]),
    );
  };
  const table = ({ gateway, frontend, api, service }: ReturnType<typeof town>): Connection[] => [
    { from: gateway, to: frontend, ports: [Port.tcp(8080)] },
    { from: frontend, to: api, ports: [Port.tcp(9000)] },
    { from: api, to: service },
    { from: api, toNames: ['api.stripe.com'], ports: [Port.tcp(443)] },
  ];
  const before = build(table);
  expect(build((parts) => table(parts).reverse())).toEqual(before);
  const after = build((parts) => [...table(parts), { from: parts.frontend, to: parts.service }]);
  const added = Object.keys(after).filter((name) => !(name in before));
  expect(added.sort()).toEqual(['billing/ledger-from-frontend.shop', 'shop/frontend-to-ledger.billing']);
  expect(Object.fromEntries(Object.entries(after).filter(([name]) => name in before))).toEqual(before);
});

test('a Service of cdk8s-plus is an end like any other', () => {
  const { app, shop, frontend, api } = town();
  Policies.connect(frontend, new Service(shop, 'web', { selector: api, ports: [{ port: 80, targetPort: 9000 }] }));
  expect(Reachability.of(app)).toAllow(at(frontend), at(api), Port.tcp(9000));
});
