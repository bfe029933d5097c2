// Gateways: listeners, routes, backends, and how the CRDs of Gateway API get onto the cluster.
import './voice';

export * from './listener';
export * from './allowed-routes';
export * from './gateway';
export * from './backend';
export * from './http-route-match';
export * from './http-route-filter';
export * from './http-route-rule';
export * from './gateway-route-base';
export * from './gateway-route';
export * from './gateway-stream-route';
export * from './gateway-tls-route';
export * from './gateway-tcp-route';
export * from './gateway-udp-route';
export * from './crds';
