// HelmReleases of Flux: the chart by spec or by reference, the name that the release gets, values from ConfigMaps and inline.
// Source: helm-controller's API v2 and its merging of values, read.
import { createHash } from 'node:crypto';
import { dirname } from 'node:path/posix';
import { groupOf, isMap } from '../../manifest';
import { isPlaceholder, listAt, mapAt, textAt, valueAtPath } from '../derived/fields';
import { UNKNOWN } from '../unknown';
import { CheckedObject } from '../origin';
import { ChartRelease, ReleaseInput, ValueLayer } from './types';
import { configMapLayer, valueAtTarget } from './values';

/** The HelmReleases of the input. */
export function fluxReleases(input: ReleaseInput): ChartRelease[] {
  const sources = new Sources(input.objects);
  return input.objects
    .filter(({ manifest }) => manifest.kind === 'HelmRelease' && groupOf(manifest) === 'helm.toolkit.fluxcd.io')
    .map((release) => releaseOf(input, sources, release));
}

function releaseOf(input: ReleaseInput, sources: Sources, by: CheckedObject): ChartRelease {
  const { manifest } = by;
  const { layers, missing } = valuesOf(input, by);
  return {
    by,
    path: [],
    ...sources.chartOf(by),
    name: releaseName(by),
    namespace: textAt(manifest, 'spec', 'targetNamespace') ?? textAt(manifest, 'metadata', 'namespace'),
    layers,
    missing,
    postRenderers: listAt(manifest, 'spec', 'postRenderers'),
    commonMetadata: valueAtPath(manifest, ['spec', 'commonMetadata']),
  };
}

/** Flux puts the target namespace before a name of its own, and shortens what helm would refuse. */
function releaseName({ manifest }: CheckedObject): string {
  const target = textAt(manifest, 'spec', 'targetNamespace');
  const own = String(manifest.metadata.name);
  const name = textAt(manifest, 'spec', 'releaseName') ?? (target === undefined ? own : `${target}-${own}`);
  if (name.length <= MOST_NAME) return name;
  const sum = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${name.slice(0, MOST_NAME - sum.length - 1)}-${sum}`;
}

/** The longest name of a release that helm takes. */
const MOST_NAME = 53;

function valuesOf(input: ReleaseInput, by: CheckedObject): Pick<ChartRelease, 'layers' | 'missing'> {
  const layers: ValueLayer[] = [];
  const missing: string[] = [];
  listAt(by.manifest, 'spec', 'valuesFrom').forEach((from, index) => {
    const [kind, name, target] = [textAt(from, 'kind'), textAt(from, 'name'), textAt(from, 'targetPath')];
    const place = { origin: by.origin, at: ['spec', 'valuesFrom', index] };
    if (target !== undefined) {
      const values = valueAtTarget(target, UNKNOWN);
      if (values === undefined) missing.push(`${kind} ${name}`);
      else layers.push({ values, ...place });
      return;
    }
    const key = textAt(from, 'valuesKey') ?? 'values.yaml';
    const layer = kind === 'ConfigMap' && name !== undefined ? configMapLayer(input, by, name, key) : undefined;
    if (layer !== undefined) layers.push(layer);
    else missing.push(`${kind} ${name}`);
  });
  const values = valueAtPath(by.manifest, ['spec', 'values']);
  if (isMap(values)) layers.push({ values, origin: by.origin, at: ['spec', 'values'] });
  return { layers, missing };
}

type Chart = Pick<ChartRelease, 'chart' | 'version'>;

/** Where charts come from: OCIRepositories and HelmCharts by name. */
class Sources {
  private readonly byName = new Map<string, CheckedObject[]>();

  public constructor(objects: readonly CheckedObject[]) {
    for (const object of objects) {
      if (groupOf(object.manifest) !== 'source.toolkit.fluxcd.io') continue;
      const key = `${object.manifest.kind}/${object.manifest.metadata.name}`;
      this.byName.set(key, [...(this.byName.get(key) ?? []), object]);
    }
  }

  public chartOf(release: CheckedObject): Chart {
    const spec = mapAt(release.manifest, 'spec', 'chart', 'spec');
    if (textAt(spec, 'chart') !== undefined) return chartIn(spec);
    const kind = textAt(release.manifest, 'spec', 'chartRef', 'kind');
    const name = textAt(release.manifest, 'spec', 'chartRef', 'name');
    const charts = this.meant(release, `${kind}/${name}`).map(({ manifest }) => {
      const source = mapAt(manifest, 'spec');
      return manifest.kind === 'HelmChart' ? chartIn(source) : chartAt(source);
    });
    // Whoever calls the source so means that chart; which version is not known then.
    if (charts.length === 0) return { chart: name === 'app-template' ? name : undefined, version: undefined };
    return { chart: agreed(charts.map(({ chart }) => chart)), version: agreed(charts.map(({ version }) => version)) };
  }

  /** The source beside the release; else the one in its namespace; else all of that name, since namespaces are often set from outside. */
  private meant(release: CheckedObject, key: string): CheckedObject[] {
    const all = this.byName.get(key) ?? [];
    const namespace =
      textAt(release.manifest, 'spec', 'chartRef', 'namespace') ?? textAt(release.manifest, 'metadata', 'namespace');
    const folder = dirname(release.origin.file ?? '');
    const inPlace = all.filter(({ manifest }) => namespace !== undefined && manifest.metadata.namespace === namespace);
    const beside = (inPlace.length > 0 ? inPlace : all).filter(({ origin }) => dirname(origin.file ?? '') === folder);
    return [beside, inPlace, all].find((some) => some.length > 0) ?? [];
  }
}

function agreed(values: readonly (string | undefined)[]): string | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function chartIn(spec: unknown): Chart {
  return { chart: known(textAt(spec, 'chart')), version: known(textAt(spec, 'version')) };
}

/** An OCI artifact is named after its chart, its tag after the version. */
function chartAt(spec: unknown): Chart {
  const url = known(textAt(spec, 'url'));
  return { chart: url?.replace(/\/$/, '').split('/').pop(), version: known(textAt(spec, 'ref', 'tag')) };
}

function known(text: string | undefined): string | undefined {
  return text === undefined || isPlaceholder(text) ? undefined : text;
}
