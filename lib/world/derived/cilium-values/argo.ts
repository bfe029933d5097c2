// Cilium by Argo CD: Application and ApplicationSet with a chart as source.
import { isMap, PlainMap } from '../../../manifest';
import { CheckedObject, World } from '../../types';
import { Path } from '../../../problem';
import { listAt, textAt, valueAtPath } from '../fields';
import { layerOfRootFile, layerOfText, mapOfText } from './read';
import { FoundInstall, ValuesLayer } from './types';

const GROUP = 'argoproj.io';

export function argoInstalls(world: World): FoundInstall[] {
  return [
    ...world.of(GROUP, 'Application').flatMap((object) => installsOf(world, object, 'Application', ['spec'])),
    ...world
      .of(GROUP, 'ApplicationSet')
      .flatMap((object) => installsOf(world, object, 'ApplicationSet', ['spec', 'template', 'spec'])),
  ];
}

function installsOf(
  world: World,
  object: CheckedObject,
  kind: 'Application' | 'ApplicationSet',
  spec: Path,
): FoundInstall[] {
  const many = listAt(object.manifest, ...spec, 'sources').map((_, index): Path => [...spec, 'sources', index]);
  return [...many, [...spec, 'source']].flatMap((path) => {
    const source = valueAtPath(object.manifest, path);
    if (!isMap(source) || !isCiliumChart(source)) return [];
    const namespace = textAt(object.manifest, ...spec, 'destination', 'namespace');
    return [
      {
        kind,
        at: object,
        ...layersOf(world, object, [...path, 'helm']),
        // A template patch may change any value of the generated Applications.
        ...(valueAtPath(object.manifest, ['spec', 'templatePatch']) === undefined ? {} : { complete: false }),
        ...(source.targetRevision === undefined ? {} : { version: String(source.targetRevision) }),
        ...(namespace === undefined ? {} : { namespace }),
      },
    ];
  });
}

/** As a chart of a Helm repository, or as the last part of an OCI address. */
function isCiliumChart(source: PlainMap): boolean {
  if (source.chart !== undefined) return source.chart === 'cilium' || source.chart === 'cilium/cilium';
  return (
    typeof source.repoURL === 'string' && source.repoURL.startsWith('oci://') && /\/cilium\/?$/.test(source.repoURL)
  );
}

/** Source: Argo CD: valueFiles, then values (or valuesObject, which wins), then parameters. */
function layersOf(world: World, object: CheckedObject, helm: Path): { layers: ValuesLayer[]; complete: boolean } {
  const { manifest } = object;
  const files = listAt(manifest, ...helm, 'valueFiles').map((file) =>
    typeof file === 'string' ? layerOfValueFile(world, file) : undefined,
  );
  const parameters = valueAtPath(manifest, [...helm, 'parameters']);
  const structured = valueAtPath(manifest, [...helm, 'valuesObject']);
  const text = valueAtPath(manifest, [...helm, 'values']);
  const own = isMap(structured)
    ? { values: structured, at: object, prefix: [...helm, 'valuesObject'] }
    : text === undefined
      ? undefined
      : layerOfText(object, [...helm, 'values']);
  const layers = [
    ...files,
    own,
    Array.isArray(parameters) ? parameterLayer(object, parameters, [...helm, 'parameters']) : undefined,
  ];
  return {
    layers: layers.filter((layer) => layer !== undefined),
    complete:
      files.every((layer) => layer !== undefined) &&
      (own !== undefined || (text === undefined && structured === undefined)) &&
      valueAtPath(manifest, [...helm, 'fileParameters']) === undefined,
  };
}

/** `$values/path/of/values.yaml` names a file of another source, usually this repository. Other files lie inside of the chart. */
function layerOfValueFile(world: World, file: string): ValuesLayer | undefined {
  const match = /^\$[^/]+\/(.+)$/.exec(file);
  return match === null ? undefined : layerOfRootFile(world, match[1]!);
}

/** What `helm --set` makes of the parameters; a text stays one with forceString. */
function parameterLayer(object: CheckedObject, parameters: readonly unknown[], prefix: Path): ValuesLayer | undefined {
  const values: PlainMap = {};
  for (const each of parameters) {
    if (!isMap(each) || typeof each.name !== 'string' || /[[\]\\]/.test(each.name)) continue;
    const keys = each.name.split('.');
    let map = values;
    for (const key of keys.slice(0, -1)) map = (isMap(map[key]) ? map[key] : (map[key] = {})) as PlainMap;
    map[keys.at(-1)!] = each.forceString === true ? String(each.value) : scalarOf(String(each.value));
  }
  return Object.keys(values).length === 0 ? undefined : { values, at: object, prefix, inText: true };
}

function scalarOf(text: string): unknown {
  if (text === '') return '';
  const value = /^(true|false|null|0|-?[1-9]\d*)$/.test(text) ? mapOfText(`value: ${text}`)?.value : text;
  return value;
}
