// Lists of type `set` hold no item twice, lists of type `map` no key twice.
import { PlainMap, isMap } from '../../../manifest';
import { Schema } from './node';
import { Walk, show } from './walk';

/** Says every item that was there before. */
export function duplicates(list: readonly unknown[], schema: Schema, walk: Walk, level: 'error' | 'warning'): void {
  const { listType, listMapKeys = [] } = schema;
  const seen = new Map<unknown, number>();
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    const key = listType === 'map' ? keyOf(item, listMapKeys) : identity(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, i);
    else {
      const twice =
        listType === 'map'
          ? { keys: listMapKeys.map((name) => ({ name, value: show((item as PlainMap)[name]) })) }
          : { item: show(item) };
      walk.path.push(i);
      walk.say(level, 'schema/duplicate-item', 'item-twice', { ...twice, first });
      walk.path.pop();
    }
  }
}

function keyOf(item: unknown, keys: readonly string[]): unknown {
  const [only] = keys;
  if (!isMap(item)) return undefined;
  if (keys.length === 1) return identity(item[only!]);
  return stable(Object.fromEntries(keys.filter((key) => item[key] !== undefined).map((key) => [key, item[key]])));
}

/** Scalars by value and type, the rest by content. */
function identity(value: unknown): unknown {
  return value !== null && typeof value === 'object'
    ? `compound ${stable(value)}`
    : typeof value === 'string'
      ? `text ${value}`
      : value;
}

/** JSON with sorted keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isMap(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}
