// Exit 2 means that a file which should be readable was not.
import { checkIn, configMap, folderOf } from './frame-helpers';

/** Go reads no tag of an application. */
const BLUEPRINT = 'version: 1\nentries:\n  - id: &x a\n    b: !KeyOf *x\n';
const GOOD = { 'good.yaml': configMap('good') };
const generator = 'configMapGenerator: [{name: x, files: [data.yaml]}]\n';

test.each<[string, Readonly<Record<string, string>>]>([
  ['data of a generator', { 'kustomization.yaml': generator, 'data.yaml': 'a: [\n' }],
  [
    'a key twice in data of a generator',
    { 'kustomization.yaml': generator, 'data.yaml': 'apiVersion: v1\na: 1\na: 2\n' },
  ],
  ['a blueprint with tags of its own', { 'blueprints/a.yaml': BLUEPRINT, 'other/a.yaml': BLUEPRINT }],
  ['an input of Terraform', { 'terraform/patch.yaml': '- op: x\ntarget: {}\n' }],
  [
    'a JSON patch that a kustomization names',
    {
      'kustomization.yaml': 'resources: [good.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]\n',
      'p.yaml': '- {op: remove, path: /data}\n',
    },
  ],
  [
    'a document of another program with a version',
    { 'score.yaml': 'apiVersion: score.dev/v1b1\nmetadata: {name: a}\n' },
  ],
  ['a placeholder', { 'a.yaml': `${configMap('x')}  namespace: \${NS}\n` }],
  ['a Helm template', { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Name }}}\n' }],
  ['an unknown kind', { 'a.yaml': 'apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: a}\n' }],
])('%s leaves the exit code alone', async (_what, files) => {
  const { code, out } = await checkIn(folderOf({ ...GOOD, ...files }), '$');
  expect([code, out]).toEqual([0, expect.stringContaining('nothing wrong')]);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['a broken manifest', { 'a.yaml': 'apiVersion: v1\nkind: [\n' }],
  ['a broken manifest in a folder of Terraform', { 'terraform/a.yaml': 'apiVersion: v1\nkind: [\n' }],
  [
    'a broken file that a kustomization lists, too',
    {
      'kustomization.yaml': `${generator}resources: [data.yaml]\n`,
      'data.yaml': 'apiVersion: v1\nkind: [\n',
    },
  ],
  ['broken YAML of which nobody knows what it is', { 'a.yaml': 'a: [\n' }],
])('%s is exit 2', async (_what, files) => {
  expect((await checkIn(folderOf({ ...GOOD, ...files }), '$')).code).toBe(2);
});
