// The plain object model: names, scopes, text in and out. Knows no construct.
export * from './amend';
export * from './types';
export * from './scopes';
export * from './name-grammar';
export * from './names';
export * from './placeholders';
export * from './yaml';
export * from './canonical';
export * from './field-path';
export * from './templates';
export * from './suggest';
