// Writes files into a folder: complete or not at all, nothing that is not ours touched, one run at a time.
import { basename, dirname, join, relative, resolve } from 'node:path';
import { claim } from './claim';
import { DISK, FileSystem } from './file-system';
import { ChangedMeanwhile, Journal, NotUndone, Recovery, WORKSHOP } from './journal';
import { placeOf } from './place';
import { OutputFile, Plan, planOf, summary } from './plan';
import { OutputError, OutputProblem, problemOf } from './problem';
import { parseRecord, RECORD, RecordedFile } from './record';

/** How to publish. */
export interface PublishOptions {
  /**
   * Overwrites and removes edited files, and overwrites foreign ones that lie where a file must be.
   *
   * @default - what the environment variable TALOSNET_FORCE says: empty, `0` and `false` mean false
   */
  readonly force?: boolean;
  /** Leaves other files of the record alone: several writers share the folder. @default false */
  readonly partial?: boolean;
  /** @default - the disk */
  readonly fs?: FileSystem;
  /** Gets a line when a stopped run was finished or undone, also if this one fails later. @default - standard error */
  readonly say?: (line: string) => void;
  /** Milliseconds to wait for another run. @default 10000 */
  readonly patience?: number;
}

/** What was done. */
export interface Published {
  /** What became of a run that was stopped before. */
  readonly recovery: Recovery | undefined;
  /** In words, such as `2 files written, 1 removed (a.yaml)`. */
  readonly summary: string;
  /** Files written or removed. */
  readonly changed: string[];
  /** True if edits or foreign files were given up. */
  readonly forced: boolean;
  /** Keys of the objects that the record held before. */
  readonly before: string[];
}

/**
 * Writes files into a folder, and removes those that an earlier run wrote and that are no longer among them.
 *
 * @param folder is made if it does not exist; a link to a folder is followed
 * @throws OutputError; everything is as it was then
 */
export function publish(folder: string, files: readonly OutputFile[], options: PublishOptions = {}): Published {
  return new Publication(folder, files, options).run();
}

/** Finishes or undoes what a stopped run left in a folder; undefined, and nothing touched, where there is nothing. */
export function recover(folder: string, options: PublishOptions = {}): Recovery | undefined {
  return new Publication(folder, [], options).recoverOnly();
}

const CLEARED: Recovery = { kind: 'cleared', files: [], left: [] };

class Publication {
  private readonly fs: FileSystem;
  private readonly shownFolder: string;
  private readonly force: boolean;
  private readonly say: (line: string) => void;

  public constructor(
    private readonly folder: string,
    private readonly files: readonly OutputFile[],
    private readonly options: PublishOptions,
  ) {
    this.fs = options.fs ?? DISK;
    this.shownFolder = shownPath(folder);
    this.say = options.say ?? ((line) => process.stderr.write(`${line}\n`));
    this.force = options.force ?? !['', '0', 'false'].includes(process.env.TALOSNET_FORCE ?? '');
  }

  public run(): Published {
    return this.explained(() => {
      const made: string[] = [];
      try {
        const root = this.root(made);
        // Nothing to do and nothing left over: not even the claim is written, so that a read-only checkout can be checked.
        if (this.fs.kind(join(root, WORKSHOP)) === 'absent') {
          const { plan, before } = this.plan(root);
          if (plan.steps.length === 0) return published(plan, before, undefined);
        }
        return this.claimed(root, (recovery) => {
          const { plan, before } = this.plan(root);
          if (plan.steps.length > 0) new Journal(this.fs, root).carryOut(plan);
          return published(plan, before, recovery);
        });
      } catch (error) {
        for (const folder of made.reverse()) this.dropIfEmpty(folder);
        throw error;
      }
    });
  }

  public recoverOnly(): Recovery | undefined {
    return this.explained(() => {
      if (this.fs.kindBehindLinks(join(this.folder, WORKSHOP)) !== 'folder') return undefined;
      return this.claimed(this.fs.realPath(this.folder), (recovery) => recovery);
    });
  }

  private claimed<T>(root: string, work: (recovery: Recovery | undefined) => T): T {
    const workshop = join(root, WORKSHOP);
    if (!['absent', 'folder'].includes(this.fs.kind(workshop)))
      throw new OutputError([
        {
          code: 'output/file-in-the-way',
          paths: [this.shown(WORKSHOP)],
          problem: 'lies where this library prepares its files',
          repair: 'remove it',
        },
      ]);
    const held = claim(this.fs, workshop, this.shownFolder, this.options.patience);
    try {
      const found = new Journal(this.fs, root).recover();
      const recovery = found ?? (held.afterDeath ? CLEARED : undefined);
      if (recovery !== undefined) this.say(recoveryLine(this.shownFolder, recovery));
      return work(recovery);
    } finally {
      held.release();
    }
  }

