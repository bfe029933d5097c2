// Cilium by Flux: HelmRelease, its chart, and values out of ConfigMaps that a kustomization may generate.
import { isMap } from '../../../manifest';
import { CheckedDocument, CheckedObject, World } from '../../types';
import { listAt, mapAt, textAt, valueAtPath } from '../fields';
import { kustomizations, layerOfFile, layerOfText, nearest } from './read';
import { contentOf, FoundInstall, ValuesLayer } from './types';

const HELM = 'helm.toolkit.fluxcd.io';
const SOURCE = 'source.toolkit.fluxcd.io';
/** Key of a ConfigMap that Flux reads when `valuesKey` is absent. Source: HelmRelease v2. */
const VALUES_KEY = 'values.yaml';

export function fluxInstalls(world: World): FoundInstall[] {
  const releases = world.of(HELM, 'HelmRelease');
  return releases.flatMap((release) => {
    const chart = chartOf(world, release);
    if (chart === undefined) return [];
    const { name } = release.manifest.metadata;
    // A release of the same name without a chart is a patch of an overlay: it may change any value.
    const patched = releases.some(
      ({ manifest }) =>
        manifest.metadata.name === name &&
        !isMap(valueAtPath(manifest, ['spec', 'chart'])) &&
        !isMap(valueAtPath(manifest, ['spec', 'chartRef'])),
    );
    const { layers, complete } = layersOf(world, release);
    const namespace = textAt(release.manifest, 'spec', 'targetNamespace') ?? release.manifest.metadata.namespace;
    return [
      {
        kind: 'HelmRelease' as const,
        at: release,
        layers,
        complete: complete && !patched,
        ...chart,
        ...(namespace === undefined ? {} : { namespace }),
      },
    ];
  });
}

/** The version of the chart, when the chart is Cilium's. */
function chartOf(world: World, release: CheckedObject): { version?: string } | undefined {
  const { manifest } = release;
  const inline = mapAt(manifest, 'spec', 'chart', 'spec');
  if (inline.chart === 'cilium') return versioned(inline.version);
  const ref = mapAt(manifest, 'spec', 'chartRef');
  if (typeof ref.name !== 'string') return undefined;
  const source = nearest(
    world.of(SOURCE, String(ref.kind)).filter((each) => each.manifest.metadata.name === ref.name),
    release.origin,
  );
  if (source === undefined) return undefined;
  const spec = mapAt(source.manifest, 'spec');
  if (ref.kind === 'HelmChart') return spec.chart === 'cilium' ? versioned(spec.version) : undefined;
  const isCilium = typeof spec.url === 'string' && /\/cilium\/?$/.test(spec.url);
  return isCilium ? versioned(valueAtPath(spec, ['ref', 'tag']) ?? valueAtPath(spec, ['ref', 'semver'])) : undefined;
}

function versioned(version: unknown): { version?: string } {
  return typeof version === 'string' || typeof version === 'number' ? { version: String(version) } : {};
}

function layersOf(world: World, release: CheckedObject): { layers: ValuesLayer[]; complete: boolean } {
  const layers: ValuesLayer[] = [];
  let complete = true;
  for (const from of listAt(release.manifest, 'spec', 'valuesFrom')) {
    const layer =
      isMap(from) && from.kind === 'ConfigMap' && from.targetPath === undefined
        ? layerOfConfigMap(world, release, from)
        : undefined;
    if (layer === undefined) complete = false;
    else layers.push(layer);
  }
  const values = valueAtPath(release.manifest, ['spec', 'values']);
  if (isMap(values)) layers.push({ values, at: release, prefix: ['spec', 'values'] });
  return { layers, complete };
}

function layerOfConfigMap(
  world: World,
  release: CheckedObject,
  from: Readonly<Record<string, unknown>>,
): ValuesLayer | undefined {
  const key = typeof from.valuesKey === 'string' ? from.valuesKey : VALUES_KEY;
  const maps = world.of('', 'ConfigMap').filter(({ manifest }) => manifest.metadata.name === from.name);
  const map = nearest(maps, release.origin);
  if (map !== undefined && map.origin.generator === undefined) return layerOfText(map, ['data', key]);
  // Of a generated one the lines stand in the file that the generator takes in.
  const name = map?.origin.generator ?? from.name;
  const makers = kustomizations(world).filter(
    (each) => generatorOf(each, name) !== undefined && (map === undefined || each.origin.file === map.origin.file),
  );
  const maker = nearest(makers, release.origin);
  if (maker === undefined) return undefined;
  const generator = generatorOf(maker, name)!;
  const literal = listAt(generator, 'literals').length > 0;
  const file = listAt(generator, 'files')
    .filter((each) => typeof each === 'string')
    .map((each) =>
      each.includes('=')
        ? { key: each.slice(0, each.indexOf('=')), file: each.slice(each.indexOf('=') + 1) }
        : { key: each.split('/').pop()!, file: each },
    )
    .find((each) => each.key === key);
  return file === undefined || literal ? undefined : layerOfFile(world, maker.origin, file.file);
}

function generatorOf(kustomization: CheckedObject | CheckedDocument, name: unknown): unknown {
  return listAt(contentOf(kustomization), 'configMapGenerator').find((each) => isMap(each) && each.name === name);
}
