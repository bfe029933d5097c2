// What Flux, Argo CD and kustomize apply of an input, by text alone: which objects, as what, in which cluster, and what is not followed.
import { normalize } from 'node:path/posix';
import { isClusterScoped, Manifest } from '../../manifest';
import { isAside } from '../folder-names';
import type { Applied } from '../origin';
import { BuiltObject, PassedOver } from './build';
import { clustersOf } from './clusters';
import { Tree, treesOf } from './forest';
import { Readings, Repository, TreePiece } from './repository';

export { applicationsOf } from './application-sets';
export { isKustomization, Repository } from './repository';
export type { BuiltManifest, Readings, RealBuild, RealBuildRequest, TreePiece } from './repository';
export { TWICE } from './build';
export type { PassedOver } from './build';

/** An object as it is applied. */
export interface AppliedObject {
  readonly manifest: Manifest;
  /** Where it was written. @default - a generator made it */
  readonly piece?: TreePiece;
  /** The kustomization whose generator made it, as it was named. */
  readonly generator?: string;
  /** Name of that generator, before hash, prefix and suffix. */
  readonly generatorName?: string;
  readonly applied: Applied;
}

/** What the trees of an input say. */
export interface Trees {
  /** Objects that roots bring, those of one document together. */
  of(piece: TreePiece): readonly AppliedObject[];
  /** True where a build reads the object and a patch takes it away. */
  isTakenAway(piece: TreePiece): boolean;
  /** Objects that generators make, by the kustomization. */
  readonly generated: readonly AppliedObject[];
  /** How a file comes into a cluster; undefined where nothing says that it does or does not. */
  applied(file: string): Applied | undefined;
  /** The clusters of a file that no tool takes in; undefined where it may be any. */
  beside(file: string): Applied | undefined;
  readonly passedOver: readonly PassedOver[];
}

/** Nothing reaches what has this. */
const UNREACHED: Applied = { clusters: [] };

/** Follows the roots of an input. */
export function treesIn(readings: Readings): Trees {
  const repository = new Repository(readings);
  const trees = treesOf(repository);
  const bringing = trees.filter(({ files }) => files.size > 0);
  const clusters = clustersOf(bringing);
  const objects = new Collected();
  const files = new Map<string, Set<string>>();
  const built = new Set<string>();
  const hasRoots = trees.some((tree) => !isBare(tree));
  for (const tree of bringing) {
    const names = clusters.of(tree);
    for (const file of tree.files) built.add(file);
    for (const file of [tree.top.file, ...tree.files]) for (const name of names) add(files, normalize(file), name);
    const perhaps = hasRoots && isBare(tree);
    for (const { objects: made } of tree.applied) for (const object of made) objects.add(object, names, perhaps);
  }
  const isOpen = bringing.length === 0 || trees.some((tree) => tree.isOpen);
  return {
    of: (piece) => objects.of(piece),
    isTakenAway: (piece) => built.has(normalize(piece.file)) && objects.of(piece).length === 0,
    generated: objects.generated(),
    applied: (file) => {
      const reached = files.get(normalize(file));
      if (reached !== undefined) return { clusters: [...reached] };
      return isOpen ? undefined : UNREACHED;
    },
    beside: (file) => {
      if (bringing.length > 0 && isAside(normalize(file))) return UNREACHED;
      const names = clusters.ofFile(file);
      return names === undefined ? undefined : { clusters: names };
    },
    passedOver: distinct(trees),
  };
}

/** A kustomization that no root names, and that brings none. */
function isBare({ applied }: Tree): boolean {
  return applied.every(({ root }) => root.tool === 'kustomize');
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

function distinct(trees: readonly Tree[]): PassedOver[] {
  const all = trees.flatMap(({ passedOver }) => passedOver);
  return [...new Map(all.map((one) => [JSON.stringify([one.file, one.what, one.why]), one])).values()];
}

interface Building {
  readonly manifest: Manifest;
  /** The manifest as JSON, once another form of the same piece asks for it. */
  text?: string;
  readonly piece?: TreePiece;
  readonly generator?: string;
  readonly generatorName?: string;
  readonly clusters: Set<string>;
  partly: boolean;
  perhaps: boolean;
}

/** Objects of all trees; what several bring in one form is one object. */
class Collected {
  private readonly byPiece = new Map<TreePiece, Building[]>();
  private readonly byGenerator = new Map<string, Building[]>();

  public add(object: BuiltObject, clusters: readonly string[], perhaps: boolean): void {
    const { manifest, piece, generator, partly } = object;
    const known = piece === undefined ? list(this.byGenerator, generator ?? '') : list(this.byPiece, piece);
    // What a generator makes is told apart by its name.
    const rivals =
      piece === undefined ? known.filter((other) => other.manifest.metadata.name === manifest.metadata.name) : known;
    const text = rivals.length === 0 ? undefined : JSON.stringify(manifest);
    const same = rivals.find((other) => (other.text ??= JSON.stringify(other.manifest)) === text);
    if (same === undefined)
      known.push({ ...object, clusters: new Set(clusters), perhaps, ...(text === undefined ? {} : { text }) });
    else {
      for (const name of clusters) same.clusters.add(name);
      same.partly ||= partly;
      same.perhaps &&= perhaps;
    }
  }

  public of(piece: TreePiece): AppliedObject[] {
    return (this.byPiece.get(piece) ?? []).map(finished);
  }

  public generated(): AppliedObject[] {
    return [...this.byGenerator.values()].flatMap((all) => all.map(finished));
  }
}

function list<K>(map: Map<K, Building[]>, key: K): Building[] {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = []));
  return found;
}

function finished({ clusters, partly, perhaps, text: _, ...object }: Building): AppliedObject {
  const manifest = withoutOddNamespace(object);
  return {
    ...object,
    manifest,
    applied: { clusters: [...clusters], ...(partly ? { partly } : {}), ...(perhaps ? { perhaps } : {}) },
  };
}

/** kustomize puts a namespace on kinds whose scope it does not know; the server takes it off again. Who writes one himself hears of it. */
function withoutOddNamespace({ manifest, piece }: Pick<Building, 'manifest' | 'piece'>): Manifest {
  const written = (piece?.content as Manifest | undefined)?.metadata.namespace;
  const { namespace, ...metadata } = manifest.metadata;
  if (namespace === undefined || written !== undefined || !isClusterScoped(manifest.apiVersion, manifest.kind))
    return manifest;
  return { ...manifest, metadata };
}
