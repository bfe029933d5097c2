// What is wrong with a value, before it is known whether to throw it or to report it.
import { IConstruct } from 'constructs';
import { errorAt, Finding, ValidationError } from '../construct';

/** A mistake without a place. */
export interface Problem {
  readonly code: string;
  readonly problem: string;
  readonly repair: string;
}

/** The mistake as a finding about a construct. */
export function findingOf(path: string, problem: Problem): Finding {
  return errorAt(path, problem.code, problem.problem, problem.repair);
}

/** Throws the first of the mistakes, if there is one. */
export function throwFirst(scope: IConstruct, problems: readonly Problem[]): void {
  const first = problems[0];
  if (first !== undefined) throw new ValidationError(scope, first.code, first.problem, first.repair);
}
