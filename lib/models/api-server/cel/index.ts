// The validation rules (CEL) that custom resource definitions carry, as the API server evaluates them on create.
import { Served, Subject, Say } from '../subject';
import { judge } from '../schema';
import { show } from '../schema/walk';
import { evaluate } from './evaluate';

/** Says which rules of its definition an object breaks; what the schema refuses is not looked at. */
export function judgeRules(subject: Subject, versions: Served, hear: Say): void {
  const { decoded, schema, unsafe } = judge(subject, versions);
  if (unsafe || schema?.ruled !== true) return;
  evaluate(decoded, schema, [], (rule, path, value, error) =>
    hear('error', 'cel/rule', [...path], {
      what: 'rule',
      rule: rule.rule,
      said: rule.message,
      failed: error,
      value: show(value),
    }),
  );
}
