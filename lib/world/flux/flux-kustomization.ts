// What a Flux Kustomization adds to what its path builds: patches, target namespace, images, names, variables, common metadata.
// Source: fluxcd/pkg kustomize (generator), kustomize-controller's API, read.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { Variables } from './envsubst';
import { kustomized } from './kustomization';
import { Outcome } from './outcome';
import { substituted } from './substitute';

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
 * path's, its namespace and its images instead of them.
 *
 * @param spec `spec` of the Flux Kustomization
 * @param atPath the kustomization at its path; an empty one where the path has none
 */
export function fluxOverlay(spec: PlainMap, atPath: PlainMap): PlainMap {
  const result: PlainMap = { ...atPath };
  for (const [from, to] of Object.entries(FIELDS)) {
    const value = spec[from];
    if (value === undefined || value === null || value === '') continue;
    const own = result[to];
    if (from === 'images') result[to] = images(own, value);
    else
      result[to] =
        Array.isArray(value) && Array.isArray(own) ? [...(own as unknown[]), ...(value as unknown[])] : value;
  }
  return result;
}

/** Images by name: Flux's entry takes the place of the path's. */
function images(own: unknown, more: unknown): unknown[] {
  const result = Array.isArray(own) ? [...(own as unknown[])] : [];
  for (const image of Array.isArray(more) ? (more as unknown[]) : []) {
    const at = result.findIndex((old) => isMap(old) && isMap(image) && old.name === image.name);
    if (at < 0) result.push(image);
    else result[at] = image;
  }
  return result;
}

/**
 * What a Flux Kustomization applies of the objects that the resources at its path give.
 *
 * @param spec `spec` of the Flux Kustomization
 * @param atPath the kustomization at its path; an empty one where the path has none
 * @param variables those of postBuild
 * @param file the text of a file that a patch at the path names
 */
export function fluxApplied(
  objects: readonly Manifest[],
  spec: PlainMap,
  atPath: PlainMap,
  variables: Variables,
  file?: (path: string) => string | undefined,
): Outcome<Manifest[]> {
  const built = kustomized(objects, fluxOverlay(spec, atPath), file);
  if (built.said !== 'done') return built;
  const result: Manifest[] = [];
  for (const object of built.value) {
    const filled = substituted(object, variables);
    if (filled.said !== 'done') return filled;
    result.push(filled.value);
  }
  return { said: 'done', value: withCommonMetadata(result, spec.commonMetadata) };
}

/** Objects with `commonMetadata`: labels and annotations of the objects alone, never of their templates. */
export function withCommonMetadata(objects: Manifest[], common: unknown): Manifest[] {
  if (!isMap(common)) return objects;
  return objects.map((object) => {
    const metadata = { ...object.metadata };
    for (const field of ['labels', 'annotations'] as const)
      if (isMap(common[field])) metadata[field] = { ...metadata[field], ...(common[field] as Record<string, string>) };
    return { ...object, metadata };
  });
}
