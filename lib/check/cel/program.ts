// A rule as a program: parsed and planned once per distinct text.
import { CelInput, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { matcherOf } from '../schema';
import { KUBERNETES } from './functions';

/** How a rule went: true, or why not. */
export type Outcome = true | { readonly failed?: string };

/** A rule, ready to be evaluated; undefined for a rule about updates, which a create does not run. */
export type Program = (self: CelInput) => Outcome;

const ENVIRONMENT = celEnv({ funcs: [...strings, ...KUBERNETES], re2: { compile: (pattern) => ({ test: matcherOf(pattern) }) } });
const programs = new Map<string, Program | undefined>();

/** The program of a rule. @throws if the rule cannot be parsed */
export function programOf(rule: string): Program | undefined {
  if (!programs.has(rule)) programs.set(rule, /\boldSelf\b/.test(rule) ? undefined : compile(rule));
  return programs.get(rule);
}

const FAILED: Outcome = {};

function compile(rule: string): Program {
  const program = plan(ENVIRONMENT, parse(rule));
  return (self) => {
    const result = program({ self });
    if (result === true) return true;
    return isCelError(result) ? { failed: result.message } : FAILED;
  };
}
