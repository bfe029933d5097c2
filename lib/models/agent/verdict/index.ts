// What the agent's policy engine decides about flows, per minor: pure functions over policies and identities.
export * from './addresses';
export { allowsQuestion, type DnsMatch, fullName, fullNames } from './dns-pattern';
export * from './entry';
export * from './identity';
export * from './label-index';
export * from './lookup';
export * from './metadata';
export * from './named-ports';
export * from './policies';
export { ALL_PORTS, portRanges } from './port-entries';
export * from './selector';
export { isServiceMeant } from './services';
export * from './subject';
export * from './l7';
