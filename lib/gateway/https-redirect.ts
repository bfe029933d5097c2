// HttpsRedirect: plain requests are sent to HTTPS, on the plain listeners alone.
import { Construct } from 'constructs';
import { Gateway } from './gateway';
import { GatewayRoute } from './gateway-route';
import { HttpRouteFilter } from './http-route-filter';

/** Properties of an HttpsRedirect. */
export interface HttpsRedirectProps {
  /** The Gateway. */
  readonly gateway: Gateway;
  /**
   * Host names, exact or `*.example.com`.
   *
   * @default - all
   */
  readonly hostnames?: string[];
  /**
   * Name of the route.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Sends plain requests of a Gateway to HTTPS: an HTTPRoute in the namespace of the Gateway, so that nobody else needs to attach to its plain
 * listeners.
 */
export class HttpsRedirect extends GatewayRoute {
  /** @throws ValidationError `gateway/hostname` */
  public constructor(scope: Construct, id: string, props: HttpsRedirectProps) {
    super(scope, id, {
      ...props,
      namespace: props.gateway.namespace,
      filters: [HttpRouteFilter.redirectToHttps()],
    });
  }
}
