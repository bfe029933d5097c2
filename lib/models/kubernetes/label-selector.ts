// Label selectors (matchLabels, matchExpressions) of plain objects, read and asked as apimachinery does. The one reader of them in the models.
// Source: k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go and pkg/labels/selector.go; the slim copies of Cilium 1.18 to 1.20 say the same.
import { isLabelValue, isMap, isQualifiedName } from '../../manifest';

/** What a requirement asks of one label. `Gt` and `Lt` exist in the textual form alone. */
export type LabelOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

/** One requirement; a line of matchLabels is an `In` with one value. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  readonly values: readonly string[];
  /** Where it stands, from the selector on. */
  readonly path: readonly (string | number)[];
}

/**
 * What is wrong with a selector.
 * - `type`: not of the type that the field has (the API server refuses the object)
 * - `operator`: none of In, NotIn, Exists, DoesNotExist
 * - `key`, `value`: not a label key, not a label value
 * - `no-values`: In or NotIn without values
 * - `values`: Exists or DoesNotExist with values
 */
export type SelectorProblemCode = 'type' | 'operator' | 'key' | 'value' | 'no-values' | 'values';

/** A reason for which apimachinery refuses a selector as a whole. */
export interface SelectorProblem {
  readonly code: SelectorProblemCode;
  /** Where, from the selector on. */
  readonly path: readonly (string | number)[];
  /** The text that is wrong: key, value or operator. */
  readonly text?: string;
}

/** A selector as it was read. With problems it is refused as a whole: it selects nothing, and whoever reads it reports an error. */
export interface LabelSelector {
  /** False for one that is not written at all: Kubernetes then selects nothing, many readers everything. */
  readonly written: boolean;
  readonly requirements: readonly LabelRequirement[];
  readonly problems: readonly SelectorProblem[];
}

/** Labels of an object; values that are no strings are none. */
export type Labels = Readonly<Record<string, string>>;

const OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Reads a selector. Null counts as not written. */
export function readLabelSelector(selector: unknown): LabelSelector {
  if (selector === undefined || selector === null) return { written: false, requirements: [], problems: [] };
  if (!isMap(selector)) return { written: true, requirements: [], problems: [{ code: 'type', path: [] }] };
  const requirements: LabelRequirement[] = [];
  const problems: SelectorProblem[] = [];
  const { matchLabels, matchExpressions } = selector;
  if (isMap(matchLabels)) {
    for (const [key, value] of Object.entries(matchLabels)) {
      const path = ['matchLabels', key];
      // Go reads a null as the empty string.
      if (value !== null && typeof value !== 'string') problems.push({ code: 'type', path });
      else addRequirement({ key, operator: 'In', values: [value ?? ''], path }, requirements, problems);
    }
  } else if (matchLabels !== undefined && matchLabels !== null) {
    problems.push({ code: 'type', path: ['matchLabels'] });
  }
  if (Array.isArray(matchExpressions))
    matchExpressions.forEach((expression: unknown, index) =>
      readExpression(expression, ['matchExpressions', index], requirements, problems),
    );
  else if (matchExpressions !== undefined && matchExpressions !== null)
    problems.push({ code: 'type', path: ['matchExpressions'] });
  return { written: true, requirements, problems };
}

function readExpression(
  expression: unknown,
  path: readonly (string | number)[],
  requirements: LabelRequirement[],
  problems: SelectorProblem[],
): void {
  if (!isMap(expression)) {
    problems.push(
      expression === null ? { code: 'operator', path: [...path, 'operator'], text: '' } : { code: 'type', path },
    );
    return;
  }
  const { key = '', operator = '', values = [] } = expression;
  const wrong = [
    ...(typeof key === 'string' || key === null ? [] : ['key']),
    ...(typeof operator === 'string' || operator === null ? [] : ['operator']),
    ...(values === null ||
    (Array.isArray(values) && values.every((value) => typeof value === 'string' || value === null))
      ? []
      : ['values']),
  ];
  if (wrong.length > 0) {
    problems.push(...wrong.map((field): SelectorProblem => ({ code: 'type', path: [...path, field] })));
    return;
  }
  const name = (operator ?? '') as string;
  if (!OPERATORS.includes(name)) {
    problems.push({ code: 'operator', path: [...path, 'operator'], text: name });
    return;
  }
  addRequirement(
    {
      key: (key ?? '') as string,
      operator: name as LabelOperator,
      values: ((values ?? []) as (string | null)[]).map((value) => value ?? ''),
      path,
    },
    requirements,
    problems,
  );
}

/** Adds a requirement, or what is wrong with it. @internal */
export function addRequirement(
  requirement: LabelRequirement,
  requirements: LabelRequirement[],
  problems: SelectorProblem[],
): void {
  const { key, operator, values, path } = requirement;
  const found: SelectorProblem[] = [];
  if (!isQualifiedName(key)) found.push({ code: 'key', path, text: key });
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0) found.push({ code: 'no-values', path });
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) found.push({ code: 'values', path });
  if ((operator === 'Gt' || operator === 'Lt') && !(values.length === 1 && isInteger64(values[0]!)))
    found.push({ code: 'value', path, text: values[0] ?? '' });
  for (const value of values) if (!isLabelValue(value)) found.push({ code: 'value', path, text: value });
  if (found.length > 0) problems.push(...found);
  else requirements.push(requirement);
}

/**
 * True if every requirement holds over the labels; so a selector without requirements selects everything. False for one with problems, and for
 * one that is not written: ask `written` first where the reader takes that for everything.
 */
export function selects(selector: LabelSelector, labels: Labels): boolean {
  return (
    selector.written &&
    selector.problems.length === 0 &&
    selector.requirements.every((requirement) => holds(requirement, labels))
  );
}

/** True if the requirement holds over the labels. */
export function holds({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  return meets(operator, values, Object.prototype.hasOwnProperty.call(labels, key) ? labels[key] : undefined);
}

/** True if a requirement holds for the value of its label, undefined where the label is not there. */
export function meets(operator: LabelOperator, values: readonly string[], value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      if (value === undefined || !isInteger64(value)) return false;
      return operator === 'Gt' ? BigInt(value) > BigInt(values[0]!) : BigInt(value) < BigInt(values[0]!);
  }
}

/** The labels of an object: the pairs whose value is a string. */
export function labelsOf(map: unknown): Record<string, string> {
  const labels: Record<string, string> = {};
  if (isMap(map))
    for (const [key, value] of Object.entries(map))
      if (typeof value === 'string')
        Object.defineProperty(labels, key, { value, enumerable: true, writable: true, configurable: true });
  return labels;
}

function isInteger64(text: string): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false;
  const value = BigInt(text);
  return value >= -(1n << 63n) && value < 1n << 63n;
}
