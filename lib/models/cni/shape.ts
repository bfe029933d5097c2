// Shapes of a configuration as Go's JSON reader takes them: keys in any case, null means absent, wrong types are refused.
import { isMap, nearest, PlainMap } from '../../manifest';
import { Path } from '../../problem';
import type { FieldType, Struct } from '../../catalogue/cni-plugins';
import { CniProblem } from './problem';

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  // Go's int has 64 bits; beyond 2^53 JavaScript is not exact, and no value of a plugin goes there.
  int: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/** Reads a value; the result has the plugins' own field names, and only what has the right type. */
export function readShape(type: FieldType, value: unknown, path: Path, problems: CniProblem[]): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === 'any') return value;
  if (typeof type === 'string') return readScalar(type, value, path, problems);
  if ('fields' in type)
    return isMap(value) ? readStruct(type, value, path, problems) : wrong(value, 'object', path, problems);
  if ('list' in type) {
    if (!Array.isArray(value)) return wrong(value, 'list', path, problems);
    return value.map((item, index) => readShape(type.list, item, [...path, index], problems));
  }
  if (!isMap(value)) return wrong(value, 'object', path, problems);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, readShape(type.map, item, [...path, key], problems)]),
  );
}

function readScalar(type: string, value: unknown, path: Path, problems: CniProblem[]): unknown {
  const limits = LIMITS[type];
  const fits =
    limits === undefined
      ? typeof value === type
      : Number.isInteger(value) && (value as number) >= limits[0] && (value as number) <= limits[1];
  return fits ? value : wrong(value, type, path, problems);
}

function readStruct(type: Struct, value: PlainMap, path: Path, problems: CniProblem[]): PlainMap {
  const read: PlainMap = {};
  const names = new Map(Object.keys(type.fields).map((name) => [name.toLowerCase(), name]));
  for (const [key, item] of Object.entries(value)) {
    const name = Object.hasOwn(type.fields, key) ? key : names.get(key.toLowerCase());
    if (name === undefined) {
      // Conventions of other plugins may stand beside: args are for all of them.
      if (!path.includes('args')) problems.push(unknownField(key, Object.keys(type.fields), [...path, key]));
      continue;
    }
    if (name !== key && type.exact?.includes(name) === true) {
      problems.push({
        level: 'error',
        name: 'type',
        path: [...path, key],
        reason: 'other-case',
        data: { key, name },
      });
      continue;
    }
    const found = readShape(type.fields[name]!, item, [...path, key], problems);
    // Of two spellings of one field the later wins.
    if (found !== undefined) read[name] = found;
  }
  return read;
}

/** Words that are written for others and are not near them. Source: multus-cni#1087. */
const CONFUSED: ReadonlyMap<string, string> = new Map([['version', 'cniVersion']]);

function unknownField(key: string, known: readonly string[], path: Path): CniProblem {
  const near = CONFUSED.get(key) ?? nearest(key, known);
  return {
    level: 'warning',
    name: 'unknown-field',
    path,
    reason: 'unknown-field',
    data: { key, ...(near === undefined ? { fields: [...known].sort() } : { near }) },
  };
}

function wrong(value: unknown, wanted: string, path: Path, problems: CniProblem[]): undefined {
  problems.push({
    level: 'error',
    name: 'type',
    path,
    reason: 'wrong-type',
    data: { value: shown(value), wanted },
  });
  return undefined;
}

/** A value, short. */
export function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? 'nothing';
  } catch {
    // Nested more deeply than the stack.
    text = 'a deep value';
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
