// Decodes a value along its shape as the API machinery does: a wrong type refuses the object, an unknown field is dropped.
import { isMap, nearest } from '../../manifest';
import { FieldsShape, REMOVED_FIELDS, Shape } from './fields';
import { Place, Problems } from './problem';

/**
 * Adds what does not fit the shape.
 *
 * @param up where the value is taken from
 * @param key by which key or position
 * @internal
 */
export function decode(problems: Problems, up: Place, key: string | number, value: unknown, shape: Shape): void {
  if (value === undefined) return;
  if (value === null) {
    // Go leaves the field as it is: empty. A label alone wants a key.
    if (shape.kind === 'label') return problems.agent('labels', up.at(key), 'label-null');
    return sayNull(problems, up.at(key));
  }
  switch (shape.kind) {
    case 'list':
      if (!Array.isArray(value)) return wrong(problems, up.at(key), value, 'list');
      if (value.length > 0) {
        const here = up.at(key);
        for (let index = 0; index < value.length; index++) decode(problems, here, index, value[index], shape.of);
      }
      return;
    case 'map':
      if (!isMap(value)) return wrong(problems, up.at(key), value, 'map');
      for (const name in value) {
        const item = value[name];
        if (shape.of.kind !== 'string' || typeof item !== 'string') decode(problems, up.at(key), name, item, shape.of);
      }
      return;
    case 'fields':
      if (!isMap(value)) return wrong(problems, up.at(key), value, 'map');
      return decodeFields(problems, up.at(key), value, shape);
    case 'string':
      if (typeof value !== 'string') wrong(problems, up.at(key), value, 'string');
      return;
    case 'boolean':
      if (typeof value !== 'boolean') wrong(problems, up.at(key), value, 'boolean');
      return;
    case 'integer':
      if (!isInteger(value, shape.least, shape.most)) wrong(problems, up.at(key), value, 'integer');
      return;
    case 'integer or string':
      if (typeof value !== 'string' && !isInteger(value, -(2 ** 31), 2 ** 31 - 1))
        wrong(problems, up.at(key), value, 'integer or string');
      return;
    case 'time':
      if (typeof value !== 'string') wrong(problems, up.at(key), value, 'string');
      else if (!isTime(value)) problems.agent('type', up.at(key), 'time', { value });
      return;
    case 'label':
      return decodeLabel(problems, up.at(key), value);
    case 'any':
      return;
  }
}

/** A null is dropped on the way to the agent. @internal */
export function sayNull(problems: Problems, place: Place): void {
  problems.meaning('null', place, 'null');
}

/** Adds what does not fit the fields of a map. @internal */
export function decodeFields(
  problems: Problems,
  here: Place,
  value: Record<string, unknown>,
  shape: FieldsShape,
): void {
  for (const name in value) {
    const known = shape.fields[name];
    if (known !== undefined) {
      decode(problems, here, name, value[name], known);
      continue;
    }
    const folded = shape.anyCase ? foldedShape(shape, name) : undefined;
    if (folded !== undefined) decode(problems, here, name, value[name], folded);
    const fields = Object.keys(shape.fields).filter((field) => !REMOVED_FIELDS.has(field));
    problems.schema('unknown-field', here.at(name), 'unknown-field', {
      name,
      near: nearField(name, fields),
      known: fields,
    });
  }
}

/** A name as Go's decoder compares it. @internal */
export function foldName(name: string): string {
  return name.toLowerCase().toUpperCase();
}

function foldedShape(shape: FieldsShape, name: string): Shape | undefined {
  const known = Object.keys(shape.fields).find((field) => foldName(field) === foldName(name));
  return known === undefined ? undefined : shape.fields[known];
}

function isInteger(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isTime(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[-+]([01]\d|2[0-3]):[0-5]\d)$/.exec(
    text,
  );
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A label of the policy is a map with a key, or a text that is not empty. Source: pkg/labels/labels.go. */
function decodeLabel(problems: Problems, here: Place, value: unknown): void {
  if (typeof value === 'string') {
    if (value === '') problems.agent('labels', here, 'label-empty');
    return;
  }
  if (!isMap(value)) return wrong(problems, here, value, 'map');
  let key: unknown;
  for (const name in value) {
    const folded = foldName(name);
    if (!['KEY', 'VALUE', 'SOURCE'].includes(folded)) continue;
    if (value[name] !== null && typeof value[name] !== 'string') wrong(problems, here.at(name), value[name], 'string');
    if (folded === 'KEY') key = value[name];
  }
  if (key === undefined || key === null || key === '') problems.agent('labels', here, 'label-without-key');
}

function wrong(problems: Problems, here: Place, value: unknown, meant: string): void {
  const given = Array.isArray(value)
    ? { found: 'list' }
    : isMap(value)
      ? { found: 'map' }
      : { found: typeof value, value };
  problems.agent('type', here, 'wrong-type', { ...given, meant });
}

/** The field that was meant: the one of the other direction, or the nearest. */
function nearField(key: string, known: readonly string[]): string | undefined {
  const turned = key.startsWith('from') ? `to${key.slice(4)}` : key.startsWith('to') ? `from${key.slice(2)}` : key;
  return known.find((name) => name.toLowerCase() === turned.toLowerCase()) ?? nearest(key, known);
}
