// One entry per subnet, range, VIP, pool and static address of the app; what must not overlap is found here.
import { errorAt, Finding } from '../construct';
import { IpAddress, IpRange } from '../net';

/** What an entry is. The pair of kinds decides whether an overlap is a mistake. @internal */
export enum LedgerKind {
  /** Network that nodes live in. Contains nodes, VIPs and pools. */
  NODE_SUBNET = 'node subnet',
  /** Network of a further link. Contains pod ranges and static addresses of secondary networks. */
  LINK_SUBNET = 'link subnet',
  /** Pod network of the cluster. */
  POD_SUBNET = 'pod subnet',
  /** Service network of the cluster. */
  SERVICE_SUBNET = 'service subnet',
  /** Address of a node. */
  NODE_ADDRESS = 'node address',
  /** Virtual address of the control plane. */
  VIRTUAL_ADDRESS = 'virtual address',
  /** Addresses that LB-IPAM hands out. */
  LOAD_BALANCER_POOL = 'load-balancer pool',
  /** Address that a Service asks for; lies in a pool. */
  SERVICE_ADDRESS = 'Service address',
  /** Addresses that an IPAM plugin hands out on a secondary network. */
  IPAM_RANGE = 'IPAM range',
  /** Address of one pod on a secondary network. */
  STATIC_ADDRESS = 'static address',
  /** Router or other machine on a network. */
  GATEWAY_ADDRESS = 'gateway address',
}

/** One entry. @internal */
export interface LedgerEntry {
  readonly kind: LedgerKind;
  readonly range: IpRange;
  /** Path of the construct that owns it. */
  readonly owner: string;
  /** Further words, such as the name of the link. */
  readonly name?: string;
  /** Entries of one group may overlap: a range and a static address of one network are judged by the network itself. */
  readonly group?: string;
}

const K = LedgerKind;
/** Pairs that may overlap: a network and what lives in it. Everything else is a mistake. */
const MAY_CONTAIN: ReadonlyArray<readonly [LedgerKind, readonly LedgerKind[]]> = [
  [
    K.NODE_SUBNET,
    [
      K.NODE_SUBNET,
      K.LINK_SUBNET,
      K.NODE_ADDRESS,
      K.VIRTUAL_ADDRESS,
      K.SERVICE_ADDRESS,
      K.LOAD_BALANCER_POOL,
      K.IPAM_RANGE,
      K.STATIC_ADDRESS,
      K.GATEWAY_ADDRESS,
    ],
  ],
  [
    K.LINK_SUBNET,
    [
      K.NODE_ADDRESS,
      K.VIRTUAL_ADDRESS,
      K.SERVICE_ADDRESS,
      K.LOAD_BALANCER_POOL,
      K.IPAM_RANGE,
      K.STATIC_ADDRESS,
      K.GATEWAY_ADDRESS,
    ],
  ],
  [K.LOAD_BALANCER_POOL, [K.SERVICE_ADDRESS]],
  // Several Services share an address by key; the load-balancer room judges whether they may.
  [K.SERVICE_ADDRESS, [K.SERVICE_ADDRESS]],
  [K.GATEWAY_ADDRESS, [K.GATEWAY_ADDRESS]],
];

/** The ledger of an app. @internal */
export class AddressLedger {
  private readonly providers: (() => LedgerEntry[])[] = [];

  /** Adds entries, asked for at synth. */
  public add(entries: () => LedgerEntry[]): void {
    this.providers.push(entries);
  }

  /** All entries, in a fixed order whatever the order of construction. */
  public entries(): LedgerEntry[] {
    const digits = (address: IpAddress) => address._value.toString().padStart(40, '0');
    const key = (e: LedgerEntry) =>
      [e.range.family, digits(e.range.first), e.kind, e.owner, digits(e.range.last), e.name ?? ''].join('\0');
    return this.providers.flatMap((provide) => provide()).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Overlaps, each named with both owners. */
  public findings(): Finding[] {
    const findings: Finding[] = [];
    const open: LedgerEntry[] = [];
    for (const entry of this.entries()) {
      for (const earlier of open) {
        if (earlier.range.overlaps(entry.range) && !mayOverlap(earlier, entry)) findings.push(overlap(earlier, entry));
      }
      open.push(entry);
    }
    return findings;
  }
}

function mayOverlap(a: LedgerEntry, b: LedgerEntry): boolean {
  if (a.group !== undefined && a.group === b.group) return true;
  return MAY_CONTAIN.some(
    ([outer, inner]) => (a.kind === outer && inner.includes(b.kind)) || (b.kind === outer && inner.includes(a.kind)),
  );
}

function overlap(a: LedgerEntry, b: LedgerEntry): Finding {
  // The narrower claim is the one to move: a pool gives way to a subnet, an address to a pool.
  const [fixed, moving] = rank(a) <= rank(b) ? [a, b] : [b, a];
  const words = (e: LedgerEntry) => `${e.kind}${e.name === undefined ? '' : ` "${e.name}"`} ${e.range.toString()}`;
  return errorAt(
    moving.owner,
    'cluster/address-overlap',
    `${words(moving)} overlaps ${words(fixed)} of ${fixed.owner}`,
    `choose addresses outside ${fixed.range.toString()}`,
  );
}

function rank(entry: LedgerEntry): number {
  return Object.values(LedgerKind).indexOf(entry.kind);
}
