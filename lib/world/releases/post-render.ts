// What Flux does to the objects that a chart renders: patches, followed where text can, then the common metadata.
// Source: helm-controller's API v2 and v2beta1 (the two older lists of patches), documented.
import { isMap, Manifest, PlainMap, toYaml } from '../../manifest';
import { listAt, mapAt, textAt, valueAtPath } from '../derived/fields';
import { patched, withCommonMetadata } from '../flux';

/** Objects by what the chart rendered; one that a patch touches which text does not follow is not among them. */
export interface PostRendered {
  readonly manifests: ReadonlyMap<Manifest, Manifest>;
  /** Patches that are not followed, in words. */
  readonly left: readonly string[];
}

/** The objects after `postRenderers` and `commonMetadata` of a HelmRelease. */
export function postRendered(
  objects: readonly Manifest[],
  renderers: readonly unknown[],
  commonMetadata?: unknown,
): PostRendered {
  const manifests = new Map(objects.map((object) => [object, object]));
  const left: string[] = [];
  for (const { patch, target } of renderers.flatMap(patchesOf)) {
    let fails = false;
    for (const [rendered, manifest] of manifests) {
      if (!mayMean(target, patch, manifest)) continue;
      const outcome = patched([manifest], { patch, ...(Object.keys(target).length === 0 ? {} : { target }) });
      const [result] = outcome.said === 'done' ? outcome.value : [];
      if (result === undefined) manifests.delete(rendered);
      else manifests.set(rendered, result);
      fails ||= outcome.said !== 'done';
    }
    if (fails) left.push('a patch of postRenderers');
  }
  for (const [rendered, manifest] of manifests)
    manifests.set(rendered, withCommonMetadata([manifest], commonMetadata)[0]!);
  return { manifests, left };
}

interface TargetedPatch {
  readonly patch: string;
  readonly target: PlainMap;
}

/** Every patch as `patches` writes it. */
function patchesOf(renderer: unknown): TargetedPatch[] {
  const kustomize = mapAt(renderer, 'kustomize');
  return [
    ...listAt(kustomize, 'patchesStrategicMerge').map((merge) => ({ patch: toYaml([merge]), target: {} })),
    ...listAt(kustomize, 'patches').map((entry) => ({
      patch: textAt(entry, 'patch') ?? '',
      target: mapAt(entry, 'target'),
    })),
    ...listAt(kustomize, 'patchesJson6902').map((entry) => ({
      patch: JSON.stringify(valueAtPath(entry, ['patch'])),
      target: mapAt(entry, 'target'),
    })),
  ];
}

/** False where the patch is surely for something else. */
function mayMean(target: PlainMap, patch: string, manifest: Manifest): boolean {
  const kind =
    isMap(target) && Object.keys(target).length > 0 ? textAt(target, 'kind') : /^kind:\s*["']?(\w+)/m.exec(patch)?.[1];
  const name = Object.keys(target).length > 0 ? undefined : /^ {2}name:\s*["']?([\w.-]+)/m.exec(patch)?.[1];
  return (kind === undefined || kind === manifest.kind) && (name === undefined || name === manifest.metadata.name);
}
