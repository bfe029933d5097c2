// The real chart, rendered by helm through the cdk8s Helm construct, with everything that can go wrong as a problem to report.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Helm } from 'cdk8s';
import { isMap, Manifest, objectKey, PlainMap } from '../manifest';
import { ChartProblem, Rendering } from '../chart/types';
import { HelmChartOptions } from './chart-source';

/** What helm is asked for. @internal */
export interface HelmRequest {
  readonly source: HelmChartOptions;
  readonly version: string;
  readonly values: PlainMap;
  readonly namespace: string;
  readonly kubeVersion: string;
}

const REPOSITORY = 'https://helm.cilium.io/';

/** The chart's objects, or why there are none. @internal */
export function renderWithHelm(request: HelmRequest): Rendering {
  const { source, version } = request;
  const objects = inScratchFolder((): Manifest[] | ChartProblem => {
    try {
      // A chart of its own: that of the user would put its namespace on objects whose templates leave it out.
      const scratch = new Chart(new App(), 'helm');
      const chart = source.chart ?? 'cilium';
      const repository = source.repository ?? (chart === 'cilium' ? REPOSITORY : undefined);
      const rendered = new Helm(scratch, 'chart', {
        chart,
        version,
        releaseName: source.releaseName ?? 'cilium',
        namespace: request.namespace,
        values: request.values,
        helmFlags: ['--kube-version', request.kubeVersion, ...(source.flags ?? [])],
        ...(repository === undefined ? {} : { repo: repository }),
        ...(source.executable === undefined ? {} : { helmExecutable: source.executable }),
      });
      return rendered.apiObjects.map((object) => object.toJson() as Manifest);
    } catch (error) {
      return failure(error instanceof Error ? error.message : String(error), source);
    }
  });
  if (!Array.isArray(objects)) return { objects: [], problems: [objects] };
  const problems = [...versionProblems(objects, version), ...secretProblems(objects)];
  return { objects: problems.length === 0 ? objects : [], problems };
}

function problem(code: string, message: string, repair: string): ChartProblem {
  return { code: `helm/${code}`, path: '', message, repair, level: 'error' };
}

function failure(message: string, source: HelmChartOptions): ChartProblem {
  const program = source.executable ?? 'helm';
  if (message.startsWith('unable to execute'))
    return problem(
      'missing',
      `ChartSource.helm() and no program "${program}"`,
      'install helm, name it in executable, or use ChartSource.native()',
    );
  return problem(
    'failed',
    `${program} does not render the chart: ${firstLines(message)}`,
    'correct what helm names, or use ChartSource.native()',
  );
}

/** Enough to see what is wrong: helm repeats a failing template's place for every include on the way. */
const LINES = 8;

function firstLines(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^WARNING:|--debug flag/.test(line));
  const shown = lines
    .slice(0, LINES)
    .join(' ')
    .replace(/^Error: /, '');
  return shown === ''
    ? 'it gave no reason'
    : shown.replace(/-----BEGIN [^]*?(-----END [A-Z ]*-----|$)/g, '(key material, not shown)');
}

function versionProblems(objects: readonly Manifest[], version: string): ChartProblem[] {
  const labels = objects
    .map((object) => object.metadata?.labels?.['helm.sh/chart'])
    .filter((label) => label !== undefined);
  const other = labels.find((label) => label !== `cilium-${version}`);
  if (other !== undefined)
    return [
      problem(
        'version',
        `asked for chart cilium-${version}, helm rendered ${other}`,
        `name chart ${version}, or the version that you mean in ChartSource.helm({ version })`,
      ),
    ];
  if (labels.length > 0) return [];
  return [
    problem(
      'version',
      `none of the ${objects.length} objects that helm rendered says which chart it is (label helm.sh/chart)`,
      'name the Cilium chart',
    ),
  ];
}

function secretProblems(objects: readonly Manifest[]): ChartProblem[] {
  const filled = objects.filter(
    (object) =>
      object.kind === 'Secret' &&
      [object.data, object.stringData].some((data) => isMap(data) && Object.keys(data).length > 0),
  );
  if (filled.length === 0) return [];
  return [
    problem(
      'secret-data',
      `helm made Secrets with data (not shown): ${filled.map(objectKey).sort().join(', ')}`,
      'choose hubble.certificates, and no values that hold keys: the chart makes new keys at every render',
    ),
  ];
}

/** The Helm construct leaves its folder behind; it is made below one that goes away. */
function inScratchFolder<T>(work: () => T): T {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'cilium-chart-'));
  process.env.TMPDIR = folder;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  }
}
