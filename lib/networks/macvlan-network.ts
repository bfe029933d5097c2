// macvlan: each pod gets an interface with a MAC address of its own on a link of the node, as if it were plugged into the LAN.
import { Construct } from 'constructs';
import { PluginConfig } from './cni-config';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** How pods on one link reach each other. */
export enum MacvlanMode {
  /** Directly. */
  BRIDGE = 'bridge',
  /** Not at all. */
  PRIVATE = 'private',
  /** Through the switch, which must send frames back (hairpin). */
  VEPA = 'vepa',
  /** One pod takes the whole link. */
  PASSTHRU = 'passthru',
}

/** Properties of a MacvlanNetwork. */
export interface MacvlanNetworkProps extends SecondaryNetworkProps {
  /**
   * How pods on one link reach each other.
   *
   * @default MacvlanMode.BRIDGE
   */
  readonly mode?: MacvlanMode;
}

/**
 * A macvlan network. Pods reach the LAN and each other, but never the node that they run on: the kernel does not pass frames
 * between a link and its macvlan children. hostPort and Wi-Fi links do not work with it.
 */
export class MacvlanNetwork extends SecondaryNetwork {
  /** Mode of the interfaces. */
  public readonly mode: MacvlanMode;

  public constructor(scope: Construct, id: string, props: MacvlanNetworkProps) {
    super(scope, id, 'macvlan', props);
    this.mode = props.mode ?? MacvlanMode.BRIDGE;
  }

  /** True if one pod takes the whole link. @internal */
  public override get _exclusive(): boolean {
    return this.mode === MacvlanMode.PASSTHRU;
  }

  /** @internal */
  protected override _main(): PluginConfig {
    return {
      type: this._plugin,
      ...this._capabilities,
      master: this.master,
      mode: this.mode,
      ...(this._mtu === undefined ? {} : { mtu: this._mtu }),
      ipam: this._ipamField,
      ...this._dnsField,
    };
  }
}
