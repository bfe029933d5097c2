// The preset for virtual machines: a layer 2 network on each bridge of the nodes, which machines join with their own MAC addresses.
import { Construct, IConstruct } from 'constructs';
import { Link } from '../cluster';
import { ValidationError } from '../construct';
import { AttachOptions } from './attach-options';
import { BridgeNetwork } from './bridge-network';
import { Ipam } from './ipam';

/** Properties of KubeVirtNetworks. */
export interface KubeVirtNetworksProps {
  /** Bridges of the nodes, each with an uplink: links of TalosCluster. For a VLAN make a bridge over its link: Talos knows no VLANs of a bridge's port. */
  readonly bridges: Link[];
  /** Drops frames with another MAC than the machine's. Needs nft on the node: Talos 1.12. @default false */
  readonly macSpoofChk?: boolean;
}

/**
 * Networks for virtual machines of KubeVirt: one without IPAM on each bridge, named after its link. Addresses come from whoever gives them on the
 * LAN.
 */
export class KubeVirtNetworks extends Construct {
  private readonly networks: ReadonlyMap<Link, BridgeNetwork>;

  public constructor(scope: Construct, id: string, props: KubeVirtNetworksProps) {
    super(scope, id);
    this.networks = new Map(
      props.bridges.map((link) => [
        link,
        new BridgeNetwork(this, link.name, {
          parent: link,
          ipam: Ipam.none(),
          // CHECK fails for every bridge without IPAM (vector bridge-l2-check).
          disableCheck: true,
          macSpoofChk: props.macSpoofChk,
        }),
      ]),
    );
  }

  /** The network on a bridge. @throws ValidationError `network/bridge` */
  public on(bridge: Link): BridgeNetwork {
    const network = this.networks.get(bridge);
    if (network !== undefined) return network;
    throw new ValidationError(
      this,
      'network/bridge',
      `no network on the link "${bridge.name}"`,
      `add it to bridges, or write one of: ${[...this.networks.keys()].map(({ name }) => name).join(', ')}`,
    );
  }

  /** Attaches a virtual machine to the network on a bridge. */
  public attach(machine: IConstruct, bridge: Link, options: AttachOptions = {}): void {
    this.on(bridge).attach(machine, options);
  }
}
