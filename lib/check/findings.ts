// Problems as a report says them: with file, line and the names of things, as data that any format can be made of.
import { objectKey } from '../manifest';
import { Input, InputProblem } from './input';
import { Data, fingerprint, Level, LEVELS, pathText } from '../problem';
import { restsOnGuess } from './guess';
import { Problem } from './rule';

/** One finding, ready to be printed. */
export interface CheckFinding {
  readonly severity: Level;
  readonly code: string;
  readonly message: string;
  readonly repair: string;
  /** File as the user named it. */
  readonly file: string;
  /** Line from 1; undefined for a file as a whole. */
  readonly line?: number;
  /** Number of the document in the file, from 1; the number of the line in JSON lines. */
  readonly document?: number;
  /** On standard input: where the renderer says that it took the object from. */
  readonly source?: string;
  /** `Kind/namespace/name`. */
  readonly object?: string;
  /** Path in the object, `spec.ingress[0]`. */
  readonly path?: string;
  /** What the words are made of. */
  readonly data: Data;
  /** The same for the same finding, wherever its lines move. */
  readonly fingerprint: string;
  /** What it rests on that nobody wrote: `Cilium 1.20`. */
  readonly assumed?: readonly string[];
  /** Why the facts of the cluster ignore it. */
  readonly ignoredBecause?: string;
}

/** A problem without its line, which costs a second look at the file. */
export function findingOf(problem: Problem): CheckFinding {
  const { at, level, code, message, repair, path, data, assumed, ignoredBecause } = problem;
  const { file = '', document, source } = at.origin;
  const object = 'manifest' in at ? objectKey(at.manifest) : undefined;
  return {
    severity: level,
    code,
    message: message + renderedWords(problem),
    repair,
    file,
    ...(document === undefined ? {} : { document }),
    ...(source === undefined ? {} : { source }),
    ...(object === undefined ? {} : { object }),
    ...(path.length === 0 ? {} : { path: pathText(path) }),
    data,
    fingerprint: fingerprint({ code, object: object ?? file, path, data }),
    ...(assumed === undefined ? {} : { assumed }),
    ...(ignoredBecause === undefined ? {} : { ignoredBecause }),
  };
}

/** Of an object that no file holds: which chart makes it of whose values, and whether what it makes there was ever seen. */
function renderedWords({ at, path }: Problem): string {
  const { rendered } = at.origin;
  if (rendered === undefined) return '';
  const read = restsOnGuess(at, path) ? '; read in the notes of that version, not compared with its output' : '';
  return ` (rendered by ${rendered.chart} of the values of ${rendered.release}${read})`;
}

function inputFinding({ level, code, message, repair, file, line, document, source }: InputProblem): CheckFinding {
  return {
    severity: level,
    code,
    message,
    repair,
    file,
    ...(line === undefined ? {} : { line }),
    ...(document === undefined ? {} : { document }),
    ...(source === undefined ? {} : { source }),
    data: {},
    fingerprint: fingerprint({ code, object: file, path: [], data: {} }),
  };
}

/** The findings that somebody wants to see, as they want to see them, with lines, by file and line. */
export function locate(
  input: Pick<Input, 'problems' | 'files' | 'line'>,
  problems: readonly Problem[],
  wanted: (finding: CheckFinding) => CheckFinding | undefined,
): CheckFinding[] {
  const isFirst = firstOfItsSource();
  const located = problems.flatMap((problem) => {
    if (!isFirst(problem)) return [];
    const finding = wanted(findingOf(problem));
    if (finding === undefined) return [];
    const line = input.line(problem.at.origin, problem.path);
    return [line === undefined ? finding : { ...finding, line }];
  });
  const files = new Map(input.files.map((file, index) => [file, index]));
  const place = ({ file }: CheckFinding) => files.get(file) ?? -1;
  const rank = ({ severity }: CheckFinding) => -LEVELS.indexOf(severity);
  const text = ({ code, path = '', message }: CheckFinding) => [code, path, message].join('\0');
  return [...input.problems.flatMap((each) => wanted(inputFinding(each)) ?? []), ...located].sort(
    (a, b) =>
      place(a) - place(b) ||
      compare(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.document ?? 0) - (b.document ?? 0) ||
      rank(a) - rank(b) ||
      compare(text(a), text(b)),
  );
}

/** One document may be applied in several forms and clusters; what is wrong with its text is said for the first of them. */
function firstOfItsSource(): (problem: Problem) => boolean {
  const first = new Map<string, Problem['at']>();
  return ({ at, code, path, level }) => {
    const { file, document, within = [], construct } = at.origin;
    if (file === undefined || construct !== undefined) return true;
    const key = `${file}\0${document}\0${pathText(within)}\0${code}\0${level}\0${pathText(path)}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, at);
    return known === undefined || known === at;
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
