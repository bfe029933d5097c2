// LB-IPAM's controller: what it keeps of pools and Services, and what it does when one of them changes.
// It follows operator/pkg/lbipam step by step, since what a Service ends up with depends on every step before. Where the original goes through a map,
// whose order is chance, this goes in an order that the original may have too.
import { IpFamily } from '../../net';
import { selects } from '../kubernetes/label-selector';
import { Allocations } from './allocations';
import { Crash, HandlingError } from './failure';
import { LoadBalancerFeatures, featuresOf } from './features';
import { Allocator } from './free-blocks';
import { Address, AddressRange, isMapped, isSameAddress, isWithin, overlaps, parseAddress, textOf } from './netip';
import { BlockProblem, hasInside, Pool, poolSpec } from './pool';
import { Ingress, notResponsible, Service } from './service';
import { LoadBalancerSettings } from './settings';
import { SharedCells, SharedGroups } from './sharing-index';
import { SlotMap } from './slot-map';
import { SHARING_WORDS, sharingRefusal, SharingRefusal } from './sharing';
import { canonical } from './fields';

/** Type of the condition of a Service. */
export const SATISFIED_CONDITION = 'cilium.io/IPAMRequestSatisfied';

/** Why a Service has not all that it asks for. */
export type UnsatisfiedReason =
  'no_pool' | 'pool_selector_mismatch' | 'out_of_ips' | 'already_allocated' | 'already_allocated_incompatible_service';

/** A condition of a status. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly generation?: number;
}

/** What the status of a Service says. */
export interface ServiceStatus {
  readonly ingress: readonly Ingress[];
  readonly conditions: readonly Condition[];
}

/** Two ranges that share an address. */
export interface PoolOverlap {
  /** Name of the other pool. */
  readonly with: string;
  readonly own: AddressRange;
  readonly other: AddressRange;
}

/** What the status of a pool says; undefined where the operator wrote nothing. */
export interface PoolStatus {
  readonly conflict?: {
    readonly status: 'True' | 'False';
    readonly reason: string;
    readonly message: string;
    /** With whom, if it is in conflict; its own name for a pool whose blocks overlap. */
    readonly overlap?: PoolOverlap;
  };
  readonly counts?: { readonly total: bigint; readonly available: bigint; readonly used: bigint };
}

/** A request that was not met, in the last try. */
export interface Refusal {
  readonly reason: UnsatisfiedReason;
  /** The address that was asked for; undefined for any of a family. */
  readonly address?: Address;
  readonly family: IpFamily;
  /** Who has the address. */
  readonly heldBy: readonly Service[];
  /** Why it is not shared. */
  readonly sharing?: SharingRefusal;
  /** The pool that holds the address and does not select the Service. */
  readonly pool?: string;
}

/** An address of the same sharing key that the Service did not join, in the last try: it gets another one, without a word. */
export interface NotJoined {
  readonly address: Address;
  readonly with: Service;
  readonly because: SharingRefusal;
}

/** A block in use. */
export interface BlockInUse {
  readonly pool: string;
  readonly allocator: Allocator<Group | null>;
  disabled: boolean;
  conflicting: boolean;
}

/** The Services that hold one address. */
export interface Group {
  readonly services: ServiceView[];
  address: Address;
  readonly block: BlockInUse;
}

/** What the operator keeps of a Service. */
export interface ServiceView {
  readonly key: string;
  service: Service;
  generation: number;
  status: ServiceStatus;
  readonly allocations: Allocations<BlockInUse>;
  refusals: Refusal[];
  notJoined: NotJoined[];
}

/** What the operator keeps of a pool. */
interface PoolInUse {
  pool: Pool;
  spec: string;
  created: number;
  status: PoolStatus;
  readonly blocks: BlockInUse[];
}

/** What the operator writes back to the API server. */
export interface StatusWriter {
  writeService(key: string, status: ServiceStatus): void;
  writePool(name: string, status: PoolStatus): void;
}

