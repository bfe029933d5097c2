// Carrying out a plan so that it can be stopped at any moment: everything is prepared in the workshop, the journal says what is meant,
// then each file is put in place by one rename. A journal that is found tells the next run what to finish or to undo.
import { join } from 'node:path';
import { isMap } from '../manifest';
import { errorCode, FileSystem } from './file-system';
import { Place, placeOf } from './place';
import { Plan, Step } from './plan';
import { isInside, RECORD } from './record';

/** Folder in the output that exists only while a run works, or after one was stopped. */
export const WORKSHOP = `${RECORD}.tmp`;

const JOURNAL = 'journal';
const DRAFT = 'journal.new';
/** New content of a step, and what it replaces. */
const fresh = (index: number) => `new-${index}`;
const former = (index: number) => `old-${index}`;
const PREPARED = /^(?:journal\.new|(?:new|old)-\d+)$/;

/** What became of a run that was stopped. */
export interface Recovery {
  /**
   * finished: the rest was put in place. undone: what was there before is back. cleared: nothing was changed, or everything was;
   * only preparations lay about.
   */
  readonly kind: 'finished' | 'undone' | 'cleared';
  /** Files put in place or back. */
  readonly files: string[];
  /** Files changed by somebody since, which were left alone. */
  readonly left: string[];
}

/** A file changed while the run was about to replace it; everything is as it was before. */
export class ChangedMeanwhile extends Error {
  public constructor(public readonly files: string[]) {
    super(`changed while the output was written: ${files.join(', ')}`);
  }
}

/** Some files are in place and could not be taken back; the journal stays for the next run. */
export class NotUndone extends Error {
  public constructor(cause: unknown, undoing: unknown) {
    const text = (error: unknown) => (error instanceof Error ? error.message : String(error));
    super(`${text(cause)}; and taking back what was done: ${text(undoing)}`);
  }
}

/** The changes of one run in one folder. */
export class Journal {
  private readonly workshop: string;
  private readonly made: string[] = [];

  public constructor(
    private readonly fs: FileSystem,
    private readonly root: string,
  ) {
    this.workshop = join(root, WORKSHOP);
  }

  /**
   * Carries out a plan, or leaves everything as it was.
   *
   * @throws the file system's error, or ChangedMeanwhile, after everything was put back
   */
  public carryOut({ steps, contents }: Plan): void {
    try {
      this.prepare(steps, contents);
    } catch (error) {
      this.clear();
      throw error;
    }
    try {
      const { left } = this.forward(steps);
      if (left.length > 0) throw new ChangedMeanwhile(left);
    } catch (error) {
      this.undo(steps, error);
      throw error;
    }
    this.clear();
  }

  /** Finishes or undoes what a stopped run left; undefined if there is nothing. Call while holding the claim. */
  public recover(): Recovery | undefined {
    const names = this.fs.names(this.workshop);
    if (!names.includes(JOURNAL)) {
      if (!names.some((name) => PREPARED.test(name))) return undefined;
      this.clear();
      return { kind: 'cleared', files: [], left: [] };
    }
    const steps = parseSteps(this.fs.read(join(this.workshop, JOURNAL)).toString('utf8'));
    let recovery: Recovery;
    if (this.canFinish(steps)) {
      try {
        const { done, left } = this.forward(steps);
        recovery = { kind: done.length + left.length === 0 ? 'cleared' : 'finished', files: done, left };
      } catch {
        recovery = this.takenBack(steps);
      }
    } else recovery = this.takenBack(steps);
    this.clear();
    return recovery;
  }

  private undo(steps: readonly Step[], cause: unknown): void {
    try {
      this.backward(steps);
      for (const folder of this.made.reverse()) this.dropEmptyFolder(folder);
    } catch (error) {
      throw new NotUndone(cause, error);
    }
    this.clear();
  }

  /** What a stopped run did, undone; the folders that it made are those that are empty now. */
  private takenBack(steps: readonly Step[]): Recovery {
    const { files, left } = this.backward(steps);
    for (const { name, was } of steps) if (was === null) this.dropEmptyFolders(name);
    return { kind: 'undone', files, left };
  }

  private prepare(steps: readonly Step[], contents: ReadonlyMap<string, Buffer>): void {
    steps.forEach(({ was, becomes }, index) => {
      if (becomes !== null) this.fs.create(join(this.workshop, fresh(index)), contents.get(becomes)!);
      if (was !== null) this.fs.create(join(this.workshop, former(index)), contents.get(was)!);
    });
    this.fs.create(join(this.workshop, DRAFT), Buffer.from(`${JSON.stringify({ steps })}\n`));
    this.fs.sync(this.workshop);
    // From here on the next run finishes what this one began.
    this.fs.move(join(this.workshop, DRAFT), join(this.workshop, JOURNAL));
    this.fs.sync(this.workshop);
  }

