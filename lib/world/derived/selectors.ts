// Label selectors, evaluated as Kubernetes does; undefined where a placeholder or a broken expression leaves it open.
import { isMap, PlainMap } from '../../manifest';
import { isPlaceholder, listAt, mapAt, textAt } from './fields';

/** True or false if the selector decides over these labels, undefined if it cannot be told. */
export function matchesSelector(selector: PlainMap, labels: PlainMap): boolean | undefined {
  let open = false;
  for (const [key, wanted] of Object.entries(mapAt(selector, 'matchLabels'))) {
    if (typeof wanted !== 'string' || isPlaceholder(wanted) || isPlaceholder(String(labels[key] ?? ''))) open = true;
    else if (labels[key] !== wanted) return false;
  }
  for (const expression of listAt(selector, 'matchExpressions')) {
    const verdict = matchesExpression(expression, labels);
    if (verdict === false) return false;
    if (verdict === undefined) open = true;
  }
  return open ? undefined : true;
}

/** Keys that a selector looks at. */
export function selectorKeys(selector: unknown): string[] {
  return [
    ...Object.keys(mapAt(selector, 'matchLabels')),
    ...listAt(selector, 'matchExpressions').flatMap((expression) => textAt(expression, 'key') ?? []),
  ];
}

/** What is wrong with the expressions of a selector, as far as the schema lets it through: index and words. */
export function brokenExpressions(selector: unknown): { index: number; problem: string; repair: string }[] {
  return listAt(selector, 'matchExpressions').flatMap((expression, index) => {
    const operator = textAt(expression, 'operator');
    const values = listAt(expression, 'values').length;
    if ((operator === 'In' || operator === 'NotIn') && values === 0)
      return [
        {
          index,
          problem: `operator ${operator} without values`,
          repair: 'write the values, or the operator Exists or DoesNotExist',
        },
      ];
    if ((operator === 'Exists' || operator === 'DoesNotExist') && values > 0)
      return [
        {
          index,
          problem: `operator ${operator} with values`,
          repair: `remove the values, or write the operator ${operator === 'Exists' ? 'In' : 'NotIn'}`,
        },
      ];
    return [];
  });
}

function matchesExpression(expression: unknown, labels: PlainMap): boolean | undefined {
  const [key, operator] = [textAt(expression, 'key'), textAt(expression, 'operator')];
  if (key === undefined || !isMap(expression)) return undefined;
  const has = Object.hasOwn(labels, key);
  const values = listAt(expression, 'values');
  if (
    values.some((value) => typeof value !== 'string' || isPlaceholder(value)) ||
    isPlaceholder(String(labels[key] ?? ''))
  )
    return undefined;
  if (operator === 'Exists') return has;
  if (operator === 'DoesNotExist') return !has;
  if (values.length === 0) return undefined;
  if (operator === 'In') return has && values.includes(labels[key]);
  return operator === 'NotIn' ? !has || !values.includes(labels[key]) : undefined;
}
