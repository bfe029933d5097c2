// What becomes of the Services of an app: which request LB-IPAM refuses, which sharing falls apart, which Service nobody announces.
// Over plain facts. Source of every rule: facts run against operator/pkg/lbipam and pkg/l2announcer of Cilium 1.18-1.20; case names in brackets.
import { errorAt, warningAt } from '../construct';
import { IpAddress, IpFamily } from '../net';
import { announced } from './announcement-rules';
import { about, chooses, LoadBalancingFacts, PoolFacts, ServiceFinding, title } from './rule-facts';
import { CILIUM_CLASSES, ServiceFacts } from './service-facts';
import { together } from './sharing-rules';

/** All findings about the Services. */
export function judgeServices(facts: LoadBalancingFacts): ServiceFinding[] {
  const served = facts.services.filter(
    (service) => service.type === 'LoadBalancer' && CILIUM_CLASSES.includes(service.loadBalancerClass),
  );
  return [
    ...facts.services.flatMap((service) => readable(service)),
    ...served.flatMap((service) => placed(service, facts.pools)),
    ...together(served),
    ...capacity(served, facts.pools),
    ...races(served, facts.pools),
    ...announced(facts),
  ];
}

/** What Cilium skips or ignores without a word. */
function readable(service: ServiceFacts): ServiceFinding[] {
  const out: ServiceFinding[] = [];
  const error = (code: string, problem: string, repair: string) =>
    out.push(about(errorAt(service.path, code, problem, repair)));
  if (service.annotated && service.type !== 'LoadBalancer') {
    error(
      'loadbalancer/service-type',
      `${title(service)} asks LB-IPAM for addresses but is of type ${service.type}, which gets none`,
      'write type: LoadBalancer',
    );
  } else if (service.annotated && !CILIUM_CLASSES.includes(service.loadBalancerClass)) {
    error(
      'loadbalancer/foreign-class',
      `${title(service)} asks LB-IPAM for addresses, but its loadBalancerClass "${service.loadBalancerClass}" is not Cilium's`,
      'leave loadBalancerClass out, or write io.cilium/l2-announcer',
    );
  }
  for (const entry of service.unreadable) {
    // Not refused by Cilium but skipped: the Service gets any address and reports success (`request-all-bad`, `request-cidr`, `request-range`).
    error(
      'loadbalancer/request-unreadable',
      `${title(service)} asks for "${entry}", which Cilium skips: it then gets any address`,
      'write single addresses, separated by commas',
    );
  }
  for (const namespace of service.sharingNamespaces.filter(
    (name) => name !== name.trim() || (name.includes('*') && name !== '*'),
  )) {
    error(
      'loadbalancer/request-unreadable',
      `${title(service)} permits sharing with "${namespace}", which matches no namespace`,
      'write names separated by commas without blanks, or "*"',
    );
  }
  if (service.sharingKey !== undefined && service.requested.length === 0) {
    // Services that do not fit together then silently get different addresses (`share-port-clash`), and a moved pool splits them (`share-stale-range`).
    out.push(
      about(
        warningAt(
          service.path,
          'loadbalancer/sharing-without-address',
          `${title(service)} has the sharing key "${service.sharingKey}" but asks for no address`,
          'ask for the address too, on every Service with the key: pool.share([...], { sharingKey, addresses })',
        ),
      ),
    );
  }
  return out;
}

/** Whether a pool can give what is asked. */
function placed(service: ServiceFacts, pools: readonly PoolFacts[]): ServiceFinding[] {
  if (pools.length === 0) return [];
  const open = pools.filter((pool) => !pool.disabled);
  const matching = open.filter((pool) => chooses(pool.serviceSelector, service));
  if (service.requested.length > 0)
    return service.requested.flatMap((address) => requestPlaced(service, address, pools));
  if (matching.length === 0) {
    return [
      about(
        warningAt(
          service.path,
          'loadbalancer/unserved',
          `no pool serves ${title(service)}: it waits for an address without end`,
          `widen the selector of a pool: ${pools.map((pool) => `${pool.path} (${pool.disabled ? 'disabled' : pool.serviceSelector?.toString()})`).join(', ')}`,
        ),
        pools,
      ),
    ];
  }
  const families = [IpFamily.IPV4, IpFamily.IPV6].map((family) =>
    matching.filter((pool) => pool.ranges.some((range) => range.family === family)),
  );
  const rivals = families.find((list) => list.length > 1);
  if (rivals === undefined || service.sharingKey !== undefined) return [];
  // 1.20 picks one at random, and a selective pool is never preferred (`selector-two-match`, `selector-specific-and-open`).
  return [
    about(
      warningAt(
        service.path,
        'loadbalancer/two-pools',
        `pools ${rivals.map((pool) => `"${pool.name}" (${pool.path})`).join(' and ')} both serve ${title(service)}: which one gives the address is chance`,
        'have the Service ask for its address, or give the pools selectors that exclude each other',
      ),
      rivals,
    ),
  ];
}

