// Which repository a Flux Kustomization or an Application takes its path from: this one, or another one.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { listAt, mapsIn } from '../derived/fields';
import { Repository } from './repository';
import { Root } from './roots';

const SOURCES = 'source.toolkit.fluxcd.io/';

/**
 * Tells the roots whose paths lie in another repository: a Kustomization whose source is in the input with another URL than the source that most
 * of them name, an Application of another repository than that, or than most of them.
 *
 * @internal
 */
export function foreignSources(repository: Repository): (root: Root) => boolean {
  const objects = repository.all.filter(({ isObject }) => isObject).map(({ content }) => content as Manifest);
  const isKustomization = ({ apiVersion }: Manifest) => String(apiVersion).startsWith('kustomize.toolkit.fluxcd.io/');
  const named = objects.filter(isKustomization).map(({ spec }) => (isMap(spec) ? sourceOf(spec) : ''));
  const own = mostCommon(named.filter((name) => name !== '')) ?? '';
  const urls = new Map<string, string>();
  for (const { apiVersion, kind, metadata, spec } of objects)
    if (String(apiVersion).startsWith(SOURCES) && isMap(spec)) urls.set(`${kind}/${metadata.name}`, String(spec.url));
  const url = urls.get(own) ?? mostCommon(objects.filter(isApplication).flatMap(({ spec }) => repositoriesOf(spec)));
  return ({ tool, spec }) => {
    if (tool === 'argo') {
      const all = repositoriesOf(spec);
      return url !== undefined && all.length > 0 && all.every((each) => shortened(each) !== shortened(url));
    }
    if (tool !== 'flux') return false;
    const name = sourceOf(spec);
    return name !== own && name !== '' && urls.has(name) && urls.get(name) !== urls.get(own);
  };
}

function isApplication({ apiVersion, kind }: Manifest): boolean {
  return String(apiVersion).startsWith('argoproj.io/') && kind === 'Application';
}

/** Repositories of which an Application takes a path. */
function repositoriesOf(spec: unknown): string[] {
  if (!isMap(spec)) return [];
  const sources = mapsIn([spec.source, ...listAt(spec.sources)]);
  return sources.flatMap(({ path, repoURL }) =>
    typeof path === 'string' && typeof repoURL === 'string' && !repoURL.includes('{{') ? [repoURL] : [],
  );
}

function mostCommon(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Owner and name: one repository is reached by several protocols. */
function shortened(url: string): string {
  return url
    .toLowerCase()
    .replace(/\.git\/?$|\/$/, '')
    .split(/[/:]/)
    .slice(-2)
    .join('/');
}

function sourceOf({ sourceRef }: PlainMap): string {
  return isMap(sourceRef) ? `${String(sourceRef.kind)}/${String(sourceRef.name)}` : '';
}
