// Smaller built-in kinds: data, namespaces, priorities, ingresses, autoscalers, disruption budgets. Source: validation of k8s.io/kubernetes 1.35.
import { isIP } from 'node:net';
import { isLetterLabel, isSubdomain, PlainMap } from '../../../../manifest';
import { isConfigKey, isPortName } from '../formats';
import { Walk, show } from '../walk';
import { quantity } from '../quantity';
import { checkSelector } from './selector';
import { distinct, each, into, mapOf, mapsOf, textsOf } from './steps';

const DATA_LIMIT = 1024 * 1024;
const LEVELS = ['privileged', 'baseline', 'restricted'];

/** A ConfigMap or Secret. */
export function checkData(walk: Walk, object: PlainMap): void {
  const text = object.kind === 'Secret' ? 'stringData' : 'binaryData';
  let size = 0;
  for (const field of ['data', text])
    for (const [key, value] of Object.entries(mapOf(object, field))) {
      if (!isConfigKey(key)) walk.errorAt([field, key], 'schema/format', 'data-key', { key: show(key) });
      if (typeof value === 'string') size += Buffer.byteLength(value);
    }
  if (object.kind === 'ConfigMap')
    for (const key of Object.keys(mapOf(object, 'binaryData')))
      if (mapOf(object, 'data')[key] !== undefined)
        walk.errorAt(['binaryData', key], 'schema/duplicate-item', 'key-in-both', { key: show(key) });
  // Encoded data is longer than what counts, so only what is surely too long is said.
  if (size > (object.kind === 'ConfigMap' ? DATA_LIMIT : 1.5 * DATA_LIMIT))
    walk.error('schema/too-long', 'data-too-long', { size });
  if (object.kind === 'Secret') checkSecretType(walk, object);
}

