// Plugins that change an interface after the main plugin made it, as values.
import { ValueError } from '../net';
import { PluginConfig, written } from './cni-config';

/** What tuning sets on the interface. */
export interface TuningOptions {
  /**
   * Keys below `net.` of the pod's own namespace, `net.ipv4.conf.IFNAME.arp_filter`; `IFNAME` stands for the interface.
   *
   * @default - none
   */
  readonly sysctls?: { [key: string]: string };
  /** MAC address, unicast. It comes after a DHCP lease. @default - the main plugin's */
  readonly mac?: string;
  /** MTU in bytes; of a veth only the pod's end. @default - the main plugin's */
  readonly mtu?: number;
  /** Receives every frame of the link. @default - the kernel's: false */
  readonly promiscuous?: boolean;
  /** Receives every multicast frame. @default - the kernel's: false */
  readonly allMulticast?: boolean;
  /** Length of the transmit queue. @default - the kernel's: 1000 */
  readonly txQueueLength?: number;
  /** Folder on the node for what was there before. @default /run/cni/tuning */
  readonly dataDir?: string;
}

/** Options of sbr. */
export interface SbrOptions {
  /**
   * Table that the rules name; nothing is moved then, and the routes of the network must say the same `table`.
   *
   * @default - a table from 100 on, which the plugin fills: the routes of the interface move there
   */
  readonly table?: number;
}

/** Options of vrf. */
export interface VrfOptions {
  /** Routing table of the VRF; that of an existing one of this name. @default - a free one */
  readonly table?: number;
}

/** Limits of an interface. A rate and its burst go together. */
export interface BandwidthOptions {
  /** Bits a second into the pod. @default - no limit */
  readonly ingressRate?: number;
  /** Bits of a burst into the pod, below 34359738360. @default - no limit */
  readonly ingressBurst?: number;
  /** Bits a second out of the pod. @default - no limit */
  readonly egressRate?: number;
  /** Bits of a burst out of the pod, below 34359738360. @default - no limit */
  readonly egressBurst?: number;
}

/** Which program writes the rules on the node. */
export enum PacketFilter {
  /** iptables. */
  IPTABLES = 'iptables',
  /** nftables; Talos has the program from 1.12 on. */
  NFTABLES = 'nftables',
}

/** Options of portmap. */
export interface PortmapOptions {
  /** Masquerades what comes from the node itself. @default true */
  readonly snat?: boolean;
  /** Masquerades everything. @default false */
  readonly masqAll?: boolean;
  /** Bit of the mark that chooses what is masqueraded, 0 to 31. Not with externalSetMarkChain. @default 13 */
  readonly markMasqBit?: number;
  /** Chain of somebody else that sets the mark, `KUBE-MARK-MASQ`. @default - none */
  readonly externalSetMarkChain?: string;
  /** Conditions of the rules for IPv4, in the words of the backend. @default - none */
  readonly conditionsV4?: string[];
  /** Conditions of the rules for IPv6. @default - none */
  readonly conditionsV6?: string[];
  /** Program that writes the rules. @default - iptables if the node has it */
  readonly backend?: PacketFilter;
}

/** Who may reach a pod behind a bridge. */
export enum FirewallIngressPolicy {
  /** Everybody. */
  OPEN = 'open',
  /** Pods of the same bridge, and what the pod asked for. */
  SAME_BRIDGE = 'same-bridge',
  /** Nobody but what the pod asked for. */
  ISOLATED = 'isolated',
}

/** Program that the firewall plugin speaks to. */
export enum FirewallBackend {
  /** iptables. */
  IPTABLES = 'iptables',
  /** firewalld, which Talos does not have. */
  FIREWALLD = 'firewalld',
}

