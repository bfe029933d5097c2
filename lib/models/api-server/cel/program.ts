// A rule as a program, made once per distinct text: by our own closures where they know all that it uses, else by the CEL library.
import { Outcome, Program } from './outcome';
import { plainRule } from './subset';
import { Unknown } from './syntax';

const programs = new Map<string, Program | undefined>();

/** The program of a rule; undefined for a rule about updates, which a create does not run. @throws if the rule cannot be parsed */
export function programOf(rule: string): Program | undefined {
  if (!programs.has(rule)) programs.set(rule, /\boldSelf\b/.test(rule) ? undefined : compile(rule));
  return programs.get(rule);
}

const FAILED: Outcome = {};

function compile(rule: string): Program {
  const plain = plainRule(rule);
  if (plain === undefined) return library(rule);
  let fallback: Program | undefined;
  return (self, schema) => {
    try {
      const result = plain(self);
      if (typeof result === 'boolean') return result ? true : FAILED;
    } catch (error) {
      if (!(error instanceof Unknown)) return { failed: (error as Error).message };
    }
    return (fallback ??= library(rule))(self, schema);
  };
}

function library(rule: string): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- slow to load, and most apps do without
  const { libraryRule } = require('./library') as typeof import('./library');
  return libraryRule(rule);
}
