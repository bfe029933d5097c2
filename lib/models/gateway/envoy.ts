// What a translation becomes in Envoy: virtual hosts with their routes, and filter chains by server name, in Envoy's own words.
import { PlainMap } from '../../manifest';
import { OperatorPanic } from './conditions';
import { GatewayFeatures } from './features';
import { hostsMeet } from './hostnames';
import { envoyRoutes } from './envoy-routes';
import { byBytes } from './read';
import { ServedBackend, ServedListener, ServedRoute, ServedStream, StreamListener, Translation } from './translation';

/** One virtual host of Envoy, or one filter chain. */
export interface EnvoyPart {
  /** Name of the resource in the CiliumEnvoyConfig; `listener/tls` for a filter chain. */
  readonly resource: string;
  /** Host headers, or server names of a filter chain; empty for all. */
  readonly domains: readonly string[];
  readonly routes: readonly PlainMap[];
  /** What stands behind server names that are passed through. */
  readonly filter: readonly PlainMap[];
}

const BASE = 'listener';
const TCP_PROXY = 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

/** `namespace:name:port` of a backend. A backend without a port ends the operator. */
export function clusterOf({ namespace, name, port }: ServedBackend): string {
  if (port === undefined) throw new OperatorPanic();
  return `${namespace}:${name}:${port}`;
}

/** Everything in a CiliumEnvoyConfig that decides where requests go. */
export function envoyParts(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
  for (const { routes } of translation.http)
    for (const route of routes) [...route.backends, ...route.mirrors.map(({ backend }) => backend)].forEach(clusterOf);
  for (const { routes } of translation.tls) for (const { backends } of routes) backends.forEach(clusterOf);
  if (translation.http.length === 0 && translation.tls.length === 0) return [];
  return [...filterChains(features, translation), ...routeConfigurations(features, translation)];
}

/** True if HTTPS or passed-through ports need Envoy listeners of their own. */
export function needsPerPort(features: GatewayFeatures, { http, tls }: Translation): boolean {
  if (!features.perPortHttps) return false;
  if (httpsPorts(http).length > 1 || passedPorts(tls).length > 1) return true;
  return http.some(
    (secure) =>
      isSecure(secure) &&
      tls.some(
        ({ port, routes }) =>
          port !== secure.port &&
          routes.some(({ hostnames }) =>
            hostnames.length === 0
              ? hostsMeet(secure.hostname, undefined)
              : hostnames.some((host) => hostsMeet(secure.hostname, host)),
          ),
      ),
  );
}

function isSecure({ certificates }: ServedListener): boolean {
  return (certificates ?? []).length > 0;
}

function sortedPorts(ports: readonly number[]): number[] {
  return [...new Set(ports)].sort((a, b) => a - b);
}

function httpsPorts(http: readonly ServedListener[]): number[] {
  return sortedPorts(http.filter(isSecure).map(({ port }) => port));
}

function passedPorts(tls: readonly StreamListener[]): number[] {
  return sortedPorts(tls.filter(({ routes }) => routes.length > 0).map(({ port }) => port));
}

const chain = (
  listener: string,
  transport: 'raw_buffer' | 'tls',
  domains: readonly string[],
  filter: PlainMap[] = [],
) => ({
  resource: `${listener}/${transport}`,
  domains,
  routes: [],
  filter,
});

function filterChains(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
  const { http, tls } = translation;
  if (!needsPerPort(features, translation))
    return [
      ...(http.length > 0 ? [chain(BASE, 'raw_buffer', [])] : []),
      ...secureChains(BASE, http),
      ...passedChains(BASE, tls),
    ];
  const perPassedPort = passedPorts(tls).length > 1;
  const passed = passedPorts(tls);
  const plain = http.some((listener) => !isSecure(listener) && !passed.includes(listener.port));
  return [
    ...(plain ? [chain(BASE, 'raw_buffer', [])] : []),
    ...(perPassedPort ? [] : passedChains(BASE, tls)),
    ...httpsPorts(http).flatMap((port) =>
      secureChains(
        `${BASE}-${port}`,
        http.filter((listener) => listener.port === port),
      ),
    ),
    ...(perPassedPort
      ? passed.flatMap((port) =>
          passedChains(
            `${BASE}-${port}`,
            tls.filter((listener) => listener.port === port),
          ),
        )
      : []),
  ];
}

/** One chain per certificate, with the host names of all listeners that have it. */
function secureChains(name: string, http: readonly ServedListener[]): EnvoyPart[] {
  const hosts = new Map<string, string[]>();
  for (const { certificates, hostname } of http)
    for (const secret of certificates ?? []) {
      const key = `${secret.namespace}/${secret.name}`;
      hosts.set(key, [...(hosts.get(key) ?? []), hostname ?? '*']);
    }
  return [...hosts].sort(([a], [b]) => byBytes(a, b)).map(([, names]) => chain(name, 'tls', serverNames(names)));
}

