// Patches that Flux applies to what a chart renders: followed where text can.
import { isMap, Manifest } from '../../manifest';
import { listAt, mapAt, textAt } from '../derived/fields';
import { patched } from '../flux';

/** Objects by what the chart rendered; one that a patch touches which text does not follow is not among them. */
export interface PostRendered {
  readonly manifests: ReadonlyMap<Manifest, Manifest>;
  /** Patches that are not followed, in words. */
  readonly left: readonly string[];
}

/** The objects after `postRenderers` of a HelmRelease. */
export function postRendered(objects: readonly Manifest[], renderers: readonly unknown[]): PostRendered {
  const manifests = new Map(objects.map((object) => [object, object]));
  const left: string[] = [];
  for (const entry of renderers.flatMap((renderer) => listAt(renderer, 'kustomize', 'patches'))) {
    const target = mapAt(entry, 'target');
    const patch = textAt(entry, 'patch') ?? '';
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
  return { manifests, left };
}

/** False where the patch is surely for something else. */
function mayMean(target: Readonly<Record<string, unknown>>, patch: string, manifest: Manifest): boolean {
  const kind =
    isMap(target) && Object.keys(target).length > 0 ? textAt(target, 'kind') : /^kind:\s*["']?(\w+)/m.exec(patch)?.[1];
  const name = Object.keys(target).length > 0 ? undefined : /^ {2}name:\s*["']?([\w.-]+)/m.exec(patch)?.[1];
  return (kind === undefined || kind === manifest.kind) && (name === undefined || name === manifest.metadata.name);
}
