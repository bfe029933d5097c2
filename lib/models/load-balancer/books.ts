// The books of the operator: its pools and their blocks, the Services, who holds which address, and what has changed in them.
import { Cell } from './allocations';
import { Crash } from './failure';
import { featuresOf, LoadBalancerFeatures } from './features';
import { isSatisfied } from './conditions';
import { Address, textOf } from './netip';
import { Service } from './service';
import { LoadBalancerSettings } from './settings';
import { sharingRefusal, SharingRefusal } from './sharing';
import { SharedCells, SharedGroups } from './sharing-index';
import { SlotMap } from './slot-map';
import { BlockInUse, Group, PoolInUse, ServiceView } from './state';

/** How far the books were when somebody looked at a Service. */
export interface Stamp {
  readonly supply: number;
  readonly holders: number;
}

/** All that the operator keeps. */
export class Books {
  public readonly does: LoadBalancerFeatures;
  public readonly byPortAlone: boolean;
  public readonly pools = new SlotMap<PoolInUse>();
  /** Names of pools whose addresses are to be counted again. */
  public readonly uncounted = new Set<string>();
  /** All blocks in the order in which they became known. */
  public blocks: BlockInUse[] = [];
  public readonly satisfied = new SlotMap<ServiceView>();
  public readonly unsatisfied = new SlotMap<ServiceView>();
  /** What the sharing keys lead to, up to 1.19. */
  public readonly cells = new SharedCells<BlockInUse>();
  /** What the sharing keys lead to, from 1.20 on. */
  public readonly groups = new SharedGroups<Group>();
  private supply = 0;
  private holders = 0;

  public constructor({ version, lbProtoDiff }: LoadBalancerSettings) {
    this.does = featuresOf(version);
    this.byPortAlone = this.does.sharesByPortAlone && lbProtoDiff === false;
  }

  // ---- what has changed ----

  /** A pool has changed, or an address is free again: any Service that waits may get something. */
  public supplyChanged(): void {
    this.supply++;
  }

  /** Who holds an address has changed, or what they are: a Service that waits to share one may join. */
  public holdersChanged(): void {
    this.holders++;
  }

  public get stamp(): Stamp {
    return { supply: this.supply, holders: this.holders };
  }

  /** True if a Service that was looked at then would get the same answer now. */
  public isSettled({ service }: ServiceView, looked: Stamp): boolean {
    if (looked.supply !== this.supply) return false;
    // Without a sharing key, who holds an address matters only to who asks for it.
    return looked.holders === this.holders || (service.sharingKey === '' && service.requested.length === 0);
  }

  // ---- Services ----

  public view(key: string): ServiceView | undefined {
    return this.satisfied.get(key) ?? this.unsatisfied.get(key);
  }

  /** Puts the view where it belongs. */
  public sort(view: ServiceView): void {
    const [to, from] = isSatisfied(view) ? [this.satisfied, this.unsatisfied] : [this.unsatisfied, this.satisfied];
    from.delete(view.key);
    to.set(view.key, view);
  }

  public forgetService(key: string): void {
    this.satisfied.delete(key);
    this.unsatisfied.delete(key);
  }

  // ---- addresses ----

  /** Blocks that give addresses. */
  public *openBlocks(): Iterable<BlockInUse> {
    if (!this.does.poolByChance) {
      for (const block of this.blocks) if (!block.disabled && !block.conflicting) yield block;
      return;
    }
    for (const { blocks } of this.pools.values())
      for (const block of blocks) if (!block.disabled && !block.conflicting) yield block;
  }

  /** The view joins those that hold the address. */
  public join(group: Group, view: ServiceView): void {
    group.services.push(view);
    this.holdersChanged();
  }

  /** The view leaves those that hold the address; false if it is none of them. */
  public leave(group: Group, view: ServiceView): boolean {
    const index = group.services.indexOf(view);
    if (index < 0) return false;
    group.services.splice(index, 1);
    this.holdersChanged();
    return true;
  }

  /** Gives the address back to its block. */
  public free(block: BlockInUse, address: Address): void {
    block.allocator.free(address);
    this.supplyChanged();
  }

  // ---- sharing ----

  /** A new group may be joined by its sharing key. */
  public offer(view: ServiceView, group: Group): void {
    if (view.service.sharingKey === '' || this.does.sharingIndexOfAddresses) return;
    this.groups.add(view.service.sharingKey, group);
    this.holdersChanged();
  }

  /** Up to 1.19: what the cell says may be joined by the sharing key. */
  public offerCell(view: ServiceView, cell: Cell<BlockInUse>): void {
    if (view.service.sharingKey === '' || !this.does.sharingIndexOfAddresses) return;
    this.cells.add(view.service.sharingKey, cell);
    this.holdersChanged();
  }

  /** Takes an address out of the index of sharing keys. */
  public withdraw(view: ServiceView, address: Address, range: BlockInUse, group: Group): void {
    const { sharingKey } = view.service;
    if (sharingKey === '') return;
    if (this.does.sharingIndexOfAddresses) this.cells.remove(sharingKey, { address, range });
    else this.groups.remove(sharingKey, group);
    this.holdersChanged();
  }

  /** The first of these Services that does not share with this one, and why. */
  public refusalIn(
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
}

/** The operator looks for who holds an address of a Service, and nobody does. */
export function freedUnder({ key }: ServiceView, address: Address): Crash {
  return new Crash({ code: 'freed-under-service', service: key, address: textOf(address) });
}
