// Matches of routes in Envoy, and the key by which two rules are merged.
import { PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { byBytes, textAt } from '../read';
import { KeyMatch, ServedRoute, StringMatch } from '../translation/served';
import { clusterOf } from './clusters';

/** What two rules must have in common to be merged. */
export function matchKey(features: GatewayFeatures, route: ServedRoute): string {
  const { redirect, auth } = route;
  return [
    ...(route.method === undefined ? [] : [`method:${route.method}`]),
    `path:${matchText(route.path)}`,
    ...sortedMatches(route.headers).map((item) => `header:${keyText(item)}`),
    ...sortedMatches(route.query).map((item) => `query:${keyText(item)}`),
    ...(features.redirectGuard && textAt(redirect, 'scheme') !== undefined ? ['redirect:true'] : []),
    ...(auth === undefined ? [] : [`auth:${auth.protocol}:${clusterOf(auth.backend)}`]),
    '',
  ].join('|');
}

function matchText({ prefix, exact, regex }: StringMatch): string {
  if (prefix) return `prefix:${prefix}`;
  if (exact) return `exact:${exact}`;
  return regex ? `regex:${regex}` : '';
}

function keyText({ key, match }: KeyMatch): string {
  return `kv:${key}:${matchText(match)}`;
}

function sortedMatches(items: readonly KeyMatch[]): KeyMatch[] {
  return [...items].sort((a, b) => byBytes(keyText(a), keyText(b)));
}

/** A rule's match in Envoy's words. */
export function matchOf(route: ServedRoute): PlainMap {
  const headers: PlainMap[] = sortedMatches(route.headers).map(matcherOf);
  if (route.method !== undefined) headers.push({ name: ':method', stringMatch: { exact: route.method.toUpperCase() } });
  const query = sortedMatches(route.query).map(matcherOf);
  return {
    ...pathOf(route.path),
    ...(headers.length > 0 ? { headers } : {}),
    ...(query.length > 0 ? { queryParameters: query } : {}),
  };
}

function pathOf({ exact, prefix, regex }: StringMatch): PlainMap {
  if (exact) return { path: exact };
  if (prefix === '/') return { prefix };
  if (prefix) return { pathSeparatedPrefix: prefix.replace(/\/$/, '') };
  return regex ? { safeRegex: { regex } } : { prefix: '/' };
}

function matcherOf({ key, match }: KeyMatch): PlainMap {
  return {
    name: key,
    stringMatch: match.exact ? { exact: match.exact } : match.regex ? { safeRegex: { regex: match.regex } } : {},
  };
}
