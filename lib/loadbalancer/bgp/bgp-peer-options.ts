// What a user says of a BGP peer.
import { Duration } from 'cdk8s';
import { IpFamily } from '../../net';

/** How long sessions wait. */
export interface BgpTimers {
  /**
   * A peer that is silent for so long is gone; at least 3 seconds.
   *
   * @default Duration.seconds(90)
   */
  readonly hold?: Duration;
  /**
   * Time between two signs of life; not above `hold`.
   *
   * @default - a third of hold
   */
  readonly keepAlive?: Duration;
  /**
   * Time until a lost session is tried again.
   *
   * @default Duration.seconds(120)
   */
  readonly connectRetry?: Duration;
}

/** Options of a BGP peer. One of address and defaultGateway. */
export interface BgpPeerOptions {
  /** Number of the peer's autonomous system, 1 to 4294967295. */
  readonly asn: number;
  /**
   * Address of the peer.
   *
   * @default - see defaultGateway
   */
  readonly address?: string;
  /**
   * The peer is the default gateway of each node, in this family.
   *
   * @default - see address
   */
  readonly defaultGateway?: IpFamily;
  /**
   * Families of the routes. What is announced in no family is not announced at all, so they are always written.
   *
   * @default - that of the peer's address
   */
  readonly families?: IpFamily[];
  /**
   * Name of a Secret with the session's password under `password`, in Cilium's namespace. Never the password itself.
   *
   * @default - no password
   */
  readonly passwordSecret?: string;
  /**
   * The peer keeps the routes for so long while the agent restarts.
   *
   * @default - it drops them at once
   */
  readonly gracefulRestart?: Duration;
  /**
   * How long sessions wait.
   *
   * @default - those of Cilium
   */
  readonly timers?: BgpTimers;
  /**
   * Hops to a peer of another autonomous system, 1 to 255. 1 is a neighbour on the same network.
   *
   * @default 1
   */
  readonly multihop?: number;
  /**
   * Port of the peer.
   *
   * @default 179
   */
  readonly port?: number;
  /**
   * Interface whose address the session comes from (Cilium 1.19).
   *
   * @default - that of the route to the peer
   */
  readonly sourceInterface?: string;
}

/** What one node does otherwise. */
export interface BgpNodeOptions {
  /**
   * Router id, written like an IPv4 address. A node without an IPv4 address needs one.
   *
   * @default - the node's IPv4 address
   */
  readonly routerId?: string;
  /**
   * Number of the node's autonomous system.
   *
   * @default - that of the control plane
   */
  readonly localAsn?: number;
  /**
   * Port on which the node listens.
   *
   * @default - that of the control plane
   */
  readonly localPort?: number;
  /**
   * Own address of a session, by the name of the peer.
   *
   * @default - that of the route to the peer
   */
  readonly localAddresses?: { [peer: string]: string };
}
