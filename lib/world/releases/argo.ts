// Charts that Argo CD Applications install: name, namespace, values inline, as text, in files of the repository, and single ones.
// Source: Argo CD's API and its order of values (files, then values, then valuesObject instead of them, then parameters), documented.
import { posix } from 'node:path';
import { groupOf, isMap, PlainMap } from '../../manifest';
import { listAt, mapAt, textAt, valueAtPath } from '../derived/fields';
import { CheckedObject } from '../origin';
import { ChartRelease, ReleaseInput, ValueLayer } from './types';
import { fileLayer, valueAtTarget, valuesIn } from './values';
import { Path } from '../../problem';

/** The charts of the Applications of the input. */
export function argoReleases(input: ReleaseInput): ChartRelease[] {
  return input.objects
    .filter(({ manifest }) => manifest.kind === 'Application' && groupOf(manifest) === 'argoproj.io')
    .flatMap((by) =>
      sourcesOf(by).flatMap(({ source, path }) =>
        textAt(source, 'chart') === undefined ? [] : [releaseOf(input, by, source, path)],
      ),
    );
}

interface Source {
  readonly source: PlainMap;
  readonly path: Path;
}

function sourcesOf({ manifest }: CheckedObject): Source[] {
  const one = { source: mapAt(manifest, 'spec', 'source'), path: ['spec', 'source'] };
  const several = listAt(manifest, 'spec', 'sources').map((source, index) => ({
    source: isMap(source) ? source : {},
    path: ['spec', 'sources', index],
  }));
  return [one, ...several];
}

function releaseOf(input: ReleaseInput, by: CheckedObject, source: PlainMap, path: Path): ChartRelease {
  return {
    by,
    path,
    chart: textAt(source, 'chart'),
    version: textAt(source, 'targetRevision'),
    name: textAt(source, 'helm', 'releaseName') ?? String(by.manifest.metadata.name),
    namespace: textAt(by.manifest, 'spec', 'destination', 'namespace'),
    ...valuesOf(input, by, source, path),
    patches: [],
  };
}

function valuesOf(
  input: ReleaseInput,
  { origin }: CheckedObject,
  source: PlainMap,
  path: Path,
): Pick<ChartRelease, 'layers' | 'missing'> {
  const layers: ValueLayer[] = [];
  const missing: string[] = [];
  const helm = mapAt(source, 'helm');
  for (const file of listAt(helm, 'valueFiles')) {
    // `$name/` is the root of the source of that name: of a repository that may be this one.
    const inRepository = /^\$[^/]+\/(.+)$/.exec(String(file))?.[1];
    const layer = inRepository === undefined ? undefined : fileLayer(input, posix.normalize(inRepository));
    if (layer !== undefined) layers.push(layer);
    else if (helm.ignoreMissingValueFiles !== true) missing.push(String(file));
  }
  const text = textAt(helm, 'values');
  const inText = text === undefined ? undefined : valuesIn(text);
  if (isMap(helm.valuesObject))
    layers.push({ values: helm.valuesObject, origin, at: [...path, 'helm', 'valuesObject'] });
  else if (inText !== undefined) layers.push({ values: inText, origin, at: [...path, 'helm', 'values'] });
  else if (text !== undefined) missing.push('values that are no YAML');
  listAt(helm, 'parameters').forEach((parameter, index) => {
    const values = valueAtTarget(textAt(parameter, 'name') ?? '', valueAtPath(parameter, ['value']));
    const at = [...path, 'helm', 'parameters', index];
    if (values !== undefined) layers.push({ values, origin, at });
    else missing.push(`parameter ${textAt(parameter, 'name')}`);
  });
  if (listAt(helm, 'fileParameters').length > 0) missing.push('fileParameters');
  return { layers, missing };
}
