// What one filter says to one selector, and how two of them become one. Source: pkg/policy/rule.go, mergePortProto.
import { AgentFeatures } from '../../minors';
import { Contents, HttpMatch } from '../entry';

/** The proxy that a rule sends connections to. @internal */
export type Parser = '' | 'http' | 'tls' | 'dns' | 'other';
type DnsRule = Contents['dns'][number];

/** The rule of a selector in a filter; a plain allow has nothing of this. @internal */
export interface SelectorRule {
  readonly parser: Parser;
  readonly deny: boolean;
  readonly http: readonly HttpMatch[];
  readonly dns: readonly DnsRule[];
  readonly serverNames: readonly string[];
  readonly authentication: string;
  /** What is not modelled. */
  readonly other: string;
}

const NOTHING: Contents = { http: [], dns: [], serverNames: [], other: '' };
const PLAIN: SelectorRule = { ...NOTHING, parser: '', deny: false, authentication: '' };
const ANY_HTTP: HttpMatch = { method: '', path: '', host: '', headers: [], headerMatches: [] };
const ANY_NAME: DnsRule = { name: '', pattern: '*' };

/** The rule that an item of toPorts makes for each selector; undefined for a plain allow. @internal */
export function selectorRule(
  contents: Contents | undefined,
  protocol: string,
  deny: boolean,
  authentication: string,
  openByDefault: boolean,
): SelectorRule | undefined {
  const given = contents ?? NOTHING;
  const parser = parserOf(given, protocol);
  if (parser === '' && !deny && authentication === '') return undefined;
  const rule: SelectorRule = { ...given, parser, deny, authentication };
  // Without default deny the rules refuse nothing, and the connection passes the proxy all the same.
  return openByDefault && !deny ? withAnything(rule, parser) : rule;
}

function parserOf({ http, dns, serverNames, other }: Contents, protocol: string): Parser {
  if (other !== '') return 'other';
  if (dns.length > 0) return 'dns';
  if (http.length > 0 && protocol === 'TCP') return 'http';
  return serverNames.length > 0 ? 'tls' : '';
}

function withAnything(rule: SelectorRule, parser: Parser): SelectorRule {
  if (parser === 'dns' && rule.dns.length > 0 && !rule.dns.some(({ pattern }) => pattern === '*'))
    return { ...rule, dns: [...rule.dns, ANY_NAME] };
  if (parser === 'http' && rule.http.length > 0 && !rule.http.some(isAnyHttp))
    return { ...rule, http: [...rule.http, ANY_HTTP] };
  return rule;
}

function isAnyHttp({ method, path, host, headers, headerMatches }: HttpMatch): boolean {
  return method + path + host === '' && headers.length + headerMatches.length === 0;
}

const textOf = (rule: object) => JSON.stringify(rule);

function sameList(a: readonly object[], b: readonly object[], does: AgentFeatures): boolean {
  if (a.length !== b.length) return false;
  if (!does.unorderedContents) return textOf(a) === textOf(b);
  const there = new Set(b.map(textOf));
  return a.every((rule) => there.has(textOf(rule)));
}

function same(a: SelectorRule | undefined, b: SelectorRule | undefined, does: AgentFeatures): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.parser === b.parser &&
    a.deny === b.deny &&
    a.authentication === b.authentication &&
    a.other === b.other &&
    textOf([...a.serverNames].sort()) === textOf([...b.serverNames].sort()) &&
    sameList(a.http, b.http, does) &&
    sameList(a.dns, b.dns, does)
  );
}

/** Two rules that cannot stand together: the policy of the endpoint is not computed. @internal */
export class MergeConflict extends Error {}

/** The rule of a selector that had one and gets another. @throws MergeConflict @internal */
export function merged(
  existing: SelectorRule | undefined,
  added: SelectorRule | undefined,
  does: AgentFeatures,
): SelectorRule | undefined {
  if (same(existing, added, does)) return existing;
  if (existing?.deny === true) return existing;
  if (added?.deny === true) return added;
  const [a, b] = [existing ?? PLAIN, added ?? PLAIN];
  const parser = mergedParser(a.parser, b.parser);
  if (a.authentication !== '' && b.authentication !== '' && a.authentication !== b.authentication)
    throw new MergeConflict(`authentication ${a.authentication} and ${b.authentication} for one peer and port`);
  const base = {
    parser,
    deny: false,
    authentication: a.authentication === '' ? b.authentication : a.authentication,
    serverNames: [...new Set([...a.serverNames, ...b.serverNames])].sort(),
    other: a.other === '' ? b.other : a.other,
  };
  const has = (rule: SelectorRule) => rule.http.length + rule.dns.length > 0;
  if (base.serverNames.length > 0 && has(a))
    throw new MergeConflict('server names after HTTP or DNS rules for one peer and port');
  if (has(a) !== has(b)) return { ...base, ...lifted(has(a) ? a : b) };
  return { ...base, http: joined(a.http, b.http), dns: joined(a.dns, b.dns) };
}

/** Beside a plain allow, rules allow anything. */
function lifted({ http, dns }: SelectorRule): { http: readonly HttpMatch[]; dns: readonly DnsRule[] } {
  if (http.length > 0) return { http: joined(http, [ANY_HTTP]), dns };
  return { http, dns: joined(dns, [ANY_NAME]) };
}

function joined<T extends object>(a: readonly T[], b: readonly T[]): readonly T[] {
  const there = new Set(a.map(textOf));
  return [...a, ...b.filter((rule) => !there.has(textOf(rule)))];
}

function mergedParser(a: Parser, b: Parser): Parser {
  if (a === b || b === '') return a;
  if (a === '') return b;
  if (a === 'tls' && b === 'http') return b;
  if (a === 'http' && b === 'tls') return a;
  throw new MergeConflict(`${a} and ${b} rules for one peer and port`);
}