/** A Service as the API server has it. */
export interface ServiceState {
  readonly key: string;
  readonly service: Service;
  readonly generation: number;
  readonly status: ServiceStatus;
}

/** A pool as the API server has it. */
export interface PoolState {
  readonly pool: Pool;
  /** When it was made, in milliseconds. */
  readonly created: number;
  readonly status: PoolStatus;
}

/** One run of the controller, from its start to its end. */
export class Operator {
  private readonly does: LoadBalancerFeatures;
  private readonly byPortAlone: boolean;
  private readonly pools = new SlotMap<PoolInUse>();
  /** All blocks in the order in which they became known. */
  private blocks: BlockInUse[] = [];
  private readonly satisfied = new SlotMap<ServiceView>();
  private readonly unsatisfied = new SlotMap<ServiceView>();
  private readonly cells = new SharedCells<BlockInUse>();
  private readonly groups = new SharedGroups<Group>();

  public constructor(
    private readonly settings: LoadBalancerSettings,
    private readonly writer: StatusWriter,
  ) {
    this.does = featuresOf(settings.version);
    this.byPortAlone = this.does.sharesByPortAlone && settings.lbProtoDiff === false;
  }

  /** True if it knows no pool: it then does nothing at all. */
  public get isIdle(): boolean {
    return this.pools.size === 0;
  }

  /** What it keeps of a Service. */
  public view(key: string): ServiceView | undefined {
    return this.satisfied.get(key) ?? this.unsatisfied.get(key);
  }

  // ---- events ----

  /** A pool is there, or has changed. @throws HandlingError, Crash */
  public poolChanged(state: PoolState): void {
    const known = this.pools.get(state.pool.name);
    const spec = canonical(poolSpec(state.pool.manifest));
    if (known === undefined) this.newPool(state, spec);
    else {
      if (known.spec === spec) return;
      this.editPool(known, state, spec);
    }
    this.settleConflicts();
    this.satisfyAll();
  }

  /** A pool has gone. @throws HandlingError, Crash */
  public poolDeleted(name: string): void {
    const known = this.pools.get(name);
    const blocks = known?.blocks ?? [];
    const losers = blocks.flatMap((block) => {
      this.blocks = this.blocks.filter((each) => each !== block);
      return this.dropBlock(block);
    });
    this.pools.delete(name);
    let failed: HandlingError | undefined;
    for (const view of losers) {
      try {
        this.revalidated(view, this.adopt(view));
      } catch (error) {
        if (!(error instanceof HandlingError)) throw error;
        failed ??= error;
      }
    }
    if (failed !== undefined) throw failed;
    this.settleConflicts();
    this.satisfyAll();
  }

  /** A Service is there, or has changed. @param starting true before all Services are known: nothing is given yet. @throws HandlingError, Crash */
  public serviceChanged(state: ServiceState, starting: boolean): void {
    if (notResponsible(state.service, this.settings) !== undefined) {
      const view = this.view(state.key);
      if (view !== undefined) {
        this.serviceDeleted(state.key, starting);
        const conditions = view.status.conditions.filter(({ type }) => type !== SATISFIED_CONDITION);
        view.status = { ingress: [], conditions };
        this.write(view);
      }
    } else {
      const view = this.viewOf(state);
      if (starting) {
        this.sort(view);
        return;
      }
      this.stripInvalid(view);
      this.revalidated(view, this.adopt(view));
    }
    if (!starting) this.satisfyAll();
  }

  /** A Service has gone. @throws HandlingError, Crash */
  public serviceDeleted(key: string, starting: boolean): void {
    const view = this.view(key);
    if (view !== undefined) {
      for (const { address, range } of view.allocations.list()) {
        if (!range.allocator.has(address)) continue;
        const group = range.allocator.holder(address);
        if (group === null || group === undefined) throw this.freed(view, address);
        removeFrom(group, view);
        if (group.services.length > 0) continue;
        range.allocator.free(address);
        this.forget(view, address, range, group);
      }
      this.satisfied.delete(key);
      this.unsatisfied.delete(key);
    }
    if (!starting) this.satisfyAll();
  }

