// Links of a cluster: what each kind is made of, what a node has of its own, and what the facts say of it.
import { App } from 'cdk8s';
import {
  BondMode,
  ConfigFormat,
  Link,
  LinkSelector,
  NodeSelection,
  statedFacts,
  TalosCluster,
  TalosVersion,
} from '../../lib/cluster';
import { addCluster } from '../talos/home';

const cluster = (version = TalosVersion.V1_14, linkFormat?: ConfigFormat) =>
  addCluster(new App(), version, { linkFormat });
const findings = (of: TalosCluster) => of._findings().map(({ code, problem }) => `${code}: ${problem}`);
const factsOf = (of: TalosCluster, name: string) => statedFacts(of).links!.find((link) => link.name === name);

/** Two NICs, a bond over them, a VLAN and a bridge on top. */
function stack(of: TalosCluster): Record<'bond' | 'vlan' | 'bridge', Link> {
  const members = ['eno1', 'eno2'].map((name) => of.addLink(name, { interface: name }));
  const bond = of.addBond('bond', { interface: 'bond0', members, mode: BondMode.LACP });
  const vlan = of.addVlan('machines', { parent: bond, vlanId: 50 });
  return { bond, vlan, bridge: of.addBridge('br0', { ports: [vlan] }) };
}

test('a link is on the nodes of the links below it', () => {
  const of = cluster();
  const lan = of.addLink('lan', { interface: 'eno1', nodes: NodeSelection.workers() });
  expect(of.addBond('bond0', { members: [lan] }).nodes.toString()).toBe('workers');
  expect(of.addVlan('iot', { parent: lan, vlanId: 40 }).nodes.toString()).toBe('workers');
  expect(of.addBridge('br0', { ports: [lan], nodes: NodeSelection.all() }).nodes.toString()).toBe('all nodes');
});

test('bonds, bridges and VLANs have kernel names, and the facts know what they lie on', () => {
  const of = cluster();
  const { bond, vlan, bridge } = stack(of);
  expect([bond, vlan, bridge].map(({ interfaceName }) => interfaceName)).toEqual(['bond0', 'bond0.50', 'br0']);
  expect(factsOf(of, 'bond')).toEqual({ name: 'bond', interface: 'bond0', members: ['eno1', 'eno2'] });
  expect(factsOf(of, 'machines')).toEqual({ name: 'machines', interface: 'bond0.50', parent: 'bond', vlanId: 50 });
  expect(factsOf(of, 'br0')).toEqual({ name: 'br0', interface: 'br0', members: ['machines'] });
});

test('the network of a link follows from the addresses on it', () => {
  const of = cluster();
  const [node] = of.addControlPlanes(['192.168.70.11']);
  const storage = of.addLink('storage', { interface: 'eno3' });
  expect(storage.subnet).toBeUndefined();
  storage.address(node!, '10.30.0.11/24');
  expect(storage.subnet?.toString()).toBe('10.30.0.0/24');
  expect(factsOf(of, 'storage')).toMatchObject({ subnets: ['10.30.0.0/24'], addressed: ['controlplane-1'] });
});

test('the own address of a node has the prefix of the node subnet', () => {
  const of = cluster();
  const [node] = of.addControlPlanes(['192.168.70.11']);
  const lan = of.addLink('lan', { interface: 'eno1', nodeAddresses: true });
  expect(lan._addressesOf(node!)).toEqual(['192.168.70.11/24']);
  expect(of.addLink('b', { interface: 'eno2' }).address(node!)._addressesOf(node!)).toEqual(['192.168.70.11/24']);
});

test('a link that a selector finds is an alias, which no CNI plugin can name', () => {
  const of = cluster();
  const lan = of.addLink('lan', { selector: LinkSelector.mac('02:00:5E:10:00:01'), dhcp: true });
  expect([lan.interfaceName, lan.isAlias]).toEqual(['lan', true]);
  expect(factsOf(of, 'lan')).toMatchObject({ interface: 'lan', alias: true });
});

test('a selector by MAC address leaves VLANs out, in either form', () => {
  const { _device, _match } = LinkSelector.mac('02:00:5E:10:00:01');
  expect(_device).toEqual({ hardwareAddr: '02:00:5e:10:00:01', physical: true });
  expect(_match).toBe('mac(link.permanent_addr) == "02:00:5e:10:00:01"');
});

test.each<[string, (of: TalosCluster) => unknown, string]>([
  [
    'the MAC address of a bridge',
    (of) => of.addBridge('br0', { hardwareAddress: '02:00:5e:10:00:01' }),
    'link "br0" states hardwareAddress, which the v1alpha1 form has no words for',
  ],
  [
    'a VRF',
    (of) => of.addVrf('blue', { members: [], table: '10' }),
    'link "blue" states VRF, which the v1alpha1 form has no words for',
  ],
  [
    'a VLAN with a name of its own',
    (of) =>
      of.addVlan('iot', { parent: of.addLink('lan', { interface: 'eno1', dhcp: true }), vlanId: 40, interface: 'iot' }),
    'link "iot" states a name of its own for a VLAN, which the v1alpha1 form has no words for',
  ],
  [
    'a bridge over a link without a known name',
    (of) => of.addBridge('br0', { ports: [of.addLink('lan', { selector: LinkSelector.driver('igb') })] }),
    'link "br0" states a bridge over a link that a selector finds, which the v1alpha1 form has no words for',
  ],
])('%s needs link documents', (_what, build, message) => {
  const old = cluster(TalosVersion.V1_13);
  build(old);
  expect(findings(old)).toEqual([`cluster/link-form: ${message}`]);
  const documents = cluster(TalosVersion.V1_13, ConfigFormat.DOCUMENTS);
  build(documents);
  expect(findings(documents)).toEqual([]);
});

test('the primary link of a bond is a word of the v1alpha1 form alone', () => {
  const build = (of: TalosCluster) => {
    const lan = of.addLink('lan', { interface: 'eno1' });
    of.addBond('bond0', { members: [lan], primary: lan });
    return findings(of);
  };
  expect(build(cluster(TalosVersion.V1_13))).toEqual([]);
  expect(build(cluster())).toEqual([
    'cluster/link-form: link "bond0" states primary of a bond, which documents have no words for',
  ]);
});

test('Talos 1.11 knows no link documents', () => {
  expect(() => cluster(TalosVersion.V1_11, ConfigFormat.DOCUMENTS)).toThrow(
    'Talos 1.11 with linkFormat "documents": it knows no link documents',
  );
});

test('a setting that the v1alpha1 form has no words for is not left out in silence', () => {
  const masks = (version: TalosVersion) => findings(addCluster(new App(), version, { nodeCidrMaskSizeIpv4: 25 }));
  expect(masks(TalosVersion.V1_14)).toEqual([]);
  expect(masks(TalosVersion.V1_13)).toEqual([
    'cluster/setting-form: nodeCidrMaskSizeIpv4 and nodeCidrMaskSizeIpv6: the v1alpha1 form has no words for it',
  ]);
});

test('an address of a node that does not have the link is found', () => {
  const of = cluster();
  of.addWorkers(['192.168.70.21']);
  const [plane] = of.addControlPlanes(['192.168.70.11']);
  of.addLink('iot', { interface: 'eno2', nodes: NodeSelection.workers() }).address(plane!, '192.168.40.11/24');
  expect(findings(of)).toEqual([
    'cluster/link-node: link "iot" is given something of the node "controlplane-1", which does not have it',
  ]);
});
