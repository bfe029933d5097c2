// Layer 7 of the agent's decisions: redirects to proxies, and what Envoy and the agent's DNS proxy say.
export { headerName } from './http-rule';
export type { Headers } from './http-rule';
export * from './proxies';
export * from './surroundings';
