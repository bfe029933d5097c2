// What a CNI plugin is: its fields, its place in a list, what it does to the link of the node, and who brings its program.
import { Struct } from './shape';

/** main: makes an interface; meta: changes one, so it follows a main plugin; ipam: gives addresses, called by a main plugin. */
export type PluginRole = 'main' | 'meta' | 'ipam';

/** One row. Sources of the columns: containernetworking/plugins 1.9.1 (run where the kernel of the lab makes the link), Talos' Dockerfile. */
export interface Plugin {
  readonly type: string;
  readonly role: PluginRole;
  /** Fields beside the common ones; of IPAM plugins those inside of `ipam`. */
  readonly shape: Struct;
  /** The pod's interface stands on `master`, a link of the node, and on the network of that link. Others make a network of their own. */
  readonly onLink?: boolean;
  /** Types that the kernel refuses on the same `master` (rx handler of the link; multus-cni#1339, cni.dev). */
  readonly excludes?: readonly string[];
  /** A field and its value with which one pod takes the whole `master` (vectors macvlan-passthru-*), and a requested MAC is dropped. */
  readonly takesLink?: readonly [field: string, value: string];
  /** ADD fails for an `mtu` above that of `master` (vectors macvlan-mtu-above, vlan-mtu-above; ipvlan-mtu-above passes). */
  readonly mtuUpToLink?: boolean;
  /** Every pod has a MAC of its own on the LAN: Wi-Fi and filtering hypervisors drop its frames. */
  readonly ownMac?: boolean;
  /** Keeps a store of addresses on each node, and every node hands out the same ones. */
  readonly perNode?: boolean;
  /** Asks a daemon of the same program on the node (vector dhcp-no-daemon). */
  readonly needsDaemon?: boolean;
  /** Talos 1.11 to 1.14 ships the program in /opt/cni/bin. Source: Talos' Dockerfile. */
  readonly onTalos?: boolean;
  /** The archive of containernetworking/plugins v1.9.1 has the program, and so has the installer image. */
  readonly installable?: boolean;
  /** First release of containernetworking/plugins with a field, where it came later than 1.0. Source: release notes. */
  readonly newFields?: Readonly<Record<string, string>>;
  /** Oldest cniVersion that it takes. @default - all */
  readonly since?: string;
  /** A main plugin that fails without addresses. */
  readonly needsIpam?: boolean;
  /** The interface in the pod is one end of a veth pair, which bandwidth needs. */
  readonly veth?: boolean;
  /** `mac` of a pod's request is honoured. */
  readonly takesMac?: boolean;
}
