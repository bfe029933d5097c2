// GatewayGrpcRoute: gRPC calls by service, method and header.
import { Construct } from 'constructs';
import { GrpcRoute } from '../../imports/gateway.networking.k8s.io';
import { ImportedClass, valueAt } from '../construct';
import { Backend } from './backend';
import { GatewayRequestRoute, GatewayRequestRouteProps } from './gateway-request-route';
import { GrpcRouteMatch } from './grpc-route-match';
import { checkGrpcRule, GrpcRouteRule, grpcRuleSpec } from './grpc-route-rule';
import { HttpRouteFilter } from './http-route-filter';

/** Properties of a GatewayGrpcRoute. The fields of a rule may be written here for the first rule. */
export interface GatewayGrpcRouteProps extends GatewayRequestRouteProps {
  /**
   * Where calls go, several sharing by weight.
   *
   * @default - see rules
   */
  readonly backends?: Backend[];
  /**
   * Which calls; alternatives.
   *
   * @default - every call
   */
  readonly matches?: GrpcRouteMatch[];
  /**
   * Headers changed and calls mirrored.
   *
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
  /**
   * Further rules.
   *
   * @default - none
   */
  readonly rules?: GrpcRouteRule[];
}

/**
 * A GRPCRoute (gateway.networking.k8s.io/v1). Over TLS, clients negotiate HTTP/2 by ALPN: switch `gatewayApi.alpn` of the CiliumInstall on.
 * Backends get HTTP/2 whatever their Service says.
 */
export class GatewayGrpcRoute extends GatewayRequestRoute {
  /** @throws ValidationError `gateway/hostname`, `gateway/parent`, `gateway/rule` and others of the values */
  public constructor(scope: Construct, id: string, props: GatewayGrpcRouteProps) {
    super(scope, id, props);
    const { matches, filters, backends } = props;
    if ([matches, filters, backends].some((value) => value !== undefined))
      this.addRule({ matches, filters, backends: backends ?? [] });
    for (const rule of props.rules ?? []) this.addRule(rule);
  }

  /**
   * Adds a rule. The most specific match wins, whatever the order.
   *
   * @throws ValidationError `gateway/rule`, `gateway/weight`
   */
  public addRule(rule: GrpcRouteRule): void {
    valueAt(this, () => checkGrpcRule(rule));
    this._addRule(rule.filters ?? [], () => grpcRuleSpec(rule, (backend) => this._bind(backend)));
  }

  /** @internal */
  protected _type(): ImportedClass {
    return GrpcRoute;
  }
}
