// Addresses that a router learns by BGP, a shared Gateway to which a team adds listeners of its own, gRPC, and three namespaces under default deny
// that call each other.
import { Chart, Duration } from 'cdk8s';
import { Deployment, Namespace } from 'cdk8s-plus-28';
import {
  AllowedListeners,
  Backend,
  BgpAdvertisement,
  BgpControlPlane,
  CertificateIssuer,
  CiliumInstall,
  CiliumVersion,
  Endpoint,
  Gateway,
  GatewayApiCrds,
  GatewayGrpcRoute,
  GatewayRoute,
  GrpcRouteMatch,
  HttpRouteMatch,
  HttpsRedirect,
  Invariant,
  IpRange,
  Listener,
  ListenerSet,
  LoadBalancerIpPool,
  NamespacePolicies,
  NetworkApp,
  NodeSelection,
  Policies,
  Port,
  ServiceSelector,
  TalosCluster,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();
const cluster = new TalosCluster(app, 'rack', {
  talosVersion: TalosVersion.V1_13,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://10.10.0.10:6443',
  nodeSubnets: ['10.10.0.0/24'],
});
cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
cluster.addControlPlanes(['10.10.0.10', '10.10.0.11', '10.10.0.12']);
cluster.addWorkers(['10.10.0.21', '10.10.0.22']);

// ── addresses: a network of their own, which the router learns ─────────────
const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium', { version: CiliumVersion.V1_20, gatewayApi: { alpn: true } }); // ALPN: gRPC over TLS needs HTTP/2
new GatewayApiCrds(network, 'gateway-api-crds');
new LoadBalancerIpPool(network, 'routed', { ranges: [IpRange.of('172.20.10.1', '172.20.10.254')] });
new BgpControlPlane(network, 'bgp', { localAsn: 64512, nodes: NodeSelection.workers() })
  .addPeer('router', {
    address: '10.10.0.1',
    asn: 64500,
    passwordSecret: 'bgp-password',
    gracefulRestart: Duration.seconds(120),
    timers: { hold: Duration.seconds(9), connectRetry: Duration.seconds(5) },
  })
  .advertise(BgpAdvertisement.loadBalancerIps(ServiceSelector.labels({ announce: 'bgp' })));

// ── the shared Gateway, and what the team of the shop adds to it ───────────
new Namespace(network, 'gateway-namespace', { metadata: { name: 'gateway' } });
const gateway = new Gateway(network, 'public', {
  namespace: 'gateway',
  addresses: ['172.20.10.1'],
  infrastructureLabels: { announce: 'bgp' }, // the labels of its Service: those the advertisement looks at
  allowedListeners: AllowedListeners.namespaces('shop'),
  certificateIssuer: CertificateIssuer.cluster('letsencrypt'),
  listeners: [Listener.http('http'), Listener.https('https', { hostname: '*.rack.example', certificate: 'rack-tls' })],
});
new HttpsRedirect(network, 'to-https', { gateway });

const team = (name: string): Chart => {
  const chart = new Chart(app, name, { namespace: name });
  new Namespace(chart, 'namespace', { metadata: { name } });
  NamespacePolicies.of(chart).defaultDeny().dns();
  return chart;
};
const workload = (chart: Chart, name: string, portNumber: number) =>
  new Deployment(chart, name, {
    metadata: { name },
    containers: [{ image: `ghcr.io/example/${name}:1.0.0`, portNumber }],
  });
const [shop, inventory, billing] = [team('shop'), team('inventory'), team('billing')];
const web = workload(shop, 'web', 8080);
const stock = workload(inventory, 'stock', 50051);
const invoices = workload(billing, 'invoices', 9000);

const own = new ListenerSet(shop, 'shop', {
  gateway,
  listeners: [Listener.https('https', { hostname: 'shop.example', certificate: 'shop-tls' })],
});
new GatewayRoute(shop, 'storefront', {
  listenerSet: own,
  hostnames: ['shop.example'],
  matches: [HttpRouteMatch.path('/')],
  backends: [Backend.workload(web, 8080)],
});
gateway.allowRoutesFrom('inventory', 'https');
new GatewayGrpcRoute(inventory, 'stock-api', {
  gateway,
  hostnames: ['stock.rack.example'],
  matches: [GrpcRouteMatch.method('stock.v1.Stock')],
  backends: [Backend.workload(stock, 50051)],
});

// ── who calls whom; everything else is denied ──────────────────────────────
Policies.connectAll([
  { from: web, to: stock, ports: [Port.tcp(50051)] },
  { from: web, to: invoices, ports: [Port.tcp(9000)] },
  { from: invoices, to: stock, ports: [Port.tcp(50051)] },
]);
Invariant.never(billing, 'invoices-are-not-public', {
  from: [Endpoint.world(), Endpoint.ingress()],
  to: [Endpoint.workload(invoices)],
});

app.synth();
