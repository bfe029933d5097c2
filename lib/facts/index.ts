// ClusterFacts: the type and its file.
export * from './cluster-facts';
export * from './file';
