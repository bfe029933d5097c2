// Gateways: listeners, routes, backends, and how the CRDs of Gateway API get onto the cluster.
import './voice';

export * from './listener';
export * from './allowed-routes';
export * from './gateway';
export * from './backend';
export * from './route-match';
export * from './route-filter';
export * from './route-rule';
export * from './route-base';
export * from './gateway-route';
export * from './stream-routes';
export * from './crds';
