// Selectors of pools and announcement policies that Cilium cannot read.
import { SelectorProblem } from '../../../models/kubernetes/label-selector';
import { selectorProblems } from '../../../world/derived/selectors';
import { textAt, valueAtPath } from '../../../world/derived/fields';
import { Path } from '../../../problem';
import { Rule } from '../../rule';

const SELECTORS: readonly (readonly [string, Path])[] = [
  ['CiliumLoadBalancerIPPool', ['spec', 'serviceSelector']],
  ['CiliumL2AnnouncementPolicy', ['spec', 'serviceSelector']],
  ['CiliumL2AnnouncementPolicy', ['spec', 'nodeSelector']],
];

interface Broken {
  readonly selector: string;
  readonly problem: SelectorProblem['code'];
  readonly operator?: string;
  readonly text?: string;
}

const WORDS: Readonly<Partial<Record<SelectorProblem['code'], (data: Broken) => readonly [string, string]>>> = {
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

/** Selectors are readable. */
export const L2_SELECTORS: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/selector',
      title: 'In and NotIn have values, Exists and DoesNotExist have none; keys and values are those of labels',
      why: 'The schema lets them through. A policy with a broken selector is absent as a whole; a pool with one keeps LB-IPAM from finishing its start, for every Service (run: selector-bad-restart, service-bad-selector-and-regex).',
      words: (data: Broken) => {
        const [problem, repair] = WORDS[data.problem]?.(data) ?? [data.problem, 'write a label selector'];
        return { message: `${data.selector}: ${problem}`, repair };
      },
    },
  ],
  check(world, report) {
    for (const [kind, path] of SELECTORS)
      for (const object of world.of('cilium.io', kind))
        for (const { code, path: place, text } of selectorProblems(valueAtPath(object.manifest, path))) {
          const at = [...path, ...place];
          const operator = textAt(object.manifest, ...at, 'operator');
          // Values of matchLabels are the schema's to judge.
          if (code === 'value' && place[0] === 'matchLabels') continue;
          report.error('l2/selector', object, at, {
            selector: path[1]!,
            problem: code,
            ...(operator === undefined ? {} : { operator }),
            ...(text === undefined ? {} : { text }),
          });
        }
  },
};
