// Keys and types of the user's values against the release's table.
import { PlainMap, isMap } from '../../manifest/types';
import { Release, ValueRow } from '../releases';
import { isTrue } from '../go-format';
import { ChartProblem } from '../types';
import { OPEN_MAPS, REMOVED, RENAMED, deadIn } from './known-keys';
import { refuse, refuseUnless, shown } from './problem';
import { nearest } from '../../manifest';

/** A value that the user set at a known path. */
export interface SetValue {
  readonly path: string;
  readonly row: ValueRow;
  readonly value: unknown;
}

export interface KeyCheck {
  readonly problems: ChartProblem[];
  /** What was set, leaf by leaf; a map that takes any key is one leaf. */
  readonly set: SetValue[];
}

export function checkKeys(release: Release, values: PlainMap, lenient: boolean): KeyCheck {
  const problems: ChartProblem[] = [];
  const set: SetValue[] = [];
  const children = childrenOf(release);

  const visit = (map: PlainMap, at: string) => {
    for (const [key, value] of Object.entries(map)) {
      const path = at === '' ? key : `${at}.${key}`;
      const row = release.rows.get(path);
      if (REMOVED[path] !== undefined && (isTrue(value) || path === 'proxy.prometheus.enabled'))
        problems.push(refuse('removed', path, 'the chart refuses this key since it was removed', REMOVED[path]));
      else if (row === undefined && isMap(value) && (children.has(path) || hasRemovedInside(path))) visit(value, path);
      else if (row === undefined) problems.push(unknownKey(release, children, path, key, lenient));
      else leafOrDeeper(row, path, value);
    }
  };

  const leafOrDeeper = (row: ValueRow, path: string, value: unknown) => {
    if (value === undefined) return;
    if (value !== null && !fits(row, value)) {
      problems.push(refuse('type', path, `${shown(value)} is ${typeName(value)}`, `write ${wanted(row)}`));
      return;
    }
    const dead = deadIn(release, path);
    if (dead !== undefined && !sameAsDefault(row, value))
      problems.push(refuseUnless(lenient, 'dead', path, 'this key has no effect', dead));
    if (isMap(value) && children.has(path) && !OPEN_MAPS.some((open) => open.test(path))) visit(value, path);
    else {
      if (isMap(value)) declaredTypes(value, path);
      set.push({ path, row, value });
    }
  };

  /** Inside of a map that takes any key, the declared ones still have their types. */
  const declaredTypes = (map: PlainMap, at: string) => {
    for (const [key, value] of Object.entries(map)) {
      const path = `${at}.${key}`;
      const row = release.rows.get(path);
      if (row !== undefined && value !== null && value !== undefined && !fits(row, value)) {
        problems.push(refuse('type', path, `${shown(value)} is ${typeName(value)}`, `write ${wanted(row)}`));
      } else if (isMap(value)) declaredTypes(value, path);
    }
  };

  visit(values, '');
  return { problems, set };
}

/** True when a value is what the release's defaults already say. */
export function sameAsDefault(row: ValueRow, value: unknown): boolean {
  return JSON.stringify(row.default) === JSON.stringify(value);
}

const childrenByRelease = new WeakMap<Release, ReadonlyMap<string, string[]>>();

/** The keys below each map of the table. */
function childrenOf(release: Release): ReadonlyMap<string, string[]> {
  const known = childrenByRelease.get(release);
  if (known !== undefined) return known;
  const children = new Map<string, string[]>();
  for (const { path, keys } of release.rows.values()) {
    const key = keys.at(-1)!;
    const parent = path === key ? '' : path.slice(0, -key.length - 1);
    const keysBelow = children.get(parent);
    if (keysBelow === undefined) children.set(parent, [key]);
    else keysBelow.push(key);
  }
  childrenByRelease.set(release, children);
  return children;
}

function hasRemovedInside(path: string): boolean {
  return Object.keys(REMOVED).some((each) => each.startsWith(`${path}.`));
}

function unknownKey(
  release: Release,
  children: ReadonlyMap<string, string[]>,
  path: string,
  key: string,
  lenient: boolean,
): ChartProblem {
  const dead = deadIn(release, path);
  if (dead !== undefined)
    return refuseUnless(lenient, 'dead', path, `chart ${release.version} does not read this key`, dead);
  const parent = path === key ? '' : path.slice(0, -key.length - 1);
  const near = RENAMED[path] ?? join(parent, nearest(key, children.get(parent) ?? []));
  const repair = near === undefined ? `drop it; no key of chart ${release.version} is near` : `did you mean ${near}?`;
  const problem = refuseUnless(lenient, 'unknown-key', path, 'unknown key, the chart would ignore it', repair);
  return near === undefined ? problem : { ...problem, near };
}

function join(parent: string, key: string | undefined): string | undefined {
  return key === undefined ? undefined : parent === '' ? key : `${parent}.${key}`;
}

function fits(row: ValueRow, value: unknown): boolean {
  if (row.types.length === 0) return true;
  return row.types.some((type) => {
    switch (type) {
      case 'string':
        return typeof value === 'string';
      case 'boolean':
        return typeof value === 'boolean';
      case 'integer':
        return typeof value === 'number' && Number.isInteger(value);
      case 'number':
        return typeof value === 'number';
      case 'list':
        return Array.isArray(value);
      case 'map':
        return isMap(value);
      case 'word':
        return typeof value === 'string' && (row.words ?? []).includes(value);
      case 'null':
        return value === null;
    }
  });
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number';
  return typeof value === 'boolean' ? 'a boolean' : 'text';
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  list: 'a list',
  map: 'a map',
};

function wanted(row: ValueRow): string {
  const names = row.types
    .filter((type) => type !== 'null')
    .map((type) => (type === 'word' ? `one of ${(row.words ?? []).join(', ')}` : TYPE_NAMES[type]));
  return names.length === 0 ? 'null, the only value that the schema of the chart allows: drop it' : names.join(' or ');
}
