// A broken claim in words: a line for each direction, with the rules that decide.
import { BECAUSE, DirectionExplained, Explained } from './explain';
import { Breach } from './invariants';

/** `world may open TCP 80 to shop/web[Deployment] through gateway edge/public`. @internal */
export function breachInWords({ from, to, protocol, port, gateway }: Breach, may: boolean): string {
  const way = gateway === undefined ? '' : ` through gateway ${gateway}`;
  return `${from} ${may ? 'may' : 'may not'} open ${protocol} ${port} to ${to}${way}`;
}

/** Why it is so, the sender's side first. Files and constructs are left out: the same rules say the same, whoever wrote them. @internal */
export function breachSteps({ steps }: Breach): string[] {
  return steps.flatMap(({ directions }: Explained) => directions.map(directionInWords));
}

function directionInWords({ direction, subject, because, rules, reason }: DirectionExplained): string {
  const spoken = rules.map(({ policy, at, says }) => `${policy} ${at} ${says}`);
  const why = spoken.length > 0 ? spoken.join(', ') : (reason ?? BECAUSE[because] ?? because);
  return `${direction} of ${subject}: ${why}`;
}

/** What somebody may change so that the claim holds. @internal */
export function breachRepair({ steps, to }: Breach, may: boolean): string {
  const directions = steps.flatMap((step) => step.directions);
  const policies = directions.flatMap(({ rules }) => rules.map(({ policy, at }) => `${policy} ${at}`));
  if (may)
    return policies.length === 0
      ? `write a policy for ${to} that allows only what is meant: what it does not allow is denied then`
      : `take it out of ${[...new Set(policies)].join(' or ')}, deny it, or except it from the invariant`;
  const [closed] = directions.filter(({ allowed }) => allowed !== true);
  if (closed === undefined) return 'change the policies, or the invariant';
  return closed.because === 'default-deny'
    ? `allow it in a policy that selects ${closed.subject}, under ${closed.direction}`
    : `change ${closed.rules.map(({ policy, at }) => `${policy} ${at}`).join(' or ') || `the policies of ${closed.subject}`}`;
}
