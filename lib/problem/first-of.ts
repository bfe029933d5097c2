// Many names in one line: the most frequent, and how many others there are.

const SHOWN = 4;

/** `a (12), b (3), c and 5 others`: names by how often they stand in the list. */
export function firstOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ordered = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const shown = ordered.slice(0, SHOWN).map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
  const more = ordered.length - SHOWN;
  return more > 0 ? `${shown.join(', ')} and ${more} other${more === 1 ? '' : 's'}` : shown.join(', ');
}
