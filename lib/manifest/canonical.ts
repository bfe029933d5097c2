// One spelling of a plain value: keys sorted, what is undefined left out, everything that YAML cannot hold refused.
import { ValueError } from '../net';
import { isMap } from './types';

/**
 * A deep copy with sorted keys and without undefined.
 *
 * @param value maps, lists, strings, booleans and finite numbers
 * @throws ValueError `manifest/value` for functions, dates, class instances, NaN; `manifest/null` for null, which the API server
 * drops in silence and which widens a selector (`matchLabels: {app: null}` selects every pod)
 */
export function canonical(value: unknown, path = ''): unknown {
  if (value === null)
    throw new ValueError(
      'manifest/null',
      `null at ${path === '' ? 'the top' : path}`,
      'leave the field out, or write the value; the API server drops a null, and a selector then matches more',
    );
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new ValueError('manifest/value', `${value} at ${path}`, 'write a finite number');
    return value;
  }
  if (Array.isArray(value)) return value.map((item, index) => canonical(item, `${path}[${index}]`));
  if (isMap(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null)
      throw new ValueError(
        'manifest/value',
        `an instance of ${value.constructor.name} at ${path}`,
        'write plain maps, lists and scalars',
      );
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      const inner = value[key];
      if (inner !== undefined) out[key] = canonical(inner, path === '' ? key : `${path}.${key}`);
    }
    return out;
  }
  throw new ValueError('manifest/value', `a ${typeof value} at ${path}`, 'write plain maps, lists and scalars');
}

/** The same value without nulls in maps, as the API server would store it. For values that a chart template defaults to null. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** The value as a reader of its YAML gets it: no undefined in maps, null for it in lists, no negative zero, dates as text. */
export function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : asWritten(item)));
  if (value instanceof Date) return value.toISOString();
  if (!isMap(value)) return value === 0 ? 0 : value;
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    // A key like any other in YAML; an assignment would set the prototype.
    if (key === '__proto__')
      Object.defineProperty(out, key, {
        value: asWritten(inner),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else out[key] = asWritten(inner);
  }
  return out;
}