  /** All pools are known: a pool that failed may be in conflict all the same. */
  public poolsKnown(): void {
    this.settleConflicts();
  }

  /** All Services are known: each takes back what it has, or gets something. @throws HandlingError, Crash */
  public servicesKnown(): void {
    this.revalidateAll();
    this.count();
  }

  // ---- Services ----

  private viewOf({ key, service, generation, status }: ServiceState): ServiceView {
    const known = this.view(key);
    const view: ServiceView = known ?? {
      ...{ key, service, generation, status },
      allocations: new Allocations(),
      refusals: [],
      notJoined: [],
    };
    [view.service, view.generation, view.status] = [service, generation, status];
    return view;
  }

  /** Puts the view where it belongs. */
  private sort(view: ServiceView): void {
    const [to, from] = isSatisfied(view) ? [this.satisfied, this.unsatisfied] : [this.unsatisfied, this.satisfied];
    from.delete(view.key);
    to.set(view.key, view);
  }

  private write(view: ServiceView): void {
    this.writer.writeService(view.key, view.status);
  }

  /** The second half of every look at a Service: gives what is missing, writes what has changed. */
  private revalidated(view: ServiceView, changed: boolean): void {
    let modified = changed;
    if (!isSatisfied(view) && this.satisfy(view)) modified = true;
    if (modified) this.write(view);
    this.sort(view);
  }

  private satisfyAll(): void {
    for (const view of this.unsatisfied.values()) {
      if (this.satisfy(view)) this.write(view);
      this.sort(view);
    }
    this.count();
  }

  private revalidateAll(): void {
    if (!this.does.keepsBeforeGiving) {
      for (const views of [this.satisfied, this.unsatisfied])
        for (const view of views.values()) {
          this.stripInvalid(view);
          this.revalidated(view, this.adopt(view));
        }
      return;
    }
    const views = [...this.satisfied.values(), ...this.unsatisfied.values()];
    const changed = new Set<ServiceView>();
    for (const view of views) {
      this.stripInvalid(view);
      if (this.adopt(view)) changed.add(view);
      this.sort(view);
    }
    for (const view of views) this.revalidated(view, changed.has(view));
  }

  /** Takes away the allocations that the Service may not have any more. */
  private stripInvalid(view: ServiceView): void {
    const { service } = view;
    let failed: HandlingError | undefined;
    const allocations = view.allocations.list();
    for (let index = allocations.length - 1; index >= 0; index--) {
      const { address, range } = allocations[index]!;
      const group = range.allocator.holder(address);
      const pool = this.pools.get(range.pool)?.pool;
      if (pool !== undefined && pool.serviceSelector.problems.length > 0) {
        failed ??= selectorError(pool);
        continue;
      }
      const keeps =
        pool !== undefined &&
        servesService(pool, service) &&
        this.fitsWith(view, group, address) &&
        (service.requested.length > 0
          ? service.requested.some((each) => isSameAddress(each, address))
          : service.families.includes(address.family));
      if (!keeps) this.release(view, index, group);
    }
    if (failed !== undefined) throw failed;
  }

  /** True if the Service may still share with those that hold the address too. */
  private fitsWith(view: ServiceView, group: Group | null | undefined, address: Address): boolean {
    if (this.does.sharingIndexOfAddresses)
      return view.allocations.list().every((each) => {
        const services = each.range.allocator.holder(each.address)?.services ?? [];
        return services.length === 1 || this.refusalIn(services, view) === undefined;
      });
    if (group === null || group === undefined) throw this.freed(view, address);
    return this.refusalIn(group.services, view) === undefined;
  }

