// Reading fields of plain objects as Go's decoder leaves them: what is missing, null or of another type is the empty value.
import { isMap, PlainMap } from '../../manifest';

const NOTHING: PlainMap = Object.freeze({});

/** The map at a key, or an empty one. */
export function mapAt(value: unknown, key: string): PlainMap {
  const found = isMap(value) ? value[key] : undefined;
  return isMap(found) ? found : NOTHING;
}

/** The text at a key, or undefined. */
export function textAt(value: unknown, key: string): string | undefined {
  const found = isMap(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The list at a key, or an empty one. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isMap(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** The texts of the list at a key; null is the empty text, what is no text is left out. */
export function textsAt(value: unknown, key: string): string[] {
  return listAt(value, key).flatMap((item) => (typeof item === 'string' ? [item] : item === null ? [''] : []));
}

/** One text for equal values, whatever the order of their keys; a missing field and a null are the same. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? '';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => value[key] !== null && value[key] !== undefined)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
