// What Cilium's Gateway operator makes of plain Gateway API objects: statuses, the Service of each Gateway, what is served, and what is
// accepted but not served.
export * from './attachment';
export * from './bundles';
export * from './conditions';
export * from './features';
export { allowsNamespace, asksForLabels, conflictOf } from './listeners';
export * from './objects';
export * from './operator';
export * from './references';
export * from './service';
export * from './paths';
export * from './translation';
export * from './unserved';
export * from './verdict';
