// Charts that a kustomization lists under helmCharts: values of files and inline ones.
// Source: kustomize's HelmChartInflationGenerator, documented and read.
import { posix } from 'node:path';
import { isMap } from '../../manifest';
import { listAt, textAt, valueAtPath } from '../derived/fields';
import { CheckedDocument } from '../origin';
import { ChartRelease, ReleaseInput, ValueLayer } from './types';
import { fileLayer } from './values';

/** The charts of the kustomizations of the input. */
export function kustomizeReleases(input: ReleaseInput): ChartRelease[] {
  return (input.documents ?? []).flatMap((by) =>
    listAt(by.content, 'helmCharts').map((entry, index) => releaseOf(input, by, entry, index)),
  );
}

function releaseOf(input: ReleaseInput, by: CheckedDocument, entry: unknown, index: number): ChartRelease {
  return {
    by,
    path: ['helmCharts', index],
    chart: textAt(entry, 'name'),
    version: textAt(entry, 'version'),
    // Without one helm makes a name up.
    name: textAt(entry, 'releaseName'),
    namespace: textAt(by.content, 'namespace') ?? textAt(entry, 'namespace'),
    ...valuesOf(input, by, entry, index),
    postRenderers: [],
  };
}

function valuesOf(
  input: ReleaseInput,
  { origin }: CheckedDocument,
  entry: unknown,
  index: number,
): Pick<ChartRelease, 'layers' | 'missing'> {
  const folder = posix.dirname(origin.file ?? '');
  const own = textAt(entry, 'valuesFile');
  const files: ValueLayer[] = [];
  const missing: string[] = [];
  for (const file of [...(own === undefined ? [] : [own]), ...listAt(entry, 'additionalValuesFiles')]) {
    const layer = fileLayer(input, posix.join(folder, String(file)));
    if (layer === undefined) missing.push(String(file));
    else files.push(layer);
  }
  const values = valueAtPath(entry, ['valuesInline']);
  const inline = isMap(values) ? [{ values, origin, at: ['helmCharts', index, 'valuesInline'] }] : [];
  const merge = textAt(entry, 'valuesMerge') ?? 'override';
  if (merge === 'replace' && inline.length > 0) return { layers: inline, missing: [] };
  return { layers: merge === 'merge' ? [...inline, ...files] : [...files, ...inline], missing };
}
