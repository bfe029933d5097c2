// "Did you mean": the known key nearest to an unknown one, and a name in place of a wrong one.

/** The nearest of some keys, or `undefined` when none is near. Case and dashes do not count; then edits do. */
export function nearest(key: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
  const wanted = plain(key);
  const same = known.find((each) => plain(each) === wanted);
  if (same !== undefined) return same;
  const limit = key.length < 5 ? 1 : key.length < 10 ? 2 : 3;
  let best: string | undefined;
  let distance = limit + 1;
  for (const each of known) {
    const other = plain(each);
    // Each letter more or less is an edit.
    if (Math.abs(other.length - wanted.length) >= distance) continue;
    const found = edits(wanted, other);
    if (found < distance) [best, distance] = [each, found];
  }
  return best;
}

/** Edits between two texts: insertions, deletions, replacements, and swaps of neighbours. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

/** What a name can be. */
export interface NameForm {
  /** As that of a Service. @default false */
  readonly letterFirst?: boolean;
  /** Longest name. @default 63, that of a DNS label */
  readonly longest?: number;
}

/** A DNS label or longer name that would do in place of a wrong one: `my-app` for `My App`. */
export function nameLike(text: string, { letterFirst = false, longest = 63 }: NameForm = {}): string {
  const cleaned = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '');
  const name = `${letterFirst && /^[0-9]/.test(cleaned) ? 's-' : ''}${cleaned}`.slice(0, longest).replace(/-+$/, '');
  return name === '' ? 'web' : name;
}
