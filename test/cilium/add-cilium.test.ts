// The rows that a new chart makes, on small made-up charts.
import { readFileSync } from 'node:fs';
import { compareVersions } from '../../lib/catalogue/span';
import { findRelease, ValueRow } from '../../lib/chart/releases';
import { CHARTS } from '../../lib/chart/releases/charts';
import { readValueTable } from '../../lib/chart/releases/value-table';
import { newChart } from '../../scripts/add-cilium';
import { ChartTables } from '../../scripts/chart-tables';

const CATALOGUE = readFileSync('lib/catalogue/cilium-minors.ts', 'utf8');

/** The newest known chart under another version, with one value more, one less, one other default. */
function chart(version: string): ChartTables {
  const rows = new Map<string, ValueRow>(findRelease('1.20.0')!.rows);
  rows.delete('MTU');
  rows.set('newOption', { path: 'newOption', keys: ['newOption'], types: ['boolean'], default: false });
  rows.set('image.tag', { ...rows.get('image.tag')!, default: `v${version}` });
  return { version, rows, kinds: new Map(), templates: new Map() };
}

test('a patch takes the place of the one before in the list and in the row of its minor, and nothing else moves', () => {
  const { files } = newChart(chart('1.20.1'), CATALOGUE);
  expect([...files.keys()]).toEqual([
    'lib/chart/releases/values-1.20.1.ts',
    'lib/chart/releases/1.20.1.ts',
    'lib/chart/releases/charts.ts',
    'lib/catalogue/cilium-minors.ts',
  ]);
  expect(files.get('lib/chart/releases/charts.ts')).toContain(' = [CHART_1_18_12, CHART_1_19_6, CHART_1_20_1];');
  expect(files.get('lib/catalogue/cilium-minors.ts')).toBe(
    CATALOGUE.replace("patch: '1.20.0'", "patch: '1.20.1'").replace("'chart 1.20.0;", "'chart 1.20.1;"),
  );
});

test('the table of differences gives the rows of the chart back', () => {
  const { files } = newChart(chart('1.20.1'), CATALOGUE);
  const table = /`([^`]*)`;\n$/.exec(files.get('lib/chart/releases/values-1.20.1.ts')!)![1]!;
  expect(table.trim().split('\n')).toEqual(['- MTU', 'image.tag s "v1.20.1"', 'newOption b false']);
  const base = CHARTS.find(({ version }) => version === '1.20.0')!;
  const rows = readValueTable([...base.values, table], base.undeclared);
  expect([rows.get('newOption')?.types, rows.get('image.tag')?.default, rows.has('MTU')]).toEqual([
    ['boolean'],
    'v1.20.1',
    false,
  ]);
});

test('a new minor is a row more, and what nobody has read yet is said to be so and left to somebody', () => {
  const { files, byHand } = newChart(chart('1.21.0'), CATALOGUE);
  const catalogue = files.get('lib/catalogue/cilium-minors.ts')!;
  expect([...catalogue.matchAll(/^ {4}minor: '(.*)',$/gm)].map(([, minor]) => minor)).toEqual([
    ...['1.18', '1.19', '1.20', '1.21'].sort(compareVersions),
  ]);
  expect(catalogue).toContain("source: 'chart 1.21.0; engine and Gateway API as of 1.20, not read yet'");
  expect(byHand.map((each) => /^[\w/.-]+/.exec(each)![0])).toEqual([
    'lib/chart',
    'lib/chart/check/known-keys.ts',
    'lib/catalogue/cilium-minors.ts',
    'lib/cilium/cilium-props.ts',
    'lib/values.ts',
    'lib/chart/releases/features.ts',
    'lib/models/agent/minors.ts',
    'scripts/schemas.mjs',
    'test/chart/releases.test.ts',
    'docs/cilium.md',
  ]);
});

test.each([
  ['1.20.0', 'chart 1.20.0 is recorded already'],
  ['1.19.5', 'chart 1.19.5 is older than 1.19.6, and one patch a minor is kept: the newest'],
  ['newest', 'the chart\'s version "newest" is none'],
])('refuses %s', (version, message) => {
  expect(() => newChart(chart(version), CATALOGUE)).toThrow(message);
});
