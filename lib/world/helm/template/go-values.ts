// How Go's templates, Sprig and mergo see a value: what is empty, how a value is printed, how two maps merge.
import { isMap, PlainMap } from '../../../manifest';

/** What the chart or helm refuses to render. @internal */
export class Refused extends Error {
  constructor(
    /** Where helm refuses: the schema of values, a template, the text that came out. */
    readonly stage: 'schema' | 'template' | 'output',
    message: string,
  ) {
    super(message);
  }
}

/** What this reader does not follow. @internal */
export class NotUnderstood extends Error {}

/** A whole number of Go, as a literal in a template is one; numbers out of values are floats. @internal */
export class GoInt {
  constructor(readonly value: number) {}
}

/** Sprig's `empty`: no value, false, 0, "", an empty list, an empty map. @internal */
export function isEmpty(value: unknown): boolean {
  if (value instanceof GoInt) return value.value === 0;
  if (Array.isArray(value)) return value.length === 0;
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === null || value === undefined || value === '' || value === false || value === 0;
}

/** Sprig's `default`: the value, or the other one where it is empty. @internal */
export function orDefault(value: unknown, otherwise: unknown): unknown {
  return isEmpty(value) ? otherwise : value;
}

/** A value as a template prints it. helm prints what is not there as nothing. @internal */
export function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof GoInt) return String(value.value);
  // From a million on helm prints a number of its command line otherwise than one that came as JSON.
  if (typeof value === 'number' && Math.abs(value) < 1e6 && (value === 0 || Math.abs(value) >= 1e-4))
    return String(value);
  throw new NotUnderstood(
    typeof value === 'number' ? `the number ${value} printed by a template` : 'a list or map printed by a template',
  );
}

/**
 * Sprig's `merge`: the first map wins where it holds something that is not empty; maps merge deeply. What is null in a further
 * map is not taken over, what is null in the first stays.
 *
 * @internal
 */
export function merged(...maps: readonly unknown[]): PlainMap {
  const [first, ...more] = maps;
  const result: PlainMap = isMap(first) ? { ...first } : {};
  for (const map of more) if (isMap(map)) fill(result, map);
  return result;
}

function fill(into: PlainMap, from: PlainMap): void {
  for (const [key, value] of Object.entries(from)) {
    if (value === null || value === undefined) continue;
    const own = into[key];
    if (isMap(own) && isMap(value) && !isEmpty(own)) {
      const copy = { ...own };
      fill(copy, value);
      into[key] = copy;
    } else if (!Object.hasOwn(into, key) || isEmpty(own)) define(into, key, value);
  }
}

/** Sprig's `mergeOverwrite` of two maps: the second wins, null and empty values too; maps merge deeply. @internal */
export function overwritten(base: unknown, over: unknown): PlainMap {
  const result: PlainMap = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(isMap(over) ? over : {})) {
    const own = result[key];
    define(result, key, isMap(own) && isMap(value) ? overwritten(own, value) : value);
  }
  return result;
}

/** Sets a key, also one that JavaScript gives a meaning of its own. */
function define(map: PlainMap, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}

/** The value at a path of keys, or undefined. @internal */
export function dig(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) here = isMap(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return here;
}

/** The first bytes of a text, as Sprig's `trunc` cuts. @internal */
export function truncated(text: string, bytes: number): string {
  return Buffer.byteLength(text) <= bytes ? text : Buffer.from(text).subarray(0, bytes).toString();
}

/** A text without an ending. @internal */
export function withoutEnd(text: string, end: string): string {
  return end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text;
}
