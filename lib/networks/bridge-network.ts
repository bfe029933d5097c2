// bridge: pods are plugged into a bridge of the node.
import { Construct } from 'constructs';
import { Link } from '../cluster';
import { ValidationError, valueAt } from '../construct';
import { checkMtu, InterfaceName } from '../net';
import { PacketFilter } from './chained-plugin';
import { written } from './cni-config';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** VLANs of a port, from first to last. */
export interface VlanRange {
  /** First VLAN id, 1 to 4094. */
  readonly first: number;
  /** Last VLAN id. @default - the first alone */
  readonly last?: number;
}

/** Properties of a BridgeNetwork. */
export interface BridgeNetworkProps extends SecondaryNetworkProps {
  /**
   * Bridge of the nodes, with an uplink: a link that TalosCluster describes. Give either this or `bridge`.
   *
   * @default - `bridge`
   */
  readonly parent?: Link;
  /**
   * Kernel name of the bridge. One that is not there is made, without an uplink. The plugin's own `cni0` is Flannel's.
   *
   * @default - that of `parent`
   */
  readonly bridge?: string;
  /** Gives the bridge the gateway's address, so that the node routes for the pods. @default false */
  readonly isGateway?: boolean;
  /** As isGateway, and the pods' default route goes there. @default false */
  readonly isDefaultGateway?: boolean;
  /** Takes an address that the bridge has and the network does not away. @default false: the pod does not start then */
  readonly forceAddress?: boolean;
  /** Masquerades what pods send beyond the subnet. @default false */
  readonly ipMasq?: boolean;
  /** Program that masquerades. From plugins 1.6 on. @default PacketFilter.IPTABLES */
  readonly ipMasqBackend?: PacketFilter;
  /**
   * MTU of the pods' interfaces in bytes, 68 to 65535; with IPv6 at least 1280. A bridge whose own MTU nobody set follows its smallest port.
   *
   * @default - the kernel's: 1500
   */
  readonly mtu?: number;
  /** Sends frames back to the port that they came from. Not with promiscMode. @default false */
  readonly hairpinMode?: boolean;
  /** The bridge receives every frame. @default false */
  readonly promiscMode?: boolean;
  /** VLAN of the untagged frames of the pods, 1 to 4094. @default - none */
  readonly vlan?: number;
  /** VLANs of the tagged frames of the pods. From plugins 1.3 on. @default - none */
  readonly vlanTrunk?: VlanRange[];
  /**
   * Leaves VLAN 1 on the pods' ports, beside `vlan` and `vlanTrunk`. Plugins before 1.8 (Talos 1.11) do so unless told otherwise, so it is always
   * written with them.
   *
   * @default false
   */
  readonly preserveDefaultVlan?: boolean;
  /** Drops frames with another MAC than the pod's. Needs nft on the node: Talos 1.12. @default false */
  readonly macSpoofChk?: boolean;
  /** Waits until IPv6 addresses are known to be unique. @default false */
  readonly enableDad?: boolean;
  /** Leaves the pod's interface down, for a machine that takes it over. Without IPAM, from plugins 1.5 on. @default false */
  readonly disableContainerInterface?: boolean;
  /** Pods of the network do not reach each other, only ports that are not isolated. From plugins 1.7 on. @default false */
  readonly portIsolation?: boolean;
}

/**
 * A bridge network. On a bridge of the node with an uplink (`parent`) the pods are on the LAN, the node included: also what virtual machines
 * want. A bridge of its own joins the pods of one node, and routes further as `isGateway` and `ipMasq` say.
 */
export class BridgeNetwork extends SecondaryNetwork {
  /** Kernel name of the bridge. */
  public readonly bridge: string;
  private readonly own: BridgeNetworkProps;

  public constructor(scope: Construct, id: string, props: BridgeNetworkProps) {
    const { parent, bridge } = props;
    const interfaceName = parent?.interfaceName ?? bridge;
    super(scope, id, props);
    if ((parent === undefined) === (bridge === undefined))
      throw new ValidationError(
        this,
        'network/bridge',
        parent === undefined
          ? "neither parent nor bridge: the plugin would take cni0, which is Flannel's"
          : `both parent "${parent.interfaceName}" and bridge "${bridge!}"`,
        parent === undefined ? "write parent: link, or bridge: 'br-lab'" : 'write one of them',
      );
    if (parent !== undefined && NO_BRIDGES.includes(parent._shape.kind))
      throw new ValidationError(
        this,
        'network/bridge',
        `parent "${parent.name}" is a ${parent._shape.kind}: the plugin refuses what is not a bridge`,
        `put a bridge over it: cluster.addBridge('br0', …), and name that`,
      );
    this.bridge = valueAt(this, () => InterfaceName.of(interfaceName!).toString());
    this.own = props;
    if (props.mtu !== undefined) valueAt(this, () => checkMtu(props.mtu!));
  }

  /** @internal */
  protected override get _ownMtu(): number | undefined {
    return this.own.mtu;
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    const { parent: link } = this.own;
    return { plugin: 'bridge', interfaceName: this.bridge, ...written({ link }) };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    const { own } = this;
    const tagged = own.vlan !== undefined || own.vlanTrunk !== undefined;
    return {
      bridge: this.bridge,
      isGateway: own.isGateway,
      isDefaultGateway: own.isDefaultGateway,
      forceAddress: own.forceAddress,
      ipMasq: own.ipMasq,
      ipMasqBackend: own.ipMasqBackend,
      mtu: own.mtu,
      hairpinMode: own.hairpinMode,
      promiscMode: own.promiscMode,
      vlan: own.vlan,
      vlanTrunk: own.vlanTrunk?.map(({ first, last }) =>
        last === undefined ? { id: first } : { minID: first, maxID: last },
      ),
      preserveDefaultVlan: own.preserveDefaultVlan ?? (tagged ? false : undefined),
      macspoofchk: own.macSpoofChk,
      enabledad: own.enableDad,
      disableContainerInterface: own.disableContainerInterface,
      portIsolation: own.portIsolation,
    };
  }
}

/** Kinds of links that are surely none; a physical one may stand for a bridge of somebody else's. */
const NO_BRIDGES: readonly string[] = ['vlan', 'bond', 'dummy', 'vrf', 'wireguard'];
