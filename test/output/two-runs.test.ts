// Runs at once: each waits for the other, and the folder holds the files of one of them, never of both.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '../../lib/output';
import { claim } from '../../lib/output/claim';
import { DISK } from '../../lib/output/file-system';
import { WORKSHOP } from '../../lib/output/journal';
import { Content, contentOf, files, removeFolders, temporary } from './folders';
import { buildVictim } from './process';

afterEach(removeFolders);

const QUIET = { say: () => undefined };
const set = (run: number): Content =>
  Object.fromEntries(
    [...Array(6).keys()].flatMap((file) => [
      [`shared-${file}.yaml`, `run: ${run}\n`],
      [`${run}/own-${file}.yaml`, `run: ${run}\n`],
    ]),
  );

test('four processes that publish different files over and over leave those of one run, whole', async () => {
  const program = buildVictim(temporary());
  const folder = temporary({ 'README.md': 'theirs\n' });
  const ends = [0, 1, 2, 3].map(
    (run) =>
      new Promise<[number | null, string]>((end) => {
        const sets = JSON.stringify([files(set(run)), files(set(run + 4))]);
        const child = spawn(process.execPath, [program, folder, sets, '4']);
        let stderr = '';
        child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
        child.on('close', (code) => end([code, stderr]));
      }),
  );
  expect(await Promise.all(ends)).toEqual(ends.map(() => [0, '']));
  const left = contentOf(folder);
  const run = Number(/\d+/.exec(left['shared-0.yaml']!)![0]);
  expect(left).toEqual({ 'README.md': 'theirs\n', ...set(run) });
}, 120_000);

test('a run that waits in vain says which process works there, and leaves no trace', () => {
  const folder = temporary();
  mkdirSync(join(folder, WORKSHOP));
  const held = claim(DISK, join(folder, WORKSHOP), folder);
  const before = readdirSync(join(folder, WORKSHOP));
  expect(() => publish(folder, files({ 'a.yaml': 'a' }), { patience: 100 })).toThrow(
    `error    output/busy   ${folder}\n         another run is writing there: process ${process.pid}\n         → wait for it to end, and run again`,
  );
  expect(readdirSync(join(folder, WORKSHOP)).filter((name) => name.startsWith('run-'))).toEqual(
    before.filter((name) => name.startsWith('run-')),
  );
  held.release();
  publish(folder, files({ 'a.yaml': 'a' }));
  expect(contentOf(folder)).toEqual({ 'a.yaml': 'a' });
});

/** A claim as another run would have left it. */
function claimOf(folder: string, change: (own: string) => string): string {
  mkdirSync(join(folder, WORKSHOP), { recursive: true });
  const held = claim(DISK, join(folder, WORKSHOP), folder);
  const own = readdirSync(join(folder, WORKSHOP)).find((name) => name.startsWith('run-'))!;
  held.release();
  const path = join(folder, WORKSHOP, change(own));
  mkdirSync(join(folder, WORKSHOP), { recursive: true });
  writeFileSync(path, '');
  return path;
}

test.each<[string, (own: string) => string]>([
  ['of a process that is gone', (own) => own.replace(`-${process.pid}-`, '-4194000-')],
  [
    'of another process that has the number now',
    (own) => own.replace(new RegExp(`-${process.pid}-\\d+-`), `-${process.ppid}-7-`),
  ],
])('a claim %s is cleared away and said', (_what, change) => {
  const folder = temporary();
  claimOf(folder, change);
  const said: string[] = [];
  publish(folder, files({ 'a.yaml': 'a' }), { say: (line) => said.push(line), patience: 100 });
  expect(contentOf(folder)).toEqual({ 'a.yaml': 'a' });
  expect(said).toEqual([
    `${folder}: an earlier synth was stopped while it wrote: no file was in between; what it had prepared was cleared away`,
  ]);
});

test('a claim of another machine holds for two minutes, and the report says what to do', () => {
  const folder = temporary();
  const path = claimOf(folder, (own) => own.replace(/^run-\w+-/, 'run-abcdef123456-'));
  expect(() => publish(folder, files({ 'a.yaml': 'a' }), { patience: 50 })).toThrow(
    `a run on another machine, or from before a restart, is writing there\n         → wait two minutes; or, if none is running, remove ${path}`,
  );
  const old = Date.now() / 1000 - 130;
  utimesSync(path, old, old);
  publish(folder, files({ 'a.yaml': 'a' }), QUIET);
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('a');
});
