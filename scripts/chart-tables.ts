// Reads an unpacked Cilium chart into the form of lib/chart/releases: every value path with types and default. Used by chart-diff.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ValueRow, ValueType } from '../lib/chart/releases';
import { fromYaml, isMap, PlainMap } from '../lib/manifest';

/** What an unpacked chart says. */
export interface ChartTables {
  readonly version: string;
  readonly rows: ReadonlyMap<string, ValueRow>;
  /** Objects in the templates, by kind. One that is written in a loop or under a condition counts once. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Text of each template, by path. */
  readonly templates: ReadonlyMap<string, string>;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
}

const TYPES: Readonly<Record<string, ValueType>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  array: 'list',
  object: 'map',
  null: 'null',
};

/** @throws Error when the folder is no Cilium chart */
export function readChart(folder: string): ChartTables {
  const read = (name: string) => {
    const file = join(folder, name);
    if (!existsSync(file))
      throw new Error(`${file} is missing: name the folder of an unpacked chart, with Chart.yaml in it`);
    return readFileSync(file, 'utf8');
  };
  const chart = fromYaml(read('Chart.yaml'))[0] as { name?: unknown; version?: unknown };
  if (chart.name !== 'cilium') throw new Error(`${folder} holds the chart ${JSON.stringify(chart.name)}, not "cilium"`);
  const rows = new Map<string, ValueRow>();
  collect(rows, '', [], JSON.parse(read('values.schema.json')) as Schema, fromYaml(read('values.yaml'))[0]);
  const templates = new Map(
    templateFiles(join(folder, 'templates')).map((name) => [
      name,
      readFileSync(join(folder, 'templates', name), 'utf8'),
    ]),
  );
  for (const path of undeclared(rows, [...templates.values()]))
    rows.set(path, { path, keys: path.split('.'), types: [] });
  return { version: String(chart.version), rows, kinds: countKinds([...templates.values()]), templates };
}

function collect(
  rows: Map<string, ValueRow>,
  path: string,
  keys: readonly string[],
  schema: Schema | undefined,
  value: unknown,
): void {
  const inside = { ...schema?.properties, ...(isMap(value) ? value : {}) };
  const names = Object.keys(inside).sort();
  if (path !== '') {
    const types = typesOf(schema, value);
    const words = schema?.enum?.filter((word) => word !== null).map(String);
    // What is in a map has rows of its own.
    const byDefault = value === undefined || (isMap(value) && names.length > 0) ? {} : { default: value };
    rows.set(path, { path, keys, types, ...byDefault, ...(words === undefined ? {} : { words }) });
  }
  for (const name of names)
    collect(
      rows,
      path === '' ? name : `${path}.${name}`,
      [...keys, name],
      schema?.properties?.[name],
      isMap(value) ? (value as PlainMap)[name] : undefined,
    );
}

function typesOf(schema: Schema | undefined, value: unknown): ValueType[] {
  if (schema?.enum !== undefined) return ['word', ...(schema.enum.includes(null) ? (['null'] as const) : [])];
  if (schema?.type !== undefined) return [schema.type].flat().map((type) => TYPES[type as string]!);
  if (value === undefined) return [];
  return [
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'list'
        : isMap(value)
          ? 'map'
          : typeof value === 'number'
            ? 'integer'
            : (typeof value as ValueType),
  ];
}

function templateFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(ya?ml|tpl)$/.test(name)).sort();
}

/** Paths that templates read and nobody declares. */
function undeclared(rows: ReadonlyMap<string, ValueRow>, templates: readonly string[]): string[] {
  const read = new Set(
    templates.flatMap((text) =>
      [...text.matchAll(/\.Values((?:\.[A-Za-z_]\w*)+)/g)].map((match) => match[1]!.slice(1)),
    ),
  );
  const isParent = (path: string) => [...rows.keys()].some((known) => known.startsWith(`${path}.`));
  return [...read].filter((path) => !rows.has(path) && !isParent(path)).sort();
}

function countKinds(templates: readonly string[]): Map<string, number> {
  const kinds = templates.flatMap((text) => [...text.matchAll(/^kind: *"?(\w+)"? *$/gm)].map((match) => match[1]!));
  return new Map([...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((each) => each === kind).length]));
}

const LETTERS: Readonly<Record<ValueType, string>> = {
  string: 's',
  boolean: 'b',
  integer: 'i',
  number: 'n',
  list: 'l',
  map: 'm',
  word: 'e',
  null: '-',
};

/** A row as a line of a table. */
export function lineOf(row: ValueRow): string {
  const letters = row.types.length === 0 ? '?' : row.types.map((type) => LETTERS[type]).join('');
  const byDefault = row.default === undefined ? '' : ` ${JSON.stringify(row.default)}`;
  return `${row.path} ${letters}${byDefault}${row.words === undefined ? '' : ` | ${row.words.join(',')}`}`;
}
