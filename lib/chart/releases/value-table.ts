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
 * The rows by path. Later texts change earlier ones: a line replaces that of its path, `- path` takes it out.
 * `undeclared` names paths that the chart reads through a scope, so that no text has them.
 *
 * A key may hold dots: the keys of a declared path are those of its nearest declared map, then the rest as one key.
 */
export function readValueTable(texts: readonly string[], undeclared: readonly string[]): ReadonlyMap<string, ValueRow> {
  const rows = new Map<string, ValueRow>();
  const add = (path: string, types: readonly ValueType[], rest: Partial<ValueRow>) => {
    const keys = types.length === 0 ? path.split('.') : keysOf(path, rows);
    rows.set(path, { path, keys, types, ...rest });
  };
  for (const line of linesOf(texts)) {
    const [path = '', types = '', ...rest] = line.split(' ');
    const [json = '', words] = rest.join(' ').split(/ ?\| (?=[a-zA-Z,-]+$)/);
    add(
      path,
      [...types].flatMap((letter) => TYPES[letter] ?? []),
      {
        ...(json === '' ? {} : { default: JSON.parse(json) as unknown }),
        ...(words === undefined ? {} : { words: words.split(',') }),
      },
    );
  }
  for (const path of undeclared) if (!rows.has(path)) add(path, [], {});
  return rows;
}

/** One line per path, sorted by path, so that a map comes before what is in it. */
function linesOf(texts: readonly string[]): string[] {
  const [newest = '', ...older] = texts.map((text) => text.trim().split('\n'));
  if (older.length === 0) return [...newest];
  const byPath = new Map<string, string>();
  const pathOf = (line: string) => line.slice(0, line.indexOf(' '));
  for (const line of [...newest, ...older.flat()]) {
    if (line.startsWith('- ')) byPath.delete(line.slice(2));
    else byPath.set(pathOf(line), line);
  }
  return [...byPath.keys()].sort().map((path) => byPath.get(path)!);
}

function keysOf(path: string, rows: ReadonlyMap<string, ValueRow>): string[] {
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const parent = rows.get(path.slice(0, dot));
    if (parent?.types.includes('map')) return [...parent.keys, path.slice(dot + 1)];
  }
  return path.includes('.') ? path.split('.') : [path];
}
