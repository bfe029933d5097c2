// Filter chains: by certificate and server name, and those that pass through.
import { PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { byBytes } from '../read';
import { ServedBackend, ServedListener, ServedStream, StreamListener, Translation } from '../translation/served';
import { clusterOf } from './clusters';
import { BASE, EnvoyPart } from './part';
import { httpsPorts, isSecure, needsPerPort, passedPorts } from './ports';

const TCP_PROXY = 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

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

export function filterChains(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
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
