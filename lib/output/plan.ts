// What has to change in a folder so that it holds the files: decided as a whole before anything is touched.
import { FileSystem } from './file-system';
import { folded, Place, placeOf } from './place';
import { listed, OutputProblem } from './problem';
import { formatRecord, isInside, RECORD, RecordedFile, sumOf } from './record';

/** A file to be written. */
export interface OutputFile {
  /** Path below the output, with `/`. */
  readonly name: string;
  readonly text: string;
  /** Keys of the Kubernetes objects in it. */
  readonly objects?: readonly string[];
  /** Names beside it that make it unnecessary: where one of somebody else's lies there, this file is not written. */
  readonly unless?: readonly string[];
}

/** One change of one file. */
export interface Step {
  readonly name: string;
  /** Sum of what lies there, null for nothing. */
  readonly was: string | null;
  /** Sum of what is to lie there, null for nothing. */
  readonly becomes: string | null;
}

/** A plan that can be carried out. */
export interface Plan {
  /** In the order in which they are done; the record is the last. */
  readonly steps: Step[];
  /** Contents by sum: new ones, and those that are replaced or removed. */
  readonly contents: ReadonlyMap<string, Buffer>;
  /** Files of the same content that nobody had recorded. */
  readonly adopted: string[];
  /** Edited files that were overwritten or removed by `force`. */
  readonly forced: string[];
}

/** Longest name of a file or folder, in bytes, on the file systems in use. */
const LONGEST = 255;

/** What a plan is made for. */
export interface PlanInput {
  readonly root: string;
  readonly files: readonly OutputFile[];
  /** Undefined where the folder has no record: everything in it is the user's. */
  readonly record: ReadonlyMap<string, RecordedFile> | undefined;
  readonly force: boolean;
  /** True if other files of the record stay: somebody else writes them. */
  readonly partial: boolean;
  /** How reports name a file of the output. */
  readonly shown: (name: string) => string;
}

/** The plan, or why there is none. */
export function planOf(fs: FileSystem, input: PlanInput): Plan | OutputProblem[] {
  const files = input.files.filter((file) => !yields(fs, input, file));
  const bad = nameProblems(files, input.shown);
  if (bad.length > 0) return bad;
  return new Planner(fs, input, files).plan();
}

/** True if somebody else's file makes ours unnecessary. */
function yields(fs: FileSystem, { root, record }: PlanInput, file: OutputFile): boolean {
  const folder = file.name.split('/').slice(0, -1);
  return (file.unless ?? []).some((sibling) => {
    const name = [...folder, sibling].join('/');
    return record?.has(name) !== true && ['file', 'link'].includes(placeOf(fs, root, name).kind);
  });
}

function nameProblems(files: readonly OutputFile[], shown: (name: string) => string): OutputProblem[] {
  const problems: OutputProblem[] = [];
  const spelled = new Map<string, string>();
  const whole = new Set(files.map(({ name }) => folded(name)));
  for (const { name } of files) {
    if (!isInside(name))
      problems.push({
        code: 'output/outside',
        paths: [name],
        problem: 'leads out of the output folder, or is a name that this library keeps for itself',
        repair: 'give the chart or the file another name',
      });
    const parts = name.split('/');
    const long = parts.find((part) => Buffer.byteLength(part) > LONGEST);
    if (long !== undefined)
      problems.push({
        code: 'output/name-long',
        paths: [shown(`${name.slice(0, 60)}…`)],
        problem: `a name of ${Buffer.byteLength(long)} bytes: file systems take ${LONGEST}`,
        repair: 'give the chart or the construct a shorter id',
      });
    parts.forEach((_, index) => {
      const path = parts.slice(0, index + 1).join('/');
      const known = spelled.get(folded(path)) ?? path;
      spelled.set(folded(path), path);
      const last = index === parts.length - 1;
      if (known !== path || (!last && whole.has(folded(path))))
        problems.push({
          code: known === path ? 'output/file-in-the-way' : 'output/name-case',
          paths: [shown(known), shown(name)],
          problem:
            known === path
              ? 'one is a file and the folder of the other'
              : 'the names differ in upper and lower case only: on macOS and Windows they are one file',
          repair: 'give one of the charts another id',
        });
    });
  }
  return problems;
}

class Planner {
  private readonly steps: Step[] = [];
  private readonly contents = new Map<string, Buffer>();
  private readonly adopted: string[] = [];
  private readonly forced: string[] = [];
  private readonly problems = new Map<string, { names: string[]; problem: string; repair: string }>();
  private readonly removals = new Set<string>();

  public constructor(
    private readonly fs: FileSystem,
    private readonly input: PlanInput,
    private readonly files: readonly OutputFile[],
  ) {}

  public plan(): Plan | OutputProblem[] {
    // Removals first: a file that got another case makes room for itself.
    if (!this.input.partial) this.others().forEach((recorded) => this.remove(recorded));
    for (const file of this.files) this.write(file.name, Buffer.from(file.text));
    const found = [...this.problems].map(([code, { names, problem, repair }]) => ({
      code,
      paths: names.map(this.input.shown),
      problem,
      repair,
    }));
    if (found.length > 0) return found;
    this.writeRecord();
    return { steps: this.steps, contents: this.contents, adopted: this.adopted, forced: this.forced };
  }

