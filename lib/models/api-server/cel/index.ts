// The validation rules (CEL) that custom resource definitions carry.
import { judge } from '../schema';
import { show } from '../schema/walk';
import { ObjectLayer } from '../../../check/types';
import { evaluate } from './evaluate';

/** Rules of custom resource definitions, as the API server evaluates them on create. */
export const celLayer: ObjectLayer = {
  layer: 'cel',
  codes: [
    {
      code: 'cel/rule',
      title: 'the rules of the custom resource definition hold',
      why: 'the API server evaluates them and refuses the object; an evaluation error counts as a refusal',
    },
  ],
  check: (object, versions, report) => {
    const { decoded, schema, unsafe } = judge(object, versions);
    if (unsafe || schema?.ruled !== true) return;
    evaluate(decoded, schema, [], (rule, path, value, error) =>
      report.error(
        'cel/rule',
        object,
        [...path],
        `${rule.message ?? 'a rule of the definition does not hold'}${error === undefined ? '' : ` (the rule cannot be evaluated: ${error})`}, but ${show(value)} is given`,
        `write what satisfies the rule ${rule.rule.length > 160 ? `${rule.rule.slice(0, 157)}…` : rule.rule}`,
      ),
    );
  },
};
