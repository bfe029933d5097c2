// What the agent takes depends on settings; they come from the values of Cilium in the input, wherever people keep them.
import { check } from '../../../lib/check';
import type { CheckedDocument, CheckedObject } from '../../../lib/world/types';

const object = (manifest: object, file = 'cluster/a.yaml') =>
  ({ manifest, origin: { file, document: 1 } }) as CheckedObject;
const policy = object({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'nodes', namespace: 'shop' },
  spec: { endpointSelector: {}, ingress: [{ fromNodes: [{}] }] },
});
const release = (values: object) =>
  object({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'cilium', namespace: 'kube-system' },
    spec: {
      interval: '1h',
      chart: { spec: { chart: 'cilium', version: '1.20.0', sourceRef: { kind: 'HelmRepository', name: 'cilium' } } },
      values,
    },
  });
const codes = (objects: CheckedObject[], ciliumValues?: CheckedDocument[]) =>
  check(
    { objects, talos: [], documents: [] },
    { only: ['cilium'], ...(ciliumValues === undefined ? {} : { ciliumValues }) },
  ).problems.map(({ code }) => code);

test.each<[string, CheckedObject[], string[]]>([
  ['without values the chart defaults count: node labels are off', [policy], ['cilium/node-peers']],
  ['values that leave it open are the defaults', [policy, release({})], ['cilium/node-peers']],
  ['values that switch it on', [policy, release({ nodeSelectorLabels: true })], []],
  ['a placeholder leaves it in doubt', [policy, release({ nodeSelectorLabels: '${LABELS}' })], []],
  ['of two installs the one that takes more counts', [policy, release({}), release({ nodeSelectorLabels: true })], []],
  [
    'a rendered configuration says it too',
    [
      policy,
      object({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'cilium-config' },
        data: { 'enable-node-selector-labels': 'true' },
      }),
    ],
    [],
  ],
])('%s', (_title, objects, expected) => {
  expect(codes(objects)).toEqual(expected);
});

test('a file of values that the user names counts, and needs no version beside it', () => {
  const named = { content: { nodeSelectorLabels: true }, origin: { file: 'values.yaml', document: 1 } };
  expect(codes([policy], [named])).toEqual([]);
});
