// Label selectors that the schema lets through and Kubernetes cannot read: what is wrong, in words, for every rule that finds one.
import { SelectorProblem } from '../../models/kubernetes/label-selector';
import { Path, Words } from '../../problem';
import { selectorProblems } from '../../world/derived/selectors';
import { textAt, valueAtPath } from '../../world/derived/fields';
import { CheckedObject } from '../../world/types';

/** A broken requirement of a selector. */
export interface BrokenSelector {
  /** Field of the selector. */
  readonly selector: string;
  readonly problem: SelectorProblem['code'];
  readonly operator?: string;
  readonly text?: string;
}

const WORDS: Readonly<
  Partial<Record<SelectorProblem['code'], (data: BrokenSelector) => readonly [message: string, repair: string]>>
> = {
  'no-values': ({ operator }) => [
    `operator ${operator} without values`,
    'write the values, or the operator Exists or DoesNotExist',
  ],
  values: ({ operator }) => [
    `operator ${operator} with values`,
    `remove the values, or write the operator ${operator === 'Exists' ? 'In' : 'NotIn'}`,
  ],
  key: ({ text }) => [`"${text}" is no label key`, 'write a key such as example.com/name'],
  value: ({ text }) => [
    `"${text}" is no label value`,
    'write at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  ],
};

/** The words for a broken requirement. */
export function selectorWords(data: BrokenSelector): Words {
  const [problem, repair] = WORDS[data.problem]?.(data) ?? [data.problem, 'write a label selector'];
  return { message: `${data.selector}: ${problem}`, repair };
}

/** What is broken in the selector at a place, each with its own place. */
export function brokenIn({ manifest }: CheckedObject, path: Path): { path: Path; data: BrokenSelector }[] {
  return (
    selectorProblems(valueAtPath(manifest, path))
      // Values of matchLabels are the schema's to judge.
      .filter(({ code, path: [first] }) => code !== 'value' || first !== 'matchLabels')
      .map(({ code, path: place, text }) => {
        const at = [...path, ...place];
        const operator = textAt(manifest, ...at, 'operator');
        return {
          path: at,
          data: {
            selector: String(path.at(-1)),
            problem: code,
            ...(operator === undefined ? {} : { operator }),
            ...(text === undefined ? {} : { text }),
          },
        };
      })
  );
}
