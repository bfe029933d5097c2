// What a Service is given: the addresses that it asks for, one that its sharing key leads to, or any of each family.
import { IpFamily } from '../../net';
import { Books } from './books';
import { isSatisfied, sayRefused, saySatisfied } from './conditions';
import { Crash } from './failure';
import { Address, isSameAddress, parseAddress, textOf } from './netip';
import { blockOf, selectorError, servesService } from './responsibility';
import { Group, Refusal, ServiceView, UnsatisfiedReason } from './state';

/** Gives what is missing; true if the status has changed. @throws HandlingError, Crash */
export function satisfy(books: Books, view: ServiceView): boolean {
  [view.refusals, view.notJoined] = [[], []];
  let modified = view.service.requested.length > 0 ? satisfyRequests(books, view) : satisfyFamilies(books, view);
  for (const { address, range } of view.allocations.list()) {
    const there = view.status.ingress.some(({ ip }) => {
      const found = parseAddress(ip);
      return found !== undefined && isSameAddress(found, address);
    });
    if (there) continue;
    view.status = { ...view.status, ingress: [...view.status.ingress, { ip: textOf(address) }] };
    modified = true;
    books.offerCell(view, { address, range });
  }
  if (isSatisfied(view) && saySatisfied(view)) modified = true;
  books.sort(view);
  return modified;
}

function satisfyRequests(books: Books, view: ServiceView): boolean {
  let modified = false;
  for (const address of view.service.requested) {
    if (view.allocations.find(address) !== undefined) continue;
    const refusal = giveRequested(books, view, address);
    if (refusal === undefined) continue;
    view.refusals.push(refusal);
    if (sayRefused(view, refusal, books.byPortAlone)) modified = true;
  }
  return modified;
}

/** Gives the address, or says why not. */
function giveRequested(books: Books, view: ServiceView, address: Address): Refusal | undefined {
  const { service } = view;
  const { block, pool } = blockOf(books, service, address);
  const refused = (reason: UnsatisfiedReason, more: Partial<Refusal> = {}): Refusal => ({
    ...{ reason, address, family: address.family, heldBy: [] },
    ...more,
  });
  if (block === undefined) return pool === undefined ? refused('no_pool') : refused('pool_selector_mismatch', { pool });
  if (block.allocator.has(address)) {
    const group = block.allocator.holder(address);
    const services = group?.services ?? [];
    const heldBy = services.map((each) => each.service);
    if (service.sharingKey === '') return refused('already_allocated', { heldBy });
    if (group === null || group === undefined)
      throw new Crash({ code: 'reserved-end', service: view.key, address: textOf(address) });
    const because = books.refusalIn(services, view, books.does.sharingIndexOfAddresses)?.because;
    if (because !== undefined) return refused('already_allocated_incompatible_service', { heldBy, sharing: because });
    books.join(group, view);
  } else {
    const group: Group = { services: [view], address, block };
    block.allocator.takeThis(address, group);
    books.offer(view, group);
  }
  view.allocations.add(address, block);
  return undefined;
}

function satisfyFamilies(books: Books, view: ServiceView): boolean {
  let modified = false;
  const has = view.allocations.list().map(({ address }) => address.family);
  for (const family of [IpFamily.IPV4, IpFamily.IPV6]) {
    if (!view.service.families.includes(family) || has.includes(family)) continue;
    // What is said of the second family hides whether something was said of the first.
    modified = satisfyFamily(books, view, family);
  }
  return modified;
}

function satisfyFamily(books: Books, view: ServiceView, family: IpFamily): boolean {
  if (view.service.sharingKey !== '') {
    const joined = books.does.sharingIndexOfAddresses ? joinCell(books, view, family) : joinGroup(books, view, family);
    if (joined) return false;
  }
  const full = giveAny(books, view, family);
  if (full === undefined) return false;
  const refusal: Refusal = { reason: full ? 'out_of_ips' : 'no_pool', family, heldBy: [] };
  view.refusals.push(refusal);
  return sayRefused(view, refusal, books.byPortAlone);
}

/** Joins an address that the sharing key leads to, from 1.20 on. */
function joinGroup(books: Books, view: ServiceView, family: IpFamily): boolean {
  for (const group of books.groups.of(view.service.sharingKey)) {
    if (group.address.family !== family) continue;
    const refusal = books.refusalIn(group.services, view);
    if (refusal !== undefined) {
      view.notJoined.push({ address: group.address, ...refusal });
      continue;
    }
    view.allocations.add(group.address, group.block);
    books.join(group, view);
    return true;
  }
  return false;
}

/** The same up to 1.19, where an index entry may have lost what it points at. */
function joinCell(books: Books, view: ServiceView, family: IpFamily): boolean {
  const { sharingKey } = view.service;
  for (const cell of books.cells.of(sharingKey)) {
    const { address, range } = cell;
    if ((address?.family ?? IpFamily.IPV4) !== family) continue;
    if (address === undefined || range === undefined)
      throw new Crash({ code: 'stale-sharing-key', service: view.key, key: sharingKey });
    const services = range.allocator.holder(address)?.services ?? [];
    if (services.length === 0) continue;
    const refusal = books.refusalIn(services, view, true);
    if (refusal !== undefined) {
      view.notJoined.push({ address, ...refusal });
      continue;
    }
    view.allocations.add(address, range);
    books.join(range.allocator.holder(address)!, view);
    return true;
  }
  return false;
}

/** Gives any address of the family: undefined if there was one, else whether a pool that would serve is full. */
function giveAny(books: Books, view: ServiceView, family: IpFamily): boolean | undefined {
  const { service } = view;
  let full = false;
  for (const block of books.openBlocks()) {
    if (block.allocator.range.last.family !== family) continue;
    const pool = books.pools.get(block.pool)?.pool;
    if (pool === undefined) continue;
    if (pool.serviceSelector.problems.length > 0) throw selectorError(pool);
    if (!servesService(pool, service)) continue;
    const group: Group = { services: [view], address: block.allocator.range.first, block };
    const address = block.allocator.takeAny(group);
    if (address === undefined) {
      full = true;
      continue;
    }
    group.address = address;
    view.allocations.add(address, block);
    books.offer(view, group);
    return undefined;
  }
  return full;
}
