// Where the files go, and how they get there: complete or not at all.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Folder that the cdk8s CLI may delete: what it names below this is published beside it. */
const STAGE = '.stage';

/** The folder to publish to, and the one that the cdk8s CLI wants to list, if it is another. */
export function outputTarget(outdir: string, chosenByProgram: boolean): { target: string; listed: string | undefined } {
  const folder = resolve(outdir);
  if (chosenByProgram || basename(dirname(folder)) !== STAGE) return { target: folder, listed: undefined };
  return { target: join(dirname(dirname(folder)), basename(folder)), listed: folder };
}

/** Replaces a folder by the files, after all of them are on disk. */
export function publish(target: string, files: ReadonlyMap<string, string>): void {
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  const fresh = join(parent, `.${basename(target)}-${process.pid}`);
  const former = `${fresh}-former`;
  try {
    mkdirSync(fresh);
    for (const [name, text] of files) {
      mkdirSync(dirname(join(fresh, name)), { recursive: true });
      writeFileSync(join(fresh, name), text);
    }
    swap(target, fresh, former);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(former, { recursive: true, force: true });
  }
}

function swap(target: string, fresh: string, former: string): void {
  if (existsSync(target)) {
    try {
      renameSync(target, former);
    } catch {
      // A mount point cannot be renamed; its content is replaced instead.
      rmSync(target, { recursive: true, force: true });
      cpSync(fresh, target, { recursive: true });
      return;
    }
  }
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (existsSync(former)) renameSync(former, target);
    throw error;
  }
}
