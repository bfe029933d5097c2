// Which pool serves a Service, and which of its blocks holds an address.
import { selects } from '../kubernetes/label-selector';
import { Books } from './books';
import { HandlingError } from './failure';
import { Address, isWithin } from './netip';
import { Pool } from './pool';
import { Service } from './service';
import { BlockInUse } from './state';

/** True if the pool has no selector, or one that chooses the Service. */
export function servesService({ serviceSelector }: Pool, { labels }: Service): boolean {
  return !serviceSelector.written || selects(serviceSelector, labels);
}

/** The block that holds the address and serves the Service; else the pool that holds it. @throws HandlingError */
export function blockOf(books: Books, service: Service, address: Address): { block?: BlockInUse; pool?: string } {
  let found: string | undefined;
  for (const block of books.openBlocks()) {
    if (!isWithin(block.allocator.range, address)) continue;
    const pool = books.pools.get(block.pool)?.pool;
    if (pool === undefined) continue;
    found ??= pool.name;
    if (pool.serviceSelector.problems.length > 0) throw selectorError(pool);
    if (servesService(pool, service)) return { block };
  }
  return { pool: found };
}

/** The operator cannot ask the pool whether it serves a Service. */
export function selectorError({ name }: Pool): HandlingError {
  return new HandlingError({ code: 'selector', pool: name });
}