  /** The first of these Services that does not share with this one, and why. */
  private refusalIn(
    services: readonly ServiceView[],
    view: ServiceView,
    withItself = false,
  ): { with: Service; because: SharingRefusal } | undefined {
    for (const other of services) {
      if (other === view && !withItself) continue;
      const because = sharingRefusal(other.service, view.service, this.byPortAlone);
      if (because !== undefined) return { with: other.service, because };
    }
    return undefined;
  }

  private release(view: ServiceView, index: number, group: Group | null | undefined): void {
    const { address, range } = view.allocations.list()[index]!;
    if (group === null || group === undefined) {
      if (!this.does.sharingIndexOfAddresses) throw this.freed(view, address);
      range.allocator.free(address);
      this.cells.remove(view.service.sharingKey, { address, range });
    } else {
      const removed = removeFrom(group, view);
      if (group.services.length === 0 && (removed || this.does.sharingIndexOfAddresses)) {
        range.allocator.free(address);
        this.forget(view, address, range, group);
      }
    }
    view.allocations.delete(index);
  }

  /** Takes an address out of the index of sharing keys. */
  private forget(view: ServiceView, address: Address, range: BlockInUse, group: Group): void {
    const { sharingKey } = view.service;
    if (sharingKey === '') return;
    if (this.does.sharingIndexOfAddresses) this.cells.remove(sharingKey, { address, range });
    else this.groups.remove(sharingKey, group);
  }

  private freed(view: ServiceView, address: Address): Crash {
    return new Crash({ code: 'freed-under-service', service: view.key, address: textOf(address) });
  }

  /** Takes over the addresses in the status that are allocated, or can be; true if some were dropped. */
  private adopt(view: ServiceView): boolean {
    const kept: Ingress[] = [];
    for (const ingress of view.status.ingress) {
      const address = parseAddress(ingress.ip);
      if (address === undefined) continue;
      if (view.allocations.find(address) !== undefined || this.takeOver(view, address)) kept.push(ingress);
    }
    const ingress = kept.filter((each, index) => index === 0 || each.ip !== kept[index - 1]!.ip);
    const dropped = ingress.length !== view.status.ingress.length;
    view.status = { ...view.status, ingress };
    return dropped;
  }

  private takeOver(view: ServiceView, address: Address): boolean {
    const { service } = view;
    if (service.requested.length > 0 && !service.requested.some((each) => isSameAddress(each, address))) return false;
    if (!service.families.includes(address.family)) return false;
    const { block } = this.blockOf(service, address);
    if (block === undefined) return false;
    const group: Group = { services: [view], address, block };
    if (block.allocator.takeThis(address, group)) {
      const cell = view.allocations.add(address, block);
      if (service.sharingKey !== '') {
        if (this.does.sharingIndexOfAddresses) this.cells.add(service.sharingKey, cell);
        else this.groups.add(service.sharingKey, group);
      }
      return true;
    }
    const there = block.allocator.holder(address);
    if (
      !this.does.rejoinsOnStart ||
      there === null ||
      there === undefined ||
      service.sharingKey === '' ||
      this.refusalIn(there.services, view) !== undefined
    )
      return false;
    there.services.push(view);
    view.allocations.add(there.address, there.block);
    return true;
  }

  /** Gives what is missing; true if the status has changed. */
  private satisfy(view: ServiceView): boolean {
    [view.refusals, view.notJoined] = [[], []];
    let modified = view.service.requested.length > 0 ? this.satisfyRequests(view) : this.satisfyFamilies(view);
    for (const { address, range } of view.allocations.list()) {
      const there = view.status.ingress.some(({ ip }) => {
        const found = parseAddress(ip);
        return found !== undefined && isSameAddress(found, address);
      });
      if (there) continue;
      view.status = { ...view.status, ingress: [...view.status.ingress, { ip: textOf(address) }] };
      modified = true;
      if (this.does.sharingIndexOfAddresses && view.service.sharingKey !== '')
        this.cells.add(view.service.sharingKey, { address, range });
    }
    if (isSatisfied(view) && this.say(view, 'True', 'satisfied', '')) modified = true;
    this.sort(view);
    return modified;
  }

