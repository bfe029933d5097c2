// Every address and network that the input claims, and which claims contradict each other. Claims of different clusters never meet.
import { IpAddress, IpRange } from '../../net';
import { CheckedDocument, CheckedObject, Model, World } from '../types';
import { Path } from '../../problem';
import { APPLIED } from './applied';
import { ciliumInstalls } from './cilium-values';
import { CLUSTERS } from './clusters';
import { isPlaceholder } from './fields';
import { NAD_ADDRESSES, NadAddresses } from './nad-addresses';
import { POOLS, readAddress, readNetwork } from './pools';
import { TALOS_FACTS } from './talos-facts';

/** What is claimed. The later kind is the one to move. */
export type ClaimKind =
  | 'pod subnet'
  | 'service subnet'
  | 'node address'
  | 'virtual address'
  | 'router address'
  | 'load-balancer pool'
  | 'IPAM range'
  | 'static address';

/** One claim. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly range: IpRange;
  readonly at: CheckedObject | CheckedDocument;
  readonly path: Path;
  /** What it is called in messages, without the addresses. */
  readonly words: string;
  /** Facts of a secondary network. */
  readonly nad?: NadAddresses;
}

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

const ORDER: readonly ClaimKind[] = [
  'pod subnet',
  'service subnet',
  'node address',
  'virtual address',
  'router address',
  'load-balancer pool',
  'IPAM range',
  'static address',
];

/** The model. */
export const ADDRESS_LEDGER: Model<AddressLedger> = {
  name: 'address-ledger',
  build: (world) => {
    const applied = world.model(APPLIED);
    const claims = [...ofTalos(world), ...ofCilium(world), ...ofPools(world), ...ofNetworks(world)].filter(
      ({ at }) => !applied.isLeftOut(at),
    );
    return { claims, overlaps: overlaps(world, claims) };
  },
};

function ofTalos(world: World): Claim[] {
  return world.model(TALOS_FACTS).addresses.flatMap(({ kind, text, at, path }) => {
    const address = kind === 'node address' || kind === 'virtual address' ? readAddress(text) : undefined;
    const range = address === undefined ? readNetwork(text)?.range : IpRange._of(address, address);
    return range === undefined ? [] : [{ kind, range, at, path, words: `${kind} of Talos` }];
  });
}

/** Pod networks of cluster-pool IPAM. With other modes the lists say nothing. */
function ofCilium(world: World): Claim[] {
  return ciliumInstalls(world).flatMap((install) => {
    const mode = install.get('ipam.mode');
    if (mode !== 'cluster-pool') return [];
    return ['ipam.operator.clusterPoolIPv4PodCIDRList', 'ipam.operator.clusterPoolIPv6PodCIDRList'].flatMap((key) => {
      const value = install.own(key);
      const texts = Array.isArray(value)
        ? (value as unknown[])
        : typeof value === 'string'
          ? value.split(/[\s,]+/)
          : [];
      const { at, path } = install.placeOf(key);
      return texts.flatMap((text): Claim[] => {
        const range = typeof text === 'string' && !isPlaceholder(text) ? readNetwork(text)?.range : undefined;
        return range === undefined ? [] : [{ kind: 'pod subnet', range, at, path, words: 'pod subnet of Cilium' }];
      });
    });
  });
}

function ofPools(world: World): Claim[] {
  return world.model(POOLS).flatMap(({ object, name, blocks }) =>
    blocks.map(({ range, path }): Claim => ({
      kind: 'load-balancer pool',
      range,
      at: object,
      path,
      words: `load-balancer pool ${name}`,
    })),
  );
}

const KIND_OF_NAD = { range: 'IPAM range', static: 'static address', gateway: 'router address' } as const;

function ofNetworks(world: World): Claim[] {
  return world.model(NAD_ADDRESSES).map((nad): Claim => ({
    kind: KIND_OF_NAD[nad.kind],
    range: nad.range,
    at: nad.object,
    path: nad.path,
    words: nad.words,
    nad,
  }));
}

/** Pairs that share an address, must not, and belong to one cluster. The later kind, or the later in the input, is the one to move. */
function overlaps(world: World, claims: readonly Claim[]): Overlap[] {
  const clusters = world.model(CLUSTERS);
  const digits = (address: IpAddress) => address._value.toString().padStart(40, '0');
  const sorted = claims
    .map((claim) => ({ claim, key: `${claim.range.family} ${digits(claim.range.first)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const place = new Map(claims.map((claim, index) => [claim, ORDER.indexOf(claim.kind) * claims.length + index]));
  const found: Overlap[] = [];
  let open: Claim[] = [];
  for (const { claim } of sorted) {
    open = open.filter(
      ({ range }) => range.family === claim.range.family && range.last._value >= claim.range.first._value,
    );
    for (const other of open) {
      if (!contradict(other, claim) || !clusters.together(other.at, claim.at)) continue;
      const [fixed, moving] = place.get(other)! < place.get(claim)! ? [other, claim] : [claim, other];
      found.push({ fixed, moving });
    }
    open.push(claim);
  }
  return found;
}

/** What must not hold the address of a router: it would be handed out, or announced. A node may be the router. */
const NOT_OVER_ROUTERS: readonly ClaimKind[] = ['load-balancer pool', 'IPAM range', 'static address'];

function contradict(a: Claim, b: Claim): boolean {
  const router = [a, b].find(({ kind }) => kind === 'router address');
  if (router !== undefined && ![a, b].some(({ kind }) => NOT_OVER_ROUTERS.includes(kind))) return false;
  if (a.kind === b.kind) {
    if (a.kind === 'load-balancer pool') return true;
    if (a.nad !== undefined && b.nad !== undefined)
      return a.kind === 'IPAM range' ? rangesContradict(a.nad, b.nad) : staticsContradict(a.nad, b.nad);
    // Several machines and both formats repeat subnets, and one machine may stand in several files.
    return false;
  }
  if (a.nad !== undefined && b.nad !== undefined)
    return a.nad.network !== b.nad.network && a.nad.configName !== b.nad.configName && a.nad.link === b.nad.link;
  return true;
}

/** Two stores hand out one address. One name is one store for host-local; whereabouts has one for the cluster. */
function rangesContradict(a: NadAddresses, b: NadAddresses): boolean {
  if (a.network === b.network || a.link !== b.link || a.configName === b.configName) return false;
  return !(a.ipam === 'whereabouts' && b.ipam === 'whereabouts');
}

/** Two workloads with one address on one link. */
function staticsContradict(a: NadAddresses, b: NadAddresses): boolean {
  return (
    a.object !== b.object &&
    a.link === b.link &&
    a.object.manifest.kind !== 'NetworkAttachmentDefinition' &&
    b.object.manifest.kind !== 'NetworkAttachmentDefinition'
  );
}
