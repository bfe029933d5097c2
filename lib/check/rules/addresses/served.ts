// Services that ask for no address: which pool serves them, and whether there are enough addresses.
import { textOf } from '../../../models/load-balancer';
import { IpFamily } from '../../../net';
import { mapAt } from '../../../world/derived/fields';
import { BalancedService, LOAD_BALANCING, LoadBalancing, takesService } from '../../../world/derived/load-balancing';
import { Pool } from '../../../world/derived/pools';
import { World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';

interface Full {
  readonly pool: string;
  readonly size: string;
  readonly asked: readonly string[];
  readonly takers: readonly string[];
}

/** Every Service gets an address, and no other than was meant. */
export const SERVED: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/not-served',
      title: 'A pool serves every Service of type LoadBalancer, in every family that it wants',
      why: 'Otherwise the Service waits for an address without end: no_pool (run: selector-miss, family-dual-v4-preferdualstack, disabled-new). Judged only where pools of the same cluster are in the input; without cluster.facts that say the input is complete, a pool may be missing from it.',
      words: ({ family, pools }: { family: string; pools: { name: string; disabled: boolean }[] }) => ({
        message: `no pool serves the Service with an ${family} address: it waits for one without end; there are ${pools.map(({ name, disabled }) => `${name}${disabled ? ' (disabled)' : ''}`).join(', ')}`,
        repair: 'widen the serviceSelector of a pool, or give the Service the labels that it wants',
      }),
    },
    {
      code: 'address/two-pools',
      title: 'One pool serves a Service that asks for no address',
      why: 'From 1.20 on a random one gives it, before that the one that the operator learned of first; a selective pool is never preferred over an open one (run: selector-two-match, selector-specific-and-open).',
      words: ({ pools }: { pools: string[] }) => ({
        message: `pools ${pools.join(' and ')} both serve the Service: which one gives the address is chance`,
        repair: 'have the Service ask for its address, or give the pools selectors that exclude each other',
      }),
    },
    {
      code: 'address/pool-full',
      title: 'A pool has an address for every Service',
      why: 'The Services that come last wait without end: out_of_ips; which of them is chance (run: full-two-waiting).',
      words: ({ pool, size, asked, takers }: Full) => ({
        message: `pool ${pool} has ${size} ${size === '1' ? 'address' : 'addresses'} for ${asked.length + takers.length}: ${takers.join(', ')} ${takers.length === 1 ? 'wants one' : 'want one each'}${asked.length === 0 ? '' : `, and ${asked.join(', ')} ${asked.length === 1 ? 'is' : 'are'} asked for`}`,
        repair: 'widen the pool',
      }),
    },
    {
      code: 'address/request-race',
      title: 'Either all Services of a pool ask for their address, or none does',
      why: 'One that asks for nothing may come first and take what another asks for; that one then waits without end (run: request-taken-by-any). Said only where cluster.facts say that the input is complete: elsewhere the addresses may have been given already.',
      words: ({
        pool,
        takers,
        asked,
      }: {
        pool: string;
        takers: string[];
        asked: { address: string; by: string }[];
      }) => ({
        message: `${takers.join(', ')} take any address of pool ${pool}, and may take one that is asked for if they come first: ${asked.map(({ address, by }) => `${address} (${by})`).join(', ')}`,
        repair: 'have every Service of the pool ask for its address, or give those that do not a pool of their own',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING)) {
      if (cluster.pools.length === 0) continue;
      const asking = cluster.services.filter(({ notResponsible }) => notResponsible === undefined);
      const anything = asking.filter(({ service }) => service.requests.length === 0);
      if (!cluster.openPools) {
        for (const balanced of anything) served(world, report, cluster, balanced);
        for (const pool of cluster.pools) capacity(world, report, cluster, pool, asking);
      }
      if (world.complete) for (const pool of cluster.pools) race(world, report, pool, asking);
    }
  },
};

/** The pools that give any address of a family to the Service; undefined if it is not certain of one of them. */
function candidates(world: World, cluster: LoadBalancing, balanced: BalancedService, family: IpFamily) {
  const verdicts = cluster.pools
    .filter(({ disabled, blocks }) => !disabled && blocks.some(({ range }) => range.family === family))
    .map((pool) => ({ pool, takes: selected(world, pool, balanced) }));
  if (verdicts.some(({ takes }) => takes === undefined)) return undefined;
  return verdicts.flatMap(({ pool, takes }) => (takes === true ? [pool] : []));
}