  private satisfyRequests(view: ServiceView): boolean {
    let modified = false;
    for (const address of view.service.requested) {
      if (view.allocations.find(address) !== undefined) continue;
      const refusal = this.giveRequested(view, address);
      if (refusal === undefined) continue;
      view.refusals.push(refusal);
      if (this.say(view, 'False', refusal.reason, wordsOf(refusal, this.byPortAlone))) modified = true;
    }
    return modified;
  }

  /** Gives the address, or says why not. */
  private giveRequested(view: ServiceView, address: Address): Refusal | undefined {
    const { service } = view;
    const { block, pool } = this.blockOf(service, address);
    const refused = (reason: UnsatisfiedReason, more: Partial<Refusal> = {}): Refusal => ({
      ...{ reason, address, family: address.family, heldBy: [] },
      ...more,
    });
    if (block === undefined)
      return pool === undefined ? refused('no_pool') : refused('pool_selector_mismatch', { pool });
    if (block.allocator.has(address)) {
      const group = block.allocator.holder(address);
      const services = group?.services ?? [];
      const heldBy = services.map((each) => each.service);
      if (service.sharingKey === '') return refused('already_allocated', { heldBy });
      if (group === null || group === undefined)
        throw new Crash({ code: 'reserved-end', service: view.key, address: textOf(address) });
      const because = this.refusalIn(services, view, this.does.sharingIndexOfAddresses)?.because;
      if (because !== undefined) return refused('already_allocated_incompatible_service', { heldBy, sharing: because });
      group.services.push(view);
    } else {
      const group: Group = { services: [view], address, block };
      block.allocator.takeThis(address, group);
      if (service.sharingKey !== '' && !this.does.sharingIndexOfAddresses) this.groups.add(service.sharingKey, group);
    }
    view.allocations.add(address, block);
    return undefined;
  }

  private satisfyFamilies(view: ServiceView): boolean {
    let modified = false;
    const has = view.allocations.list().map(({ address }) => address.family);
    for (const family of [IpFamily.IPV4, IpFamily.IPV6]) {
      if (!view.service.families.includes(family) || has.includes(family)) continue;
      // What is said of the second family hides whether something was said of the first.
      modified = this.satisfyFamily(view, family);
    }
    return modified;
  }

  private satisfyFamily(view: ServiceView, family: IpFamily): boolean {
    if (view.service.sharingKey !== '' && this.join(view, family)) return false;
    const full = this.giveAny(view, family);
    if (full === undefined) return false;
    const refusal: Refusal = { reason: full ? 'out_of_ips' : 'no_pool', family, heldBy: [] };
    view.refusals.push(refusal);
    return this.say(view, 'False', refusal.reason, wordsOf(refusal, this.byPortAlone));
  }

  /** Joins an address that the sharing key leads to. */
  private join(view: ServiceView, family: IpFamily): boolean {
    const { sharingKey } = view.service;
    if (!this.does.sharingIndexOfAddresses) {
      for (const group of this.groups.of(sharingKey)) {
        if (group.address.family !== family) continue;
        const refusal = this.refusalIn(group.services, view);
        if (refusal !== undefined) {
          view.notJoined.push({ address: group.address, ...refusal });
          continue;
        }
        view.allocations.add(group.address, group.block);
        group.services.push(view);
        return true;
      }
      return false;
    }
    for (const cell of this.cells.of(sharingKey)) {
      const { address, range } = cell;
      if ((address?.family ?? IpFamily.IPV4) !== family) continue;
      if (address === undefined || range === undefined)
        throw new Crash({ code: 'stale-sharing-key', service: view.key, key: sharingKey });
      const services = range.allocator.holder(address)?.services ?? [];
      if (services.length === 0) continue;
      const refusal = this.refusalIn(services, view, true);
      if (refusal !== undefined) {
        view.notJoined.push({ address, ...refusal });
        continue;
      }
      view.allocations.add(address, range);
      range.allocator.holder(address)!.services.push(view);
      return true;
    }
    return false;
  }

