// What a check found: data first, words second; and the text that people read.

/** How bad a finding is. */
export enum Severity {
  /** Nothing is written. */
  ERROR = 'error',
  /** Written, but somebody should look. */
  WARNING = 'warning',
}

/** One finding of a check over the app. */
export interface Finding {
  /** Stable code `<room>/<name>`, the argument of `ignore`. */
  readonly code: string;
  /** Severity. */
  readonly severity: Severity;
  /** Path of the construct that must change. */
  readonly path: string;
  /** What is wrong, with the value shown. */
  readonly problem: string;
  /** What to write instead. */
  readonly repair: string;
  /** Reason given to `ignore`. @default - the finding counts */
  readonly ignoredBecause?: string;
}

/** An error about one construct. */
export function errorAt(path: string, code: string, problem: string, repair: string): Finding {
  return { code, severity: Severity.ERROR, path, problem, repair };
}

/** A warning about one construct. */
export function warningAt(path: string, code: string, problem: string, repair: string): Finding {
  return { code, severity: Severity.WARNING, path, problem, repair };
}

/** True for an error that nobody ignores: nothing is written then. @internal */
export function isFatal(finding: Finding): boolean {
  return finding.severity === Severity.ERROR && finding.ignoredBecause === undefined;
}

/** The finding in one line, for tools that print `[path] text`. */
export function findingLine(finding: Finding): string {
  return `${finding.code}: ${finding.problem}; ${finding.repair}`;
}

/** The report of a synth: each finding once, errors first, then by path, code and text. */
export function formatReport(findings: readonly Finding[]): string {
  const unique = dedupe(findings);
  const text = unique.map(formatFinding).join('\n');
  const count = (severity: Severity) =>
    unique.filter((f) => f.severity === severity && f.ignoredBecause === undefined).length;
  const ignored = unique.filter((f) => f.ignoredBecause !== undefined).length;
  return `${text}\n${count(Severity.ERROR)} errors, ${count(Severity.WARNING)} warnings, ${ignored} ignored`;
}

/** Each finding once, in the order of the report. */
export function dedupe(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings)
    seen.set([finding.severity, finding.path, finding.code, finding.problem].join('\0'), finding);
  const rank = (f: Finding) =>
    `${f.ignoredBecause === undefined ? 0 : 1}${f.severity === Severity.ERROR ? 0 : 1}\0${f.path}\0${f.code}\0${f.problem}`;
  return [...seen.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function formatFinding(finding: Finding): string {
  const head = finding.ignoredBecause === undefined ? finding.severity : 'ignored';
  const indent = ' '.repeat(9);
  const last =
    finding.ignoredBecause === undefined
      ? `ignore with: .ignore('${finding.code}', '<reason>')`
      : `ignored because: ${finding.ignoredBecause}`;
  return [
    `${head.padEnd(8)} ${finding.code}   ${finding.path}`,
    `${indent}${finding.problem}`,
    `${indent}→ ${finding.repair}`,
    `${indent}${last}`,
  ].join('\n');
}
