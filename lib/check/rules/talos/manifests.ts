// Objects that Talos is given at bootstrap, inline or by URL: names, URLs, namespaces, Secrets, and what all of it weighs.
import { talosFeatures, TalosVersion } from '../../../catalogue/talos';
import { checkObjectName, isClusterScoped, isMap, Manifest, objectKey, PlainMap } from '../../../manifest';
import { kubectlDocuments } from '../../../yaml';
import { ValueError } from '../../../net';
import { Path, yaml } from '../../../problem';
import { listAt, mapAt, textAt } from '../../../world/derived/fields';
import { TALOS_FILES } from '../../../world/derived/talos-files';
import { TALOS_MACHINES } from '../../../world/derived/talos-machines';
import { CheckedDocument, World } from '../../../world/types';
import { Report, Rule } from '../../rule';

interface ObjectData {
  readonly object: string;
  readonly manifest: string;
}
interface SizeData {
  readonly machine: string;
  readonly bytes: number;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Largest configuration that the first apply takes, where that is what is passed. */
  readonly limit?: number;
  readonly minor?: string;
}

/** From here on a configuration is unwieldy, and too large for most clouds' user data. Source: siderolabs/talos#8805. */
const LARGE = 1_000_000;
/** Groups of Kubernetes itself, whose kinds are known. */
const OWN_GROUPS = /^(?:v1|(?:apps|batch|autoscaling|policy|[a-z.]+\.k8s\.io)\/.*)$/;

/** The bootstrap manifests. */
export const TALOS_MANIFESTS: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/manifest-subdomain',
      title: 'The name of a bootstrap manifest is a DNS subdomain',
      why: 'The documents of 1.14 take no other; the old lists take any text.',
      words: ({ name, repair }: { readonly name: string; readonly repair: string }) => ({
        message: `not a name for a bootstrap manifest: "${name}"`,
        repair,
      }),
      bad: yaml`
        cluster:
          inlineManifests:
            - name: Cluster_DNS
              contents: |
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: dns, namespace: kube-system }
      `,
      good: yaml`
        cluster:
          inlineManifests:
            - name: cluster-dns
              contents: |
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: dns, namespace: kube-system }
      `,
    },
    {
      code: 'talos/manifest-name',
      title: 'Each bootstrap manifest has a name of its own',
      why: 'Inline and external manifests share the ids 99-<name>: of two equal names Talos keeps one in silence. Source: Talos, controllers/k8s/extra_manifest.go.',
      words: ({ name }: { readonly name: string }) => ({
        message: `bootstrap manifest "${name}" exists already`,
        repair:
          'give it a name of its own: inline and external manifests share one name space, and Talos keeps one of the two',
      }),
    },
    {
      code: 'talos/manifest-url',
      title: 'External manifests have an http or https URL',
      why: 'Talos checks the URL of the document form only; the old list takes any text, and nothing is fetched.',
      words: ({ url }: { readonly url: string }) => ({
        message: `external manifest with the URL "${url}"`,
        repair: 'write an http or https URL that the nodes reach at boot',
      }),
    },
    {
      code: 'talos/secret-inline',
      title: 'No Secret among the inline manifests of a patch',
      why: 'Its data lies in plain text in the patch, which belongs into a repository as the machine configuration does not.',
      words: ({ object, manifest }: ObjectData) => ({
        message: `${object} in the bootstrap manifest "${manifest}": its data would lie in plain text in the machine-config patch`,
        repair: 'create the Secret in the cluster (SOPS, External Secrets, cert-manager) and refer to it by name',
      }),
    },
    {
      code: 'talos/manifest-namespace',
      title: 'Namespaced objects among the bootstrap manifests say their namespace',
      why: 'Talos puts an object without namespace into default. Source: Talos, controllers/k8s/manifest_apply.go.',
      words: ({ object, manifest }: ObjectData) => ({
        message: `${object} in the bootstrap manifest "${manifest}" has no namespace: Talos puts it into "default"`,
        repair: 'write metadata.namespace',
      }),
    },
    {
      code: 'talos/config-size',
      title: 'The configuration fits the first apply',
      why: 'Maintenance mode takes 4 MiB up to Talos 1.12 and 32 MiB from 1.13 on; user data of clouds is smaller (siderolabs/talos b7d70cf62, #7482, #8805).',
      words: ({ machine, bytes, files, limit, minor }: SizeData) => ({
        message: `the patches ${machine} are ${megabytes(bytes)} (${files.map((file) => `${file.name} ${megabytes(file.bytes)}`).join(', ')})${limit === undefined ? '' : `; Talos ${minor} takes ${limit / 1024 / 1024} MiB at the first apply`}`,
        repair:
          'deliver large sets, such as the Gateway API CRDs, as an external manifest or from the GitOps repository',
      }),
    },
  ],
  check(world, report) {
    const bootstrap = bootstrapOf(world);
    names(bootstrap, report);
    for (const { url, at, path } of bootstrap)
      // The document form is refused for it.
      if (url !== undefined && at.content.kind === undefined && !/^https?:\/\/[^/\s]+(\/\S*)?$/.test(url))
        report.error('talos/manifest-url', at, path, { url });
    objects(world, bootstrap, report);
    sizes(world, report);
  },
};

