// Containers: names, ports, environment, mounts, probes, resources. Source: validateContainers of k8s.io/kubernetes 1.35.
import { isQualifiedName, PlainMap } from '../../../../manifest';
import { isPortName } from '../formats';
import { Walk, show } from '../walk';
import { quantity } from '../quantity';
import { distinct, each, exactlyOne, into, mapOf } from './steps';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** Containers and init containers of a pod; `volumes` are the names that may be mounted. */
export function checkContainers(walk: Walk, spec: PlainMap, volumes: ReadonlySet<string>): void {
  const names = new Set<unknown>();
  distinct(walk, spec, 'containers', 'name', names);
  distinct(walk, spec, 'initContainers', 'name', names);
  const hostPorts = new Set<string>();
  for (const list of ['initContainers', 'containers'])
    each(walk, spec, list, (container) => {
      // Of pods alone: templates with such images exist, and are taken as they always were (validateContainersOnlyForPod).
      if (
        walk.path[0] === 'spec' &&
        walk.path[1] === list &&
        /^\s|\s$/.test((container.image as string | undefined) ?? '')
      )
        walk.errorAt(['image'], 'schema/value', 'image-blanks', { image: show(container.image) });
      const sidecar = list === 'initContainers' && container.restartPolicy === 'Always';
      checkPorts(walk, container, spec.hostNetwork === true, list === 'containers' || sidecar ? hostPorts : new Set());
      each(walk, container, 'env', (variable) => checkVariable(walk, variable));
      checkMounts(walk, container, volumes);
      checkResources(walk, container);
      const probed = list === 'containers' || sidecar;
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        if (!probed && container[probe] !== undefined) walk.errorAt([probe], 'schema/value', 'init-probe', { probe });
        into(walk, container, probe, (below) => checkProbe(walk, below, probe));
      }
      for (const hook of ['postStart', 'preStop'])
        into(walk, mapOf(container, 'lifecycle'), hook, (handler) =>
          checkHandler(walk, handler, [...HANDLERS.slice(0, 3), 'sleep']),
        );
      checkSecurity(walk, mapOf(container, 'securityContext'));
    });
}

function checkPorts(walk: Walk, container: PlainMap, hostNetwork: boolean, taken: Set<string>): void {
  distinct(walk, container, 'ports', 'name');
  each(walk, container, 'ports', (port) => {
    const { hostPort, containerPort, protocol = 'TCP', hostIP = '' } = port as Record<string, unknown>;
    if (hostNetwork && typeof hostPort === 'number' && hostPort !== 0 && hostPort !== containerPort)
      walk.errorAt(['hostPort'], 'schema/value', 'host-port-differs', { hostPort, containerPort: show(containerPort) });
    if (typeof hostPort !== 'number' || hostPort === 0) return;
    const key = `${String(protocol)} ${String(hostIP)} ${hostPort}`;
    if (taken.has(key)) walk.errorAt(['hostPort'], 'schema/duplicate-item', 'host-port-twice', { hostPort });
    taken.add(key);
  });
}

function checkVariable(walk: Walk, variable: PlainMap): void {
  into(walk, variable, 'valueFrom', (source) => {
    if (variable.value !== undefined)
      walk.error('schema/branch', 'value-and-value-from', { value: show(variable.value) });
    exactlyOne(walk, source, SOURCES, 'source of the value');
    into(walk, source, 'fieldRef', (field) => checkFieldRef(walk, field, false));
  });
}

const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** A field of the pod, as environment variables and files name it; a file may hold all labels or annotations. */
export function checkFieldRef(walk: Walk, field: PlainMap, whole: boolean): void {
  const { apiVersion = 'v1', fieldPath } = field as { apiVersion?: string; fieldPath?: string };
  if (apiVersion !== 'v1') walk.errorAt(['apiVersion'], 'schema/enum', 'pod-version', { apiVersion: show(apiVersion) });
  if (
    fieldPath === undefined ||
    FIELDS.includes(fieldPath) ||
    /^metadata\.(labels|annotations)\['.+'\]$/.test(fieldPath)
  )
    return;
  if (!(whole && /^metadata\.(labels|annotations)$/.test(fieldPath)))
    walk.errorAt(['fieldPath'], 'schema/enum', 'container-field', { fieldPath: show(fieldPath), fields: FIELDS });
}

