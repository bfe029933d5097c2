// What a row of cilium-config is: a key, the value it comes from, when it is written, how it is printed.
import { Chart } from '../context';
import { goText, integerText } from '../go-format';

/** `set`: the key exists, even as null. `known`: neither absent nor null. `on`: true by helm. */
export type Condition = 'set' | 'known' | 'on' | ((chart: Chart) => boolean);

export interface ConfigRow {
  readonly key: string;
  /** Path of the value, or a function of the chart. */
  readonly from: string | ((chart: Chart) => string);
  /** @default always */
  readonly when?: Condition;
  /** How the value is printed. @default goText */
  readonly as?: (value: unknown) => string;
  /** First minor that has the row. @default every supported one */
  readonly since?: string;
}

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

/** True when the release has the row and its own condition holds. */
export function isWritten({ from, when, since: minor }: ConfigRow, chart: Chart): boolean {
  if (minor !== undefined && !chart.release.isSince(minor)) return false;
  if (when === undefined) return true;
  if (typeof when === 'function') return when(chart);
  if (typeof from !== 'string') return true;
  const value = chart.v.get(from);
  return when === 'set' ? value !== undefined : when === 'known' ? value !== undefined && value !== null : chart.v.on(from);
}

export const on = (path: string) => (chart: Chart) => chart.v.on(path);
export const yes = () => 'true';
export const no = () => 'false';

export const chaining = (chart: Chart) => chart.cniChainingMode !== 'none';

/** `a=b,c=d`, sorted by key. */
export const labelSelector = (path: string) => (chart: Chart) =>
  Object.entries(chart.v.map(path))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${goText(value)}`)
    .join(',');