function checkSecretType(walk: Walk, object: PlainMap): void {
  const needed: Readonly<Record<string, readonly string[]>> = {
    'kubernetes.io/tls': ['tls.crt', 'tls.key'],
    'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
    'kubernetes.io/dockercfg': ['.dockercfg'],
    'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  };
  const keys = new Set([...Object.keys(mapOf(object, 'data')), ...Object.keys(mapOf(object, 'stringData'))]);
  for (const key of needed[object.type as string] ?? [])
    if (!keys.has(key))
      walk.errorAt(['data', key], 'schema/required', 'secret-without-key', { type: object.type, key });
}

/** Levels of pod security, which are labels that the server checks. */
export function checkNamespaceObject(walk: Walk, object: PlainMap): void {
  for (const [key, value] of Object.entries(mapOf(mapOf(object, 'metadata'), 'labels'))) {
    const [, what, version] = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/.exec(key) ?? [];
    if (what === undefined) continue;
    const good = version === undefined ? LEVELS.includes(value as string) : /^(latest|v1\.\d+)$/.test(value as string);
    if (!good)
      walk.errorAt(['metadata', 'labels', key], 'schema/enum', 'pod-security-value', {
        value: show(value),
        version,
        levels: LEVELS,
      });
  }
}

/** PriorityClasses of users stay below those of the system. */
export function checkPriorityClass(walk: Walk, object: PlainMap): void {
  const name = mapOf(object, 'metadata').name;
  const value = (object.value as number | undefined) ?? 0;
  if (name === 'system-node-critical' || name === 'system-cluster-critical') return;
  if (typeof name === 'string' && name.startsWith('system-'))
    walk.errorAt(['metadata', 'name'], 'schema/name', 'priority-system-name', { name: show(name) });
  if (value > 1e9) walk.errorAt(['value'], 'schema/range', 'priority-too-high', { value });
}

/** Ingresses: hosts, paths and backends. */
export function checkIngress(walk: Walk, object: PlainMap): void {
  if (
    mapOf(mapOf(object, 'metadata'), 'annotations')['kubernetes.io/ingress.class'] !== undefined &&
    mapOf(object, 'spec').ingressClassName !== undefined
  )
    walk.errorAt(['metadata', 'annotations', 'kubernetes.io/ingress.class'], 'schema/branch', 'class-twice');
  if (object.spec === undefined) walk.errorAt(['spec'], 'schema/required', 'ingress-without-spec');
  into(walk, object, 'spec', (spec) => {
    if (mapsOf(spec, 'rules').length === 0 && spec.defaultBackend === undefined)
      walk.error('schema/required', 'ingress-without-rules');
    into(walk, spec, 'defaultBackend', (backend) => checkBackend(walk, backend));
    each(walk, spec, 'rules', (rule) => {
      checkHost(walk, rule.host, ['host']);
      into(walk, rule, 'http', (http) => {
        if (mapsOf(http, 'paths').length === 0) walk.errorAt(['paths'], 'schema/required', 'rule-without-paths');
        each(walk, http, 'paths', (path) => {
          checkPath(walk, path);
          into(walk, path, 'backend', (backend) => checkBackend(walk, backend));
        });
      });
    });
    each(walk, spec, 'tls', (tls) => textsOf(tls, 'hosts').forEach((host, i) => checkHost(walk, host, ['hosts', i])));
  });
}

function checkHost(walk: Walk, host: unknown, at: readonly (string | number)[]): void {
  if (typeof host !== 'string') return;
  if (at[0] === 'host' && isIP(host) !== 0) walk.errorAt(at, 'schema/format', 'host-is-address', { host: show(host) });
  else if (!isSubdomain(host.replace(/^\*\./, '')))
    walk.errorAt(at, 'schema/format', 'ingress-host', { host: show(host) });
}

function checkPath(walk: Walk, path: PlainMap): void {
  const { path: text = '', pathType } = path as { path?: string; pathType?: string };
  if (pathType !== 'Exact' && pathType !== 'Prefix') {
    if (text !== '' && !text.startsWith('/'))
      walk.errorAt(['path'], 'schema/format', 'path-not-absolute', { text: show(text) });
    return;
  }
  if (!text.startsWith('/')) walk.errorAt(['path'], 'schema/format', 'path-not-absolute', { text: show(text) });
  const bad =
    ['//', '/./', '/../', '%2f', '%2F'].find((part) => text.includes(part)) ??
    ['/..', '/.'].find((part) => text.endsWith(part));
  if (bad !== undefined) walk.errorAt(['path'], 'schema/format', 'path-holds', { text: show(text), bad: show(bad) });
}

function checkBackend(walk: Walk, backend: PlainMap): void {
  if (backend.service !== undefined && backend.resource !== undefined) walk.error('schema/branch', 'backend-with-both');
  if (backend.service === undefined && backend.resource === undefined)
    walk.error('schema/required', 'backend-without-service');
  into(walk, backend, 'service', (service) => {
    const { name, port } = service as { name?: string; port?: unknown };
    if (name !== undefined && !isLetterLabel(name))
      walk.errorAt(['name'], 'schema/name', 'service-name', { name: show(name) });
    const { name: portName, number } = mapOf({ port }, 'port') as { name?: string; number?: number };
    if (portName !== undefined && !isPortName(portName))
      walk.errorAt(['port', 'name'], 'schema/format', 'backend-port-name', { portName: show(portName) });
    if (portName !== undefined && number !== undefined) walk.errorAt(['port'], 'schema/branch', 'backend-port-twice');
    else if (portName === undefined && (number === undefined || number < 1 || number > 65535))
      walk.errorAt(['port'], 'schema/required', 'backend-without-port');
  });
}

/** A PodDisruptionBudget. */
export function checkDisruptionBudget(walk: Walk, object: PlainMap): void {
  into(walk, object, 'spec', (spec) => {
    if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined)
      walk.errorAt(['maxUnavailable'], 'schema/branch', 'budget-twice');
    for (const key of ['minAvailable', 'maxUnavailable']) {
      const value = spec[key];
      if ((typeof value === 'number' && value < 0) || (typeof value === 'string' && !/^(\d{1,2}|100)%$/.test(value)))
        walk.errorAt([key], 'schema/range', 'budget-value', { value: show(value) });
    }
    checkSelector(walk, spec, 'selector');
  });
}

/** A HorizontalPodAutoscaler. */
export function checkAutoscaler(walk: Walk, object: PlainMap): void {
  into(walk, object, 'spec', (spec) => {
    const { minReplicas = 1, maxReplicas } = spec as Record<string, number | undefined>;
    if (maxReplicas !== undefined && maxReplicas < minReplicas)
      walk.errorAt(['maxReplicas'], 'schema/range', 'replicas-crossed', { maxReplicas, minReplicas });
    each(walk, spec, 'metrics', (metric) => {
      const source = {
        Object: 'object',
        Pods: 'pods',
        Resource: 'resource',
        ContainerResource: 'containerResource',
        External: 'external',
      }[metric.type as string];
      if (source !== undefined && metric[source] === undefined)
        walk.errorAt([source], 'schema/required', 'metric-without-source', { type: metric.type, source });
    });
  });
}

