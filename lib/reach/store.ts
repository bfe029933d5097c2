// Sets of connections by number: equal sets have one, and what two have in common is worked out once.
import { ConnectionSet } from './connections';

/** Number of the set without any connection. @internal */
export const NO_CONNECTION = 0;
/** Number of the set of all connections. @internal */
export const EVERY_CONNECTION = 1;

/** Numbers for sets. @internal */
export class ConnectionStore {
  public readonly sets: ConnectionSet[] = [ConnectionSet.NONE, ConnectionSet.ALL];
  private readonly ids = new Map<string, number>(this.sets.map(({ key }, id) => [key, id]));
  private readonly common: (Map<number, number> | undefined)[] = [];

  public id(set: ConnectionSet): number {
    const known = this.ids.get(set.key);
    if (known !== undefined) return known;
    this.ids.set(set.key, this.sets.length);
    return this.sets.push(set) - 1;
  }

  /** What both allow; the first is the side of the source. */
  public intersection(a: number, b: number): number {
    if (a === NO_CONNECTION || b === NO_CONNECTION) return NO_CONNECTION;
    if (a === EVERY_CONNECTION) return b;
    if (b === EVERY_CONNECTION) return a;
    const known = (this.common[a] ??= new Map<number, number>());
    let both = known.get(b);
    if (both === undefined) {
      both = this.id(this.sets[a]!.intersect(this.sets[b]!));
      known.set(b, both);
    }
    return both;
  }
}
