// What kustomizations, Flux and Argo CD say about plain files beside them: which are patches and no objects, and into which namespace
// objects go. Files are taken as they are written; nothing is built.
import { dirname, join, normalize } from 'node:path';
import { isClusterScoped, isMap, Manifest, PlainMap } from '../../manifest';

/** A document in a file. */
export interface Placeable {
  readonly file: string;
  readonly content: PlainMap;
}

/** What is known about the files of the input. */
export interface Placement {
  /** True if the file is a patch or the data of a generator. */
  isPart(file: string): boolean;
  /** True if a generator packs the file into a ConfigMap or Secret, and nothing lists it as objects. */
  isData(file: string): boolean;
  /** True if a kustomization lists the file, or Flux makes one of its folder. */
  isBuilt(file: string): boolean;
  /** The manifest in the namespace that it ends up in. */
  placed(file: string, manifest: Manifest): Manifest;
}

interface Kustomization {
  readonly folder: string;
  readonly namespace: string | undefined;
  /** Files and folders that it takes in. */
  readonly takes: readonly string[];
}

/** A namespace for everything in a folder. */
interface Entry {
  readonly folder: string;
  readonly namespace: string | undefined;
  /** A transformation of kustomize replaces a namespace; Argo CD's destination only fills in a missing one. */
  readonly replaces: boolean;
}

/** A namespace that some way through the kustomizations gives to a file. */
interface Route {
  readonly namespace: string | undefined;
  readonly replaces: boolean;
  /** A kustomization lists the file, or Flux makes one of the folder. */
  readonly built?: boolean;
}

const NAMES = /(?:^|\/)kustomization\.ya?ml$/i;

export function isKustomization({ file, content }: Placeable): boolean {
  return (
    NAMES.test(file) ||
    (typeof content.apiVersion === 'string' && content.apiVersion.startsWith('kustomize.config.k8s.io/'))
  );
}

