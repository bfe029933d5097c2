// Which Service gets which address of which pool, and why not, for objects that are applied in the order of the input to a new cluster.
import { IpFamily } from '../../net';
import { textAt } from './fields';
import { OperatorCrash } from './failure';
import { LoadBalancerFeatures, featuresOf } from './features';
import { FailedObject, runHistory } from './history';
import { LoadBalancerInput } from './input';
import { Address, AddressRange, compareAddresses, isWithin, textOf } from './netip';
import { SATISFIED_CONDITION } from './conditions';
import { servesService } from './responsibility';
import { NotJoined, PoolOverlap, Refusal } from './state';
import { blocksInForce, Pool, PoolBlock } from './pool';
import { notResponsible, NotResponsible, readService, Service } from './service';
import { LoadBalancerSettings } from './settings';
import { sharingRefusal, SharingRefusal } from './sharing';

/** A pool and what becomes of it. */
export interface PoolAllocation {
  readonly pool: Pool;
  /** The blocks that LB-IPAM works with; fewer than written if one is bad. */
  readonly blocks: readonly PoolBlock[];
  /** Families of these blocks. */
  readonly families: readonly IpFamily[];
  /** True if Services get addresses of it: it is on, in no conflict, and has a block. */
  readonly serves: boolean;
  /** The overlap for which it stopped. */
  readonly conflict?: PoolOverlap;
  /** False if both pools of the conflict may be of one age, or do not say: which of them stops is then chance. */
  readonly conflictDecided: boolean;
  /** Every overlap with another pool, or with itself, whoever of the two stops. */
  readonly overlaps: readonly PoolOverlap[];
  /** Addresses of the blocks; absent if the operator counts none. */
  readonly counts?: { readonly total: bigint; readonly available: bigint; readonly used: bigint };
}

/** A pool that holds a requested address. */
export interface HoldingPool {
  readonly name: string;
  readonly disabled: boolean;
  readonly conflicting: boolean;
  /** True if it serves the Service; false also with a selector that cannot be read. */
  readonly selects: boolean;
}

/** Another Service of the same sharing key. */
export interface SharingPartner {
  readonly key: string;
  /** Why the two may not share an address; undefined if they may. */
  readonly refusal: SharingRefusal | undefined;
}

/** A Service and what it gets. */
export interface ServiceAllocation {
  readonly service: Service;
  /** `namespace/name`. */
  readonly key: string;
  readonly origin: LoadBalancerInput['origin'];
  /** Why LB-IPAM leaves it alone. */
  readonly notResponsible: NotResponsible | undefined;
  /** What its condition says; undefined for none: LB-IPAM does not serve it, has not started, has no pool, or found the address in the status. */
  readonly satisfied: boolean | undefined;
  /** What it has, in the order in which it was given. Which address one without a request gets is the allocator's affair. */
  readonly addresses: readonly { readonly address: Address; readonly pool: string | undefined }[];
  /** Every request that is not met. The condition names the last one. */
  readonly refusals: readonly Refusal[];
  /** Addresses of its sharing key that it could not join and got another one instead, without a word. */
  readonly notJoined: readonly NotJoined[];
  /** Services that have one of its addresses too. */
  readonly sharesWith: readonly string[];
  /** Others that LB-IPAM serves with the same sharing key. */
  readonly partners: readonly SharingPartner[];
  /** Pools that would give it any address, by family that it wants. More than one: which of them does is chance from 1.20 on. */
  readonly candidates: readonly { readonly family: IpFamily; readonly pools: readonly string[] }[];
  /** Pools that hold the addresses which it asks for. */
  readonly holding: readonly { readonly address: Address; readonly pools: readonly HoldingPool[] }[];
}

/** What LB-IPAM makes of a cluster. */
export interface Allocation {
  /** By name. */
  readonly pools: readonly PoolAllocation[];
  /** In the order of the input. */
  readonly services: readonly ServiceAllocation[];
  /** What the operator fails at, and logs alone. */
  readonly failed: readonly FailedObject[];
  /** What the operator crashes at: nobody gets anything from then on. */
  readonly crash: OperatorCrash | undefined;
}

