// What Flux, Argo CD, kustomize and k3s install by charts: the releases of the input, and the objects of those whose chart is known.
import { argoReleases } from './argo';
import { fluxReleases } from './flux';
import { k3sReleases } from './k3s';
import { kustomizeReleases } from './kustomize';
import { rendered, RenderedRelease } from './render';
import { ReleaseInput } from './types';
import { CheckedObject } from '../origin';

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
  const seen = new Set<string>();
  return releases.flatMap(({ rendering }) => {
    const [first] = rendering.said === 'objects' ? rendering.objects : [];
    if (rendering.said !== 'objects' || first === undefined) return [];
    const { file = '', document = 0, rendered: from } = first.origin;
    const key = [file, document, from?.release ?? ''].join('\0');
    if (seen.has(key)) return [];
    seen.add(key);
    return rendering.objects;
  });
}
