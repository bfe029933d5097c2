// What is written: publishing a folder, and what is said beside it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { besideManifests, OutputError, OutputProblem, pruned, publish, PublishOptions } from '../../../lib/output';
import { claim } from '../../../lib/output/claim';
import { DISK } from '../../../lib/output/file-system';
import { WORKSHOP } from '../../../lib/output/journal';
import { RECORD } from '../../../lib/output/record';
import { recordKey } from '../../../lib/output';
import { Break, fragile } from '../../output/fragile';
import { Example } from './example';

/** Does something in a folder that is gone afterwards. */
function inFolder(act: (folder: string) => unknown): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'codes-'));
  try {
    return act(folder);
  } finally {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  }
}

const write = (folder: string, names: readonly string[], options: PublishOptions = {}, text = 'a: 1\n') =>
  publish(
    folder,
    names.map((name) => ({ name, text })),
    { patience: 0, say: () => undefined, force: false, ...options },
  );

/** Publishes files into an empty folder. */
const files =
  (...names: string[]) =>
  () =>
    inFolder((folder) => write(folder, names));

/** Publishes `a.yaml` into a folder that was made ready. */
const into = (ready: (folder: string) => void, names: readonly string[] = ['a.yaml']) =>
  inFolder((folder) => {
    ready(folder);
    return write(folder, names);
  });

const put = (folder: string, name: string, text = 'mine\n') => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

/** Publishes onto a disk that breaks at a step. */
const broken = (how: Break) => inFolder((folder) => write(folder, ['a.yaml', 'b.yaml'], { fs: fragile(how) }));

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' } };
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

/** The errors of a disk that is full or failing, by the step at which it breaks for good. */
function unfinished(): unknown {
  for (let at = 1; at < 40; at++)
    try {
      inFolder((folder) => {
        write(folder, ['a.yaml', 'b.yaml']);
        return write(folder, ['a.yaml', 'b.yaml'], { fs: fragile({ at, how: { code: 'EIO' }, from: true }) }, 'b: 2\n');
      });
    } catch (error) {
      if (error instanceof OutputError && error.problems.some(({ code }) => code === 'output/unfinished'))
        return error.problems;
    }
  return [];
}

export const OUTPUT_EXAMPLES: readonly Example[] = [
  { code: 'output/outside', bad: files('../a.yaml'), good: files('a.yaml') },
  { code: 'output/name-long', bad: files(`${'a'.repeat(256)}.yaml`), good: files(`${'a'.repeat(200)}.yaml`) },
  { code: 'output/name-case', bad: files('Web.yaml', 'web.yaml'), good: files('web.yaml', 'web-2.yaml') },
  {
    code: 'output/file-in-the-way',
    bad: () => into((folder) => put(folder, 'talos'), ['talos/all.yaml']),
    good: () => into((folder) => put(folder, 'talos/mine'), ['talos/all.yaml']),
  },
  {
    code: 'output/folder-in-the-way',
    bad: () => into((folder) => put(folder, 'a.yaml/b')),
    good: () => into((folder) => put(folder, 'b/a.yaml')),
  },
  {
    code: 'output/not-ours',
    bad: () => into((folder) => put(folder, 'a.yaml')),
    good: () => into((folder) => put(folder, 'a.yaml', 'a: 1\n')),
  },
  {
    code: 'output/edited',
    bad: () => into((folder) => (write(folder, ['a.yaml'], {}, 'a: 0\n'), put(folder, 'a.yaml'))),
    good: () => into((folder) => void write(folder, ['a.yaml'], {}, 'a: 0\n')),
  },
  {
    code: 'output/link',
    bad: () => into((folder) => symlinkSync('/nowhere', join(folder, 'a.yaml'))),
    good: () => into((folder) => symlinkSync('/nowhere', join(folder, 'b.yaml'))),
  },
  {
    code: 'output/repository-root',
    bad: () => into((folder) => mkdirSync(join(folder, '.git'))),
    good: () => inFolder((folder) => (mkdirSync(join(folder, '.git')), write(join(folder, 'dist'), ['a.yaml']))),
  },
  {
    code: 'output/record',
    bad: () => into((folder) => put(folder, RECORD, 'format 99\n')),
    good: () => into((folder) => void write(folder, ['a.yaml'])),
  },
  {
    code: 'output/busy',
    bad: () =>
      inFolder((folder) => {
        const held = claim(DISK, join(folder, WORKSHOP), folder);
        try {
          return write(folder, ['a.yaml']);
        } finally {
          held.release();
        }
      }),
    good: () => into((folder) => claim(DISK, join(folder, WORKSHOP), folder).release()),
  },
  { code: 'output/unfinished', bad: unfinished, good: files('a.yaml', 'b.yaml') },
  {
    code: 'output/among-manifests',
    bad: () => besideManifests([{ name: 'values.yaml', text: 'a: 1\n' }], ['web.yaml']),
    good: () => besideManifests([{ name: 'helm/values.yaml', text: 'a: 1\n' }], ['web.yaml']),
  },
  {
    code: 'output/pruned',
    bad: (): OutputProblem[] => pruned([recordKey(namespace)], [settings]),
    good: (): OutputProblem[] => pruned([recordKey(namespace)], [namespace, settings]),
  },
  { code: 'output/read-only', bad: () => broken({ at: 1, how: { code: 'EACCES' } }), good: files('a.yaml') },
  { code: 'output/disk-full', bad: () => broken({ at: 3, how: { code: 'ENOSPC' } }), good: files('a.yaml') },
  { code: 'output/failed', bad: () => broken({ at: 1, how: { code: 'EIO' } }), good: files('a.yaml') },
];
