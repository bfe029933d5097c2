// What a user says of links that stand on others, or on hardware: physical links, bonds, VLANs, bridges, dummies, VRFs.
import { BondSettings } from './bond-settings';
import { EthernetOptions } from './ethernet-options';
import { LinkPlacement, LinkSettings, VlanMode } from './link-settings';
import { LinkSelector } from './link-selector';
import type { Link } from './link';

/** A physical link. */
export interface LinkOptions extends LinkSettings, LinkPlacement {
  /**
   * Kernel name of the interface, `enp1s0`. With a selector the alias under which Talos knows the link: CNI plugins and Cilium see kernel names
   * only, so put such a link below a bond, a bridge or a VLAN with a name of its own.
   *
   * @default - with a selector the name of the link
   */
  readonly interface?: string;
  /** Finds the link where nobody knows its kernel name; `Link.select` where it differs by node. @default - by `interface` */
  readonly selector?: LinkSelector;
  /** Settings of the NIC: offloads, rings, channels. @default - the driver's */
  readonly ethernet?: EthernetOptions;
}

/** A VLAN on top of a link, a bond or a bridge. */
export interface VlanLinkOptions extends LinkSettings {
  /** Link that carries the tagged frames. */
  readonly parent: Link;
  /** VLAN id, 1 to 4094. */
  readonly vlanId: number;
  /** Kernel name; link documents only. @default - `<parent>.<id>` */
  readonly interface?: string;
  /** Link documents only. @default VlanMode.DOT1Q */
  readonly mode?: VlanMode;
}

/** A bridge over links. */
export interface BridgeLinkOptions extends LinkSettings, LinkPlacement {
  /** Kernel name, `br0`. @default - the name of the link */
  readonly interface?: string;
  /** Links that are ports of the bridge. Addresses and DHCP belong on the bridge. @default - none */
  readonly ports?: Link[];
  /** Spanning tree. @default false */
  readonly stp?: boolean;
  /** The bridge tells VLANs apart; needed for the VLANs of CNI's bridge plugin. @default false */
  readonly vlanFiltering?: boolean;
  /** MAC address; link documents only. @default - random, or that of a port: state it where DHCP reserves by address */
  readonly hardwareAddress?: string;
}

/** A link without hardware, for addresses that are always there. */
export interface DummyLinkOptions extends LinkSettings, LinkPlacement {
  /** Kernel name, `dummy0`. @default - the name of the link */
  readonly interface?: string;
  /** MAC address; link documents only. @default - random */
  readonly hardwareAddress?: string;
}

/** Links with a routing table of their own. Link documents of Talos 1.13 and newer. */
export interface VrfLinkOptions extends LinkSettings, LinkPlacement {
  /** Kernel name, `vrf-blue`. @default - the name of the link */
  readonly interface?: string;
  /** Links of the VRF. */
  readonly members: Link[];
  /** Routing table, a number from 1 to 252. */
  readonly table: string;
  /** MAC address. @default - random */
  readonly hardwareAddress?: string;
}

/** A bond: several links as one. */
export interface BondLinkOptions extends LinkSettings, LinkPlacement, BondSettings {
  /** Kernel name, `bond0`. @default - the name of the link */
  readonly interface?: string;
  /** Links of the bond. Addresses and DHCP belong on the bond. */
  readonly members: Link[];
  /** The link that is used while it lives; v1alpha1 form only. @default - none */
  readonly primary?: Link;
}
