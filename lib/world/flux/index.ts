// What Flux and kustomize apply, as far as text goes.
export { fluxApplied, fluxOverlay } from './flux-kustomization';
export { kustomized } from './kustomization';
export { patched } from './patches';
export type { Patch } from './patches';
export { jsonPatched } from './json-patch';
export { strategicallyMerged } from './strategic-merge';
export { postBuildVariables, substituted } from './substitute';
export type { Variables } from './envsubst';
export { annotated, inNamespace, labelled, renamed, withImage, withReplicas } from './transformers';
export type { ImageChange, LabelScope } from './transformers';
export type { Outcome } from './outcome';
