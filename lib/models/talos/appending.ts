// The lists of a patch that stand behind what is already there: applied twice, it states their items twice.
import { isMap, PlainMap } from '../../manifest';
import { keysOf } from './merge';
import { TalosMinor } from './minors';
import { Shape, shapesOf } from './shapes';

/** A list that Talos appends to, by the keys that lead to it; keys within items of other lists are left out. */
export type AppendingList = readonly string[];

/**
 * The lists of one document that a second application of it appends to, in the order of the document. Lists whose items merge by a key,
 * and those that a patch replaces, are not among them.
 */
export function appendingLists(document: PlainMap, minor: TalosMinor): AppendingList[] {
  const { kind } = document;
  const shape = shapesOf(minor).kinds.get(typeof kind === 'string' ? kind : '')?.shape;
  if (shape === undefined) return [];
  const found = new Map<string, AppendingList>();
  collect(shape, document, [], found);
  return [...found.values()];
}

function collect(shape: Shape, value: unknown, path: readonly string[], found: Map<string, AppendingList>): void {
  if (shape.is === 'pointer') collect(shape.of, value, path, found);
  else if (Array.isArray(value)) {
    const keyed = shape.is === 'list' ? keysOf(shape) : undefined;
    // An item that is not even the same as itself stands behind the others: a device selector with physical.
    const isApart = (item: unknown) => isMap(item) && keyed?.same(item, item) === false;
    if (keyed === undefined || value.some(isApart)) found.set(path.join('.'), path);
    if (keyed !== undefined && keyed.replaced !== true && shape.is === 'list')
      for (const item of value) if (!isApart(item)) collect(shape.of, item, path, found);
  } else if (isMap(value))
    for (const [key, inner] of Object.entries(value)) {
      const field = shape.is === 'struct' ? shape.fields.get(key) : undefined;
      if (field?.replaced === true) continue;
      const of = field?.shape ?? (shape.is === 'map' ? shape.of : shape.is === 'struct' ? shape.rest : undefined);
      collect(of ?? { is: 'any' }, inner, [...path, key], found);
    }
}
