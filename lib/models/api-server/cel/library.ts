// Rules by the CEL library, which is loaded when the first rule needs it.
import { CelInput, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { matcherOf } from '../schema';
import { KUBERNETES } from './functions';
import { Outcome, Program } from './outcome';
import { celValue } from './values';

const ENVIRONMENT = celEnv({
  funcs: [...strings, ...KUBERNETES],
  re2: { compile: (pattern) => ({ test: matcherOf(pattern) }) },
});
const FAILED: Outcome = {};

/** A rule as a program. @throws if it cannot be parsed */
export function libraryRule(rule: string): Program {
  const program = plan(ENVIRONMENT, parse(rule));
  return (self, schema) => {
    const result = program({ self: celValue(self, schema) as CelInput });
    if (result === true) return true;
    return isCelError(result) ? { failed: result.message } : FAILED;
  };
}
