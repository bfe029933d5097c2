// What Flux, Argo CD, kustomize and k3s install by charts: the releases of the input, and the objects of those whose chart is known.
import { argoReleases } from './argo';
import { fluxReleases } from './flux';
import { k3sReleases } from './k3s';
import { kustomizeReleases } from './kustomize';
import { rendered, RenderedRelease } from './render';
import { ReleaseInput } from './types';
import { Applied, CheckedObject } from '../origin';

export type { RenderedRelease, Rendering } from './render';
export type { ChartRelease, ReleaseInput, ValueLayer } from './types';
export { mergedValues, layerWith } from './values';

/** Every release of the input with what came of it. */
export function releasesOf(input: ReleaseInput): RenderedRelease[] {
  const found = [fluxReleases, argoReleases, kustomizeReleases, k3sReleases].flatMap((releases) => releases(input));
  return found.map(rendered);
}

/** The objects that the releases bring, as far as their charts are known. A release that roots apply in several forms brings them once. */
export function objectsOf(releases: readonly RenderedRelease[]): CheckedObject[] {
  const found = new Map<string, { readonly objects: readonly CheckedObject[]; applied: Applied | undefined }>();
  for (const { release, rendering } of releases) {
    const [first] = rendering.said === 'objects' ? rendering.objects : [];
    if (rendering.said !== 'objects' || first === undefined) continue;
    const { file = '', document = 0, rendered: from } = first.origin;
    const key = [file, document, from?.release ?? ''].join('\0');
    const known = found.get(key);
    const { applied } = release.by;
    if (known === undefined) found.set(key, { objects: rendering.objects, applied });
    else known.applied = joined(known.applied, applied);
  }
  return [...found.values()].flatMap(({ objects, applied }) =>
    applied === undefined ? objects : objects.map((object) => ({ ...object, applied })),
  );
}

/** Where either form is applied, the objects are. */
function joined(a: Applied | undefined, b: Applied | undefined): Applied | undefined {
  if (a === undefined || b === undefined) return undefined;
  const partly = a.partly === true || b.partly === true;
  const perhaps = a.perhaps === true && b.perhaps === true;
  const clusters = [...new Set([...a.clusters, ...b.clusters])];
  return { clusters, ...(partly ? { partly } : {}), ...(perhaps ? { perhaps } : {}) };
}
