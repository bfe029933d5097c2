// Name, namespace and labels of an object, whatever somebody wrote there.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { textOr } from '../lists';

/** Empty texts for what is missing. @internal */
export function nameOf(manifest: Manifest): { readonly name: string; readonly namespace: string } {
  const metadata: unknown = manifest.metadata;
  if (!isMap(metadata)) return { name: '', namespace: '' };
  return { name: textOr(metadata.name), namespace: textOr(metadata.namespace) };
}

/** Labels, none for what is missing. @internal */
export function labelsOf(manifest: Manifest): PlainMap {
  const metadata: unknown = manifest.metadata;
  return isMap(metadata) && isMap(metadata.labels) ? metadata.labels : {};
}
