// LB-IPAM's controller: what it does when a pool or a Service changes.
// It follows operator/pkg/lbipam step by step, since what a Service ends up with depends on every step before. Where the original goes through a map,
// whose order is chance, this goes in an order that the original may have too.
import { Allocations } from './allocations';
import { Books, Stamp } from './books';
import { isSatisfied, SATISFIED_CONDITION } from './conditions';
import { Conflicts } from './conflicts';
import { HandlingError } from './failure';
import { canonical } from './fields';
import { satisfy } from './giving';
import { adopt, releaseAll, stripInvalid } from './keeping';
import { poolSpec } from './pool';
import { count, dropBlock, editPool, newPool } from './pool-blocks';
import { notResponsible } from './service';
import { LoadBalancerSettings } from './settings';
import { PoolState, ServiceState, ServiceView, StatusWriter } from './state';

/** One run of the controller, from its start to its end. */
export class Operator {
  private readonly books: Books;
  private readonly conflicts: Conflicts;
  /** How far the books were when a Service that waits was looked at; one that is absent has to be looked at. */
  private readonly looked = new Map<ServiceView, Stamp>();
  /** Services that wait and have to be looked at, whatever has changed in the books. */
  private readonly unlooked = new Set<ServiceView>();
  /** How far the books were when all that wait were looked at. */
  private swept: Stamp | undefined;

  public constructor(
    private readonly settings: LoadBalancerSettings,
    private readonly writer: StatusWriter,
  ) {
    this.books = new Books(settings);
    this.conflicts = new Conflicts(this.books, writer);
  }

  /** True if it knows no pool: it then does nothing at all. */
  public get isIdle(): boolean {
    return this.books.pools.size === 0;
  }

  /** What it keeps of a Service. */
  public view(key: string): ServiceView | undefined {
    return this.books.view(key);
  }

  // ---- events ----

  /** A pool is there, or has changed. @throws HandlingError, Crash */
  public poolChanged(state: PoolState): void {
    const known = this.books.pools.get(state.pool.name);
    const spec = canonical(poolSpec(state.pool.manifest));
    this.books.supplyChanged();
    if (known === undefined) newPool(this.books, this.conflicts, state, spec);
    else {
      if (known.spec === spec) return;
      editPool(this.books, this.conflicts, known, state, spec);
      this.revalidateAll();
    }
    this.conflicts.settle();
    this.satisfyAll();
  }

  /** A pool has gone. @throws HandlingError, Crash */
  public poolDeleted(name: string): void {
    const known = this.books.pools.get(name);
    this.books.supplyChanged();
    const losers = (known?.blocks ?? []).flatMap((block) => dropBlock(this.books, block));
    this.books.pools.delete(name);
    if (known !== undefined) this.conflicts.poolDeleted(known);
    let failed: HandlingError | undefined;
    for (const view of losers) {
      try {
        this.revalidated(view, adopt(this.books, view));
      } catch (error) {
        if (!(error instanceof HandlingError)) throw error;
        failed ??= error;
      }
    }
    if (failed !== undefined) throw failed;
    this.conflicts.settle();
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
      stripInvalid(this.books, view);
      this.revalidated(view, adopt(this.books, view));
    }
    if (!starting) this.satisfyAll();
  }

  /** A Service has gone. @throws HandlingError, Crash */
  public serviceDeleted(key: string, starting: boolean): void {
    const view = this.view(key);
    if (view !== undefined) {
      releaseAll(this.books, view);
      this.books.forgetService(key);
      this.looked.delete(view);
      this.unlooked.delete(view);
    }
    if (!starting) this.satisfyAll();
  }

  /** All pools are known: a pool that failed may be in conflict all the same. */
  public poolsKnown(): void {
    this.conflicts.settle();
  }

  /** All Services are known: each takes back what it has, or gets something. @throws HandlingError, Crash */
  public servicesKnown(): void {
    this.revalidateAll();
    count(this.books, this.writer);
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
    // What others may share with it depends on what it is, not on its status.
    if (known !== undefined && known.service !== service) this.books.holdersChanged();
    [view.service, view.generation, view.status] = [service, generation, status];
    this.unlooked.add(view);
    return view;
  }

  private sort(view: ServiceView): void {
    this.books.sort(view);
    if (isSatisfied(view)) this.unlooked.delete(view);
  }

  private write(view: ServiceView): void {
    this.writer.writeService(view.key, view.status);
  }

  /** Gives what is missing; true if the status has changed. */
  private satisfy(view: ServiceView): boolean {
    this.unlooked.add(view);
    const modified = satisfy(this.books, view);
    this.unlooked.delete(view);
    this.looked.set(view, this.books.stamp);
    return modified;
  }

  /** The second half of every look at a Service: gives what is missing, writes what has changed. */
  private revalidated(view: ServiceView, changed: boolean): void {
    let modified = changed;
    if (!isSatisfied(view) && this.satisfy(view)) modified = true;
    if (modified) this.write(view);
    this.sort(view);
  }

  /** The original looks at all that wait after every event; here those are left out that would get the same answer again. */
  private satisfyAll(): void {
    const { stamp } = this.books;
    const isNew = this.swept?.supply !== stamp.supply || this.swept.holders !== stamp.holders;
    if (isNew || this.unlooked.size > 0)
      for (const view of this.books.unsatisfied.values()) {
        const looked = this.looked.get(view);
        if (looked !== undefined && !this.unlooked.has(view) && this.books.isSettled(view, looked)) continue;
        if (this.satisfy(view)) this.write(view);
        this.sort(view);
      }
    this.swept = stamp;
    count(this.books, this.writer);
  }

  private revalidateAll(): void {
    const { satisfied, unsatisfied, does } = this.books;
    if (!does.keepsBeforeGiving) {
      for (const views of [satisfied, unsatisfied])
        for (const view of views.values()) {
          stripInvalid(this.books, view);
          this.revalidated(view, adopt(this.books, view));
        }
      return;
    }
    const views = [...satisfied.values(), ...unsatisfied.values()];
    const changed = new Set<ServiceView>();
    for (const view of views) {
      stripInvalid(this.books, view);
      if (adopt(this.books, view)) changed.add(view);
      this.sort(view);
    }
    for (const view of views) this.revalidated(view, changed.has(view));
  }
}
