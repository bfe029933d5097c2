// Why an output could not be written: data first, and the text that people read. Nothing was changed when one is thrown.
import { errorCode } from './file-system';

/** One reason. */
export interface OutputProblem {
  /** Stable code `output/<name>`. */
  readonly code: string;
  /** Files or folders, as a person at the program's folder writes them. */
  readonly paths: string[];
  /** What is wrong. */
  readonly problem: string;
  /** What to do. */
  readonly repair: string;
}

/** An output that was not written: the folder is as it was. The message is the whole report. */
export class OutputError extends Error {
  public readonly problems: OutputProblem[];

  public constructor(problems: OutputProblem[]) {
    super(problems.map((problem) => formatProblem(problem)).join('\n'));
    this.problems = problems;
    this.name = 'OutputError';
    for (const name of ['problems', 'name']) Object.defineProperty(this, name, { enumerable: false });
    // The report names files; the stack of synth() would only bury it.
    Object.defineProperty(this, 'stack', { value: `Nothing was written:\n${this.message}`, enumerable: false });
  }
}

/** A problem as a block of lines. */
export function formatProblem(problem: OutputProblem, level = 'error'): string {
  const indent = ' '.repeat(9);
  return [
    `${level.padEnd(8)} ${problem.code}   ${listed(problem.paths)}`,
    `${indent}${problem.problem}`,
    `${indent}→ ${problem.repair}`,
  ].join('\n');
}

/** Some of the names, and how many more there are. */
export function listed(names: readonly string[], most = 12): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** Codes of Node's errors, ours, and what they mean to somebody who writes files. */
const CAUSES: readonly (readonly [string[], string, string, string])[] = [
  [
    ['EACCES', 'EPERM', 'EROFS'],
    'output/read-only',
    'may not be written',
    'give the user of this program the right to write there, or name another folder',
  ],
  [['ENOSPC', 'EDQUOT'], 'output/disk-full', 'no room is left on the disk', 'make room and run again'],
  [
    ['ENAMETOOLONG'],
    'output/name-long',
    'a name is longer than the file system takes',
    'give the chart or the construct a shorter id',
  ],
  [
    ['ENOTDIR', 'EEXIST'],
    'output/file-in-the-way',
    'a file lies where a folder must be',
    'move it, or name another folder',
  ],
  [['ELOOP'], 'output/link', 'a link leads to itself', 'remove it'],
];

/** What an error of the file system means, said for the folder that was to be written. */
export function problemOf(error: unknown, folder: string): OutputProblem {
  const code = errorCode(error);
  const text = error instanceof Error ? error.message : String(error);
  const cause = CAUSES.find(([codes]) => code !== undefined && codes.includes(code));
  if (cause === undefined)
    return { code: 'output/failed', paths: [folder], problem: text, repair: 'the folder is as it was; run again' };
  const [, said, problem, repair] = cause;
  return { code: said, paths: [folder], problem: `${problem} (${text})`, repair };
}