const SCOPES = [
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];

/** A ResourceQuota. */
export function checkQuota(walk: Walk, object: PlainMap): void {
  into(walk, mapOf(object, 'spec'), 'scopeSelector', (selector) =>
    each(walk, selector, 'matchExpressions', (expression) => {
      const { operator, scopeName } = expression as { operator?: string; scopeName?: string };
      const values = textsOf(expression, 'values').length;
      if (scopeName !== undefined && !SCOPES.includes(scopeName))
        walk.errorAt(['scopeName'], 'schema/enum', 'unknown-scope', { scopeName: show(scopeName), scopes: SCOPES });
      if ((operator === 'In' || operator === 'NotIn') && values === 0)
        walk.errorAt(['values'], 'schema/required', 'scope-without-values', { operator });
      if ((operator === 'Exists' || operator === 'DoesNotExist') && values > 0)
        walk.errorAt(['values'], 'schema/value', 'scope-with-values', { operator });
    }),
  );
}

/** An EndpointSlice: addresses of its type. */
export function checkEndpointSlice(walk: Walk, object: PlainMap): void {
  distinct(walk, object, 'ports', 'name');
  each(walk, object, 'endpoints', (endpoint) =>
    textsOf(endpoint, 'addresses').forEach((address, i) => {
      const family = { IPv4: 4, IPv6: 6 }[object.addressType as string];
      const good =
        family === undefined ? object.addressType !== 'FQDN' || isSubdomain(address) : isIP(address) === family;
      if (!good)
        walk.errorAt(['addresses', i], 'schema/format', 'slice-address', {
          address: show(address),
          addressType: object.addressType,
        });
    }),
  );
}

/** A PersistentVolumeClaim. */
export function checkClaim(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec'], 'schema/required', 'claim-without-spec');
  into(walk, object, 'spec', (spec) => {
    const modes = textsOf(spec, 'accessModes');
    modes.forEach((mode, i) => {
      if (!['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'].includes(mode))
        walk.errorAt(['accessModes', i], 'schema/enum', 'unknown-access-mode', { mode: show(mode) });
    });
    if (modes.length > 1 && modes.includes('ReadWriteOncePod'))
      walk.errorAt(['accessModes'], 'schema/value', 'once-pod-beside-others');
    const storage = mapOf(mapOf(spec, 'resources'), 'requests').storage;
    if (spec.resources !== undefined && storage === undefined)
      walk.errorAt(['resources', 'requests', 'storage'], 'schema/required', 'claim-without-storage');
    else if (quantity(storage) !== undefined && quantity(storage)! <= 0)
      walk.errorAt(['resources', 'requests', 'storage'], 'schema/range', 'storage-size', { storage: show(storage) });
    checkSelector(walk, spec, 'selector');
  });
}

/** Endpoints: addresses and ports per subset. */
export function checkEndpoints(walk: Walk, object: PlainMap): void {
  each(walk, object, 'subsets', (subset) => {
    if (mapsOf(subset, 'addresses').length + mapsOf(subset, 'notReadyAddresses').length === 0)
      walk.error('schema/required', 'subset-without-addresses');
    for (const field of ['addresses', 'notReadyAddresses'])
      each(walk, subset, field, ({ ip }) => {
        if (typeof ip === 'string' && isIP(ip) === 0)
          walk.errorAt(['ip'], 'schema/format', 'ip-address', { address: show(ip) });
      });
    if (mapsOf(subset, 'ports').length > 1)
      each(walk, subset, 'ports', ({ name }) => {
        if (name === undefined) walk.errorAt(['name'], 'schema/required', 'several-ports-unnamed');
      });
  });
}

/** An IngressClass: the controller is a path with a domain. */
export function checkIngressClass(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec', 'controller'], 'schema/required', 'class-without-controller');
  into(walk, object, 'spec', ({ controller }) => {
    if (typeof controller === 'string' && !/^[^/]+\/./.test(controller))
      walk.errorAt(['controller'], 'schema/format', 'controller-without-domain', { controller: show(controller) });
  });
}
