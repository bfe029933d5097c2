// A calm report: one line for what is said of many objects, what was seen and passed over, and only what is new beside a baseline.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkIn, configMap, folderOf } from './frame-helpers';

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: "shop/${name}:latest"}]}\n`;
const pool = (name: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: ${name}, namespace: x}\nspec: {blocks: [{cidr: 192.168.${name.length}.0/24}]}\n`;
const TWICE = `${configMap('same')}---\n${configMap('same')}`;

test('moving tags and namespaces on cluster-scoped objects are one line each; --verbose lists them', async () => {
  const folder = folderOf({ 'a.yaml': pod('web'), 'b.yaml': pod('door'), 'c.yaml': `${pool('a')}---\n${pool('ab')}` });
  const { code, out } = await checkIn(folder, '$');
  expect(code).toBe(1);
  expect(out).toContain(
    '2 images have no tag, or one that moves: shop/door:latest, shop/web:latest, in 2 files\n         → write versions or digests; --verbose lists them',
  );
  expect(out.match(/object\/moving-tag/g)).toHaveLength(1);
  expect(out).toContain('2 cluster-scoped objects have a namespace: CiliumLoadBalancerIPPool (2), in 1 file');
  expect(out).toContain('4 warnings in 3 files');
  const { out: all } = await checkIn(folder, '$', '--verbose');
  expect(all.match(/object\/moving-tag/g)).toHaveLength(2);
  const { findings } = JSON.parse((await checkIn(folder, '$', '--format', 'json')).out) as { findings: object[] };
  expect(findings).toHaveLength(4);
  const { out: annotations } = await checkIn(folder, '$', '--format', 'github');
  expect(annotations.match(/title=object\/moving-tag/g)).toHaveLength(1);
});

test('objects without a known schema are one note', async () => {
  const secret = (name: string) =>
    `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: ${name}}\nspec: {}\n`;
  const { code, out } = await checkIn(
    folderOf({ 'a.yaml': secret('a'), 'b.yaml': secret('b') }),
    '$',
    '--min-severity',
    'note',
  );
  expect(code).toBe(0);
  expect(out).toContain('no schema of 2 objects is known here: ExternalSecret (2), in 2 files');
  expect(out).toContain('passed over: 2 objects of kinds without known schema');
});

test('the summary says what was seen and what was passed over, by kind', async () => {
  const { out } = await checkIn(
    folderOf({
      'a.yaml': `${configMap('a')}---\n${configMap('b')}`,
      'kustomization.yaml': 'resources: [a.yaml]\nconfigMapGenerator: [{name: x, files: [blueprint.yaml]}]\n',
      'blueprint.yaml': 'version: 1\n',
      'chart/t.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}"}\n',
      'talos/w.yaml': 'machine: {type: worker}\n',
      'talos/c.yaml.j2': 'machine:\n{% if x %}\n  type: worker\n{% endif %}\n',
      'secret.sops.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nsops: {mac: x}\n',
    }),
    '$',
  );
  expect(out).toContain('seen: 3 ConfigMap, 1 Talos document, 1 kustomization\n');
  expect(out).toContain(
    'passed over: 1 encrypted document, 2 templates, 1 data file of a generator, 1 document that is no manifest\n',
  );
});

test.each([
  ['templates alone', { 'a.yaml.j2': 'apiVersion: v1\n{% for x in y %}\nkind: {{ x }}\n{% endfor %}\n' }, '1 template'],
  ['Talos templates alone', { 'a.yaml.j2': 'machine: {type: "{{ type }}"}\n' }, ''],
  ['other YAML', { 'Pulumi.yaml': 'name: x\nruntime: nodejs\n' }, '1 document that is no manifest'],
])('a check of nothing is no success: %s', async (_what, files: Record<string, string>, words) => {
  const { code, out } = await checkIn(folderOf(files), '$');
  expect(code).toBe(1);
  expect(out).toContain(
    `nothing was judged: 1 file${words === '' ? '' : ` with ${words}`}, and no whole Kubernetes object or Talos document among them`,
  );
});

test('a baseline leaves what it knows out: only what is new counts, and what is gone is said', async () => {
  const folder = folderOf({ 'a.yaml': TWICE, 'b.yaml': pod('web') });
  const written = await checkIn(folder, '$', '--write-baseline', '$/base.json');
  expect([written.code, written.out]).toEqual([0, '']);
  const same = await checkIn(folder, '$/a.yaml', '$/b.yaml', '--baseline', '$/base.json');
  expect(same.code).toBe(0);
  expect(same.out).toContain('known by the baseline: 2');

  // Lines move, one is repaired, another comes.
  writeFileSync(join(folder, 'a.yaml'), `# moved\n${TWICE}`);
  writeFileSync(join(folder, 'b.yaml'), pod('door'));
  const later = await checkIn(folder, '$/a.yaml', '$/b.yaml', '--baseline', '$/base.json');
  expect(later.code).toBe(1);
  expect(later.out).toContain('1 warning in 1 file');
  expect(later.out).toContain('Pod/door');
  expect(later.out).toContain('no longer found: object/moving-tag Pod/web; write the baseline anew');
  const { summary } = JSON.parse(
    (await checkIn(folder, '$/a.yaml', '$/b.yaml', '--baseline', '$/base.json', '--format', 'json')).out,
  ) as { summary: { baseline: object } };
  expect(summary.baseline).toEqual({ known: 1, gone: ['object/moving-tag Pod/web'] });
});

test('a baseline knows a finding as often as it was there', async () => {
  const folder = folderOf({ 'a.yaml': TWICE });
  await checkIn(folder, '$', '--write-baseline', '$/base.json');
  writeFileSync(join(folder, 'b.yaml'), readFileSync(join(folder, 'a.yaml')));
  const { code, out } = await checkIn(folder, '$/a.yaml', '$/b.yaml', '--baseline', '$/base.json');
  expect([code, out]).toEqual([1, expect.stringContaining('1 error in 1 file')]);
});

test.each([
  ['no JSON', 'a: b\n', 'no baseline: not JSON'],
  ['another JSON', '{}', 'no baseline of this version'],
])('%s is no baseline', async (_what, text, words) => {
  const folder = folderOf({ 'a.yaml': TWICE, 'base.json': text });
  const { code, err } = await checkIn(folder, '$/a.yaml', '--baseline', '$/base.json');
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});
