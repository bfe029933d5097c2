// GatewayTcpRoute: connections by port.
import { Construct } from 'constructs';
import { TcpRoute } from '../../imports/gateway.networking.k8s.io';
import { ImportedClass } from '../construct';
import { GatewayStreamRoute, GatewayStreamRouteProps } from './gateway-stream-route';

/** Properties of a GatewayTcpRoute. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- every construct has props of its own name, so that a field can join later
export interface GatewayTcpRouteProps extends GatewayStreamRouteProps {}

/**
 * A TCPRoute (v1, Cilium 1.20). Cilium sends the connections to the pods without its proxy: a policy of the pods sees the client, not
 * the gateway, so none is written here.
 */
export class GatewayTcpRoute extends GatewayStreamRoute {
  /** @throws ValidationError `gateway/rule`, `gateway/parent` */
  public constructor(scope: Construct, id: string, props: GatewayTcpRouteProps) {
    super(scope, id, props);
    this._bindAll(props.backends);
  }

  /** @internal */
  protected _type(): ImportedClass {
    return TcpRoute;
  }
}
