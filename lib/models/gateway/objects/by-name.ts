// Objects of a list by their names: read once, since routes ask for thousands of them.

interface Named {
  readonly namespace: string;
  readonly name: string;
}

const INDEXES = new WeakMap<readonly Named[], ReadonlyMap<string, Named>>();

/** The first object of a name in a list that no longer changes. */
export function named<T extends Named>(items: readonly T[], namespace: string, name: string): T | undefined {
  const index = (INDEXES.get(items) as ReadonlyMap<string, T> | undefined) ?? indexOf(items);
  INDEXES.set(items, index);
  return index.get(keyed(namespace, name));
}

function indexOf<T extends Named>(items: readonly T[]): ReadonlyMap<string, T> {
  // Of two with one name the first counts, so the last to be written is the first.
  return new Map([...items].reverse().map((item) => [keyed(item.namespace, item.name), item]));
}

function keyed(namespace: string, name: string): string {
  return `${namespace}\0${name}`;
}
