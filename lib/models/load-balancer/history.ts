// A cluster over time: objects that are made, changed and deleted, an operator that starts, works and restarts, and the statuses that come back to it.
// One thing happens at a time: the operator hears of it, writes, hears of what it has written, and only then the next thing happens.
import { isMap } from '../../manifest';
import { canonical, mapAt, textAt } from './fields';
import { Crash, HandlingError, OperatorCrash, OperatorError } from './failure';
import { Operator } from './operator';
import { readPool } from './pool';
import { readService, serviceSpec } from './service';
import { LoadBalancerSettings } from './settings';
import { Condition, PoolState, PoolStatus, ServiceState, ServiceStatus, ServiceView, StatusWriter } from './state';

/** A later change. */
export interface HistoryStep {
  /** Objects made or changed; their status is kept. */
  readonly apply?: readonly unknown[];
  /** `Pool/name`, `Service/namespace/name`. */
  readonly delete?: readonly string[];
  /** A new operator finds the pools, then all Services at once. */
  readonly restart?: boolean;
}

/** An object at which the operator fails for good; `start` is the start itself: it then takes no pool events any more. */
export interface FailedObject {
  readonly object: string;
  readonly error: OperatorError;
}

/** A cluster with its operator at rest. */
export interface ClusterState {
  /** By name. */
  readonly pools: readonly PoolState[];
  /** In the order of their creation. */
  readonly services: readonly ServiceState[];
  /** What the operator keeps of a Service, by `namespace/name`; absent for those that it does not serve. */
  readonly views: ReadonlyMap<string, ServiceView>;
  readonly failed: readonly FailedObject[];
  /** What the operator crashed at: since then nobody has looked at anything, and every status is as it was. */
  readonly crash?: OperatorCrash;
  /** True if it crashed at a deletion and nothing has changed since: no object shows it. */
  readonly crashUnseen: boolean;
}

interface StoredPool extends PoolState {
  readonly name: string;
}

/** Attempts at a failing start, and events until a change counts as not settling. */
const START_ATTEMPTS = 3;
const MOST_EVENTS = 2000;
/** Age of the first object that says none: pools are as old as the input lists them. */
const FIRST_CREATED = Date.UTC(2026, 0, 1);

/** Lets a cluster come about: pools, the operator, then the Services one by one in the order of the input, then the later changes. */
export function runHistory(
  objects: readonly unknown[],
  steps: readonly HistoryStep[],
  settings: LoadBalancerSettings,
): ClusterState {
  const cluster = new Cluster(settings);
  cluster.begin(objects);
  for (const step of steps) cluster.step(step);
  cluster.retry();
  return cluster.state();
}

class Cluster implements StatusWriter {
  private readonly pools = new Map<string, StoredPool>();
  private readonly services = new Map<string, ServiceState>();
  /** Keys of Services of the input that are not made yet. */
  private readonly waiting = new Set<string>();
  private made = 0;
  /** Objects that the operator has to hear of, oldest first. */
  private readonly dirty = new Set<string>();
  private readonly failed = new Map<string, OperatorError>();
  private operator: Operator | undefined;
  /** How far the operator is: it reads Services only when it knows a pool. */
  private phase: 'off' | 'waits for a pool' | 'stuck' | 'runs' = 'off';
  private stuckAt: OperatorError | undefined;
  private crash: OperatorCrash | undefined;
  private crashUnseen = false;

  public constructor(private readonly settings: LoadBalancerSettings) {}

  public begin(objects: readonly unknown[]): void {
    for (const object of objects) {
      const key = this.store(object);
      if (key?.startsWith('Service/') === true) this.waiting.add(key);
    }
    this.start();
    for (const key of [...this.waiting]) {
      this.waiting.delete(key);
      this.changed(key);
    }
  }

  public step({ apply = [], delete: deleted = [], restart = false }: HistoryStep): void {
    for (const object of apply) {
      const key = this.store(object);
      if (key !== undefined) this.changed(key);
    }
    for (const key of deleted) this.delete(key);
    if (restart) {
      this.failed.clear();
      // A crash that nobody has seen is over with the restart.
      if (this.crash !== undefined && !this.crashUnseen) return;
      this.dirty.clear();
      [this.stuckAt, this.crash, this.crashUnseen] = [undefined, undefined, false];
      this.start();
    }
  }

  /** One more try at everything that failed. */
  public retry(): void {
    for (const key of [...this.failed.keys()].sort()) this.touch(key);
    this.settle();
  }

