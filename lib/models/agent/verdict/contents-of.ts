// What an item of toPorts asks of contents, in the engine's terms.
import { isMap, PlainMap } from '../../../manifest';
import { eachMap, eachText, lengthOf, textOr } from '../lists';
import { AgentFeatures } from '../minors';
import { Contents, HeaderMatch, HttpMatch } from './entry';

/** The contents part of an item of an allow rule, or undefined if it asks for none. Empty lists ask for nothing. @internal */
export function contentsOf(item: PlainMap, does: AgentFeatures): Contents | undefined {
  const rules = isMap(item.rules) ? item.rules : {};
  const http: HttpMatch[] = [];
  eachMap(rules.http, (rule) => http.push(httpOf(rule)));
  const dns: { name: string; pattern: string }[] = [];
  eachMap(rules.dns, (rule) => dns.push({ name: textOr(rule.matchName), pattern: textOr(rule.matchPattern) }));
  const serverNames: string[] = [];
  eachText(item.serverNames, (name) => serverNames.push(name));
  const other = otherOf(item, rules, does);
  if (http.length + dns.length + serverNames.length === 0 && other === '') return undefined;
  return { http, dns, serverNames, other };
}

function httpOf(rule: PlainMap): HttpMatch {
  const headers: string[] = [];
  eachText(rule.headers, (header) => headers.push(header));
  const headerMatches: HeaderMatch[] = [];
  eachMap(rule.headerMatches, (match) =>
    headerMatches.push({
      name: textOr(match.name),
      value: textOr(match.value),
      mismatch: textOr(match.mismatch),
      secret: isMap(match.secret),
    }),
  );
  return { method: textOr(rule.method), path: textOr(rule.path), host: textOr(rule.host), headers, headerMatches };
}

function otherOf(item: PlainMap, rules: PlainMap, does: AgentFeatures): string {
  if (isMap(item.terminatingTLS) || isMap(item.originatingTLS)) return 'TLS context';
  if (isMap(item.listener)) return 'listener';
  if (does.proxylib && lengthOf(rules.kafka) > 0) return 'kafka';
  if (does.proxylib && textOr(rules.l7proto) !== '') return `parser ${textOr(rules.l7proto)}`;
  return '';
}
