// Filters of a rule: headers, redirect, rewrite, mirrors, external authorisation, CORS.
import { PlainMap } from '../../../manifest';
import { OperatorPanic } from '../conditions';
import { backendOf, RouteObject, RouteRule } from '../objects/routes';
import { mapAt, numberAt, textAt, textsAt } from '../read';
import { crossingOf, isGranted } from '../references/grants';
import { servedBackend } from './backends';
import { TranslationInput } from './input';
import { ExternalAuth, ServedMirror, ServedRoute } from './served';
import { tlsOf } from './tls-policies';

type Filtered = Pick<
  ServedRoute,
  'requestHeaders' | 'responseHeaders' | 'redirect' | 'redirectPort' | 'rewrite' | 'mirrors' | 'auth' | 'cors'
>;

/** What the filters of a rule do; of two of one kind the later counts, but for mirrors. */
export function filtersOf(
  input: Pick<TranslationInput, 'features' | 'objects' | 'policies'>,
  route: RouteObject,
  rule: RouteRule,
  listenerPort: number,
): Filtered {
  const http = route.kind === 'HTTPRoute';
  let found: Filtered = {
    requestHeaders: undefined,
    responseHeaders: undefined,
    redirect: undefined,
    redirectPort: undefined,
    rewrite: undefined,
    mirrors: [],
    auth: undefined,
    cors: undefined,
  };
  rule.filters.forEach((filter, index) => {
    const type = textAt(filter, 'type');
    const path = ['spec', 'rules', rule.index, 'filters', index];
    if (type === 'RequestHeaderModifier') found = { ...found, requestHeaders: needed(filter, 'requestHeaderModifier') };
    else if (type === 'ResponseHeaderModifier')
      found = { ...found, responseHeaders: needed(filter, 'responseHeaderModifier') };
    else if (type === 'RequestMirror') {
      const mirror = mirrorOf(input, route, filter, path);
      if (mirror !== undefined) found = { ...found, mirrors: [...found.mirrors, mirror] };
    } else if (!http) return;
    else if (type === 'RequestRedirect') {
      const redirect = mapAt(filter, 'requestRedirect');
      const own = textAt(redirect, 'scheme') === undefined ? listenerPort : undefined;
      found = { ...found, redirect, redirectPort: redirect && (numberAt(redirect, 'port') ?? own) };
    } else if (type === 'URLRewrite') found = { ...found, rewrite: mapAt(filter, 'urlRewrite') };
    else if (type === 'ExternalAuth' && input.features.externalAuth)
      found = { ...found, auth: authOf(input, route, filter, path, found.auth) };
    else if (type === 'CORS' && input.features.cors) found = { ...found, cors: needed(filter, 'cors') };
  });
  return found;
}

/** The field that the operator reads without looking whether it is there. */
function needed(filter: PlainMap, key: string): PlainMap {
  const found = mapAt(filter, key);
  if (found === undefined) throw new OperatorPanic();
  return found;
}

function mirrorOf(
  input: Pick<TranslationInput, 'objects'>,
  route: RouteObject,
  filter: PlainMap,
  path: readonly (string | number)[],
): ServedMirror | undefined {
  const mirror = mapAt(filter, 'requestMirror');
  if (mirror === undefined) return undefined;
  const ref = backendOf(mapAt(mirror, 'backendRef') ?? {}, [...path, 'requestMirror', 'backendRef']);
  const backend = servedBackend(input, route, ref);
  if (backend === undefined) return undefined;
  const percent = numberAt(mirror, 'percent');
  const fraction = mapAt(mirror, 'fraction');
  return {
    backend,
    numerator: percent ?? (fraction === undefined ? 100 : (numberAt(fraction, 'numerator') ?? 0)),
    denominator: percent !== undefined || fraction === undefined ? 100 : (numberAt(fraction, 'denominator') ?? 100),
  };
}

function authOf(
  input: Pick<TranslationInput, 'objects' | 'policies'>,
  route: RouteObject,
  filter: PlainMap,
  path: readonly (string | number)[],
  before: ExternalAuth | undefined,
): ExternalAuth | undefined {
  const auth = mapAt(filter, 'externalAuth');
  if (auth === undefined) return undefined;
  const ref = backendOf(mapAt(auth, 'backendRef') ?? {}, [...path, 'externalAuth', 'backendRef']);
  const crossing = crossingOf(ref, route.kind, route.namespace, 'Service');
  if (!isGranted(crossing, input.objects.grants)) return before;
  const backend = ref.port === undefined ? undefined : servedBackend(input, route, ref);
  if (backend === undefined) return undefined;
  const tls = tlsOf(input.policies, input.objects, backend);
  if (tls === 'invalid') return undefined;
  const http = mapAt(auth, 'http');
  const grpc = mapAt(auth, 'grpc');
  return {
    backend: { ...backend, tls },
    protocol: textAt(auth, 'protocol') ?? '',
    path: textAt(http, 'path') ?? '',
    requestHeaders: textsAt(grpc ?? http, 'allowedHeaders'),
    responseHeaders: textsAt(http, 'allowedResponseHeaders'),
    maxSize: numberAt(auth, 'forwardBody', 'maxSize') ?? 0,
  };
}
