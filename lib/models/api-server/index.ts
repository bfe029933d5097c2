// What the API server decides about one object.
export * from './subject';
export * from './schema';
export { judgeRules } from './cel';
