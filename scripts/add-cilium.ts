// Makes the rows of a new Cilium chart from an unpacked chart, and says what is left to do by hand.
//   npm run add:cilium <version> [FOLDER] [-- --against OLDER_FOLDER]
// FOLDER is what `helm pull cilium --version <version> --untar` makes, ./cilium by default; `--against` compares the templates with those of an older
// unpacked chart. docs/cilium-upgrades.md says how it goes on.
import { readFileSync, writeFileSync } from 'node:fs';
import { CILIUM, ciliumMinor, NEWEST_CILIUM } from '../lib/catalogue/cilium-minors';
import { compareVersions, minorOf } from '../lib/catalogue/span';
import { findRelease } from '../lib/chart/releases';
import { chartDifferences, ChartDifference, nearestRelease, releaseFiles, report } from './chart-diff';
import { ChartTables, readChart } from './chart-tables';

const RELEASES = 'lib/chart/releases';
const CATALOGUE = 'lib/catalogue/cilium-minors.ts';

/** What a new chart makes. */
export interface NewChart {
  /** Text of each file that is written, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** What somebody must do, in order. */
  readonly byHand: readonly string[];
}

/**
 * The files of a new chart and what is left.
 *
 * @param catalogue the text of lib/catalogue/cilium-minors.ts
 * @throws Error when the chart is known, or older than the recorded patch of its minor
 */
export function newChart(chart: ChartTables, catalogue: string): NewChart {
  const { version } = chart;
  const minor = minorOf(version);
  if (minor === undefined) throw new Error(`the chart's version ${JSON.stringify(version)} is none`);
  if (findRelease(version) !== undefined) throw new Error(`chart ${version} is recorded already`);
  const row = ciliumMinor(minor);
  if (row !== undefined && compareVersions(version, row.patch) < 0)
    throw new Error(`chart ${version} is older than ${row.patch}, and one patch a minor is kept: the newest`);
  const nearest = nearestRelease(version);
  const differences = chartDifferences(nearest, chart);
  const versions = [...CILIUM.filter((each) => each.minor !== minor).map(({ patch }) => patch), version];
  return {
    files: new Map([
      ...[...releaseFiles(nearest, chart)].map(([name, text]) => [`${RELEASES}/${name}`, text] as const),
      [`${RELEASES}/charts.ts`, chartsFile(versions.sort(compareVersions))],
      [CATALOGUE, withRow(catalogue, minor, version)],
    ]),
    byHand: [...lookedAt(differences), ...(row === undefined ? ofMinor(minor) : ofPatch(version))],
  };
}

function chartsFile(versions: readonly string[]): string {
  const names = versions.map((version) => `CHART_${version.replace(/[.-]/g, '_')}`);
  return `// Every recorded chart, oldest first: one patch a minor, as ${CATALOGUE} has it. Written by \`npm run add:cilium\`.
${names.map((name, at) => `import { ${name} } from './${versions[at]!}';\n`).join('')}import { ChartData } from './types';

export const CHARTS: readonly ChartData[] = [${names.join(', ')}];
`;
}

/** The catalogue with the patch in the row of its minor, or with a row more. */
function withRow(catalogue: string, minor: string, version: string): string {
  const row = ciliumMinor(minor);
  if (row !== undefined) {
    const changed = catalogue
      .replace(`patch: '${row.patch}'`, `patch: '${version}'`)
      .replace(`source: 'chart ${row.patch};`, `source: 'chart ${version};`);
    if (changed === catalogue) throw new Error(`${CATALOGUE} has no line patch: '${row.patch}'`);
    return changed;
  }
  const end = catalogue.indexOf('\n];');
  if (end < 0) throw new Error(`${CATALOGUE} holds no list of rows`);
  const { engine, gatewayApi } = NEWEST_CILIUM;
  const lines = [
    `minor: '${minor}',`,
    `patch: '${version}',`,
    `engine: '${engine}',`,
    `gatewayApi: '${gatewayApi}',`,
    `source: 'chart ${version}; engine and Gateway API as of ${NEWEST_CILIUM.minor}, not read yet',`,
  ];
  const text = `\n  {\n${lines.map((line) => `    ${line}\n`).join('')}  },`;
  return `${catalogue.slice(0, end)}${text}${catalogue.slice(end)}`;
}

function lookedAt(differences: readonly ChartDifference[]): string[] {
  const of = (kind: ChartDifference['kind']) =>
    differences.filter((each) => each.kind === kind).map(({ path }) => path);
  const say = (paths: readonly string[], what: string) =>
    paths.length === 0 ? [] : [`${what}: ${paths.slice(0, 12).join(', ')}${paths.length > 12 ? ', …' : ''}`];
  return [
    ...say(of('new'), 'lib/chart (a row that writes it) or lib/chart/check/native.ts (refused), for each new value'),
    ...say(of('removed'), 'lib/chart/check/known-keys.ts, for each value that is gone'),
    ...say([...of('type'), ...of('default')], 'lib/chart, where the templates read these otherwise than before'),
  ];
}

const ofPatch = (version: string): string[] => [
  'test/chart/releases.test.ts names the patch; record what helm renders, then npx jest test/chart test/cilium',
  `docs/cilium.md and CHANGELOG.md name ${version}`,
];

const ofMinor = (minor: string): string[] => [
  `${CATALOGUE}: engine, gatewayApi and source of the row of ${minor}, once the release was read and its engines were run`,
  `lib/cilium/cilium-props.ts: the member V${minor.replace('.', '_')} of CiliumVersion, and the default`,
  `lib/values.ts: the export CiliumValues${minor.replace('.', '_')}`,
  `lib/chart/releases/features.ts: a row for each shape that is other from ${minor} on; rows with since and until in lib/chart/config and lib/chart/rbac`,
  `lib/models/agent/minors.ts, lib/models/load-balancer/features.ts, lib/models/gateway/features.ts: what the engines of ${minor} do otherwise`,
  'scripts/schemas.mjs: the definitions of cilium.io of the minor',
  ...ofPatch(minor),
];

async function main(args: readonly string[]): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  const at = args.indexOf('--against');
  const older = at < 0 ? undefined : args[at + 1];
  const [version, folder = './cilium'] = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  if (version === undefined || version.startsWith('-'))
    throw new Error('usage: npm run add:cilium <version> [FOLDER] [-- --against OLDER_FOLDER]');
  const chart = readChart(folder);
  if (chart.version !== version.replace(/^v/, ''))
    throw new Error(`${folder} holds chart ${chart.version}, not ${version}`);
  const { files, byHand } = newChart(chart, readFileSync(CATALOGUE, 'utf8'));
  process.stdout.write(
    report(nearestRelease(chart.version), chart, older === undefined ? undefined : readChart(older)),
  );
  for (const [path, text] of files) {
    const isTable = /values-/.test(path);
    writeFileSync(path, isTable ? text : await format(text, { ...(await resolveConfig(path)), parser: 'typescript' }));
    process.stdout.write(`wrote ${path}\n`);
  }
  process.stdout.write(`\nby hand:\n${byHand.map((each) => `- ${each}\n`).join('')}`);
}

if (process.argv[1]?.endsWith('add-cilium.ts') === true)
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
