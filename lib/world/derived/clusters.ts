// Which objects live in one cluster. A repository may hold several clusters, overlays and archives: what belongs to different ones must not be compared.
// Roots of Flux, Argo CD and kustomize tell; only where they say nothing, the names of folders do.
import { dirname } from 'node:path/posix';
import { groupOf, isClusterScoped, objectKey } from '../../manifest';
import { CheckedDocument, CheckedObject, Model, World } from '../types';
import { isAsideFolder, PARENTS_OF_CLUSTERS } from '../folder-names';
import { textAt, writtenNamespace } from './fields';

/** Answers whether two objects meet. */
export interface Clusters {
  /** True if nothing says that the two belong to different clusters. */
  together(a: CheckedObject | CheckedDocument, b: CheckedObject | CheckedDocument): boolean;
}

/** Folders that repeat objects of the cluster for its first start. */
const BOOTSTRAP = /^bootstrap/i;
/** Namespaces of the installation itself: an object with the same name there in two folders means two clusters. */
const SYSTEM_NAMESPACES = ['kube-system', 'flux-system', 'argocd'];

/** The model: finds the folder names that tell clusters apart. */
export const CLUSTERS: Model<Clusters> = {
  name: 'clusters',
  build: (world) => {
    // Facts are those of one cluster, and what lies beside them is that cluster.
    if (world.factsDocument !== undefined) return { together: () => true };
    const words = clusterWords(world);
    const labels = new Map<string, string>();
    const labelOf = (file: string) => {
      let label = labels.get(file);
      if (label === undefined) {
        const folders = foldersOf(file);
        // What lies below a folder of tests or examples is one case each.
        const aside = folders.findIndex(isAsideFolder);
        label = folders
          .filter((folder, index) => words.has(folder) || isAsideFolder(folder) || (aside >= 0 && index === aside + 1))
          .sort()
          .join('/');
        labels.set(file, label);
      }
      return label;
    };
    const lieTogether = (a: Placed, b: Placed) =>
      a.origin.file === b.origin.file || labelOf(a.origin.file ?? '') === labelOf(b.origin.file ?? '');
    return { together: (a, b) => roots(a, b) ?? lieTogether(a, b) };
  },
};

type Placed = CheckedObject | CheckedDocument;

/** What the roots say of two; undefined where they are silent. */
function roots(first: Placed, second: Placed): boolean | undefined {
  const [a, b] = [first.applied, second.applied];
  const [reached, other] = a !== undefined && a.clusters.length > 0 ? [a, b] : [b, a];
  if (reached === undefined || reached.clusters.length === 0) return undefined;
  if (areForms(first, second)) return false;
  // What no root takes in, such as machine configurations, may belong to any cluster.
  return other === undefined || other.clusters.some((cluster) => reached.clusters.includes(cluster));
}

/** One object of one document in two forms: whichever comes last is there, never both. */
function areForms(a: Placed, b: Placed): boolean {
  if (a === b || !('manifest' in a) || !('manifest' in b) || a.origin.file !== b.origin.file) return false;
  const place = ({ document, within = [] }: CheckedObject['origin']) => [document, ...within].join('/');
  return place(a.origin) === place(b.origin) && objectKey(a.manifest) === objectKey(b.manifest);
}

function clusterWords(world: World): ReadonlySet<string> {
  const words = new Set<string>();
  for (const files of [...singletonFiles(world).values(), talosFiles(world)]) {
    const [first, ...others] = files
      .map(foldersOf)
      .filter((folders) => !folders.some((folder) => BOOTSTRAP.test(folder) || isAsideFolder(folder)));
    for (const other of others) {
      const index = first!.findIndex((folder, at) => folder !== other[at]);
      if (index >= 0 && index < other.length) words.add(first![index]!).add(other[index]!);
    }
  }
  for (const names of siblings(world).values()) if (names.size > 1) for (const name of names) words.add(name);
  return words;
}

/** Objects of which a cluster has one of a name, and the files that hold them. */
function singletonFiles(world: World): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const { manifest, origin, applied } of world.objects) {
    if (applied !== undefined && applied.clusters.length > 0) continue;
    const name = textAt(manifest, 'metadata', 'name');
    // The same Namespace is often written beside each of its apps.
    if (origin.file === undefined || name === undefined || manifest.kind === 'Namespace') continue;
    const clusterScoped = isClusterScoped(manifest.apiVersion, manifest.kind);
    const namespace = clusterScoped ? '' : writtenNamespace(manifest);
    if (namespace === undefined || (!clusterScoped && !SYSTEM_NAMESPACES.includes(namespace))) continue;
    const key = [groupOf(manifest), manifest.kind, namespace, name].join('\0');
    const known = files.get(key);
    if (known === undefined) files.set(key, [origin.file]);
    else known.push(origin.file);
  }
  return files;
}

/** One file for each name of a Talos cluster: machines of one cluster may lie in folders of their own. */
function talosFiles(world: World): string[] {
  const first = new Map<string, string>();
  for (const { content, origin } of world.talos) {
    const name = textAt(content, 'cluster', 'clusterName');
    if (name !== undefined && origin.file !== undefined && !first.has(name)) first.set(name, origin.file);
  }
  return [...first.values()];
}

/** Children of the folders that hold one cluster or stage each. */
function siblings(world: World): Map<string, Set<string>> {
  const children = new Map<string, Set<string>>();
  for (const { origin } of [...world.objects, ...world.documents, ...world.talos]) {
    const folders = foldersOf(origin.file ?? '');
    folders.slice(0, -1).forEach((folder, index) => {
      if (!PARENTS_OF_CLUSTERS.includes(folder)) return;
      const parent = folders.slice(0, index + 1).join('/');
      children.set(parent, (children.get(parent) ?? new Set()).add(folders[index + 1]!));
    });
  }
  return children;
}

function foldersOf(file: string): string[] {
  return dirname(file)
    .split('/')
    .filter((folder) => folder !== '' && folder !== '.');
}
