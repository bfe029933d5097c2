// What the matchers decide, and what a test says when it fails.
import type { Endpoint, Reachability, ReachVerdict } from '../app';
import type { Port } from '../policy';
import { repairsOf } from './repairs';

/** What a test framework asks of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matchers, for `expect.extend(reachMatchers)` where `expect` is not global. */
export const reachMatchers = {
  toAllow: (reach: unknown, from: Endpoint, to: Endpoint, port: Port): MatcherResult =>
    match('toAllow', 'allowed', reach, from, to, port),
  toDeny: (reach: unknown, from: Endpoint, to: Endpoint, port: Port): MatcherResult =>
    match('toDeny', 'denied', reach, from, to, port),
};

function match(
  name: string,
  wanted: 'allowed' | 'denied',
  reach: unknown,
  from: Endpoint,
  to: Endpoint,
  port: Port,
): MatcherResult {
  const verdict = asked(name, reach).verdict(from, to, port);
  const pass = verdict.answer === wanted;
  return {
    pass,
    message: () => {
      const not = pass ? 'not.' : '';
      // Of a negated expectation that fails, the opposite was wanted.
      const other = wanted === 'allowed' ? 'denied' : 'allowed';
      return [
        `expect(reachability).${not}${name}(${[from, to, port].map(String).join(', ')})`,
        '',
        `expected: ${pass ? `not ${wanted}` : wanted}, by policy it is: ${verdict.answer}`,
        '',
        verdict.explanation,
        '',
        ...repairs(verdict, pass ? other : wanted),
      ].join('\n');
    },
  };
}

function repairs(verdict: ReachVerdict, wanted: 'allowed' | 'denied'): string[] {
  return repairsOf(verdict._flows(), wanted).map((repair) => `→ ${repair}`);
}

function asked(name: string, reach: unknown): Reachability {
  if (typeof (reach as Reachability | undefined)?.verdict === 'function') return reach as Reachability;
  throw new TypeError(`${name} is about a Reachability: write expect(Reachability.of(app)).${name}(from, to, port)`);
}
