// Walks a value along its shape: unknown fields, nulls and wrong types, with the spelling that was meant.
import { isMap } from '../manifest';
import { MISTAKES, Shape } from './fields';
import { Problems } from './problem';

/** Path with one more step. @internal */
export function step(at: string, name: string | number): string {
  if (typeof name === 'number') return `${at}[${name}]`;
  return at === '' || name.startsWith('[') ? `${at}${name}` : `${at}.${name}`;
}

/** Adds what does not fit the shape. @internal */
export function checkShape(problems: Problems, at: string, value: unknown, shape: Shape): void {
  if (value === undefined) return;
  if (value === null) {
    problems.meaning('null', at, 'a null', 'leave the field out, or write the value: the API server drops a null, and a selector or rule then means more');
    return;
  }
  if (typeof shape === 'string') {
    checkScalar(problems, at, value, shape);
  } else if ('list' in shape) {
    if (!Array.isArray(value)) problems.agent('type', at, `${kindOf(value)} where a list is meant`, 'write a list: [...]');
    else value.forEach((item, index) => checkShape(problems, step(at, index), item, shape.list));
  } else if (!isMap(value)) {
    problems.agent('type', at, `${kindOf(value)} where a map is meant`, 'write a map: {...}');
  } else if ('texts' in shape) {
    for (const [key, text] of Object.entries(value)) checkShape(problems, step(at, key), text, 'string');
  } else {
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.prototype.hasOwnProperty.call(shape.fields, key) ? shape.fields[key] : undefined;
      if (known === undefined)
        problems.schema(
          'unknown-field',
          step(at, key),
          `there is no field "${key}" here, and the API server would drop it`,
          repairOf(key, Object.keys(shape.fields)),
        );
      else checkShape(problems, step(at, key), inner, known);
    }
  }
}

function checkScalar(problems: Problems, at: string, value: unknown, shape: string): void {
  const integer = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  const fits =
    shape === 'any' || (shape === 'integer' ? integer : shape === 'integer or string' ? integer || typeof value === 'string' : typeof value === shape);
  if (fits) return;
  const quoted =
    shape === 'string' && ['number', 'boolean'].includes(typeof value)
      ? `write "${String(value)}" in quotes`
      : `write ${shape === 'integer' ? 'a whole number' : `a ${shape}`}`;
  problems.agent('type', at, `${kindOf(value)} where a ${shape} is meant`, quoted);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

/** The field that was meant, by known mistakes, by case, or by the other direction. */
function repairOf(key: string, known: readonly string[]): string {
  const same = (text: string) => known.find((name) => name.toLowerCase() === text.toLowerCase());
  const turned = key.startsWith('from') ? `to${key.slice(4)}` : key.startsWith('to') ? `from${key.slice(2)}` : key;
  const near = same(key) ?? same(turned) ?? same(`${key}s`) ?? same(key.replace(/s$/, ''));
  if (near !== undefined) return `did you mean "${near}"?`;
  return MISTAKES[key] ?? `there is: ${known.join(', ')}`;
}

/** The items of a list that are maps, each with its place; anything else is none. @internal */
export function mapsOf(value: unknown): [number, Record<string, unknown>][] {
  if (!Array.isArray(value)) return [];
  return value.map((item, index): [number, unknown] => [index, item]).filter((entry): entry is [number, Record<string, unknown>] => isMap(entry[1]));
}

/** The items of a list that are strings, each with its place. @internal */
export function textsOf(value: unknown): [number, string][] {
  if (!Array.isArray(value)) return [];
  return value.map((item, index): [number, unknown] => [index, item]).filter((entry): entry is [number, string] => typeof entry[1] === 'string');
}

/** Length of a list, 0 for what is none. @internal */
export function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
