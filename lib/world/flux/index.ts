// What Flux and kustomize apply, as far as text goes.
export { fluxApplied, fluxOverlay, withCommonMetadata } from './flux-kustomization';
export { kustomized, transformed } from './kustomization';
export type { Unfollowed, Workshop } from './kustomization';
export { patched } from './patches';
export type { Patch } from './patches';
export { jsonPatched } from './json-patch';
export { strategicallyMerged } from './strategic-merge';
export { postBuildVariables, substituted } from './substitute';
export type { Unknown, Variables } from './envsubst';
export { renamed } from './names';
export { annotated, inNamespace, labelled, withImage, withReplicas } from './transformers';
export type { ImageChange, LabelScope } from './transformers';
export type { Outcome } from './outcome';
