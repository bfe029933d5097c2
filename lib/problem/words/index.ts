// Words for what engines say.
export * from './agent';
export * from './api-server';
