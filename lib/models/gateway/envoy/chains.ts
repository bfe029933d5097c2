// Filter chains: by certificate and server name, and those that pass through.
import { PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { byBytes } from '../read';
import { ServedBackend, ServedListener, ServedStream, StreamListener, Translation } from '../translation/served';
import { clusterOf } from './clusters';
import { ENVOY_LISTENER, EnvoyPart } from './part';
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

/** Every filter chain: plain, by certificate, passed through. */
export function filterChains(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
  const { http, tls } = translation;
  if (!needsPerPort(features, translation))
    return [
      ...(http.length > 0 ? [chain(ENVOY_LISTENER, 'raw_buffer', [])] : []),
      ...secureChains(ENVOY_LISTENER, http),
      ...passedChains(features, ENVOY_LISTENER, tls),
    ];
  const perPassedPort = passedPorts(tls).length > 1;
  const passed = passedPorts(tls);
  const plain = http.some((listener) => !isSecure(listener) && !passed.includes(listener.port));
  return [
    ...(plain ? [chain(ENVOY_LISTENER, 'raw_buffer', [])] : []),
    ...(perPassedPort ? [] : passedChains(features, ENVOY_LISTENER, tls)),
    ...httpsPorts(http).flatMap((port) =>
      secureChains(
        `${ENVOY_LISTENER}-${port}`,
        http.filter((listener) => listener.port === port),
      ),
    ),
    ...(perPassedPort
      ? passed.flatMap((port) =>
          passedChains(
            features,
            `${ENVOY_LISTENER}-${port}`,
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

function passedChains(features: GatewayFeatures, name: string, tls: readonly StreamListener[]): EnvoyPart[] {
  const listeners = [...tls].sort(
    (a, b) => a.port - b.port || byBytes(a.hostname ?? '*', b.hostname ?? '*') || byBytes(a.name, b.name),
  );
  const slices = new Map<readonly string[], string[]>();
  const made = listeners.flatMap(({ routes }) =>
    [...routes]
      .sort((a, b) => byBytes(hostsKey(a.hostnames), hostsKey(b.hostnames)) || byBytes(backendsKey(a), backendsKey(b)))
      .flatMap((route) => {
        const backends = sortedBackends(route.backends);
        if (backends.length === 0) return [];
        const hosts = slices.get(route.hostnames) ?? [...route.hostnames];
        slices.set(route.hostnames, hosts);
        const before = hostsKey(hosts);
        const length = compact(hosts);
        const all = hosts.slice(0, length).includes('*');
        const filter = tcpProxy(features.filterBeforeNames ? before : hostsKey(hosts), backends);
        return [{ filter, names: () => (all ? [] : hosts.slice(0, length)) }];
      }),
  );
  return made.map(({ filter, names }) => chain(name, 'tls', names(), [filter]));
}

/**
 * Sorts and drops what stands twice, in place as Go's SortedUnique does: the end is left empty, and the rules of a route share the slice. So
 * a host name that a TLSRoute has twice moves the names of its first rule. Returns how many are left.
 */
function compact(hosts: string[]): number {
  if (hosts.length < 2) return hosts.length;
  const unique = [...new Set(hosts)].sort(byBytes);
  for (let place = 0; place < hosts.length; place++) hosts[place] = unique[place] ?? '';
  return unique.length;
}

function hostsKey(hostnames: readonly string[]): string {
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

function tcpProxy(hosts: string, backends: readonly ServedBackend[]): PlainMap {
  const base = { '@type': TCP_PROXY, statPrefix: `tls-passthrough:${hosts}` };
  if (backends.length === 1) return { ...base, cluster: clusterOf(backends[0]!) };
  const clusters = backends.map((backend) => {
    const weight = weightOf(backend);
    return { name: clusterOf(backend), ...(weight === 0 ? {} : { weight }) };
  });
  return { ...base, weightedClusters: { clusters } };
}
