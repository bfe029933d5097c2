// Cilium as the primary CNI.
export * from './cilium-install';
export * from './cilium-props';
export { type ExplainedValue, ValueSource } from './value-sources';
