// Label selectors over the world: as Kubernetes reads them, and undefined where a placeholder leaves it open.
import { isMap, PlainMap } from '../../manifest';
import { holds, Labels, labelsOf, readLabelSelector, SelectorProblem } from '../../models/kubernetes/label-selector';
import { isPlaceholder, listAt, mapAt, textAt } from './fields';

/** True or false if the selector decides over these labels, undefined if it cannot be told. */
export function matchesSelector(selector: PlainMap, labels: PlainMap): boolean | undefined {
  const own: Labels = labelsOf(labels);
  const { requirements, problems } = readLabelSelector(selector);
  let open = problems.length > 0;
  for (const requirement of requirements) {
    const texts = [...requirement.values, own[requirement.key] ?? ''];
    if (texts.some(isPlaceholder)) open = true;
    else if (!holds(requirement, own)) return false;
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

/** What is wrong with a selector, as far as the schema lets it through: texts that another program fills in are left out. */
export function selectorProblems(selector: unknown): SelectorProblem[] {
  if (!isMap(selector)) return [];
  return readLabelSelector(selector).problems.filter(
    ({ code, text }) => code !== 'type' && code !== 'operator' && !(text !== undefined && isPlaceholder(text)),
  );
}
