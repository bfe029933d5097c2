// What a dist folder holds: Kubernetes objects, machine-config patches, and the pods that its workloads will run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as yaml from 'js-yaml';

/** Reads `*.k8s.yaml` and `talos/*.yaml` of a folder. */
export function readDist(folder) {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.k8s.yaml'))
        .sort()
        .map((name) => join(folder, name))
    : [];
  const talos = join(folder, 'talos');
  const patches = existsSync(talos)
    ? readdirSync(talos)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => ({
          name,
          text: readFileSync(join(talos, name), 'utf8'),
          documents: documentsOf(readFileSync(join(talos, name), 'utf8')),
        }))
    : [];
  return { files, objects: files.flatMap((file) => documentsOf(readFileSync(file, 'utf8'))), patches };
}

/** The documents of a text that the library wrote, in which YAML 1.1 and Go agree; empty ones left out. @returns {any[]} */
export function documentsOf(text) {
  return yaml
    .loadAll(text, { schema: yaml.YAML11_SCHEMA })
    .filter((document) => document !== null && document !== undefined);
}

/** `Kind/namespace/name`. */
export function keyOf(object) {
  return [
    object.kind,
    ...(object.metadata.namespace === undefined ? [] : [object.metadata.namespace]),
    object.metadata.name,
  ].join('/');
}

const TEMPLATES = {
  Pod: (object) => object,
  CronJob: (object) => object.spec?.jobTemplate?.spec?.template,
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].map((kind) => [
      kind,
      (object) => object.spec?.template,
    ]),
  ),
};

/**
 * One entry a workload: what its pods look like to the network. Workloads that share a name in a namespace carry their kind.
 * Not listed: pods on the host network, and workloads scaled to zero.
 */
export function workloadsOf(objects) {
  const workloads = objects
    .filter((object) => Object.hasOwn(TEMPLATES, object.kind))
    .map((object) => {
      const template = TEMPLATES[object.kind](object) ?? {};
      return {
        kind: object.kind,
        namespace: object.metadata.namespace ?? 'default',
        name: object.metadata.name,
        replicas: object.kind === 'DaemonSet' ? 2 : (object.spec?.replicas ?? 1),
        labels: template.metadata?.labels ?? {},
        annotations: template.metadata?.annotations ?? {},
        serviceAccount: template.spec?.serviceAccountName ?? 'default',
        hostNetwork: template.spec?.hostNetwork === true,
        ports: (template.spec?.containers ?? [])
          .flatMap((container) => container.ports ?? [])
          .map((port) => ({
            ...(port.name === undefined ? {} : { name: port.name }),
            port: port.containerPort,
            protocol: port.protocol ?? 'TCP',
          })),
      };
    })
    .filter((workload) => !workload.hostNetwork && workload.replicas > 0);
  const taken = (workload) =>
    workloads.filter((other) => other.namespace === workload.namespace && other.name === workload.name).length > 1;
  return workloads.map((workload) =>
    taken(workload) ? { ...workload, name: `${workload.name}-${workload.kind.toLowerCase()}` } : workload,
  );
}

/** The values of the agents' ConfigMap, or none. */
export function ciliumConfig(objects) {
  return objects.find((object) => object.kind === 'ConfigMap' && object.metadata.name === 'cilium-config')?.data ?? {};
}