function checkMounts(walk: Walk, container: PlainMap, volumes: ReadonlySet<string>): void {
  distinct(walk, container, 'volumeMounts', 'mountPath');
  each(walk, container, 'volumeMounts', (mount) => {
    const { name, subPath } = mount as { name?: string; subPath?: string };
    if (name !== undefined && !volumes.has(name))
      walk.errorAt(['name'], 'schema/value', 'no-such-volume', { name: show(name), volumes: [...volumes] });
    if (subPath !== undefined && (subPath.startsWith('/') || subPath.split('/').includes('..')))
      walk.errorAt(['subPath'], 'schema/value', 'subpath-leaves-volume', { path: show(subPath) });
    if (mount.mountPropagation === 'Bidirectional' && mapOf(container, 'securityContext').privileged !== true)
      walk.errorAt(['mountPropagation'], 'schema/value', 'bidirectional-unprivileged');
  });
}

function checkResources(walk: Walk, container: PlainMap): void {
  into(walk, container, 'resources', (resources) => {
    const limits = mapOf(resources, 'limits');
    const requests = mapOf(resources, 'requests');
    for (const [kind, amounts] of Object.entries({ limits, requests }))
      for (const [name, amount] of Object.entries(amounts)) {
        if (quantity(amount) !== undefined && quantity(amount)! < 0)
          walk.errorAt([kind, name], 'schema/range', 'negative-amount', { amount: show(amount) });
        if (name.includes('/') ? !isQualifiedName(name) : !/^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(name))
          walk.errorAt([kind, name], 'schema/value', 'unknown-resource', { name: show(name) });
      }
    for (const [name, amount] of Object.entries(requests)) {
      const [asked, most] = [quantity(amount), quantity(limits[name])];
      if (asked !== undefined && most !== undefined && asked > most)
        walk.errorAt(['requests', name], 'schema/range', 'request-above-limit', {
          amount: show(amount),
          limit: show(limits[name]),
        });
    }
  });
}

function checkProbe(walk: Walk, probe: PlainMap, name: string): void {
  checkHandler(walk, probe, HANDLERS);
  if (name !== 'readinessProbe' && typeof probe.successThreshold === 'number' && probe.successThreshold > 1)
    walk.errorAt(['successThreshold'], 'schema/range', 'success-threshold', {
      threshold: probe.successThreshold,
      name,
    });
}

function checkHandler(walk: Walk, handler: PlainMap, handlers: readonly string[]): void {
  exactlyOne(walk, handler, handlers, 'handler');
  for (const kind of ['httpGet', 'tcpSocket'])
    into(walk, handler, kind, ({ port }) => checkPortReference(walk, port, 'port'));
  into(walk, handler, 'exec', (exec) => {
    if (!Array.isArray(exec.command) || exec.command.length === 0)
      walk.errorAt(['command'], 'schema/required', 'exec-without-command');
  });
}

/** A port by number or by name. */
export function checkPortReference(walk: Walk, port: unknown, key: string): void {
  if (typeof port === 'number' && (port < 1 || port > 65535))
    walk.errorAt([key], 'schema/range', 'port-number', { port });
  if (typeof port === 'string' && !isPortName(port))
    walk.errorAt([key], 'schema/format', 'port-name', { port: show(port) });
}

function checkSecurity(walk: Walk, security: PlainMap): void {
  if (security.allowPrivilegeEscalation !== false) return;
  const added = (mapOf(security, 'capabilities').add as unknown[] | undefined) ?? [];
  if (security.privileged === true || (Array.isArray(added) && added.includes('CAP_SYS_ADMIN')))
    walk.errorAt(['securityContext'], 'schema/value', 'escalation-of-privileged');
}
