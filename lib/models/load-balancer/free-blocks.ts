// Which addresses of a block are free, in the order in which LB-IPAM gives them: the first of the smallest free block, as its heap has it.
// Ties, merged holes and a block that grows without moving in the heap follow the original step by step, because they decide which address comes next.
// Source: pkg/ipalloc/ipalloc.go.
import { Address, AddressRange, compareAddresses, isSameAddress, isWithin, step, textOf } from './netip';

interface Block {
  first: Address;
  last: Address;
  /** Distance of the ends; what the heap is ordered by. */
  size: bigint;
  /** Neighbours in the order of addresses. */
  before: Block | undefined;
  after: Block | undefined;
}

const LOW_HALF = (1n << 64n) - 1n;
const ALL = (1n << 128n) - 1n;

/** The addresses of one block, each free or held by a `T`. */
export class Allocator<T> {
  private readonly held = new Map<string, T>();
  private readonly heap: Block[] = [];

  /**
   * @param rightSizes false where sizes lose the carry between their halves: the block of a range across it then counts as larger
   * @param changed hears that other addresses are held
   */
  public constructor(
    public readonly range: AddressRange,
    private readonly rightSizes: boolean,
    private readonly changed: () => void = () => undefined,
  ) {
    this.heap.push(this.block(range.first, range.last, undefined, undefined));
  }

  /** Holds the next address, or gives undefined if none is free. */
  public takeAny(holder: T): Address | undefined {
    const address = this.heap[0]?.first;
    if (address === undefined) return undefined;
    this.take(address);
    this.hold(address, holder);
    return address;
  }

  /** Holds this address; false if it is held or outside. */
  public takeThis(address: Address, holder: T): boolean {
    if (!isWithin(this.range, address) || this.has(address) || !this.take(address)) return false;
    this.hold(address, holder);
    return true;
  }

  /** Gives the address back; nothing happens if nobody holds it. */
  public free(address: Address): void {
    if (!this.held.delete(textOf(address))) return;
    this.changed();
    this.put(address);
  }

  /** True if somebody holds the address. */
  public has(address: Address): boolean {
    return this.held.has(textOf(address));
  }

  /** Who holds the address; undefined if nobody does. */
  public holder(address: Address): T | undefined {
    return this.held.get(textOf(address));
  }

  /** Number of held addresses. */
  public get used(): bigint {
    return BigInt(this.held.size);
  }

  /** Number of all addresses. */
  public get total(): bigint {
    return this.range.last.value - this.range.first.value + 1n;
  }

  private block(first: Address, last: Address, before: Block | undefined, after: Block | undefined): Block {
    return { first, last, size: this.sizeOf(first, last), before, after };
  }

  private sizeOf(first: Address, last: Address): bigint {
    const size = last.value - first.value;
    const carry = !this.rightSizes && (last.value & LOW_HALF) < (first.value & LOW_HALF);
    return (carry ? size + LOW_HALF + 1n : size) & ALL;
  }

  private hold(address: Address, holder: T): void {
    this.held.set(textOf(address), holder);
    this.changed();
  }

  /** Takes the address out of its free block; false if it is in none. */
  private take(address: Address): boolean {
    const { heap } = this;
    const index = heap.findIndex((block) => isWithin(block, address));
    const block = heap[index];
    if (block === undefined) return false;
    const [atFirst, atLast] = [isSameAddress(block.first, address), isSameAddress(block.last, address)];
    if (atFirst && atLast) {
      this.remove(index);
      if (block.before !== undefined) block.before.after = block.after;
      if (block.after !== undefined) block.after.before = block.before;
      return true;
    }
    if (atFirst || atLast) {
      if (atFirst) block.first = step(block.first, 1n);
      else block.last = step(block.last, -1n);
      block.size = this.sizeOf(block.first, block.last);
      this.fix(index);
      return true;
    }
    this.remove(index);
    const left: Block = this.block(block.first, step(address, -1n), block.before, undefined);
    const right: Block = this.block(step(address, 1n), block.last, left, block.after);
    left.after = right;
    if (block.before !== undefined) block.before.after = left;
    if (block.after !== undefined) block.after.before = right;
    this.push(left);
    this.push(right);
    return true;
  }

  /** Puts the address back into the free blocks: into the one beside it, or as one of its own. */
  private put(address: Address): void {
    let block: Block | undefined = this.heap[0];
    if (block === undefined) {
      this.push({ first: address, last: address, size: 1n, before: undefined, after: undefined });
      return;
    }
    let came: Block | undefined;
    for (let steps = 0; ; steps++) {
      const left: boolean = compareAddresses(address, block.first) < 0;
      if (left && isSameAddress(step(block.first, -1n), address)) {
        // The original does not move the grown block in the heap here.
        block.first = address;
        block.size = this.sizeOf(block.first, block.last);
        if (block.before !== undefined && isSameAddress(block.before.last, step(block.first, -1n)))
          this.merge(block.before, block);
        return;
      }
      if (!left && isSameAddress(step(block.last, 1n), address)) {
        block.last = address;
        block.size = this.sizeOf(block.first, block.last);
        // The original takes the number of steps for the place in the heap.
        this.fix(steps);
        if (block.after !== undefined && isSameAddress(block.after.first, step(block.last, 1n)))
          this.merge(block, block.after);
        return;
      }
      const next: Block | undefined = left ? block.before : block.after;
      if (next === undefined || next === came) {
        this.insert(left ? next : block, left ? block : next, address);
        return;
      }
      came = block;
      block = next;
    }
  }

  private insert(before: Block | undefined, after: Block | undefined, address: Address): void {
    const block: Block = { first: address, last: address, size: 1n, before, after };
    if (before !== undefined) before.after = block;
    if (after !== undefined) after.before = block;
    this.push(block);
  }

  private merge(left: Block, right: Block): void {
    const merged = this.block(left.first, right.last, left.before, right.after);
    if (left.before !== undefined) left.before.after = merged;
    if (right.after !== undefined) right.after.before = merged;
    this.remove(this.heap.indexOf(left));
    this.remove(this.heap.indexOf(right));
    this.push(merged);
  }

  // The heap, as container/heap of Go moves its items.

  private push(block: Block): void {
    this.heap.push(block);
    this.up(this.heap.length - 1);
  }

  private remove(index: number): void {
    const last = this.heap.length - 1;
    if (last !== index) {
      this.swap(index, last);
      if (!this.down(index, last)) this.up(index);
    }
    this.heap.pop();
  }

  private fix(index: number): void {
    if (!this.down(index, this.heap.length)) this.up(index);
  }

  private up(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!this.isLess(index, parent)) return;
      this.swap(parent, index);
      index = parent;
    }
  }

  private down(start: number, length: number): boolean {
    let index = start;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && this.isLess(child + 1, child)) child++;
      if (!this.isLess(child, index)) break;
      this.swap(index, child);
      index = child;
    }
    return index > start;
  }

  private isLess(a: number, b: number): boolean {
    return this.heap[a]!.size < this.heap[b]!.size;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
