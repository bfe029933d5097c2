// What the chart checks of values that are no part of the network: a release that fails one of these has no objects at all.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, NotUnderstood, Refused } from '../template/go-values';
import { filledTree } from '../template/yaml-text';
import { hasAccount } from './accounts';
import { enabledController } from './controllers';
import { listOf, ordered } from './order';
import { Release } from './release';
import { enabledServices, serviceBy } from './services';

/**
 * Checks a container: its image, and that what its environment refers to is there.
 *
 * @throws Refused where the chart refuses
 * @internal
 */
export function checkContainer(release: Release, controller: string, identifier: string, values: PlainMap): void {
  const of = `(controller ${controller}, container ${identifier})`;
  if (!isMap(values.image)) throw new Refused('template', `Image required to be a dictionary. ${of}`);
  if (isEmpty(values.image.repository)) throw new Refused('template', `No image repository specified. ${of}`);
  const tag = values.image.tag;
  if (isEmpty(tag)) throw new Refused('template', `No image tag specified. ${of}`);
  if (typeof tag === 'string') tried(release, tag);
  checkEnvironment(release, values.env);
  for (const source of Array.isArray(values.envFrom) ? (values.envFrom as unknown[]) : []) {
    checkReference(release, 'configMaps', dig(source, 'configMapRef', 'identifier'));
    checkReference(release, 'secrets', dig(source, 'secretRef', 'identifier'));
  }
}

function checkEnvironment(release: Release, env: unknown): void {
  if (isMap(env)) ordered(new Map(Object.entries(env).map(([key, value]) => [key, listOf(dig(value, 'dependsOn'))])));
  const values = isMap(env) ? Object.values(env) : Array.isArray(env) ? (env as unknown[]) : [];
  for (const value of values) tried(release, isMap(value) ? (value.value ?? value.valueFrom) : value);
}

/** Fills templates that no object here holds: helm stops at a bad one, and one that is not followed is taken to be good. */
function tried(release: Release, value: unknown): void {
  try {
    filledTree(value, release.root);
  } catch (error) {
    if (error instanceof NotUnderstood || (error instanceof Refused && error.stage === 'output')) return;
    throw error;
  }
}

/** A text that the chart prints without quotes: a second line of it begins at the edge of the manifest, where only a key may stand. */
function printedBare(release: Release, value: unknown): void {
  tried(release, value);
  if (typeof value !== 'string' || value.includes('{{')) return;
  const lines = value.split('\n').slice(1);
  if (lines.some((line) => /^[^\s#]/.test(line) && !/:(\s|$)/.test(line)))
    throw new Refused('output', "YAML parse error: could not find expected ':'");
}

function checkReference(release: Release, group: 'configMaps' | 'secrets', identifier: unknown): void {
  if (isEmpty(identifier)) return;
  const found = release.version.has('component label')
    ? release.entries(group).find(([key, values]) => key === identifier && !isEmpty(values))
    : release.enabled(group).find(([key]) => key === identifier);
  if (found === undefined)
    throw new Refused('template', `No ${group} entry found with this identifier: ${String(identifier)}`);
}

/**
 * Checks the groups of values that no object here is made of.
 *
 * @throws Refused where the chart refuses
 * @internal
 */
export function checkOthers(release: Release): void {
  checkPersistence(release);
  for (const group of ['configMaps', 'secrets'])
    for (const [identifier, values] of release.enabled(group)) {
      if (group === 'configMaps' && isEmpty(values.data) && isEmpty(values.binaryData))
        throw new Refused('template', `No data or binaryData specified for configMap. (configMap: ${identifier})`);
      for (const field of ['data', 'binaryData', 'stringData']) tried(release, values[field]);
    }
  // The chart's own package has no folder to read.
  if (!isEmpty(dig(release.values, 'configMapsFromFolder', 'enabled')))
    throw new Refused('template', 'No configMaps found in the folder');
  checkMonitors(release);
  checkRoles(release);
}

function checkPersistence(release: Release): void {
  const controllers = release.enabled('controllers').map(([identifier]) => identifier);
  for (const [key, values] of release.entries('persistence'))
    for (const controller of Object.keys(mapOf(values.advancedMounts)))
      if (enabledController(release, controller) === undefined)
        throw new Refused(
          'template',
          `No enabled controller found. (persistence item: '${key}', controller: '${controller}')`,
        );
  for (const [key, values] of release.enabled('persistence')) {
    const advanced = mapOf(values.advancedMounts);
    const mounted = controllers.some(
      (controller) => !isEmpty(values.globalMounts) || isEmpty(advanced) || !isEmpty(advanced[controller]),
    );
    if (!mounted) continue;
    const named = !isEmpty(values.name);
    if (values.type === 'configMap' && !named) checkReference(release, 'configMaps', values.identifier);
    if (values.type === 'secret' && !named) checkReference(release, 'secrets', values.identifier);
    if (values.type === 'hostPath' && isEmpty(values.hostPath))
      throw new Refused('template', `hostPath not set (${key})`);
  }
}

function checkMonitors(release: Release): void {
  for (const [identifier, values] of release.enabled('serviceMonitor')) {
    if (isEmpty(values.endpoints))
      throw new Refused('template', `endpoints are required for serviceMonitor ${identifier}`);
    tried(release, values.endpoints);
    printedBare(release, values.serviceName);
    if (
      release.version.has('component label') ||
      !isEmpty(values.serviceName) ||
      !isEmpty(dig(values, 'service', 'name'))
    )
      continue;
    const service = dig(values, 'service', 'identifier');
    if (!isEmpty(service) && serviceBy(release, service) === undefined)
      throw new Refused('template', `No enabled Service found with this identifier. (serviceMonitor: '${identifier}')`);
    if (isEmpty(service) && isEmpty(values.selector) && enabledServices(release).length !== 1)
      throw new Refused(
        'template',
        `Either service.name or service.identifier is required. (serviceMonitor: ${identifier})`,
      );
  }
}

function checkRoles(release: Release): void {
  for (const [identifier, values] of release.enabled('rbac', 'roles')) {
    if (isEmpty(values.rules)) throw new Refused('template', `Rules can't be empty (${identifier})`);
    if (values.type !== 'Role' && values.type !== 'ClusterRole')
      throw new Refused('template', `Role type (${identifier})`);
  }
  for (const [identifier, values] of release.enabled('rbac', 'bindings')) {
    if (values.type !== 'RoleBinding' && values.type !== 'ClusterRoleBinding')
      throw new Refused('template', `RoleBinding type (${identifier})`);
    for (const subject of Array.isArray(values.subjects) ? (values.subjects as unknown[]) : []) {
      const account = dig(subject, 'identifier');
      if (account !== undefined && !hasAccount(release, account))
        throw new Refused(
          'template',
          `No enabled ServiceAccount found with this identifier. (rolebinding: '${identifier}')`,
        );
    }
  }
}

function mapOf(value: unknown): PlainMap {
  return isMap(value) ? value : {};
}