  /** Recorded files that are not to be written now. */
  private others(): RecordedFile[] {
    return [...(this.input.record?.values() ?? [])].filter((recorded) =>
      this.files.every(({ name }) => name !== recorded.name),
    );
  }

  private remove(recorded: RecordedFile): void {
    const place = this.place(recorded.name);
    if (place.kind === 'absent' || place.kind === 'twin') return;
    if (place.kind === 'file') {
      const edited = !recorded.sums.includes(place.sum);
      if (edited && !this.input.force) {
        this.edited(recorded.name);
        return;
      }
      if (edited) this.forced.push(recorded.name);
      this.removals.add(recorded.name);
      this.step(recorded.name, place, null);
      return;
    }
    // A folder or a link in the place of our file is the user's; with `force` it stays and is forgotten.
    if (!this.input.force) this.edited(recorded.name);
  }

  private write(name: string, content: Buffer): void {
    const sum = sumOf(content);
    const place = this.place(name);
    const recorded = this.input.record?.get(name);
    switch (place.kind) {
      case 'absent':
        this.step(name, place, content);
        return;
      case 'twin':
        if (this.removals.has(place.at)) this.step(name, { kind: 'absent' }, content);
        else
          this.problem(
            'output/name-case',
            place.at,
            `differs in upper and lower case only from ${this.input.shown(name)}, which is to be written: on macOS and Windows they are one file`,
            'rename it, or give the chart another id',
          );
        return;
      case 'file':
        if (place.sum === sum) {
          if (recorded === undefined) this.adopted.push(name);
        } else if (recorded?.sums.includes(place.sum) === true) this.step(name, place, content);
        else if (this.input.force) {
          this.forced.push(name);
          this.step(name, place, content);
        } else if (recorded === undefined) this.foreign(name);
        else this.edited(name);
        return;
      case 'blocked':
        if (place.by === 'link') this.link(place.at);
        else this.problem('output/file-in-the-way', place.at, 'a file lies where a folder must be', 'move it');
        return;
      case 'link':
        this.link(name);
        return;
      default:
        this.problem('output/folder-in-the-way', name, 'a folder lies where a file must be', 'move it');
    }
  }

  private writeRecord(): void {
    const record = formatRecord([
      ...(this.input.partial ? this.others() : []),
      ...this.files.map(({ name, text, objects = [] }) => ({
        name,
        sums: [sumOf(Buffer.from(text))],
        objects: [...objects],
      })),
    ]);
    const place = this.place(RECORD);
    if (place.kind === 'file' && place.sum === sumOf(record)) return;
    this.step(RECORD, place, record);
  }

  private step(name: string, place: Place, content: Buffer | null): void {
    const was = place.kind === 'file' ? place : null;
    if (was !== null) this.contents.set(was.sum, was.content);
    if (content !== null) this.contents.set(sumOf(content), content);
    this.steps.push({ name, was: was?.sum ?? null, becomes: content === null ? null : sumOf(content) });
  }

  private place(name: string): Place {
    return placeOf(this.fs, this.input.root, name);
  }

  private edited(name: string): void {
    this.problem(
      'output/edited',
      name,
      'changed since a synth wrote it (by hand, by a formatter, by line endings): it is neither overwritten nor removed',
      'put the change into the program and the file back as it was; or keep the file under another name; or give it up: TALOSNET_FORCE=1',
    );
  }

  private foreign(name: string): void {
    const none = this.input.record === undefined;
    this.problem(
      'output/not-ours',
      name,
      none
        ? 'the folder was not written by this library, and the content differs from what is to be written'
        : 'lies where a new file must be, and was not written by this library',
      'move it, or name another folder with outdir; if it may be overwritten: TALOSNET_FORCE=1',
    );
  }

  private link(name: string): void {
    this.problem(
      'output/link',
      name,
      'a symbolic link below the output folder: what lies behind it is not of this output, and is not touched',
      'remove the link, or name the folder behind it with outdir',
    );
  }

  private problem(code: string, name: string, problem: string, repair: string): void {
    const known = this.problems.get(code) ?? { names: [], problem, repair };
    if (!known.names.includes(name)) known.names.push(name);
    this.problems.set(code, known);
  }
}

/** The plan in words: `2 written, 1 removed`. */
export function summary(plan: Plan): string {
  const steps = plan.steps.filter(({ name }) => name !== RECORD);
  const removed = steps.filter(({ becomes }) => becomes === null).map(({ name }) => name);
  const written = steps.length - removed.length;
  return [
    `${written} ${written === 1 ? 'file' : 'files'} written`,
    ...(removed.length === 0 ? [] : [`${removed.length} removed (${listed(removed)})`]),
    ...(plan.adopted.length === 0 ? [] : [`${plan.adopted.length} of the same content adopted`]),
    ...(plan.forced.length === 0 ? [] : [`edits given up by force: ${listed(plan.forced)}`]),
  ].join(', ');
}
