// The API server's verdict on the structure of one object.
import { ObjectLayer } from '../../../check/types';
import { judge } from './judge';
import { CODES } from './codes';

/** Structural schemas, formats, list types and metadata, as the API server checks them on create. */
export const schemaLayer: ObjectLayer = {
  layer: 'schema',
  codes: CODES,
  check: (object, versions, report) => void judge(object, versions, report),
};
export { judge, type Verdict } from './judge';
export type { CelRule, Schema } from './node';
export { matcherOf } from './pattern';
export { formatFault } from './formats';
export { quantity } from './quantity';