  public state(): ClusterState {
    const views = new Map<string, ServiceView>();
    for (const { key } of this.services.values()) {
      const view = this.operator?.view(key);
      if (view !== undefined) views.set(key, view);
    }
    return {
      pools: [...this.pools.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      services: [...this.services.values()],
      views,
      ...(this.crash === undefined ? {} : { crash: this.crash }),
      crashUnseen: this.crashUnseen,
      failed: [
        ...(this.stuckAt === undefined ? [] : [{ object: 'start', error: this.stuckAt }]),
        ...[...this.failed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([object, error]) => ({ object, error })),
      ],
    };
  }

  // ---- the API server ----

  private store(object: unknown): string | undefined {
    this.made++;
    const kind = textAt(object, 'kind');
    if (kind === 'CiliumLoadBalancerIPPool') {
      const pool = readPool(object);
      const old = this.pools.get(pool.name);
      const created = old?.created ?? pool.created ?? FIRST_CREATED + this.made * 1000;
      this.pools.set(pool.name, { name: pool.name, pool, created, status: old?.status ?? {} });
      return `Pool/${pool.name}`;
    }
    if (kind !== 'Service') return undefined;
    const service = readService(object, this.settings);
    const key = `${service.namespace}/${service.name}`;
    const old = this.services.get(key);
    const changed =
      old !== undefined &&
      canonical(serviceSpec(old.service.manifest, old.service)) !== canonical(serviceSpec(object, service));
    this.services.set(key, {
      ...{ key, service },
      generation: old === undefined ? 1 : old.generation + (changed ? 1 : 0),
      status: old?.status ?? statusOf(object, service.ingress),
    });
    return `Service/${key}`;
  }

  private delete(key: string): void {
    const name = key.slice(key.indexOf('/') + 1);
    this.failed.delete(key);
    const alive = this.crash === undefined;
    if (key.startsWith('Pool/')) {
      if (!this.pools.delete(name)) return;
      if (this.phase !== 'off' && this.phase !== 'stuck')
        this.run(() => {
          this.handle(key, () => this.operator!.poolDeleted(name));
          this.wake();
        });
    } else if (this.services.delete(name)) {
      this.run(() => this.tellService(key, (starting) => this.operator!.serviceDeleted(name, starting)));
    }
    if (alive && this.crash !== undefined) this.crashUnseen = true;
    this.settle();
  }

  public writeService(key: string, status: ServiceStatus): void {
    const old = this.services.get(key);
    if (old === undefined || canonical(old.status) === canonical(status)) return;
    this.services.set(key, { ...old, status });
    this.touch(`Service/${key}`);
  }

  public writePool(name: string, status: PoolStatus): void {
    const old = this.pools.get(name);
    if (old !== undefined) this.pools.set(name, { ...old, status });
  }

  // ---- what the operator hears ----

  private touch(key: string): void {
    this.dirty.add(key);
  }

  private changed(key: string): void {
    this.touch(key);
    this.settle();
  }

  private settle(): void {
    for (let events = 0; events < MOST_EVENTS; events++) {
      const [key] = this.dirty;
      if (key === undefined) break;
      this.dirty.delete(key);
      this.run(() => this.tell(key));
      if (this.crash !== undefined) this.crashUnseen = false;
    }
    this.dirty.clear();
  }

  /** Lets the operator work, until it crashes; then nothing happens any more. */
  private run(work: () => void): void {
    if (this.crash !== undefined) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.crash = error.reason;
    }
  }

  private tell(key: string): void {
    const name = key.slice(key.indexOf('/') + 1);
    if (key.startsWith('Pool/')) {
      const pool = this.pools.get(name);
      if (pool === undefined || this.phase === 'off' || this.phase === 'stuck') return;
      this.handle(key, () => this.operator!.poolChanged(pool));
      this.wake();
    } else {
      const service = this.services.get(name);
      if (service === undefined) return;
      this.tellService(key, (starting) => this.operator!.serviceChanged(service, starting));
    }
  }

  private tellService(key: string, event: (starting: boolean) => void): void {
    if (this.phase === 'off' || this.phase === 'waits for a pool') return;
    const starting = this.phase === 'stuck';
    this.handle(key, () => event(starting));
    if (starting) this.finishStart();
  }

  /** Runs a handler and notes whether it failed. */
  private handle(key: string, handler: () => void): void {
    try {
      handler();
      this.failed.delete(key);
    } catch (error) {
      if (!(error instanceof HandlingError)) throw error;
      this.failed.set(key, error.reason);
    }
  }

  private start(): void {
    if (this.settings.enableLBIPAM === false) return;
    this.run(() => this.subscribe());
    this.settle();
  }

  /** A controller begins: it hears of all pools by name, and of the Services when it knows a pool. */
  private subscribe(): void {
    const operator = new Operator(this.settings, this);
    this.operator = operator;
    this.phase = 'waits for a pool';
    for (const pool of [...this.pools.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const key = `Pool/${pool.name}`;
      this.dirty.delete(key);
      this.handle(key, () => operator.poolChanged(this.pools.get(pool.name)!));
    }
    operator.poolsKnown();
    if (!operator.isIdle) this.hearServices();
  }

  /** After a pool event: the first pool wakes the controller up, the last one that goes makes it begin anew. */
  private wake(): void {
    if (this.phase === 'waits for a pool' && !this.operator!.isIdle) this.hearServices();
    else if (this.phase === 'runs' && this.operator!.isIdle) this.subscribe();
  }

  private hearServices(): void {
    this.phase = 'stuck';
    for (const { key } of this.services.values()) {
      const event = `Service/${key}`;
      if (this.waiting.has(event)) continue;
      this.dirty.delete(event);
      this.handle(event, () => this.operator!.serviceChanged(this.services.get(key)!, true));
    }
    this.finishStart();
  }

  /** All Services are known. A start that fails is tried again, and then takes no pool events any more. */
  private finishStart(): void {
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        this.operator!.servicesKnown();
        [this.phase, this.stuckAt] = ['runs', undefined];
        return;
      } catch (error) {
        if (!(error instanceof HandlingError)) throw error;
        this.stuckAt = error.reason;
      }
    }
  }
}

function statusOf(object: unknown, ingress: ServiceStatus['ingress']): ServiceStatus {
  const conditions = mapAt(object, 'status').conditions;
  return {
    ingress,
    conditions: (Array.isArray(conditions) ? conditions : []).filter(isMap).map((each): Condition => {
      const generation = each.observedGeneration;
      return {
        type: textAt(each, 'type') ?? '',
        status: textAt(each, 'status') ?? '',
        reason: textAt(each, 'reason') ?? '',
        message: textAt(each, 'message') ?? '',
        ...(typeof generation === 'number' ? { generation } : {}),
      };
    }),
  };
}
