// What Flux, Argo CD and kustomize install by charts: the releases of the input, and the objects of those whose chart is known.
import { argoReleases } from './argo';
import { fluxReleases } from './flux';
import { kustomizeReleases } from './kustomize';
import { rendered, RenderedRelease } from './render';
import { ReleaseInput } from './types';
import { CheckedObject } from '../origin';

export type { RenderedRelease, Rendering } from './render';
export type { ChartRelease, ReleaseInput, ValueLayer } from './types';
export { mergedValues, layerWith } from './values';

/** Every release of the input with what came of it. */
export function releasesOf(input: ReleaseInput): RenderedRelease[] {
  return [...fluxReleases(input), ...argoReleases(input), ...kustomizeReleases(input)].map(rendered);
}

/** The objects that the releases bring, as far as their charts are known. */
export function objectsOf(releases: readonly RenderedRelease[]): CheckedObject[] {
  return releases.flatMap(({ rendering }) => (rendering.said === 'objects' ? rendering.objects : []));
}
