// How a bond uses its links. Fields and words are those of BondConfig; the v1alpha1 form has most of them.

/** How a bond uses its links. */
export enum BondMode {
  BALANCE_RR = 'balance-rr',
  /** One link at a time; needs nothing of the switch. */
  ACTIVE_BACKUP = 'active-backup',
  BALANCE_XOR = 'balance-xor',
  BROADCAST = 'broadcast',
  /** LACP; the switch must speak it. */
  LACP = '802.3ad',
  BALANCE_TLB = 'balance-tlb',
  BALANCE_ALB = 'balance-alb',
}

/** What decides over which link a packet leaves. */
export enum BondHashPolicy {
  LAYER2 = 'layer2',
  LAYER3_4 = 'layer3+4',
  LAYER2_3 = 'layer2+3',
  ENCAP2_3 = 'encap2+3',
  ENCAP3_4 = 'encap3+4',
}

/** How often LACP speaks. */
export enum LacpRate {
  /** Every 30 seconds. */
  SLOW = 'slow',
  /** Every second. */
  FAST = 'fast',
}

/** Which ARP answers show that a link lives. */
export enum ArpValidate {
  NONE = 'none',
  ACTIVE = 'active',
  BACKUP = 'backup',
  ALL = 'all',
  FILTER = 'filter',
  FILTER_ACTIVE = 'filter-active',
  FILTER_BACKUP = 'filter-backup',
}

/** How many ARP targets must answer. */
export enum ArpAllTargets {
  ANY = 'any',
  ALL = 'all',
}

/** Which link has the MAC address of the bond. */
export enum FailOverMac {
  NONE = 'none',
  ACTIVE = 'active',
  FOLLOW = 'follow',
}

/** Which aggregator LACP uses. */
export enum AggregatorSelect {
  STABLE = 'stable',
  BANDWIDTH = 'bandwidth',
  COUNT = 'count',
}

/** When a bond goes back to its primary link. */
export enum PrimaryReselect {
  ALWAYS = 'always',
  BETTER = 'better',
  FAILURE = 'failure',
}

/** How a bond uses its links. Times are in milliseconds. */
export interface BondSettings {
  /** @default BondMode.ACTIVE_BACKUP */
  readonly mode?: BondMode;
  /** How often the links are looked at: a bond that does not look goes on sending over a dead link. 0 where ARP watches. @default 100 */
  readonly miimon?: number;
  /** A link that comes back waits so long; a multiple of miimon. @default 200, none with miimon 0 */
  readonly updelay?: number;
  /** A link that goes waits so long; a multiple of miimon. @default 200, none with miimon 0 */
  readonly downdelay?: number;
  /** @default true */
  readonly useCarrier?: boolean;
  /** @default BondHashPolicy.LAYER2 */
  readonly xmitHashPolicy?: BondHashPolicy;
  /** Only with LACP. @default LacpRate.SLOW */
  readonly lacpRate?: LacpRate;
  /** @default PrimaryReselect.ALWAYS */
  readonly primaryReselect?: PrimaryReselect;
  /** @default - off */
  readonly arpInterval?: number;
  /** IPv4 addresses that are asked; link documents only. @default - none */
  readonly arpIpTargets?: string[];
  /** IPv6 addresses that are asked; link documents only. @default - none */
  readonly nsIp6Targets?: string[];
  /** @default ArpValidate.NONE */
  readonly arpValidate?: ArpValidate;
  /** @default ArpAllTargets.ANY */
  readonly arpAllTargets?: ArpAllTargets;
  /** @default FailOverMac.NONE */
  readonly failOverMac?: FailOverMac;
  /** @default AggregatorSelect.STABLE */
  readonly adSelect?: AggregatorSelect;
  /** @default 65535 */
  readonly adActorSysPrio?: number;
  /** @default 0 */
  readonly adUserPortKey?: number;
  /** LACP speaks first; link documents only. @default true */
  readonly adLacpActive?: boolean;
  /** @default 1 */
  readonly resendIgmp?: number;
  /** @default 0 */
  readonly minLinks?: number;
  /** Seconds. @default 1 */
  readonly lpInterval?: number;
  /** @default 1 */
  readonly packetsPerSlave?: number;
  /** @default 1 */
  readonly numPeerNotif?: number;
  /** @default 1 */
  readonly tlbLogicalLb?: number;
  /** @default 0 */
  readonly allSlavesActive?: number;
  /** @default 0 */
  readonly peerNotifDelay?: number;
  /** Link documents only. @default 2 */
  readonly missedMax?: number;
  /** MAC address; link documents only. @default - that of the first link */
  readonly hardwareAddress?: string;
}
