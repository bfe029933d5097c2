// Small builders of machine-config documents and parts, and the merge of parts as Talos merges them.
import { isMap, PlainMap } from '../manifest';

/** A document of a kind; `name` for the kinds that may occur more than once. */
export function document(kind: string, fields: PlainMap): PlainMap {
  return { apiVersion: 'v1alpha1', kind, ...fields };
}

/**
 * The deletion of a document. Up to Talos 1.13 a base without that document then fails to load or panics, so it belongs into
 * the documents form only. Source: facts/talos-engine.md, refuted 2.
 */
export function deletion(kind: string): PlainMap {
  return { apiVersion: 'v1alpha1', kind, $patch: 'delete' };
}

/** A value below nested keys: `nested(['a', 'b'], 1)` is `{ a: { b: 1 } }`. */
export function nested(path: readonly string[], value: unknown): PlainMap {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PlainMap;
}

/** The value at nested keys, or undefined. */
export function valueOf(part: PlainMap, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), part);
}

/** Lists whose items Talos merges by a key: list name to key. Every other list appends. Source: facts/talos-engine.md, section 5. */
const MERGED_BY: Readonly<Record<string, string>> = { interfaces: 'interface', vlans: 'vlanId' };

/** Two parts of one v1alpha1 document as one: maps merge, keyed lists merge by their key, other lists append, later scalars win. */
export function mergeParts(first: PlainMap, second: PlainMap): PlainMap {
  const merged: PlainMap = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const earlier = merged[name];
    if (isMap(earlier) && isMap(value)) merged[name] = mergeParts(earlier, value);
    else if (Array.isArray(earlier) && Array.isArray(value)) merged[name] = mergeLists(earlier, value, MERGED_BY[name]);
    else merged[name] = value;
  }
  return merged;
}

function mergeLists(first: unknown[], second: unknown[], key: string | undefined): unknown[] {
  if (key === undefined) return [...first, ...second];
  const merged = [...(first as PlainMap[])];
  for (const item of second as PlainMap[]) {
    const at = merged.findIndex((earlier) => earlier[key] === item[key]);
    if (at < 0) merged.push(item);
    else merged[at] = mergeParts(merged[at]!, item);
  }
  return merged;
}
