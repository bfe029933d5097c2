// The releases of the chart that the renderer knows, by version.
import { isIn, minorOf } from '../../catalogue/span';
import { CHARTS } from './charts';
import { featuresOf } from './features';
import { ChartData, Release } from './types';
import { readValueTable } from './value-table';

export * from './types';

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

/** A release of what is written down about a chart. */
export function toRelease(chart: ChartData): Release {
  const features = featuresOf(chart.version);
  return {
    version: chart.version,
    minor: minorOf(chart.version)!,
    rows: readValueTable(chart.values, chart.undeclared),
    has: (feature) => features.has(feature),
    isIn: (span) => isIn(chart.version, span),
  };
}
