// Server names of TLS as Envoy compares them. Sources: cilium/proxy, cilium/network_policy.h, class SniPattern; pkg/envoy/utils.go.
import { AgentFeatures } from '../../minors';
import { labelMatches } from '../dns-pattern';

/** What Envoy takes: labels of letters, digits, "-", "_" and stars, of which two in a row stand alone. */
const LABEL = /^(\*{1,2}|\*?[-a-zA-Z0-9_]+(\*[-a-zA-Z0-9_]+)*\*?)$/;
const NAME = /^[-a-z0-9_]+$/;

/** A pattern as Envoy gets it from the agent. @internal */
export function sentServerName(pattern: string, does: AgentFeatures): string {
  if (!does.cleansServerNames) return pattern;
  const text = pattern.endsWith('.') ? pattern.slice(0, -1) : pattern;
  const head = /^\*\*+\./.exec(text)?.[0] ?? '';
  const rest = text.slice(head.length).replace(/\*\*+/g, '*');
  return head === '' ? rest : `**.${rest}`;
}

/** True if Envoy takes the pattern; if not, it refuses the whole policy of the endpoint. @internal */
export function isServerNamePattern(pattern: string): boolean {
  return pattern === '' || pattern.split('.').every((label) => LABEL.test(label));
}

/** True if the server name that a connection asks for matches. @internal */
export function matchesServerName(pattern: string, name: string): boolean {
  const given = name.toLowerCase().split('.');
  const wanted = pattern.toLowerCase().split('.');
  if (pattern === '*') return given.every((label) => NAME.test(label));
  return labels(wanted, given);
}

/** Two stars stand for one label or more, one star for a part of a label. */
function labels(wanted: readonly string[], given: readonly string[]): boolean {
  if (wanted.length === 0) return given.length === 0;
  const [first, ...rest] = wanted as [string, ...string[]];
  if (!first.includes('**')) return given.length > 0 && labelMatches(first, given[0]!) && labels(rest, given.slice(1));
  for (let taken = 1; taken <= given.length - rest.length; taken++)
    if (given.slice(0, taken).every((label) => NAME.test(label)) && labels(rest, given.slice(taken))) return true;
  return false;
}