function serverNames(names: readonly string[]): string[] {
  return names.includes('*') ? [] : [...new Set(names)].sort(byBytes);
}

function passedChains(name: string, tls: readonly StreamListener[]): EnvoyPart[] {
  const listeners = [...tls].sort(
    (a, b) => a.port - b.port || byBytes(a.hostname ?? '*', b.hostname ?? '*') || byBytes(a.name, b.name),
  );
  return listeners.flatMap(({ routes }) =>
    [...routes]
      .sort((a, b) => byBytes(hostsKey(a), hostsKey(b)) || byBytes(backendsKey(a), backendsKey(b)))
      .flatMap((route) => {
        const backends = sortedBackends(route.backends);
        return backends.length === 0
          ? []
          : [chain(name, 'tls', serverNames(route.hostnames), [tcpProxy(route, backends)])];
      }),
  );
}

function hostsKey({ hostnames }: ServedStream): string {
  return hostnames.length === 0 ? '*' : [...hostnames].sort(byBytes).join(',');
}

function weightOf({ weight }: ServedBackend): number {
  return weight === undefined ? 1 : Math.max(weight, 0);
}

function sortedBackends(backends: readonly ServedBackend[]): ServedBackend[] {
  return [...backends].sort(
    (a, b) =>
      byBytes(a.namespace, b.namespace) ||
      byBytes(a.name, b.name) ||
      byBytes(String(a.port), String(b.port)) ||
      weightOf(a) - weightOf(b),
  );
}

function backendsKey({ backends }: ServedStream): string {
  return sortedBackends(backends)
    .map((backend) => `${backend.namespace}/${backend.name}:${String(backend.port)}:${weightOf(backend)}`)
    .join(',');
}

function tcpProxy(route: ServedStream, backends: readonly ServedBackend[]): PlainMap {
  const base = { '@type': TCP_PROXY, statPrefix: `tls-passthrough:${hostsKey(route)}` };
  if (backends.length === 1) return { ...base, cluster: clusterOf(backends[0]!) };
  const clusters = backends.map((backend) => {
    const weight = weightOf(backend);
    return { name: clusterOf(backend), ...(weight === 0 ? {} : { weight }) };
  });
  return { ...base, weightedClusters: { clusters } };
}

/** Where the routes of a listener are configured: plain listeners share one place whatever their port. */
function placeOf(features: GatewayFeatures, listener: ServedListener, perPort: boolean): string {
  const secure = features.noCertificateIsPlain ? isSecure(listener) : listener.certificates !== undefined;
  if (!secure) return 'insecure';
  return perPort ? String(listener.port) : 'secure';
}

function routeConfigurations(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
  const { http } = translation;
  const perPort = needsPerPort(features, translation);
  const places = new Map<string, Map<string, ServedRoute[]>>();
  for (const listener of http)
    for (const route of listener.routes) {
      const place = placeOf(features, listener, perPort);
      const hosts = places.get(place) ?? new Map<string, ServedRoute[]>();
      places.set(place, hosts);
      const names = route.hostnames.length === 0 ? [listener.hostname ?? '*'] : route.hostnames;
      for (const name of names) hosts.set(name, [...(hosts.get(name) ?? []), route]);
    }
  const order = [...places.keys()].sort((a, b) => (a === 'insecure' ? -1 : b === 'insecure' ? 1 : byBytes(a, b)));
  const auths = authKeys(http);
  return order.flatMap((place) =>
    [...places.get(place)!]
      .sort(([a], [b]) => byBytes(a, b))
      .map(([host, routes]) => ({
        resource: `${BASE}-${place}`,
        domains: host === '*' ? ['*'] : [host, `${host}:*`],
        routes: envoyRoutes(features, routes, http[0]!.port, auths),
        filter: [],
      })),
  );
}

/** Filters of external authorisation that are active anywhere on the listener. */
function authKeys(http: readonly ServedListener[]): string[] {
  return [
    ...new Set(http.flatMap(({ routes }) => routes.flatMap(({ auth }) => (auth === undefined ? [] : authKey(auth))))),
  ];
}

/** Tells one filter of external authorisation from another. */
export function authKey(auth: NonNullable<ServedRoute['auth']>): string {
  const sortedJoin = (items: readonly string[]) => [...items].sort(byBytes).join(',');
  return [
    auth.protocol,
    clusterOf(auth.backend),
    ...(auth.path === '' ? [] : [`pp:${auth.path}`]),
    ...(auth.maxSize > 0 ? [`fb:${auth.maxSize}`] : []),
    ...(auth.requestHeaders.length > 0 ? [`arh:${sortedJoin(auth.requestHeaders)}`] : []),
    ...(auth.responseHeaders.length > 0 ? [`esh:${sortedJoin(auth.responseHeaders)}`] : []),
  ].join(':');
}
