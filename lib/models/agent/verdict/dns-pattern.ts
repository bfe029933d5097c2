// Names and patterns of DNS as the agent compares them: in toFQDNs, where a name was resolved, and in DNS rules, where it is asked for.
import { AgentFeatures } from '../minors';

/** One entry of toFQDNs or of DNS rules. @internal */
export interface DnsMatch {
  readonly name: string;
  readonly pattern: string;
}

/** A name as the agent keeps it: lower case, a dot at its end. @internal */
export function fullName(name: string): string {
  const lower = name.trim().toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** Letters that a star stands for. */
const LETTERS = /^[-a-z0-9_]*$/;
const RESOLVED = /^([-a-z0-9_]+\.)+$/;

/** True for a pattern that is nothing but stars. */
function isLone(pattern: string, does: AgentFeatures): boolean {
  return does.subdomainPattern ? /^\*+\.?$/.test(pattern) : pattern === '*';
}

/** True if an entry of toFQDNs matches a resolved name, given in full. Source: pkg/fqdn/matchpattern, ToAnchoredRegexp. @internal */
export function matchesResolved(entry: DnsMatch, name: string, does: AgentFeatures): boolean {
  if (entry.name !== '') return fullName(entry.name) === name;
  if (isLone(entry.pattern.trim(), does)) return RESOLVED.test(name) || name === '.';
  return matchesPattern(fullName(entry.pattern), name, does);
}

/** True if an entry of DNS rules allows a question, given in full. A lone star allows any text. Source: pkg/fqdn/dnsproxy, GeneratePattern. @internal */
export function allowsQuestion(entry: DnsMatch, name: string, does: AgentFeatures): boolean {
  if (entry.name !== '' && fullName(entry.name) === name) return true;
  if (entry.pattern === '') return false;
  return isLone(entry.pattern.trim(), does) || matchesPattern(fullName(entry.pattern), name, does);
}

/** Label by label: dots are fixed points, so each star is looked at inside of its label alone. */
function matchesPattern(pattern: string, name: string, does: AgentFeatures): boolean {
  const wanted = pattern.split('.');
  const given = name.split('.');
  if (does.subdomainPattern && /^\*\*+$/.test(wanted[0]!) && wanted.length > 1) {
    const rest = wanted.length - 1;
    const heads = given.slice(0, Math.max(0, given.length - rest));
    if (heads.length === 0 || heads.some((label) => label === '' || !LETTERS.test(label))) return false;
    return labelsMatch(wanted.slice(1), given.slice(given.length - rest));
  }
  return wanted.length === given.length && labelsMatch(wanted, given);
}

function labelsMatch(wanted: readonly string[], given: readonly string[]): boolean {
  return wanted.every((label, index) => labelMatches(label, given[index]!));
}

/** True for a label of a name as a pattern has it: a star stands for letters, digits, "-" and "_", or for nothing. @internal */
export function labelMatches(wanted: string, given: string): boolean {
  if (!wanted.includes('*')) return wanted === given;
  let [at, here, star, mark] = [0, 0, -1, 0];
  while (here < given.length) {
    if (wanted[at] === '*') {
      [star, mark] = [at++, here];
    } else if (at < wanted.length && wanted[at] === given[here]) {
      at++;
      here++;
    } else if (star >= 0 && LETTERS.test(given[mark]!)) {
      [at, here] = [star + 1, ++mark];
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}

/** Names as `names` of an identity wants them. @internal */
export function fullNames(names: readonly string[]): string[] {
  return names.map((name) => `${name.toLowerCase().replace(/\.$/, '')}.`);
}
