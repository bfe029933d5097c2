// What becomes of the Services of an app: which request LB-IPAM refuses, which sharing falls apart, which Service nobody announces.
// Over plain facts. Source of every rule: facts run against operator/pkg/lbipam and pkg/l2announcer of Cilium 1.18-1.20; case names in brackets.
import { errorAt, Finding, warningAt } from '../manifest';
import { Cidr, IpAddress, IpFamily, IpRange } from '../net';
import { CILIUM_CLASSES, ServiceFacts } from './service-facts';
import { SelectableService, ServiceSelector } from './service-selector';

/** A pool, as the rules see it. */
export interface PoolFacts {
  readonly path: string;
  readonly name: string;
  readonly ranges: readonly IpRange[];
  readonly serviceSelector: ServiceSelector | undefined;
  readonly disabled: boolean;
}

/** An announcement, as the rules see it. */
export interface AnnouncementFacts {
  readonly path: string;
  readonly serviceSelector: ServiceSelector | undefined;
  readonly loadBalancerIps: boolean;
  readonly externalIps: boolean;
  /** Path of its own pool, whose place the announcement judges itself. */
  readonly ownPool: string | undefined;
  /** Networks on its links; undefined if one is not known. */
  readonly subnets: readonly Cidr[] | undefined;
}

/** Everything that the rules look at. */
export interface LoadBalancingFacts {
  readonly pools: readonly PoolFacts[];
  readonly announcements: readonly AnnouncementFacts[];
  readonly services: readonly ServiceFacts[];
  /** True if the app also advertises by BGP. */
  readonly bgp: boolean;
}

/** A finding, with the constructs whose `ignore` silences it (a Service has none). */
export interface ServiceFinding {
  readonly finding: Finding;
  readonly owners: readonly string[];
}

/** True if the announcement announces addresses of the Service. */
export function announces(announcement: AnnouncementFacts, service: ServiceFacts): boolean {
  if (!chooses(announcement.serviceSelector, service)) return false;
  return (announcement.loadBalancerIps && service.type === 'LoadBalancer') || (announcement.externalIps && service.externalIps.length > 0);
}

/** All findings about the Services. */
export function judgeServices(facts: LoadBalancingFacts): ServiceFinding[] {
  const served = facts.services.filter((service) => service.type === 'LoadBalancer' && CILIUM_CLASSES.includes(service.loadBalancerClass));
  return [...facts.services.flatMap((service) => readable(service)), ...served.flatMap((service) => placed(service, facts.pools)), ...together(served), ...capacity(served, facts.pools), ...races(served, facts.pools), ...announced(facts)];
}

function chooses(selector: ServiceSelector | undefined, service: SelectableService): boolean {
  return selector?._matches(service) ?? true;
}

function about(finding: Finding, owners: readonly { readonly path: string }[] = []): ServiceFinding {
  return { finding, owners: owners.map((owner) => owner.path) };
}

function title(service: ServiceFacts): string {
  return `Service ${service.namespace}/${service.name}`;
}

/** What Cilium skips or ignores without a word. */
function readable(service: ServiceFacts): ServiceFinding[] {
  const out: ServiceFinding[] = [];
  const error = (code: string, problem: string, repair: string) => out.push(about(errorAt(service.path, code, problem, repair)));
  if (service.annotated && service.type !== 'LoadBalancer') {
    error('loadbalancer/service-type', `${title(service)} asks LB-IPAM for addresses but is of type ${service.type}, which gets none`, 'write type: LoadBalancer');
  } else if (service.annotated && !CILIUM_CLASSES.includes(service.loadBalancerClass)) {
    error('loadbalancer/foreign-class', `${title(service)} asks LB-IPAM for addresses, but its loadBalancerClass "${service.loadBalancerClass}" is not Cilium's`, 'leave loadBalancerClass out, or write io.cilium/l2-announcer');
  }
  for (const entry of service.unreadable) {
    // Not refused by Cilium but skipped: the Service gets any address and reports success (`request-all-bad`, `request-cidr`, `request-range`).
    error('loadbalancer/request-unreadable', `${title(service)} asks for "${entry}", which Cilium skips: it then gets any address`, 'write single addresses, separated by commas');
  }
  for (const namespace of service.sharingNamespaces.filter((name) => name !== name.trim() || (name.includes('*') && name !== '*'))) {
    error('loadbalancer/request-unreadable', `${title(service)} permits sharing with "${namespace}", which matches no namespace`, 'write names separated by commas without blanks, or "*"');
  }
  if (service.sharingKey !== undefined && service.requested.length === 0) {
    // Services that do not fit together then silently get different addresses (`share-port-clash`), and a moved pool splits them (`share-stale-range`).
    out.push(about(warningAt(service.path, 'loadbalancer/sharing-without-address', `${title(service)} has the sharing key "${service.sharingKey}" but asks for no address`, 'ask for the address too, on every Service with the key: pool.share([...], { sharingKey, addresses })')));
  }
  return out;
}

