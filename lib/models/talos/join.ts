// Two patches of one document as one: what it does is what the first does and then the second.
import { isMap, PlainMap } from '../../manifest';
import { keysOf } from './merge';
import { TalosMinor } from './minors';
import { Shape, shapesOf } from './shapes';

/**
 * The patch that two patches of one document make, by the fields of the minor: maps join, lists with keys join item by item, other lists append,
 * what a patch replaces and scalars are those of the second. A zero stays written: only where the patch is applied it is known what it means.
 */
export function joinPatches(first: PlainMap, second: PlainMap, minor: TalosMinor): PlainMap {
  const { kind } = second;
  return joinMaps(shapesOf(minor).kinds.get(typeof kind === 'string' ? kind : '')?.shape, first, second);
}

function joinMaps(shape: Shape | undefined, first: PlainMap, second: PlainMap): PlainMap {
  const joined: PlainMap = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const field = shape?.is === 'struct' ? shape.fields.get(name) : undefined;
    const of = shape?.is === 'map' ? shape.of : (field?.shape ?? (shape?.is === 'struct' ? shape.rest : undefined));
    joined[name] = field?.replaced === true ? value : join(of, joined[name], value);
  }
  return joined;
}

function join(shape: Shape | undefined, first: unknown, second: unknown): unknown {
  if (shape?.is === 'pointer') return join(shape.of, first, second);
  if (isMap(first) && isMap(second)) return joinMaps(shape, first, second);
  if (!Array.isArray(first) || !Array.isArray(second)) return second;
  const keys = shape?.is === 'list' ? keysOf(shape) : undefined;
  if (shape?.is !== 'list' || keys === undefined) return [...(first as unknown[]), ...(second as unknown[])];
  const joined = [...(first as unknown[])];
  for (const item of second as unknown[]) {
    const at = joined.findIndex((other) => isMap(other) && isMap(item) && keys.same(other, item));
    if (at < 0) joined.push(item);
    else joined[at] = keys.replaced === true ? item : join(shape.of, joined[at], item);
  }
  return joined;
}
