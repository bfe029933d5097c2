// ipvlan: pods share the MAC address of a link of the node, and the kernel sorts frames by IP address.
import { Construct } from 'constructs';
import { LinkNetwork, LinkNetworkProps } from './link-network';

/** On which layer the link and its children meet. */
export enum IpvlanMode {
  /** As on a switch: ARP and broadcasts work. */
  L2 = 'l2',
  /** As behind a router: no broadcast, no multicast; others need a route to the subnet by the node. */
  L3 = 'l3',
  /** L3, and the node's packet filter sees what passes. */
  L3S = 'l3s',
}

/** Properties of an IpvlanNetwork. */
export interface IpvlanNetworkProps extends LinkNetworkProps {
  /**
   * On which layer the link and its children meet.
   *
   * @default IpvlanMode.L2
   */
  readonly mode?: IpvlanMode;
}

/**
 * An ipvlan network, for links that let one MAC address pass: Wi-Fi, hypervisors, switches with port security. Needs IPAM; a DHCP server mostly
 * fails, as all pods have one MAC. A link carries macvlan or ipvlan, not both.
 */
export class IpvlanNetwork extends LinkNetwork {
  /** Mode of the interfaces. */
  public readonly mode: IpvlanMode;

  public constructor(scope: Construct, id: string, props: IpvlanNetworkProps) {
    super(scope, id, 'ipvlan', props);
    this.mode = props.mode ?? IpvlanMode.L2;
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    return { ...this._linkFields, mode: this.mode, ...this._sizeFields };
  }
}
