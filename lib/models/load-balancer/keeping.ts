// What a Service keeps: the addresses that it has and may still have, and those in its status that the operator takes over.
import { Books, freedUnder } from './books';
import { HandlingError } from './failure';
import { isSameAddress, Address, parseAddress } from './netip';
import { blockOf, selectorError, servesService } from './responsibility';
import { Ingress } from './service';
import { Group, ServiceView } from './state';

/** Takes away the allocations that the Service may not have any more. @throws HandlingError, Crash */
export function stripInvalid(books: Books, view: ServiceView): void {
  const { service } = view;
  let failed: HandlingError | undefined;
  const allocations = view.allocations.list();
  for (let index = allocations.length - 1; index >= 0; index--) {
    const { address, range } = allocations[index]!;
    const group = range.allocator.holder(address);
    const pool = books.pools.get(range.pool)?.pool;
    if (pool !== undefined && pool.serviceSelector.problems.length > 0) {
      failed ??= selectorError(pool);
      continue;
    }
    const keeps =
      pool !== undefined &&
      servesService(pool, service) &&
      fitsWith(books, view, group, address) &&
      (service.requested.length > 0
        ? service.requested.some((each) => isSameAddress(each, address))
        : service.families.includes(address.family));
    if (!keeps) release(books, view, index, group);
  }
  if (failed !== undefined) throw failed;
}

/** True if the Service may still share with those that hold the address too. */
function fitsWith(books: Books, view: ServiceView, group: Group | null | undefined, address: Address): boolean {
  if (books.does.sharingIndexOfAddresses)
    return view.allocations.list().every((each) => {
      const services = each.range.allocator.holder(each.address)?.services ?? [];
      return services.length === 1 || books.refusalIn(services, view) === undefined;
    });
  if (group === null || group === undefined) throw freedUnder(view, address);
  return books.refusalIn(group.services, view) === undefined;
}

function release(books: Books, view: ServiceView, index: number, group: Group | null | undefined): void {
  const { address, range } = view.allocations.list()[index]!;
  if (group === null || group === undefined) {
    if (!books.does.sharingIndexOfAddresses) throw freedUnder(view, address);
    books.free(range, address);
    books.cells.remove(view.service.sharingKey, { address, range });
  } else {
    const removed = books.leave(group, view);
    if (group.services.length === 0 && (removed || books.does.sharingIndexOfAddresses)) {
      books.free(range, address);
      books.withdraw(view, address, range, group);
    }
  }
  view.allocations.delete(index);
}

/** Gives back everything that the Service has. @throws Crash */
export function releaseAll(books: Books, view: ServiceView): void {
  for (const { address, range } of view.allocations.list()) {
    if (!range.allocator.has(address)) continue;
    const group = range.allocator.holder(address);
    if (group === null || group === undefined) throw freedUnder(view, address);
    books.leave(group, view);
    if (group.services.length > 0) continue;
    books.free(range, address);
    books.withdraw(view, address, range, group);
  }
}

/** Takes over the addresses in the status that are allocated, or can be; true if some were dropped. @throws HandlingError */
export function adopt(books: Books, view: ServiceView): boolean {
  const kept: Ingress[] = [];
  for (const ingress of view.status.ingress) {
    const address = parseAddress(ingress.ip);
    if (address === undefined) continue;
    if (view.allocations.find(address) !== undefined || takeOver(books, view, address)) kept.push(ingress);
  }
  const ingress = kept.filter((each, index) => index === 0 || each.ip !== kept[index - 1]!.ip);
  const dropped = ingress.length !== view.status.ingress.length;
  view.status = { ...view.status, ingress };
  return dropped;
}

function takeOver(books: Books, view: ServiceView, address: Address): boolean {
  const { service } = view;
  if (service.requested.length > 0 && !service.requested.some((each) => isSameAddress(each, address))) return false;
  if (!service.families.includes(address.family)) return false;
  const { block } = blockOf(books, service, address);
  if (block === undefined) return false;
  const group: Group = { services: [view], address, block };
  if (block.allocator.takeThis(address, group)) {
    const cell = view.allocations.add(address, block);
    books.offer(view, group);
    books.offerCell(view, cell);
    return true;
  }
  const there = block.allocator.holder(address);
  if (
    !books.does.rejoinsOnStart ||
    there === null ||
    there === undefined ||
    service.sharingKey === '' ||
    books.refusalIn(there.services, view) !== undefined
  )
    return false;
  books.join(there, view);
  view.allocations.add(there.address, there.block);
  return true;
}
