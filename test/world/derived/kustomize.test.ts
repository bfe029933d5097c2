// What kustomizations and Flux Kustomizations do to objects.
import { KUSTOMIZE, Kustomize } from '../../../lib/world/derived/kustomize';
import { worldFrom } from '../../check/support';

const model = (files: Readonly<Record<string, string>>): Kustomize => worldFrom(files).model(KUSTOMIZE);
/** An object that no root has built. */
const named = (kind: string, name: string) => ({
  manifest: { apiVersion: 'v1', kind, metadata: { name } },
  origin: {},
});
const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';

test.each([
  ['a file', { 'kustomization.yaml': 'resources: []\npatches: [{path: p.yaml}]\n', 'p.yaml': service }],
  [
    'a file of the old list',
    { 'kustomization.yaml': 'resources: []\npatchesStrategicMerge: [p.yaml]\n', 'p.yaml': service },
  ],
  [
    'a target, whose name is a regular expression',
    {
      'kustomization.yaml': 'resources: []\npatches: [{path: p.yaml, target: {kind: Service, name: "we."}}]\n',
      'p.yaml': '- {op: remove, path: /spec}\n',
    },
  ],
  [
    'a text',
    {
      'kustomization.yaml':
        'resources: []\npatches:\n  - patch: |-\n      kind: Service\n      metadata: {name: web}\n',
    },
  ],
  [
    'Flux',
    {
      'ks.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {patches: [{target: {kind: Service}, patch: "- op: remove"}]}\n',
    },
  ],
])('a Service is patched by %s', (_, files) => {
  expect(model(files as unknown as Record<string, string>).patches(named('Service', 'web'))).toBe(true);
  expect(model(files as unknown as Record<string, string>).patches(named('Deployment', 'web'))).toBe(false);
});

test('a target of another name leaves the Service whole', () => {
  expect(
    model({
      'kustomization.yaml': 'resources: []\npatches: [{target: {kind: Service, name: we}, patch: "- op: remove"}]\n',
    }).patches(named('Service', 'web')),
  ).toBe(false);
});

test('images with a new tag or digest are retagged, others are not', () => {
  const kustomize = model({
    'kustomization.yaml':
      'resources: []\nimages: [{name: a, newTag: "1"}, {name: b, digest: sha256:1}, {name: c, newName: d}]\n',
  });
  expect(['a', 'b', 'c'].map((name) => kustomize.retags(named('Pod', 'web'), name))).toEqual([true, true, false]);
});

test('files that one kustomization lists stand together', () => {
  const kustomize = model({
    'k/kustomization.yaml': 'resources: [a.yaml, ../x/b.yaml]\n',
    'j/kustomization.yaml': 'resources: [../k/c.yaml]\n',
  });
  expect(kustomize.listTogether('k/a.yaml', 'x/b.yaml')).toBe(true);
  expect(kustomize.listTogether('k/a.yaml', 'k/c.yaml')).toBe(false);
});
