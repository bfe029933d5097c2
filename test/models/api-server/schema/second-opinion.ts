// The same schemas for ajv: a second reader that knows nothing of our walker. It has no list types, and formats are left out on both sides.
import Ajv, { ValidateFunction } from 'ajv';
import { Schema } from '../../../../lib/models/api-server/schema';

type Json = Record<string, unknown>;

/** JavaScript's spelling of the one pattern that it reads otherwise. */
const regExp = Object.assign(
  (pattern: string, flags: string) => new RegExp(pattern.replaceAll('\\PC', '\\P{C}'), flags),
  { code: 'new RegExp' },
);

/** What ajv says about an object, with defaults filled in first: in one pass it would look at oneOf before it fills them in. */
export function ajvOf(schema: Schema): (object: unknown) => boolean {
  const root = convert(schema, true) as { properties?: Json };
  const closed = { ...root, properties: { ...root.properties, apiVersion: {}, kind: {}, metadata: {} } };
  const compile = (allErrors: boolean): ValidateFunction =>
    new Ajv({ strict: false, validateFormats: false, useDefaults: true, allErrors, code: { regExp } }).compile(
      structuredClone(closed),
    );
  const [fill, check] = [compile(true), compile(false)];
  return (object) => {
    const copy = structuredClone(object);
    fill(copy);
    return check(copy);
  };
}

/** Objects are closed, but not in branches: those speak of single fields. */
function convert(schema: Schema, closed: boolean): Json {
  const { properties, items, additionalProperties, open, intOrString, nullable, type } = schema;
  const out: Json = {};
  for (const key of [
    'enum',
    'pattern',
    'required',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
    'multipleOf',
    'default',
  ] as const)
    if (schema[key] !== undefined) out[key] = schema[key];
  if (schema.minimum !== undefined)
    out[schema.exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = schema.minimum;
  if (schema.maximum !== undefined)
    out[schema.exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum'] = schema.maximum;
  const types = intOrString === true ? ['integer', 'string'] : type === undefined ? [] : [type];
  if (types.length > 0) out.type = nullable === true ? [...types, 'null'] : types;
  if (properties !== undefined)
    out.properties = Object.fromEntries([...properties].map(([name, each]) => [name, convert(each, closed)]));
  if (items !== undefined) out.items = convert(items, closed);
  if (typeof additionalProperties === 'object') out.additionalProperties = convert(additionalProperties, closed);
  else if (additionalProperties !== true && closed && open !== true && type === 'object')
    out.additionalProperties = false;
  for (const junctor of ['allOf', 'anyOf', 'oneOf'] as const)
    if (schema[junctor] !== undefined) out[junctor] = schema[junctor].map((each) => convert(each, false));
  if (schema.not !== undefined) out.not = convert(schema.not, false);
  return out;
}
