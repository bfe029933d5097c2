// What is to be served: listeners with the routes that end up on them, as the operator hands them to its translation into Envoy.
import { PlainMap } from '../../manifest';
import { OperatorPanic } from './conditions';
import { GatewayFeatures } from './features';
import { commonHosts } from './hostnames';
import { allowsNamespace, ListenerOwner } from './listeners';
import { backendOf, BackendRef, byAge, GatewayObjects, keyOf, ListenerObject, RouteObject, RouteRule } from './objects';
import { crossingOf, isGranted, namespaceOf, resolveBackend } from './references';
import { at, listAt, mapAt, numberAt, textAt, textsAt } from './read';
import { isMeant } from './routes';
import { TlsPolicies, tlsOf } from './tls-policies';

/** TLS towards a backend. */
export interface BackendTls {
  readonly hostname: string;
  /** The ConfigMap of the authority; undefined for the well-known ones, with which nothing is encrypted. */
  readonly ca: { readonly namespace: string; readonly name: string } | undefined;
}

/** A backend that gets traffic. */
export interface ServedBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly weight: number | undefined;
  readonly appProtocol: string | undefined;
  readonly tls: BackendTls | undefined;
  readonly filters: readonly PlainMap[];
  /** Where the route names it. */
  readonly path: readonly (string | number)[];
}

/** Text to match: at most one of the three is set. */
export interface StringMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface KeyMatch {
  readonly key: string;
  readonly match: StringMatch;
}

export interface ServedMirror {
  readonly backend: ServedBackend;
  readonly numerator: number;
  readonly denominator: number;
}

export interface ExternalAuth {
  readonly backend: ServedBackend;
  readonly protocol: string;
  readonly path: string;
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  readonly maxSize: number;
}

/** One match of one rule of a route on a listener. */
export interface ServedRoute {
  /** `Kind/namespace/name`. */
  readonly route: string;
  readonly rule: number;
  /** Position in `matches`; undefined if the rule has none. */
  readonly match: number | undefined;
  /** Host names; empty for all that the listener has. */
  readonly hostnames: readonly string[];
  readonly path: StringMatch;
  readonly headers: readonly KeyMatch[];
  readonly query: readonly KeyMatch[];
  readonly method: string | undefined;
  readonly backends: readonly ServedBackend[];
  /** True if no backend of the rule is left: 500. */
  readonly fails: boolean;
  readonly requestHeaders: PlainMap | undefined;
  readonly responseHeaders: PlainMap | undefined;
  readonly redirect: PlainMap | undefined;
  readonly redirectPort: number | undefined;
  readonly rewrite: PlainMap | undefined;
  readonly mirrors: readonly ServedMirror[];
  readonly auth: ExternalAuth | undefined;
  readonly cors: PlainMap | undefined;
  readonly timeouts: PlainMap | undefined;
  readonly retry: PlainMap | undefined;
  readonly grpc: boolean;
}

/** A listener that Envoy opens for HTTP. */
export interface ServedListener {
  readonly owner: ListenerOwner | ServiceOwner;
  /** For a Service as parent: the route, which owns the made objects. */
  readonly route: string | undefined;
  readonly name: string;
  readonly port: number;
  readonly hostname: string | undefined;
  /** Certificates; undefined if the listener has no `tls`. */
  readonly certificates: readonly { readonly namespace: string; readonly name: string }[] | undefined;
  readonly routes: readonly ServedRoute[];
}

/** A Service as parent. */
export interface ServiceOwner {
  readonly kind: 'Service';
  readonly namespace: string;
  readonly name: string;
}

/** A route of a TLS, TCP or UDP listener. */
export interface ServedStream {
  readonly route: string;
  readonly rule: number;
  /** Server names; empty for all. */
  readonly hostnames: readonly string[];
  readonly backends: readonly ServedBackend[];
}

/** A listener that passes TLS, TCP or UDP through. */
export interface StreamListener {
  readonly owner: ListenerOwner;
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TLS' | 'TCP' | 'UDP';
  readonly hostname: string | undefined;
  readonly routes: readonly ServedStream[];
}

/** Everything that one Gateway or Service serves. */
export interface Translation {
  readonly http: readonly ServedListener[];
  readonly tls: readonly StreamListener[];
  readonly streams: readonly StreamListener[];
}

/** A listener with its owner. */
export interface OwnedListener {
  readonly listener: ListenerObject;
  readonly owner: ListenerOwner;
}

/** What is translated. Routes in the order of the operator's lists. */
export interface TranslationInput {
  readonly features: GatewayFeatures;
  readonly objects: GatewayObjects;
  readonly listeners: readonly OwnedListener[];
  readonly routes: readonly RouteObject[];
  readonly policies: TlsPolicies;
}

