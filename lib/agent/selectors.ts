// Label selectors: V4, and labels that no endpoint carries.
import { isMap, PlainMap } from '../manifest';
import { filteredLabel, splitSource } from './selector-labels';
import { Problems } from './problem';
import { mapsOf, step, textsOf } from './shape';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAMESPACE_KEY = 'io.kubernetes.pod.namespace';

/** What the labels of a selector are labels of. @internal */
export enum Selects {
  ENDPOINTS,
  NODES,
  GROUPS,
  SERVICES,
}

/** Checks one selector. @internal */
export function checkSelector(problems: Problems, at: string, selector: unknown, selects: Selects): void {
  if (!isMap(selector)) return;
  const keys = new Map<string, string>();
  const seen = (key: string, where: string, equality: boolean) => {
    checkKey(problems, where, key, selects);
    const { source, name } = splitSource(key);
    const twin = equality && source === 'any' ? keys.get(name) : undefined;
    if (twin !== undefined)
      problems.meaning('selector', where, `one label twice: "${twin}" and "${key}"; Cilium up to 1.19 keeps one of them by chance`, `write "${name}" once`);
    if (equality && source === 'any') keys.set(name, key);
  };
  for (const [key, value] of Object.entries(isMap(selector.matchLabels) ? selector.matchLabels : {})) {
    const where = step(step(at, 'matchLabels'), `["${key}"]`);
    seen(key, where, true);
    if (typeof value === 'string') checkValue(problems, where, value);
  }
  for (const [index, expression] of mapsOf(selector.matchExpressions)) {
    const where = step(step(at, 'matchExpressions'), index);
    if (typeof expression.key === 'string') seen(expression.key, where, false);
    else if (expression.key === undefined) problems.agent('selector', where, 'an expression without key', 'write key, operator and values');
    checkOperator(problems, where, expression);
  }
}

function checkKey(problems: Problems, at: string, key: string, selects: Selects): void {
  const { source, name } = splitSource(key);
  const slash = name.indexOf('/');
  const good =
    slash < 0
      ? NAME.test(name) && name.length <= 63
      : NAME.test(name.slice(slash + 1)) && name.length - slash - 1 <= 63 && DOMAIN.test(name.slice(0, slash)) && slash <= 253;
  // The agent looks at sources everywhere but in the labels of CIDR groups.
  if (key.startsWith(':'))
    problems[selects === Selects.GROUPS ? 'meaning' : 'agent']('selector', at, `label key "${key}" with an empty source`, `write "${name}"`);
  const sourceGood = source === '' || source === 'any' || /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(source);
  if (!good || !sourceGood) {
    problems.agent(
      'selector',
      at,
      `not a label key: "${key}"`,
      'write an optional source with ":", an optional DNS prefix with "/", then at most 63 of letters, digits, "-", "_" and "."',
    );
    return;
  }
  if (selects !== Selects.SERVICES && slash < 0 && name.length > 59)
    problems.meaning(
      'selector',
      at,
      `label key of ${name.length} characters, which Cilium up to 1.19 refuses`,
      'select by another label: 59 are the most for a key without "/"',
    );
  if (selects === Selects.GROUPS && key.includes(':'))
    problems.meaning('selector', at, `label key "${key}" with a source in a cidrGroupSelector, which Cilium up to 1.19 refuses`, `write "${name}"`);
  if (selects !== Selects.ENDPOINTS) return;
  const filtered = filteredLabel(key);
  if (filtered !== undefined) problems.meaning('filtered-label', at, filtered.problem, filtered.repair);
}

function checkValue(problems: Problems, at: string, value: string): void {
  if (value.length > 63 || (value !== '' && !NAME.test(value)))
    problems.agent(
      'selector',
      at,
      `not a label value: ${JSON.stringify(value)}`,
      'write at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
    );
}

function checkOperator(problems: Problems, at: string, expression: PlainMap): void {
  const { operator, values } = expression;
  const given = textsOf(values);
  if (operator === 'In' || operator === 'NotIn') {
    if (!Array.isArray(values) || values.length === 0)
      problems.agent('selector', at, `operator ${operator} without values`, 'write at least one value, or use Exists or DoesNotExist');
    for (const [index, value] of given) checkValue(problems, step(step(at, 'values'), index), value);
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (Array.isArray(values) && values.length > 0)
      problems.agent('selector', at, `operator ${operator} with values`, 'leave the values out, or use In or NotIn');
  } else {
    problems.agent('selector', at, `not an operator: ${JSON.stringify(operator)}`, 'write In, NotIn, Exists or DoesNotExist');
  }
}

/** A namespaced policy that selects pods of another namespace selects nothing, or its own in silence. @internal */
export function checkSubjectNamespace(problems: Problems, at: string, selector: unknown, namespace: string): void {
  if (!isMap(selector)) return;
  const keys = [
    ...Object.entries(isMap(selector.matchLabels) ? selector.matchLabels : {}),
    ...mapsOf(selector.matchExpressions).map(([, e]): [string, unknown] => [String(e.key), undefined]),
  ];
  for (const [key, value] of keys) {
    if (splitSource(key).name === NAMESPACE_KEY && value !== namespace) {
      problems.meaning(
        'subject-namespace',
        at,
        `the subject names a namespace, but a CiliumNetworkPolicy is about its own ("${namespace}") only`,
        'leave the label out and set the namespace of the policy, or write a CiliumClusterwidePolicy',
      );
    }
  }
}
