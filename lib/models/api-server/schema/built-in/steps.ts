// Steps down into a decoded built-in object. What has the wrong type was said by the schema and is passed over here.
import { PlainMap, isMap, mapsIn } from '../../../../manifest';
import { Walk } from '../walk';

/** A map field, or an empty map. */
export function mapOf(map: PlainMap, key: string): PlainMap {
  const value = map[key];
  return isMap(value) ? value : {};
}

/** A list of maps, or an empty list. */
export function mapsOf(map: PlainMap, key: string): PlainMap[] {
  return mapsIn(map[key]);
}

/** A list of texts, or an empty list. */
export function textsOf(map: PlainMap, key: string): string[] {
  const value = map[key];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** Steps into a map field if it is there. */
export function into(walk: Walk, map: PlainMap, key: string, check: (below: PlainMap) => void): void {
  const value = map[key];
  if (!isMap(value)) return;
  walk.path.push(key);
  check(value);
  walk.path.pop();
}

/** Steps into every map of a list. */
export function each(walk: Walk, map: PlainMap, key: string, check: (item: PlainMap, index: number) => void): void {
  const value = map[key];
  if (!Array.isArray(value)) return;
  walk.path.push(key);
  value.forEach((item, index) => {
    if (!isMap(item)) return;
    walk.path.push(index);
    check(item, index);
    walk.path.pop();
  });
  walk.path.pop();
}

/** Exactly one of some fields must be set; `least` 0 allows none. */
export function exactlyOne(walk: Walk, map: PlainMap, keys: readonly string[], choice: string, least: 0 | 1 = 1): void {
  const set = keys.filter((key) => map[key] !== undefined);
  if (set.length > 1) walk.errorAt([set[1]!], 'schema/branch', 'one-of-twice', { choice, set });
  if (set.length < least) walk.error('schema/branch', 'one-of-missing', { choice, keys });
}

/** Says a second item of the same name. */
export function distinct(walk: Walk, map: PlainMap, key: string, field: string, seen = new Set<unknown>()): void {
  each(walk, map, key, (item) => {
    const name = item[field];
    if (name === undefined) return;
    if (seen.has(name)) walk.errorAt([field], 'schema/duplicate-item', 'name-twice', { field, name });
    seen.add(name);
  });
}
