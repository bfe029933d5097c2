// Selectors of pools and announcement policies that Cilium cannot read.
import { Path } from '../../../problem';
import { Rule } from '../../rule';
import { brokenIn, selectorWords } from '../selector-words';

const SELECTORS: readonly (readonly [string, Path])[] = [
  ['CiliumLoadBalancerIPPool', ['spec', 'serviceSelector']],
  ['CiliumL2AnnouncementPolicy', ['spec', 'serviceSelector']],
  ['CiliumL2AnnouncementPolicy', ['spec', 'nodeSelector']],
];

/** Selectors are readable. */
export const L2_SELECTORS: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/selector',
      title: 'In and NotIn have values, Exists and DoesNotExist have none; keys and values are those of labels',
      why: 'The schema lets them through. A policy with a broken selector is absent as a whole; a pool with one keeps LB-IPAM from finishing its start, for every Service (run: selector-bad-restart, service-bad-selector-and-regex).',
      words: selectorWords,
    },
  ],
  check(world, report) {
    for (const [kind, selector] of SELECTORS)
      for (const object of world.of('cilium.io', kind))
        for (const { path, data } of brokenIn(object, selector)) report.error('l2/selector', object, path, { ...data });
  },
};
