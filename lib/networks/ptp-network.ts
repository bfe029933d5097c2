// ptp: a link of its own between each pod and its node.
import { Construct } from 'constructs';
import { valueAt } from '../construct';
import { checkMtu } from '../net';
import { PacketFilter } from './chained-plugin';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** Properties of a PtpNetwork. */
export interface PtpNetworkProps extends SecondaryNetworkProps {
  /** Masquerades what pods send beyond the subnet. @default false */
  readonly ipMasq?: boolean;
  /** Program that masquerades. From plugins 1.6 on. @default PacketFilter.IPTABLES */
  readonly ipMasqBackend?: PacketFilter;
  /** MTU of the pods' interfaces in bytes, 68 to 65535; with IPv6 at least 1280. @default - the kernel's: 1500 */
  readonly mtu?: number;
}

/** A network of links between pods and their node, which routes for them. Needs IPAM with a gateway: it is the node's end. */
export class PtpNetwork extends SecondaryNetwork {
  private readonly own: PtpNetworkProps;

  public constructor(scope: Construct, id: string, props: PtpNetworkProps) {
    super(scope, id, props);
    this.own = props;
    if (props.mtu !== undefined) valueAt(this, () => checkMtu(props.mtu!));
  }

  /** @internal */
  protected override get _ownMtu(): number | undefined {
    return this.own.mtu;
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    return { plugin: 'ptp' };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    const { ipMasq, ipMasqBackend, mtu } = this.own;
    return { ipMasq, ipMasqBackend, mtu };
  }
}
