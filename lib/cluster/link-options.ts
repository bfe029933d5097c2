// What a user says of links: addressing of every kind of link, physical links, VLANs, bridges, dummies, VRFs.
import { EthernetOptions } from './ethernet-options';
import { LinkSelector } from './link-selector';
import type { Link } from './link';
import type { NodeSelection } from './nodes';

/** A route over a link. */
export interface LinkRoute {
  /** Network that it leads to, `10.20.0.0/16`. @default - everything: the default route */
  readonly destination?: string;
  /** Address of the router. @default - none: the network is on the link */
  readonly gateway?: string;
  /** Address that packets of the node leave from. @default - chosen by the kernel */
  readonly source?: string;
  /** Of several routes to one destination the lowest wins. @default 1024 */
  readonly metric?: number;
  /** MTU on the route in bytes. @default - that of the link */
  readonly mtu?: number;
  /** Routing table, `main` or a number from 1 to 252; link documents only. @default main */
  readonly table?: string;
}

/** Which of the DHCP client's identifiers the server sees. */
export enum DhcpClientIdentifier {
  /** None. */
  NONE = 'none',
  /** The MAC address. */
  MAC = 'mac',
  /** The DUID in `duid`. */
  DUID = 'duid',
}

/** How a link asks for addresses. */
export interface LinkDhcpOptions {
  /** DHCPv4. @default true */
  readonly ipv4?: boolean;
  /** DHCPv6. @default false */
  readonly ipv6?: boolean;
  /** Metric of the routes that DHCP gives. @default 1024 */
  readonly routeMetric?: number;
  /** The host name that DHCP gives is not taken; link documents only. @default false */
  readonly ignoreHostname?: boolean;
  /** Routes that DHCPv4 gives are not taken; Talos 1.14, link documents only. @default false */
  readonly ignoreRoutes?: boolean;
  /** Link documents only. @default DhcpClientIdentifier.MAC */
  readonly clientIdentifier?: DhcpClientIdentifier;
  /** DUID as hexadecimal text. In the v1alpha1 form it is that of DHCPv6. @default - none */
  readonly duid?: string;
}

/** What every kind of link has. */
export interface LinkSettings {
  /** The node gets an address here by DHCP. @default false */
  readonly dhcp?: boolean;
  /** How, where `dhcp` is true. @default - DHCPv4 */
  readonly dhcpOptions?: LinkDhcpOptions;
  /** Network on the link. @default - that of its addresses; the node subnet for the one link with DHCP and no other network */
  readonly subnet?: string;
  /** Addresses with prefix length that every node of the link has, as of an anycast service. For those of one node see `Link.address`. @default - none */
  readonly addresses?: string[];
  /**
   * The nodes' own addresses are written on the link, in the file of each node: instead of DHCP.
   *
   * @default false
   */
  readonly nodeAddresses?: boolean;
  /** Metric of the routes to the networks of the addresses; link documents only. @default - 0, the kernel's */
  readonly routePriority?: number;
  /** Routes over the link; one without a destination is the default route. @default - none, or what DHCP gives */
  readonly routes?: LinkRoute[];
  /** MTU in bytes. @default - the driver's, for a VLAN the parent's */
  readonly mtu?: number;
  /** Brought up; link documents only. @default true */
  readonly up?: boolean;
  /** Multicast flag; link documents only. @default - the driver's */
  readonly multicast?: boolean;
}

/** Which nodes have a link, and who configures it. */
export interface LinkPlacement {
  /** Nodes that have the link. @default - those of the links below it, else NodeSelection.all() */
  readonly nodes?: NodeSelection;
  /** The Talos patches configure the link. Say false where the machine configuration does so already. @default true */
  readonly managed?: boolean;
}

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

/** Protocol of the tags of a VLAN. */
export enum VlanMode {
  /** 802.1Q. */
  DOT1Q = '802.1q',
  /** 802.1ad, of providers. */
  DOT1AD = '802.1ad',
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
