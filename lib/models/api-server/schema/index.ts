// The API server's verdict on the structure of one object: structural schemas, formats, list types and metadata, as on create.
export { judge, type Verdict } from './judge';
export type { CelRule, Schema } from './node';
export { matcherOf } from './pattern';
export { formatFault } from './formats';
export { quantity } from './quantity';
