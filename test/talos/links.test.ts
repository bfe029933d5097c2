// Links in both forms: DHCP that must survive, VLANs, links of single nodes, the virtual address.
import { App } from 'cdk8s';
import { NodeSelection, TalosCluster, TalosVersion } from '../../lib/cluster';
import { talosFiles } from '../../lib/talos';
import { addCluster } from './home';

const doc = (kind: string, fields: object) => ({ apiVersion: 'v1alpha1', kind, ...fields });

/** The documents about links, and the `interfaces` of the v1alpha1 document, by file. */
function linksOf(
  version: TalosVersion,
  build: (cluster: TalosCluster) => void,
  virtualIp?: string,
): Record<string, unknown> {
  const app = new App();
  const cluster = addCluster(app, version, { virtualIp });
  build(cluster);
  const files = talosFiles(app).map(({ name, documents }) => {
    const own = documents.flatMap((document) => {
      const network = (document.machine as { network?: { interfaces: unknown[] } } | undefined)?.network;
      return network !== undefined
        ? network.interfaces
        : document.kind === undefined || /^Kube/.test(String(document.kind))
          ? []
          : [document];
    });
    return [name, own] as const;
  });
  return Object.fromEntries(files.filter(([, own]) => own.length > 0));
}

test('DHCP of a link that somebody else manages is stated where link documents would turn it off, and only there', () => {
  const build = (cluster: TalosCluster) => {
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, managed: false });
    cluster.addLink('iot', { interface: 'enp2s0', nodes: NodeSelection.workers() });
  };
  expect(linksOf(TalosVersion.V1_14, build)).toEqual({
    'worker.yaml': [doc('LinkConfig', { name: 'enp2s0', up: true }), doc('DHCPv4Config', { name: 'enp1s0' })],
  });
  expect(linksOf(TalosVersion.V1_13, build)).toEqual({ 'worker.yaml': [{ interface: 'enp2s0', dhcp: false }] });
});

test('DHCP of unmanaged links lands in the narrower file', () => {
  const links = linksOf(TalosVersion.V1_14, (cluster) => {
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, managed: false, nodes: NodeSelection.workers() });
    cluster.addLink('storage', { interface: 'enp3s0', nodes: NodeSelection.all() });
    cluster.addLink('uplink', { interface: 'enp9s0', dhcp: true, nodes: NodeSelection.controlPlanes() });
  });
  expect(links).toEqual({
    'all.yaml': [doc('LinkConfig', { name: 'enp3s0', up: true })],
    'controlplane.yaml': [doc('DHCPv4Config', { name: 'enp9s0' })],
    'worker.yaml': [doc('DHCPv4Config', { name: 'enp1s0' })],
  });
});

test('DHCP that every node keeps is not said again for the workers', () => {
  const links = linksOf(TalosVersion.V1_14, (cluster) => {
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, managed: false });
    cluster.addLink('storage', { interface: 'enp3s0' });
    cluster.addLink('iot', { interface: 'enp2s0', nodes: NodeSelection.workers() });
  });
  expect(links).toEqual({
    'all.yaml': [doc('LinkConfig', { name: 'enp3s0', up: true }), doc('DHCPv4Config', { name: 'enp1s0' })],
    'worker.yaml': [doc('LinkConfig', { name: 'enp2s0', up: true })],
  });
});

test('a cluster that manages no link says nothing about links', () => {
  expect(
    linksOf(
      TalosVersion.V1_14,
      (cluster) => void cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, managed: false }),
    ),
  ).toEqual({});
});

test('MTU needs a link document beside DHCP', () => {
  const build = (cluster: TalosCluster) => void cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, mtu: 9000 });
  expect(linksOf(TalosVersion.V1_14, build)).toEqual({
    'all.yaml': [doc('LinkConfig', { name: 'enp1s0', up: true, mtu: 9000 }), doc('DHCPv4Config', { name: 'enp1s0' })],
  });
  expect(linksOf(TalosVersion.V1_11, build)).toEqual({ 'all.yaml': [{ interface: 'enp1s0', dhcp: true, mtu: 9000 }] });
});

test('a VLAN is a document of its own, or part of its parent', () => {
  const build = (cluster: TalosCluster) => {
    const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
    cluster.addVlan('cameras', { parent: lan, vlanId: 40, mtu: 1400 });
    cluster.addVlan('guests', { parent: lan, vlanId: 50, dhcp: true });
  };
  expect(linksOf(TalosVersion.V1_14, build)).toEqual({
    'all.yaml': [
      doc('VLANConfig', { name: 'enp1s0.40', vlanID: 40, parent: 'enp1s0', mtu: 1400 }),
      doc('VLANConfig', { name: 'enp1s0.50', vlanID: 50, parent: 'enp1s0' }),
      doc('DHCPv4Config', { name: 'enp1s0.50' }),
      doc('DHCPv4Config', { name: 'enp1s0' }),
    ],
  });
  expect(linksOf(TalosVersion.V1_12, build)).toEqual({
    'all.yaml': [
      {
        interface: 'enp1s0',
        dhcp: true,
        vlans: [
          { vlanId: 40, dhcp: false, mtu: 1400 },
          { vlanId: 50, dhcp: true },
        ],
      },
    ],
  });
});

test('links of nodes by name lie in files of those nodes', () => {
  const links = linksOf(TalosVersion.V1_14, (cluster) => {
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
    cluster.addControlPlanes(['192.168.70.11']);
    cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
    cluster.addLink('iot', { interface: 'enp2s0', nodes: NodeSelection.named('worker-2') });
  });
  expect(links).toEqual({
    'all.yaml': [doc('DHCPv4Config', { name: 'enp1s0' })],
    'node-worker-2.yaml': [doc('LinkConfig', { name: 'enp2s0', up: true })],
  });
});