/** A manifest, inline or by URL. */
interface Bootstrap {
  readonly at: CheckedDocument;
  readonly path: Path;
  readonly name?: string;
  readonly url?: string;
  readonly contents?: string;
  /** Where its text stands. */
  readonly text?: Path;
}

function bootstrapOf(world: World): Bootstrap[] {
  return world.talos.flatMap((at): Bootstrap[] => {
    const { content } = at;
    const name = textAt(content, 'name');
    if (content.kind === 'KubeInlineManifestConfig')
      return [{ at, path: ['name'], ...named(name), ...contents(textAt(content, 'manifest'), ['manifest']) }];
    if (content.kind === 'KubeExternalManifestConfig')
      return [{ at, path: ['name'], ...named(name), url: textAt(content, 'url') ?? '' }];
    if (content.kind !== undefined) return [];
    return [
      ...listAt(content, 'cluster', 'inlineManifests').map((item, index) => ({
        at,
        path: ['cluster', 'inlineManifests', index, 'name'],
        ...named(textAt(item, 'name')),
        ...contents(textAt(item, 'contents'), ['cluster', 'inlineManifests', index, 'contents']),
      })),
      ...listAt(content, 'cluster', 'extraManifests').flatMap((url, index) =>
        typeof url === 'string' ? [{ at, path: ['cluster', 'extraManifests', index], url }] : [],
      ),
    ];
  });
}

const named = (name: string | undefined) => (name === undefined ? {} : { name });
const contents = (contents: string | undefined, text: Path) => (contents === undefined ? {} : { contents, text });

function names(bootstrap: readonly Bootstrap[], report: Report): void {
  const seen = new Map<string, Bootstrap>();
  for (const each of bootstrap) {
    const { name, at, path } = each;
    if (name === undefined) continue;
    // Documents of different files may go onto different machines, and one document may be written for several.
    const key = `${at.origin.file ?? at.origin.written ?? ''}\0${name}`;
    const other = seen.get(key);
    // Two fields of one list are refused by Talos itself.
    if (other !== undefined && !(other.at === at && at.content.kind === undefined))
      report.error('talos/manifest-name', at, path, { name });
    seen.set(key, each);
    try {
      checkObjectName('bootstrap manifest', name);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      if (at.content.kind === undefined)
        report.warning('talos/manifest-subdomain', at, path, { name, repair: error.repair });
    }
  }
}

