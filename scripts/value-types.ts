// Writes lib/cilium/value-types/<minor>.ts: the whole value surface of each supported minor of the chart as a TypeScript type, from the tables
// in lib/chart/releases. The tables are in git, the types are not: `npm ci` in a clone, `npm run typecheck` and `npm run build` make them.
//   node scripts/run.cjs scripts/value-types.ts
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPEN_MAPS } from '../lib/chart/check/known-keys';
import { findRelease, Release, supportedVersions, ValueRow } from '../lib/chart/releases';

const FOLDER = 'lib/cilium/value-types';

interface Node {
  row?: ValueRow;
  readonly children: Map<string, Node>;
}

function treeOf(release: Release): Node {
  const root: Node = { children: new Map() };
  for (const row of release.rows.values()) {
    let node = root;
    for (const key of row.keys) {
      if (!node.children.has(key)) node.children.set(key, { children: new Map() });
      node = node.children.get(key)!;
    }
    node.row = row;
  }
  return root;
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  list: 'unknown[]',
};

/** Helm takes null everywhere: it deletes the default. */
function typeOf(node: Node, depth: number): string {
  const { row, children } = node;
  const types = row?.types ?? [];
  if (children.size === 0 && types.length === 0) return 'unknown';
  const words = types.flatMap((type) =>
    type === 'map'
      ? [mapType(node, depth)]
      : type === 'word'
        ? (row!.words ?? []).map((word) => `'${word}'`)
        : type === 'null'
          ? []
          : [SCALARS[type]!],
  );
  if (children.size > 0 && !types.includes('map')) words.push(mapType(node, depth));
  return [...new Set([...words, 'null'])].join(' | ');
}

function mapType({ row, children }: Node, depth: number): string {
  if (children.size === 0) return '{ [key: string]: unknown }';
  const open = row !== undefined && OPEN_MAPS.some((each) => each.test(row.path));
  const indent = '  '.repeat(depth + 1);
  const sorted = [...children].sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = sorted.flatMap(([key, child]) => [...docOf(child), `${keyText(key)}?: ${typeOf(child, depth + 1)};`]);
  const lines = [...fields, ...(open ? ['[key: string]: unknown;'] : [])];
  return `{\n${lines.map((line) => `${indent}${line}\n`).join('')}${'  '.repeat(depth)}}`;
}

function keyText(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : `'${key}'`;
}

const LONGEST_DEFAULT = 100;

function docOf({ row }: Node): string[] {
  if (row?.default === undefined || row.default === null || row.default === '') return [];
  const text = JSON.stringify(row.default).replaceAll('*/', '*\\/');
  return text.length > LONGEST_DEFAULT || text === '{}' || text === '[]' ? [] : [`/** @default ${text} */`];
}

/** The text of one minor's file. */
export function valueTypes(release: Release): string {
  const name = `CiliumValues${release.minor.replace('.', '_')}`;
  return `// The values of chart ${release.version} as a type. Made by scripts/value-types.ts, not in git.

/** Every value of the Cilium chart ${release.minor}. Null deletes a default. */
export type ${name} = ${mapType(treeOf(release), 0)};
`;
}

/** The releases that have a type: the newest patch of each minor. */
export function typedReleases(): Release[] {
  const newest = new Map(supportedVersions().map((version) => [findRelease(version)!.minor, findRelease(version)!]));
  return [...newest.values()];
}

/** Makes the files of a folder those of the tables. One that is so already is left alone: editors and compilers watch them. */
export function writeValueTypes(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const texts = new Map(typedReleases().map((release) => [`${release.minor}.ts`, valueTypes(release)]));
  for (const name of readdirSync(folder)) if (!texts.has(name)) rmSync(join(folder, name));
  for (const [name, text] of texts) {
    const file = join(folder, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

if (process.argv[1]?.endsWith('value-types.ts') === true) writeValueTypes(FOLDER);
