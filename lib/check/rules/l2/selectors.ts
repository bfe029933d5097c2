// Selectors of pools and announcement policies that Cilium cannot read.
import { brokenExpressions } from '../../../world/derived/selectors';
import { valueAtPath } from '../../../world/derived/fields';
import { Path } from '../../../problem';
import { Rule } from '../../rule';

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
      title: 'In and NotIn have values, Exists and DoesNotExist have none',
      why: 'The schema lets them through. A policy with a broken selector is absent as a whole; a pool with one keeps LB-IPAM from finishing its start, for every Service (run: selector-bad-restart, service-bad-selector-and-regex).',
    },
  ],
  check(world, report) {
    for (const [kind, path] of SELECTORS) {
      for (const object of world.of('cilium.io', kind)) {
        for (const { index, problem, repair } of brokenExpressions(valueAtPath(object.manifest, path)))
          report.error('l2/selector', object, [...path, 'matchExpressions', index], `${path[1]!}: ${problem}`, repair);
      }
    }
  },
};
