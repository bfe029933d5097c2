// Charts that Argo CD's Applications and ApplicationSets install: name, namespace, values inline, as text, in files of the repository, and single ones.
// Source: Argo CD's API and its order of values (files, then values, then valuesObject instead of them, then parameters), documented.
import { posix } from 'node:path';
import { groupOf, isMap, objectKey, PlainMap } from '../../manifest';
import { isPlaceholder, listAt, mapAt, textAt, valueAtPath } from '../derived/fields';
import { CheckedObject } from '../origin';
import { applicationsOf, Repository } from '../trees';
import { UNKNOWN } from '../unknown';
import { ChartRelease, ReleaseInput, ValueLayer } from './types';
import { fileLayer, valueAtTarget, valuesIn } from './values';
import { Path } from '../../problem';

/** The charts of the Applications of the input, and of those that its ApplicationSets make. */
export function argoReleases(input: ReleaseInput): ChartRelease[] {
  const of = (kind: string) =>
    input.objects.filter(({ manifest }) => manifest.kind === kind && groupOf(manifest) === 'argoproj.io');
  const written = of('Application').map((by): Application => ({ by, content: by.manifest, path: [] }));
  const sets = of('ApplicationSet');
  const repository = sets.length === 0 ? undefined : repositoryOf(input);
  const made = sets.flatMap((by) =>
    applicationsOf(by.manifest, repository!).map((content): Application => {
      const known = withoutHoles(content);
      const title = `Application/${textAt(known, 'metadata', 'name') ?? ''} of ${objectKey(by.manifest)}`;
      return { by, content: known, path: ['spec', 'template'], title };
    }),
  );
  return [...written, ...made].flatMap((application) =>
    sourcesOf(application).flatMap(({ source, path }) =>
      chartOf(source) === undefined ? [] : [releaseOf(input, application, source, path)],
    ),
  );
}

/** An Application, and where it stands in the object that holds it. */
interface Application {
  readonly by: CheckedObject;
  readonly content: unknown;
  readonly path: Path;
  readonly title?: string;
}

/** The input as generators see it: files by name, with what they hold. */
function repositoryOf({ objects, documents = [], files = [], text = () => undefined }: ReleaseInput): Repository {
  const pieces = [
    ...objects.map(({ manifest, origin }) => ({ content: manifest as PlainMap, origin, isObject: true })),
    ...documents.map(({ content, origin }) => ({ content, origin, isObject: false })),
  ].flatMap(({ content, origin: { file, document = 1 }, isObject }) =>
    file === undefined ? [] : [{ file, document, content, isObject }],
  );
  return new Repository({ pieces, files, text });
}

/** What no generator of the input gives is unknown; to helm it would be a template. */
function withoutHoles(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\{\{.*?\}\}/gs, () => UNKNOWN);
  if (Array.isArray(value)) return value.map(withoutHoles);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHoles(inner)]));
}

interface Source {
  readonly source: PlainMap;
  readonly path: Path;
}

function sourcesOf({ content, path }: Application): Source[] {
  const one = { source: mapAt(content, 'spec', 'source'), path: [...path, 'spec', 'source'] };
  const several = listAt(content, 'spec', 'sources').map((source, index) => ({
    source: isMap(source) ? source : {},
    path: [...path, 'spec', 'sources', index],
  }));
  return [one, ...several];
}

function releaseOf(input: ReleaseInput, application: Application, source: PlainMap, path: Path): ChartRelease {
  const { by, content, title } = application;
  return {
    by,
    path,
    chart: chartOf(source),
    version: known(textAt(source, 'targetRevision')),
    name: known(textAt(source, 'helm', 'releaseName') ?? textAt(content, 'metadata', 'name')),
    namespace: known(textAt(content, 'spec', 'destination', 'namespace')),
    ...valuesOf(input, by, source, path),
    postRenderers: [],
    ...(title === undefined ? {} : { title }),
  };
}

/** A chart of a Helm repository, or the last part of an OCI address. */
function chartOf(source: PlainMap): string | undefined {
  const [chart, url = ''] = [textAt(source, 'chart'), textAt(source, 'repoURL')];
  if (chart !== undefined) return posix.basename(chart);
  return url.startsWith('oci://') ? posix.basename(url) : undefined;
}

function known(text: string | undefined): string | undefined {
  return text === undefined || isPlaceholder(text) ? undefined : text;
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