  /** Does what is not done yet. `left`: files that are neither as they were nor as they are to be. */
  private forward(steps: readonly Step[]): { done: string[]; left: string[] } {
    const done: string[] = [];
    const left: string[] = [];
    const touched = new Set<string>();
    steps.forEach(({ name, was, becomes }, index) => {
      const now = sumAt(placeOf(this.fs, this.root, name));
      if (now === becomes) {
        if (becomes === null) this.dropEmptyFolders(name);
        return;
      }
      if (now !== was) {
        left.push(name);
        return;
      }
      const path = join(this.root, name);
      if (becomes === null) this.fs.removeFile(path);
      else {
        this.makeFolders(name);
        this.fs.move(join(this.workshop, fresh(index)), path);
      }
      done.push(name);
      touched.add(folderOf(name));
      if (becomes === null) this.dropEmptyFolders(name);
    });
    for (const folder of touched) this.syncIfThere(folder);
    return { done, left };
  }

  /** Puts back what was there before, where ours lies now. */
  private backward(steps: readonly Step[]): { files: string[]; left: string[] } {
    const files: string[] = [];
    const left: string[] = [];
    [...steps.entries()].reverse().forEach(([index, { name, was, becomes }]) => {
      const now = sumAt(placeOf(this.fs, this.root, name));
      if (now === was) return;
      if (now !== becomes || (was !== null && !this.holds(former(index), was))) {
        left.push(name);
        return;
      }
      const path = join(this.root, name);
      if (was === null) this.fs.removeFile(path);
      else {
        this.makeFolders(name);
        this.fs.move(join(this.workshop, former(index)), path);
      }
      files.push(name);
      this.syncIfThere(folderOf(name));
    });
    return { files, left };
  }

  private canFinish(steps: readonly Step[]): boolean {
    return steps.every(({ name, was, becomes }, index) => {
      if (becomes === null) return true;
      const now = sumAt(placeOf(this.fs, this.root, name));
      return now !== was || this.holds(fresh(index), becomes);
    });
  }

  private holds(prepared: string, sum: string): boolean {
    return sumAt(placeOf(this.fs, this.workshop, prepared)) === sum;
  }

  /** Preparations first, the journal last: a run that is stopped in between leaves a journal of things done. */
  private clear(): void {
    const names = this.fs.names(this.workshop);
    for (const name of [...names.filter((one) => PREPARED.test(one)), ...names.filter((one) => one === JOURNAL)])
      this.fs.removeFile(join(this.workshop, name));
  }

  private makeFolders(name: string): void {
    const parts = name.split('/').slice(0, -1);
    parts.forEach((_, index) => {
      const folder = join(this.root, ...parts.slice(0, index + 1));
      if (this.fs.kind(folder) !== 'absent') return;
      this.fs.makeFolder(folder);
      this.made.push(folder);
    });
  }

  private dropEmptyFolders(name: string): void {
    for (let folder = folderOf(name); folder !== ''; folder = folderOf(folder))
      if (!this.dropEmptyFolder(join(this.root, folder))) return;
  }

  private dropEmptyFolder(path: string): boolean {
    try {
      this.fs.removeFolder(path);
      return true;
    } catch (error) {
      // Something of the user's is in it, or somebody was faster.
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM', 'EBUSY', 'EACCES'].includes(errorCode(error) ?? '')) return false;
      throw error;
    }
  }

  private syncIfThere(folder: string): void {
    const path = join(this.root, folder);
    if (this.fs.kind(path) === 'folder') this.fs.sync(path);
  }
}

function folderOf(name: string): string {
  return name.split('/').slice(0, -1).join('/');
}

/** The sum of a file, null for nothing, undefined for anything else. */
function sumAt(place: Place): string | null | undefined {
  if (place.kind === 'file') return place.sum;
  return place.kind === 'absent' || place.kind === 'twin' ? null : undefined;
}

function parseSteps(text: string): Step[] {
  const isSum = (value: unknown) => value === null || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
  try {
    const { steps } = JSON.parse(text) as { steps: unknown };
    const valid =
      Array.isArray(steps) &&
      steps.every(
        (step) =>
          isMap(step) &&
          typeof step.name === 'string' &&
          (step.name === RECORD || isInside(step.name)) &&
          isSum(step.was) &&
          isSum(step.becomes),
      );
    return valid ? (steps as Step[]) : [];
  } catch {
    // It was put in place whole; a text that is no journal is not one of ours, and orders nothing.
    return [];
  }
}
