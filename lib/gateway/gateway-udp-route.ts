// GatewayUdpRoute: datagrams by port.
import { Construct } from 'constructs';
import { UdpRoute } from '../../imports/gateway.networking.k8s.io';
import { ImportedClass } from '../construct';
import { Protocol } from '../net';
import { GatewayStreamRoute, GatewayStreamRouteProps } from './gateway-stream-route';

/** Properties of a GatewayUdpRoute. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- every construct has props of its own name, so that a field can join later
export interface GatewayUdpRouteProps extends GatewayStreamRouteProps {}

/** A UDPRoute (v1, Cilium 1.20). As with TCP, policies see the client. */
export class GatewayUdpRoute extends GatewayStreamRoute {
  /** @throws ValidationError `gateway/rule`, `gateway/parent` */
  public constructor(scope: Construct, id: string, props: GatewayUdpRouteProps) {
    super(scope, id, props);
    this._bindAll(props.backends);
  }

  /** @internal */
  protected _type(): ImportedClass {
    return UdpRoute;
  }

  /** @internal */
  protected override get _protocol(): Protocol {
    return Protocol.UDP;
  }
}
