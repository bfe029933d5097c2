// Workloads as policy sees them: one endpoint for each pod template, and what stands outside of policy.
import { isMap, Manifest, PlainMap, TEMPLATE_PATHS } from '../manifest';
import { NETWORKS_ANNOTATION, readAnnotation } from '../models/cni';
import { NamedPort } from '../models/agent/verdict';
import { ReachObject } from './input';

/** A workload. @internal */
export interface Workload {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly labels: PlainMap;
  readonly serviceAccount: string;
  readonly ports: readonly NamedPort[];
  /** Its pods are in the network of their node, and the node to policy. */
  readonly hostNetwork: boolean;
  /** Networks beside Cilium's that its pods are attached to, as `namespace/name`. */
  readonly networks: readonly string[];
  readonly object: ReachObject;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const mapOf = (value: unknown): PlainMap => (isMap(value) ? value : {});

/** What was made of manifests before: worlds that are compared share most of them. */
const KNOWN = new WeakMap<Manifest, Omit<Workload, 'object'>>();

/** All workloads, by namespace, name and kind. A pod that another workload owns is that workload's. @internal */
export function workloadsOf(objects: readonly ReachObject[]): Workload[] {
  const found: Workload[] = [];
  for (const object of objects) {
    const { manifest } = object;
    if (!Object.hasOwn(TEMPLATE_PATHS, manifest.kind) || isOwned(manifest)) continue;
    let known = KNOWN.get(manifest);
    if (known === undefined) KNOWN.set(manifest, (known = workloadOf(manifest)));
    found.push({ ...known, object });
  }
  return found.sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name) || compare(a.kind, b.kind));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isOwned({ metadata }: Manifest): boolean {
  return Array.isArray(metadata.ownerReferences) && metadata.ownerReferences.length > 0;
}

function workloadOf(manifest: Manifest): Omit<Workload, 'object'> {
  const template = (TEMPLATE_PATHS[manifest.kind] ?? []).reduce<PlainMap>((at, key) => mapOf(at[key]), manifest);
  const metadata = mapOf(template.metadata);
  const spec = mapOf(template.spec);
  const ports: NamedPort[] = [];
  for (const list of [spec.initContainers, spec.containers])
    for (const container of Array.isArray(list) ? list : [])
      for (const port of isMap(container) && Array.isArray(container.ports) ? container.ports : [])
        if (isMap(port) && typeof port.containerPort === 'number' && text(port.name) !== '')
          ports.push({
            name: text(port.name),
            port: port.containerPort,
            protocol: text(port.protocol) === '' ? 'TCP' : text(port.protocol),
          });
  const written = text(manifest.metadata.namespace);
  const namespace = written === '' ? 'default' : written;
  return {
    namespace,
    kind: manifest.kind,
    name: text(manifest.metadata.name),
    labels: mapOf(metadata.labels),
    // Every pod has a service account.
    serviceAccount: text(spec.serviceAccountName) === '' ? 'default' : text(spec.serviceAccountName),
    ports,
    hostNetwork: spec.hostNetwork === true,
    networks: readAnnotation(text(mapOf(metadata.annotations)[NETWORKS_ANNOTATION])).selections.map(
      (selection) => `${selection.namespace ?? namespace}/${selection.name}`,
    ),
  };
}
