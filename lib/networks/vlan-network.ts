// vlan: the pod gets a VLAN interface on a link of the node.
import { Construct } from 'constructs';
import { valueAt } from '../construct';
import { checkVlanId } from '../net';
import { LinkNetwork, LinkNetworkProps } from './link-network';

/** Properties of a VlanNetwork. */
export interface VlanNetworkProps extends LinkNetworkProps {
  /** VLAN id, 1 to 4094. */
  readonly vlanId: number;
}

/**
 * A VLAN network: one pod on each node, as a link has one interface of an id. For several pods make the VLAN a link of the nodes (addVlan) and a
 * macvlan network on it. Needs IPAM.
 */
export class VlanNetwork extends LinkNetwork {
  /** VLAN id. */
  public readonly vlanId: number;

  public constructor(scope: Construct, id: string, props: VlanNetworkProps) {
    super(scope, id, 'vlan', props);
    this.vlanId = valueAt(this, () => checkVlanId(props.vlanId));
  }

  /** @internal */
  protected override _vlanIds(): number[] {
    return [...super._vlanIds(), this.vlanId];
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    return { ...this._linkFields, vlanId: this.vlanId, ...this._sizeFields };
  }
}
