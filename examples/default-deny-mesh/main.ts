// Three namespaces under default deny, and the table of all connections that there are: whoever is not in it is denied, which the last lines hold.
import { Chart } from 'cdk8s';
import { Deployment, Namespace, Service } from 'cdk8s-plus-28';
import {
  AllowFromMonitoringPolicy,
  Backend,
  CiliumCidrGroup,
  CiliumInstall,
  CiliumPolicy,
  DefaultDeny,
  Endpoint,
  Gateway,
  GatewayApiCrds,
  GatewayRoute,
  HttpRouteMatch,
  HttpRule,
  Invariant,
  Listener,
  NamespacePolicies,
  NetworkApp,
  Peer,
  Policies,
  Port,
  Subject,
  TalosCluster,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();
new TalosCluster(app, 'home', {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://192.168.70.10:6443',
  nodeSubnets: ['192.168.70.0/24'],
}).addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);

const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium');
new GatewayApiCrds(network, 'gateway-api-crds');
const partners = new CiliumCidrGroup(network, 'partners', { cidrs: ['198.51.100.0/24', '203.0.113.0/24'] });

// ── who runs where ─────────────────────────────────────────────────────────
const namespaceOf = (name: string) => {
  const chart = new Chart(app, name, { namespace: name });
  new Namespace(chart, 'namespace', { metadata: { name } });
  return chart;
};
const [web, orders, data, monitoring] = ['web', 'orders', 'data', 'monitoring'].map(namespaceOf) as [
  Chart,
  Chart,
  Chart,
  Chart,
];
const workload = (chart: Chart, name: string, port: number, labels: { [key: string]: string } = {}) =>
  new Deployment(chart, name, {
    metadata: { name },
    podMetadata: { labels },
    containers: [
      {
        image: `ghcr.io/example/${name}:1.0.0`,
        ports: [
          { name: 'main', number: port },
          { name: 'metrics', number: 9100 },
        ],
      },
    ],
  });
const storefront = workload(web, 'storefront', 8080);
const api = workload(orders, 'api', 9000);
const worker = workload(orders, 'worker', 9001);
const database = workload(data, 'database', 5432);
workload(monitoring, 'prometheus', 9090, { 'app.kubernetes.io/name': 'prometheus' });
const databaseService = new Service(data, 'database-service', {
  metadata: { name: 'database' },
  selector: database,
  ports: [{ port: 5432, targetPort: 5432 }],
});
const gateway = new Gateway(web, 'public', { listeners: [Listener.http('http')] });
new GatewayRoute(web, 'shop', {
  gateway,
  hostnames: ['shop.home.example'],
  matches: [HttpRouteMatch.path('/')],
  backends: [Backend.workload(storefront, 8080)], // opens the storefront for the proxy
});

// ── nothing passes, but names are resolved and metrics are read ────────────
for (const chart of [web, orders, data]) {
  NamespacePolicies.of(chart).defaultDeny().dns();
  new AllowFromMonitoringPolicy(chart, 'scrape', { ports: [Port.tcp(9100)] });
}

// ── every connection that there is ─────────────────────────────────────────
Policies.connectAll([
  { from: storefront, to: api, ports: [Port.tcp(9000).http(HttpRule.get('/v1/.*'))] },
  { from: api, to: databaseService },
  { from: worker, to: databaseService },
  { from: worker, toNames: ['api.stripe.com'], ports: [Port.tcp(443)] },
]);
new CiliumPolicy(orders, 'partners', { subject: Subject.workload(worker), defaultDeny: DefaultDeny.NONE }).allowTo(
  Peer.cidrGroup(partners.groupName, ['203.0.113.0/28']),
  Port.tcp(443),
);

// ── what must stay true, whoever changes the lines above ───────────────────
Invariant.never(data, 'database-is-for-orders', {
  from: [Endpoint.namespace('web'), Endpoint.world(), Endpoint.ingress()],
  to: [Endpoint.workload(database)],
});
Invariant.never(orders, 'api-pays-nobody', {
  from: [Endpoint.workload(api)],
  to: [Endpoint.world()],
});

app.synth();