/** Whether a pool can give what is asked. */
function placed(service: ServiceFacts, pools: readonly PoolFacts[]): ServiceFinding[] {
  if (pools.length === 0) return [];
  const open = pools.filter((pool) => !pool.disabled);
  const matching = open.filter((pool) => chooses(pool.serviceSelector, service));
  if (service.requested.length > 0) return service.requested.flatMap((address) => requestPlaced(service, address, pools));
  if (matching.length === 0) {
    return [about(warningAt(service.path, 'loadbalancer/unserved', `no pool serves ${title(service)}: it waits for an address without end`, `widen the selector of a pool: ${pools.map((pool) => `${pool.path} (${pool.disabled ? 'disabled' : pool.serviceSelector?.toString()})`).join(', ')}`), pools)];
  }
  const families = [IpFamily.IPV4, IpFamily.IPV6].map((family) => matching.filter((pool) => pool.ranges.some((range) => range.family === family)));
  const rivals = families.find((list) => list.length > 1);
  if (rivals === undefined || service.sharingKey !== undefined) return [];
  // 1.20 picks one at random, and a selective pool is never preferred (`selector-two-match`, `selector-specific-and-open`).
  return [about(warningAt(service.path, 'loadbalancer/two-pools', `pools ${rivals.map((pool) => `"${pool.name}" (${pool.path})`).join(' and ')} both serve ${title(service)}: which one gives the address is chance`, 'have the Service ask for its address, or give the pools selectors that exclude each other'), rivals)];
}

function requestPlaced(service: ServiceFacts, address: IpAddress, pools: readonly PoolFacts[]): ServiceFinding[] {
  const holding = pools.filter((pool) => pool.ranges.some((range) => range.contains(address)));
  if (holding.length === 0) {
    return [about(errorAt(service.path, 'loadbalancer/no-pool', `${title(service)} asks for ${address.toString()}, which is in no pool`, `ask for an address of: ${pools.map((pool) => `${pool.ranges.join(', ')} (${pool.path})`).join('; ')}`), pools)];
  }
  if (holding.some((pool) => !pool.disabled && chooses(pool.serviceSelector, service))) return [];
  const pool = holding[0]!;
  if (pool.disabled) return [about(errorAt(service.path, 'loadbalancer/no-pool', `${title(service)} asks for ${address.toString()} of pool "${pool.name}" (${pool.path}), which is disabled`, 'ask for an address of an enabled pool'), holding)];
  return [about(errorAt(service.path, 'loadbalancer/pool-selector', `${title(service)} asks for ${address.toString()} of pool "${pool.name}" (${pool.path}), which serves only ${pool.serviceSelector!.toString()}`, 'give the Service what the selector wants, or widen the selector'), holding)];
}

