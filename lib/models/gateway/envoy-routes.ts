// The routes of one virtual host in Envoy's own words. Rules with the same match are merged into one, whatever route they come from.
import { isMap, PlainMap } from '../../manifest';
import { parseNanoseconds } from '../go/duration';
import { OperatorPanic } from './conditions';
import { authKey, clusterOf } from './envoy';
import { GatewayFeatures } from './features';
import { protoDuration } from './proto-duration';
import { byBytes, listAt, mapAt, numberAt, textAt, textsAt } from './read';
import { KeyMatch, ServedBackend, ServedRoute, StringMatch } from './translation';

const CORS = 'envoy.filters.http.cors';
const CORS_TYPE = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy';
const AUTH = 'envoy.filters.http.ext_authz';
const AUTH_TYPE = 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute';
const GUARD = 'X-Forwarded-Proto';
const RETRY_ON = 'retriable-status-codes,connect-failure,reset,refused-stream';
/** 301 is Envoy's default, also for what the table does not have. */
const REDIRECT_CODES: Readonly<Record<number, string>> = {
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

/**
 * Envoy's routes, in the order in which it tries them.
 *
 * @param listenerPort port of the first HTTP listener of all
 * @param auths filters of external authorisation that are active on the listener
 */
export function envoyRoutes(
  features: GatewayFeatures,
  served: readonly ServedRoute[],
  listenerPort: number,
  auths: readonly string[],
): PlainMap[] {
  const groups = new Map<string, ServedRoute[]>();
  for (const route of served) {
    const key = matchKey(features, route);
    groups.set(key, [...(groups.get(key) ?? []), route]);
  }
  const routes: PlainMap[] = [];
  for (const route of served) {
    const key = matchKey(features, route);
    const group = groups.get(key);
    if (group === undefined) continue;
    const [first] = group as [ServedRoute];
    const backends = group.flatMap((item) => item.backends);
    if (backends.length === 0 && first.redirect === undefined) {
      // Stays in the group: a second rule with the same match and no backend stands there again.
      routes.push({
        match: matchOf(first),
        directResponse: { status: 500, body: { inlineString: '' } },
        ...perFilter(first, auths),
      });
      continue;
    }
    routes.push(actionOf(features, first, backends, listenerPort, auths));
    groups.delete(key);
  }
  return routes.sort((a, b) => (isBefore(features, a, b) ? -1 : isBefore(features, b, a) ? 1 : 0));
}

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

function matchOf(route: ServedRoute): PlainMap {
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

function actionOf(
  features: GatewayFeatures,
  route: ServedRoute,
  backends: readonly ServedBackend[],
  listenerPort: number,
  auths: readonly string[],
): PlainMap {
  const match = matchOf(route);
  const toAdd = [...headersToAdd(route.requestHeaders)];
  const toRemove = [...textsAt(route.requestHeaders, 'remove')];
  const responseToAdd = [...headersToAdd(route.responseHeaders)];
  const responseToRemove = [...textsAt(route.responseHeaders, 'remove')];
  const perBackend = backendFilters(route);
  if (backends.length === 1)
    for (const { request, response } of perBackend) {
      toAdd.push(...headersToAdd(request));
      toRemove.push(...textsAt(request, 'remove'));
      responseToAdd.push(...headersToAdd(response));
      responseToRemove.push(...textsAt(response, 'remove'));
    }
  const action =
    route.redirect === undefined
      ? { route: routeAction(features, route, backends, perBackend) }
      : { redirect: redirectAction(route, listenerPort) };
  const scheme = textAt(route.redirect, 'scheme');
  if (features.redirectGuard && scheme !== undefined)
    match.headers = [
      ...((match.headers as PlainMap[] | undefined) ?? []),
      {
        name: GUARD,
        stringMatch: { ...(scheme === '' ? {} : { exact: scheme }), ignoreCase: true },
        invertMatch: true,
      },
    ];
  return {
    match,
    ...action,
    ...(toAdd.length > 0 ? { requestHeadersToAdd: toAdd } : {}),
    ...(toRemove.length > 0 ? { requestHeadersToRemove: toRemove } : {}),
    ...(responseToAdd.length > 0 ? { responseHeadersToAdd: responseToAdd } : {}),
    ...(responseToRemove.length > 0 ? { responseHeadersToRemove: responseToRemove } : {}),
    ...perFilter(route, auths),
  };
}

function headersToAdd(filter: PlainMap | undefined): PlainMap[] {
  const header = (item: unknown) => {
    const value = textAt(item, 'value') ?? '';
    return { key: textAt(item, 'name') ?? '', ...(value === '' ? {} : { value }) };
  };
  return [
    ...listAt(filter, 'add').map((item) => ({ header: header(item) })),
    ...listAt(filter, 'set').map((item) => ({ header: header(item), appendAction: 'OVERWRITE_IF_EXISTS_OR_ADD' })),
  ];
}

interface BackendFilter {
  readonly cluster: string;
  readonly request: PlainMap | undefined;
  readonly response: PlainMap | undefined;
}

/** Header filters of single backends; no other filter of a backend does anything, and a GRPCRoute's do nothing at all. */
function backendFilters(route: ServedRoute): BackendFilter[] {
  if (!route.route.startsWith('HTTPRoute/')) return [];
  return route.backends.flatMap((backend) =>
    backend.filters.flatMap((filter) => {
      const type = textAt(filter, 'type');
      if (type !== 'RequestHeaderModifier' && type !== 'ResponseHeaderModifier') return [];
      const request = type === 'RequestHeaderModifier';
      const found = mapAt(filter, request ? 'requestHeaderModifier' : 'responseHeaderModifier');
      if (found === undefined) throw new OperatorPanic();
      return [
        { cluster: clusterOf(backend), request: request ? found : undefined, response: request ? undefined : found },
      ];
    }),
  );
}

function routeAction(
  features: GatewayFeatures,
  route: ServedRoute,
  backends: readonly ServedBackend[],
  perBackend: readonly BackendFilter[],
): PlainMap {
  return {
    ...(backends.length === 1
      ? { cluster: clusterOf(backends[0]!) }
      : { weightedClusters: { clusters: backends.map((backend) => clusterWeight(backend, perBackend)) } }),
    ...rewriteOf(features, route),
    ...mirrorsOf(route),
    ...timeoutOf(route.timeouts),
    ...retryOf(features, route.retry),
  };
}

/** Of several filters for one backend only the last counts. */
function clusterWeight(backend: ServedBackend, perBackend: readonly BackendFilter[]): PlainMap {
  const name = clusterOf(backend);
  const filter = perBackend.filter(({ cluster }) => cluster === name).at(-1);
  const toAdd = headersToAdd(filter?.request);
  const toRemove = textsAt(filter?.request, 'remove');
  const responseToAdd = headersToAdd(filter?.response);
  const responseToRemove = textsAt(filter?.response, 'remove');
  return {
    name,
    weight: backend.weight ?? 1,
    ...(toAdd.length > 0 ? { requestHeadersToAdd: toAdd } : {}),
    ...(toRemove.length > 0 ? { requestHeadersToRemove: toRemove } : {}),
    ...(responseToAdd.length > 0 ? { responseHeadersToAdd: responseToAdd } : {}),
    ...(responseToRemove.length > 0 ? { responseHeadersToRemove: responseToRemove } : {}),
  };
}

function rewriteOf(features: GatewayFeatures, { rewrite, path }: ServedRoute): PlainMap {
  const hostname = textAt(rewrite, 'hostname');
  const host = hostname === undefined ? {} : { hostRewriteLiteral: hostname };
  const type = textAt(rewrite, 'path', 'type');
  const full = type === 'ReplaceFullPath' ? textAt(rewrite, 'path', 'replaceFullPath') : undefined;
  const prefix = type === 'ReplacePrefixMatch' ? textAt(rewrite, 'path', 'replacePrefixMatch') : undefined;
  if (full) return { ...host, regexRewrite: { pattern: { regex: '^/.*$' }, substitution: full } };
  if (full === undefined && prefix === undefined) return host;
  const matched = path.prefix ?? '';
  const replaced = (prefix ?? '').replace(/\/$/, '');
  if (replaced === '' || replaced === '/')
    return { ...host, regexRewrite: { pattern: { regex: `^${quoted(matched)}(/?)(.*)` }, substitution: '/\\2' } };
  if (features.rootPrefixRewrite && matched === '/')
    return {
      ...host,
      regexRewrite: { pattern: { regex: '^/(.*)' }, substitution: `${replaced.replace(/\/$/, '')}/\\1` },
    };
  return { ...host, prefixRewrite: replaced };
}

function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function mirrorsOf({ mirrors }: ServedRoute): PlainMap {
  if (mirrors.length === 0) return {};
  return {
    requestMirrorPolicies: mirrors.map(({ backend, numerator, denominator }) => {
      if (denominator === 0) throw new OperatorPanic();
      const share = Math.trunc((numerator * 100) / denominator);
      return {
        cluster: clusterOf(backend),
        runtimeFraction: { defaultValue: share === 0 ? {} : { numerator: share } },
      };
    }),
  };
}

function timeoutOf(timeouts: PlainMap | undefined): PlainMap {
  const all = [textAt(timeouts, 'backendRequest'), textAt(timeouts, 'request')]
    .map((text) => (text === undefined ? undefined : parseNanoseconds(text)))
    .filter((duration) => duration !== undefined);
  if (all.length === 0) return {};
  return { timeout: protoDuration(all.reduce((least, duration) => (duration < least ? duration : least))) };
}

function retryOf(features: GatewayFeatures, retry: PlainMap | undefined): PlainMap {
  if (retry === undefined) return {};
  const codes = listAt(retry, 'codes').filter((code) => typeof code === 'number');
  const attempts = numberAt(retry, 'attempts');
  const backoff = parseNanoseconds(textAt(retry, 'backoff') ?? '');
  return {
    retryPolicy: {
      ...(features.retryOn ? { retryOn: RETRY_ON } : {}),
      ...(codes.length > 0 ? { retriableStatusCodes: codes } : {}),
      ...(attempts === undefined ? {} : { numRetries: attempts }),
      ...(backoff === undefined
        ? {}
        : { retryBackOff: { baseInterval: protoDuration(backoff), maxInterval: protoDuration(2n * backoff) } }),
    },
  };
}

function redirectAction({ redirect, redirectPort }: ServedRoute, listenerPort: number): PlainMap {
  const scheme = textAt(redirect, 'scheme');
  const hostname = textAt(redirect, 'hostname');
  const wellKnown = scheme === 'https' ? 443 : scheme === 'http' ? 80 : 0;
  const port = redirectPort ?? (scheme === undefined ? listenerPort : wellKnown);
  const status = numberAt(redirect, 'statusCode');
  const code = status === undefined ? undefined : REDIRECT_CODES[status];
  return {
    ...(scheme === undefined ? {} : { schemeRedirect: scheme }),
    ...(hostname ? { hostRedirect: hostname } : {}),
    ...(port === 0 ? {} : { portRedirect: port }),
    ...(code === undefined ? {} : { responseCode: code }),
    ...redirectPath(redirect),
  };
}

function redirectPath(redirect: PlainMap | undefined): PlainMap {
  const path = mapAt(redirect, 'path');
  const type = textAt(path, 'type');
  if (type === 'ReplaceFullPath') {
    const full = textAt(path, 'replaceFullPath');
    if (full === undefined) throw new OperatorPanic();
    return full === '' ? {} : { pathRedirect: full };
  }
  if (type !== 'ReplacePrefixMatch') return {};
  const prefix = textAt(path, 'replacePrefixMatch');
  if (prefix === undefined) throw new OperatorPanic();
  return prefix === '' ? {} : { prefixRewrite: prefix };
}

function perFilter(route: ServedRoute, auths: readonly string[]): PlainMap {
  const own = route.auth === undefined ? undefined : authKey(route.auth);
  const config: PlainMap = {};
  for (const key of auths) if (key !== own) config[`${AUTH}/${key}`] = { '@type': AUTH_TYPE, disabled: true };
  if (route.cors !== undefined) config[CORS] = corsOf(route.cors);
  return Object.keys(config).length === 0 ? {} : { typedPerFilterConfig: config };
}

function corsOf(cors: PlainMap): PlainMap {
  const joined = (key: string) => textsAt(cors, key).join(', ');
  const origins = textsAt(cors, 'allowOrigins').map(originMatcher);
  const [methods, headers, exposed] = [joined('allowMethods'), joined('allowHeaders'), joined('exposeHeaders')];
  return {
    '@type': CORS_TYPE,
    ...(origins.length > 0 ? { allowOriginStringMatch: origins } : {}),
    allowCredentials: cors.allowCredentials === true,
    ...(methods === '' ? {} : { allowMethods: methods }),
    ...(headers === '' ? {} : { allowHeaders: headers }),
    ...(exposed === '' ? {} : { exposeHeaders: exposed }),
    maxAge: String(numberAt(cors, 'maxAge') || 5),
    forwardNotMatchingPreflights: false,
  };
}

function originMatcher(origin: string): PlainMap {
  if (!origin.includes('*')) return origin === '' ? { exact: '' } : { exact: origin };
  const regex = origin === '*' ? '.*' : quoted(origin).replaceAll('\\*', '[A-Za-z0-9.-]+');
  return { safeRegex: { regex: `^${regex}$` } };
}

/** Envoy takes the first route that matches: exact path, longest expression, longest prefix, method, number of headers, of parameters. */
function isBefore(features: GatewayFeatures, a: PlainMap, b: PlainMap): boolean {
  const [one, other] = [a.match, b.match];
  const bytes = (text: string | undefined) => Buffer.byteLength(text ?? '');
  for (const length of [
    (match: unknown) => bytes(textAt(match, 'path')),
    (match: unknown) => bytes(textAt(match, 'safeRegex', 'regex')),
    (match: unknown) => Math.max(bytes(textAt(match, 'pathSeparatedPrefix')), bytes(textAt(match, 'prefix'))),
  ])
    if (length(one) !== length(other)) return length(one) > length(other);
  const [methodOne, methodOther] = [methodOf(one), methodOf(other)];
  if (methodOne !== methodOther) {
    if (methodOne === undefined || methodOther === undefined) return methodOne !== undefined;
    return byBytes(methodOne, methodOther) < 0;
  }
  const [headersOne, headersOther] = [headerCount(features, one), headerCount(features, other)];
  if (headersOne !== headersOther) return headersOne > headersOther;
  return listAt(one, 'queryParameters').length > listAt(other, 'queryParameters').length;
}

function methodOf(match: unknown): string | undefined {
  const header = listAt(match, 'headers').find((item) => textAt(item, 'name') === ':method');
  return header === undefined ? undefined : (textAt(header, 'stringMatch', 'exact') ?? '');
}

function headerCount(features: GatewayFeatures, match: unknown): number {
  return listAt(match, 'headers').filter((header) => {
    const guard =
      features.redirectGuard &&
      isMap(header) &&
      header.name === GUARD &&
      header.invertMatch === true &&
      mapAt(header, 'stringMatch')?.ignoreCase === true;
    return !guard;
  }).length;
}
