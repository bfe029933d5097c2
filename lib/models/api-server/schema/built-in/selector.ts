// Label selectors of built-in kinds, and whether one selects the labels that it must.
import { isLabelValue, PlainMap } from '../../../../manifest';
import { checkLabels } from '../metadata';
import { Walk, show } from '../walk';
import { each, into, mapOf, mapsOf, textsOf } from './steps';

/** Checks the selector at a key, if it is there. */
export function checkSelector(walk: Walk, map: PlainMap, key: string): void {
  into(walk, map, key, (selector) => {
    checkLabels(mapOf(selector, 'matchLabels'), ['matchLabels'], walk);
    each(walk, selector, 'matchExpressions', (expression) => checkExpression(walk, expression, ['In', 'NotIn']));
  });
}

/** An expression: values where the operator wants some, none where it wants none. */
export function checkExpression(walk: Walk, expression: PlainMap, withValues: readonly string[]): void {
  const { operator } = expression as { operator?: string };
  const values = textsOf(expression, 'values');
  if (operator === undefined) return;
  if (withValues.includes(operator) && values.length === 0)
    walk.errorAt(['values'], 'schema/required', 'operator-without-values', { operator });
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0)
    walk.errorAt(['values'], 'schema/value', 'operator-with-values', { operator, values: show(values) });
  if (operator !== 'Gt' && operator !== 'Lt')
    values.forEach((value, i) => {
      if (!isLabelValue(value)) walk.errorAt(['values', i], 'schema/label', 'selector-value', { value: show(value) });
    });
  else if (values.length !== 1 || !/^-?\d+$/.test(values[0]!))
    walk.errorAt(['values'], 'schema/value', 'operator-integer', { operator, values: show(values) });
}

/** True if the selector has no condition. */
export function isEmptySelector(selector: PlainMap): boolean {
  return Object.keys(mapOf(selector, 'matchLabels')).length === 0 && mapsOf(selector, 'matchExpressions').length === 0;
}
