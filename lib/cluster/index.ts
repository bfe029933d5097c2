// The facts that everybody asks for: versions, machines and links, subnets, who is in the app.
export * from '../catalogue/talos';
export * from './nodes';
export * from './features';
export * from './boundary';
export * from './cluster';
export * from './app-findings';
export * from './talos-cluster-props';
export * from './talos-cluster';
export * from './foreign-links';
export * from './stated-facts';