function selected(world: World, pool: Pool, balanced: BalancedService): boolean | undefined {
  return takesService(world, mapAt(pool.object.manifest, 'spec').serviceSelector, balanced);
}

function served(world: World, report: Report, cluster: LoadBalancing, balanced: BalancedService): void {
  const { at, service, allocation } = balanced;
  const joins = service.sharingKey !== '' && (allocation?.partners.length ?? 0) > 0;
  for (const family of joins ? [] : service.families) {
    const pools = candidates(world, cluster, balanced, family);
    if (pools?.length === 0) {
      const all = cluster.pools.map(({ name, disabled }) => ({ name, disabled }));
      const others = cluster.pools.map(({ object }) => object);
      report[levelOfAbsence(world, true)]('address/not-served', at, [], { family, pools: all }, others);
    } else if (pools !== undefined && pools.length > 1 && service.sharingKey === '') {
      const [names, others] = [pools.map(({ name }) => name), pools.map(({ object }) => object)];
      report.warning('address/two-pools', at, [], { pools: names }, others);
    }
  }
}

/** Services that can have an address of this pool alone, and more of them than it has. */
function capacity(
  world: World,
  report: Report,
  cluster: LoadBalancing,
  pool: Pool,
  services: readonly BalancedService[],
): void {
  if (pool.disabled) return;
  const families = [IpFamily.IPV4, IpFamily.IPV6].filter((each) =>
    pool.blocks.some(({ range }) => range.family === each),
  );
  for (const family of families) {
    const takers = distinct(
      services.filter(({ service, allocation }) => {
        // What can be had elsewhere, or together, is not counted.
        if (service.requests.length > 0 || service.sharingKey !== '' || allocation === undefined) return false;
        return service.families.includes(family);
      }),
    ).filter((balanced) => {
      const pools = candidates(world, cluster, balanced, family);
      return pools?.length === 1 && pools[0] === pool;
    });
    const asked = askedOf(pool, services).filter((each) => each.family === family);
    const addresses = [...new Set(asked.map(({ address }) => address))];
    const size = sizeOf(cluster, pool, family);
    if (takers.length === 0 || BigInt(takers.length + addresses.length) <= size) continue;
    report.error('address/pool-full', pool.object, ['spec', 'blocks'], {
      pool: pool.name,
      size: size.toString(),
      asked: addresses,
      takers: takers.map(({ title }) => title),
    });
  }
}

/** Addresses that the pool gives, without the ends that it keeps back. */
function sizeOf({ allocation }: LoadBalancing, { name, blocks }: Pool, family: IpFamily): bigint {
  const own = blocks.filter(({ range }) => range.family === family);
  const kept = allocation.pools
    .find(({ pool }) => pool.name === name)
    ?.blocks.filter(({ range, endsReserved }) => endsReserved && range!.first.family === family);
  return own.reduce(
    (sum, { range }) => sum + range.last._value - range.first._value + 1n,
    -2n * BigInt(kept?.length ?? 0),
  );
}

function race(world: World, report: Report, pool: Pool, services: readonly BalancedService[]): void {
  if (pool.disabled) return;
  const takers = distinct(services).filter(
    (balanced) =>
      balanced.service.requests.length === 0 &&
      balanced.service.families.some((family) => pool.blocks.some(({ range }) => range.family === family)) &&
      selected(world, pool, balanced) === true,
  );
  const askers = services.filter((balanced) => selected(world, pool, balanced) === true);
  const asked = askedOf(pool, askers).map(({ address, by }) => ({ address, by: by.title }));
  if (takers.length === 0 || asked.length === 0) return;
  report.warning('address/request-race', pool.object, ['spec', 'blocks'], {
    pool: pool.name,
    takers: takers.map(({ title }) => title),
    asked,
  });
}

/** Requests for addresses of the pool. */
function askedOf(pool: Pool, services: readonly BalancedService[]) {
  return services.flatMap((by) =>
    by.service.requested
      .filter(({ family, value }) =>
        pool.blocks.some(
          ({ range }) => range.family === family && range.first._value <= value && value <= range.last._value,
        ),
      )
      .map((each) => ({ address: textOf(each), family: each.family, by })),
  );
}

function distinct(services: readonly BalancedService[]): BalancedService[] {
  return [...new Map(services.map((each) => [each.key, each])).values()];
}
