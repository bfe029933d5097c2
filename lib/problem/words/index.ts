// Words for what engines say.
export { agentWords } from './agent';
export { serverWords } from './api-server';