  /** Gives any address of the family: undefined if there was one, else whether a pool that would serve is full. */
  private giveAny(view: ServiceView, family: IpFamily): boolean | undefined {
    const { service } = view;
    let full = false;
    for (const block of this.openBlocks()) {
      if (block.allocator.range.last.family !== family) continue;
      const pool = this.pools.get(block.pool)?.pool;
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
      if (service.sharingKey !== '' && !this.does.sharingIndexOfAddresses) this.groups.add(service.sharingKey, group);
      return undefined;
    }
    return full;
  }

  /** The block that holds the address and serves the Service; else the pool that holds it. */
  private blockOf(service: Service, address: Address): { block?: BlockInUse; pool?: string } {
    let found: string | undefined;
    for (const block of this.openBlocks()) {
      if (!isWithin(block.allocator.range, address)) continue;
      const pool = this.pools.get(block.pool)?.pool;
      if (pool === undefined) continue;
      found ??= pool.name;
      if (pool.serviceSelector.problems.length > 0) throw selectorError(pool);
      if (servesService(pool, service)) return { block };
    }
    return { pool: found };
  }

  private *openBlocks(): Iterable<BlockInUse> {
    const all = this.does.poolByChance ? [...this.pools.values()].flatMap(({ blocks }) => blocks) : this.blocks;
    for (const block of all) if (!block.disabled && !block.conflicting) yield block;
  }

  /** Sets the condition; true if that changes it. */
  private say(view: ServiceView, status: 'True' | 'False', reason: string, message: string): boolean {
    const { conditions } = view.status;
    const { generation } = view;
    const there = conditions.find(({ type }) => type === SATISFIED_CONDITION);
    if (
      there?.status === status &&
      there.reason === reason &&
      there.message === message &&
      there.generation === generation
    )
      return false;
    const condition: Condition = { type: SATISFIED_CONDITION, status, reason, message, generation };
    view.status = {
      ...view.status,
      conditions:
        there === undefined
          ? [...conditions, condition]
          : conditions.map((each) => (each === there ? condition : each)),
    };
    return true;
  }

  // ---- pools ----

  private newPool(state: PoolState, spec: string): void {
    const { pool, created, status } = state;
    const entry: PoolInUse = { pool, spec, created, status, blocks: [] };
    if (this.does.badPoolIsAbsent) {
      const bad = pool.blocks.find(({ problem }) => problem !== undefined);
      if (bad !== undefined) throw blockError(pool, bad.index, bad.problem!);
    }
    this.pools.set(pool.name, entry);
    for (const { index, range, problem, fromCidr } of pool.blocks) {
      if (range === undefined) throw blockError(pool, index, problem!);
      this.addBlock(entry, range, fromCidr);
    }
    this.unmark(entry);
  }

  private addBlock(entry: PoolInUse, range: AddressRange, fromCidr: boolean): void {
    const { pool } = entry;
    const allocator = new Allocator<Group | null>(range, this.does.rightSizes);
    const block: BlockInUse = { pool: pool.name, allocator, disabled: pool.disabled, conflicting: false };
    if (fromCidr && pool.allowFirstLastIPs === 'No') this.reserveEnds(block);
    entry.blocks.push(block);
    this.blocks.push(block);
  }

  private reserveEnds(block: BlockInUse): void {
    const { range } = block.allocator;
    if (!hasInside(range)) return;
    for (const address of [range.first, range.last])
      block.allocator.takeThis(
        address,
        // Nobody holds it: up to 1.19 that is an empty list, which a Service may join.
        this.does.reservedEndIsNobodys ? null : { services: [], address, block },
      );
  }