function objects(world: World, bootstrap: readonly Bootstrap[], report: Report): void {
  const whole = new Set(world.model(TALOS_FILES).files.flatMap((file) => (file.isWhole ? file.documents : [])));
  const all = bootstrap.flatMap(({ contents = '', text = [], at, name = '' }) =>
    manifestsOf(contents).map(({ manifest, document }) => ({ manifest, at, path: [...text, document], name })),
  );
  const clusterScoped = new Set([
    ...all.flatMap(({ manifest }) => clusterScopedKind(manifest) ?? []),
    ...world
      .of('apiextensions.k8s.io', 'CustomResourceDefinition')
      .flatMap(({ manifest }) => clusterScopedKind(manifest) ?? []),
  ]);
  for (const { manifest, at, path, name } of all) {
    const data = { object: objectKey(manifest), manifest: name };
    const { apiVersion, kind, metadata } = manifest;
    // A machine configuration holds secrets anyway, and is kept as one.
    if (kind === 'Secret' && apiVersion === 'v1' && !whole.has(at) && (world.complete || holdsData(manifest)))
      report.error('talos/secret-inline', at, [...path, 'kind'], data);
    const isKnown = world.complete || OWN_GROUPS.test(apiVersion);
    if (
      metadata.namespace === undefined &&
      isKnown &&
      !isClusterScoped(apiVersion, kind) &&
      !clusterScoped.has(`${apiVersion.split('/')[0]}/${kind}`)
    )
      report.warning('talos/manifest-namespace', at, [...path, 'metadata', 'name'], data);
  }
}

/** The objects of a text, each with the number of its document; none where it is broken: Talos does not parse it before it applies it. */
function manifestsOf(text: string): { readonly manifest: Manifest; readonly document: number }[] {
  const documents = [...kubectlDocuments(text)];
  if (documents.some(({ error }) => error !== undefined)) return [];
  return documents.flatMap(({ value }, document) => (isManifest(value) ? [{ manifest: value, document }] : []));
}

function isManifest(value: unknown): value is Manifest {
  return (
    isMap(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isMap(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

function holdsData(manifest: Manifest): boolean {
  return [mapAt(manifest, 'data'), mapAt(manifest, 'stringData')].some((map) =>
    Object.values(map).some((value) => typeof value === 'string' && value !== '' && !/\$\{|\{\{|ENC\[/.test(value)),
  );
}

/** The kind that a CustomResourceDefinition makes cluster-scoped. */
function clusterScopedKind(manifest: Manifest): string | undefined {
  const spec = manifest.spec as PlainMap | undefined;
  if (manifest.kind !== 'CustomResourceDefinition' || !isMap(spec) || spec.scope !== 'Cluster' || !isMap(spec.names))
    return undefined;
  return `${String(spec.group)}/${String(spec.names.kind)}`;
}

/** The whole configuration must fit the first apply, so what one machine gets counts, not one file. */
function sizes(world: World, report: Report): void {
  const known = new Map<CheckedDocument, number>();
  const sizeOf = (document: CheckedDocument) => {
    const size = known.get(document) ?? weight(document.content, 0);
    known.set(document, size);
    return size;
  };
  for (const { name, files, network, minor } of world.model(TALOS_MACHINES)) {
    const weighed = files.map((file) => ({
      name: file.name.split('/').at(-1)!,
      bytes: file.documents.reduce((sum, document) => sum + sizeOf(document), 0),
    }));
    const bytes = weighed.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes <= LARGE) continue;
    const limit = talosFeatures(minor as TalosVersion).maintenanceLimit;
    const largest = files
      .flatMap(({ documents }) => documents)
      .reduce((most, each) => (sizeOf(each) > sizeOf(most) ? each : most));
    const role = network.role === 'worker' ? 'a worker' : 'a control plane';
    const machine = files.length > 1 ? `of ${role}` : `in ${name}`;
    const data = { machine, bytes, files: weighed };
    if (bytes > limit) report.error('talos/config-size', largest, [], { ...data, limit, minor });
    else report.warning('talos/config-size', largest, [], data);
  }
}

/** Bytes of a value as YAML, near enough: a text of many lines is indented on each, at every depth. */
function weight(value: unknown, depth: number): number {
  const indent = 2 * depth;
  if (typeof value === 'string') {
    const lines = value.split('\n').length - 1;
    return Buffer.byteLength(value) + lines * indent;
  }
  if (Array.isArray(value))
    return value.reduce<number>((sum, each) => sum + indent + 2 + weight(each, depth + 1) + 1, 0);
  if (isMap(value))
    return Object.entries(value).reduce(
      (sum, [key, each]) => sum + indent + Buffer.byteLength(key) + 2 + weight(each, depth + 1) + 1,
      0,
    );
  return String(value).length;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
