// The addresses that LB-IPAM keeps with a Service, in cells that others may point at. Up to 1.19 the index of sharing keys does, and deleting moves
// the contents of cells: what an index entry says then changes, or is nothing at all. So the list behaves as a slice of Go does, capacity included.
import { Address, isSameAddress } from './netip';

/** A place for an address and the block that it was given from; empty after its content was deleted. */
export interface Cell<R> {
  address: Address | undefined;
  range: R | undefined;
}

/** A cell with something in it. */
export interface Allocation<R> {
  readonly address: Address;
  readonly range: R;
}

/** A list of allocations. */
export class Allocations<R> {
  private cells: Cell<R>[] = [];
  private length = 0;

  /** Adds one and gives its cell: a longer list has new cells, and the old ones stay as they are. */
  public add(address: Address, range: R): Cell<R> {
    if (this.length === this.cells.length) {
      const capacity = Math.max(1, 2 * this.cells.length);
      const old = this.cells;
      this.cells = Array.from({ length: capacity }, (_, index) => ({
        address: old[index]?.address,
        range: old[index]?.range,
      }));
    }
    const cell = this.cells[this.length++]!;
    [cell.address, cell.range] = [address, range];
    return cell;
  }

  /** Deletes one: the later ones move down, and the last cell is empty. */
  public delete(index: number): void {
    for (let i = index; i < this.length - 1; i++) Object.assign(this.cells[i]!, this.cells[i + 1]!);
    this.length--;
    Object.assign(this.cells[this.length]!, { address: undefined, range: undefined });
  }

  /** What is in the list now. */
  public list(): Allocation<R>[] {
    return this.cells.slice(0, this.length).map(({ address, range }) => ({ address: address!, range: range! }));
  }

  /** The one with this address. */
  public find(address: Address): Allocation<R> | undefined {
    return this.list().find((each) => isSameAddress(each.address, address));
  }
}

/** True if both cells say the same. */
export function isSameCell<R>(a: Cell<R>, b: Cell<R>): boolean {
  if (a.range !== b.range) return false;
  if (a.address === undefined || b.address === undefined) return a.address === b.address;
  return isSameAddress(a.address, b.address);
}
