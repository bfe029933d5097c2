// What every kind of link has, whatever lies below it: addressing, routes, MTU, nodes.
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

/** Protocol of the tags of a VLAN. */
export enum VlanMode {
  /** 802.1Q. */
  DOT1Q = '802.1q',
  /** 802.1ad, of providers. */
  DOT1AD = '802.1ad',
}
