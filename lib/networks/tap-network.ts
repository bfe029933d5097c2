// tap: the pod gets a device that a program reads and writes frames of: a virtual machine, a VPN.
import { Construct } from 'constructs';
import { valueAt } from '../construct';
import { checkMtu, MacAddress } from '../net';
import { ChainedPlugin } from './chained-plugin';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** Properties of a TapNetwork. */
export interface TapNetworkProps extends SecondaryNetworkProps {
  /** User id that may open the device. On Talos with `group`: without both the plugin runs the program `ip`, which Talos lacks. */
  readonly owner: number;
  /** Group id that may open the device. */
  readonly group: number;
  /** Several queues, for a program with several threads. @default false */
  readonly multiQueue?: boolean;
  /** MTU in bytes, 68 to 65535; chained by tuning, as tap drops it. @default - the kernel's: 1500 */
  readonly mtu?: number;
  /** MAC address, for a network of one pod; chained by tuning, as tap drops it. @default - random */
  readonly mac?: string;
  /** Bridge in the pod that the device is a port of. From plugins 1.4 on. @default - none */
  readonly bridge?: string;
}

/** A network of tap devices. */
export class TapNetwork extends SecondaryNetwork {
  private readonly own: TapNetworkProps;

  public constructor(scope: Construct, id: string, props: TapNetworkProps) {
    const { mac, mtu } = props;
    // With owner and group tap drops both without a word (vectors tap-mac-owner-group, tap-mtu-owner-group).
    const tuned = mac === undefined && mtu === undefined ? [] : [ChainedPlugin.tuning({ mac, mtu })];
    super(scope, id, { ...props, chained: [...tuned, ...(props.chained ?? [])] });
    this.own = props;
    if (mac !== undefined) valueAt(this, () => MacAddress.of(mac));
    if (mtu !== undefined) valueAt(this, () => checkMtu(mtu));
  }

  /** @internal */
  protected override get _dropsMac(): boolean {
    return true;
  }

  /** @internal */
  protected override get _ownMtu(): number | undefined {
    return this.own.mtu;
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    return { plugin: 'tap' };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    const { owner, group, multiQueue, bridge } = this.own;
    return { owner, group, multiQueue, bridge };
  }
}
