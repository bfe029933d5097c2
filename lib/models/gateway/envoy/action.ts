// Actions of routes in Envoy: clusters with their weights, headers, rewrites, mirrors, timeouts, retries.
import { PlainMap } from '../../../manifest';
import { OperatorPanic } from '../conditions';
import { parseNanoseconds } from '../../go/duration';
import { protoDuration } from '../proto-duration';
import { GatewayFeatures } from '../features';
import { listAt, mapAt, numberAt, textAt, textsAt } from '../read';
import { ServedBackend, ServedRoute } from '../translation/served';
import { clusterOf } from './clusters';
import { matchOf } from './match';
import { perFilter, quoted } from './per-filter';
import { GUARD, redirectAction } from './redirect';

const RETRY_ON = 'retriable-status-codes,connect-failure,reset,refused-stream';

/** One route of Envoy for rules with one match: the filters are those of the first rule, the backends those of all. */
export function actionOf(
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
