// .talosnet.yaml: levels of rules, each with a reason, and what is wrong with the file itself.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkIn, configMap, folderOf } from './frame-helpers';

const TWICE = `${configMap('same')}---\n${configMap('same')}`;
const duplicate = (level: string, more = '') =>
  `levels:\n  - {code: object/duplicate, level: ${level}, reason: two stages${more}}\n`;

async function said(config: string, files: Readonly<Record<string, string>>, ...args: string[]): Promise<string[]> {
  const folder = folderOf({ '.talosnet.yaml': config, ...files });
  const { out } = await checkIn(folder, '$', '--format', 'json', ...args);
  const { findings } = JSON.parse(out) as { findings: { severity: string; code: string; line: number | null }[] };
  return findings.map(({ severity, code, line }) => `${severity} ${code} ${line}`);
}

test.each([
  ['error', ['error object/duplicate 9']],
  ['warning', ['warning object/duplicate 9']],
  ['note', []],
  ['off', []],
])('a rule has the level that is set for it: %s', async (level, expected) => {
  expect(await said(duplicate(level), { 'a.yaml': TWICE })).toEqual(expected);
});

test('a level counts for its files and objects, and for nothing else', async () => {
  const files = { 'dev/a.yaml': TWICE, 'live/a.yaml': TWICE };
  expect(await said(duplicate('note', ', file: dev/**'), files)).toEqual(['error object/duplicate 9']);
  expect(await said(duplicate('note', ', object: ConfigMap/*'), files)).toEqual([]);
});

test('a level may be raised', async () => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "a:latest"}]}\n';
  const raised = 'levels: [{code: object/moving-tag, level: error, reason: nothing pins images here}]\n';
  expect(await said(raised, { 'a.yaml': pod })).toEqual(['error object/moving-tag 4']);
});

test('a code that nothing says is an error on its line', async () => {
  expect(await said('ignore:\n  - code: object/duplicat\n    reason: x\n', { 'a.yaml': configMap('a') })).toEqual([
    'error input/unknown-code 2',
  ]);
});

test('an entry that is about nothing is said where all that it could be about was checked', async () => {
  const files = { 'apps/a.yaml': configMap('a') };
  expect(await said(duplicate('off'), files)).toEqual(['warning input/unused-entry 2']);
  expect(await said(duplicate('off'), files, '--only', 'schema')).toEqual([]);
  const { code, out } = await checkIn(folderOf({ '.talosnet.yaml': duplicate('off'), ...files }), '$/apps');
  expect([code, out]).toEqual([0, expect.not.stringContaining('unused')]);
});

test.each([
  ['no level', 'levels: [{code: object/duplicate, reason: x}]', 'has no level; write error, warning, note or off'],
  ['no reason', 'levels: [{code: object/duplicate, level: off}]', 'has no reason'],
  ['a word for a level', 'levels: [{code: object/duplicate, level: low, reason: x}]', 'has no level'],
  ['maps without end', `a: ${'{a: '.repeat(20_000)}`, 'nesting exceeded'],
])('%s is refused in one line', async (_what, config, words) => {
  const { code, err } = await checkIn(folderOf({ '.talosnet.yaml': `${config}\n`, 'a.yaml': configMap('a') }), '$');
  expect(code).toBe(2);
  expect(err).toContain(words);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('a configuration that is a link out of its folder is not read', async () => {
  const outside = folderOf({ secret: 'password: hunter2\n' });
  const folder = folderOf({ 'a.yaml': configMap('a') });
  symlinkSync(join(outside, 'secret'), join(folder, '.talosnet.yaml'));
  const { code, out, err } = await checkIn(folder, '$');
  expect(code).toBe(2);
  expect(`${out}${err}`).toContain('a symbolic link that leads out of its folder');
  expect(`${out}${err}`).not.toContain('password');
});

test('a pattern made to be slow takes no longer than another', async () => {
  const pattern = `${'**/'.repeat(60)}x`;
  const start = Date.now();
  await said(`ignore: [{code: object/duplicate, reason: x, file: "${pattern}"}]\n`, {
    [`${'a/'.repeat(60)}a.yaml`]: TWICE,
  });
  expect(Date.now() - start).toBeLessThan(5000);
});