/** Options of firewall. */
export interface FirewallOptions {
  /** Program that takes the rules. @default - firewalld if it runs, else iptables */
  readonly backend?: FirewallBackend;
  /** Chain that an administrator may fill. @default CNI-ADMIN */
  readonly iptablesAdminChainName?: string;
  /** Zone of firewalld. @default trusted */
  readonly firewalldZone?: string;
  /** Who may reach the pods. @default FirewallIngressPolicy.OPEN */
  readonly ingressPolicy?: FirewallIngressPolicy;
}

/** A plugin that runs after the main plugin. */
export class ChainedPlugin {
  /** tuning: sysctls, MAC, MTU and flags of the interface. */
  public static tuning(options: TuningOptions = {}): ChainedPlugin {
    return new ChainedPlugin('tuning', {
      // Always there: tuning crashes without it when a pod's cni-args bring sysctls (vector tuning-args-sysctl-nil).
      sysctl: { ...options.sysctls },
      mac: options.mac,
      mtu: options.mtu,
      promisc: options.promiscuous,
      allmulti: options.allMulticast,
      txQLen: options.txQueueLength,
      dataDir: options.dataDir,
    });
  }

  /**
   * sbr: what comes from the interface's address leaves by it, against asymmetric routes. Without a table it moves the route of the subnet
   * too: connections of the pod into that very LAN then leave by eth0 unless the program binds the address. Try routes first.
   */
  public static sbr(options: SbrOptions = {}): ChainedPlugin {
    return new ChainedPlugin('sbr', { table: options.table });
  }

  /** vrf: the interface goes into a VRF of its own. Needs the kernel module `vrf`. */
  public static vrf(name: string, options: VrfOptions = {}): ChainedPlugin {
    return new ChainedPlugin('vrf', { vrfname: name, table: options.table });
  }

  /** bandwidth: limits for every pod of the network; on bridge and ptp only. Needs the kernel module `ifb`. */
  public static bandwidth(options: BandwidthOptions): ChainedPlugin {
    return new ChainedPlugin('bandwidth', { ...options });
  }

  /** portmap: host ports, which attachments ask for. On bridge and ptp only. */
  public static portmap(options: PortmapOptions = {}): ChainedPlugin {
    return new ChainedPlugin('portmap', { ...options });
  }

  /** firewall: lets what is routed to the pod through the node's filter; for bridges. */
  public static firewall(options: FirewallOptions = {}): ChainedPlugin {
    return new ChainedPlugin('firewall', { ...options });
  }

  /**
   * A plugin of another maker.
   *
   * @param type name of its program
   * @param fields what it reads
   * @throws ValueError `network/plugin-name`
   */
  public static raw(type: string, fields: { [field: string]: any } = {}): ChainedPlugin {
    return new ChainedPlugin(checkPluginName(type), fields);
  }

  /** Stops the kernel from taking addresses and a default route out of router announcements. Source: vector ra-tuning. @internal */
  public static _ignoreRouterAdvertisements(): ChainedPlugin {
    return ChainedPlugin.tuning({
      sysctls: { 'net.ipv6.conf.IFNAME.accept_ra': '0', 'net.ipv6.conf.IFNAME.autoconf': '0' },
    });
  }

  /** @internal */
  public readonly _type: string;
  private readonly fields: Record<string, unknown>;

  private constructor(type: string, fields: Record<string, unknown>) {
    this._type = type;
    this.fields = written(fields);
  }

  /** The plugin in a list, with the capabilities that it gets. @internal */
  public _config(capabilities: Readonly<Record<string, boolean>>): PluginConfig {
    const own = { ...(this.fields.capabilities as Record<string, boolean> | undefined), ...capabilities };
    return { type: this._type, ...this.fields, ...(Object.keys(own).length === 0 ? {} : { capabilities: own }) };
  }
}

/**
 * Checks the name of a plugin's program.
 *
 * @throws ValueError `network/plugin-name`
 */
export function checkPluginName(name: string): string {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) return name;
  throw new ValueError(
    'network/plugin-name',
    `not the name of a CNI plugin: "${name}"`,
    'write the name of its program, such as "ovs"',
  );
}
