// What a patch does: reading, merging, deleting, and doing it again.
import { judged, judgedAs, MINORS, network, refusal } from './judged';

const NONE = 'cluster: {network: {cni: {name: none}}}\n';
const FLANNEL_DELETED = 'apiVersion: v1alpha1\nkind: KubeFlannelCNIConfig\n$patch: delete\n';

test('refuses an unknown key at load and names the near one, with the line', () => {
  for (const minor of MINORS) {
    const answer = judged(minor, 'machine:\n  netwrk: {}\n');
    expect(refusal(answer)).toBe('load unknown-key v1alpha1 machine.netwrk');
    expect(answer.errors[0]).toMatchObject({ line: 2, data: { key: 'netwrk', near: 'network' } });
  }
});

test('refuses a kind that the minor does not have and names the near one', () => {
  const answer = judged('1.13', 'apiVersion: v1alpha1\nkind: BondConfg\nname: bond0\n');
  expect(refusal(answer)).toBe('load unknown-kind BondConfg/bond0');
  expect(answer.errors[0]!.data.near).toBe('BondConfig');
  expect(judged('1.11', 'apiVersion: v1alpha1\nkind: BondConfig\nname: bond0\n').stage).toBe('load');
});

test('takes one patch on every minor but where the format has changed', () => {
  expect(MINORS.map((minor) => judged(minor, NONE).ok)).toEqual([true, true, true, false]);
  expect(judgedAs('controlplane', '1.14', { contract: '1.13' }, NONE).ok).toBe(true);
});

test('says each field that stands in the old form beside its document', () => {
  const { errors } = judged('1.14', NONE);
  expect(errors.map(({ reason, document, data }) => `${reason} ${document} ${String(data.field)}`)).toEqual([
    'both-forms KubeNetworkConfig cluster.network',
    'both-forms KubeFlannelCNIConfig cluster.network',
  ]);
});

test('a deletion of a missing document is passed over from 1.14, and refused before', () => {
  expect(MINORS.map((minor) => judged(minor, FLANNEL_DELETED).ok)).toEqual([false, false, false, true]);
  expect(judgedAs('controlplane', '1.14', { contract: '1.13' }, FLANNEL_DELETED).effects!.cni).toBe('flannel');
});

test('lists grow on a second application, keyed lists do not', () => {
  const interfaces = (inner: string) => `machine: {network: {interfaces: [{interface: eth1, ${inner}}]}}\n`;
  expect(judged('1.13', interfaces('mtu: 1500')).idempotent).toBe(true);
  expect(judged('1.13', interfaces('addresses: [192.0.2.1/24]')).idempotent).toBe(false);
  expect(
    judged('1.13', interfaces('deviceSelector: {physical: true}, dhcp: true').replace('interface: eth1, ', ''))
      .idempotent,
  ).toBe(false);
});

test('two inline manifests of one name are refused only the second time', () => {
  const answer = judged('1.13', 'cluster: {inlineManifests: [{name: a, contents: x}]}\n');
  expect([answer.ok, answer.twice?.ok, answer.twice?.problems[0]?.reason]).toEqual([true, false, 'duplicate-manifest']);
});

test('false wins over true, and a zero behind no pointer does not', () => {
  const set = 'machine: {network: {interfaces: [{interface: eth1, dhcp: true, mtu: 1500}]}}\n';
  const [link] = network(
    '1.13',
    set,
    'machine: {network: {interfaces: [{interface: eth1, dhcp: false, mtu: 0}]}}\n',
  ).links;
  expect([link!.dhcp.v4, link!.mtu]).toEqual([false, 1500]);
});

test('subnets are replaced and addresses appended', () => {
  const subnets = (text: string) => `cluster: {network: {podSubnets: [${text}]}}\n`;
  expect(network('1.13', subnets('10.1.0.0/16'), subnets('10.2.0.0/16')).podSubnets).toEqual(['10.2.0.0/16']);
  const address = (text: string) =>
    `apiVersion: v1alpha1\nkind: LinkConfig\nname: eth1\naddresses: [{address: ${text}}]\n`;
  expect(network('1.13', address('192.0.2.1/24'), address('192.0.2.2/24')).links[0]!.addresses).toHaveLength(2);
});

test('a list item goes by its first key', () => {
  const two = 'machine: {network: {interfaces: [{interface: a, mtu: 1500}, {interface: b, mtu: 1500}]}}\n';
  const gone = 'machine: {network: {interfaces: [{interface: b, $patch: delete}]}}\n';
  expect(network('1.13', two, gone).links.map(({ name }) => name)).toEqual(['a']);
  expect(refusal(judged('1.13', gone))).toMatch(/^apply deletion-not-found/);
});

test('an RFC 6902 patch works on one document only, and an empty patch counts as one', () => {
  const patch = '- {op: add, path: /machine/sysctls, value: {a: b}}\n';
  expect(MINORS.map((minor) => judged(minor, patch).ok)).toEqual([true, false, false, false]);
  expect(MINORS.map((minor) => judged(minor, '# nothing\n').ok)).toEqual([true, false, false, false]);
});

test('one patch may name a document twice from 1.14 on', () => {
  const rule =
    'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nportSelector: {ports: [22], protocol: tcp}\ningress: [{subnet: 10.0.0.0/8}]\n';
  expect(MINORS.map((minor) => judged(minor, `${rule}---\n${rule}`).ok)).toEqual([false, false, false, true]);
});

test.each([
  [
    'a link of two kinds',
    'apiVersion: v1alpha1\nkind: LinkConfig\nname: a\n---\napiVersion: v1alpha1\nkind: DummyLinkConfig\nname: a\n',
    'conflicting-documents',
  ],
  ['a VLAN id of 4095', 'apiVersion: v1alpha1\nkind: VLANConfig\nname: a\nvlanID: 4095\nparent: eth0\n', 'vlan-id'],
  ['a bond without links', 'apiVersion: v1alpha1\nkind: BondConfig\nname: a\nbondMode: active-backup\n', 'required'],
  [
    'a default route with a destination',
    'apiVersion: v1alpha1\nkind: LinkConfig\nname: a\nroutes: [{destination: 0.0.0.0/0, gateway: 10.0.0.1}]\n',
    'route-destination',
  ],
  ['an address as text', 'apiVersion: v1alpha1\nkind: LinkConfig\nname: a\naddresses: [10.0.0.1/24]\n', 'value'],
  [
    'a member with an address',
    'machine: {network: {interfaces: [{interface: b, bond: {interfaces: [e], mode: active-backup}}, {interface: e, addresses: [10.0.0.1/8]}]}}\n',
    'member-with-addresses',
  ],
  [
    'delays of a bond without miimon',
    'machine: {network: {interfaces: [{interface: b, bond: {interfaces: [e], mode: active-backup, updelay: 5}}]}}\n',
    'bond-delay-without-miimon',
  ],
])('refuses %s', (_, patch, reason) => {
  expect(judged('1.13', patch).errors.map((problem) => problem.reason)).toContain(reason);
});

test('documents of the control plane are refused on a worker', () => {
  const answer = judgedAs('worker', '1.14', {}, 'apiVersion: v1alpha1\nkind: KubeProxyConfig\nenabled: false\n');
  expect(answer.errors[0]).toMatchObject({ reason: 'control-plane-only', data: { kinds: ['KubeProxyConfig'] } });
});
