// The template functions that are followed exactly, and what each demands of its arguments as Go does.
import { isMap } from '../../../manifest';
import { GoInt, isEmpty, NotUnderstood, orDefault, printed, Refused, truncated, withoutEnd } from './go-values';

type Call = (...given: unknown[]) => unknown;

/** A parameter: text, a number, a truth value, or anything; `...` at the end of a row: any number of the last. */
interface Row {
  readonly takes: string;
  readonly call: Call;
}

const text =
  (call: (...given: string[]) => unknown): Call =>
  (...given) =>
    call(...(given as string[]));

// Sources: text/template, Sprig's string, default, list and encoding functions. Sprig puts the text last, for pipelines.
const ROWS: Readonly<Record<string, Row>> = {
  lower: { takes: 'text', call: text((s) => ascii(s).toLowerCase()) },
  upper: { takes: 'text', call: text((s) => ascii(s).toUpperCase()) },
  trim: { takes: 'text', call: text((s) => s.trim()) },
  nospace: { takes: 'text', call: text((s) => s.replace(/\s/g, '')) },
  trimSuffix: { takes: 'text text', call: text((end, s) => withoutEnd(s, end)) },
  trimPrefix: { takes: 'text text', call: text((start, s) => (s.startsWith(start) ? s.slice(start.length) : s)) },
  contains: { takes: 'text text', call: text((part, s) => s.includes(part)) },
  hasPrefix: { takes: 'text text', call: text((start, s) => s.startsWith(start)) },
  hasSuffix: { takes: 'text text', call: text((end, s) => s.endsWith(end)) },
  replace: { takes: 'text text text', call: text((old, now, s) => s.replaceAll(old, () => now)) },
  trunc: {
    takes: 'int text',
    call: (count, s) => {
      const bytes = (count as GoInt).value;
      if (bytes < 0) throw new NotUnderstood('trunc from the end');
      return truncated(s as string, bytes);
    },
  },
  repeat: { takes: 'int text', call: (count, s) => (s as string).repeat(Math.max(0, (count as GoInt).value)) },
  b64enc: { takes: 'text', call: text((s) => Buffer.from(s).toString('base64')) },
  toString: { takes: 'any', call: asText },
  quote: {
    takes: 'any ...',
    call: (...given) =>
      given
        .filter(there)
        .map((value) => goQuoted(asText(value)))
        .join(' '),
  },
  squote: {
    takes: 'any ...',
    call: (...given) =>
      given
        .filter(there)
        .map((value) => `'${asText(value)}'`)
        .join(' '),
  },
  default: { takes: 'any any', call: (otherwise, value) => orDefault(value, otherwise) },
  coalesce: { takes: 'any ...', call: (...given) => given.find((value) => !isEmpty(value)) },
  empty: { takes: 'any', call: isEmpty },
  ternary: { takes: 'any any bool', call: (yes, no, which) => (which === true ? yes : no) },
  not: { takes: 'any', call: isEmpty },
  and: { takes: 'any ...', call: (...given) => given.find(isEmpty) ?? given[given.length - 1] },
  or: { takes: 'any ...', call: (...given) => given.find((value) => !isEmpty(value)) ?? given[given.length - 1] },
  eq: { takes: 'any any', call: same },
  ne: { takes: 'any any', call: (one, other) => !same(one, other) },
  join: {
    takes: 'text any',
    call: (between, list) =>
      asList(list)
        .map(asText)
        .join(between as string),
  },
  print: {
    takes: 'any ...',
    call: (...given) => {
      if (given.length > 1) throw new NotUnderstood('print of several values');
      return printed(given[0]);
    },
  },
  printf: { takes: 'text any ...', call: (format, ...given) => formatted(format as string, given) },
  required: {
    takes: 'text any',
    call: (warning, value) => {
      if (value === '' || !there(value)) throw new Refused('template', warning as string);
      return value;
    },
  },
  fail: {
    takes: 'text',
    call: (message) => {
      throw new Refused('template', message as string);
    },
  },
};

