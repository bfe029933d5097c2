// Reads a release's table of values: the compact text of values-<version>.ts into rows with keys, types and defaults.
import { ValueRow, ValueType } from './types';

const TYPES: Readonly<Record<string, ValueType | undefined>> = {
  s: 'string',
  b: 'boolean',
  i: 'integer',
  n: 'number',
  l: 'list',
  m: 'map',
  e: 'word',
  '-': 'null',
};

/**
 * The rows of a table by path. `undeclared` names paths that the chart reads through a scope, so that no table of its text has them.
 *
 * A key may hold dots: the keys of a path are those of its nearest declared map, then the rest as one key.
 */
export function readValueTable(text: string, undeclared: readonly string[]): ReadonlyMap<string, ValueRow> {
  const rows = new Map<string, ValueRow>();
  const add = (path: string, types: readonly ValueType[], rest: Partial<ValueRow>) => rows.set(path, { path, keys: keysOf(path, rows), types, ...rest });
  for (const line of text.trim().split('\n')) {
    const [path = '', types = '', ...rest] = line.split(' ');
    const [json = '', words] = rest.join(' ').split(/ ?\| (?=[a-zA-Z,-]+$)/);
    add(
      path,
      [...types].flatMap((letter) => TYPES[letter] ?? []),
      { ...(json === '' ? {} : { default: JSON.parse(json) as unknown }), ...(words === undefined ? {} : { words: words.split(',') }) },
    );
  }
  for (const path of undeclared) if (!rows.has(path)) add(path, [], {});
  return rows;
}

function keysOf(path: string, rows: ReadonlyMap<string, ValueRow>): string[] {
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const parent = rows.get(path.slice(0, dot));
    if (parent?.types.includes('map')) return [...parent.keys, path.slice(dot + 1)];
  }
  return path.includes('.') ? path.split('.') : [path];
}