/** What a Gateway serves. */
export function translateGateway(input: TranslationInput): Translation {
  const http: ServedListener[] = [];
  const tls: StreamListener[] = [];
  const streams: StreamListener[] = [];
  for (const { listener, owner } of input.listeners) {
    const { name, port, protocol, hostname } = listener;
    const taken = input.routes.filter((route) => reaches(input.features, listener, owner, route));
    if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'TLS') {
      const routes = ['HTTPRoute', 'GRPCRoute'].flatMap((kind) =>
        taken.filter((route) => route.kind === kind).flatMap((route) => httpRoutes(input, listener, owner, route)),
      );
      const certificates = certificatesOf(input, listener, owner);
      http.push({ owner, route: undefined, name, port, hostname, certificates, routes });
      if (protocol === 'TLS') {
        const passed = taken.filter(({ kind }) => kind === 'TLSRoute');
        tls.push({
          owner,
          name,
          port,
          protocol,
          hostname,
          routes: passed.flatMap((route) => tlsRoutes(input, listener, owner, route)),
        });
      }
    } else if (input.features.streams && (protocol === 'TCP' || protocol === 'UDP')) {
      const [oldest] = taken
        .filter(
          (route) =>
            route.kind === `${protocol}Route` &&
            opensTo(input, listener, owner, route) &&
            route.parents.some((parent) => isMeant(parent, listener)),
        )
        .sort(byAge);
      streams.push({
        owner,
        name,
        port,
        protocol,
        hostname,
        routes: oldest === undefined ? [] : streamRoutes(input, oldest, []),
      });
    }
  }
  return { http, tls, streams };
}

/** True if a route's parentRefs lead to the listener's owner; before ListenerSets nobody looked. */
function reaches(
  features: GatewayFeatures,
  listener: ListenerObject,
  owner: ListenerOwner,
  { parents, namespace }: RouteObject,
): boolean {
  if (!features.listenerSets) return true;
  return parents.some(
    (parent) =>
      (parent.kind ?? 'Gateway') === owner.kind &&
      parent.name === owner.name &&
      (parent.namespace ?? namespace) === owner.namespace &&
      (parent.sectionName ?? listener.name) === listener.name,
  );
}

function opensTo(
  { features, objects }: TranslationInput,
  listener: ListenerObject,
  owner: ListenerOwner,
  { namespace }: RouteObject,
): boolean {
  return !features.listenerChecksNamespace || allowsNamespace(listener, owner.namespace, namespace, objects.namespaces);
}

/** Host names of the listeners of a protocol; one without stands as nothing. */
function hostnamesOf({ listeners }: TranslationInput, protocol: string): string[] {
  return listeners.flatMap(({ listener }) =>
    listener.protocol === protocol && listener.hostname !== undefined ? [listener.hostname] : [],
  );
}

/** Host names that a listener serves for a route; undefined for none, empty for all. */
function servedHosts(input: TranslationInput, listener: ListenerObject, route: RouteObject): string[] | undefined {
  const hosts = commonHosts(input.features, route.hostnames, listener.hostname, hostnamesOf(input, listener.protocol));
  if (hosts.length === 0) return undefined;
  return hosts.length === 1 && hosts[0] === '*' ? [] : hosts;
}

function httpRoutes(
  input: TranslationInput,
  listener: ListenerObject,
  owner: ListenerOwner,
  route: RouteObject,
): ServedRoute[] {
  // A GRPCRoute's port is not looked at.
  const meant = route.parents.some((parent) =>
    route.kind === 'HTTPRoute' ? isMeant(parent, listener) : (parent.sectionName ?? listener.name) === listener.name,
  );
  if (!meant || !opensTo(input, listener, owner, route)) return [];
  const hosts = servedHosts(input, listener, route);
  return hosts === undefined ? [] : rulesOf(input, route, hosts, listener.port);
}

function tlsRoutes(
  input: TranslationInput,
  listener: ListenerObject,
  owner: ListenerOwner,
  route: RouteObject,
): ServedStream[] {
  const meant = route.parents.some(({ sectionName }) => (sectionName ?? listener.name) === listener.name);
  if (!meant || !opensTo(input, listener, owner, route)) return [];
  const hosts = servedHosts(input, listener, route);
  return hosts === undefined ? [] : streamRoutes(input, route, hosts);
}

function streamRoutes(input: TranslationInput, route: RouteObject, hostnames: readonly string[]): ServedStream[] {
  return route.rules.map((rule) => ({
    route: keyOf(route),
    rule: rule.index,
    hostnames,
    backends: rule.backends.flatMap((ref) => servedBackend(input, route, ref) ?? []),
  }));
}