/** What the documents of the input say about its files. */
export function placementOf(documents: readonly Placeable[], files: readonly string[]): Placement {
  const kustomizations = new Map<string, Kustomization>();
  const parts = new Set<string>();
  const data = new Set<string>();
  for (const document of documents.filter(isKustomization)) {
    const folder = dirname(document.file);
    kustomizations.set(normalize(folder), read(folder, document.content));
    for (const part of partsOf(document.content)) parts.add(join(folder, part));
    for (const part of dataOf(document.content)) data.add(join(folder, part));
  }
  const entries = documents.flatMap(({ content }) => entriesOf(content, files));
  const routes = routesOf(kustomizations, entries, files);
  return {
    isPart: (file) => parts.has(normalize(file)) || data.has(normalize(file)),
    isData: (file) => data.has(normalize(file)) && routes.get(normalize(file)) === undefined,
    isBuilt: (file) => routes.get(normalize(file))?.some(({ built }) => built === true) === true,
    placed: (file, manifest) => place(manifest, routes.get(normalize(file)) ?? []),
  };
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((item): item is string => typeof item === 'string');
const maps = (value: unknown): PlainMap[] => (Array.isArray(value) ? (value as unknown[]).filter(isMap) : []);

function read(folder: string, content: PlainMap): Kustomization {
  const takes = [content.resources, content.components, content.bases]
    .flatMap(texts)
    .filter((path) => !/^[a-z+]+:\/\/|^git@|\?ref=/.test(path));
  return {
    folder: normalize(folder),
    namespace: textOf(content.namespace),
    takes: takes.map((path) => join(folder, path)),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !value.includes('${') ? value : undefined;
}

/** Files that a kustomization reads as something else than objects. */
function partsOf(content: PlainMap): string[] {
  return [
    ...[...maps(content.patches), ...maps(content.patchesJson6902), ...maps(content.replacements)].flatMap(({ path }) =>
      texts(path),
    ),
    // A list of file names under `patches` is the form of old kustomizations.
    ...[content.patches, content.patchesStrategicMerge].flatMap(texts).filter((path) => !path.includes('\n')),
    ...texts(content.configurations),
    ...maps(content.helmCharts).flatMap(({ valuesFile, additionalValuesFiles }) => [
      ...texts(valuesFile),
      ...texts(additionalValuesFiles),
    ]),
  ];
}

/** Files that a generator packs into a ConfigMap or Secret. */
function dataOf(content: PlainMap): string[] {
  return (
    [...maps(content.configMapGenerator), ...maps(content.secretGenerator)]
      .flatMap(({ files, envs, env }) => [...texts(files), ...texts(envs), ...texts(env)])
      // `key=path` names the key as well.
      .map((path) => path.replace(/^[^/=]*=/, ''))
  );
}

/** Folders that Flux and Argo CD take in. Their paths begin at the root of the repository, which may be above or below what is read. */
function entriesOf(content: PlainMap, files: readonly string[]): Entry[] {
  const { apiVersion, kind, spec } = content;
  if (typeof apiVersion !== 'string' || !isMap(spec)) return [];
  if (kind === 'Kustomization' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/'))
    return texts(spec.path).flatMap((path) =>
      folderOf(path, files).map((folder) => ({ folder, namespace: textOf(spec.targetNamespace), replaces: true })),
    );
  if (kind === 'Application' && apiVersion.startsWith('argoproj.io/')) {
    const namespace = isMap(spec.destination) ? textOf(spec.destination.namespace) : undefined;
    const paths = [spec.source, ...maps(spec.sources)].flatMap((source) => (isMap(source) ? texts(source.path) : []));
    return paths.flatMap((path) => folderOf(path, files).map((folder) => ({ folder, namespace, replaces: false })));
  }
  return [];
}

/** The one folder of the input that a path from the repository's root names. */
function folderOf(path: string, files: readonly string[]): string[] {
  const wanted = normalize(path)
    .replace(/^\.?\//, '')
    .replace(/\/$/, '');
  if (wanted === '' || wanted === '.' || wanted.includes('${')) return [];
  const found = new Set<string>();
  for (const file of files) {
    const at = `/${normalize(file)}`.indexOf(`/${wanted}/`);
    if (at !== -1) found.add(normalize(file).slice(0, at + wanted.length));
  }
  return found.size === 1 ? [...found] : [];
}

function routesOf(
  kustomizations: ReadonlyMap<string, Kustomization>,
  entries: readonly Entry[],
  files: readonly string[],
): Map<string, Route[]> {
  const routes = new Map<string, Route[]>();
  const add = (file: string, route: Route) => routes.set(file, [...(routes.get(file) ?? []), route]);
  // Each once for each namespace that comes from above: kustomizations that take each other in many ways have more ways than anybody can walk.
  const walked = new Set<string>();
  const walk = (kustomization: Kustomization, route: Route) => {
    const way = [kustomization.folder, route.namespace ?? '', String(route.replaces)].join('\0');
    if (walked.has(way)) return;
    walked.add(way);
    // The outermost kustomization works last, and wins.
    const next = route.namespace !== undefined && route.replaces ? route : { ...route, ...named(kustomization, route) };
    for (const taken of kustomization.takes) {
      const inner = kustomizations.get(normalize(taken));
      if (inner === undefined) add(normalize(taken), { ...next, built: true });
      else walk(inner, next);
    }
  };
  const entered = new Set<string>();
  for (const { folder, namespace, replaces } of entries) {
    const route = { namespace, replaces };
    // Argo CD reads a folder without kustomization as it is.
    const kustomization = kustomizations.get(folder);
    entered.add(folder);
    if (kustomization !== undefined) walk(kustomization, route);
    else
      for (const file of files.filter((each) => normalize(each).startsWith(`${folder}/`)))
        add(normalize(file), { ...route, built: replaces });
  }
  const taken = new Set([...kustomizations.values()].flatMap(({ takes }) => takes.map((path) => normalize(path))));
  for (const kustomization of kustomizations.values()) {
    const { folder } = kustomization;
    if (!taken.has(folder) && !entered.has(folder)) walk(kustomization, { namespace: undefined, replaces: true });
  }
  return routes;
}

function named({ namespace }: Kustomization, route: Route): Pick<Route, 'namespace' | 'replaces'> {
  return namespace === undefined ? route : { namespace, replaces: true };
}

function place(manifest: Manifest, routes: readonly Route[]): Manifest {
  const [first, ...others] = routes;
  if (first?.namespace === undefined || others.some(({ namespace }) => namespace !== first.namespace)) return manifest;
  const written = manifest.metadata.namespace;
  if (
    written === first.namespace ||
    (written !== undefined && !first.replaces) ||
    isClusterScoped(manifest.apiVersion, manifest.kind)
  )
    return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, namespace: first.namespace } };
}
