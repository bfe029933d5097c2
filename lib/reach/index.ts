// Who can reach whom: the answers of Cilium's policy engine over plain objects. Knows no construct.
export * from './connections';
export * from './content';
export * from './covers';
export * from './diff';
export * from './endpoint';
export * from './explain';
export * from './format';
export * from './gateways';
export * from './groups';
export * from './input';
export * from './list';
export * from './notes';
export * from './of-world';
export * from './parties';
export * from './reachability';
export * from './services';
export * from './workloads';
