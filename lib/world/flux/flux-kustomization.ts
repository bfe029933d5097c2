// What a Flux Kustomization adds to what its path builds: patches, target namespace, images, names, variables, common metadata.
// Source: fluxcd/pkg kustomize (generator), kustomize-controller's API, read.
import { isMap, Manifest, PlainMap, toYaml } from '../../manifest';
import { listAt, mapsIn } from '../derived/fields';

/** Fields of a Flux Kustomization that become fields of the kustomization at its path. */
const FIELDS: Readonly<Record<string, string>> = {
  targetNamespace: 'namespace',
  patches: 'patches',
  patchesStrategicMerge: 'patchesStrategicMerge',
  patchesJson6902: 'patchesJson6902',
  images: 'images',
  namePrefix: 'namePrefix',
  nameSuffix: 'nameSuffix',
};

/**
 * The kustomization that Flux builds: that of the path, with the Flux Kustomization's own fields. Its patches come after the
 * path's, its namespace and its names instead of them, its images over them.
 *
 * @param spec `spec` of the Flux Kustomization
 * @param atPath the kustomization at its path; an empty one where the path has none
 */
export function fluxOverlay(spec: PlainMap, atPath: PlainMap): PlainMap {
  const result: PlainMap = { ...atPath };
  for (const [from, to] of Object.entries(FIELDS)) {
    const value = spec[from] === undefined ? undefined : asKustomization(from, spec[from]);
    if (value === undefined || value === null || value === '') continue;
    const own = result[to];
    if (from === 'images') result[to] = images(own, value);
    else
      result[to] =
        Array.isArray(value) && Array.isArray(own) ? [...(own as unknown[]), ...(value as unknown[])] : value;
  }
  return result;
}

/** The older lists hold patches as values, a kustomization as texts. */
function asKustomization(field: string, value: unknown): unknown {
  if (field === 'patchesStrategicMerge' && Array.isArray(value)) return value.map((patch) => toYaml([patch]));
  if (field === 'patchesJson6902')
    return mapsIn(value).map((entry) => ({ ...entry, patch: JSON.stringify(entry.patch) }));
  return value;
}

/** Images by name: fields of Flux's entry go over those of the path's; a tag and a digest take the place of both. */
function images(own: unknown, more: unknown): unknown[] {
  const result: unknown[] = [...listAt(own)];
  for (const { name, newName, newTag = '', digest = '' } of mapsIn(more)) {
    const at = result.findIndex((old) => isMap(old) && old.name === name);
    const isVersion = newTag !== '' || digest !== '';
    const over = {
      name,
      ...(newName === undefined || newName === '' ? {} : { newName }),
      ...(isVersion ? { newTag, digest } : {}),
    };
    if (at < 0) result.push(over);
    else result[at] = { ...(result[at] as PlainMap), ...over };
  }
  return result;
}

/**
 * Objects with `commonMetadata`: labels and annotations of the objects alone, never of their templates. Flux loses the labels or annotations of an
 * object of which one is no text.
 */
export function withCommonMetadata(objects: Manifest[], common: unknown): Manifest[] {
  if (!isMap(common)) return objects;
  return objects.map((object) => {
    const metadata = { ...object.metadata };
    for (const field of ['labels', 'annotations'] as const) {
      const more = common[field];
      if (!isMap(more) || Object.keys(more).length === 0) continue;
      const isText = Object.values(metadata[field] ?? {}).every((value) => typeof value === 'string');
      metadata[field] = { ...(isText ? metadata[field] : {}), ...(more as Record<string, string>) };
    }
    return { ...object, metadata };
  });
}
