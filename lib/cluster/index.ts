// The facts that everybody asks for: versions, machines and links, subnets, the address ledger, who is in the app.
export * from './talos-version';
export * from './nodes';
export * from './features';
export * from './address-ledger';
export * from './app-facts';
export * from './app-findings';
export * from './talos-cluster-props';
export * from './talos-cluster';
export * from './foreign-links';
