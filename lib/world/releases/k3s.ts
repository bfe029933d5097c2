// Charts that the controller of k3s installs: HelmChart, and HelmChartConfig with values over those of a chart of its name.
// Source: k3s-io/helm-controller (api v1, chart controller), documented.
import { posix } from 'node:path';
import { groupOf, isMap, PlainMap } from '../../manifest';
import { isPlaceholder, listAt, mapAt, textAt } from '../derived/fields';
import { CheckedObject } from '../origin';
import { ChartRelease, ReleaseInput, ValueLayer } from './types';
import { valueAtTarget, valuesIn } from './values';

const GROUP = 'helm.cattle.io';

/** The HelmCharts of the input. */
export function k3sReleases({ objects }: ReleaseInput): ChartRelease[] {
  const of = (kind: string) => objects.filter(({ manifest }) => manifest.kind === kind && groupOf(manifest) === GROUP);
  const configs = of('HelmChartConfig');
  return of('HelmChart').map((by) => {
    const { name, namespace } = by.manifest.metadata;
    const over = configs.filter(
      ({ manifest: { metadata } }) => metadata.name === name && metadata.namespace === namespace,
    );
    const sources = [by, ...over].map(valuesOf);
    return {
      by,
      path: [],
      ...chartOf(mapAt(by.manifest, 'spec')),
      name: String(name),
      namespace: textAt(by.manifest, 'spec', 'targetNamespace') ?? namespace,
      layers: sources.flatMap(({ layers }) => layers),
      missing: sources.flatMap(({ missing }) => missing),
      postRenderers: [],
    };
  });
}

/** `app-template` of a `repo`, or the last part of an OCI address; an archive is not opened. */
function chartOf(spec: PlainMap): Pick<ChartRelease, 'chart' | 'version'> {
  const [chart, version] = [textAt(spec, 'chart'), textAt(spec, 'version')];
  const isArchive = chart === undefined || /^https?:|^%\{|\.tgz$/.test(chart);
  return {
    chart: isArchive ? undefined : posix.basename(chart),
    version: version === undefined || isPlaceholder(version) ? undefined : version,
  };
}

function valuesOf({ manifest, origin }: CheckedObject): Pick<ChartRelease, 'layers' | 'missing'> {
  const layers: ValueLayer[] = [];
  const missing: string[] = listAt(manifest, 'spec', 'valuesSecrets').map((from) => `Secret ${textAt(from, 'name')}`);
  const text = textAt(manifest, 'spec', 'valuesContent');
  const inText = text === undefined ? {} : valuesIn(text);
  if (inText === undefined) missing.push('valuesContent that is no YAML');
  else if (text !== undefined) layers.push({ values: inText, origin, at: ['spec', 'valuesContent'] });
  for (const [name, value] of Object.entries(mapAt(manifest, 'spec', 'set'))) {
    const values = valueAtTarget(name, value);
    if (values === undefined || isMap(value)) missing.push(`set ${name}`);
    else layers.push({ values, origin, at: ['spec', 'set', name] });
  }
  return { layers, missing };
}
