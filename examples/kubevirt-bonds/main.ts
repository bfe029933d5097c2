// Servers with two bonded NICs: the node's address untagged on the bond, storage and machines in VLANs, and a bridge that virtual machines of KubeVirt join.
import { ApiObject, Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-28';
import {
  BondHashPolicy,
  BondMode,
  CiliumInstall,
  KubeVirtNetworks,
  LacpRate,
  MultusTalos,
  Nameserver,
  NetworkApp,
  TalosCluster,
  TalosFirewall,
  TalosVersion,
} from '../../lib';

const app = new NetworkApp();
const cluster = new TalosCluster(app, 'rack', {
  talosVersion: TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://10.20.0.10:6443',
  virtualIp: '10.20.0.10',
  nodeSubnets: ['10.20.0.0/24'],
  nameservers: [Nameserver.of('10.20.0.1'), Nameserver.of('10.20.0.2')],
  timeServers: ['time.rack.example'],
  hostnames: true,
  allowSchedulingOnControlPlanes: true,
  podSecurityExemptions: ['kubevirt'],
});

// ── links: no DHCP anywhere, so everything is said ─────────────────────────
const bond = cluster.addBond('bond0', {
  members: [cluster.addLink('port1', { interface: 'eno1' }), cluster.addLink('port2', { interface: 'eno2' })],
  mode: BondMode.LACP,
  lacpRate: LacpRate.FAST,
  xmitHashPolicy: BondHashPolicy.LAYER3_4,
  mtu: 9000,
  nodeAddresses: true, // each node's own address, in the file of the node
  routes: [{ gateway: '10.20.0.1' }],
});
const storage = cluster.addVlan('storage', { parent: bond, vlanId: 30, mtu: 9000 });
const machines = cluster.addBridge('machines', {
  interface: 'br50',
  ports: [cluster.addVlan('machines-uplink', { parent: bond, vlanId: 50, mtu: 1500 })],
  subnet: '10.50.0.0/24',
});
cluster.addControlPlanes(['10.20.0.11', '10.20.0.12', '10.20.0.13']).forEach((node, index) => {
  storage.address(node, `10.30.0.${11 + index}/24`);
});

// ── the firewall: what Talos, Kubernetes and Cilium need, from where they need it ──
new TalosFirewall(app, 'firewall', { operators: ['10.20.0.0/24', '10.99.0.0/16'] }).open('storage', {
  ports: ['6789', '3300'],
  from: ['10.30.0.0/24'],
});

const network = new Chart(app, 'network');
new CiliumInstall(network, 'cilium', { values: { socketLB: { hostNamespaceOnly: true } } }); // KubeVirt: cilium/cilium#17847
new MultusTalos(network, 'multus');

const tenants = new Chart(app, 'tenants', { namespace: 'tenants' });
new Namespace(tenants, 'namespace', { metadata: { name: 'tenants' } });
const networks = new KubeVirtNetworks(tenants, 'networks', { bridges: [machines] }); // machines get addresses of the LAN
const desktop = new ApiObject(tenants, 'desktop', {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'desktop' },
  spec: {
    runStrategy: 'Always',
    template: {
      spec: {
        domain: { memory: { guest: '4Gi' }, devices: {} },
        volumes: [{ name: 'root', containerDisk: { image: 'ghcr.io/example/desktop:1.2.0' } }],
      },
    },
  },
});
networks.attach(desktop, machines);

app.synth();
