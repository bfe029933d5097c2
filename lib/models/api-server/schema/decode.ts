// What the API server makes of the text before it validates: unknown fields are named, nulls dropped, defaults filled in.
// The given value stays as it is; what changes is copied.
import { PlainMap, isMap, nearest } from '../../../manifest';
import { Schema } from './node';
import { nameToday } from './old-names';
import { Walk, show } from './walk';

/** How a kind is read. */
export interface Reading {
  /** Read into Go structs: a null is a zero value everywhere. Else as a custom resource: a null is dropped, unless the field is nullable. */
  readonly builtIn: boolean;
  /** Said of a field that the schema does not have. */
  unknown(walk: Walk, key: string, value: unknown, schema: Schema): void;
}

/** Says that a field is unknown, with the nearest known one. */
export function unknownField(
  level: 'error' | 'warning',
  walk: Walk,
  key: string,
  value: unknown,
  schema: Schema,
): void {
  const known = [...(schema.properties?.keys() ?? [])];
  const today = nameToday(key, known);
  const near = nearest(key, known);
  walk.path.push(key);
  walk.say(level, 'schema/unknown-field', 'unknown-field', { key, value: show(value), today, near, known });
  walk.path.pop();
}

/** Kinds of the server itself, and metadata of every kind. */
export const GO: Reading = { builtIn: true, unknown: (...rest) => unknownField('error', ...rest) };
/** Custom resources. */
export const CUSTOM: Reading = { builtIn: false, unknown: (...rest) => unknownField('error', ...rest) };
/** Custom resources of projects whose versions are not asked for: an unknown field may be a newer one. */
export const FOREIGN: Reading = { builtIn: false, unknown: (...rest) => unknownField('warning', ...rest) };

/** The value as the server keeps it; the same value if nothing changes. */
export function decode(value: unknown, schema: Schema, walk: Walk, reading: Reading): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value)
    ? decodeList(value, schema, walk, reading)
    : decodeMap(value as PlainMap, schema, walk, reading);
}

function decodeList(list: readonly unknown[], schema: Schema, walk: Walk, reading: Reading): unknown {
  const items = schema.items;
  if (items === undefined) return list;
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (value !== null && typeof value !== 'object') continue;
    walk.path.push(i);
    const next = value === null ? nullItem(items, walk, reading) : decode(value, items, walk, reading);
    walk.path.pop();
    if (next !== value) (copy ??= list.slice())[i] = next;
  }
  return copy ?? list;
}

/** A null in a list: Go's zero value, or the default of the items; else it stays and is no valid value. */
function nullItem(items: Schema, walk: Walk, reading: Reading): unknown {
  if (reading.builtIn) return zero(items);
  return items.nullable === true || items.default === undefined ? null : decode(items.default, items, walk, reading);
}

/** What Go makes of a null in a list or map. */
function zero(schema: Schema): unknown {
  if (schema.format === 'quantity' || schema.intOrString === true || schema.type === 'integer') return 0;
  return schema.type === 'string' ? '' : schema.type === 'array' ? [] : {};
}

/** The root of an object has apiVersion, kind and metadata whatever its schema says. */
export function isTypeField(key: string): boolean {
  return key === 'apiVersion' || key === 'kind' || key === 'metadata';
}

function decodeMap(map: PlainMap, schema: Schema, walk: Walk, reading: Reading): unknown {
  // A map where text or a list belongs is a wrong type, not a map of unknown fields.
  if (schema.type !== 'object' && schema.type !== undefined) return map;
  const { properties, additionalProperties } = schema;
  const own = schema.embedded === true || walk.path.length === 0;
  let copy: PlainMap | undefined;
  for (const key in map) {
    const value = map[key];
    const below = properties?.get(key) ?? additionalProperties;
    if (below === undefined || below === false) {
      if ((own && isTypeField(key)) || schema.open === true || (schema.type === undefined && properties === undefined))
        continue;
      reading.unknown(walk, key, value, schema);
      delete (copy ??= { ...map })[key];
    } else if (below === true) {
      continue;
    } else if (value === null) {
      if (reading.builtIn && properties?.has(key) !== true) (copy ??= { ...map })[key] = zero(below);
      else if (reading.builtIn || below.nullable !== true) delete (copy ??= { ...map })[key];
    } else if (value === '' && reading.builtIn && below.type === 'string' && properties?.has(key) === true) {
      // Go cannot tell an empty text from a missing one.
      delete (copy ??= { ...map })[key];
    } else if (typeof value === 'object') {
      walk.path.push(key);
      const next = decode(value, below, walk, reading);
      walk.path.pop();
      if (next !== value) (copy ??= { ...map })[key] = next;
    }
  }
  if (schema.defaults !== undefined) {
    for (const [key, value] of schema.defaults)
      if ((copy ?? map)[key] === undefined)
        (copy ??= { ...map })[key] = isMap(value) ? decode(value, properties!.get(key)!, walk, reading) : value;
  }
  return copy ?? map;
}
