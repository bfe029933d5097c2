// Where each chart value of an install comes from: given, required by another construct, or a default for Talos.
import { PlainMap, isMap } from '../manifest';

/** Origin of a value. */
export enum ValueSource {
  /** Written by the user, as a property or in `values`. */
  GIVEN = 'given',
  /** Another construct cannot do without it. */
  REQUIRED = 'required',
  /** What Talos needs, or this library thinks right. */
  DEFAULT = 'default',
}

/** One chart value with its origin. */
export interface ExplainedValue {
  /** Path in the chart's values, `cni.exclusive`. */
  readonly path: string;
  /** The value. */
  readonly value: any;
  /** Origin. */
  readonly source: ValueSource;
  /** Why, with the construct that requires it. */
  readonly reason: string;
}

/** A path that the user set against what another construct requires. @internal */
export interface ValueConflict {
  readonly given: ExplainedValue;
  readonly required: ExplainedValue;
}

/** Values by path: later sources do not overwrite earlier ones. @internal */
export class ValueLedger {
  private readonly byPath = new Map<string, ExplainedValue>();
  /** Given against required. */
  public readonly conflicts: ValueConflict[] = [];

  /** Adds a value unless a stronger source has spoken; add given values first, then required ones, then defaults. */
  public add(value: ExplainedValue): void {
    const held = this.byPath.get(value.path) ?? this.within(value.path);
    if (held === undefined) {
      this.byPath.set(value.path, value);
    } else if (
      value.source === ValueSource.REQUIRED &&
      held.source === ValueSource.GIVEN &&
      !same(held.value, value.value)
    ) {
      this.conflicts.push({ given: held, required: value });
    } else if (
      value.source === ValueSource.REQUIRED &&
      held.source === ValueSource.REQUIRED &&
      !held.reason.includes(value.reason)
    ) {
      this.byPath.set(value.path, { ...held, reason: `${held.reason}; ${value.reason}` });
    }
  }

  /** All values by path. */
  public all(): ExplainedValue[] {
    return [...this.byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The value at a path, if anybody has set it. */
  public get(path: string): unknown {
    return this.byPath.get(path)?.value;
  }

  /** Who has set the value at a path, if anybody. */
  public entry(path: string): ExplainedValue | undefined {
    return this.byPath.get(path);
  }

  /** The values as the tree that a values file holds. */
  public tree(): PlainMap {
    const tree: PlainMap = {};
    for (const { path, value } of this.all()) {
      putValue(tree, path, structuredClone(value));
    }
    return tree;
  }

  /** A null or scalar that the user put where a map is expected. */
  private within(path: string): ExplainedValue | undefined {
    const keys = path.split(SEPARATOR);
    for (let length = keys.length - 1; length > 0; length--) {
      const held = this.byPath.get(keys.slice(0, length).join(SEPARATOR));
      if (held !== undefined) return held;
    }
    return undefined;
  }
}

/** Keys of values hold dots at times (`kubernetes.io/os`); such leaves keep their map whole. */
const SEPARATOR = '.';

/** Sets a value of a tree by its path; what is no map on the way gives way to one. @internal */
export function putValue(tree: PlainMap, path: string, value: unknown): void {
  const keys = path.split(SEPARATOR);
  const last = keys.pop()!;
  let node = tree;
  for (const key of keys) node = (isMap(node[key]) ? node[key] : (node[key] = {})) as PlainMap;
  node[last] = value;
}

/** The leaves of a value tree by path. Maps whose keys hold dots, and empty maps, count as leaves. @internal */
export function leaves(tree: PlainMap, prefix = ''): { path: string; value: unknown }[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}${SEPARATOR}${key}`;
    const descend =
      isMap(value) && Object.keys(value).length > 0 && !Object.keys(value).some((inner) => inner.includes(SEPARATOR));
    return descend ? leaves(value, path) : [{ path, value }];
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
