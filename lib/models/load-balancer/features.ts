// What LB-IPAM and the L2 announcer of each release do. The files of this room ask these features and never compare versions.
import { CILIUM_MINORS, ciliumMinor, NEWEST_CILIUM } from '../../catalogue/cilium-minors';
import { isIn, Span } from '../../catalogue/span';

/** Minors that this room knows, oldest first. */
export const LOAD_BALANCER_MINORS = CILIUM_MINORS;

/** Sources: operator/pkg/lbipam, pkg/ipalloc, pkg/l2announcer and pkg/loadbalancer/reflectors of 1.18.11, 1.19.6 and 1.20.0, run as engines; else named. */
const TABLE = {
  /** bpf-lb-proto-diff off: two Services that share an address may not have one port number for two protocols (service_store.go). */
  sharesByPortAlone: { until: '1.19' },
  /** The index of sharing keys points at the addresses of a Service, which change under it (range_store.go; facts 1b). */
  sharingIndexOfAddresses: { until: '1.20' },
  /** The end that allowFirstLastIPs reserves is nobody's, and asking who holds it is a crash (sharing_cluster.go; facts 1b). */
  reservedEndIsNobodys: { since: '1.20' },
  /** An address that stands in the status is joined when it is found again, if the Services may share (lbipam.go, stripOrImportIngresses). */
  rejoinsOnStart: { since: '1.20' },
  /** All Services take their old addresses back before anybody gets a new one (lbipam.go, revalidateAllServices). */
  keepsBeforeGiving: { since: '1.20' },
  /** A pool with a bad block is absent as a whole; before, the blocks in front of it serve (lbipam.go, handleNewPool; facts 1c). */
  badPoolIsAbsent: { since: '1.20' },
  /** Which of several matching pools gives an address is chance; before, the one that became known first (pool.go; facts 1.7). */
  poolByChance: { since: '1.20' },
  /** Of an edited pool, a block that stands twice counts once (lbipam.go, handlePoolModified). */
  editDropsTwins: { since: '1.20' },
  /** Sizes of free blocks across a 64-bit border are computed right (pkg/ipalloc/ipalloc.go, uint128). */
  rightSizes: { since: '1.20' },
  /** The announcer sees the frontends of the agent: type, ipMode, ports, families and service.cilium.io/… count (reflectors; facts 4.4). */
  announcesFrontends: { since: '1.19' },
  /** The responder answers for IPv6 (facts 4.4). */
  announcesIPv6: { since: '1.19' },
  /** A node takes part for a Service with externalTrafficPolicy Local only if it holds a live backend (pkg/l2announcer of 1.20.2; facts 1a). */
  localNeedsBackend: { since: '1.20.2' },
} satisfies Record<string, Span>;

/** Names of the features. */
export type LoadBalancerFeature = keyof typeof TABLE;
/** Which of them a release has. */
export type LoadBalancerFeatures = Readonly<Record<LoadBalancerFeature, boolean>>;

/** The features of a release: `1.20.1`, or a minor alone for the release that was run. What is not known counts as the newest. */
export function featuresOf(version: string | undefined): LoadBalancerFeatures {
  const key = version ?? '';
  const known = CACHE.get(key);
  if (known !== undefined) return known;
  const release = releaseOf(key);
  const features = Object.fromEntries(Object.entries(TABLE).map(([name, span]) => [name, isIn(release, span)]));
  if (CACHE.size < 100) CACHE.set(key, features as Record<LoadBalancerFeature, boolean>);
  return features as Record<LoadBalancerFeature, boolean>;
}

const CACHE = new Map<string, LoadBalancerFeatures>();

/** A minor alone stands for the release whose engine was run. */
function releaseOf(version: string): string {
  const match = /^v?(\d+\.\d+)(?:\.\d+)?/.exec(version);
  if (match === null) return NEWEST_CILIUM.engine;
  return match[0].endsWith(match[1]!) ? (ciliumMinor(match[1]!)?.engine ?? match[1]!) : match[0];
}
