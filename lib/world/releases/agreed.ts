// What several renderings of one object have in common, and where two differ.
import { isMap } from '../../manifest';
import { Path } from '../../problem';
import { UNKNOWN } from '../unknown';

/** What all of the values say; unknown where they differ. */
export function agreed(values: readonly unknown[]): unknown {
  const [first, ...others] = values;
  if (values.every(isMap)) {
    const keys = new Set(values.flatMap((value) => Object.keys(value)));
    return Object.fromEntries([...keys].map((key) => [key, agreed(values.map((value) => value[key]))]));
  }
  if (Array.isArray(first) && others.every((other) => Array.isArray(other) && other.length === first.length))
    return first.map((_, index) => agreed(values.map((value) => (value as unknown[])[index])));
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : UNKNOWN;
}

/** The paths at which two values differ. */
export function differences(one: unknown, other: unknown, path: Path = []): Path[] {
  if (isMap(one) && isMap(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
      differences(one[key], other[key], [...path, key]),
    );
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length)
    return one.flatMap((item, index) => differences(item, other[index], [...path, index]));
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
}
