// A pool of addresses that LB-IPAM hands out to Services of type LoadBalancer.
import { Construct, IConstruct } from 'constructs';
import {
  CiliumLoadBalancerIpPool,
  CiliumLoadBalancerIpPoolSpec,
  CiliumLoadBalancerIpPoolSpecAllowFirstLastIPs,
} from '../../imports/cilium.io';
import { Boundary, Role } from '../cluster';
import { NetworkConstruct, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { Cidr, IpAddress, IpRange } from '../net';
import { LoadBalancer, ShareOptions } from './load-balancer';
import { ServiceSelector } from './service-selector';

/** Properties of a LoadBalancerIpPool. At least one of ranges and cidrs. */
export interface LoadBalancerIpPoolProps {
  /**
   * Runs of addresses, both ends given out.
   *
   * @default - none
   */
  readonly ranges?: IpRange[];
  /**
   * Networks such as `10.0.0.240/28`. Their first and last address are kept back unless `allowFirstLastIps` is set.
   *
   * @default - none
   */
  readonly cidrs?: string[];
  /**
   * Also hand out the first and the last address of each network of `cidrs`. In the middle of a larger subnet they are ordinary
   * addresses; at its ends nobody can use them. Ranges, /31, /32, /127 and /128 always hand out all.
   *
   * @default false
   */
  readonly allowFirstLastIps?: boolean;
  /**
   * Services that the pool serves.
   *
   * @default - all
   */
  readonly serviceSelector?: ServiceSelector;
  /**
   * Hands out no new address. Addresses in use are taken back when the operator restarts, so this is an outage with a delay.
   *
   * @default false
   */
  readonly disabled?: boolean;
  /**
   * Name of the CiliumLoadBalancerIPPool.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/** What a pool is made of. @internal */
export interface PoolBlocks {
  /** Addresses that it hands out, in the order of the blocks. */
  readonly ranges: readonly IpRange[];
  /** Networks that are written as `cidr`, ends included. */
  readonly whole: readonly Cidr[];
}

/**
 * The spec of a pool. Kept-back ends are left out of the block instead of written as `allowFirstLastIPs: No`: a Service that asks
 * for an end reserved that way, with a sharing key, makes the operator of 1.20 panic (run: `share-reserved-start`, `edit-afl-yes-taken`).
 * @internal
 */
export function ipPoolSpec(
  blocks: PoolBlocks,
  props: Pick<LoadBalancerIpPoolProps, 'serviceSelector' | 'disabled'>,
): CiliumLoadBalancerIpPoolSpec {
  const byRange = blocks.ranges.filter(
    (range) => !blocks.whole.some((cidr) => cidr.range.toString() === range.toString()),
  );
  return {
    ...(blocks.whole.length > 0 ? { allowFirstLastIPs: CiliumLoadBalancerIpPoolSpecAllowFirstLastIPs.YES } : {}),
    blocks: [
      ...byRange.map((range) => ({ start: range.first.toString(), stop: range.last.toString() })),
      ...blocks.whole.map((cidr) => ({ cidr: cidr.toString() })),
    ],
    ...(props.disabled === true ? { disabled: true } : {}),
    ...(props.serviceSelector === undefined ? {} : { serviceSelector: props.serviceSelector._spec() }),
  };
}

/** Addresses that LB-IPAM hands out: CiliumLoadBalancerIPPool (cilium.io/v2, Cilium 1.18 and later). */
export class LoadBalancerIpPool extends NetworkConstruct {
  /** Addresses that the pool hands out. */
  public readonly ranges: IpRange[];
  /** Name of the object. */
  public readonly name: string;
  /** Services that the pool serves. @default - all */
  public readonly serviceSelector?: ServiceSelector;
  /** True if the pool hands out nothing new. */
  public readonly disabled: boolean;

  /**
   * @throws ValidationError `loadbalancer/pool-empty`, `loadbalancer/range-overlap`, `net/cidr-host-bits` and other errors of the values
   */
  public constructor(scope: Construct, id: string, props: LoadBalancerIpPoolProps) {
    super(scope, id);
    const blocks = poolBlocks(this, props);
    this.ranges = [...blocks.ranges];
    this.name = props.name ?? id;
    this.serviceSelector = props.serviceSelector;
    this.disabled = props.disabled ?? false;
    Boundary.of(this).register(Role.IP_POOL, this);
    this._emit('Default', {
      type: CiliumLoadBalancerIpPool,
      name: this.name,
      body: () => ({
        spec: (CiliumLoadBalancerIpPool.manifest({ metadata: {}, spec: ipPoolSpec(blocks, props) }) as PlainMap).spec,
      }),
    });
  }

  /**
   * Has a Service ask for addresses of this pool (`lbipam.cilium.io/ips`).
   *
   * @param service a Service of type LoadBalancer: from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param addresses one address, or several (one a family in a dual-stack cluster)
   * @throws ValidationError `loadbalancer/no-pool` for an address outside this pool
   */
  public request(service: IConstruct, ...addresses: string[]): void {
    this.refuseForeign(service, addresses);
    LoadBalancer.of(service).ips(...addresses);
  }

  /**
   * Has several Services share addresses of this pool by a sharing key. Their ports must not overlap.
   *
   * @throws ValidationError `loadbalancer/no-pool` for an address outside this pool
   */
  public share(services: IConstruct[], options: ShareOptions): void {
    this.refuseForeign(services[0] ?? this, options.addresses);
    LoadBalancer.share(services, options);
  }

  /** True if the pool hands the address out. @internal */
  public _contains(address: IpAddress): boolean {
    return this.ranges.some((range) => range.contains(address));
  }

  private refuseForeign(service: IConstruct, addresses: readonly string[]): void {
    for (const text of addresses) {
      const address = valueAt(service, () => IpAddress.of(text));
      if (!this._contains(address))
        throw new ValidationError(
          service,
          'loadbalancer/no-pool',
          `${text} is not in pool "${this.name}" (${this.ranges.join(', ')}) of ${this.node.path}`,
          'ask for an address of the pool, or widen the pool',
        );
    }
  }
}

function poolBlocks(pool: LoadBalancerIpPool, props: LoadBalancerIpPoolProps): PoolBlocks {
  const cidrs = (props.cidrs ?? []).map((text) => valueAt(pool, () => Cidr.of(text)));
  const whole = cidrs.filter((cidr) => (props.allowFirstLastIps ?? false) || cidr.network.bits - cidr.prefix < 2);
  const inner = cidrs
    .filter((cidr) => !whole.includes(cidr))
    .map((cidr) => IpRange._of(shift(cidr.range.first, 1n), shift(cidr.range.last, -1n)));
  const ranges = [...(props.ranges ?? []), ...inner, ...whole.map((cidr) => cidr.range)];
  if (ranges.length === 0)
    throw new ValidationError(
      pool,
      'loadbalancer/pool-empty',
      'a pool without addresses',
      "write ranges: [IpRange.of('192.168.70.200', '192.168.70.239')] or cidrs: ['10.0.0.240/28']",
    );
  ranges.forEach((range, index) => {
    // Cilium calls a pool whose own blocks overlap conflicting and hands out nothing.
    const other = ranges.slice(index + 1).find((later) => later.overlaps(range));
    if (other !== undefined)
      throw new ValidationError(
        pool,
        'loadbalancer/range-overlap',
        `${range.toString()} and ${other.toString()} of one pool overlap`,
        'state each address once: Cilium stops a pool that overlaps itself',
      );
  });
  return { ranges, whole };
}

function shift(address: IpAddress, by: bigint): IpAddress {
  return IpAddress._fromNumber(address.family, address._value + by);
}
