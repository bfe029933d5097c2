// What a new version of the Cilium chart changes against the nearest release that this library knows, and the data of it.
//   node scripts/run.cjs scripts/chart-diff.ts FOLDER [--against OLDER_FOLDER]
// FOLDER is an unpacked chart (Chart.yaml, values.yaml, values.schema.json, templates). `--against` compares the templates with those of an older
// unpacked chart. It writes nothing: `npm run add:cilium` does.
import { compareVersions } from '../lib/catalogue/span';
import { findRelease, Release, supportedVersions, ValueRow } from '../lib/chart/releases';
import { ChartTables, lineOf, readChart } from './chart-tables';

/** A difference, in the order in which a maintainer wants to read them. */
export interface ChartDifference {
  readonly kind: 'new' | 'removed' | 'type' | 'default' | 'image';
  readonly path: string;
  readonly before?: ValueRow;
  readonly after?: ValueRow;
}

const IMAGE = /(^|\.)image\.(\w*[dD]igest|repository|tag|suffix)$/;

/** The newest known release that is not newer than the version, else the oldest. */
export function nearestRelease(version: string): Release {
  const known = supportedVersions();
  return findRelease(known.filter((each) => compareVersions(each, version) <= 0).pop() ?? known[0]!)!;
}

/** Value paths that differ, by path. */
export function chartDifferences(release: Release, chart: ChartTables): ChartDifference[] {
  const paths = [...new Set([...release.rows.keys(), ...chart.rows.keys()])].sort();
  return paths.flatMap((path): ChartDifference[] => {
    const [before, after] = [release.rows.get(path), chart.rows.get(path)];
    if (before === undefined) return [{ kind: 'new', path, after }];
    // Some paths are read through a scope: no search of the templates finds them.
    if (after === undefined) return before.types.length === 0 ? [] : [{ kind: 'removed', path, before }];
    if (text(before.default) !== text(after.default))
      return [{ kind: IMAGE.test(path) ? 'image' : 'default', path, before, after }];
    return text(shape(before)) === text(shape(after)) ? [] : [{ kind: 'type', path, before, after }];
  });
}

const shape = (row: ValueRow) => [[...row.types].sort(), [...(row.words ?? [])].sort()];

function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const TITLES: Readonly<Record<ChartDifference['kind'], string>> = {
  new: 'new values',
  removed: 'removed values',
  type: 'other types',
  default: 'other defaults',
  image: 'images and digests',
};

/** The report that a maintainer reads. */
export function report(release: Release, chart: ChartTables, older?: ChartTables): string {
  const differences = chartDifferences(release, chart);
  const lines = [
    `chart ${chart.version} against ${release.version}: ${differences.length} of ${chart.rows.size} value paths differ`,
  ];
  for (const kind of Object.keys(TITLES) as ChartDifference['kind'][]) {
    const of = differences.filter((difference) => difference.kind === kind);
    if (of.length === 0) continue;
    lines.push('', `${TITLES[kind]} (${of.length})`, ...of.map((difference) => `  ${lineOfDifference(difference)}`));
  }
  lines.push('', `objects in the templates: ${[...chart.kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
  if (older !== undefined) lines.push(...templateLines(older, chart));
  return `${lines.join('\n')}\n`;
}

function lineOfDifference({ kind, path, before, after }: ChartDifference): string {
  if (kind === 'new') return `+ ${lineOf(after!)}`;
  if (kind === 'removed') return `- ${path}`;
  if (kind === 'type') return `~ ${lineOf(before!)}  →  ${lineOf(after!)}`;
  return `~ ${path}: ${text(before!.default) ?? 'none'}  →  ${text(after!.default) ?? 'none'}`;
}

function templateLines(older: ChartTables, chart: ChartTables): string[] {
  const names = [...new Set([...older.templates.keys(), ...chart.templates.keys()])].sort();
  const marks = names.flatMap((name) => {
    const [before, after] = [older.templates.get(name), chart.templates.get(name)];
    return before === after ? [] : [`  ${before === undefined ? '+' : after === undefined ? '-' : '~'} ${name}`];
  });
  const kinds = [...new Set([...older.kinds.keys(), ...chart.kinds.keys()])].sort();
  const counts = kinds.flatMap((kind) => {
    const [before, after] = [older.kinds.get(kind) ?? 0, chart.kinds.get(kind) ?? 0];
    return before === after ? [] : [`  ~ ${kind}: ${before} → ${after}`];
  });
  return [
    '',
    `templates that differ from ${older.version} (${marks.length} of ${chart.templates.size})`,
    ...marks,
    ...counts,
  ];
}

/** The two data files of a release, by name. */
export function releaseFiles(release: Release, chart: ChartTables): ReadonlyMap<string, string> {
  const name = (version: string) => version.replace(/[.-]/g, '_');
  const [constant, base] = [name(chart.version), name(release.version)];
  const lines = chartDifferences(release, chart).map(({ path, after }) =>
    after === undefined ? `- ${path}` : lineOf(after),
  );
  return new Map([
    [
      `values-${chart.version}.ts`,
      `// The value paths of chart ${chart.version} that differ from ${release.version}, in the form of values-1.20.0.ts; \`- path\` is one that ${chart.version} does not have.
// Source: values.schema.json and values.yaml of the chart, read by scripts/chart-diff.ts; never edited by hand.
export const VALUES_${constant} = \`
${lines.map((line) => line.replace(/[\\`]|\$\{/g, (found) => `\\${found}`)).join('\n')}
\`;
`,
    ],
    [
      `${chart.version}.ts`,
      `// Chart ${chart.version}: the table of ${release.version} with what differs.
import { CHART_${base} } from './${release.version}';
import { ChartData } from './types';
import { VALUES_${constant} } from './values-${chart.version}';

export const CHART_${constant}: ChartData = { ...CHART_${base}, version: '${chart.version}', values: [...CHART_${base}.values, VALUES_${constant}] };
`,
    ],
  ]);
}

function main(args: readonly string[]): void {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const [folder] = args;
  if (folder === undefined || folder.startsWith('--'))
    throw new Error('usage: node scripts/run.cjs scripts/chart-diff.ts FOLDER [--against OLDER_FOLDER]');
  const chart = readChart(folder);
  const release = nearestRelease(chart.version);
  const older = option('--against');
  process.stdout.write(report(release, chart, older === undefined ? undefined : readChart(older)));
}

if (process.argv[1]?.endsWith('chart-diff.ts') === true) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
