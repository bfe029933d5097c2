// The pools in the books: a new one brings blocks, an edited one keeps those that stay, and each has its addresses counted.
import { Books } from './books';
import { Conflicts } from './conflicts';
import { HandlingError } from './failure';
import { Allocator } from './free-blocks';
import { AddressRange, isSameAddress } from './netip';
import { BlockProblem, hasInside, Pool } from './pool';
import { BlockInUse, Group, PoolInUse, PoolState, ServiceView, StatusWriter } from './state';

/** Takes a pool in. @throws HandlingError */
export function newPool(books: Books, conflicts: Conflicts, { pool, created, status }: PoolState, spec: string): void {
  const entry: PoolInUse = { pool, spec, created, status, blocks: [] };
  if (books.does.badPoolIsAbsent) {
    const bad = pool.blocks.find(({ problem }) => problem !== undefined);
    if (bad !== undefined) throw blockError(pool, bad.index, bad.problem!);
  }
  books.pools.set(pool.name, entry);
  books.uncounted.add(pool.name);
  conflicts.blocksChanged(entry);
  for (const { index, range, problem, fromCidr } of pool.blocks) {
    if (range === undefined) throw blockError(pool, index, problem!);
    addBlock(books, entry, range, fromCidr);
  }
  conflicts.unmark(entry);
}

/** Takes what has changed of a pool. @throws HandlingError */
export function editPool(
  books: Books,
  conflicts: Conflicts,
  entry: PoolInUse,
  { pool, created, status }: PoolState,
  spec: string,
): void {
  const before = entry.pool.allowFirstLastIPs;
  Object.assign(entry, { pool, spec, created, status });
  books.uncounted.add(pool.name);
  conflicts.blocksChanged(entry);
  // Texts that cannot be parsed stop the edit here; ends in the wrong order only when their block is made.
  const unreadable = pool.blocks.find(({ problem }) => problem !== undefined && !isLate(problem));
  if (unreadable !== undefined) throw blockError(pool, unreadable.index, unreadable.problem!);
  const kept = entry.blocks.slice();
  for (const block of books.does.sharingIndexOfAddresses ? entry.blocks.slice() : entry.blocks.slice().reverse()) {
    const same = pool.blocks.find(({ range }) => range !== undefined && isSameRange(range, block.allocator.range));
    if (same === undefined) {
      entry.blocks.splice(entry.blocks.indexOf(block), 1);
      dropBlock(books, block);
    } else if (same.fromCidr && before !== pool.allowFirstLastIPs) {
      if (pool.allowFirstLastIPs === 'No') reserveEnds(books, block);
      else if (hasInside(block.allocator.range))
        for (const address of [block.allocator.range.first, block.allocator.range.last]) books.free(block, address);
    }
  }
  for (const { index, range, problem, fromCidr } of pool.blocks) {
    if (range === undefined) throw blockError(pool, index, problem!);
    const there = books.does.editDropsTwins ? entry.blocks : kept;
    if (!there.some(({ allocator }) => isSameRange(allocator.range, range))) addBlock(books, entry, range, fromCidr);
  }
  for (const block of entry.blocks) block.disabled = pool.disabled;
}

/** Takes the addresses of a block that has gone from the Services; gives those that had one. */
export function dropBlock(books: Books, block: BlockInUse): ServiceView[] {
  books.blocks = books.blocks.filter((each) => each !== block);
  return [...books.unsatisfied.values(), ...books.satisfied.values()].filter((view) => {
    const allocations = view.allocations.list();
    for (let index = allocations.length - 1; index >= 0; index--)
      if (allocations[index]!.range === block) view.allocations.delete(index);
    return allocations.some(({ range }) => range === block);
  });
}

/** Writes how many addresses each pool has, where that is not what stands there. */
export function count(books: Books, writer: StatusWriter): void {
  for (const name of books.uncounted) {
    const entry = books.pools.get(name);
    if (entry === undefined) continue;
    let [total, used] = [0n, 0n];
    for (const { allocator } of entry.blocks) {
      total += allocator.total;
      used += allocator.used;
    }
    const there = entry.status.counts;
    if (there?.total === total && there.used === used) continue;
    entry.status = { ...entry.status, counts: { total, available: total - used, used } };
    writer.writePool(entry.pool.name, entry.status);
  }
  books.uncounted.clear();
}

function addBlock(books: Books, entry: PoolInUse, range: AddressRange, fromCidr: boolean): void {
  const { pool } = entry;
  const allocator = new Allocator<Group | null>(range, books.does.rightSizes, () => books.uncounted.add(pool.name));
  const block: BlockInUse = { pool: pool.name, allocator, disabled: pool.disabled, conflicting: false };
  if (fromCidr && pool.allowFirstLastIPs === 'No') reserveEnds(books, block);
  entry.blocks.push(block);
  books.blocks.push(block);
}

function reserveEnds(books: Books, block: BlockInUse): void {
  const { range } = block.allocator;
  if (!hasInside(range)) return;
  for (const address of [range.first, range.last])
    block.allocator.takeThis(
      address,
      // Nobody holds it: up to 1.19 that is an empty list, which a Service may join.
      books.does.reservedEndIsNobodys ? null : { services: [], address, block },
    );
}

function isLate(problem: BlockProblem): boolean {
  return problem === 'families' || problem === 'reversed';
}

function isSameRange(a: AddressRange, b: AddressRange): boolean {
  return isSameAddress(a.first, b.first) && isSameAddress(a.last, b.last);
}

function blockError({ name }: Pool, index: number, problem: BlockProblem): HandlingError {
  return new HandlingError({ code: 'block', pool: name, index, problem });
}
