// Ingresses: hosts and paths, the service behind each, TLS.
import { isMap, PlainMap } from '../../../manifest';
import { isEmpty, orDefault, Refused } from '../template/go-values';
import { readBack } from '../template/yaml-text';
import { objectName } from './names';
import { Release } from './release';
import { enabledServices, portNumber, primaryPort, serviceBy } from './services';

/** The Ingress objects. @internal */
export function ingressObjects(release: Release): PlainMap[] {
  const entries = release.enabled('ingress');
  return entries.map(([identifier, values]) => {
    const name = objectName(release, 'ingress', identifier, values, entries.length);
    const spec: PlainMap = {};
    if (!isEmpty(values.className)) spec.ingressClassName = readBack(values.className);
    if (!isEmpty(values.tls)) spec.tls = maps(values.tls).map((entry) => tlsObject(release, entry));
    const rules = maps(values.hosts).map((host) =>
      ruleObject(release, identifier, host, isEmpty(values.defaultBackend)),
    );
    if (!isEmpty(values.defaultBackend)) spec.defaultBackend = values.defaultBackend;
    else if (rules.length > 0) spec.rules = rules;
    return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: release.metadata(name, values), spec };
  });
}

function tlsObject(release: Release, entry: PlainMap): PlainMap {
  const hosts = list(entry.hosts).map((host) => release.filled(host));
  const secretName = release.filled(orDefault(entry.secretName, ''));
  return { ...(hosts.length === 0 ? {} : { hosts }), ...(secretName === '' ? {} : { secretName }) };
}

function ruleObject(release: Release, identifier: string, host: PlainMap, rendered: boolean): PlainMap {
  const given = maps(host.paths).map((path) => ({ path, service: servant(release, identifier, path) }));
  if (!rendered) return {};
  const paths = given.map(({ path, service }) => ({
    path: release.filled(path.path),
    pathType: readBack(orDefault(path.pathType, 'Prefix')),
    backend: { service: backend(release, identifier, service) },
  }));
  return { host: release.filled(host.host), http: paths.length === 0 ? {} : { paths } };
}

/** What a path says of its service; from 4.x on the only service where it says nothing. */
function servant(release: Release, ingress: string, path: PlainMap): PlainMap {
  const given = isMap(path.service) ? path.service : {};
  if (!release.version.has('identifiers') || !isEmpty(given.name) || !isEmpty(given.identifier)) return given;
  const services = enabledServices(release);
  if (services.length !== 1)
    throw new Refused('template', `Either service.name or service.identifier is required. (ingress: ${ingress})`);
  return { ...given, identifier: services[0]!.identifier };
}

function backend(release: Release, ingress: string, given: PlainMap): PlainMap {
  const service = isEmpty(given.name) ? serviceBy(release, given.identifier) : undefined;
  if (isEmpty(given.name) && !isEmpty(given.identifier) && service === undefined)
    throw new Refused(
      'template',
      `No enabled Service found with this identifier. (ingress: '${ingress}', identifier: '${String(given.identifier)}')`,
    );
  const name = isEmpty(given.name) ? service?.name : release.filled(given.name);
  let number: unknown = 0;
  if (isEmpty(given.port)) number = service === undefined ? 0 : primaryPort(service.values).port;
  else if (typeof given.port === 'number') number = given.port;
  else if (typeof given.port === 'string') number = portNumber(serviceBy(release, given.identifier), given.port);
  return { name: readBack(orDefault(name, given.name)), port: { number: readBack(number) } };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function maps(value: unknown): PlainMap[] {
  return list(value).filter(isMap);
}
