// How the checks say what they found.
import { ChartProblem } from '../types';

export function refuse(code: string, path: string, message: string, repair: string): ChartProblem {
  return { code: `values/${code}`, path, message, repair, level: 'error' };
}

/** Refused unless the caller is lenient: the chart would take it, silently. */
export function refuseUnless(
  lenient: boolean,
  code: string,
  path: string,
  message: string,
  repair: string,
): ChartProblem {
  return { ...refuse(code, path, message, repair), level: lenient ? 'warning' : 'error' };
}

/** A value as a reader wrote it, short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
