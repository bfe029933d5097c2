// What whole machine configurations tell of their cluster.
import { worldFrom } from '../../check/support';

const configuration = (name: string, type: string, more = '', endpoint = 'https://192.0.2.10:6443') =>
  `machine: {type: ${type}, token: t, install: {image: "ghcr.io/siderolabs/installer:v1.11.6"}, network: {${name === '' ? '' : `hostname: ${name}, `}interfaces: [{interface: eno1, addresses: [192.0.2.1${name.at(-1) ?? ''}/24]${more}}]}}\ncluster: {clusterName: loft, controlPlane: {endpoint: "${endpoint}"}, network: {podSubnets: [10.42.0.0/16], cni: {name: none}}}\n`;
const factsOf = (files: Readonly<Record<string, string>>) => worldFrom(files).facts;

test('configurations with host names are the nodes, with addresses, links, subnets and virtual addresses', () => {
  const files = {
    'a.yaml': configuration('loft-1', 'controlplane', ', vip: {ip: 192.0.2.10}'),
    'b.yaml': configuration('loft-2', 'worker', ', mtu: 9000'),
  };
  expect(factsOf(files)).toEqual({
    name: 'loft',
    endpoint: 'https://192.0.2.10:6443',
    talos: '1.11',
    nodes: [
      { name: 'loft-1', role: 'controlplane', addresses: ['192.0.2.11'] },
      { name: 'loft-2', role: 'worker', addresses: ['192.0.2.12'] },
    ],
    links: [
      { name: 'eno1', interface: 'eno1', nodes: ['loft-1'] },
      { name: 'eno1', interface: 'eno1', mtu: 9000, nodes: ['loft-2'] },
    ],
    podSubnets: ['10.42.0.0/16'],
    virtualIps: ['192.0.2.10'],
  });
});

test('documents count as the fields of v1alpha1 do', () => {
  const documents =
    'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: loft-3\n---\napiVersion: v1alpha1\nkind: LinkConfig\nname: eno2\naddresses: [{address: 198.51.100.3/24}]\n';
  const [{ nodes = [] } = {}] = [
    factsOf({ 'c.yaml': `${configuration('', 'worker').replace('v1.11.6', 'v1.13.9')}---\n${documents}` }),
  ];
  expect(nodes).toEqual([{ name: 'loft-3', role: 'worker', addresses: ['192.0.2.1', '198.51.100.3'] }]);
});

test('a configuration without a host name is one for several machines: no nodes', () => {
  expect(factsOf({ 'worker.yaml': configuration('', 'worker') })).toEqual({
    name: 'loft',
    endpoint: 'https://192.0.2.10:6443',
    talos: '1.11',
    podSubnets: ['10.42.0.0/16'],
  });
});

test('patches, and configurations of two clusters, tell no facts of one', () => {
  expect(factsOf({ 'a.yaml': 'machine: {type: worker, network: {hostname: a}}\n' })).toBeUndefined();
  const other = configuration('attic-1', 'worker', '', 'https://198.51.100.10:6443');
  expect(factsOf({ 'a.yaml': configuration('loft-1', 'worker'), 'b.yaml': other })).toBeUndefined();
});
