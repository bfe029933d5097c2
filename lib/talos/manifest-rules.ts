// What is wrong with the objects that Talos is given at bootstrap: names, kinds, namespaces, addresses, size.
import { Boundary, AppRule, Delivery, Role, TalosCluster } from '../cluster';
import { errorAt, Finding, warningAt } from '../construct';
import { checkObjectName, isClusterScoped, isMap, Manifest, objectKey } from '../manifest';
import { ValueError } from '../net';
import { bootstrapObjects } from './manifests';
import { TalosFile, talosFiles, talosText } from './patches';
import { CONTROL_PLANES, EVERY_NODE, WORKERS } from './statement';

/** From here on a configuration is unwieldy, and too large for most clouds' user data. */
const LARGE = 1_000_000;

export const MANIFEST_RULES: readonly AppRule[] = [
  { code: 'talos/manifest-name', check: manifestNames },
  { code: 'talos/manifest-url', check: manifestUrls },
  { code: 'talos/secret-inline', check: secrets },
  { code: 'talos/manifest-namespace', check: namespaces },
  { code: 'talos/config-size', check: configSize },
];

/** Inline and external manifests share the ids `99-<name>`: of two equal names one is lost in silence. */
function manifestNames(facts: Boundary): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, string>();
  for (const { name, by } of [...facts.deliveries(), ...facts.externals()].sort((a, b) =>
    a.by.node.path < b.by.node.path ? -1 : 1,
  )) {
    const path = by.node.path;
    const owner = owners.get(name);
    if (owner !== undefined) {
      findings.push(
        errorAt(
          path,
          'talos/manifest-name',
          `bootstrap manifest "${name}" exists already, from ${owner}`,
          'give it a name of its own: inline and external manifests share one name space, and Talos keeps one of the two',
        ),
      );
    }
    owners.set(name, path);
    try {
      checkObjectName('bootstrap manifest', name);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      findings.push(errorAt(path, 'talos/manifest-name', error.problem, error.repair));
    }
  }
  return findings;
}

/** Talos checks the URL of the document form only; the old list takes any text. */
function manifestUrls(facts: Boundary): Finding[] {
  return facts
    .externals()
    .filter(({ url }) => !/^https?:\/\/[^/\s]+(\/\S*)?$/.test(url))
    .map(({ name, url, by }) =>
      errorAt(
        by.node.path,
        'talos/manifest-url',
        `external manifest "${name}" has the URL "${url}"`,
        'write an http or https URL that the nodes reach at boot',
      ),
    );
}

function secrets(facts: Boundary): Finding[] {
  return eachObject(facts)
    .filter(({ manifest }) => manifest.kind === 'Secret' && manifest.apiVersion === 'v1')
    .map(({ manifest, delivery }) =>
      errorAt(
        delivery.by.node.path,
        'talos/secret-inline',
        `${objectKey(manifest)} in the bootstrap manifest "${delivery.name}": its data would lie in plain text in the machine-config patch`,
        'create the Secret in the cluster (SOPS, External Secrets, cert-manager) and refer to it by name',
      ),
    );
}

function namespaces(facts: Boundary): Finding[] {
  const objects = eachObject(facts);
  const clusterScoped = new Set(objects.flatMap(({ manifest }) => clusterScopedKind(manifest) ?? []));
  return objects
    .filter(
      ({ manifest }) =>
        manifest.metadata.namespace === undefined &&
        !isClusterScoped(manifest.apiVersion, manifest.kind) &&
        !clusterScoped.has(kindOf(manifest)),
    )
    .map(({ manifest, delivery }) =>
      errorAt(
        delivery.by.node.path,
        'talos/manifest-namespace',
        `${objectKey(manifest)} in the bootstrap manifest "${delivery.name}" has no namespace: Talos would put it into "default"`,
        'give the chart a namespace: new Chart(app, id, { namespace: "kube-system" })',
      ),
    );
}

/** The whole configuration must fit the first apply, so what one machine gets counts, not one file. */
function configSize(facts: Boundary): Finding[] {
  const cluster = facts.one(Role.TALOS_CLUSTER) as TalosCluster | undefined;
  if (cluster === undefined) return [];
  const limit = cluster._features.maintenanceLimit;
  const repair =
    'deliver large sets, such as the Gateway API CRDs, as an external manifest or from the GitOps repository';
  const tooLarge = (problem: string) => [
    errorAt(
      cluster.node.path,
      'talos/config-size',
      `${problem}; Talos ${cluster.talosVersion} takes ${limit / 1024 / 1024} MiB at the first apply`,
      repair,
    ),
  ];
  // Measured before they are rendered: what is hopeless must not first cost seconds, or the stack of the YAML writer.
  const objects = Buffer.byteLength(JSON.stringify(eachObject(facts).map(({ manifest }) => manifest)));
  if (objects > limit) return tooLarge(`the bootstrap manifests are ${megabytes(objects)}`);
  const files = talosFiles(cluster);
  return [CONTROL_PLANES, WORKERS].flatMap((role) => {
    const own = files.filter((file) => [`${EVERY_NODE.file}.yaml`, `${role.file}.yaml`].includes(file.name));
    const bytes = own.reduce((sum, file) => sum + sizeOf(file), 0);
    const problem = `the patches of a ${role === WORKERS ? 'worker' : 'control plane'} are ${megabytes(bytes)} (${own.map((file) => `${file.name} ${megabytes(sizeOf(file))}`).join(', ')})`;
    if (bytes > limit) return tooLarge(problem);
    return bytes > LARGE ? [warningAt(cluster.node.path, 'talos/config-size', problem, repair)] : [];
  });
}

function sizeOf(file: TalosFile): number {
  return Buffer.byteLength(talosText(file));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}

function eachObject(facts: Boundary): { manifest: Manifest; delivery: Delivery }[] {
  return facts
    .deliveries()
    .flatMap((delivery) => bootstrapObjects(delivery).map((manifest) => ({ manifest, delivery })));
}

/** The kind that a CustomResourceDefinition among the objects makes cluster-scoped. */
function clusterScopedKind(manifest: Manifest): string | undefined {
  const { spec } = manifest;
  if (manifest.kind !== 'CustomResourceDefinition' || !isMap(spec) || spec.scope !== 'Cluster' || !isMap(spec.names))
    return undefined;
  return `${String(spec.group)}/${String(spec.names.kind)}`;
}

function kindOf(manifest: Manifest): string {
  return `${manifest.apiVersion.split('/')[0]}/${manifest.kind}`;
}