/** The names of the functions that are followed. @internal */
export const FOLLOWED: readonly string[] = Object.keys(ROWS);

/**
 * Calls a function of the table.
 *
 * @throws Refused where Go refuses the arguments, NotUnderstood for a function or a use that is not followed
 * @internal
 */
export function callFunction(name: string, given: readonly unknown[]): unknown {
  if (!Object.hasOwn(ROWS, name)) throw new NotUnderstood(`the function ${name}`);
  const row = ROWS[name]!;
  const kinds = row.takes.split(' ');
  const variadic = kinds[kinds.length - 1] === '...';
  if (variadic) kinds.pop();
  const least = variadic ? kinds.length - 1 : kinds.length;
  if (given.length < least || (!variadic && given.length > kinds.length))
    throw new Refused('template', `wrong number of args for ${name}: want ${least} got ${given.length}`);
  given.forEach((value, index) => demand(name, kinds[Math.min(index, kinds.length - 1)]!, value));
  return row.call(...given);
}

function demand(name: string, kind: string, value: unknown): void {
  if (kind === 'any') return;
  const fits =
    kind === 'text' ? typeof value === 'string' : kind === 'bool' ? typeof value === 'boolean' : value instanceof GoInt;
  if (fits) return;
  // A float goes where Go wants a whole number in no case; helm's own reader may hold it as another type.
  if (kind === 'int' && typeof value === 'number') throw new NotUnderstood(`a number out of values given to ${name}`);
  throw new Refused('template', `wrong type for value; ${name} expects ${kind === 'text' ? 'string' : kind}`);
}

function there(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** Sprig's strval: a text as it is, else as `%v` prints it. */
function asText(value: unknown): string {
  if (!there(value)) throw new NotUnderstood('a text made of no value');
  return printed(value);
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.filter(there);
  if (isMap(value)) throw new NotUnderstood('a map given to join');
  return there(value) ? [value] : [];
}

/** Case beyond ASCII is Go's own table. */
function ascii(value: string): string {
  if (/[^\x00-\x7f]/.test(value)) throw new NotUnderstood('letter case beyond ASCII');
  return value;
}

/** Go's `%q`. */
function goQuoted(value: string): string {
  if (!/^[\t\n\r\x20-\x7e]*$/.test(value)) throw new NotUnderstood('a quoted text beyond printable ASCII');
  return JSON.stringify(value);
}

function same(one: unknown, other: unknown): boolean {
  for (const value of [one, other])
    if (isMap(value) && !(value instanceof GoInt)) throw new NotUnderstood('maps compared');
  if (Array.isArray(one) || Array.isArray(other)) throw new NotUnderstood('lists compared');
  if (!there(one) || !there(other)) return !there(one) && !there(other);
  if (one instanceof GoInt && other instanceof GoInt) return one.value === other.value;
  if (typeof one === typeof other && typeof one !== 'object') return one === other;
  throw new Refused('template', 'incompatible types for comparison');
}

/** Go's Sprintf for the verbs %s %d %v %q %%, where each value is of the type that its verb prints plainly. */
function formatted(format: string, given: readonly unknown[]): string {
  let used = 0;
  const text = format.replace(/%(.?)/gs, (_, verb: string) => {
    if (verb === '%') return '%';
    if (used >= given.length) throw new NotUnderstood('printf with too few values');
    const value = given[used++];
    if (verb === 's' && typeof value === 'string') return value;
    if (verb === 'q' && typeof value === 'string') return goQuoted(value);
    if (verb === 'd' && value instanceof GoInt) return String(value.value);
    if (verb === 'v' && there(value)) return printed(value);
    throw new NotUnderstood(`printf with %${verb}`);
  });
  if (used < given.length) throw new NotUnderstood('printf with too many values');
  return text;
}
