// What a CNI configuration does, as far as its text says it.
export { DEFAULT_NETWORK_ANNOTATION, NETWORKS_ANNOTATION, readAnnotation, type Selection } from './annotation';
export { readConfiguration, takesLink, type CniConfiguration, type PluginConfiguration } from './configuration';
export { judgeConfiguration, judgeRequest } from './judge';
export type { CniProblem } from './problem';
export type { Request } from './request';
export { freeIn, poolsOf, type HostLocalPool } from './host-local';
export { configurationOf, excludeEachOther, isMtuRefused, masterOf, pluginsOf } from './link';
export { judgeNode, type NodeLink, type NodeProblem, type NodeReason, type Wiring } from './node';
export { judgeRequested, routersOf, type RequestedProblem } from './requested';
