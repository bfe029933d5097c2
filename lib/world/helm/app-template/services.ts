// Services: which there are, what the chart demands of them, which port is the first, and the object itself.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, merged, orDefault, Refused } from '../template/go-values';
import { readBack } from '../template/yaml-text';
import { controllerLabels, enabledController } from './controllers';
import { objectName } from './names';
import { Entry, isEnabled, Release } from './release';

/** A service of the values: with its name, and with the controller that it is found to belong to. @internal */
export interface Service {
  readonly identifier: string;
  readonly name: string;
  readonly values: PlainMap;
  readonly controller: unknown;
}

/** The services that are not switched off, in the order of their identifiers. @internal */
export function enabledServices(release: Release): Service[] {
  const entries = release.enabled('service');
  return entries.map((entry) => serviceOf(release, entry, entries.length));
}

function serviceOf(release: Release, [identifier, values]: Entry, count: number): Service {
  const name = objectName(release, 'service', identifier, values, count);
  return { identifier, name, values, controller: controllerOf(release, values) };
}

/** The service's controller; where it names none, the only one there is. */
function controllerOf(release: Release, values: PlainMap): unknown {
  const only = release.version.has('identifiers') ? release.enabled('controllers') : [];
  return isEmpty(values.controller) && only.length === 1 ? only[0]![0] : values.controller;
}

/** The service of an identifier, or undefined. Up to 3.x one that is switched off counts too. @internal */
export function serviceBy(release: Release, identifier: unknown): Service | undefined {
  const old = release.version.has('component label');
  const entry = (old ? release.entries('service') : release.enabled('service')).find(([key]) => key === identifier);
  return entry === undefined ? undefined : serviceOf(release, entry, release.enabled('service').length);
}

