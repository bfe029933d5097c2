// What the announcers make of the Services: who is announced, where, under which Lease.
import { errorAt, warningAt } from '../construct';
import { about, AnnouncementFacts, chooses, LoadBalancingFacts, PoolFacts, ServiceFinding, title } from './rule-facts';
import { CILIUM_CLASSES, ServiceFacts } from './service-facts';

/** True if the announcement announces addresses of the Service. */
export function announces(announcement: AnnouncementFacts, service: ServiceFacts): boolean {
  if (!chooses(announcement.serviceSelector, service)) return false;
  return (
    (announcement.loadBalancerIps && service.type === 'LoadBalancer') ||
    (announcement.externalIps && service.externalIps.length > 0)
  );
}

/** What the announcers make of the Services. */
export function announced(facts: LoadBalancingFacts): ServiceFinding[] {
  const out: ServiceFinding[] = [];
  const leases = new Map<string, ServiceFacts>();
  for (const service of facts.services) {
    const by = facts.announcements.filter((announcement) => announces(announcement, service));
    if (by.length === 0) {
      const wanted =
        service.type === 'LoadBalancer' &&
        service.loadBalancerClass !== 'io.cilium/bgp-control-plane' &&
        CILIUM_CLASSES.includes(service.loadBalancerClass);
      if (wanted && facts.announcements.length > 0 && !facts.bgp)
        out.push(
          about(
            warningAt(
              service.path,
              'loadbalancer/not-announced',
              `no announcement takes ${title(service)}: it gets an address that nobody answers for`,
              `widen the serviceSelector of ${facts.announcements.map((announcement) => announcement.path).join(' or ')}`,
            ),
            facts.announcements,
          ),
        );
      continue;
    }
    if (service.externalTrafficPolicy === 'Local') {
      out.push(
        about(
          errorAt(
            service.path,
            'loadbalancer/local-traffic-policy',
            `${title(service)} has externalTrafficPolicy Local and is announced by ${by[0]!.path}: the node that answers may run none of its pods, and drops the traffic`,
            'write externalTrafficPolicy: Cluster, or keep the Service out by the serviceSelector',
          ),
          by,
        ),
      );
    }
    // The announcer looks at the class only when a Service changes; after a restart it takes every class (`class-bgp`, `class-other`).
    if (service.loadBalancerClass !== undefined && service.loadBalancerClass !== 'io.cilium/l2-announcer') {
      out.push(
        about(
          warningAt(
            service.path,
            'loadbalancer/class-announced',
            `${title(service)} is of loadBalancerClass "${service.loadBalancerClass}", but ${by[0]!.path} announces it after the next restart of the agent`,
            'keep it out by the serviceSelector of the announcement: the class does not',
          ),
          by,
        ),
      );
    }
    out.push(...onLink(service, by, facts.pools));
    const lease = `cilium-l2announce-${service.namespace}-${service.name}`;
    const other = leases.get(lease);
    if (other === undefined) leases.set(lease, service);
    else
      out.push(
        about(
          errorAt(
            service.path,
            'loadbalancer/lease-clash',
            `${title(service)} and ${title(other)} (${other.path}) both hold the Lease "${lease}": only one of them is announced at a time`,
            'rename one of them',
          ),
          by,
        ),
      );
  }
  return out;
}

/** A requested address that no announcing link carries. */
function onLink(
  service: ServiceFacts,
  by: readonly AnnouncementFacts[],
  pools: readonly PoolFacts[],
): ServiceFinding[] {
  return service.requested.flatMap((address) => {
    const own = (announcement: AnnouncementFacts) =>
      pools.some((pool) => pool.path === announcement.ownPool && pool.ranges.some((range) => range.contains(address)));
    if (
      by.some(
        (announcement) =>
          announcement.subnets === undefined ||
          own(announcement) ||
          announcement.subnets.some((subnet) => subnet.contains(address)),
      )
    )
      return [];
    const networks = by
      .map((announcement) => `${announcement.path} (${announcement.subnets!.join(', ')})`)
      .join(' and ');
    return [
      about(
        errorAt(
          service.path,
          'loadbalancer/off-link',
          `${address.toString()} of ${title(service)} is in no network of the links that announce it: ${networks}`,
          'ask for an address of the network, or announce on the link that carries it',
        ),
        by,
      ),
    ];
  });
}
