// The value tree: defaults of a release with the user's values merged over, and typed reading by path.
import { PlainMap, isMap } from '../manifest/types';
import { Release } from './releases';
import { goText, isTrue } from './go-format';

/** The defaults of a release as one tree. Defaults that are null stay as keys, as helm 3 and 4.1 keep them. */
export function defaultTree(release: Release): PlainMap {
  const tree: PlainMap = {};
  for (const row of release.rows.values()) {
    if (row.types.length === 0 && row.default === undefined) continue;
    const isContainer = row.default === undefined && row.types.includes('map');
    if (!isContainer && row.default === undefined) continue;
    set(tree, row.keys, isContainer ? {} : structuredClone(row.default));
  }
  return tree;
}

const trees = new WeakMap<Release, PlainMap>();

/** The same tree, made once per release: for reading only. */
export function sharedDefaults(release: Release): PlainMap {
  const known = trees.get(release);
  if (known !== undefined) return known;
  const tree = defaultTree(release);
  trees.set(release, tree);
  return tree;
}

/** Values over values as helm merges files: maps merge, lists and scalars replace, null stays to delete a default later. */
export function mergeValues(base: PlainMap, over: PlainMap): PlainMap {
  const merged: PlainMap = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isMap(below) && isMap(value) ? mergeValues(below, value) : value;
  }
  return merged;
}

/**
 * The user's values over the defaults: as mergeValues, and null deletes a default. As helm has it, a null over nothing stays a key,
 * and so does a null over a null inside of a map.
 */
export function withDefaults(defaults: PlainMap, values: PlainMap, inside = false): PlainMap {
  const merged: PlainMap = { ...defaults };
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) {
      if (!(key in merged)) merged[key] = null;
      else if (!inside || merged[key] !== null) delete merged[key];
    } else {
      const below = merged[key];
      merged[key] = isMap(value) ? withDefaults(isMap(below) ? below : {}, value, true) : value;
    }
  }
  return merged;
}

/** Reads a value tree by the paths of a release and remembers what was read. */
export class Values {
  /** Paths read so far; a test proves with it that every native path is looked at. */
  public readonly reads = new Set<string>();

  public constructor(
    private readonly release: Release,
    private readonly tree: PlainMap,
  ) {}

  /** The value, `undefined` when absent. A release does not read what its table does not have, so neither is it read here. */
  public get(path: string): unknown {
    this.reads.add(path);
    const row = this.release.rows.get(path);
    return row === undefined ? undefined : at(this.tree, row.keys);
  }

  /** True when the release reads the path at all. */
  public knows(path: string): boolean {
    return this.release.rows.has(path);
  }

  /** True when the key exists, even as null. */
  public has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  /** True when the value is neither absent nor null. */
  public isKnown(path: string): boolean {
    return (this.get(path) ?? null) !== null;
  }

  /** Helm's truth of the value. */
  public on(path: string): boolean {
    return isTrue(this.get(path));
  }

  /** The value as a template prints it; empty when absent or null. */
  public text(path: string): string {
    return goText(this.get(path));
  }

  /** The list, empty when it is none. */
  public list(path: string): unknown[] {
    const value = this.get(path);
    return Array.isArray(value) ? value : [];
  }

  /** The map, empty when it is none. */
  public map(path: string): PlainMap {
    const value = this.get(path);
    return isMap(value) ? value : {};
  }

  /** The map, or `undefined` when it is empty: for fields that a template writes only `with` a value. */
  public mapIf(path: string): PlainMap | undefined {
    return this.on(path) ? this.map(path) : undefined;
  }

  /** The list, or `undefined` when it is empty. */
  public listIf(path: string): unknown[] | undefined {
    return this.on(path) ? this.list(path) : undefined;
  }

  /** The value when it is true by helm, else `undefined`. */
  public ifOn(path: string): unknown {
    return this.on(path) ? this.get(path) : undefined;
  }

  /** A number; a text of digits counts, since helm prints both alike. */
  public number(path: string): number {
    return Number(this.get(path));
  }
}

function at(tree: PlainMap, keys: readonly string[]): unknown {
  let value: unknown = tree;
  for (const key of keys) {
    if (!isMap(value)) return undefined;
    value = value[key];
  }
  return value;
}

function set(tree: PlainMap, keys: readonly string[], value: unknown): void {
  let map = tree;
  for (const key of keys.slice(0, -1)) map = (map[key] ??= {}) as PlainMap;
  map[keys.at(-1)!] ??= value;
}
