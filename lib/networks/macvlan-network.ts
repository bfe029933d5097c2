// macvlan: each pod gets an interface with a MAC address of its own on a link of the node, as if it were plugged into the LAN.
import { Construct } from 'constructs';
import { valueAt } from '../construct';
import { MacAddress } from '../net';
import { LinkNetwork, LinkNetworkProps } from './link-network';

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
export interface MacvlanNetworkProps extends LinkNetworkProps {
  /**
   * How pods on one link reach each other.
   *
   * @default MacvlanMode.BRIDGE
   */
  readonly mode?: MacvlanMode;
  /**
   * MAC address of the interface, for a network of one pod.
   *
   * @default - random for each pod
   */
  readonly mac?: string;
  /**
   * Length of the queue for broadcast frames. From plugins 1.6 on.
   *
   * @default - the kernel's: 1000
   */
  readonly bcQueueLen?: number;
}

/**
 * A macvlan network. Pods reach the LAN and each other, but never the node that they run on: the kernel does not pass frames
 * between a link and its macvlan children. hostPort and Wi-Fi links do not work with it.
 */
export class MacvlanNetwork extends LinkNetwork {
  /** Mode of the interfaces. */
  public readonly mode: MacvlanMode;
  private readonly macvlan: MacvlanNetworkProps;

  public constructor(scope: Construct, id: string, props: MacvlanNetworkProps) {
    super(scope, id, 'macvlan', props);
    this.mode = props.mode ?? MacvlanMode.BRIDGE;
    this.macvlan = props;
    if (props.mac !== undefined) valueAt(this, () => MacAddress.of(props.mac!));
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    const { mac, bcQueueLen } = this.macvlan;
    return { ...this._linkFields, mode: this.mode, mac, bcqueuelen: bcQueueLen, ...this._sizeFields };
  }
}