/** The backend, or undefined if it is dropped. */
function servedBackend(
  { objects }: Pick<TranslationInput, 'objects'>,
  route: RouteObject,
  ref: BackendRef,
): ServedBackend | undefined {
  const found = resolveBackend(ref, route.kind, route.namespace, objects);
  if (!('service' in found)) return undefined;
  const port = found.service.ports.find((item) => item.port === ref.port);
  return {
    namespace: namespaceOf(ref, route.namespace),
    name: ref.name,
    port: ref.port,
    weight: ref.weight,
    appProtocol: port?.appProtocol,
    tls: undefined,
    filters: ref.filters,
    path: ref.path,
  };
}

/** Every match of every rule of an HTTPRoute or GRPCRoute. */
export function rulesOf(
  input: Pick<TranslationInput, 'features' | 'objects' | 'policies'>,
  route: RouteObject,
  hostnames: readonly string[],
  listenerPort: number,
): ServedRoute[] {
  return route.rules.flatMap((rule): ServedRoute[] => {
    const http = route.kind === 'HTTPRoute';
    const backends = rule.backends.flatMap((ref) => {
      const backend = ref.port === undefined ? undefined : servedBackend(input, route, ref);
      if (backend === undefined || !http) return backend ?? [];
      const tls = tlsOf(input.policies, input.objects, backend);
      return tls === 'invalid' ? [] : { ...backend, tls };
    });
    const common: Omit<ServedRoute, 'match' | 'path' | 'headers' | 'query' | 'method' | 'grpc'> = {
      route: keyOf(route),
      rule: rule.index,
      hostnames,
      backends,
      fails: backends.length === 0,
      ...filtersOf(input, route, rule, listenerPort),
      timeouts: http ? mapAt(rule.rule, 'timeouts') : undefined,
      retry: http ? mapAt(rule.rule, 'retry') : undefined,
    };
    if (rule.matches.length === 0)
      return [{ ...common, match: undefined, path: {}, headers: [], query: [], method: undefined, grpc: false }];
    return rule.matches.map((match, index) => ({
      ...common,
      match: index,
      path: http ? httpPath(match) : grpcPath(match),
      headers: keyMatches(listAt(match, 'headers')),
      query: http ? keyMatches(listAt(match, 'queryParams')) : [],
      method: http ? textAt(match, 'method') : undefined,
      grpc: !http,
    }));
  });
}

type Filtered = Pick<
  ServedRoute,
  'requestHeaders' | 'responseHeaders' | 'redirect' | 'redirectPort' | 'rewrite' | 'mirrors' | 'auth' | 'cors'
>;

function filtersOf(
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

function httpPath(match: PlainMap): StringMatch {
  const path = mapAt(match, 'path');
  const value = textAt(path, 'value') ?? '';
  const type = textAt(path, 'type');
  if (type === 'Exact') return { exact: value };
  if (type === 'PathPrefix') return { prefix: value };
  return type === 'RegularExpression' ? { regex: value } : {};
}

function grpcPath(match: PlainMap): StringMatch {
  const how = mapAt(match, 'method');
  if (how === undefined) return {};
  const service = textAt(how, 'service');
  const method = textAt(how, 'method');
  const type = textAt(how, 'type') ?? 'Exact';
  if (type === 'Exact') {
    if (service !== undefined)
      return method !== undefined ? { exact: `/${service}/${method}` } : { prefix: `/${service}/` };
    return method !== undefined ? { regex: `/.+/${method}` } : {};
  }
  if (type !== 'RegularExpression') return {};
  if (service === undefined && method === undefined) return { prefix: '/' };
  return { regex: `/${service ?? '.+'}/${method ?? '.+'}` };
}

function keyMatches(items: readonly unknown[]): KeyMatch[] {
  return items.flatMap((item): KeyMatch[] => {
    const key = textAt(item, 'name') ?? '';
    const value = textAt(item, 'value') ?? '';
    const type = at(item, 'type') ?? 'Exact';
    if (type === 'Exact') return [{ key, match: { exact: value } }];
    return type === 'RegularExpression' ? [{ key, match: { regex: value } }] : [];
  });
}

function certificatesOf(
  { objects }: TranslationInput,
  { tls }: ListenerObject,
  owner: ListenerOwner,
): { namespace: string; name: string }[] | undefined {
  return tls?.certificates.flatMap((ref) =>
    isGranted(crossingOf(ref, owner.kind, owner.namespace, 'Secret'), objects.grants)
      ? [{ namespace: namespaceOf(ref, owner.namespace), name: ref.name }]
      : [],
  );
}
