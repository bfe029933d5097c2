// What a row of cilium-config is: a key, the value it comes from, when it is written, how it is printed.
import { Span } from '../../catalogue/span';
import { Chart } from '../context';
import { goText, integerText, isTrue } from '../go-format';

/** `set`: the key exists, even as null. `number`: it is one. `known`: neither absent nor null. `on`: true by helm. */
export type Condition = 'set' | 'known' | 'number' | 'on' | ((chart: Chart) => boolean);

export interface ConfigRow extends Span {
  readonly key: string;
  /** Path of the value, or a function of the chart. */
  readonly from: string | ((chart: Chart) => string);
  /** @default always */
  readonly when?: Condition;
  /** How the value is printed. @default goText */
  readonly as?: (value: unknown) => string;
}

/** Text that stands in quotes of its own, so that null is the empty text and no missing row. */
export const quoted = goText;
/** Text that stands there as it is, so that the empty one is no row either. */
export const plain = (value: unknown) => goText(value);
/** A duration; zero when there is none. */
export const duration = (value: unknown) => (isTrue(value) ? goText(value) : '0s');
export const spaces = (value: unknown) => (Array.isArray(value) ? value.map(goText).join(' ') : goText(value));
export const commas = (value: unknown) => (Array.isArray(value) ? value.map(goText).join(',') : goText(value));
export const lower = (value: unknown) => goText(value).toLowerCase();
export const seconds = (value: unknown) => `${integerText(value)}s`;

export function row(key: string, from: ConfigRow['from'], when?: Condition, as?: ConfigRow['as']): ConfigRow {
  return { key, from, ...(when === undefined ? {} : { when }), ...(as === undefined ? {} : { as }) };
}

/** Rows that are written only when a condition of the whole group holds. */
export function group(holds: (chart: Chart) => boolean, rows: readonly ConfigRow[]): ConfigRow[] {
  return rows.map((each) => ({ ...each, when: (chart: Chart) => holds(chart) && isWritten(each, chart) }));
}

/** Rows that only newer minors have. */
export function since(minor: string, ...rows: readonly ConfigRow[]): ConfigRow[] {
  return rows.map((each) => ({ ...each, since: minor }));
}

/** Rows that only older minors have. */
export function until(minor: string, ...rows: readonly ConfigRow[]): ConfigRow[] {
  return rows.map((each) => ({ ...each, until: minor }));
}

/** True when the release has the row and reads its value, and the row's own condition holds. */
export function isWritten(each: ConfigRow, chart: Chart): boolean {
  const { from, when } = each;
  if (!chart.release.isIn(each)) return false;
  if (typeof from === 'string' && !chart.v.knows(from)) return false;
  if (when === undefined) return true;
  if (typeof when === 'function') return when(chart);
  if (typeof from !== 'string') return true;
  const value = chart.v.get(from);
  switch (when) {
    case 'set':
      return value !== undefined;
    case 'known':
      return (value ?? null) !== null;
    case 'number':
      return typeof value === 'number';
    case 'on':
      return chart.v.on(from);
  }
}

/** The rows of a chart as key and text, in the order of the table. A null without a text of its own is no row. */
export function writtenRows(rows: readonly ConfigRow[], chart: Chart): [string, string][] {
  return rows
    .filter((each) => isWritten(each, chart))
    .flatMap(({ key, from, as }): [string, string][] => {
      if (typeof from === 'function') return [[key, from(chart)]];
      const value = chart.v.get(from);
      if (as === plain && goText(value) === '') return [];
      return as === undefined && (value ?? null) === null ? [] : [[key, (as ?? goText)(value)]];
    });
}

export const on = (path: string) => (chart: Chart) => chart.v.on(path);
export const yes = () => 'true';
export const no = () => 'false';

/** Chained behind the plugin for host ports only, which leaves routes and health checks to Cilium. */
export const portmap = (chart: Chart) => chart.cniChainingMode === 'portmap';

export const chaining = (chart: Chart) => chart.cniChainingMode !== 'none';

/** `a=b,c=d`, sorted by key. */
export const labelSelector = (path: string) => (chart: Chart) =>
  Object.entries(chart.v.map(path))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${goText(value)}`)
    .join(',');