/** Lets LB-IPAM work on pools and Services; other kinds do not count. Of two objects of one name the later counts. */
export function allocate(inputs: readonly LoadBalancerInput[], settings: LoadBalancerSettings = {}): Allocation {
  const does = featuresOf(settings.version);
  const state = runHistory(
    inputs.map(({ manifest }) => manifest),
    [],
    settings,
  );
  const origins = new Map<string, LoadBalancerInput['origin']>();
  for (const { manifest, origin } of inputs)
    if (textAt(manifest, 'kind') === 'Service') {
      const { namespace, name } = readService(manifest, settings);
      origins.set(`${namespace}/${name}`, origin);
    }
  const all = state.pools.map(({ pool }) => pool);
  const overlaps = overlapsByPool(all, does);
  const pools = state.pools.map(({ pool, status: { conflict, counts } }): PoolAllocation => {
    const blocks = blocksInForce(pool, does);
    const overlap = conflict?.status === 'True' ? conflict.overlap : undefined;
    return {
      pool,
      blocks,
      families: [IpFamily.IPV4, IpFamily.IPV6].filter((family) =>
        blocks.some(({ range }) => range!.last.family === family),
      ),
      serves: !pool.disabled && overlap === undefined && blocks.length > 0 && settings.enableLBIPAM !== false,
      ...(overlap === undefined ? {} : { conflict: overlap }),
      conflictDecided: overlap === undefined || isDecided(pool, all, overlap),
      overlaps: overlaps.get(pool)!,
      ...(counts === undefined ? {} : { counts }),
    };
  });
  const served = state.services.filter(({ service }) => notResponsible(service, settings) === undefined);
  const services = state.services.map(({ key, service, status }): ServiceAllocation => {
    const view = state.views.get(key);
    const given = view?.allocations.list() ?? [];
    const responsible = notResponsible(service, settings);
    const condition = status.conditions.find(({ type }) => type === SATISFIED_CONDITION)?.status;
    return {
      ...{ service, key, origin: origins.get(key), notResponsible: responsible },
      satisfied: condition === undefined ? undefined : condition === 'True',
      addresses: given.map(({ address, range }) => ({ address, pool: range.pool })),
      refusals: view?.refusals ?? [],
      notJoined: view?.notJoined ?? [],
      sharesWith: [
        ...new Set(
          given.flatMap(({ address, range }) =>
            (range.allocator.holder(address)?.services ?? []).filter((each) => each !== view).map((each) => each.key),
          ),
        ),
      ],
      partners:
        responsible !== undefined || service.sharingKey === ''
          ? []
          : served
              .filter((other) => other.key !== key && other.service.sharingKey === service.sharingKey)
              .map((other) => ({
                key: other.key,
                refusal: sharingRefusal(
                  other.service,
                  service,
                  does.sharesByPortAlone && settings.lbProtoDiff === false,
                ),
              })),
      candidates:
        responsible !== undefined
          ? []
          : service.families.map((family) => ({
              family,
              pools: pools
                .filter((each) => each.serves && each.families.includes(family) && servesService(each.pool, service))
                .map(({ pool }) => pool.name),
            })),
      holding: service.requested.map((address) => ({ address, pools: holdingPools(address, service, pools) })),
    };
  });
  return { pools, services, failed: state.failed, crash: state.crash };
}

function holdingPools(address: Address, service: Service, pools: readonly PoolAllocation[]): HoldingPool[] {
  return pools
    .filter(({ blocks }) => blocks.some(({ range }) => isWithin(range!, address)))
    .map(({ pool, conflict }) => ({
      name: pool.name,
      disabled: pool.disabled,
      conflicting: conflict !== undefined,
      selects: servesService(pool, service),
    }));
}

/** True if the ages of the two say who stops: creation times have seconds. */
function isDecided(pool: Pool, all: readonly Pool[], overlap: PoolOverlap): boolean {
  if (overlap.with === pool.name) return true;
  const other = all.find(({ name }) => name === overlap.with);
  if (pool.created === undefined || other?.created === undefined) return false;
  return Math.floor(pool.created / 1000) !== Math.floor(other.created / 1000);
}

/** Every overlap, by pool: others in their order, then by block. Blocks are compared with those that begin before they end only. */
function overlapsByPool(all: readonly Pool[], does: LoadBalancerFeatures): ReadonlyMap<Pool, readonly PoolOverlap[]> {
  interface Written {
    readonly pool: Pool;
    readonly place: number;
    readonly index: number;
    readonly range: AddressRange;
  }
  const blocks = all.flatMap((pool, place) =>
    blocksInForce(pool, does).map(({ index, range }): Written => ({ pool, place, index, range: range! })),
  );
  const sorted = [...blocks].sort((a, b) => compareAddresses(a.range.first, b.range.first));
  const found = new Map<Pool, { readonly own: Written; readonly other: Written }[]>(all.map((pool) => [pool, []]));
  let open: Written[] = [];
  for (const block of sorted) {
    open = open.filter(({ range }) => compareAddresses(range.last, block.range.first) >= 0);
    for (const other of open) {
      if (other.pool === block.pool) {
        const [own, later] = other.index < block.index ? [other, block] : [block, other];
        found.get(own.pool)!.push({ own, other: later });
        continue;
      }
      found.get(block.pool)!.push({ own: block, other });
      found.get(other.pool)!.push({ own: other, other: block });
    }
    open.push(block);
  }
  const order = (a: { own: Written; other: Written }, b: { own: Written; other: Written }) =>
    a.other.place - b.other.place || a.own.index - b.own.index || a.other.index - b.other.index;
  return new Map(
    [...found].map(([pool, pairs]) => [
      pool,
      pairs.sort(order).map(({ own, other }) => ({ with: other.pool.name, own: own.range, other: other.range })),
    ]),
  );
}

/** `first-last`, or the address alone. */
export function rangeText({ first, last }: AddressRange): string {
  const [from, to] = [textOf(first), textOf(last)];
  return from === to ? from : `${from}-${to}`;
}