function requestPlaced(service: ServiceFacts, address: IpAddress, pools: readonly PoolFacts[]): ServiceFinding[] {
  const holding = pools.filter((pool) => pool.ranges.some((range) => range.contains(address)));
  if (holding.length === 0) {
    return [
      about(
        errorAt(
          service.path,
          'loadbalancer/no-pool',
          `${title(service)} asks for ${address.toString()}, which is in no pool`,
          `ask for an address of: ${pools.map((pool) => `${pool.ranges.join(', ')} (${pool.path})`).join('; ')}`,
        ),
        pools,
      ),
    ];
  }
  if (holding.some((pool) => !pool.disabled && chooses(pool.serviceSelector, service))) return [];
  const pool = holding[0]!;
  if (pool.disabled)
    return [
      about(
        errorAt(
          service.path,
          'loadbalancer/no-pool',
          `${title(service)} asks for ${address.toString()} of pool "${pool.name}" (${pool.path}), which is disabled`,
          'ask for an address of an enabled pool',
        ),
        holding,
      ),
    ];
  return [
    about(
      errorAt(
        service.path,
        'loadbalancer/pool-selector',
        `${title(service)} asks for ${address.toString()} of pool "${pool.name}" (${pool.path}), which serves only ${pool.serviceSelector!.toString()}`,
        'give the Service what the selector wants, or widen the selector',
      ),
      holding,
    ),
  ];
}

/** More Services than addresses: somebody waits, and who is chance. */
function capacity(services: readonly ServiceFacts[], pools: readonly PoolFacts[]): ServiceFinding[] {
  return pools
    .filter((pool) => !pool.disabled)
    .flatMap((pool) => {
      const only = services.filter(
        (service) =>
          service.requested.length === 0 &&
          service.sharingKey === undefined &&
          pools.every((other) => other === pool || other.disabled || !chooses(other.serviceSelector, service)) &&
          chooses(pool.serviceSelector, service),
      );
      const asked = new Set(
        services.flatMap((service) =>
          service.requested.filter((address) => pool.ranges.some((range) => range.contains(address))).map(String),
        ),
      );
      const size = pool.ranges.reduce((sum, range) => sum + range.last._value - range.first._value + 1n, 0n);
      const wanted = BigInt(only.length + asked.size);
      if (wanted <= size || only.length === 0) return [];
      return [
        about(
          errorAt(
            pool.path,
            'loadbalancer/pool-full',
            `pool "${pool.name}" has ${size} addresses for ${wanted}: ${asked.size} are asked for by address, and ${only.map(title).join(', ')} want one each`,
            'widen the pool',
          ),
          [pool],
        ),
      ];
    });
}

/** A Service that asks for nothing may come first and take what another asks for; that one then waits without end (`request-taken-by-any`). */
function races(services: readonly ServiceFacts[], pools: readonly PoolFacts[]): ServiceFinding[] {
  return pools.flatMap((pool) => {
    const askers = services.filter(
      (service) =>
        chooses(pool.serviceSelector, service) &&
        service.requested.some((address) => pool.ranges.some((range) => range.contains(address))),
    );
    const takers = services.filter(
      (service) => service.requested.length === 0 && chooses(pool.serviceSelector, service),
    );
    if (pool.disabled || askers.length === 0 || takers.length === 0) return [];
    const wanted = askers.map((service) => `${service.requested.join(', ')} (${title(service)})`).join(', ');
    return [
      about(
        warningAt(
          pool.path,
          'loadbalancer/request-race',
          `${takers.map(title).join(', ')} take any address of pool "${pool.name}", and may take one that is asked for if they come first: ${wanted}`,
          'have every Service of the pool ask for its address, or give those that do not a pool of their own',
        ),
        [pool],
      ),
    ];
  });
}