  private editPool(entry: PoolInUse, { pool, created, status }: PoolState, spec: string): void {
    const before = entry.pool.allowFirstLastIPs;
    Object.assign(entry, { pool, spec, created, status });
    // Texts that cannot be parsed stop the edit here; ends in the wrong order only when their block is made.
    const unreadable = pool.blocks.find(({ problem }) => problem !== undefined && !isLate(problem));
    if (unreadable !== undefined) throw blockError(pool, unreadable.index, unreadable.problem!);
    const kept = entry.blocks.slice();
    for (const block of this.does.sharingIndexOfAddresses ? entry.blocks.slice() : entry.blocks.slice().reverse()) {
      const same = pool.blocks.find(({ range }) => range !== undefined && isSameRange(range, block.allocator.range));
      if (same === undefined) {
        entry.blocks.splice(entry.blocks.indexOf(block), 1);
        this.blocks = this.blocks.filter((each) => each !== block);
        this.dropBlock(block);
      } else if (same.fromCidr && before !== pool.allowFirstLastIPs) {
        if (pool.allowFirstLastIPs === 'No') this.reserveEnds(block);
        else if (hasInside(block.allocator.range))
          for (const address of [block.allocator.range.first, block.allocator.range.last])
            block.allocator.free(address);
      }
    }
    for (const { index, range, problem, fromCidr } of pool.blocks) {
      if (range === undefined) throw blockError(pool, index, problem!);
      const there = this.does.editDropsTwins ? entry.blocks : kept;
      if (!there.some(({ allocator }) => isSameRange(allocator.range, range))) this.addBlock(entry, range, fromCidr);
    }
    for (const block of entry.blocks) block.disabled = pool.disabled;
    this.revalidateAll();
  }

  /** Takes the addresses of a block that has gone from the Services; gives those that had one. */
  private dropBlock(block: BlockInUse): ServiceView[] {
    return [...this.unsatisfied.values(), ...this.satisfied.values()].filter((view) => {
      const allocations = view.allocations.list();
      for (let index = allocations.length - 1; index >= 0; index--)
        if (allocations[index]!.range === block) view.allocations.delete(index);
      return allocations.some(({ range }) => range === block);
    });
  }

  /** Compares the working pools with each other; the younger of two that overlap stops. */
  private settleConflicts(): void {
    const isConflicting = ({ status }: PoolInUse) => status.conflict?.status === 'True';
    const all = [...this.pools.values()];
    for (const outer of all) {
      if (isConflicting(outer)) continue;
      const own = overlapWithin(outer.blocks);
      if (own !== undefined) {
        this.mark(outer, outer, own);
        continue;
      }
      for (const inner of all) {
        if (inner === outer || isConflicting(inner)) continue;
        const found = overlapBetween(outer.blocks, inner.blocks);
        if (found === undefined) continue;
        if (seconds(outer) < seconds(inner)) this.mark(inner, outer, [found[1], found[0]]);
        else this.mark(outer, inner, found);
        break;
      }
    }
    for (const outer of all) {
      if (!isConflicting(outer) || overlapWithin(outer.blocks) !== undefined) continue;
      if (all.every((inner) => inner === outer || overlapBetween(outer.blocks, inner.blocks) === undefined))
        this.unmark(outer);
    }
  }

  private mark(entry: PoolInUse, other: PoolInUse, [own, others]: readonly [BlockInUse, BlockInUse]): void {
    for (const block of entry.blocks) block.conflicting = true;
    const message = `Pool conflicts since range '${rangeText(own)}' overlaps range '${rangeText(others)}' from IP Pool '${other.pool.name}'`;
    const overlap = { with: other.pool.name, own: own.allocator.range, other: others.allocator.range };
    this.sayOfPool(entry, { conflict: { status: 'True', reason: 'cidr_overlap', message, overlap } });
  }

  private unmark(entry: PoolInUse): void {
    for (const block of entry.blocks) block.conflicting = false;
    this.sayOfPool(entry, { conflict: { status: 'False', reason: 'resolved', message: '' } });
  }

