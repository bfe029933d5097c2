// Which trees are one cluster: two that hold a root of one name, or bring one source under one name, cannot be.
import { dirname, normalize } from 'node:path/posix';
import { objectKey } from '../../manifest';
import { isAsideFolder, PARENTS_OF_CLUSTERS } from '../folder-names';
import { Tree } from './forest';

/** Clusters by the tree that brings them. @internal */
export interface ClusterNames {
  /** The clusters of a tree: one, or all of those that it may belong to. */
  of(tree: Tree): readonly string[];
  /** The clusters of a file that no tree brings: those whose folders it lies in; undefined where nothing says so. */
  ofFile(file: string): readonly string[] | undefined;
}

interface Group {
  readonly name: string;
  readonly trees: Tree[];
}

/** Tells the clusters of the trees apart. @internal */
export function clustersOf(trees: readonly Tree[]): ClusterNames {
  const facts = new Map(trees.map((tree) => [tree, factsOf(tree)]));
  const clash = (a: Tree, b: Tree) => areApart(facts.get(a)!, facts.get(b)!);
  const groups: Group[] = [];
  const torn = trees.filter((tree) => trees.some((other) => other !== tree && clash(tree, other)));
  for (const tree of torn) {
    const possible = groups.filter((group) => !group.trees.some((other) => clash(tree, other)));
    const nearest = possible.sort((a, b) => nearness(b, tree) - nearness(a, tree))[0];
    if (nearest === undefined) groups.push({ name: folderOf(tree), trees: [tree] });
    else nearest.trees.push(tree);
  }
  if (groups.length === 0) {
    const one = [trees[0] === undefined ? '' : folderOf(trees[0])];
    return { of: () => one, ofFile: () => undefined };
  }
  const words = wordsOf(groups);
  const of = (file: string) => {
    const folders = foldersOf(file);
    const hits = groups.filter((group) => words.get(group)!.some((word) => folders.includes(word)));
    return hits.length === 0 ? undefined : hits.map(({ name }) => name);
  };
  const all = groups.map(({ name }) => name);
  return {
    of: (tree) => {
      const own = groups.filter(({ trees: members }) => members.includes(tree)).map(({ name }) => name);
      return own.length > 0 ? own : (of(tree.top.file) ?? all);
    },
    ofFile: of,
  };
}

interface Facts {
  /** Child of each folder of clusters. */
  readonly children: ReadonlyMap<string, string>;
  /** Roots by name with where they are written. */
  readonly roots: ReadonlyMap<string, string>;
  /** Objects, each with its source. */
  readonly objects: ReadonlySet<string>;
  readonly destination: string;
}

function factsOf({ top, applied }: Tree): Facts {
  const paths = [`${dirname(top.file)}/`, ...top.paths.map(({ path }) => `${normalize(path).replace(/^\//, '')}/`)];
  const children = new Map<string, string>();
  for (const path of paths) {
    const folders = path.split('/').filter((folder) => folder !== '' && folder !== '.');
    folders.slice(0, -1).forEach((folder, index) => {
      if (PARENTS_OF_CLUSTERS.includes(folder))
        children.set(folders.slice(0, index + 1).join('/'), folders[index + 1]!);
    });
  }
  const roots = new Map<string, string>();
  const objects = new Set<string>();
  for (const { root, objects: built } of applied) {
    if (root.tool !== 'kustomize') roots.set(root.name.replace(/#\d+$/, ''), root.file);
    if (top.tool === 'kustomize')
      for (const { manifest, piece } of built)
        if (piece !== undefined) objects.add(`${piece.file}\0${objectKey(manifest)}`);
  }
  return { children, roots, objects, destination: top.destination ?? '' };
}

function areApart(a: Facts, b: Facts): boolean {
  for (const [parent, child] of a.children) if ((b.children.get(parent) ?? child) !== child) return true;
  for (const [name, file] of a.roots) if ((b.roots.get(name) ?? file) !== file) return true;
  if (a.destination !== b.destination) return true;
  const [small, large] = a.objects.size < b.objects.size ? [a.objects, b.objects] : [b.objects, a.objects];
  for (const key of small) if (large.has(key)) return true;
  return false;
}

function folderOf({ top }: Tree): string {
  return dirname(top.file);
}

function foldersOf(file: string): string[] {
  return dirname(normalize(file))
    .split('/')
    .filter((folder) => folder !== '' && folder !== '.');
}

function nearness({ trees }: Group, { top }: Tree): number {
  const own = foldersOf(top.file);
  const shared = (other: readonly string[]) => {
    const differs = own.findIndex((folder, index) => folder !== other[index]);
    return differs < 0 ? own.length : differs;
  };
  return Math.max(...trees.map((tree) => shared(foldersOf(tree.top.file))));
}

/** Folder names that only one of the groups has. */
function wordsOf(groups: readonly Group[]): Map<Group, string[]> {
  const own = new Map(
    groups.map((group) => [
      group,
      new Set(
        group.trees.flatMap(({ top }) => [
          ...foldersOf(top.file),
          ...top.paths.flatMap(({ path }) => foldersOf(`${path}/x`)),
        ]),
      ),
    ]),
  );
  return new Map(
    groups.map((group) => [
      group,
      [...own.get(group)!].filter(
        (word) => !isAsideFolder(word) && groups.every((other) => other === group || !own.get(other)!.has(word)),
      ),
    ]),
  );
}
