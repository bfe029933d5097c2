// What to write so that connections are decided otherwise.
import type { DirectionExplained, Explained } from '../reach';

/** Repairs of the connections that are not as they should be, each once. */
export function repairsOf(flows: readonly Explained[], wanted: 'allowed' | 'denied'): string[] {
  const wrong = flows.filter(({ answer }) => answer !== wanted);
  return [...new Set(wrong.flatMap((flow) => (wanted === 'allowed' ? toAllow(flow) : [toDeny(flow)])))];
}

/** Every direction that is closed has to be opened. */
function toAllow({ from, to, protocol, port, directions }: Explained): string[] {
  return directions
    .filter(({ allowed }) => allowed !== true)
    .map((direction) => {
      const { because, direction: way, subject, reason } = direction;
      if (reason !== undefined) return `${way} of ${subject} is not decided by what is known: ${reason}`;
      if (because === 'default-deny')
        return way === 'egress'
          ? `allow it in a policy about ${subject}: .allowTo(<peer of ${to}>, <port ${port} ${protocol}>)`
          : `allow it in a policy about ${subject}: .allowFrom(<peer of ${from}>, <port ${port} ${protocol}>)`;
      if (because === 'l7-deny')
        return `the proxy in the ${way} of ${subject} refuses what the connection carries: ask with the request, Port.tcp(${port}).http(…), or change ${rulesOf(direction)}`;
      return `take it out of ${rulesOf(direction)}: a deny wins over every allow`;
    });
}

/** One direction that is closed is enough: that of the target, who has to be protected. */
function toDeny({ to, directions }: Explained): string {
  const spoken = directions.flatMap(({ rules }) => rules.map(({ policy, at }) => `${policy} ${at}`));
  const ingress = directions.find(({ direction }) => direction === 'ingress');
  if (ingress !== undefined && ingress.rules.length === 0 && ingress.because !== 'allow')
    return `no rule decides the ingress of ${to}: a DenyAllPolicy in its namespace, or a policy about it, denies what no rule allows`;
  return `take it out of ${[...new Set(spoken)].join(' or ')}, or deny it`;
}

function rulesOf({ rules, subject }: DirectionExplained): string {
  return rules.length === 0
    ? `the policies about ${subject}`
    : rules.map(({ policy, at }) => `${policy} ${at}`).join(' and ');
}
