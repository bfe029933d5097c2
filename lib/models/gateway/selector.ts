// Whether a label selector selects labels, as apimachinery decides it.
import { isMap } from '../../manifest';

const KEY =
  /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/**
 * True if the selector selects the labels; undefined if it is no valid selector, which selects nothing. No selector selects nothing, an
 * empty one everything.
 */
export function matchesSelector(selector: unknown, labels: Readonly<Record<string, string>>): boolean | undefined {
  if (selector === undefined || selector === null) return false;
  if (!isMap(selector)) return undefined;
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels !== undefined && matchLabels !== null && !isMap(matchLabels)) return undefined;
  if (matchExpressions !== undefined && matchExpressions !== null && !Array.isArray(matchExpressions)) return undefined;
  const verdicts = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => matches(key, 'In', [value], labels)),
    ...((matchExpressions as unknown[] | null | undefined) ?? []).map((item) =>
      isMap(item) ? matches(item.key, item.operator, item.values ?? [], labels) : undefined,
    ),
  ];
  return verdicts.includes(undefined) ? undefined : !verdicts.includes(false);
}

function matches(
  key: unknown,
  operator: unknown,
  values: unknown,
  labels: Readonly<Record<string, string>>,
): boolean | undefined {
  if (typeof key !== 'string' || !isKey(key) || !Array.isArray(values)) return undefined;
  if (!values.every((value) => typeof value === 'string' && value.length <= 63 && VALUE.test(value))) return undefined;
  const own = Object.prototype.hasOwnProperty.call(labels, key) ? labels[key] : undefined;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) return undefined;
    return (own !== undefined && values.includes(own)) === (operator === 'In');
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) return undefined;
    return (own !== undefined) === (operator === 'Exists');
  }
  return undefined;
}

function isKey(key: string): boolean {
  const slash = key.lastIndexOf('/');
  return KEY.test(key) && key.length - slash - 1 <= 63 && slash <= 253;
}
