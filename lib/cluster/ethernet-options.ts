// Settings of a NIC that ethtool sets, in a document of its own in every minor.

/** Number of descriptors of a NIC, and how they are used. */
export interface EthernetRings {
  /** @default - the driver's */
  readonly rx?: number;
  /** @default - the driver's */
  readonly tx?: number;
  /** @default - the driver's */
  readonly rxMini?: number;
  /** @default - the driver's */
  readonly rxJumbo?: number;
  /** Bytes of a receive buffer. @default - the driver's */
  readonly rxBufLen?: number;
  /** Bytes of a completion. @default - the driver's */
  readonly cqeSize?: number;
  /** @default - the driver's */
  readonly txPush?: boolean;
  /** @default - the driver's */
  readonly rxPush?: boolean;
  /** Bytes of a push buffer. @default - the driver's */
  readonly txPushBufLen?: number;
  /** @default - the driver's */
  readonly tcpDataSplit?: boolean;
}

/** Number of queues of a NIC. */
export interface EthernetChannels {
  /** @default - the driver's */
  readonly rx?: number;
  /** @default - the driver's */
  readonly tx?: number;
  /** @default - the driver's */
  readonly other?: number;
  /** @default - the driver's */
  readonly combined?: number;
}

/** What wakes a machine over its NIC. Talos 1.12 and newer. */
export enum WakeOnLan {
  PHY = 'phy',
  UNICAST = 'unicast',
  MULTICAST = 'multicast',
  BROADCAST = 'broadcast',
  MAGIC = 'magic',
  MAGIC_SECURE = 'magicsecure',
  FILTER = 'filter',
}

/** EthernetConfig of a physical link. */
export interface EthernetOptions {
  /** Offloads by the names of `ethtool -k`: `{ 'tx-tcp-segmentation': false }`. @default - the driver's */
  readonly features?: { readonly [name: string]: boolean };
  /** @default - the driver's */
  readonly rings?: EthernetRings;
  /** @default - the driver's */
  readonly channels?: EthernetChannels;
  /** @default - the driver's */
  readonly wakeOnLan?: WakeOnLan[];
}