/** Services that ask for one address. */
function together(services: readonly ServiceFacts[]): ServiceFinding[] {
  const out: ServiceFinding[] = [];
  services.forEach((service, index) => {
    for (const other of services.slice(index + 1)) {
      const shared = service.requested.find((address) => other.requested.some((theirs) => theirs.isSame(address)));
      if (shared === undefined) continue;
      const clash = sharingClash(service, other);
      if (clash === undefined) continue;
      const code = service.sharingKey === undefined && other.sharingKey === undefined ? 'loadbalancer/address-twice' : 'loadbalancer/sharing';
      out.push(about(errorAt(other.path, code, `${title(other)} and ${title(service)} (${service.path}) both ask for ${shared.toString()}${clash.problem}`, clash.repair)));
    }
  });
  return out;
}

/** Why two Services cannot share an address; undefined if they can. */
export function sharingClash(a: ServiceFacts, b: ServiceFacts): { readonly problem: string; readonly repair: string } | undefined {
  if (a.sharingKey === undefined && b.sharingKey === undefined) return { problem: '', repair: 'give each its own address, or share it: pool.share([...], { sharingKey, addresses })' };
  if (a.sharingKey !== b.sharingKey) return { problem: `, with the sharing keys ${word(b.sharingKey)} and ${word(a.sharingKey)}`, repair: 'write the same sharing key on both' };
  const port = a.ports.find((mine) => b.ports.some((theirs) => theirs.port === mine.port && theirs.protocol === mine.protocol));
  if (port !== undefined) return { problem: ` and have both port ${port.port}/${port.protocol}`, repair: 'choose ports that do not overlap, or separate addresses' };
  const permits = (one: ServiceFacts, to: ServiceFacts) => one.namespace === to.namespace || one.sharingNamespaces.includes('*') || one.sharingNamespaces.includes(to.namespace);
  if (!permits(a, b) || !permits(b, a)) return { problem: ' from different namespaces without permitting each other', repair: 'write lbipam.cilium.io/sharing-cross-namespace on both: pool.share() does' };
  if (a.externalTrafficPolicy !== b.externalTrafficPolicy) return { problem: ` with externalTrafficPolicy ${b.externalTrafficPolicy} and ${a.externalTrafficPolicy}`, repair: 'write the same externalTrafficPolicy on both' };
  if (a.externalTrafficPolicy === 'Local' && !sameSelector(a, b)) return { problem: ' with externalTrafficPolicy Local and different selectors', repair: 'with Local both must select the same pods: write Cluster, or separate addresses' };
  return undefined;
}

function sameSelector(a: ServiceFacts, b: ServiceFacts): boolean {
  const text = (selector: Record<string, string>) => JSON.stringify(Object.entries(selector).sort());
  // Two empty selectors do not do (`share-local-none`).
  return Object.keys(a.selector).length > 0 && text(a.selector) === text(b.selector);
}

function word(key: string | undefined): string {
  return key === undefined ? 'none' : `"${key}"`;
}

/** More Services than addresses: somebody waits, and who is chance. */
function capacity(services: readonly ServiceFacts[], pools: readonly PoolFacts[]): ServiceFinding[] {
  return pools
    .filter((pool) => !pool.disabled)
    .flatMap((pool) => {
      const only = services.filter((service) => service.requested.length === 0 && service.sharingKey === undefined && pools.every((other) => other === pool || other.disabled || !chooses(other.serviceSelector, service)) && chooses(pool.serviceSelector, service));
      const asked = new Set(services.flatMap((service) => service.requested.filter((address) => pool.ranges.some((range) => range.contains(address))).map(String)));
      const size = pool.ranges.reduce((sum, range) => sum + range.last._value - range.first._value + 1n, 0n);
      const wanted = BigInt(only.length + asked.size);
      if (wanted <= size || only.length === 0) return [];
      return [about(errorAt(pool.path, 'loadbalancer/pool-full', `pool "${pool.name}" has ${size} addresses for ${wanted}: ${asked.size} are asked for by address, and ${only.map(title).join(', ')} want one each`, 'widen the pool'), [pool])];
    });
}

