// Pools that overlap: of two that work, the younger one stops, and works again when nothing overlaps it any more.
import { Books } from './books';
import { AddressRange, overlaps, textOf } from './netip';
import { Ranges } from './ranges';
import { BlockInUse, PoolInUse, StatusWriter } from './state';

type BlockPair = readonly [BlockInUse, BlockInUse];

/**
 * The overlaps of the pools in the books. What overlaps what is kept, since pools come one by one and the original compares all with each other after
 * each; a pool that lies beside all that there ever was is compared with none.
 */
export class Conflicts {
  /** Pools that overlap a pool, and those whose own blocks do. */
  private readonly neighbours = new Map<PoolInUse, Set<PoolInUse>>();
  private readonly overlapsItself = new Map<PoolInUse, BlockPair>();
  private readonly changed = new Set<PoolInUse>();
  /** Pools that may be in conflict as their status has it. */
  private readonly conflicting = new Set<PoolInUse>();
  /** What some pool has, or once had. */
  private readonly taken = new Ranges();
  /** Pools whose blocks are in there. */
  private readonly known = new Set<PoolInUse>();

  public constructor(
    private readonly books: Books,
    private readonly writer: StatusWriter,
  ) {}

  /** The blocks of the pool are others now. */
  public blocksChanged(entry: PoolInUse): void {
    this.changed.add(entry);
    if (isConflicting(entry)) this.conflicting.add(entry);
  }

  public poolDeleted(entry: PoolInUse): void {
    this.changed.delete(entry);
    this.conflicting.delete(entry);
    this.known.delete(entry);
    this.part(entry);
    this.neighbours.delete(entry);
    this.overlapsItself.delete(entry);
  }

  /** Compares the working pools with each other; the younger of two that overlap stops. */
  public settle(): void {
    this.compareChanged();
    const entangled = this.inOrder(
      new Set([...this.neighbours.keys(), ...this.overlapsItself.keys(), ...this.conflicting]),
    );
    for (const outer of entangled) {
      if (isConflicting(outer)) continue;
      const own = this.overlapsItself.get(outer);
      if (own !== undefined) {
        this.mark(outer, outer, own);
        continue;
      }
      const inner = this.inOrder(this.neighboursOf(outer)).find((each) => !isConflicting(each));
      const found = inner === undefined ? undefined : overlapBetween(outer.blocks, inner.blocks);
      if (inner === undefined || found === undefined) continue;
      if (seconds(outer) < seconds(inner)) this.mark(inner, outer, [found[1], found[0]]);
      else this.mark(outer, inner, found);
    }
    for (const outer of entangled)
      if (isConflicting(outer) && !this.overlapsItself.has(outer) && this.neighboursOf(outer).size === 0)
        this.unmark(outer);
  }

  /** The pool works. */
  public unmark(entry: PoolInUse): void {
    for (const block of entry.blocks) block.conflicting = false;
    this.conflicting.delete(entry);
    this.say(entry, { status: 'False', reason: 'resolved', message: '' });
  }

  private mark(entry: PoolInUse, other: PoolInUse, [own, others]: BlockPair): void {
    for (const block of entry.blocks) block.conflicting = true;
    this.conflicting.add(entry);
    const message = `Pool conflicts since range '${rangeText(own)}' overlaps range '${rangeText(others)}' from IP Pool '${other.pool.name}'`;
    const overlap = { with: other.pool.name, own: own.allocator.range, other: others.allocator.range };
    this.say(entry, { status: 'True', reason: 'cidr_overlap', message, overlap });
  }

  private say(entry: PoolInUse, conflict: NonNullable<PoolInUse['status']['conflict']>): void {
    entry.status = { ...entry.status, conflict };
    this.books.supplyChanged();
    this.writer.writePool(entry.pool.name, entry.status);
  }

  private compareChanged(): void {
    for (const entry of this.changed) {
      this.part(entry);
      const own = overlapWithin(entry.blocks);
      if (own === undefined) this.overlapsItself.delete(entry);
      else this.overlapsItself.set(entry, own);
      const isApart =
        !this.known.has(entry) && !entry.blocks.some(({ allocator }) => this.taken.overlap(allocator.range));
      this.known.add(entry);
      for (const { allocator } of entry.blocks) this.taken.add(allocator.range);
      if (!isApart) this.compareWithAll(entry);
    }
    this.changed.clear();
  }

  private compareWithAll(entry: PoolInUse): void {
    for (const other of this.books.pools.values()) {
      if (other === entry || overlapBetween(entry.blocks, other.blocks) === undefined) continue;
      this.meet(entry, other);
      this.meet(other, entry);
    }
  }

  /** In the order in which the operator goes through its pools. */
  private inOrder(entries: ReadonlySet<PoolInUse>): PoolInUse[] {
    if (entries.size === 0) return [];
    const place = ({ pool }: PoolInUse) => this.books.pools.place(pool.name)!;
    return [...entries].sort((a, b) => place(a) - place(b));
  }

  private meet(entry: PoolInUse, other: PoolInUse): void {
    const known = this.neighbours.get(entry);
    if (known === undefined) this.neighbours.set(entry, new Set([other]));
    else known.add(other);
  }

  private part(entry: PoolInUse): void {
    for (const other of this.neighboursOf(entry)) {
      const known = this.neighbours.get(other);
      known?.delete(entry);
      if (known?.size === 0) this.neighbours.delete(other);
    }
    this.neighbours.delete(entry);
  }

  private neighboursOf(entry: PoolInUse): ReadonlySet<PoolInUse> {
    return this.neighbours.get(entry) ?? NONE;
  }
}

const NONE: ReadonlySet<PoolInUse> = new Set();

function isConflicting({ status }: PoolInUse): boolean {
  return status.conflict?.status === 'True';
}

function overlapWithin(blocks: readonly BlockInUse[]): BlockPair | undefined {
  const taken = new Ranges();
  const isApart = blocks.every(({ allocator: { range } }) => {
    const isFree = !taken.overlap(range);
    taken.add(range);
    return isFree;
  });
  if (isApart) return undefined;
  for (const outer of blocks)
    for (const inner of blocks)
      if (inner !== outer && overlaps(outer.allocator.range, inner.allocator.range)) return [outer, inner];
  return undefined;
}

function overlapBetween(outers: readonly BlockInUse[], inners: readonly BlockInUse[]): BlockPair | undefined {
  for (const outer of outers)
    for (const inner of inners) if (overlaps(outer.allocator.range, inner.allocator.range)) return [outer, inner];
  return undefined;
}

/** Creation times of Kubernetes have seconds. */
function seconds({ created }: PoolInUse): number {
  return Math.floor(created / 1000);
}

function rangeText({ allocator }: BlockInUse): string {
  const { first, last }: AddressRange = allocator.range;
  return `${textOf(first)} - ${textOf(last)}`;
}
