// Guide 000, "Installing Cilium and Multus on Talos OS": a LAN for the cluster, a second NIC in VLAN 40 for pods, Cilium and Multus at bootstrap.
import { Chart } from 'cdk8s';
import { Namespace, Pod } from 'cdk8s-plus-28';
import {
  CiliumInstall,
  Ipam,
  IpRange,
  MacvlanNetwork,
  MultusTalos,
  NetworkApp,
  NodeSelection,
  TalosCluster,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();

// ── the machines: the guide's common.yaml, and what it leaves to the reader ──
const cluster = new TalosCluster(app, 'proxmox', {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://192.168.70.10:6443',
  virtualIp: '192.168.70.10',
  nodeSubnets: ['192.168.70.0/24'], // the guide's validSubnets: the address of a node is never one of VLAN 40
});
cluster.addLink('lan', {
  interface: 'eth0',
  dhcp: true,
  dhcpOptions: { routeMetric: 512 }, // "a default gateway route with a lower metric": DHCP gives it, the metric is said here
});
const iot = cluster.addLink('iot', {
  interface: 'eth1',
  subnet: '192.168.40.0/24', // no address of the node: pods alone are on it
  nodes: NodeSelection.workers(),
});
cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
cluster.addWorkers(['192.168.70.21', '192.168.70.22']);

// ── Cilium and Multus ──────────────────────────────────────────────────────
const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium'); // Talos applies it at bootstrap, as the guide does
new MultusTalos(network, 'multus'); // the three patches of the guide and the plugins that Talos lacks; Cilium leaves its configuration alone

// ── a network on the second NIC, and the guide's test pod ──────────────────
const lab = new Chart(app, 'lab', { namespace: 'lab' });
new Namespace(lab, 'namespace', { metadata: { name: 'lab' } });
const sensors = new MacvlanNetwork(lab, 'sensors', {
  parent: iot,
  ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
});
const pod = new Pod(lab, 'netshoot', {
  metadata: { name: 'netshoot' },
  containers: [{ image: 'ghcr.io/example/netshoot:0.14.0', command: ['sleep', 'infinity'] }],
});
sensors.attach(pod, { interface: 'eth1' });

app.synth();
