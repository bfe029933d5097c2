// One decoded value against one schema node, keyword by keyword, as the API server's validator reads them.
import { PlainMap, nearest } from '../../../manifest';
import { Data } from '../../../problem';
import { formatFault, formatIsKnown } from './formats';
import { duplicates } from './list-types';
import { Schema } from './node';
import { matcherOf } from './pattern';
import { Walk, show, typeName } from './walk';

/** Checks a value and everything below it. */
export function validate(value: unknown, schema: Schema, walk: Walk): void {
  switch (typeof value) {
    case 'string':
      text(value, schema, walk);
      break;
    case 'number':
      number(value, schema, walk);
      break;
    case 'boolean':
      if (schema.format === 'quantity') wrongType(value, { type: 'string' }, walk);
      if (schema.intOrString === true || (schema.type !== undefined && schema.type !== 'boolean'))
        wrongType(value, schema, walk);
      break;
    default:
      if (schema.format === 'quantity') return wrongType(value, { type: 'string' }, walk);
      if (value === null) {
        if ((schema.type !== undefined || schema.intOrString === true) && schema.nullable !== true)
          wrongType(value, schema, walk);
        return;
      }
      if (Array.isArray(value)) list(value, schema, walk);
      else map(value as PlainMap, schema, walk);
  }
  if (schema.enum !== undefined && !schema.enum.some((each) => same(each, value))) {
    const near =
      typeof value === 'string'
        ? nearest(
            value,
            schema.enum.filter((each) => typeof each === 'string'),
          )
        : undefined;
    walk.error('schema/enum', 'enum', { value: show(value), near, known: schema.enum });
  }
  if (schema.allOf !== undefined) for (const branch of schema.allOf) validate(value, branch, walk);
  if (schema.anyOf !== undefined) branches('anyOf', value, schema.anyOf, walk);
  if (schema.oneOf !== undefined) branches('oneOf', value, schema.oneOf, walk);
  if (schema.not !== undefined && walk.fits(validate, value, schema.not))
    walk.error('schema/branch', 'not', { value: show(value), required: schema.not.required });
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

/** The server takes a list for a text with a format (a gap of its type check), or for base64; what reads the object does not. */
function looseFormat({ type, format }: Schema, walk: Walk): boolean {
  return type === 'string' && format !== undefined && (format === 'byte' || (!walk.builtIn && formatIsKnown(format)));
}

function wrongType(value: unknown, schema: Schema, walk: Walk, level: 'error' | 'warning' = 'error'): void {
  const wanted = schema.intOrString === true ? 'integer or string' : schema.type!;
  walk.say(level, 'schema/type', 'wrong-type', { value: show(value), found: typeName(value), wanted });
}

function text(value: string, schema: Schema, walk: Walk): void {
  if (schema.type !== undefined && schema.type !== 'string') return wrongType(value, schema, walk);
  if (schema.maxLength !== undefined && value.length > schema.maxLength && runes(value) > schema.maxLength)
    walk.error('schema/too-long', 'text-too-long', {
      characters: runes(value),
      value: show(value),
      maxLength: schema.maxLength,
    });
  if (schema.minLength !== undefined && value.length < schema.minLength * 2 && runes(value) < schema.minLength)
    walk.error('schema/length', 'text-too-short', {
      characters: runes(value),
      value: show(value),
      minLength: schema.minLength,
    });
  if (schema.pattern !== undefined && !matcherOf(schema.pattern)(value)) {
    walk.error('schema/pattern', 'pattern', { value: show(value), pattern: schema.pattern });
  }
  if (schema.format !== undefined) {
    // Go's decoder passes over line breaks in base64, and nothing is good base64.
    const bare = walk.builtIn && schema.format === 'byte' ? value.replace(/[\r\n]/g, '') : value;
    const fault = bare === '' && schema.format === 'byte' ? undefined : formatFault(schema.format, bare);
    if (fault !== undefined) walk.error('schema/format', 'format', { value: show(value), format: fault });
  }
}

/** Characters as Go counts them: code points. */
function runes(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

function number(value: number, schema: Schema, walk: Walk): void {
  const whole = Number.isInteger(value);
  if (
    schema.intOrString === true
      ? !whole
      : schema.type !== undefined && schema.type !== 'number' && !(schema.type === 'integer' && whole)
  )
    return wrongType(value, schema, walk);
  const limit = schema.format === 'int32' ? 2 ** 31 : 2 ** 63;
  if (schema.type === 'integer' && (value >= limit || value < -limit)) {
    // In a custom resource the server looks at int32 only where the field has bounds too; what reads the object always does.
    const refused =
      walk.builtIn || schema.minimum !== undefined || schema.maximum !== undefined || Math.abs(value) >= 2 ** 63;
    const bounds = { value, format: schema.format ?? 'int64', least: -limit, most: limit - 1 };
    return walk.say(refused ? 'error' : 'warning', 'schema/range', 'outside-format', bounds);
  }
  const { minimum, maximum } = schema;
  const low = minimum !== undefined && (schema.exclusiveMinimum === true ? value <= minimum : value < minimum);
  const high = maximum !== undefined && (schema.exclusiveMaximum === true ? value >= maximum : value > maximum);
  if (low || high) {
    walk.error('schema/range', 'bounds', { value, low, minimum, maximum });
  }
  if (schema.multipleOf !== undefined && !Number.isInteger(value / schema.multipleOf))
    walk.error('schema/range', 'multiple-of', { value, multipleOf: schema.multipleOf });
}

function list(value: readonly unknown[], schema: Schema, walk: Walk): void {
  if (schema.type !== undefined ? schema.type !== 'array' : schema.intOrString === true)
    return wrongType(value, schema, walk, looseFormat(schema, walk) ? 'warning' : 'error');
  if (schema.maxItems !== undefined && value.length > schema.maxItems)
    walk.error('schema/too-many', 'list-too-long', { count: value.length, maxItems: schema.maxItems });
  if (schema.minItems !== undefined && value.length < schema.minItems)
    walk.error('schema/length', 'list-too-short', { count: value.length, minItems: schema.minItems });
  if (schema.items !== undefined)
    for (let i = 0; i < value.length; i++) {
      walk.path.push(i);
      validate(value[i], schema.items, walk);
      walk.path.pop();
    }
  // In a built-in kind the server warns on create; server-side apply refuses.
  if (schema.listType !== undefined && value.length > 1)
    duplicates(value, schema, walk, walk.builtIn ? 'warning' : 'error');
}

function map(value: PlainMap, schema: Schema, walk: Walk): void {
  if (schema.type !== undefined ? schema.type !== 'object' : schema.intOrString === true)
    return wrongType(value, schema, walk);
  const { properties, additionalProperties, required } = schema;
  if (required !== undefined)
    for (const key of required)
      if (value[key] === undefined)
        walk.errorAt([key], 'schema/required', 'missing', { key, ...typeOf(properties?.get(key)) });
  if (schema.maxProperties !== undefined || schema.minProperties !== undefined) {
    const count = Object.keys(value).length;
    if (count > (schema.maxProperties ?? Infinity))
      walk.error('schema/too-many', 'map-too-long', { count, maxProperties: schema.maxProperties });
    if (count < (schema.minProperties ?? 0))
      walk.error('schema/length', 'map-too-short', { count, minProperties: schema.minProperties });
  }
  if (properties === undefined && typeof additionalProperties !== 'object') return;
  for (const key in value) {
    const below = properties?.get(key) ?? additionalProperties;
    if (typeof below !== 'object' || value[key] === undefined) continue;
    walk.path.push(key);
    validate(value[key], below, walk);
    walk.path.pop();
  }
}

/** What to write where something is missing: one of some values, or a type. */
function typeOf(schema: Schema | undefined): Data {
  return schema?.enum !== undefined ? { values: schema.enum } : { type: schema?.type };
}

/** anyOf: at least one branch fits; oneOf: exactly one. */
function branches(junctor: 'anyOf' | 'oneOf', value: unknown, schemas: readonly Schema[], walk: Walk): void {
  let fitting = 0;
  for (const branch of schemas) {
    if (walk.fits(validate, value, branch)) fitting++;
    if (fitting > 0 && junctor === 'anyOf') return;
  }
  if (fitting === 1) return;
  const fields = schemas.map(({ required }) => required).filter((each) => each !== undefined);
  if (fields.length === 0) walk.error('schema/branch', 'no-form', { value: show(value), forms: schemas.map(formOf) });
  else if (fitting > 1) walk.error('schema/branch', 'several-of', { fields });
  else walk.error('schema/branch', 'none-of', { fields, least: junctor === 'anyOf' });
}

/** What a branch asks of a value, if one word says it. */
function formOf({ type, format, pattern, enum: values }: Schema): unknown {
  return format ?? values ?? pattern ?? type ?? null;
}
