// Ranges of addresses side by side: whether some range overlaps any of them.
import { AddressRange, compareAddresses } from './netip';

/** A set of ranges; those that overlap are one. */
export class Ranges {
  /** In the order of their addresses, and so of their first and of their last ones. */
  private readonly apart: AddressRange[] = [];

  /** True if the range shares an address with one that was added. */
  public overlap(range: AddressRange): boolean {
    const next = this.apart[this.firstNotBefore(range)];
    return next !== undefined && compareAddresses(next.first, range.last) <= 0;
  }

  public add(range: AddressRange): void {
    const from = this.firstNotBefore(range);
    let to = from;
    let { first, last } = range;
    for (
      let next = this.apart[to];
      next !== undefined && compareAddresses(next.first, last) <= 0;
      next = this.apart[to]
    ) {
      if (compareAddresses(next.first, first) < 0) ({ first } = next);
      if (compareAddresses(next.last, last) > 0) ({ last } = next);
      to++;
    }
    this.apart.splice(from, to - from, { first, last });
  }

  /** Place of the first range that does not end before this one begins. */
  private firstNotBefore({ first }: AddressRange): number {
    let [low, high] = [0, this.apart.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareAddresses(this.apart[middle]!.last, first) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
