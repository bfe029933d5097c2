// The recorded answers of helm for app-template, and the part of an object that the network sees.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../../shared/app-template');

/** A case: a value file and what helm answers for a version of the chart. */
export interface Golden {
  readonly name: string;
  readonly version: string;
  readonly valuesYaml: string;
  readonly release: string;
  readonly namespace: string;
  readonly lines: readonly any[];
}

export const present = existsSync(folder);

export function goldens(version: string): Golden[] {
  return readdirSync(join(folder, 'cases'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => {
      const name = file.replace(/\.yaml$/, '');
      const valuesYaml = readFileSync(join(folder, 'cases', file), 'utf8');
      const head = (key: string) => new RegExp(`^# ${key}: (.+)$`, 'm').exec(valuesYaml)![1]!;
      const lines = readFileSync(join(folder, 'goldens', version, `${name}.jsonl`), 'utf8').trim();
      return {
        name,
        version,
        valuesYaml,
        release: head('release'),
        namespace: head('namespace'),
        lines: lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line)),
      };
    });
}

const NO_NETWORK = [
  'Secret',
  'ConfigMap',
  'ServiceMonitor',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
];
const NOT_COMPARED = [...NO_NETWORK, 'PersistentVolumeClaim'];
const CONTAINER = ['name', 'ports', 'livenessProbe', 'readinessProbe', 'startupProbe'];
const POD = [
  'serviceAccountName',
  'automountServiceAccountToken',
  'enableServiceLinks',
  'hostIPC',
  'hostNetwork',
  'hostPID',
];
const POD_OPTIONS = [...POD, 'dnsPolicy', 'dnsConfig', 'hostname', 'hostAliases', 'nodeSelector', 'restartPolicy'];
const SPEC = [
  'selector',
  'replicas',
  'strategy',
  'updateStrategy',
  'serviceName',
  'podManagementPolicy',
  'schedule',
  'suspend',
];

/** The network part of objects as sorted text, so that order does not count. */
export function networkPart(objects: readonly any[]): string[] {
  return objects
    .filter(({ kind }) => !NOT_COMPARED.includes(kind))
    .map((object) => sortedJson(part(object)))
    .sort();
}

function part(object: any): unknown {
  const template = object.spec?.template ?? object.spec?.jobTemplate?.spec.template;
  if (template === undefined || object.kind.endsWith('Policy')) return object;
  return { ...object, spec: { ...picked(object.spec, SPEC), template: podPart(template) } };
}

function podPart({ metadata, spec }: any): unknown {
  // Of a checksum it counts that it is there.
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).map(([key, value]) => [key, key.startsWith('checksum/') || value]),
  );
  return {
    metadata: { ...metadata, annotations },
    spec: {
      ...picked(spec, POD_OPTIONS),
      containers: spec.containers.map((container: any) => picked(container, CONTAINER)),
      initContainers: (spec.initContainers ?? []).map((container: any) => picked(container, CONTAINER)),
    },
  };
}

function picked(map: any, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => key in map).map((key) => [key, map[key]]));
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
