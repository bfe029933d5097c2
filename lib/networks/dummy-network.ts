// dummy: an interface that leads nowhere, to hold an address.
import { Construct } from 'constructs';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';

/** Properties of a DummyNetwork. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a name of its own, as every construct has
export interface DummyNetworkProps extends SecondaryNetworkProps {}

/** A network of interfaces that lead nowhere: addresses for programs that want one, such as an anycast address. Needs IPAM. */
export class DummyNetwork extends SecondaryNetwork {
  public constructor(scope: Construct, id: string, props: DummyNetworkProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    return { plugin: 'dummy' };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    return {};
  }
}
