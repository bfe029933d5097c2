// What Cilium's Ingress controller makes of an Ingress: the ways that lead to its Services. Source: operator/pkg/ingress and
// operator/pkg/model/ingestion/ingress.go.
import { isMap, Manifest, mapsIn, PlainMap } from '../../manifest';
import { IngressPath, PathBackend } from './paths';

/** How the controller is set. */
export interface IngressSettings {
  /** Its class is that of an Ingress without one: `ingressController.default`. */
  readonly isDefault: boolean;
  /** Requests without TLS are redirected where a host has TLS: `ingressController.enforceHttps`. */
  readonly enforceHttps: boolean;
  /** Number of a port of a Service by its name. */
  readonly portNamed: (namespace: string, service: string, port: string) => number | undefined;
}

const CLASS = 'cilium';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PASSTHROUGH = 'ingress.cilium.io/tls-passthrough';
const FORCE_HTTPS = 'ingress.cilium.io/force-https';
const [HTTP, HTTPS] = [80, 443];
/** The name of every host. */
const ANY = '*';

const mapOf = (value: unknown): PlainMap => (isMap(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** True if the controller takes the Ingress: by annotation, by class, or as the default. */
export function isCiliumIngress({ metadata, spec }: Manifest, isDefault: boolean): boolean {
  const annotated = mapOf(metadata.annotations)[CLASS_ANNOTATION];
  const name = typeof annotated === 'string' ? annotated : textOf(mapOf(spec).ingressClassName);
  return name === CLASS || (name === '' && isDefault);
}

/** A backend, and the place that names it. */
interface Backend {
  readonly name: string;
  readonly port: number | undefined;
  readonly path: readonly (string | number)[];
  readonly rule: number;
}

/** Ways of one Ingress; none if the controller does not take it. */
export function ingressWays(manifest: Manifest, settings: IngressSettings): IngressPath[] {
  if (!isCiliumIngress(manifest, settings.isDefault)) return [];
  const spec = mapOf(manifest.spec);
  const namespace = textOf(manifest.metadata.namespace) || 'default';
  const annotations = mapOf(manifest.metadata.annotations);
  const owner = `Ingress/${namespace}/${manifest.metadata.name}`;
  const way = (port: number, protocol: IngressPath['protocol'], hostname: string, { rule, ...backend }: Backend) => ({
    ...{ owner, listenerOwner: owner, listener: hostname, port, ports: [port], protocol, hostname, route: owner, rule },
    ...{ match: undefined, answer: 'backends' as const, beside: [] },
    backends: [{ namespace, weight: 1, ...backend } satisfies PathBackend],
  });
  if (isEnabled(annotations[PASSTHROUGH]) === true)
    return [...passedThrough(spec, namespace, settings)].flatMap(([host, backends]) =>
      backends.map((backend) => way(HTTPS, 'TLS', host, backend)),
    );
  const plain = byHost(spec, namespace, settings);
  const secure = secureHosts(spec, plain);
  // A listener that is a copy of the default one forgets to redirect.
  const isForced = (isEnabled(annotations[FORCE_HTTPS]) ?? settings.enforceHttps) && !plain.has(ANY);
  return [
    ...[...plain].flatMap(([host, backends]) =>
      isForced && secure.has(host) ? [] : backends.map((backend) => way(HTTP, 'HTTP', host, backend)),
    ),
    ...[...secure].flatMap(([host, backends]) => backends.map((backend) => way(HTTPS, 'HTTPS', host, backend))),
  ];
}

/** Annotations are on or off by these words; anything else counts as not written. */
function isEnabled(value: unknown): boolean | undefined {
  if (value === 'enabled' || value === 'true') return true;
  return value === 'disabled' || value === 'false' ? false : undefined;
}

/** Backends by host, as they answer without TLS. */
function byHost(spec: PlainMap, namespace: string, settings: IngressSettings): Map<string, Backend[]> {
  const found = new Map<string, Backend[]>();
  const byDefault = backendOf(spec.defaultBackend, ['spec', 'defaultBackend'], -1, namespace, settings);
  if (byDefault !== undefined) found.set(ANY, [byDefault]);
  mapsIn(spec.rules).forEach((rule, index) => {
    const host = textOf(rule.host) || ANY;
    const backends = found.get(host) ?? [];
    mapsIn(mapOf(rule.http).paths).forEach(({ backend }, position) => {
      const path = ['spec', 'rules', index, 'http', 'paths', position, 'backend'];
      const own = backendOf(backend, path, index, namespace, settings);
      if (own !== undefined) backends.push(own);
    });
    if (backends.length > 0) found.set(host, backends);
  });
  return found;
}

/** Hosts with TLS: where something answers for every host, it answers there, whatever rule the host has. */
function secureHosts(spec: PlainMap, plain: ReadonlyMap<string, Backend[]>): Map<string, Backend[]> {
  const found = new Map<string, Backend[]>();
  for (const { hosts } of mapsIn(spec.tls))
    for (const host of Array.isArray(hosts) ? (hosts as unknown[]).map(textOf) : []) {
      const backends = plain.get(ANY) ?? plain.get(host);
      if (backends !== undefined) found.set(host, backends);
    }
  return found;
}

/** TLS that nobody opens: only rules with a host and the path `/`. */
function passedThrough(spec: PlainMap, namespace: string, settings: IngressSettings): Map<string, Backend[]> {
  const rules = mapsIn(spec.rules).map((rule) => ({
    ...rule,
    http: { paths: mapsIn(mapOf(rule.http).paths).filter(({ path }) => path === '/') },
  }));
  const found = byHost({ rules }, namespace, settings);
  found.delete(ANY);
  return found;
}

function backendOf(
  backend: unknown,
  path: Backend['path'],
  rule: number,
  namespace: string,
  { portNamed }: IngressSettings,
): Backend | undefined {
  const service = mapOf(mapOf(backend).service);
  const name = textOf(service.name);
  if (name === '') return undefined;
  const { number, name: portName } = mapOf(service.port);
  const port = typeof number === 'number' ? number : portNamed(namespace, name, textOf(portName));
  return { name, port, path, rule };
}
