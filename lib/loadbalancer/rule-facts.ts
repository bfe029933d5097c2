// What the rules over Services look at, and what they hand back.
import { Finding } from '../construct';
import { Cidr, IpRange } from '../net';
import { ServiceFacts } from './service-facts';
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

/** True if a selector, or its absence, chooses the Service. */
export function chooses(selector: ServiceSelector | undefined, service: SelectableService): boolean {
  return selector?._matches(service) ?? true;
}

/** A finding with the constructs it speaks of. */
export function about(finding: Finding, owners: readonly { readonly path: string }[] = []): ServiceFinding {
  return { finding, owners: owners.map((owner) => owner.path) };
}

/** `Service namespace/name`. */
export function title(service: ServiceFacts): string {
  return `Service ${service.namespace}/${service.name}`;
}
