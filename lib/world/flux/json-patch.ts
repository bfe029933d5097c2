// JSON Patch (RFC 6902) on a plain object, as kustomize applies it.
import { isMap, PlainMap } from '../../manifest';
import { Stopped } from './outcome';

/**
 * An object with the operations applied in their order.
 *
 * @param operations the list of the patch: `{ op, path, value }`, `{ op, from, path }`
 * @throws Stopped where one does not apply
 * @internal
 */
export function patchedBy(object: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new Stopped('a JSON patch is a list of operations');
  let result = structuredClone(object);
  for (const operation of operations as unknown[]) result = applied(result, operation);
  return result;
}

function applied(object: unknown, operation: unknown): unknown {
  if (!isMap(operation) || typeof operation.path !== 'string') throw new Stopped('an operation without a path');
  const { op, path } = operation;
  const keys = pointer(path);
  switch (op) {
    case 'add':
      return added(object, keys, structuredClone(operation.value));
    case 'replace':
      return replaced(object, keys, structuredClone(operation.value));
    case 'remove':
      return removed(object, keys);
    case 'test':
      if (!same(read(object, keys, false), operation.value)) throw new Stopped(`testing value ${path} failed`);
      return object;
    case 'copy':
      return added(object, keys, structuredClone(read(object, pointer(operation.from), true)));
    case 'move': {
      const value = read(object, pointer(operation.from), true);
      return added(removed(object, pointer(operation.from)), keys, value);
    }
    default:
      throw new Stopped(`unexpected kind of operation: ${String(op)}`);
  }
}

function pointer(path: unknown): string[] {
  if (typeof path !== 'string') throw new Stopped('an operation without a pointer');
  if (path === '') return [];
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(object: unknown, keys: readonly string[], demanded: boolean): unknown {
  let here = object;
  for (const key of keys) {
    const next = Array.isArray(here)
      ? (here as unknown[])[index(here, key, false)]
      : isMap(here)
        ? own(here, key)
        : undefined;
    if (next === undefined && demanded) throw new Stopped(`missing path: ${keys.join('/')}`);
    here = next;
  }
  return here;
}

function own(map: PlainMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** An index of a list; a negative one counts from the end. */
function index(list: readonly unknown[], key: string, end: boolean): number {
  if (end && key === '-') return list.length;
  if (!/^-?\d+$/.test(key)) throw new Stopped(`${key} is no index`);
  const at = Number(key) < 0 ? Number(key) + list.length + (end ? 1 : 0) : Number(key);
  if (at < 0 || at > list.length || (!end && at === list.length)) throw new Stopped(`invalid index: ${key}`);
  return at;
}

/** The map or list that holds the last key. */
function holder(object: unknown, keys: readonly string[]): { of: unknown; key: string } {
  const of = keys.length === 1 ? object : read(object, keys.slice(0, -1), true);
  return { of, key: keys[keys.length - 1]! };
}

function added(object: unknown, keys: readonly string[], value: unknown): unknown {
  if (keys.length === 0) return value;
  const { of, key } = holder(object, keys);
  if (Array.isArray(of)) of.splice(index(of, key, true), 0, value);
  else if (isMap(of)) of[key] = value;
  else throw new Stopped(`missing path: ${keys.join('/')}`);
  return object;
}

function replaced(object: unknown, keys: readonly string[], value: unknown): unknown {
  if (keys.length === 0) return value;
  const { of, key } = holder(object, keys);
  if (Array.isArray(of)) of[index(of, key, false)] = value;
  // The library that kustomize uses lets `replace` make a key of a map that is not there.
  else if (isMap(of)) of[key] = value;
  else throw new Stopped(`replace operation does not apply: missing key: ${keys.join('/')}`);
  return object;
}

function removed(object: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0) throw new Stopped('remove of the whole object');
  const { of, key } = holder(object, keys);
  if (Array.isArray(of)) of.splice(index(of, key, false), 1);
  else if (isMap(of) && Object.hasOwn(of, key)) delete of[key];
  else throw new Stopped(`remove operation does not apply: missing key: ${keys.join('/')}`);
  return object;
}

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, i) => same(item, other[i]))
    );
  if (!isMap(one) || !isMap(other)) return (one ?? null) === (other ?? null);
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]));
}
