// Networks of plugins that this library does not know.
import { Construct } from 'constructs';
import { Link } from '../cluster';
import { valueAt } from '../construct';
import { checkPluginName } from './chained-plugin';
import { written } from './cni-config';
import { checkResourceName } from './host-device';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** Properties of a RawNetwork. */
export interface RawNetworkProps extends SecondaryNetworkProps {
  /** Name of the plugin's program: `ovs`, `bond`, `ib-sriov`. */
  readonly plugin: string;
  /** What it reads, beside `type`, `ipam`, `dns` and `args`. */
  readonly fields?: { [field: string]: any };
  /** Link of the nodes that the network is on, for its subnet; the plugin does not see it. @default - none */
  readonly parent?: Link;
  /** Resource of a device plugin that attached pods ask for. @default - none */
  readonly resourceName?: string;
}

/** A network of any plugin. Its program is brought by others, or by `plugins` of MultusTalos. */
export class RawNetwork extends SecondaryNetwork {
  private readonly own: RawNetworkProps;

  public constructor(scope: Construct, id: string, props: RawNetworkProps) {
    super(scope, id, props);
    valueAt(this, () => checkPluginName(props.plugin));
    if (props.resourceName !== undefined) valueAt(this, () => checkResourceName(props.resourceName!));
    this.own = props;
    this._handOut(props.resourceName);
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    const { plugin, parent: link, resourceName } = this.own;
    return { plugin, ...written({ link, interfaceName: link?.interfaceName, resourceName }) };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    return this.own.fields ?? {};
  }
}
