// The reference app: the network of one home cluster on Talos Linux, as the guides build it, with their mistakes corrected.
import { Chart } from 'cdk8s';
import { Deployment, DeploymentProps, DeploymentStrategy, Namespace, Pod, Service, ServiceType } from 'cdk8s-plus-28';
import {
  Backend,
  CiliumInstall,
  CiliumPolicy,
  ClusterDnsPolicy,
  DenyAllPolicy,
  Gateway,
  GatewayApiCrds,
  GatewayRoute,
  HttpRule,
  HttpsRedirect,
  Ipam,
  IpRange,
  L2Announcement,
  Listener,
  MacvlanNetwork,
  MultusTalos,
  NetworkApp,
  NodeSelection,
  Peer,
  Policies,
  Port,
  HttpRouteMatch,
  Subject,
  TalosCluster,
  TalosVersion,
} from './lib';

const app = new NetworkApp(); // a cdk8s App that checks everything before it writes, and writes dist/talos as well

// ── the machines: stated once, everything below asks here ──────────────────
const cluster = new TalosCluster(app, 'home', {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://192.168.70.10:6443',
  virtualIp: '192.168.70.10',
  nodeSubnets: ['192.168.70.0/24'],
});
const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
const iot = cluster.addLink('iot', { interface: 'enp2s0', subnet: '192.168.40.0/24', nodes: NodeSelection.workers() });
cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
cluster.addWorkers(['192.168.70.21', '192.168.70.22']);

// ── the network of the cluster ─────────────────────────────────────────────
const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium', { hubble: { relay: true, ui: true } });
new MultusTalos(network, 'multus'); // requires cni.exclusive: false of Cilium; nobody has to remember it
new GatewayApiCrds(network, 'gateway-api-crds'); // fetched by Talos at bootstrap, before Cilium looks for them
new ClusterDnsPolicy(network, 'cluster-dns'); // names work everywhere, and nothing else is locked
const addresses = new L2Announcement(network, 'lan', {
  links: [lan],
  nodes: NodeSelection.workers(),
  ranges: [IpRange.of('192.168.70.200', '192.168.70.239')],
});
new Namespace(network, 'gateway-namespace', { metadata: { name: 'gateway' } });
const gateway = new Gateway(network, 'public', {
  namespace: 'gateway',
  addresses: ['192.168.70.200'],
  listeners: [
    Listener.http('http'),
    Listener.https('https', { hostname: '*.home.example', certificate: 'home-example-tls' }),
  ],
});
gateway.allowRoutesFrom('shop', 'https'); // and nobody else: whoever may attach may claim any name of the listener
new HttpsRedirect(network, 'to-https', { gateway }); // on the plain listener alone

// ── the shop: default deny, and what it allows ─────────────────────────────
const shop = new Chart(app, 'shop', { namespace: 'shop' });
new Namespace(shop, 'namespace', { metadata: { name: 'shop' } });
const workload = (chart: Chart, name: string, image: string, portNumber: number, more: DeploymentProps = {}) =>
  new Deployment(chart, name, {
    metadata: { name },
    containers: [{ image: `ghcr.io/example/${image}`, portNumber }],
    ...more,
  });
const frontend = workload(shop, 'frontend', 'frontend:2.1.0', 8080);
const api = workload(shop, 'api', 'api:1.4.2', 9000, { replicas: 1, strategy: DeploymentStrategy.recreate() }); // never two pods with one address
const upstream = workload(shop, 'upstream', 'upstream:3.0.1', 8443);

new DenyAllPolicy(shop, 'deny-all'); // [{}] both ways: really denies
Policies.connect(frontend, api, Port.tcp(9000).http(HttpRule.get('/v1/.*')));
Policies.connect(api, upstream, Port.tcp(8443));
new CiliumPolicy(shop, 'api-payments', { subject: Subject.workload(api) }).allowTo(
  Peer.fqdn('api.stripe.com'),
  Port.tcp(443),
); // brings its DNS rule
new GatewayRoute(shop, 'web', {
  gateway,
  listener: 'https',
  hostnames: ['shop.home.example'],
  matches: [HttpRouteMatch.path('/')],
  backends: [Backend.workload(frontend, 8080)], // opens the frontend for the gateway, and for nobody else
});

// ── pods on the second NIC ─────────────────────────────────────────────────
const sensors = new MacvlanNetwork(shop, 'sensors', {
  parent: iot,
  ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
});
sensors.attach(api, { interface: 'iot0' }); // annotation, CNI plugins in the installer, addresses in the ledger
const cameras = new MacvlanNetwork(shop, 'cameras', { parent: iot, ipam: Ipam.static() });
const recorder = new Pod(shop, 'recorder', {
  metadata: { name: 'recorder' },
  containers: [{ image: 'ghcr.io/example/recorder:0.9.0', portNumber: 554 }],
});
cameras.attach(recorder, { interface: 'cam0', ips: ['192.168.40.60/24'], mac: '02:00:c0:a8:28:3c' });

// ── Services on the LAN: a fixed address, and one shared by two ────────────
const media = new Chart(app, 'media', { namespace: 'media' });
new Namespace(media, 'namespace', { metadata: { name: 'media' } });
const player = workload(media, 'player', 'player:5.2.0', 8096);
const admin = workload(media, 'admin', 'admin:5.2.0', 8097);
const service = (id: string, selector: Deployment, port: number, targetPort: number) =>
  new Service(media, `${id}-service`, {
    metadata: { name: id },
    type: ServiceType.LOAD_BALANCER,
    selector,
    ports: [{ port, targetPort }],
  });
addresses.request(service('player', player, 80, 8096), '192.168.70.210');
addresses.share([service('discovery', player, 1900, 8096), service('admin', admin, 8080, 8097)], {
  sharingKey: 'media',
  addresses: ['192.168.70.211'],
});
// Each of the two has a lease of its own, so two nodes may answer for the address.
addresses.ignore('l2/shared-address', 'clients of both reconnect when the address moves between nodes');

app.synth();
