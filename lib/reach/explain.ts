// One connection step by step: who the ends are to policy, which rules speak, what follows.
import { objectKey } from '../manifest';
import { Implicit, Lookup, Match } from '../models/agent/verdict';
import { agentWords, pathText } from '../problem';
import { Content } from './content';
import { Party } from './parties';
import { Reachability } from './reachability';
import { DirectionVerdict, Verdict } from './verdict';

/** A rule that speaks about a connection. @internal */
export interface DecidingRule {
  /** `Kind/namespace/name`. */
  readonly policy: string;
  /** Place in it, `spec.ingress[0]`. */
  readonly at: string;
  readonly origin?: string;
  readonly says: 'allows it' | 'denies it' | 'lets it pass to a proxy';
}

/** One direction in data. @internal */
export interface DirectionExplained {
  readonly direction: 'egress' | 'ingress';
  /** Who is the subject. */
  readonly subject: string;
  readonly allowed: boolean | 'unknown';
  /** `allow`, `deny`, `default-deny`, `l7-deny`, or what lets it pass without a rule. */
  readonly because: string;
  readonly rules: readonly DecidingRule[];
  readonly proxy: string;
  /** Why it is not decided, if it is not. */
  readonly reason?: string;
}

/** An explained connection. @internal */
export interface Explained {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
  readonly answer: Verdict['answer'];
  readonly directions: readonly DirectionExplained[];
  /** Policies that do not count because the agent refuses them, as far as they are about one of the ends. */
  readonly absent: readonly string[];
}

/** Explains one connection. @internal */
export function explain(
  reach: Reachability,
  from: number,
  to: number,
  protocol: string,
  port: number,
  content: Content = {},
): Explained {
  const verdict = reach.verdict(from, to, protocol, port, content);
  const [source, target] = [reach.parties[from]!, reach.parties[to]!];
  return {
    ...{ from: source.id, to: target.id, protocol, port, answer: verdict.answer },
    directions: [
      explained(reach, 'egress', source, verdict.egress),
      explained(reach, 'ingress', target, verdict.ingress),
    ],
    absent: absentFor(reach, [source, target]),
  };
}

function explained(
  reach: Reachability,
  direction: 'egress' | 'ingress',
  subject: Party,
  { side, lookup }: DirectionVerdict,
): DirectionExplained {
  const undecided = 'undecided' in side ? side.undecided : undefined;
  const rules = (lookup.denies.length > 0 ? lookup.denies : lookup.allows).map((match) => deciding(reach, match));
  return {
    ...{ direction, subject: subject.id, rules: distinct(rules) },
    allowed: 'undecided' in side ? 'unknown' : side.allowed,
    because: because(lookup, 'allowed' in side && side.allowed),
    proxy: 'undecided' in side ? 'none' : side.l7,
    ...(undecided === undefined ? {} : { reason: undecided.reason }),
  };
}

function because(lookup: Lookup, allowed: boolean): string {
  if (lookup.denies.length > 0) return 'deny';
  if (!lookup.allowed) return 'default-deny';
  if (!allowed) return 'l7-deny';
  if (lookup.allows.length > 0 && lookup.implicit !== Implicit.NO_RULE) return 'allow';
  return lookup.implicit ?? 'allow';
}

function deciding(reach: Reachability, { entry, ports }: Match): DecidingRule {
  const { manifest, origin } = reach.policyObjects[entry.origin.policy]!;
  return {
    policy: objectKey(manifest),
    at: pathText(entry.origin.path),
    ...(origin === undefined ? {} : { origin }),
    says: entry.deny ? 'denies it' : ports?.contents === undefined ? 'allows it' : 'lets it pass to a proxy',
  };
}

function distinct(rules: readonly DecidingRule[]): DecidingRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function absentFor(reach: Reachability, ends: readonly Party[]): string[] {
  const namespaces = ends.flatMap(({ workload }) => (workload === undefined ? [] : [workload.namespace]));
  return reach.absent
    .filter(
      ({ object }) =>
        object.manifest.metadata.namespace === undefined || namespaces.includes(object.manifest.metadata.namespace),
    )
    .map(({ object, problem }) => `${objectKey(object.manifest)}: ${problem.at}: ${agentWords(problem.data).message}`);
}

/** Why a direction is as it is, by `because`. @internal */
export const BECAUSE: Readonly<Record<string, string>> = {
  deny: 'a rule denies it, and a deny wins over every allow',
  'default-deny':
    'a rule selects the subject in this direction, so what no rule allows is denied, and none allows this',
  'l7-deny': 'layer 4 lets it pass to a proxy, whose rules refuse it',
  allow: 'a rule allows it',
  [Implicit.NOT_ENFORCED]: 'policy is not enforced there',
  [Implicit.NO_RULE]: 'no rule selects the subject in this direction, so everything is allowed',
  [Implicit.NO_DEFAULT_DENY]: 'the rules that select the subject do not switch default deny on',
  [Implicit.LOCAL_HOST]: 'the node may reach its own pods (allow-localhost)',
};

/** `shop/web[Deployment] => shop/api[Deployment], TCP 8080: allowed`. @internal */
export function answerInWords({ from, to, protocol, port, answer }: Explained): string {
  return `${from} => ${to}, ${protocol} ${port}: ${answer}`;
}

/** The steps in words, a line each; policies that do not count come first. @internal */
export function explainedInWords(explained: Explained): string[] {
  const lines = explained.absent.map((policy) => `note: counts as absent, because the agent refuses it: ${policy}`);
  lines.push(answerInWords(explained));
  for (const each of explained.directions) {
    const word = each.allowed === 'unknown' ? 'not decided' : each.allowed ? 'allowed' : 'denied';
    lines.push(
      `  ${each.direction} of ${each.subject}: ${word}: ${each.reason ?? BECAUSE[each.because] ?? each.because}`,
    );
    if (each.proxy !== 'none') lines.push(`    through the ${each.proxy} proxy`);
    for (const rule of each.rules)
      lines.push(`    ${rule.policy} ${rule.at} ${rule.says}${rule.origin === undefined ? '' : ` (${rule.origin})`}`);
  }
  return lines;
}
