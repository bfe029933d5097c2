// The releases of the chart that the renderer knows, by version.
import { CHART_1_18_12 } from './1.18.12';
import { CHART_1_19_6 } from './1.19.6';
import { CHART_1_20_0 } from './1.20.0';
import { featuresOf, isIn } from './features';
import { ChartData, Release } from './types';
import { readValueTable } from './value-table';

export * from './types';

/** Oldest first. */
const CHARTS: readonly ChartData[] = [CHART_1_18_12, CHART_1_19_6, CHART_1_20_0];

const read = new Map<string, Release>();

/** Versions that can be rendered natively, oldest first. */
export function supportedVersions(): string[] {
  return CHARTS.map((chart) => chart.version);
}

/** The newest supported patch of a minor such as `1.20`, or `undefined`. */
export function latestPatch(minor: string): string | undefined {
  return supportedVersions()
    .filter((version) => minorOf(version) === minor)
    .pop();
}

/** The newest supported version. */
export function latestVersion(): string {
  return supportedVersions().pop()!;
}

/** The release of a version (`v` in front is fine), or `undefined` when it is not supported. */
export function findRelease(version: string): Release | undefined {
  const chart = CHARTS.find((each) => each.version === version.replace(/^v/, ''));
  if (chart === undefined) return undefined;
  const known = read.get(chart.version);
  if (known !== undefined) return known;
  const release = toRelease(chart);
  read.set(chart.version, release);
  return release;
}

/** Images of a release with tag and digest, by the path of their values. */
export function imagesOf(release: Release): Record<string, { repository: string; tag: string; digest: string }> {
  const text = (path: string) => (release.rows.get(path)?.default as string | undefined) ?? '';
  const images: Record<string, { repository: string; tag: string; digest: string }> = {};
  for (const { path } of release.rows.values()) {
    const owner = /^(?:(.*)\.)?image\.repository$/.exec(path);
    if (owner === null) continue;
    const at = path.slice(0, -'.repository'.length);
    images[at] = {
      repository: text(path),
      tag: text(`${at}.tag`),
      digest: text(`${at}.digest`) || text(`${at}.genericDigest`),
    };
  }
  return images;
}

function toRelease(chart: ChartData): Release {
  const minor = minorOf(chart.version);
  const features = featuresOf(minor);
  return {
    version: chart.version,
    minor,
    rows: readValueTable(chart.values, chart.undeclared),
    has: (feature) => features.has(feature),
    isIn: (span) => isIn(minor, span),
  };
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
