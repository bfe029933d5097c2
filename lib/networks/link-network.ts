// Networks whose interfaces are children of a link: of the node, or of the pod itself.
import { Construct } from 'constructs';
import { Link } from '../cluster';
import { ValidationError, valueAt } from '../construct';
import { checkMtu, InterfaceName } from '../net';
import { written } from './cni-config';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** Properties of networks on a link. */
export interface LinkNetworkProps extends SecondaryNetworkProps {
  /**
   * Link of the nodes that the network is on. Give either this or `master`.
   *
   * @default - `master`
   */
  readonly parent?: Link;
  /**
   * Kernel name of the interface that the network is on, `enp2s0`, on every node that runs its pods.
   *
   * @default - the interface of `parent`
   */
  readonly master?: string;
  /**
   * MTU of the pods' interfaces in bytes, 68 to 65535, not above the link's; with IPv6 at least 1280.
   *
   * @default - the link's
   */
  readonly mtu?: number;
  /**
   * `master` is an interface of the pod, which an earlier attachment made: `net1`.
   *
   * @default false
   */
  readonly linkInContainer?: boolean;
}

/** A network whose interfaces are children of a link. */
export abstract class LinkNetwork extends SecondaryNetwork {
  /** Kernel name of the parent interface. */
  public readonly master: string;
  private readonly plugin: string;
  private readonly linkProps: LinkNetworkProps;

  /** @internal */
  protected constructor(scope: Construct, id: string, plugin: string, props: LinkNetworkProps) {
    super(scope, id, props);
    this.plugin = plugin;
    this.master = this.masterOf(props);
    this.linkProps = props;
    if (props.mtu !== undefined) valueAt(this, () => checkMtu(props.mtu!));
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    const { parent: link, linkInContainer } = this.linkProps;
    // A link of the pod has the name of none of the nodes.
    const interfaceName = linkInContainer === true ? undefined : this.master;
    return { plugin: this.plugin, ...written({ link, interfaceName }) };
  }

  /** Fields of the link. @internal */
  protected get _linkFields(): Record<string, unknown> {
    return { master: this.master };
  }

  /** Fields that come last. @internal */
  protected get _sizeFields(): Record<string, unknown> {
    return { mtu: this.linkProps.mtu, linkInContainer: this.linkProps.linkInContainer };
  }

  /** @internal */
  protected override get _ownMtu(): number | undefined {
    return this.linkProps.mtu;
  }

  private masterOf({ parent, master, linkInContainer }: LinkNetworkProps): string {
    if ((parent === undefined) === (master === undefined)) {
      const both = parent !== undefined;
      throw new ValidationError(
        this,
        'network/master',
        both
          ? `both parent "${parent.interfaceName}" and master "${master!}"`
          : 'neither parent nor master: the plugin would take the interface of the default route, whichever that is on a node',
        both ? 'write one of them' : "write parent: link, or master: 'enp2s0'",
      );
    }
    if (parent !== undefined && linkInContainer === true)
      throw new ValidationError(
        this,
        'network/master',
        `parent "${parent.interfaceName}", a link of the nodes, with linkInContainer`,
        "write the interface of the pod: master: 'net1'",
      );
    return parent?.interfaceName ?? valueAt(this, () => InterfaceName.of(master!).toString());
  }
}
