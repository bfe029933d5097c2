// Addresses of Services on the local network: pools, requests, announcements.
export * from './service-selector';
export * from './load-balancer';
export * from './load-balancer-class';
export * from './node-ipam';
export * from './ip-pool';
export * from './l2-announcement-props';
export * from './l2-announcement';
export * from './bgp';
export type { ServiceOwner } from './services';
export { constructPath } from './services';
import './voice';
