// "Networking on Talos Linux with Cilium", the second of the guides, rebuilt: everything that it sets up, without its fourteen defects. The
// numbers are those of the table in README.md.
import { Chart } from 'cdk8s';
import { Deployment, Namespace, Service, ServiceType } from 'cdk8s-plus-28';
import {
  Backend,
  CiliumInstall,
  CiliumPolicy,
  CiliumVersion,
  ClusterDnsPolicy,
  DenyAllPolicy,
  Gateway,
  GatewayApiCrds,
  GatewayRoute,
  GatewayTcpRoute,
  HttpRouteMatch,
  HttpsRedirect,
  HubbleUiRoute,
  L2Announcement,
  Listener,
  NetworkApp,
  NodeSelection,
  Peer,
  Policies,
  Port,
  ServiceSelector,
  Subject,
  TalosCluster,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();
const cluster = new TalosCluster(app, 'homelab', {
  talosVersion: TalosVersion.V1_13,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://10.0.0.10:6443',
  nodeSubnets: ['10.0.0.0/24'],
});
const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
cluster.addControlPlanes(['10.0.0.10']);
cluster.addWorkers(['10.0.0.21', '10.0.0.22']);

// ── Cilium: no Flannel, no kube-proxy, KubePrism, Hubble ───────────────────
const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium', { version: CiliumVersion.V1_20, hubble: { relay: true, ui: true } });
new GatewayApiCrds(network, 'gateway-api-crds');

// ── policies: deny all, then allow ─────────────────────────────────────────
const production = new Chart(app, 'production', { namespace: 'production' });
new Namespace(production, 'namespace', { metadata: { name: 'production' } });
const workload = (name: string, portNumber: number) =>
  new Deployment(production, name, {
    metadata: { name },
    containers: [{ image: `ghcr.io/example/${name}:1.0.0`, portNumber }],
  });
const frontend = workload('frontend', 3000);
const api = workload('api', 8080);
const admin = workload('admin', 8080);
const upstream = workload('upstream-service', 8443);
const database = workload('database', 5432);

new DenyAllPolicy(production, 'default-deny');
Policies.connect(frontend, api, Port.tcp(8080));
Policies.connect(api, upstream, Port.tcp(8443));
new CiliumPolicy(production, 'api-to-payments', { subject: Subject.workload(api) }).allowTo(
  Peer.fqdn('api.stripe.com'),
  Port.tcp(443),
);
new ClusterDnsPolicy(network, 'allow-dns');

// ── load balancing on the local network ────────────────────────────────────
const addresses = new L2Announcement(network, 'homelab', {
  links: [lan],
  nodes: NodeSelection.workers(),
  cidrs: ['10.0.0.240/28'],
  serviceSelector: ServiceSelector.namespaces('production', 'gateway-api-system'),
});
const balanced = (id: string, selector: Deployment, port: number) =>
  new Service(production, `${id}-lan`, {
    metadata: { name: `${id}-lan` },
    type: ServiceType.LOAD_BALANCER,
    selector,
    ports: [{ port, targetPort: 8080 }],
  });
addresses.share([balanced('api', api, 80), balanced('admin', admin, 8080)], {
  sharingKey: 'shared-1',
  addresses: ['10.0.0.241'],
});
addresses.ignore('l2/shared-address', 'two clients at home, and both reconnect when a node fails');
for (const workload of [api, admin])
  new CiliumPolicy(production, `${workload.name}-from-lan`, { subject: Subject.workload(workload) }).allowFrom(
    Peer.cidr('10.0.0.0/24'),
    Port.tcp(8080),
  );

// ── the shared gateway ─────────────────────────────────────────────────────
new Namespace(network, 'gateway-namespace', { metadata: { name: 'gateway-api-system' } });
const gateway = new Gateway(network, 'shared-gateway', {
  namespace: 'gateway-api-system',
  addresses: ['10.0.0.242'],
  listeners: [
    Listener.http('http'),
    Listener.https('https', { hostname: '*.example.com', certificate: 'example-com-tls' }),
    Listener.tcp('postgres', { port: 5432 }),
  ],
});
gateway.allowRoutesFrom('production', 'https', 'postgres');
new HttpsRedirect(network, 'to-https', { gateway });
new GatewayRoute(production, 'api-route', {
  gateway,
  hostnames: ['api.example.com'],
  matches: [HttpRouteMatch.path('/v1')],
  backends: [Backend.workload(api, 8080)],
});
new GatewayTcpRoute(production, 'postgres', { gateway, backends: [Backend.workload(database, 5432)] });
new CiliumPolicy(production, 'database-from-lan', { subject: Subject.workload(database) }).allowFrom(
  Peer.cidr('10.0.0.0/24'),
  Port.tcp(5432),
);
new HubbleUiRoute(network, 'hubble-ui', { gateway, hostname: 'hubble.example.com' });

app.synth();
