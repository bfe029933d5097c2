// Files that kustomizations read as something else than objects: patches, data of generators, settings, values of charts.
import { dirname, join, normalize } from 'node:path';
import { mapsIn, PlainMap } from '../../manifest';
import { isKustomization } from '../../world/trees';

/** A document in a file. */
interface Placeable {
  readonly file: string;
  readonly content: PlainMap;
}

/** What the kustomizations of the input say about its files. */
export interface Parts {
  /** True if the file is a patch, or something else that is no object. */
  isPart(file: string): boolean;
  /** True if a generator takes the file as data, whatever is in it, and nothing lists it as objects. */
  isData(file: string): boolean;
}

/** The parts of all kustomizations. */
export function partsIn(documents: readonly Placeable[]): Parts {
  const parts = new Set<string>();
  const data = new Set<string>();
  const listed = new Set<string>();
  for (const { file, content } of documents.filter(isKustomization)) {
    const folder = dirname(file);
    for (const part of partsOf(content)) parts.add(join(folder, part));
    for (const part of dataOf(content)) data.add(join(folder, part));
    for (const resource of texts(content.resources)) listed.add(join(folder, resource));
  }
  return {
    isPart: (file) => parts.has(normalize(file)) || data.has(normalize(file)),
    isData: (file) => data.has(normalize(file)) && !listed.has(normalize(file)),
  };
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((item): item is string => typeof item === 'string');

function dataOf(content: PlainMap): string[] {
  return (
    [...mapsIn(content.configMapGenerator), ...mapsIn(content.secretGenerator)]
      .flatMap(({ files, envs, env }) => [...texts(files), ...texts(envs), ...texts(env)])
      // `key=path` names the key as well.
      .map((path) => path.replace(/^[^/=]*=/, ''))
  );
}

function partsOf(content: PlainMap): string[] {
  return [
    ...[...mapsIn(content.patches), ...mapsIn(content.patchesJson6902), ...mapsIn(content.replacements)].flatMap(
      ({ path }) => texts(path),
    ),
    // A list of file names under `patches` is the form of old kustomizations.
    ...[content.patches, content.patchesStrategicMerge].flatMap(texts).filter((path) => !path.includes('\n')),
    ...texts(content.configurations),
    ...mapsIn(content.helmCharts).flatMap(({ valuesFile, additionalValuesFiles }) => [
      ...texts(valuesFile),
      ...texts(additionalValuesFiles),
    ]),
  ];
}
