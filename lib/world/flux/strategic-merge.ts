// A strategic merge patch on a plain object, as kustomize applies it: maps merge, null takes away, lists of things with a name
// merge by it, other lists are replaced.
import { isMap, PlainMap } from '../../manifest';
import { mergeKeys } from './merge-keys';
import { Beyond, Stopped } from './outcome';

/** Marks in a patch that say what to do. */
const MARK = '$patch';
/** Further marks of the strategic merge; kustomize's own writers do not make them. */
const OTHER_MARKS = /^\$(?:setElementOrder|deleteFromPrimitiveList|retainKeys)/;

/**
 * An object with the patch merged into it, or undefined where the patch takes the object away.
 *
 * @throws Stopped where kustomize does, Beyond at what text does not follow
 * @internal
 */
export function mergedBy(object: PlainMap, patch: PlainMap): PlainMap | undefined {
  if (patch[MARK] === 'delete') return undefined;
  const at: Place = { apiVersion: String(object.apiVersion ?? ''), kind: String(object.kind ?? ''), path: [] };
  return withoutEmptyMetadata(mergedMap(object, patch, at));
}

/** kustomize drops labels and annotations that have become none; other empty maps stay. */
function withoutEmptyMetadata(object: PlainMap): PlainMap {
  if (!isMap(object.metadata)) return object;
  const metadata = { ...object.metadata };
  for (const field of ['labels', 'annotations'])
    if (isMap(metadata[field]) && Object.keys(metadata[field]).length === 0) delete metadata[field];
  return { ...object, metadata };
}

interface Place {
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: readonly string[];
}

function mergedMap(object: PlainMap, patch: PlainMap, at: Place): PlainMap {
  if (patch[MARK] === 'replace') return cleaned(patch) as PlainMap;
  const result: PlainMap = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    if (key === MARK) continue;
    if (OTHER_MARKS.test(key)) throw new Beyond(`${key} in a strategic merge`);
    const merged = mergedValue(Object.hasOwn(object, key) ? object[key] : undefined, value, {
      ...at,
      path: [...at.path, key],
    });
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function mergedValue(own: unknown, value: unknown, at: Place): unknown {
  if (value === null) return undefined;
  if (own !== undefined && own !== null && kindOf(own) !== kindOf(value))
    throw new Stopped(`wrong node kind at ${at.path.join('.')}: a ${kindOf(value)} merged into a ${kindOf(own)}`);
  if (isMap(value)) {
    if (value[MARK] === 'delete') return undefined;
    return isMap(own) ? mergedMap(own, value, at) : cleaned(value);
  }
  if (!Array.isArray(value)) return value;
  const keys = mergeKeys(at.apiVersion, at.kind, at.path);
  if (keys === undefined) {
    return cleaned(value);
  }
  return mergedList(Array.isArray(own) ? (own as unknown[]) : [], value, keys, at);
}

/** By one key what the patch names comes first, in its order; the rest stays behind it. */
function mergedList(own: readonly unknown[], patch: readonly unknown[], keys: readonly string[], at: Place): unknown[] {
  if (patch.some((item) => isMap(item) && item[MARK] === 'replace'))
    return patch.filter((item) => !(isMap(item) && item[MARK] === 'replace')).map(cleaned);
  if (![...own, ...patch].every((item) => isMap(item) && Object.hasOwn(item, keys[0]!)))
    throw new Beyond(`elements of ${at.path.join('.')} without ${keys[0]!}`);
  // A further key counts where both sides have it everywhere; with some that have it kustomize finds other pairs.
  const isHalf = (key: string) =>
    new Set([...own, ...patch].map((item) => Object.hasOwn(item as PlainMap, key))).size > 1;
  if (keys.some(isHalf)) throw new Beyond(`elements of ${at.path.join('.')} of which some lack ${keys.join(' or ')}`);
  const counting = keys.filter((key) => [...own, ...patch].every((item) => Object.hasOwn(item as PlainMap, key)));
  const name = (item: unknown) => JSON.stringify(counting.map((key) => (item as PlainMap)[key]));
  const left = new Map(own.map((item) => [name(item), item as PlainMap]));
  if (left.size < own.length) throw new Beyond(`elements of ${at.path.join('.')} with the same ${counting.join(', ')}`);
  const first = (patch as PlainMap[]).flatMap((item) => {
    const old = left.get(name(item));
    left.delete(name(item));
    if (item[MARK] === 'delete') return [];
    return [old === undefined ? cleaned(item) : mergedMap(old, item, at)];
  });
  if (counting.length === 1) return [...first, ...left.values()];
  // By several keys what is new comes first, and what is there stays where it is.
  const merged = new Map(first.map((item) => [name(item), item]));
  const known = new Set(own.map(name));
  const stayed = own.flatMap((item) => merged.get(name(item)) ?? left.get(name(item)) ?? []);
  return [...first.filter((item) => !known.has(name(item))), ...stayed];
}

/** A patch as a value of its own: without marks and without what is null. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.some((item) => isMap(item) && Object.hasOwn(item, MARK)))
      throw new Beyond('$patch in a list that is replaced');
    return value.map(cleaned);
  }
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== MARK && inner !== null && !(isMap(inner) && inner[MARK] === 'delete'))
      .map(([key, inner]) => [key, cleaned(inner)]),
  );
}

function kindOf(value: unknown): 'map' | 'list' | 'scalar' {
  return Array.isArray(value) ? 'list' : isMap(value) ? 'map' : 'scalar';
}
