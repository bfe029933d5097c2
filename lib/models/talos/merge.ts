// How a patch merges into a document: maps by key, lists by appending, a few by key or as a whole.
import { isDeepStrictEqual } from 'node:util';
import { isMap, PlainMap } from '../../manifest';
import { has, TalosMinor } from './minors';
import { readUrl, urlText } from './url';
import { Shape, StructShape } from './shapes';

/** Talos cannot merge two values of this kind. */
export class MergeFailure extends Error {}

/** The left document with the right one merged into it. Neither is changed. */
export function mergeDocuments(shape: StructShape, left: PlainMap, right: PlainMap, minor: TalosMinor): PlainMap {
  return merge({ minor }, shape, left, right, false, false) as PlainMap;
}

interface Context {
  readonly minor: TalosMinor;
}

function merge(
  at: Context,
  shape: Shape,
  left: unknown,
  right: unknown,
  replace: boolean,
  overwrite: boolean,
): unknown {
  switch (shape.is) {
    case 'pointer':
      if (isNil(right)) return left;
      if (isNil(left)) return right;
      return merge(at, shape.of, left, right, replace, has(at.minor, 'zeroOverwrites'));
    case 'struct':
      return struct(at, shape, (left ?? {}) as PlainMap, (right ?? {}) as PlainMap, replace);
    case 'own':
      return own(shape.name, shape.closed, left, right, overwrite, shape.zero);
    case 'list':
      return list(at, shape, left, right, replace);
    case 'map':
      if (isNil(right)) return left;
      return replace ? right : map(at, shape, (left ?? {}) as PlainMap, right as PlainMap);
    case 'bytes':
      return isNil(right) || right === '' ? left : right;
    case 'any':
      if (isNil(right)) return left;
      return isNil(left) ? right : free(left, right);
    case 'bool':
      // A boolean is set whatever it is; absent is false.
      return right ?? undefined;
    default:
      return overwrite || !isScalarZero(right) ? right : left;
  }
}

function struct(at: Context, shape: StructShape, left: PlainMap, right: PlainMap, replace: boolean): PlainMap {
  if (shape.closed) throw new MergeFailure(shape.name);
  if (replace) return Object.keys(right).length === 0 ? left : right;
  const result: PlainMap = {};
  for (const field of shape.fields.values()) {
    const merged = merge(at, field.shape, left[field.name], right[field.name], field.replaced, false);
    if (merged !== undefined && !isAbsent(field.shape, merged)) result[field.name] = merged;
  }
  const { rest } = shape;
  if (rest === undefined) return result;
  const more = (value: PlainMap) => Object.fromEntries(Object.entries(value).filter(([key]) => !shape.fields.has(key)));
  return { ...result, ...map(at, { is: 'map', of: rest, name: undefined }, more(left), more(right)) };
}

function isAbsent(shape: Shape, value: unknown): boolean {
  if (shape.is === 'struct') return Object.keys(value as PlainMap).length === 0;
  return shape.is === 'bool' ? value === false : shape.is !== 'pointer' && shape.is !== 'own' && isScalarZero(value);
}

function own(
  name: string,
  closed: boolean,
  left: unknown,
  right: unknown,
  overwrite: boolean,
  zero: string | undefined,
): unknown {
  if (closed) throw new MergeFailure(name);
  // These take the other side whatever it is. Source: their Merge functions.
  if (name === 'cel.Expression' || name === 'block.ByteSize' || name === 'block.PercentageSize') return right;
  if (isNil(right) || right === zero) return overwrite ? right : left;
  if (isNil(left)) return right;
  if (name === 'meta.URL' || name === 'v1alpha1.Endpoint') return url(String(left), String(right));
  // A size is a number or a percentage, and a number stays where both are set.
  if (name === 'block.Size' && !String(left).includes('%') && String(right).includes('%')) return left;
  return right;
}

/** Go merges the parts of a URL: what the right one leaves empty stays. */
function url(left: string, right: string): string {
  const [old, now] = [readUrl(left), readUrl(right)];
  if (old === undefined || now === undefined) return right;
  if (old.user !== '' && now.user !== '') throw new MergeFailure('url.Userinfo');
  return urlText({
    scheme: now.scheme || old.scheme,
    opaque: now.opaque || old.opaque,
    user: now.user || old.user,
    host: now.host || old.host,
    path: now.path || old.path,
    query: now.query || old.query,
    fragment: now.fragment || old.fragment,
  });
}

