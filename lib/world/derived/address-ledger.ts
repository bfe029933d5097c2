// Every address and network that the world claims, and which claims contradict each other. Claims of different clusters never meet.
import { objectKey } from '../../manifest';
import { IpAddress } from '../../net';
import { Model, World } from '../types';
import { Claim, CLAIM_KINDS, ClaimKind, claimsOf } from './address-claims';
import { APPLIED } from './applied';
import { CLUSTERS } from './clusters';

export type { Claim, ClaimKind } from './address-claims';

/** Two claims that contradict each other; `moving` gives way. */
export interface Overlap {
  readonly fixed: Claim;
  readonly moving: Claim;
}

/** The ledger. */
export interface AddressLedger {
  readonly claims: readonly Claim[];
  readonly overlaps: readonly Overlap[];
}

/** The model. */
export const ADDRESS_LEDGER: Model<AddressLedger> = {
  name: 'address-ledger',
  build: (world) => {
    const applied = world.model(APPLIED);
    const claims = claimsOf(world).filter(({ at }) => applied.isApplied(at));
    return { claims, overlaps: overlaps(world, claims) };
  },
};

/** Pairs that share an address, must not, and belong to one cluster. The later kind, or the later in the input, is the one to move. */
function overlaps(world: World, claims: readonly Claim[]): Overlap[] {
  const clusters = world.model(CLUSTERS);
  const digits = (address: IpAddress) => address._value.toString().padStart(40, '0');
  const sorted = claims
    .map((claim) => ({ claim, key: `${claim.range.family} ${digits(claim.range.first)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const place = new Map(claims.map((claim, index) => [claim, CLAIM_KINDS.indexOf(claim.kind) * claims.length + index]));
  const found: Overlap[] = [];
  let open: Claim[] = [];
  for (const { claim } of sorted) {
    open = open.filter(
      ({ range }) => range.family === claim.range.family && range.last._value >= claim.range.first._value,
    );
    for (const other of open) {
      const [fixed, moving] = place.get(other)! < place.get(claim)! ? [other, claim] : [claim, other];
      if (contradict(fixed, moving) && !areOneObject(fixed, moving) && clusters.together(other.at, claim.at))
        found.push({ fixed, moving });
    }
    open.push(claim);
  }
  return found.sort((a, b) => place.get(a.fixed)! - place.get(b.fixed)! || place.get(a.moving)! - place.get(b.moving)!);
}

/** One object of two files: the later one replaces the other, or each has a cluster of its own. */
function areOneObject({ at: a }: Claim, { at: b }: Claim): boolean {
  return a !== b && 'manifest' in a && 'manifest' in b && objectKey(a.manifest) === objectKey(b.manifest);
}

/** What lives in a network of nodes. */
const IN_A_NETWORK: readonly ClaimKind[] = [
  'node address',
  'virtual address',
  'router address',
  'load-balancer pool',
  'Service address',
  'IPAM range',
  'static address',
];
/** What may share an address with a claim of a kind that stands earlier. A node may be the router of a network. */
const LIVES_IN: Readonly<Partial<Record<ClaimKind, readonly ClaimKind[]>>> = {
  'node subnet': ['link subnet', ...IN_A_NETWORK],
  'link subnet': IN_A_NETWORK,
  'node address': ['router address'],
  'virtual address': ['router address'],
};

/** True if both cannot be; the kind of the first stands earlier. */
function contradict(a: Claim, b: Claim): boolean {
  if (LIVES_IN[a.kind]?.includes(b.kind) === true) return false;
  if (a.kind === b.kind) return sameKind(a, b);
  if (a.nad !== undefined && b.nad !== undefined)
    return a.nad.network !== b.nad.network && a.nad.configName !== b.nad.configName && a.nad.link === b.nad.link;
  return true;
}

function sameKind(a: Claim, b: Claim): boolean {
  switch (a.kind) {
    case 'load-balancer pool':
      return true;
    case 'node address':
      // The documents of one machine may repeat its address, and say not whose it is.
      return a.owner !== undefined && b.owner !== undefined && a.owner !== b.owner;
    case 'link subnet':
      // Machines of their own may have one network on links of their own.
      return a.owner !== b.owner && a.nodes!.some((node) => b.nodes!.includes(node));
    case 'IPAM range':
      return rangesContradict(a, b);
    case 'static address':
      return staticsContradict(a, b);
    default:
      // Several machines and both formats repeat subnets; who shares an address of a Service is judged by its own rules.
      return false;
  }
}

/** Two stores hand out one address. One name is one store for host-local; whereabouts has one for the cluster. */
function rangesContradict({ nad: a }: Claim, { nad: b }: Claim): boolean {
  if (a!.network === b!.network || a!.configName === b!.configName || a!.link !== b!.link) return false;
  return !(a!.ipam === 'whereabouts' && b!.ipam === 'whereabouts');
}

/** Two workloads with one address on one link. */
function staticsContradict({ nad: a }: Claim, { nad: b }: Claim): boolean {
  return (
    a!.object !== b!.object &&
    a!.link === b!.link &&
    a!.object.manifest.kind !== 'NetworkAttachmentDefinition' &&
    b!.object.manifest.kind !== 'NetworkAttachmentDefinition'
  );
}