/** A Service that asks for nothing may come first and take what another asks for; that one then waits without end (`request-taken-by-any`). */
function races(services: readonly ServiceFacts[], pools: readonly PoolFacts[]): ServiceFinding[] {
  return pools.flatMap((pool) => {
    const askers = services.filter((service) => chooses(pool.serviceSelector, service) && service.requested.some((address) => pool.ranges.some((range) => range.contains(address))));
    const takers = services.filter((service) => service.requested.length === 0 && chooses(pool.serviceSelector, service));
    if (pool.disabled || askers.length === 0 || takers.length === 0) return [];
    const wanted = askers.map((service) => `${service.requested.join(', ')} (${title(service)})`).join(', ');
    return [about(warningAt(pool.path, 'loadbalancer/request-race', `${takers.map(title).join(', ')} take any address of pool "${pool.name}", and may take one that is asked for if they come first: ${wanted}`, 'have every Service of the pool ask for its address, or give those that do not a pool of their own'), [pool])];
  });
}

/** What the announcers make of the Services. */
function announced(facts: LoadBalancingFacts): ServiceFinding[] {
  const out: ServiceFinding[] = [];
  const leases = new Map<string, ServiceFacts>();
  for (const service of facts.services) {
    const by = facts.announcements.filter((announcement) => announces(announcement, service));
    if (by.length === 0) {
      const wanted = service.type === 'LoadBalancer' && service.loadBalancerClass !== 'io.cilium/bgp-control-plane' && CILIUM_CLASSES.includes(service.loadBalancerClass);
      if (wanted && facts.announcements.length > 0 && !facts.bgp) out.push(about(warningAt(service.path, 'loadbalancer/not-announced', `no announcement takes ${title(service)}: it gets an address that nobody answers for`, `widen the serviceSelector of ${facts.announcements.map((announcement) => announcement.path).join(' or ')}`), facts.announcements));
      continue;
    }
    if (service.externalTrafficPolicy === 'Local') {
      out.push(about(errorAt(service.path, 'loadbalancer/local-traffic-policy', `${title(service)} has externalTrafficPolicy Local and is announced by ${by[0]!.path}: the node that answers may run none of its pods, and drops the traffic`, 'write externalTrafficPolicy: Cluster, or keep the Service out by the serviceSelector'), by));
    }
    // The announcer looks at the class only when a Service changes; after a restart it takes every class (`class-bgp`, `class-other`).
    if (service.loadBalancerClass !== undefined && service.loadBalancerClass !== 'io.cilium/l2-announcer') {
      out.push(about(warningAt(service.path, 'loadbalancer/class-announced', `${title(service)} is of loadBalancerClass "${service.loadBalancerClass}", but ${by[0]!.path} announces it after the next restart of the agent`, 'keep it out by the serviceSelector of the announcement: the class does not'), by));
    }
    out.push(...onLink(service, by, facts.pools));
    const lease = `cilium-l2announce-${service.namespace}-${service.name}`;
    const other = leases.get(lease);
    if (other === undefined) leases.set(lease, service);
    else out.push(about(errorAt(service.path, 'loadbalancer/lease-clash', `${title(service)} and ${title(other)} (${other.path}) both hold the Lease "${lease}": only one of them is announced at a time`, 'rename one of them'), by));
  }
  return out;
}

/** A requested address that no announcing link carries. */
function onLink(service: ServiceFacts, by: readonly AnnouncementFacts[], pools: readonly PoolFacts[]): ServiceFinding[] {
  return service.requested.flatMap((address) => {
    const own = (announcement: AnnouncementFacts) => pools.some((pool) => pool.path === announcement.ownPool && pool.ranges.some((range) => range.contains(address)));
    if (by.some((announcement) => announcement.subnets === undefined || own(announcement) || announcement.subnets.some((subnet) => subnet.contains(address)))) return [];
    const networks = by.map((announcement) => `${announcement.path} (${announcement.subnets!.join(', ')})`).join(' and ');
    return [about(errorAt(service.path, 'loadbalancer/off-link', `${address.toString()} of ${title(service)} is in no network of the links that announce it: ${networks}`, 'ask for an address of the network, or announce on the link that carries it'), by)];
  });
}
