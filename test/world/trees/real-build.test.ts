// What the real program builds: only where it is wanted, kept by content, and nothing from outside.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BuildWhen, readInput } from '../../../lib/check/input';

const isThere = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!isThere) console.info('skipped: no kubectl to build with');
const whereThere = isThere ? test : test.skip;

const { XDG_CACHE_HOME: before } = process.env;
let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'real-'));
  process.env.XDG_CACHE_HOME = join(scratch, 'cache');
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
});

const builds = () => {
  const folder = join(scratch, 'cache', 'talosnet', 'builds');
  return existsSync(folder) ? readdirSync(folder).length : 0;
};

function read(files: Readonly<Record<string, string>>, build: BuildWhen) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, 'in', file)), { recursive: true });
    writeFileSync(join(scratch, 'in', file), text);
  }
  const { objects, problems } = readInput([join(scratch, 'in')], undefined, build);
  return {
    data: objects.map(({ manifest }) => manifest.data),
    files: objects.map(({ origin }) => origin.file?.slice(join(scratch, 'in').length + 1)),
    notes: problems.map(({ code }) => code),
  };
}

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {host: x, from: real}\n';
const REPLACED =
  'resources: [a.yaml]\nreplacements: [{source: {kind: ConfigMap, name: a, fieldPath: data.from}, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.host]}]}]\n';
const REPLACING = { 'kustomization.yaml': REPLACED, 'a.yaml': MAP };
const PLAIN = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': MAP };

whereThere('auto builds what text does not follow, with the file of the source', () => {
  expect(read(REPLACING, 'auto')).toEqual({ data: [{ host: 'real', from: 'real' }], files: ['a.yaml'], notes: [] });
  expect(builds()).toBe(1);
});

whereThere('auto leaves what text follows to text, always builds it', () => {
  expect(read(PLAIN, 'auto').data).toEqual([{ host: 'x', from: 'real' }]);
  expect(builds()).toBe(0);
  expect(read(PLAIN, 'always').data).toEqual([{ host: 'x', from: 'real' }]);
  expect(builds()).toBe(1);
});

test('never builds nothing: what a replacement writes is unknown, and said', () => {
  expect(read(REPLACING, 'never')).toEqual({
    data: [{ host: '${replacement}', from: 'real' }],
    files: ['a.yaml'],
    notes: ['input/not-followed'],
  });
  expect(builds()).toBe(0);
});

whereThere('a file outside of the input is not read, and a refused build falls back to text', () => {
  writeFileSync(join(scratch, 'secret.txt'), 'outside');
  const generator = 'configMapGenerator: [{name: b, files: [../secret.txt]}]\n';
  const { data, notes } = read({ 'kustomization.yaml': `resources: [a.yaml]\n${generator}`, 'a.yaml': MAP }, 'always');
  expect(JSON.stringify(data)).not.toContain('outside');
  expect(notes).toEqual(['input/not-followed']);
});
