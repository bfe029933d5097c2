// A publication that is stopped or fails at any step: nothing half written, nothing of the user's touched, and the next run puts it right.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutputError, publish } from '../../lib/output';
import { WORKSHOP } from '../../lib/output/journal';
import { parseRecord, RECORD, sumOf } from '../../lib/output/record';
import { Content, contentOf, files, fill, removeFolders, temporary } from './folders';
import { fragile } from './fragile';
import { buildVictim, killAt } from './process';

const THEIRS: Content = { 'README.md': '# theirs\n', 'talos/own.yaml': 'theirs\n' };
const BEFORE: Content = { 'changed.yaml': 'changed: 1\n', 'gone/gone.yaml': 'gone: 1\n', 'same.yaml': 'same: 1\n' };
const AFTER: Content = {
  'changed.yaml': 'changed: 2\n',
  'same.yaml': 'same: 1\n',
  'talos/new.yaml': 'new: 1\n',
  'x/y/new.yaml': 'new: 2\n',
};

const QUIET = { say: () => undefined };

let prepared: string;
beforeEach(() => {
  prepared = temporary(THEIRS);
  publish(prepared, files(BEFORE));
});
afterEach(removeFolders);

function copyOf(folder: string): string {
  const copy = temporary();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** The steps of the whole publication. */
function stepsOf(content: Content): string[] {
  const log: string[] = [];
  publish(copyOf(prepared), files(content), { fs: fragile({ at: 0, how: 'kill' }, log) });
  return log;
}

/** What lies in the folder beside the workshop; every file must be whole. */
function wholeFiles(folder: string): Content {
  const found = Object.fromEntries(Object.entries(contentOf(folder)).filter(([name]) => !name.startsWith(WORKSHOP)));
  for (const [name, text] of Object.entries(found)) {
    if (name.endsWith('/')) continue;
    expect([name, [THEIRS[name], BEFORE[name], AFTER[name]].includes(text)]).toEqual([name, true]);
  }
  expect(found).toMatchObject(THEIRS);
  expect(found['same.yaml']).toBe(BEFORE['same.yaml']);
  return found;
}

/** The record names exactly the files that are ours. */
function recordFits(folder: string, content: Content): void {
  const record = parseRecord(readFileSync(join(folder, RECORD), 'utf8'))!;
  expect(Object.fromEntries([...record.values()].map(({ name, sums }) => [name, sums]))).toEqual(
    Object.fromEntries(Object.entries(content).map(([name, text]) => [name, [sumOf(Buffer.from(text))]])),
  );
}

test('killed at every step, and in the middle of every file: the next run finishes or clears, and says which', () => {
  const program = buildVictim(temporary());
  const steps = stepsOf(AFTER);
  const said: string[] = [];
  for (const how of ['kill', 'kill-half'] as const) {
    for (const [index, step] of steps.entries()) {
      if (how === 'kill-half' && !step.startsWith('create')) continue;
      const folder = copyOf(prepared);
      killAt(program, folder, files(AFTER), index + 1, how);
      const found = wholeFiles(folder);
      const state = same(found, { ...THEIRS, ...BEFORE })
        ? 'before'
        : same(found, { ...THEIRS, ...AFTER })
          ? 'after'
          : 'between';
      // Whatever the next run writes: the same again, or what was there before the stopped one.
      const back = copyOf(folder);
      const { recovery } = publish(folder, files(AFTER), QUIET);
      expect(contentOf(folder)).toEqual({ ...THEIRS, ...AFTER });
      recordFits(folder, AFTER);
      publish(back, files(BEFORE), QUIET);
      expect(contentOf(back)).toEqual({ ...THEIRS, ...BEFORE });
      recordFits(back, BEFORE);
      said.push(`${state}: ${recovery?.kind ?? 'nothing'}`);
      if (process.env.SHOW !== undefined)
        process.stderr.write(
          `| ${index + 1} ${how} | ${step.replaceAll(/\/\S*\/output-\w+\//g, '').replaceAll(/run-\S+/g, 'run-…')} | ${state} | ${recovery === undefined ? 'nothing' : `${recovery.kind} ${recovery.files.join(' ')}`} |\n`,
        );
    }
  }
  expect(said.filter((line) => line.startsWith('between') && line !== 'between: finished')).toEqual([]);
  expect(new Set(said)).toEqual(
    new Set([
      'before: nothing',
      'before: cleared',
      'before: finished',
      'between: finished',
      'after: finished',
      'after: cleared',
      'after: nothing',
    ]),
  );
}, 300_000);

test('killed while it finishes what another one left, at every step: the third run puts it right', () => {
  const program = buildVictim(temporary());
  const steps = stepsOf(AFTER);
  const middle = steps.findIndex((step) => step.startsWith('move') && step.endsWith('talos/new.yaml'));
  expect(middle).toBeGreaterThan(0);
  const run = (folder: string, step: number) =>
    spawnSync(process.execPath, [program, folder, JSON.stringify(files(AFTER)), String(step), 'kill']);
  const stopped = copyOf(prepared);
  killAt(program, stopped, files(AFTER), middle + 1);
  for (let step = 1; ; step += 1) {
    const folder = copyOf(stopped);
    const { signal } = run(folder, step);
    wholeFiles(folder);
    publish(folder, files(AFTER), QUIET);
    expect(contentOf(folder)).toEqual({ ...THEIRS, ...AFTER });
    if (signal === null) return expect(step).toBeGreaterThan(10);
  }
}, 300_000);

test('what somebody changed between the stop and the next run is left alone and named', () => {
  const program = buildVictim(temporary());
  const moved = stepsOf(AFTER).findIndex((step) => step.startsWith('move') && step.endsWith('/changed.yaml'));
  killAt(program, prepared, files(AFTER), moved + 1);
  fill(prepared, { 'changed.yaml': 'theirs\n' });
  let report = '';
  const said: string[] = [];
  try {
    publish(prepared, files(AFTER), { say: (line) => said.push(line) });
  } catch (error) {
    report = (error as OutputError).message;
  }
  expect(said).toEqual([
    `${prepared}: an earlier synth was stopped while it wrote: the rest of it was put in place (talos/new.yaml, x/y/new.yaml, ${RECORD}); changed by somebody since and left alone: changed.yaml`,
  ]);
  expect(report).toContain(`error    output/edited   ${prepared}/changed.yaml`);
  expect(contentOf(prepared)).toMatchObject({ ...THEIRS, 'changed.yaml': 'theirs\n' });
});

test('prepared files that are lost are not missed: what was done is undone', () => {
  const program = buildVictim(temporary());
  const moved = stepsOf(AFTER).findIndex((step) => step.startsWith('move') && step.endsWith('x/y/new.yaml'));
  killAt(program, prepared, files(AFTER), moved + 1);
  for (const name of Object.keys(contentOf(prepared)).filter((one) => one.includes(`${WORKSHOP}/new-`)))
    writeFileSync(join(prepared, name), 'lost\n');
  const { recovery } = publish(prepared, files(BEFORE), QUIET);
  expect(recovery).toMatchObject({ kind: 'undone', left: [] });
  expect(recovery!.files.sort()).toEqual(['changed.yaml', 'gone/gone.yaml', 'talos/new.yaml']);
  expect(contentOf(prepared)).toEqual({ ...THEIRS, ...BEFORE });
});

test.each([
  ['EACCES', 'output/read-only'],
  ['EROFS', 'output/read-only'],
  ['ENOSPC', 'output/disk-full'],
  ['EDQUOT', 'output/disk-full'],
  ['ENAMETOOLONG', 'output/name-long'],
  ['EIO', 'output/failed'],
])(
  '%s at any step is a clear error, and the folder is as it was',
  (code, problem) => {
    const steps = stepsOf(AFTER);
    // After the last file is in place the output is complete: what fails then is only clearing up.
    const complete = steps.findIndex((step) => step.startsWith('move') && step.endsWith(`/${RECORD}`)) + 1;
    expect(complete).toBeGreaterThan(10);
    for (let at = 1; at <= complete; at += 1) {
      // Empty folders that stay behind are no failure, nor is one more synchronisation.
      if (steps[at - 1]!.startsWith('removeFolder')) continue;
      const folder = copyOf(prepared);
      let report: OutputError | undefined;
      try {
        publish(folder, files(AFTER), { fs: fragile({ at, how: { code } }) });
      } catch (error) {
        report = error as OutputError;
      }
      expect([steps[at - 1], report?.problems.map((one) => one.code)]).toEqual([steps[at - 1], [problem]]);
      expect(contentOf(folder)).toEqual({ ...THEIRS, ...BEFORE });
      recordFits(folder, BEFORE);
    }
  },
  120_000,
);

test('a disk that takes nothing any more in the middle: said, and the next run puts it right', () => {
  const steps = stepsOf(AFTER);
  const at = steps.findIndex((step) => step.startsWith('move') && step.endsWith('x/y/new.yaml')) + 1;
  expect(() => publish(prepared, files(AFTER), { fs: fragile({ at, how: { code: 'EIO' }, from: true }) })).toThrow(
    'output/unfinished',
  );
  expect(existsSync(join(prepared, WORKSHOP))).toBe(true);
  wholeFiles(prepared);
  expect(publish(prepared, files(AFTER), QUIET).recovery).toMatchObject({ kind: 'finished' });
  expect(contentOf(prepared)).toEqual({ ...THEIRS, ...AFTER });
});

function same(a: Content, b: Content): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
