// Files into a folder: complete or not at all, nothing of the user's touched, and readable for every GitOps engine. Knows no construct.
export { ARGO_SKIP, besideManifests, emptyKustomization, kustomizationOf, passedOver } from './engines';
export { type OutputFile } from './plan';
export { formatProblem, OutputError, type OutputProblem } from './problem';
export { pruned } from './pruning';
export { publish, type Published, type PublishOptions, recover, shownPath } from './publish';
export { recordKey } from './record';
