// What a CNI plugin is to the checks: its fields and its place in a list.
import { Struct } from '../shape';

/** main: makes an interface; meta: changes one, so it follows a main plugin; ipam: gives addresses, called by a main plugin. */
export type PluginRole = 'main' | 'meta' | 'ipam';

/** A plugin of containernetworking/plugins 1.9.1, or whereabouts. */
export interface Plugin {
  readonly type: string;
  readonly role: PluginRole;
  /** Fields beside the common ones; of IPAM plugins those inside of `ipam`. */
  readonly shape: Struct;
  /** Oldest cniVersion that it takes. @default - all */
  readonly since?: string;
  /** A main plugin that fails without addresses. */
  readonly needsIpam?: boolean;
  /** The interface in the pod is one end of a veth pair, which bandwidth needs. */
  readonly veth?: boolean;
  /** `mac` of a pod's request is honoured. */
  readonly takesMac?: boolean;
}
