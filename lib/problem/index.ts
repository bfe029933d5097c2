// One Problem, one registry of codes: data first, words second.
export * from './level';
export * from './path';
export * from './code';
export * from './registry';
export * from './codes';
export * from './example';
export * from './first-of';
export * from './fingerprint';
export * from './words';
export * from './written';
