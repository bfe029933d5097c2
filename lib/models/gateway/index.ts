// What Cilium's Gateway operator makes of plain Gateway API objects: statuses, the Service of each Gateway, what is served, and what is
// accepted but not served.
export * from './attachment';
export * from './bundles';
export * from './conditions';
export * from './features';
export * from './ingresses';
export { conflictOf } from './listeners/conflicts';

export { allowsNamespace, asksForLabels } from './listeners/namespaces';
export { allowsKind } from './listeners/protocols';
export { named } from './objects/by-name';
export * from './objects/cluster';
export * from './objects/gateways';
export * from './objects/identity';
export { type ListenerObject, readListeners } from './objects/listeners';
export * from './objects/routes';
export * from './objects/services';
export { gatewayVerdict } from './operator/reconcile';
export * from './operator/settings';
export * from './paths';
export { BackendLoss } from './references/backends';
export { type Crossing, isGranted } from './references/grants';
export * from './references/refs';
export type { GatewayService } from './service/service';
export * from './translation/served';
export * from './unserved';
export * from './verdict';