/** A list whose items have a key. */
export interface KeyedList {
  /** True if the two items are the same one. */
  readonly same: (left: PlainMap, right: PlainMap) => boolean;
  /** The right item takes the place of the left. */
  readonly replaced?: boolean;
}

/** Lists whose items are found by a key. Source: the Merge functions of these types. */
const KEYED: Readonly<Record<string, KeyedList>> = {
  'v1alpha1.NetworkDeviceList': {
    same: (left, right) => {
      if (right.interface !== undefined) return left.interface === right.interface;
      const [a, b] = [left.deviceSelector, right.deviceSelector];
      if (!isMap(a) || !isMap(b)) return false;
      // Go compares two pointers here: never the same.
      return a.physical === undefined && b.physical === undefined && isDeepStrictEqual(a, b);
    },
  },
  'v1alpha1.VlanList': { same: (left, right) => (left.vlanId ?? 0) === (right.vlanId ?? 0) },
  'v1alpha1.AdmissionPluginConfigList': { same: (left, right) => (left.name ?? '') === (right.name ?? '') },
  'extensions.ConfigFileList': { same: (left, right) => (left.mountPath ?? '') === (right.mountPath ?? '') },
  'security.ImageVerificationRules': {
    same: (left, right) => (left.image ?? '') === (right.image ?? ''),
    replaced: true,
  },
};

/** How items of a list are found; undefined where the right list stands behind the left one. */
export function keysOf(shape: Extract<Shape, { is: 'list' }>): KeyedList | undefined {
  return KEYED[shape.name ?? ''];
}

function list(
  at: Context,
  shape: Extract<Shape, { is: 'list' }>,
  left: unknown,
  right: unknown,
  replace: boolean,
): unknown {
  const keyed = keysOf(shape);
  if (keyed !== undefined)
    return keyedList(at, shape.of, keyed, (left ?? null) as unknown[] | null, (right ?? []) as unknown[]);
  if (isNil(right)) return left;
  if (replace) return right;
  return [...((left ?? []) as unknown[]), ...(right as unknown[])];
}

function keyedList(
  at: Context,
  of: Shape,
  { same, replaced }: KeyedList,
  left: unknown[] | null,
  right: unknown[],
): unknown {
  if (right.length === 0) return left ?? undefined;
  const item = of.is === 'pointer' ? of.of : of;
  const result = [...(left ?? [])];
  const known = result.length;
  for (const each of right) {
    if (!isMap(each) || result.some((other) => !isMap(other))) throw new MergeFailure('null in a list');
    const index = result.findIndex(
      (other, position) => same(other as PlainMap, each) && (replaced !== true || position < known),
    );
    if (index < 0) result.push(each);
    else result[index] = replaced === true ? each : merge(at, item, result[index], each, false, false);
  }
  return result;
}

/** Types whose values are replaced key by key. */
const REPLACED_BY_KEY = /\.Args$/;

function map(at: Context, shape: Extract<Shape, { is: 'map' }>, left: PlainMap, right: PlainMap): PlainMap {
  const result: PlainMap = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const own = Object.hasOwn(left, key) ? left[key] : undefined;
    if (isNil(own) || REPLACED_BY_KEY.test(shape.name ?? '')) result[key] = value;
    else if (shape.of.is === 'any') result[key] = free(own, value);
    else result[key] = merge(at, shape.of, own, value, false, false) ?? own;
  }
  return result;
}

/** Values of free form: of one kind on both sides, or the merge fails. */
function free(left: unknown, right: unknown): unknown {
  if (kindOf(left) !== kindOf(right)) throw new MergeFailure('values of different kinds');
  if (Array.isArray(left)) return [...(left as unknown[]), ...(right as unknown[])];
  if (isMap(left)) {
    const result: PlainMap = { ...left };
    for (const [key, value] of Object.entries(right as PlainMap))
      result[key] = isNil(left[key]) ? value : free(left[key], value);
    return result;
  }
  return typeof right !== 'boolean' && isScalarZero(right) ? left : right;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return isMap(value) ? 'map' : value === null || value === undefined ? 'null' : typeof value;
}

function isNil(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isScalarZero(value: unknown): boolean {
  return isNil(value) || value === '' || value === 0;
}
