// host-device: a pod takes a device of its node over.
import { Construct } from 'constructs';
import { written } from './cni-config';
import { HostDevice } from './host-device';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** Properties of a HostDeviceNetwork. */
export interface HostDeviceNetworkProps extends SecondaryNetworkProps {
  /** The device. */
  readonly device: HostDevice;
}

/** A network of one device: it leaves the node and is the pod's alone until the pod ends, so one pod on each node. */
export class HostDeviceNetwork extends SecondaryNetwork {
  private readonly device: HostDevice;

  public constructor(scope: Construct, id: string, props: HostDeviceNetworkProps) {
    super(scope, id, props);
    this.device = props.device;
    this._handOut(props.device._resourceName);
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    const { _link: link, _resourceName: resourceName, _fields } = this.device;
    return { plugin: 'host-device', ...written({ link, interfaceName: _fields.device, resourceName }) };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    return this.device._fields;
  }
}