  /** The real folder; folders that had to be made are added to `made`. */
  private root(made: string[]): string {
    const folder = resolve(this.folder);
    const kind = this.fs.kind(folder);
    const behind = this.fs.kindBehindLinks(folder);
    if (behind === 'absent' && kind === 'absent') {
      this.makeFolder(folder, made);
      return this.fs.realPath(folder);
    }
    if (behind !== 'folder')
      throw new OutputError([
        kind === 'link' && behind === 'absent'
          ? {
              code: 'output/link',
              paths: [this.shownFolder],
              problem: 'a link to a folder that does not exist',
              repair: 'make the folder, or remove the link',
            }
          : {
              code: 'output/file-in-the-way',
              paths: [this.shownFolder],
              problem: 'a file lies where the output folder must be',
              repair: 'move it, or name another folder with outdir',
            },
      ]);
    const root = this.fs.realPath(folder);
    if (this.fs.names(root).includes('.git'))
      throw new OutputError([
        {
          code: 'output/repository-root',
          paths: [this.shownFolder],
          problem: 'the folder is the root of a Git repository (it holds .git)',
          repair: `name a folder in it: outdir: '${join(this.shownFolder, 'dist')}'`,
        },
      ]);
    return root;
  }

  private makeFolder(folder: string, made: string[]): void {
    const parent = dirname(folder);
    if (this.fs.kindBehindLinks(parent) === 'absent' && parent !== folder) this.makeFolder(parent, made);
    this.fs.makeFolder(folder);
    made.push(folder);
  }

  private plan(root: string): { plan: Plan; before: string[] } {
    const record = this.record(root);
    const plan = planOf(this.fs, {
      root,
      files: this.files,
      record,
      force: this.force,
      partial: this.options.partial === true,
      shown: (name) => this.shown(name),
    });
    if (isProblems(plan)) throw new OutputError(plan);
    return { plan, before: [...(record?.values() ?? [])].flatMap(({ objects }) => objects) };
  }

  private record(root: string): Map<string, RecordedFile> | undefined {
    const place = placeOf(this.fs, root, RECORD);
    if (place.kind === 'absent' || place.kind === 'twin') return undefined;
    const record = place.kind === 'file' ? parseRecord(place.content.toString('utf8')) : undefined;
    if (record !== undefined || (place.kind === 'file' && this.force)) return record;
    throw new OutputError([
      {
        code: 'output/record',
        paths: [this.shown(RECORD)],
        problem: 'is not the record that this library keeps of what it wrote, or one of a newer version',
        repair: 'take it back from Git; or remove it: files that are as they will be written are adopted then',
      },
    ]);
  }

  private explained<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof OutputError) throw error;
      if (error instanceof ChangedMeanwhile)
        throw new OutputError([
          {
            code: 'output/edited',
            paths: error.files.map((name) => this.shown(name)),
            problem: 'changed while the output was about to be written: everything is as it was before',
            repair: 'run again',
          },
        ]);
      if (error instanceof NotUndone)
        throw new OutputError([
          {
            code: 'output/unfinished',
            paths: [this.shownFolder],
            problem: error.message,
            repair: 'see to the cause and run again: the next run finishes or undoes what is in between',
          },
        ]);
      throw new OutputError([problemOf(error, this.shownFolder)]);
    }
  }

  private dropIfEmpty(folder: string): void {
    try {
      this.fs.removeFolder(folder);
    } catch {
      // Somebody put something into it.
    }
  }

  private shown(name: string): string {
    return join(this.shownFolder, name);
  }
}

function isProblems(plan: Plan | OutputProblem[]): plan is OutputProblem[] {
  return Array.isArray(plan);
}

function published(plan: Plan, before: string[], recovery: Recovery | undefined): Published {
  const changed = plan.steps.map(({ name }) => name).filter((name) => name !== RECORD);
  return { recovery, summary: summary(plan), changed, forced: plan.forced.length > 0, before };
}

/** A path as a person in the program's folder writes it. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  if (fromHere === '') return basename(resolve(path)) === '' ? path : '.';
  return fromHere.startsWith('..') ? path : fromHere;
}

/** What became of a stopped run, in one line. */
function recoveryLine(folder: string, { kind, files, left }: Recovery): string {
  const what = {
    finished: `the rest of it was put in place (${files.join(', ')})`,
    undone: `it was undone (${files.length === 0 ? 'nothing to put back' : files.join(', ')})`,
    cleared: 'no file was in between; what it had prepared was cleared away',
  }[kind];
  const rest = left.length === 0 ? '' : `; changed by somebody since and left alone: ${left.join(', ')}`;
  return `${folder}: an earlier synth was stopped while it wrote: ${what}${rest}`;
}
