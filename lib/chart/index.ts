// The Cilium chart without helm: a pure function of values, release and environment.
import { PlainMap } from '../manifest/types';
import { Release, findRelease, supportedVersions } from './releases';
import { defaultTree } from './values';

export { DEFAULT_KUBE_VERSION, DEFAULT_NAMESPACE } from './environment';
export { checkForeignValues } from './check/foreign';
export { renderChart } from './render';
export { mergeValues } from './values';
export type { ChartInput, ChartProblem, Rendering } from './types';
export { imagesOf, findRelease, latestPatch, latestVersion, supportedVersions } from './releases';

/** What a release says about one value. */
export interface ValueInfo {
  readonly path: string;
  /** Types the chart takes; empty when it takes anything. */
  readonly types: readonly string[];
  readonly words?: readonly string[];
  readonly default?: unknown;
}

/** The default values of a version as one tree. */
export function defaultValues(version: string): PlainMap {
  return defaultTree(supported(version));
}

/** What a version says about a path, or `undefined` when it has none. */
export function valueAt(version: string, path: string): ValueInfo | undefined {
  const row = supported(version).rows.get(path);
  if (row === undefined) return undefined;
  return {
    path,
    types: row.types,
    ...(row.words === undefined ? {} : { words: row.words }),
    ...('default' in row ? { default: structuredClone(row.default) } : {}),
  };
}

function supported(version: string): Release {
  const release = findRelease(version);
  if (release === undefined)
    throw new Error(
      `chart ${JSON.stringify(version)} is not supported; write one of ${supportedVersions().join(', ')}`,
    );
  return release;
}