test('a file of one node says how to apply it to that node', () => {
  const app = new App();
  const cluster = addCluster(app, TalosVersion.V1_14);
  cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  cluster.addControlPlanes(['192.168.70.11']);
  cluster.addWorkers(['192.168.70.21']);
  cluster.addLink('iot', { interface: 'enp2s0', nodes: NodeSelection.named('worker-1') });
  expect(talosFiles(app)[1]!.comment.slice(1)).toEqual([
    'For the node "worker-1" of the cluster "home", Talos 1.14, configuration in documents.',
    'New node: talosctl apply-config --insecure --nodes 192.168.70.21 --file <folder>/worker.yaml --config-patch @node-worker-1.yaml (<folder>: where talosctl gen config wrote)',
    'Running nodes: talosctl patch mc --nodes 192.168.70.21 --patch @node-worker-1.yaml',
  ]);
});

test('the virtual address lies on the link of the node subnet', () => {
  const build = (cluster: TalosCluster) => {
    cluster.addLink('backup', { interface: 'enp0s9', dhcp: true, subnet: '192.168.99.0/24' });
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, subnet: '192.168.70.0/24', managed: false });
  };
  expect(linksOf(TalosVersion.V1_14, build, '192.168.70.10')['controlplane.yaml']).toEqual([
    doc('Layer2VIPConfig', { name: '192.168.70.10', link: 'enp1s0' }),
  ]);
  // The entry takes the link out of the default DHCP, so DHCP is said with it.
  expect(linksOf(TalosVersion.V1_13, build, '192.168.70.10')['controlplane.yaml']).toEqual([
    { interface: 'enp1s0', dhcp: true, vip: { ip: '192.168.70.10' } },
  ]);
});

test('control planes with different NICs get the virtual address one by one', () => {
  const links = linksOf(
    TalosVersion.V1_14,
    (cluster) => {
      cluster.addControlPlanes(['192.168.70.11', '192.168.70.12']);
      cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, nodes: NodeSelection.named('controlplane-1') });
      cluster.addLink('lan-2', { interface: 'eno1', dhcp: true, nodes: NodeSelection.named('controlplane-2') });
    },
    '192.168.70.10',
  );
  expect(links).toEqual({
    'node-controlplane-1.yaml': [
      doc('DHCPv4Config', { name: 'enp1s0' }),
      doc('Layer2VIPConfig', { name: '192.168.70.10', link: 'enp1s0' }),
    ],
    'node-controlplane-2.yaml': [
      doc('DHCPv4Config', { name: 'eno1' }),
      doc('Layer2VIPConfig', { name: '192.168.70.10', link: 'eno1' }),
    ],
  });
});

test('of two links on node subnets the one around the virtual address has it', () => {
  const app = new App();
  const cluster = addCluster(app, TalosVersion.V1_14, {
    nodeSubnets: ['fd00:70::/64', '192.168.70.0/24'],
    virtualIp: '192.168.70.10',
  });
  cluster.addLink('a', { interface: 'eno6', dhcp: true, subnet: 'fd00:70::/64' });
  cluster.addLink('b', { interface: 'eno4', dhcp: true, subnet: '192.168.70.0/24' });
  expect(talosFiles(app)[1]!.documents).toContainEqual(doc('Layer2VIPConfig', { name: '192.168.70.10', link: 'eno4' }));
});

test('one VLAN in one file is one entry, whatever is said about it', () => {
  const build = (cluster: TalosCluster) => {
    const trunk = cluster.addLink('trunk', { interface: 'eno1', nodes: NodeSelection.controlPlanes() });
    cluster.addVlan('lan', { parent: trunk, vlanId: 70, dhcp: true, subnet: '192.168.70.0/24', mtu: 1400 });
  };
  expect(linksOf(TalosVersion.V1_13, build, '192.168.70.10')).toEqual({
    'controlplane.yaml': [
      { interface: 'eno1', dhcp: false, vlans: [{ vlanId: 70, dhcp: true, mtu: 1400, vip: { ip: '192.168.70.10' } }] },
    ],
  });
});

test('the entry for a virtual address on a VLAN keeps the DHCP of a parent that somebody else manages', () => {
  const build = (cluster: TalosCluster) => {
    const trunk = cluster.addLink('trunk', { interface: 'eno1', dhcp: true, managed: false });
    cluster.addVlan('lan', { parent: trunk, vlanId: 70, dhcp: true, subnet: '192.168.70.0/24' });
  };
  expect(linksOf(TalosVersion.V1_13, build, '192.168.70.10')).toEqual({
    'controlplane.yaml': [
      { interface: 'eno1', dhcp: true, vlans: [{ vlanId: 70, dhcp: true, vip: { ip: '192.168.70.10' } }] },
    ],
  });
});

test('the virtual address on a VLAN lies in the entry of its parent', () => {
  const build = (cluster: TalosCluster) => {
    const trunk = cluster.addLink('trunk', { interface: 'eno1' });
    cluster.addVlan('lan', { parent: trunk, vlanId: 70, dhcp: true, subnet: '192.168.70.0/24' });
  };
  expect(linksOf(TalosVersion.V1_13, build, '192.168.70.10')).toEqual({
    'all.yaml': [{ interface: 'eno1', dhcp: false, vlans: [{ vlanId: 70, dhcp: true }] }],
    'controlplane.yaml': [{ interface: 'eno1', vlans: [{ vlanId: 70, dhcp: true, vip: { ip: '192.168.70.10' } }] }],
  });
});
