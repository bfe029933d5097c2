// What an app writes, and where: manifests, the files beside them, what each engine needs, and the words about it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Manifest, toYaml } from '../manifest';
import {
  besideManifests,
  formatProblem,
  kustomizationOf,
  OutputFile,
  pruned,
  publish,
  PublishOptions,
  recordKey,
  recover,
  shownPath,
} from '../output';
import { CliEnvironment, OutputTarget, outputTarget } from './cli-folder';
import { PlacedManifest } from './objects';

/** A file that is not for the cluster: its path below the output, and its text. */
export interface BesideFile {
  readonly name: string;
  readonly text: string;
}

/** What one cluster of an app has to write; names of files are below its folder, but for those of the manifests. */
export interface ClusterContent {
  /** Folder below the output, with a slash at its end; empty for the app itself. */
  readonly folder: string;
  readonly objects: readonly PlacedManifest[];
  readonly beside: readonly BesideFile[];
  /** What `talosnet check` reads beside the manifests, under a name that no engine reads. */
  readonly facts: BesideFile | undefined;
}

/** Everything that an app has to write. */
export interface AppContent {
  readonly clusters: readonly ClusterContent[];
  /** What the cdk8s command asks for when validation plugins are configured: name and text. */
  readonly metadata: BesideFile | undefined;
}

/** Said once a process, however many apps it has. */
let deletionSaid = false;

/** The output of one app. */
export class AppOutput {
  private readonly target: OutputTarget;
  private readonly options: PublishOptions;

  public constructor(outdir: string, chosenByProgram: boolean, force?: boolean, env: CliEnvironment = process.env) {
    this.target = outputTarget(outdir, chosenByProgram, env);
    this.options = force === undefined ? {} : { force };
  }

  /** Finishes or undoes what a stopped synth left, whether or not this one gets as far as writing. */
  public recover(): void {
    recover(this.target.folder, this.options);
  }

  /** @throws OutputError; everything is as it was then */
  public write(content: AppContent): void {
    const { folder, form, listed } = this.target;
    if (form === 'stream') {
      this.stream(content);
      return;
    }
    this.sayDeletion();
    const files = form === 'chart' ? this.chart(content) : this.plain(content);
    const { before, summary, forced } = publish(folder, files, this.options);
    const objects = content.clusters.flatMap((cluster) => cluster.objects);
    const manifests = objects.map(({ manifest }) => manifest);
    for (const problem of pruned(before, manifests)) say(formatProblem(problem, 'warning'));
    if (listed !== undefined) {
      publish(
        listed,
        [...content.clusters.flatMap((cluster) => manifestFiles(cluster, '')), ...metadataFile(content)],
        { force: true },
      );
      say(`${shownPath(folder)}: ${summary}; the cdk8s command lists the copy in ${shownPath(listed)}`);
    } else if (forced) say(`${shownPath(folder)}: ${summary}`);
  }

  private plain(content: AppContent): OutputFile[] {
    // The command looks for the metadata in the folder that it lists.
    return [...plainFiles(content), ...(this.target.listed === undefined ? metadataFile(content) : [])];
  }

  /** Manifests are templates; what is not for the cluster lies beside them, and stays out of the package. */
  private chart(content: AppContent): OutputFile[] {
    const files = content.clusters.flatMap((cluster) => {
      const manifests = manifestFiles(cluster, 'templates/');
      return [
        ...manifests,
        ...besideFiles(
          cluster,
          manifests.map(({ name }) => name),
        ),
      ];
    });
    const beside = files.filter(({ name }) => !name.startsWith('templates/'));
    const ignored = beside.map(({ name }) => (name.includes('/') ? `/${name.split('/')[0]}/` : `/${name}`));
    return [
      ...(this.target.listed === undefined ? [] : scaffolding(dirname(this.target.listed))),
      ...files,
      { name: '.helmignore', text: `${['/.cdk8s-talos-network*', ...new Set(ignored)].join('\n')}\n` },
      ...(this.target.listed === undefined
        ? metadataFile(content).map((file) => ({ ...file, name: `templates/${file.name}` }))
        : []),
    ];
  }

  /** One file, since the command prints files without a separator between them. */
  private stream({ clusters, metadata }: AppContent): void {
    const objects = clusters.flatMap((cluster) => cluster.objects);
    const write = (name: string, text: string) => {
      writeFileSync(join(this.target.folder, name), text);
    };
    write('manifests.k8s.yaml', toYaml(objects.map(({ manifest }) => manifest)));
    if (metadata !== undefined) write(metadata.name, metadata.text);
  }

  private sayDeletion(): void {
    const { folder, deletedUnless } = this.target;
    if (deletedUnless === undefined || deletionSaid) return;
    deletionSaid = true;
    const shown = shownPath(folder);
    say(
      formatProblem(
        {
          code: 'output/cli-folder',
          paths: [shown],
          problem: `the cdk8s command deletes ${shown} before this program runs: files of yours in it are gone, and so is the previous output when a check fails`,
          repair: `write into cdk8s.yaml:  output: ${deletedUnless}   (and leave --output away; the files still go to ${shown})`,
        },
        'warning',
      ),
    );
  }
}

/** The files of an app as they lie in its output, each cluster with what its engines need. */
export function plainFiles(content: AppContent): OutputFile[] {
  return content.clusters.flatMap((cluster) => {
    const manifests = manifestFiles(cluster, '');
    const names = manifests.map(({ name }) => name);
    if (manifests.length + cluster.beside.length === 0) return [];
    return [...manifests, ...besideFiles(cluster, names), kustomization(cluster.folder, names)];
  });
}

/** What lies beside the manifests of a cluster, below its folder. */
function besideFiles({ folder, beside, facts }: ClusterContent, manifests: readonly string[]): OutputFile[] {
  const placed = beside.map(({ name, text }) => ({ name: `${folder}${name}`, text }));
  return [
    ...besideManifests(placed, manifests),
    ...(facts === undefined ? [] : [{ name: `${folder}${facts.name}`, text: facts.text }]),
  ];
}

function kustomization(folder: string, names: readonly string[]): OutputFile {
  return kustomizationOf(
    folder,
    names.map((name) => name.slice(folder.length)),
  );
}

function manifestFiles({ folder, objects }: ClusterContent, prefix: string): OutputFile[] {
  const byFile = new Map<string, Manifest[]>();
  for (const { file, manifest } of objects) {
    const name = file.replaceAll('\\', '/');
    const known = byFile.get(name);
    if (known === undefined) byFile.set(name, [manifest]);
    else known.push(manifest);
  }
  return [...byFile].map(([file, manifests]) => ({
    name: `${prefix}${folder}${file}`,
    text: toYaml(manifests),
    objects: manifests.map(recordKey),
  }));
}

function metadataFile({ metadata }: AppContent): OutputFile[] {
  return metadata === undefined ? [] : [metadata];
}

/** What the command laid into its chart before the program ran: Chart.yaml, README.md, crds/. */
function scaffolding(chart: string): OutputFile[] {
  return readdirSync(chart, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(chart.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((name) => !name.startsWith('templates/'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(chart, name), 'utf8') }));
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
