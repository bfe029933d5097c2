// Reading plain objects of strangers: every step may be missing or of another type, and a text may be a placeholder.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { Path } from '../../problem';

export { isPlaceholder, mapsIn } from '../../manifest';

/** The value at a path, or undefined. */
export function valueAtPath(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof step === 'number') here = Array.isArray(here) ? here[step] : undefined;
    else here = isMap(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

/** The map at a path; an empty one where there is none. */
export function mapAt(value: unknown, ...path: Path): PlainMap {
  const found = valueAtPath(value, path);
  return isMap(found) ? found : {};
}

/** The list at a path; an empty one where there is none. */
export function listAt(value: unknown, ...path: Path): readonly unknown[] {
  const found = valueAtPath(value, path);
  return Array.isArray(found) ? found : [];
}

/** The texts of what should be a list of them. */
export function textsIn(list: unknown): string[] {
  return listAt(list).filter((item): item is string => typeof item === 'string');
}

/** The text at a path; undefined for anything that is no text, and for an empty one. */
export function textAt(value: unknown, ...path: Path): string | undefined {
  const found = valueAtPath(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Namespace as it was written; a chart or a Kustomization may set another one where there is none. */
export function writtenNamespace(manifest: Manifest): string | undefined {
  return textAt(manifest, 'metadata', 'namespace');
}

/** Every text of a value with its path, in order. */
export function* textsOf(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsOf(item, [...path, index]);
  else if (isMap(value)) for (const [key, item] of Object.entries(value)) yield* textsOf(item, [...path, key]);
}
