// The maintainer's reading of a new chart, on a small made-up one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRelease, Release } from '../../lib/chart/releases';
import { readValueTable } from '../../lib/chart/releases/value-table';
import { chartDifferences, nearestRelease, releaseFiles, report } from '../../scripts/chart-diff';
import { lineOf, readChart } from '../../scripts/chart-tables';

const folder = mkdtempSync(join(tmpdir(), 'chart-diff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCHEMA = {
  type: 'object',
  properties: {
    MTU: { type: 'integer' },
    devices: { type: ['null', 'string', 'array'] },
    image: { type: 'object', properties: { tag: { type: 'string' }, digest: { type: 'string' } } },
    nodeSelector: { type: 'object', properties: { 'kubernetes.io/os': { type: 'string' } } },
    mode: { enum: ['split', 'ads', null] },
    labels: { type: 'object' },
  },
};
const VALUES = `MTU: 0
devices: ""
image: { tag: v1.20.1, digest: "sha256:b" }
nodeSelector: { kubernetes.io/os: linux }
mode: ~
labels: {}
`;
const TEMPLATE = `{{- if .Values.devices }}
kind: ConfigMap
---
kind: DaemonSet
{{- end }}
mtu: {{ .Values.MTU }} {{ .Values.monitor.eventTypes }} {{ .Values.image.tag }}
`;

function chart(version: string, values = VALUES, template = TEMPLATE, name = 'cilium'): string {
  const at = join(folder, `${name}-${version}-${String(values.length + template.length)}`);
  mkdirSync(join(at, 'templates'), { recursive: true });
  writeFileSync(join(at, 'Chart.yaml'), `name: ${name}\nversion: ${version}\n`);
  writeFileSync(join(at, 'values.yaml'), values);
  writeFileSync(join(at, 'values.schema.json'), JSON.stringify(SCHEMA));
  writeFileSync(join(at, 'templates', 'config.yaml'), template);
  return at;
}

/** A release of a table, as lib/chart/releases makes it. */
const releaseOf = (...texts: string[]): Release => ({
  version: '1.20.0',
  minor: '1.20',
  rows: readValueTable(texts, []),
  has: () => false,
  isIn: () => true,
});
const OLD = `MTU i 1500
devices -s ""
gone b true
image m
image.digest s "sha256:a"
image.tag s "v1.20.0"
labels m {}
nodeSelector m
nodeSelector.kubernetes.io/os s "linux"
onlyInScope ?`;

test('every path of schema and defaults file is a line with types and default, what only templates read as well', () => {
  const { rows, kinds } = readChart(chart('1.20.1'));
  expect([...rows.values()].map(lineOf)).toEqual([
    'MTU i 0',
    'devices -sl ""',
    'image m',
    'image.digest s "sha256:b"',
    'image.tag s "v1.20.1"',
    'labels m {}',
    'mode e- null | split,ads',
    'nodeSelector m',
    'nodeSelector.kubernetes.io/os s "linux"',
    'monitor.eventTypes ?',
  ]);
  expect(rows.get('nodeSelector.kubernetes.io/os')!.keys).toEqual(['nodeSelector', 'kubernetes.io/os']);
  expect([...kinds]).toEqual([
    ['ConfigMap', 1],
    ['DaemonSet', 1],
  ]);
});

test('the report says what is new, gone, other', () => {
  const older = readChart(chart('1.20.0', VALUES, 'kind: ConfigMap\n'));
  expect(report(releaseOf(OLD), readChart(chart('1.20.1')), older)).toMatchInlineSnapshot(`
   "chart 1.20.1 against 1.20.0: 7 of 10 value paths differ

   new values (2)
     + mode e- null | split,ads
     + monitor.eventTypes ?

   removed values (1)
     - gone

   other types (1)
     ~ devices -s ""  →  devices -sl ""

   other defaults (1)
     ~ MTU: 1500  →  0

   images and digests (2)
     ~ image.digest: "sha256:a"  →  "sha256:b"
     ~ image.tag: "v1.20.0"  →  "v1.20.1"

   objects in the templates: ConfigMap 1, DaemonSet 1

   templates that differ from 1.20.0 (1 of 1)
     ~ config.yaml
     ~ DaemonSet: 0 → 1
   "
  `);
});

test('the data that is written gives the rows of the chart back', () => {
  const [release, tables] = [releaseOf(OLD), readChart(chart('1.20.1'))];
  const files = releaseFiles(release, tables);
  expect([...files.keys()]).toEqual(['values-1.20.1.ts', '1.20.1.ts']);
  const text = /`([^]*)`/.exec(files.get('values-1.20.1.ts')!.split('\n').slice(2).join('\n'))![1]!;
  const again = releaseOf(OLD, text);
  expect(chartDifferences(again, tables)).toEqual([]);
  expect(again.rows.has('gone')).toBe(false);
  expect(files.get('1.20.1.ts')).toContain(
    "export const CHART_1_20_1: ChartData = { ...CHART_1_20_0, version: '1.20.1', values: [...CHART_1_20_0.values, VALUES_1_20_1] };",
  );
});

test('the nearest release is the newest that is not newer', () => {
  expect(['1.20.1', '1.19.99', '1.21.0-pre.0', '1.10.0'].map((version) => nearestRelease(version).version)).toEqual([
    '1.20.0',
    '1.19.6',
    '1.20.0',
    '1.18.12',
  ]);
});

test('a known release has no difference to its own rows', () => {
  const release = findRelease('1.19.6')!;
  expect(
    chartDifferences(release, { version: '1.19.6', rows: release.rows, kinds: new Map(), templates: new Map() }),
  ).toEqual([]);
});

test('what is no Cilium chart is refused by name', () => {
  expect(() => readChart(join(folder, 'nowhere'))).toThrow(
    'Chart.yaml is missing: name the folder of an unpacked chart, with Chart.yaml in it',
  );
  expect(() => readChart(chart('1.0.0', VALUES, TEMPLATE, 'tetragon'))).toThrow(
    'holds the chart "tetragon", not "cilium"',
  );
});
