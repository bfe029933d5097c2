// Brings the rules over Services into an app, once, whoever asks first.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Boundary, LedgerKind, Role } from '../cluster';
import { Finding, NetworkConstruct } from '../construct';
import { IpRange } from '../net';
import { servicesOf } from './service-facts';
import { AnnouncementFacts, PoolFacts } from './rule-facts';
import { judgeServices } from './service-rules';

/** A member that is a pool. @internal */
export interface PoolMember extends NetworkConstruct {
  _poolFacts(): PoolFacts;
}

/** A member that announces. @internal */
export interface AnnouncementMember extends NetworkConstruct {
  _announcementFacts(): AnnouncementFacts;
}

const joined = new WeakSet<Boundary>();

/** Adds the rules over Services and their ledger entries to the app. */
export function joinLoadBalancing(scope: IConstruct): void {
  const facts = Boundary.of(scope);
  if (joined.has(facts)) return;
  joined.add(facts);
  facts.addRule({ code: 'loadbalancer/services', check: () => serviceFindings(scope) });
  facts.ledger.add(() =>
    servicesOf(scope).flatMap((service) =>
      service.requested.map((address) => ({
        kind: LedgerKind.SERVICE_ADDRESS,
        range: IpRange._of(address, address),
        owner: service.path,
        name: service.name,
      })),
    ),
  );
}

/** The pools of the app. */
export function poolsOf(scope: IConstruct): PoolMember[] {
  return Boundary.of(scope)
    .all(Role.IP_POOL)
    .filter((member) => '_poolFacts' in member) as unknown as PoolMember[];
}

/** The announcements of the app. */
export function announcementsOf(scope: IConstruct): AnnouncementMember[] {
  return Boundary.of(scope)
    .all(Role.L2_ANNOUNCEMENT)
    .filter((member) => '_announcementFacts' in member) as unknown as AnnouncementMember[];
}

function serviceFindings(scope: IConstruct): Finding[] {
  const [pools, announcements] = [poolsOf(scope), announcementsOf(scope)];
  const members: NetworkConstruct[] = [...pools, ...announcements];
  const found = judgeServices({
    pools: pools.map((pool) => pool._poolFacts()),
    announcements: announcements.map((announcement) => announcement._announcementFacts()),
    services: servicesOf(scope),
    bgp: Boundary.of(scope)
      .constructs()
      .some((construct) => ApiObject.isApiObject(construct) && construct.kind === 'CiliumBGPAdvertisement'),
  });
  // A Service takes no ignore(); the pool or announcement that the finding speaks of does.
  return found.map(({ finding, owners }) =>
    members
      .filter((member) => owners.includes(member.node.path))
      .reduce((marked, member) => (marked.ignoredBecause === undefined ? member._mark(marked) : marked), finding),
  );
}
