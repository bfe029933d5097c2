// Reads fields of plain objects that may be anything: what does not have the expected shape counts as absent.
import { isMap, PlainMap } from '../../manifest';

/** The value under a path of keys. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (!isMap(here) || !Object.prototype.hasOwnProperty.call(here, key)) return undefined;
    here = here[key];
  }
  return here === null ? undefined : here;
}

/** A map, or undefined. */
export function mapAt(value: unknown, ...keys: readonly string[]): PlainMap | undefined {
  const found = at(value, ...keys);
  return isMap(found) ? found : undefined;
}

/** A list; empty if there is none. */
export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** A text, or undefined. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** A number, or undefined. */
export function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = at(value, ...keys);
  return typeof found === 'number' ? found : undefined;
}

/** Texts of a list; what is no text is left out. */
export function textsAt(value: unknown, ...keys: readonly string[]): string[] {
  return listAt(value, ...keys).filter((item): item is string => typeof item === 'string');
}

/** A map of texts; what is no text is left out. */
export function labelsAt(value: unknown, ...keys: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, item] of Object.entries(mapAt(value, ...keys) ?? {}))
    if (typeof item === 'string') found[key] = item;
  return found;
}

/** Letters from which on the order of JavaScript is not that of the bytes. */
const BEYOND = /[\ud800-\uffff]/;

/** Orders texts by their bytes, as Go does. */
export function byBytes(a: string, b: string): number {
  if (!BEYOND.test(a) && !BEYOND.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Items by a key, in their order. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
