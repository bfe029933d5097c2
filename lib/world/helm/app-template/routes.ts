// Routes of the Gateway API: parents, hostnames, rules with their backends.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, NotUnderstood, orDefault, printed, Refused } from '../template/go-values';
import { readBack } from '../template/yaml-text';
import { objectName } from './names';
import { Release } from './release';
import { enabledServices, portNumber, primaryPort, serviceBy } from './services';

const GROUP = 'gateway.networking.k8s.io';
const KINDS: readonly unknown[] = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];

/** The route objects, and the grants that a route in another namespace takes with it. @internal */
export function routeObjects(release: Release): PlainMap[] {
  const entries = release.enabled('route');
  return entries.map(([identifier, values]) => {
    const kind = orDefault(values.kind, 'HTTPRoute');
    if (!KINDS.includes(kind)) throw new Refused('template', `Not a valid route kind (${String(kind)})`);
    if (!isEmpty(values.namespaceOverride)) throw new NotUnderstood('namespaceOverride of a route');
    const name = objectName(release, 'route', identifier, values, entries.length);
    const hostnames = kind === 'TCPRoute' || kind === 'UDPRoute' ? [] : listed(values.hostnames);
    const parents = listed(values.parentRefs).map((parent) => parentRef(release, parent, `${String(kind)} ${name}`));
    const rules = rulesOf(release, identifier, values).map((rule) => ruleObject(release, identifier, rule, kind));
    return {
      apiVersion: `${GROUP}/${served(release, String(kind))}`,
      kind,
      metadata: release.metadata(name, values),
      spec: {
        ...(parents.length === 0 ? {} : { parentRefs: parents }),
        ...(hostnames.length === 0 ? {} : { hostnames: hostnames.map((hostname) => release.filled(hostname)) }),
        ...(rules.length === 0 ? {} : { rules }),
      },
    };
  });
}

/** The newest API version in which the cluster has the kind; the oldest where it has none. */
function served(release: Release, kind: string): string {
  return ['v1', 'v1beta1'].find((version) => release.offers(`${GROUP}/${version}/${kind}`)) ?? 'v1alpha2';
}

function parentRef(release: Release, parent: PlainMap, of: string): PlainMap {
  const newer = release.version.has('newer routes and services');
  if (!isEmpty(parent.identifier)) throw new NotUnderstood('a parentRef by the identifier of a listener set');
  for (const field of newer ? ['name'] : ['name', 'namespace'])
    if (parent[field] === undefined || parent[field] === null || parent[field] === '')
      throw new Refused('template', `parentRef ${field} is required for ${of}`);
  return {
    group: readBack(orDefault(parent.group, GROUP)),
    kind: readBack(orDefault(parent.kind, 'Gateway')),
    name: readBack(parent.name),
    ...(isEmpty(parent.namespace) ? {} : { namespace: newer ? parent.namespace : readBack(parent.namespace) }),
    ...(isEmpty(parent.sectionName) ? {} : { sectionName: parent.sectionName }),
    ...(isEmpty(parent.port) ? {} : { port: readBack(parent.port) }),
  };
}

/** The rules; from 4.x on the only service stands in where there are none, and where a backend names nothing. */
function rulesOf(release: Release, identifier: string, values: PlainMap): PlainMap[] {
  const rules = listed(values.rules);
  for (const rule of rules)
    if (!isEmpty(rule.backendRefs) && listed(rule.filters).some((filter) => filter.type === 'RequestRedirect'))
      throw new Refused('template', 'backend refs and request redirect filters cannot co-exist.');
  if (!release.version.has('identifiers')) return rules;
  const services = enabledServices(release);
  const only = services.length === 1 ? { identifier: services[0]!.identifier } : undefined;
  if (rules.length === 0) return only === undefined ? [] : [{ backendRefs: [only] }];
  return rules.map((rule) => ({
    ...rule,
    backendRefs: listed(rule.backendRefs).map((backend) => {
      if (!isEmpty(backend.name) || !isEmpty(backend.identifier)) return backend;
      if (only !== undefined) return { ...backend, ...only };
      throw new Refused('template', `Either name or identifier is required. (route: ${identifier})`);
    }),
  }));
}

function ruleObject(release: Release, route: string, rule: PlainMap, kind: unknown): PlainMap {
  const identifiers = release.version.has('identifiers');
  const backends = listed(rule.backendRefs).map((backend) =>
    identifiers ? backendRef(release, route, backend) : oldBackendRef(release, backend),
  );
  const object: PlainMap = {};
  if (release.version.has('newer routes and services') && !isEmpty(rule.name))
    object.name = readBack(release.filled(rule.name));
  if (identifiers || backends.length > 0) object.backendRefs = backends;
  if (kind === 'HTTPRoute' || kind === 'GRPCRoute')
    for (const field of identifiers ? ['matches', 'filters', 'sessionPersistence'] : ['matches', 'filters'])
      if (!isEmpty(rule[field])) object[field] = rule[field];
  if (kind === 'HTTPRoute' && !isEmpty(rule.timeouts)) object.timeouts = rule.timeouts;
  return object;
}

function backendRef(release: Release, route: string, backend: PlainMap): PlainMap {
  if (!isEmpty(backend.name))
    return backendObject(release, backend, release.filled(backend.name), textPort(release, backend));
  const service = serviceBy(release, backend.identifier);
  if (service === undefined)
    throw new Refused(
      'template',
      `No enabled Service found with this identifier. (route: '${route}', identifier: '${String(backend.identifier)}')`,
    );
  if (!isEmpty(backend.port) && !(typeof backend.port === 'string' && release.version.has('newer routes and services')))
    return backendObject(release, backend, service.name, backend.port);
  if (isEmpty(backend.port)) return backendObject(release, backend, service.name, primaryPort(service.values).port);
  const port = portNumber(service, String(backend.port));
  if (isEmpty(port))
    throw new Refused(
      'template',
      `No enabled Service Port found. (route: '${route}', identifier: '${String(backend.port)}')`,
    );
  return backendObject(release, backend, service.name, port);
}

/** The port of a backend by name. Newer charts look a textual one up in a service that is not named, and find nothing. */
function textPort(release: Release, backend: PlainMap): unknown {
  if (typeof backend.port === 'string' && backend.port !== '' && release.version.has('newer routes and services'))
    throw new Refused('template', `No enabled Service Port found. (identifier: '${backend.port}')`);
  return backend.port;
}

/** 3.x: the name is an identifier if there is a service of it, else it is taken as it is. */
function oldBackendRef(release: Release, backend: PlainMap): PlainMap {
  const service = serviceBy(release, backend.name);
  const port = orDefault(backend.port, service === undefined ? undefined : primaryPort(service.values).port);
  return backendObject(release, backend, service?.name ?? backend.name, port);
}

function backendObject(release: Release, backend: PlainMap, name: unknown, port: unknown): PlainMap {
  return {
    group: isEmpty(backend.group) ? '' : printed(backend.group),
    kind: readBack(orDefault(backend.kind, 'Service')),
    name: readBack(name),
    namespace: readBack(orDefault(backend.namespace, release.namespace)),
    port: readBack(port),
    weight: dig(backend, 'weight') ?? 1,
  };
}

function listed(value: unknown): PlainMap[] {
  return Array.isArray(value) ? (value as PlainMap[]).map((item) => (isMap(item) ? item : (item as PlainMap))) : [];
}
