// Small builders of machine-config documents and parts.
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

/** Fields that are said, without those that are not. */
export function said(fields: PlainMap): PlainMap {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The map, or undefined where it says nothing. */
export function unlessEmpty(fields: PlainMap): PlainMap | undefined {
  const own = said(fields);
  return Object.keys(own).length === 0 ? undefined : own;
}
