// Node IPAM and nodes that keep away from load balancers.
import { NODE_IPAM } from '../../../lib/check/rules/addresses/node-ipam';
import { said, worldFrom } from '../support';

const LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';
const join = (...documents: string[]) => documents.join('---\n');
const values = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cilium, namespace: kube-system}
spec: {chart: {spec: {chart: cilium, version: 1.20.0}}, values: {nodeIPAM: {enabled: true}}}
`;
const service = (more = ', loadBalancerClass: io.cilium/node') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: edge, namespace: shop}\nspec: {type: LoadBalancer, ports: [{port: 80}]${more}}\n`;
const machine = (type: string, labels: string, more = ', install: {image: a}') =>
  `machine: {type: ${type}, nodeLabels: {${labels}}${more}}\n`;
const node = (name: string, labels: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {${labels}}}\n`;
const lines = (...documents: string[]) => said(worldFrom(join(...documents)), NODE_IPAM);

describe('a Service of Node IPAM finds a node that serves', () => {
  test.each([
    ['a control plane alone', [machine('controlplane', `${LABEL}: ''`)]],
    ['a patch of control planes, whose generated configuration has the label', [machine('controlplane', '', '')]],
    ['Nodes that all have the label', [node('a', `${LABEL}: ''`), node('b', `${LABEL}: 'true'`)]],
    [
      'a label in a document',
      [join(machine('controlplane', ''), `apiVersion: v1alpha1\nkind: KubeNodeConfig\nlabels: {${LABEL}: ''}\n`)],
    ],
  ])('says so of %s', (_, documents) => {
    expect(lines(values, service(), ...documents)).toEqual([
      expect.stringMatching(/^warning address\/node-ipam-excluded .*the Service gets no address/),
    ]);
  });

  test.each([
    ['a worker', [machine('controlplane', `${LABEL}: ''`), machine('worker', '')]],
    ['a deleted label', [machine('controlplane', `${LABEL}: {$patch: delete}`)]],
    [
      'a deletion in another patch',
      [machine('controlplane', '', ''), `machine: {nodeLabels: {${LABEL}: {$patch: delete}}}\n`],
    ],
    ['patches that name no machine', [`machine: {nodeLabels: {${LABEL}: ''}}\n`]],
    ['no machines at all', []],
  ])('is silent about %s', (_, documents) => {
    expect(lines(values, service(), ...documents)).toEqual([]);
  });

  test('is silent about a Service of another class', () => {
    expect(lines(values, service(''), machine('controlplane', `${LABEL}: ''`))).toEqual([]);
  });
});
