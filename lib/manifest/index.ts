// The plain object model: names, scopes, text in and out, findings, and the base of every construct.
export * from './types';
export * from './finding';
export * from './validation-error';
export * from './scopes';
export * from './names';
export * from './yaml';
export * from './canonical';
export * from './field-path';
export * from './network-construct';
export * from './object-of';
export * from './workload';
export * from './suggest';
