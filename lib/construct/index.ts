// The base of every construct: emission, override, ignore; beside the construct rooms the only one that knows cdk8s.
export * from './finding';
export * from './validation-error';
export * from './network-construct';
export * from './object-of';
export * from './workload';
export * from './service';
