// Guide 001, "Multus on Talos": the three kinds of networks, with the bridge that one of them needs on the nodes.
import { Chart } from 'cdk8s';
import { Namespace, Pod } from 'cdk8s-plus-28';
import {
  BridgeNetwork,
  CiliumInstall,
  Ipam,
  IpRange,
  IpvlanNetwork,
  MacvlanNetwork,
  MultusTalos,
  NetworkApp,
  TalosCluster,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();
const cluster = new TalosCluster(app, 'lab', {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://192.168.70.11:6443',
  nodeSubnets: ['192.168.70.0/24'],
});
cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
const trunk = cluster.addLink('trunk', { interface: 'enp2s0' });
const cameras = cluster.addVlan('cameras', { parent: trunk, vlanId: 40, subnet: '192.168.40.0/24' });
const voice = cluster.addVlan('voice', { parent: trunk, vlanId: 50, subnet: '192.168.50.0/24' });
// The guide's bridge. Its members have no addresses; the guide's own document for Talos 1.14 does not load.
const machines = cluster.addBridge('machines', {
  interface: 'br0',
  ports: [cluster.addLink('uplink', { interface: 'enp3s0' })],
  subnet: '192.168.60.0/24',
});
cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);

const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium');
new MultusTalos(network, 'multus'); // /var/run/netns, the init container that does not race, the plugins that Talos lacks

const lab = new Chart(app, 'pods', { namespace: 'lab' });
new Namespace(lab, 'namespace', { metadata: { name: 'lab' } });
const pod = (name: string) =>
  new Pod(lab, name, { metadata: { name }, containers: [{ image: 'ghcr.io/example/netshoot:0.14.0' }] });
const range = (third: number) => Ipam.range(IpRange.of(`192.168.${third}.100`, `192.168.${third}.150`));

new MacvlanNetwork(lab, 'cameras', { parent: cameras, ipam: range(40) }).attach(pod('recorder'));
new IpvlanNetwork(lab, 'voice', { parent: voice, ipam: range(50) }).attach(pod('pbx'));
new BridgeNetwork(lab, 'machines', { parent: machines, ipam: range(60) }).attach(pod('probe'));

app.synth();
