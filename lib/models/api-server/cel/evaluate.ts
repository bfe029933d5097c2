// Every rule of a schema over one decoded object: at a node first, then below it, as the API server does.
import { PlainMap } from '../../../manifest';
import { CelRule, Schema } from '../schema';
import { Program } from './outcome';
import { programOf } from './program';

/** Said of a rule that does not hold. */
export type Failure = (
  rule: CelRule,
  path: readonly (string | number)[],
  value: unknown,
  error: string | undefined,
) => void;

interface Planned {
  readonly rule: CelRule;
  readonly program: Program;
}

const planned = new WeakMap<Schema, readonly Planned[]>();

function programsOf(schema: Schema): readonly Planned[] {
  let programs = planned.get(schema);
  if (programs === undefined) {
    programs = schema.rules!.flatMap((rule) => {
      const program = programOf(rule.rule);
      return program === undefined ? [] : [{ rule, program }];
    });
    planned.set(schema, programs);
  }
  return programs;
}

/** Evaluates the rules of a value and of everything below it. */
export function evaluate(value: unknown, schema: Schema, path: (string | number)[], failure: Failure): void {
  if (value === null || value === undefined) return;
  if (schema.rules !== undefined) {
    for (const { rule, program } of programsOf(schema)) {
      const outcome = program(value, schema);
      if (outcome !== true) failure(rule, path, value, outcome.failed);
    }
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items?.ruled === true)
      value.forEach((item, i) => {
        path.push(i);
        evaluate(item, items, path, failure);
        path.pop();
      });
  } else if (typeof value === 'object') below(value as PlainMap, schema, path, failure);
}

function below(map: PlainMap, schema: Schema, path: (string | number)[], failure: Failure): void {
  const { properties, additionalProperties } = schema;
  for (const key in map) {
    const next = properties?.get(key) ?? additionalProperties;
    if (typeof next !== 'object' || next.ruled !== true) continue;
    path.push(key);
    evaluate(map[key], next, path, failure);
    path.pop();
  }
}