/** The ports that are not switched off, in the order of their keys. */
function enabledPorts(values: PlainMap): Entry[] {
  return Object.entries(isMap(values.ports) ? values.ports : {})
    .filter((entry): entry is [string, PlainMap] => isMap(entry[1]) && isEnabled(entry[1]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The first port of a service: the last one marked, else the first by name. Of a service without ports the chart makes an error
 * text that it takes for a port: a map that is not empty and has no number.
 *
 * @internal
 */
export function primaryPort(values: PlainMap): PlainMap {
  const ports = enabledPorts(values);
  const marked = ports.filter(([, port]) => !isEmpty(port.primary));
  return marked[marked.length - 1]?.[1] ?? ports[0]?.[1] ?? { Error: 'no ports' };
}

/**
 * The first port that a controller's probes take, or undefined where it has no service. Up to 3.x a controller without one takes
 * the missing port of a service that does not exist, as long as the release has a service at all.
 *
 * @internal
 */
export function probePort(release: Release, controller: string): PlainMap | undefined {
  const services = enabledServices(release);
  const own = services.filter((service) => service.controller === controller);
  const marked = own.filter((service) => !isEmpty(service.values.primary));
  const service = marked[marked.length - 1] ?? own[0];
  if (service !== undefined) return primaryPort(service.values);
  return release.version.has('component label') && services.length > 0 ? primaryPort({}) : undefined;
}

/** The number of a service's port by its name, one that is switched off too; undefined where there is none. @internal */
export function portNumber(service: Service | undefined, name: string): unknown {
  return dig(service?.values, 'ports', name, 'port');
}

// Source: the chart's own check; Kubernetes knows no ExternalIP.
const TYPES: readonly unknown[] = ['ClusterIP', 'LoadBalancer', 'NodePort', 'ExternalName', 'ExternalIP'];

/** The Service objects. @internal */
export function serviceObjects(release: Release): PlainMap[] {
  return enabledServices(release).map((service) => {
    validate(release, service);
    return serviceObject(release, service);
  });
}

function validate(release: Release, { identifier, values, controller }: Service): void {
  if (isEmpty(controller)) throw new Refused('template', `controller field is required. (service: ${identifier})`);
  if (enabledController(release, controller) === undefined)
    throw new Refused(
      'template',
      `No enabled controller found with this identifier. (service: '${identifier}', controller: '${String(controller)}')`,
    );
  if (!isEmpty(values.type) && !TYPES.includes(values.type))
    throw new Refused(
      'template',
      `invalid service type "${String(values.type)}" for Service with key "${identifier}".`,
    );
  if (values.type === 'ExternalName') return;
  const ports = enabledPorts(values);
  if (ports.length === 0) throw new Refused('template', `No ports are enabled for Service. (service: '${identifier}')`);
  const ranges = release.version.has('newer routes and services');
  for (const [name, port] of ports)
    if (isEmpty(port.port) && !(ranges && isMap(port.portRange)))
      throw new Refused('template', `No port number is configured for port '${name}'. (service: '${identifier}')`);
}

/** Fields printed bare where they are not empty, for a Service of any type. */
const FIELDS = ['internalTrafficPolicy', 'externalTrafficPolicy', 'publishNotReadyAddresses', 'ipFamilyPolicy'];

function serviceObject(release: Release, service: Service): PlainMap {
  const { values, name } = service;
  const spec: PlainMap = { type: readBack(orDefault(values.type, 'ClusterIP')), ...byType(release, values) };
  for (const field of FIELDS) if (!isEmpty(values[field])) spec[field] = readBack(values[field]);
  if (Object.hasOwn(values, 'allocateLoadBalancerNodePorts'))
    spec.allocateLoadBalancerNodePorts = readBack(values.allocateLoadBalancerNodePorts);
  if (!isEmpty(values.sessionAffinity)) {
    spec.sessionAffinity = readBack(values.sessionAffinity);
    if (!isEmpty(values.sessionAffinityConfig)) spec.sessionAffinityConfig = values.sessionAffinityConfig;
  }
  for (const field of ['externalIPs', 'ipFamilies']) if (!isEmpty(values[field])) spec[field] = values[field];
  if (
    release.version.has('newer routes and services') &&
    release.kubernetesMinor >= 33 &&
    !isEmpty(values.trafficDistribution)
  )
    spec.trafficDistribution = readBack(values.trafficDistribution);
  const ports = enabledPorts(values).flatMap(([key, port]) => portObjects(key, port));
  if (ports.length > 0) spec.ports = ports;
  spec.selector = merged(values.extraSelectorLabels, controllerLabels(release, service.controller));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: release.metadata(name, values, { 'app.kubernetes.io/service': name }),
    spec,
  };
}

function byType(release: Release, values: PlainMap): PlainMap {
  const type = orDefault(values.type, 'ClusterIP');
  const spec: PlainMap = {};
  const bare = (field: string) => {
    if (!isEmpty(values[field])) spec[field] = readBack(values[field]);
  };
  if (type === 'ClusterIP' || (type !== 'ExternalName' && release.version.has('cluster address of every type')))
    bare('clusterIP');
  if (type === 'LoadBalancer') {
    bare('loadBalancerIP');
    bare('loadBalancerClass');
    if (!isEmpty(values.loadBalancerSourceRanges)) spec.loadBalancerSourceRanges = values.loadBalancerSourceRanges;
  }
  if (type === 'ExternalName') bare('externalName');
  return spec;
}

function portObjects(key: string, port: PlainMap): PlainMap[] {
  const protocol = ['HTTP', 'HTTPS', 'TCP', undefined, null, ''].includes(port.protocol as string)
    ? 'TCP'
    : readBack(port.protocol);
  const appProtocol = isEmpty(port.appProtocol) ? {} : { appProtocol: readBack(port.appProtocol) };
  if (isEmpty(port.port) && isMap(port.portRange)) {
    const [start, end] = [Number(port.portRange.start), Number(port.portRange.end)];
    const numbers =
      end >= start && end - start < 65536 ? Array.from({ length: end - start + 1 }, (_, i) => start + i) : [];
    return numbers.map((number) => ({
      port: number,
      name: `${key}-${number}`,
      targetPort: number,
      protocol,
      ...appProtocol,
    }));
  }
  return [
    {
      name: readBack(key),
      port: readBack(port.port),
      targetPort: readBack(orDefault(port.targetPort, port.port)),
      protocol,
      ...(isEmpty(port.nodePort) ? {} : { nodePort: readBack(port.nodePort) }),
      ...appProtocol,
    },
  ];
}
