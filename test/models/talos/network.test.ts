// The network part of a configuration, in both forms.
import { generatedBase, judgePatches, showTalos, vlanLinkName } from '../../../lib/models/talos';
import { toYaml } from '../../../lib/manifest/yaml';
import { MINORS, network } from './judged';

test.each(MINORS)('reads the defaults of a generated configuration of %s', (minor) => {
  const said = network(minor);
  expect(said).toMatchObject({
    role: 'controlplane',
    links: [],
    defaultDHCP: true,
    cni: { name: 'flannel', urls: [] },
    kubeProxy: true,
    kubePrism: { enabled: true, port: 7445 },
    podSubnets: ['10.244.0.0/16'],
    serviceSubnets: ['10.96.0.0/12'],
    hostDns: { enabled: true, forwardKubeDNSToHost: true },
    endpoint: 'https://192.0.2.10:6443',
    discovery: true,
    allowSchedulingOnControlPlanes: false,
    firewall: { defaultAction: 'accept', rules: [] },
  });
});

test('a link document turns default DHCP off for all links, and a VIP or an alias does not', () => {
  const document = (kind: string, more = '') => `apiVersion: v1alpha1\nkind: ${kind}\nname: ${more}\n`;
  expect(network('1.13', document('LinkConfig', 'eth1')).defaultDHCP).toBe(false);
  expect(network('1.13', document('DHCPv4Config', 'eth0')).links).toMatchObject([
    { name: 'eth0', dhcp: { v4: true, v6: false } },
  ]);
  expect(network('1.13', `${document('Layer2VIPConfig', '192.0.2.9')}link: eth0\n`).defaultDHCP).toBe(true);
});

test('reads bonds, VLANs and bridges alike in both forms', () => {
  const old = `machine:
  network:
    interfaces:
      - interface: bond0
        bond: {interfaces: [eth0, eth1], mode: 802.3ad, miimon: 100}
        vlans: [{vlanId: 10, addresses: [192.0.2.5/24]}]
      - interface: br0
        bridge: {interfaces: [eth2], vlan: {vlanFiltering: true}}
`;
  const documents = `apiVersion: v1alpha1
kind: BondConfig
name: bond0
links: [eth0, eth1]
bondMode: 802.3ad
miimon: 100
---
apiVersion: v1alpha1
kind: VLANConfig
name: bond0.10
vlanID: 10
parent: bond0
addresses: [{address: 192.0.2.5/24}]
---
apiVersion: v1alpha1
kind: BridgeConfig
name: br0
links: [eth2]
vlan: {filtering: true}
`;
  const core = (...patches: string[]) =>
    network('1.13', ...patches).links.map(({ name, kind, members, parent, vlanId, addresses, bond, bridge }) => ({
      name,
      kind,
      members,
      parent,
      vlanId,
      addresses,
      mode: bond?.mode,
      miimon: bond?.miimon,
      filtering: bridge?.vlanFiltering,
    }));
  expect(core(documents)).toEqual(core(old));
  expect(core(old)).toHaveLength(3);
});

test('an alias is no kernel name', () => {
  const alias =
    'apiVersion: v1alpha1\nkind: LinkAliasConfig\nname: lan\nselector: {match: link.kind == "x"}\n---\napiVersion: v1alpha1\nkind: LinkConfig\nname: lan\n';
  const [link] = network('1.13', alias).links;
  expect(link).toMatchObject({ alias: 'lan', selector: 'link.kind == "x"' });
  expect(link).not.toHaveProperty('name');
});

test('a VLAN on a long name gets a short one', () => {
  expect(vlanLinkName('eth0', 10)).toBe('eth0.10');
  expect(vlanLinkName('enp0s31f6extra', 4000)).toMatch(/^enp0[0-9a-f]{6}\.4000$/);
});

test('no secret of a base is in what is shown', () => {
  const secret = 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0ISE=';
  const base = toYaml(generatedBase('1.13', 'controlplane')!).replaceAll('blanked', secret);
  const patch = `machine: {network: {interfaces: [{interface: wg0, addresses: [10.0.0.1/24], wireguard: {privateKey: ${secret.slice(0, 43)}=, peers: []}}]}}
cluster: {inlineManifests: [{name: a, contents: PASSWORD}], extraManifests: ['https://user:PASSWORD@example.test/a?token=PASSWORD']}
`;
  const { answer, network: shown } = showTalos({ minor: '1.13', base: { text: base }, patches: [patch] });
  expect(answer.errors).toEqual([]);
  const text = JSON.stringify([shown, answer.errors, answer.warnings]);
  expect(text).not.toContain('PASSWORD');
  expect(text).not.toContain(secret.slice(0, 20));
  expect(shown).toMatchObject({
    manifests: { inline: [{ name: 'a', bytes: 8 }], external: ['https://example.test/a'] },
  });
});

test('a value that is no secret is never refused with a secret in the answer', () => {
  const answer = judgePatches({
    minor: '1.13',
    base: { role: 'worker' },
    patches: ['machine: {ca: {crt: "not base64 PASSWORD"}}\n'],
  });
  expect(answer.stage).toBe('load');
  expect(JSON.stringify(answer.errors)).not.toContain('PASSWORD');
});

test.each([
  '[]',
  '{}',
  'a',
  'machine: []',
  'machine: {network: {interfaces: [null]}}',
  'cluster: {network: 5}',
  '- null',
  'kind: {}\napiVersion: []\n',
  '"',
  'machine: &a {x: *a}',
  'machine: {pods: [&a {x: *a}]}',
  'machine: {pods: [{a: &a [x,x,x,x,x,x,x,x,x,x], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a], c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b], d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c], e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d], f: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e], g: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]}]}',
])('answers %s without a crash', (patch) => {
  for (const minor of MINORS)
    expect(typeof judgePatches({ minor, base: { role: 'worker' }, patches: [patch] }).ok).toBe('boolean');
});
