// What Flux and kustomize apply, as far as text goes.
export { fluxOverlay, withCommonMetadata } from './flux-kustomization';
export { transformed } from './kustomization';
export type { Unfollowed, Workshop } from './kustomization';
export { patched } from './patches';
export type { Patch } from './patches';
export { substituted } from './substitute';
export type { Unknown, Variables } from './envsubst';
export type { Outcome } from './outcome';
