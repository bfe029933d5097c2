// Files as they stand in a revision of a git repository, written to a folder that is gone afterwards.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BAD_USAGE, CommandError } from './errors';

/** Files that a check reads: manifests, the facts of a cluster, and kustomizations without an ending. */
const READ = /\.(?:ya?ml|json|jsonl)$|(?:^|\/)(?:cluster\.facts|Kustomization)$/i;
/** The largest output of git that is taken, in bytes. */
const MOST = 2 ** 30;

/** Two revisions as `before..after`; an empty side is HEAD. Undefined for what is no range. */
export function rangeOf(text: string): readonly [string, string] | undefined {
  const match = /^([^\s:]*?)\.\.\.?([^\s:]*)$/.exec(text);
  // `../old` is a folder.
  if (match === null || text.includes('../') || text === '..') return undefined;
  return [match[1] === '' ? 'HEAD' : match[1]!, match[2] === '' ? 'HEAD' : match[2]!];
}

/**
 * Calls back with a folder that holds the manifests below some paths at a revision.
 *
 * @throws CommandError where git does not know the revision, or is not there
 */
export function atRevision<T>(revision: string, paths: readonly string[], use: (folder: string) => T): T {
  // A text that git would take for an option is no revision.
  if (revision.startsWith('-'))
    throw new CommandError(BAD_USAGE, [`error: no revision "${revision}"; write before..after`]);
  const folder = mkdtempSync(join(tmpdir(), 'talosnet-'));
  try {
    for (const { file, blob } of filesAt(revision, paths)) {
      const at = join(folder, file);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, git('cat-file', 'blob', blob));
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Manifests below the paths; links and submodules are none. */
function filesAt(revision: string, paths: readonly string[]): { file: string; blob: string }[] {
  const listed = git('ls-tree', '-r', '-z', revision, '--', ...paths)
    .toString('utf8')
    .split('\0');
  return listed.flatMap((line) => {
    const [, mode, blob, file] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    if (mode?.startsWith('100') !== true || !READ.test(file!)) return [];
    if (file!.split('/').includes('..'))
      throw new CommandError(BAD_USAGE, [
        `error: ${file!} lies above the current folder; run the command from the top of the repository`,
      ]);
    return [{ file: file!, blob: blob! }];
  });
}

function git(...args: string[]): Buffer {
  try {
    return execFileSync('git', args, { maxBuffer: MOST, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === 'ENOENT') throw new CommandError(BAD_USAGE, ['error: no git; name two folders instead of revisions']);
    throw new CommandError(BAD_USAGE, [
      `error: git ${args[0]}: ${
        String(stderr ?? '')
          .trim()
          .split('\n')[0]
      }`,
    ]);
  }
}
