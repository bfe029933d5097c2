// One cluster over two sites: control planes at home, workers behind another router, and the mesh of KubeSpan between them.
import { Chart } from 'cdk8s';
import {
  CiliumBootstrap,
  CiliumInstall,
  NetworkApp,
  NodeRole,
  TalosCluster,
  TalosFirewall,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();
const cluster = new TalosCluster(app, 'sites', {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://kube.sites.example:6443',
  nodeSubnets: ['192.168.70.0/24', '192.168.90.0/24'],
  hostnames: true,
  discovery: { enabled: true }, // how the sites find each other; KubeSpan does not start without
  kubeSpan: {
    mtu: 1340, // 1420 less what PPPoE and the tunnel of the provider take
    endpointFilters: ['0.0.0.0/0', '!192.168.122.0/24'], // an address of every host is no endpoint
  },
});
cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13'], {
  labels: { 'topology.kubernetes.io/zone': 'home' },
});
['192.168.90.21', '192.168.90.22'].forEach((address, index) =>
  cluster.addNode(`branch-${index + 1}`, NodeRole.WORKER, address, {
    labels: { 'topology.kubernetes.io/zone': 'branch' },
    kubeSpanEndpoints: [`203.0.113.7:${51820 + index}`], // the router forwards a port to each
  }),
);

// Both APIs stay open to everyone who has a certificate; nodes speak over the mesh, which no rule closes.
new TalosFirewall(app, 'firewall');

const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium', { bootstrap: CiliumBootstrap.helm() }); // its MTU follows that of the mesh

app.synth();
