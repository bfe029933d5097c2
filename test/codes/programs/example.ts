// A code that programs get: one that gets it, and the same one as it should be.
import { Finding, SynthesisError } from '../../../lib/construct';
import { OutputError, OutputProblem } from '../../../lib/output';

/** What an act finds is its answer, if it is a list of findings; what it throws is found. */
export type Act = () => unknown;

export interface Example {
  readonly code: string;
  readonly bad: Act;
  readonly good: Act;
}

/** The codes of what an act throws, else of what it answers. */
export function codesOf(act: Act): string[] {
  try {
    const answer = act();
    const list = Array.isArray(answer) ? (answer as unknown[]) : [];
    return unique(list.filter(isFound).map(({ code }) => code));
  } catch (error) {
    // By its fields: the error of a second copy of the library is of another class.
    if (isFound(error)) return [error.code];
    if (error instanceof OutputError) return unique(error.problems.map(({ code }) => code));
    if (error instanceof SynthesisError) return unique(error.findings.map(({ code }) => code));
    throw error;
  }
}

function isFound(each: unknown): each is Finding | OutputProblem {
  return each !== null && typeof each === 'object' && 'code' in each && 'repair' in each;
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)];
}
