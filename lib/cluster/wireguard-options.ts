// WireGuard links. Keys are named, never held: the output carries placeholders that somebody fills in.
import { LinkPlacement, LinkSettings } from './link-settings';
import { SecretPlaceholder } from './secret-placeholder';

/** A peer of a WireGuard link. */
export interface WireguardPeer {
  /** Public key of the peer, base64. */
  readonly publicKey: string;
  /** Key that both share besides; link documents only. @default - none */
  readonly presharedKey?: SecretPlaceholder;
  /** Address and port, `203.0.113.7:51820`. @default - the peer calls */
  readonly endpoint?: string;
  /** Seconds between signs of life, for a peer behind a router: 25. @default - none */
  readonly keepalive?: number;
  /** Networks behind the peer. */
  readonly allowedIps: string[];
}

/** A WireGuard link. */
export interface WireguardLinkOptions extends LinkSettings, LinkPlacement {
  /** Kernel name, `wg0`. @default - the name of the link */
  readonly interface?: string;
  /** What stands for the private key. Each node needs its own: name the variable, and fill it in a node at a time. */
  readonly privateKey: SecretPlaceholder;
  /** UDP port. @default - chosen by the kernel */
  readonly listenPort?: number;
  /** Mark of the packets. @default - none */
  readonly firewallMark?: number;
  /** @default - none */
  readonly peers?: WireguardPeer[];
}