  private count(): void {
    for (const entry of this.pools.values()) {
      let [total, used] = [0n, 0n];
      for (const { allocator } of entry.blocks) {
        total += allocator.total;
        used += allocator.used;
      }
      this.sayOfPool(entry, { counts: { total, available: total - used, used } });
    }
  }

  private sayOfPool(entry: PoolInUse, status: PoolStatus): void {
    entry.status = { ...entry.status, ...status };
    this.writer.writePool(entry.pool.name, entry.status);
  }
}

/** True if the status holds what is asked for; an entry that is no address counts as IPv6. */
function isSatisfied({ service, status }: ServiceView): boolean {
  const addresses = status.ingress.map(({ ip }) => parseAddress(ip));
  if (service.requested.length > 0)
    return service.requested.every((wanted) =>
      addresses.some((address) => address !== undefined && isSameAddress(address, wanted)),
    );
  const families = addresses.map((address) =>
    address !== undefined && (address.family === IpFamily.IPV4 || isMapped(address)) ? IpFamily.IPV4 : IpFamily.IPV6,
  );
  return service.families.every((family) => families.includes(family));
}

/** True if the pool has no selector, or one that chooses the Service. */
export function servesService({ serviceSelector }: Pool, { labels }: Service): boolean {
  return !serviceSelector.written || selects(serviceSelector, labels);
}

function removeFrom(group: Group, view: ServiceView): boolean {
  const index = group.services.indexOf(view);
  if (index >= 0) group.services.splice(index, 1);
  return index >= 0;
}

function isLate(problem: BlockProblem): boolean {
  return problem === 'families' || problem === 'reversed';
}

function isSameRange(a: AddressRange, b: AddressRange): boolean {
  return isSameAddress(a.first, b.first) && isSameAddress(a.last, b.last);
}

function overlapWithin(blocks: readonly BlockInUse[]): [BlockInUse, BlockInUse] | undefined {
  for (const outer of blocks)
    for (const inner of blocks)
      if (inner !== outer && overlaps(outer.allocator.range, inner.allocator.range)) return [outer, inner];
  return undefined;
}

function overlapBetween(
  outers: readonly BlockInUse[],
  inners: readonly BlockInUse[],
): [BlockInUse, BlockInUse] | undefined {
  for (const outer of outers)
    for (const inner of inners) if (overlaps(outer.allocator.range, inner.allocator.range)) return [outer, inner];
  return undefined;
}

/** Creation times of Kubernetes have seconds. */
function seconds({ created }: PoolInUse): number {
  return Math.floor(created / 1000);
}

function rangeText({ allocator: { range } }: BlockInUse): string {
  return `${textOf(range.first)} - ${textOf(range.last)}`;
}

function selectorError({ name }: Pool): HandlingError {
  return new HandlingError({ code: 'selector', pool: name });
}

function blockError({ name }: Pool, index: number, problem: BlockProblem): HandlingError {
  return new HandlingError({ code: 'block', pool: name, index, problem });
}

/** Cilium's words, as they stand in the condition. */
function wordsOf({ reason, address, sharing }: Refusal, byPortAlone: boolean): string {
  const text = address === undefined ? '' : textOf(address);
  switch (reason) {
    case 'no_pool':
      return address === undefined
        ? 'There are no enabled CiliumLoadBalancerIPPools that match this service'
        : `No pool exists with a CIDR containing '${text}'`;
    case 'pool_selector_mismatch':
      return `The pool with the CIDR containing '${text}', doesn't select this service`;
    case 'out_of_ips':
      return 'All enabled CiliumLoadBalancerIPPools that match this service ran out of allocatable IPs';
    case 'already_allocated':
      return `The IP '${text}' is already allocated to another service`;
    case 'already_allocated_incompatible_service':
      return `The IP '${text}' is already allocated to an incompatible service. Reason: ${sharing === undefined ? '' : sharing === 'port' && byPortAlone ? 'same port' : SHARING_WORDS[sharing]}`;
  }
}
