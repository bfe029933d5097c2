// The API server's verdict on the structure of one object, as a layer of the check.
import { judge } from '../../models/api-server';
import { ObjectLayer } from '../rule';
import { CODES } from './schema-codes';

/** Structural schemas, formats, list types and metadata, as the API server checks them on create. */
export const schemaLayer: ObjectLayer = {
  layer: 'schema',
  codes: CODES,
  check: (object, versions, report) => {
    const { manifest, origin } = object;
    judge({ manifest, built: origin.built === true }, versions, (level, code, path, data) =>
      report[level](code, object, path, data),
    );
  },
};
