// The interfaces of an L2 announcement policy are regular expressions of Go that nothing anchors.
import { re2Error } from '../../../models/agent';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { isPlaceholder, listAt } from '../../../world/derived/fields';
import { Path } from '../../../problem';
import { CheckedObject, World } from '../../../world/types';
import { Rule } from '../../rule';

/** Expressions compile, and take what they name and nothing else. */
export const L2_INTERFACES: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/regex',
      title: 'Every interface of a CiliumL2AnnouncementPolicy is a regular expression that Go reads (RE2)',
      why: 'One bad expression makes the whole policy absent: condition io.cilium/bad-interface-regex (run: interfaces-good-and-bad, interfaces-glob-star). The schema takes any text.',
      words: ({ expression, problem, repair }: { expression: string; problem: string; repair: string }) => ({
        message: `not a regular expression of Go: "${expression}": ${problem}; the whole policy is absent`,
        repair: expression.startsWith('*') ? `did you mean ".${expression}"?` : repair,
      }),
    },
    {
      code: 'l2/unanchored',
      title: 'An interface is written with ^ and $',
      why: 'Cilium matches anywhere in the name: "eth1" takes eth10 and veth1 as well, "bond0.30" takes bond0x30 (run: interfaces-plain-neighbours, interfaces-dot-neighbours).',
      words: ({ expression }: { expression: string }) => ({
        message: `interface "${expression}" is not anchored: it takes every name that contains a match`,
        repair: `write "${anchored(expression)}"`,
      }),
    },
  ],
  check(world, report) {
    for (const policy of world.of('cilium.io', 'CiliumL2AnnouncementPolicy')) {
      listAt(policy.manifest, 'spec', 'interfaces').forEach((expression, index) => {
        if (typeof expression !== 'string' || isPlaceholder(expression)) return;
        const path: Path = ['spec', 'interfaces', index];
        const bad = re2Error(expression);
        if (bad !== undefined && !bad.goTakesIt)
          report.error('l2/regex', policy, path, { expression, problem: bad.problem, repair: bad.repair });
        else if (isOpen(expression) && !takesOneDevice(world, policy, expression))
          report.warning('l2/unanchored', policy, path, { expression });
      });
    }
  },
};

/** Cilium announces on its devices only: where they are written, and the expression takes none but the one that it names, nothing is amiss. */
function takesOneDevice(world: World, policy: CheckedObject, expression: string): boolean {
  const own = installOf(world, policy)?.own('devices');
  const devices = typeof own === 'string' ? own.split(/[\s,]+/) : Array.isArray(own) ? (own as unknown[]) : [];
  return (
    devices.includes(expression) &&
    devices.every((device) => device === expression || (typeof device === 'string' && !mayTake(expression, device)))
  );
}

/** A device may stand for all names with its beginning: `eth+`. */
function mayTake(expression: string, device: string): boolean {
  return device.endsWith('+') || isPlaceholder(device) || device.includes(expression);
}

/** A plain name that lacks an anchor, or an expression without ^ that does not begin with a wildcard. */
function isOpen(expression: string): boolean {
  if (expression === '' || /^(\(\?[a-z]+\))?(\^|\\A|\.[*+])/.test(expression))
    return isName(expression.replace(/^\^/, '')) && expression.startsWith('^') && !expression.endsWith('$');
  return true;
}

/** A name of a link, and no expression: letters, digits, dots and the like. */
function isName(expression: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_:@-]*(\\?\.[A-Za-z0-9_-]+)*$/.test(expression);
}

function anchored(expression: string): string {
  const body = expression.replace(/^\^/, '').replace(/\$$/, '');
  if (isName(body)) return `^${body.replace(/\\?\./g, '\\.')}$`;
  // An alternative would take the anchors for itself.
  return body.includes('|') && !/^\(.*\)$/.test(body) ? `^(${body})$` : `^${body}$`;
}
