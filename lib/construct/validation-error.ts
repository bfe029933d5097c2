// Errors that stop a program: one wrong value in a constructor, or the collected report of a synth.
import { IConstruct } from 'constructs';
import { ValueError } from '../net';
import { Finding, dedupe, formatReport } from './finding';

/** A value that a construct cannot take. Thrown in constructors. */
export class ValidationError extends Error {
  /** Stable code `<room>/<name>`. */
  public readonly code: string;
  /** Path of the construct. */
  public readonly path: string;
  /** What is wrong, with the value shown. */
  public readonly problem: string;
  /** What to write instead. */
  public readonly repair: string;

  public constructor(scope: IConstruct, code: string, problem: string, repair: string) {
    const path = scope.node.path;
    super(`${problem}\n  → ${repair}\n  at ${path === '' ? 'the app' : path} (${code})`);
    // Fields stay out of Node's print of an uncaught error, which would say everything twice.
    this.code = code;
    this.path = path;
    this.problem = problem;
    this.repair = repair;
    this.name = 'ValidationError';
    hideFields(this, 'code', 'path', 'problem', 'repair', 'name');
  }
}

/** The findings of a synth that wrote nothing. The message is the whole report. */
export class SynthesisError extends Error {
  /** Everything found, each once. */
  public readonly findings: Finding[];

  public constructor(findings: Finding[]) {
    super(formatReport(findings));
    this.findings = dedupe(findings);
    this.name = 'SynthesisError';
    hideFields(this, 'findings', 'name');
    // The report names construct paths; the stack of synth() would only bury it.
    Object.defineProperty(this, 'stack', { value: `Nothing was written:\n${this.message}`, enumerable: false });
  }
}

function hideFields(error: Error, ...names: string[]): void {
  for (const name of names) Object.defineProperty(error, name, { enumerable: false });
}

/** Runs a parser of a value and gives its error the path of the construct. */
export function valueAt<T>(scope: IConstruct, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ValueError) throw new ValidationError(scope, error.code, error.problem, error.repair);
    throw error;
  }
}
