// Which repository a Flux Kustomization takes its path from: this one, or another one whose source stands in the input as well.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { Repository } from './repository';
import { Root } from './roots';

const SOURCES = 'source.toolkit.fluxcd.io/';

/**
 * Tells the roots whose paths lie in another repository: their source is in the input, and its URL is not that of the source which most
 * Kustomizations name.
 *
 * @internal
 */
export function foreignSources(repository: Repository): (root: Root) => boolean {
  const objects = repository.all.filter(({ isObject }) => isObject).map(({ content }) => content as Manifest);
  const counts = new Map<string, number>();
  for (const { apiVersion, spec } of objects)
    if (String(apiVersion).startsWith('kustomize.toolkit.fluxcd.io/') && isMap(spec)) {
      const name = sourceOf(spec);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  const [own] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [''];
  const urls = new Map<string, string>();
  for (const { apiVersion, kind, metadata, spec } of objects)
    if (String(apiVersion).startsWith(SOURCES) && isMap(spec)) urls.set(`${kind}/${metadata.name}`, String(spec.url));
  return ({ tool, spec }) => {
    if (tool !== 'flux') return false;
    const name = sourceOf(spec);
    return name !== own && name !== '' && urls.has(name) && urls.get(name) !== urls.get(own);
  };
}

function sourceOf({ sourceRef }: PlainMap): string {
  return isMap(sourceRef) ? `${String(sourceRef.kind)}/${String(sourceRef.name)}` : '';
}
