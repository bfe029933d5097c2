// What HTTP and gRPC routes share: host names, rules, the opening of the backends' pods, and Services as parents.
import { IConstruct, Construct } from 'constructs';
import { Boundary, Feature } from '../cluster';
import { errorAt, Finding, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { serviceOf } from './backend';
import { GatewayRouteBase, GatewayRouteBaseProps } from './gateway-route-base';
import { checkHostname } from './hostname';
import { HttpRouteFilter } from './http-route-filter';
import { checkPort } from './listener';
import { LIMITS } from './request-rule';
import { RouteParent, ServiceParent } from './route-parent';

/** Properties that HTTP and gRPC routes have. One of gateway, gatewayName, listenerSet and service. */
export interface GatewayRequestRouteProps extends GatewayRouteBaseProps {
  /**
   * Host names, exact or `*.example.com`, at most 16.
   *
   * @default - those of the listener
   */
  readonly hostnames?: string[];
  /**
   * A Service, in the namespace of the route: the route is for pods that call it (GAMMA). Policies keep seeing the caller.
   *
   * @default - see gateway
   */
  readonly service?: IConstruct;
  /**
   * Port of the Service that the route is for.
   *
   * @default - those whose appProtocol is http
   */
  readonly servicePort?: number;
  /**
   * Write a policy that lets the gateway reach the pods behind the backends. It only adds: nothing is denied by it.
   *
   * @default true
   */
  readonly openPolicy?: boolean;
}

/** A route of requests. */
export abstract class GatewayRequestRoute extends GatewayRouteBase {
  /** Host names. Empty for all of the listeners. */
  public readonly hostnames: string[];
  private readonly openPolicy: boolean;
  private readonly ruleList: PlainMap[] = [];
  private readonly filterLists: (readonly HttpRouteFilter[])[] = [];

  protected constructor(scope: Construct, id: string, props: GatewayRequestRouteProps) {
    super(scope, id, props);
    this.hostnames = [...new Set(props.hostnames ?? [])];
    this.openPolicy = props.openPolicy ?? true;
    for (const host of this.hostnames) valueAt(this, () => checkHostname(host));
    if (this.hostnames.length > LIMITS.hostnames)
      throw new ValidationError(
        this,
        'gateway/hostname',
        `${this.hostnames.length} host names`,
        `write at most ${LIMITS.hostnames}, or two routes`,
      );
    if (this._parent.isMesh) this.requireMesh();
  }

  /** What the output does not show: a list without rules is filled with a default by the API server. @internal */
  public override _check(): Finding[] {
    if (this.ruleList.length > 0) return super._check();
    return [
      ...super._check(),
      errorAt(
        this.node.path,
        'gateway/rule',
        'a route without a rule',
        'write backends: [Backend.service(service, 80)], or call addRule({ … })',
      ),
    ];
  }

  /** Takes a rule in. @internal */
  protected _addRule(filters: readonly HttpRouteFilter[], spec: () => PlainMap): void {
    if (this.ruleList.length === LIMITS.rules)
      throw new ValidationError(this, 'gateway/rule', `more than ${LIMITS.rules} rules`, 'write two routes');
    this.ruleList.push(spec());
    this.filterLists.push(filters);
  }

  /** @internal */
  protected override get _hostnames(): string[] {
    return this.hostnames;
  }

  /** @internal */
  protected override get _opensPolicy(): boolean {
    return this.openPolicy;
  }

  /** A route that only redirects to a scheme has nothing to do where that scheme is spoken: it would lead to itself. @internal */
  protected override _isVain(protocol: string): boolean {
    return (
      this.filterLists.length > 0 &&
      this.filterLists.every((filters) =>
        filters.some(({ _redirectsTo: scheme }) => scheme?.toUpperCase() === protocol),
      )
    );
  }

  /** @internal */
  protected override _parentOf(props: GatewayRequestRouteProps): RouteParent {
    const { service, servicePort, gateway, gatewayName, listenerSet, listener } = props;
    if (service === undefined) {
      if (servicePort !== undefined)
        throw new ValidationError(this, 'gateway/parent', 'servicePort without service', 'write service too');
      return super._parentOf(props);
    }
    if ([gateway, gatewayName, listenerSet, listener].some((value) => value !== undefined))
      throw new ValidationError(
        this,
        'gateway/parent',
        `a route wants one of ${this._parentProps.join(', ')}`,
        'write a route for the callers inside of the cluster, and another one for the Gateway',
      );
    if (servicePort !== undefined) valueAt(this, () => checkPort(servicePort));
    return new ServiceParent(serviceOf(service, this), servicePort);
  }

  /** @internal */
  protected override get _parentProps(): string[] {
    return [...super._parentProps, 'service'];
  }

  /** @internal */
  protected _spec(parentRefs: PlainMap[]): PlainMap {
    return {
      parentRefs,
      ...(this.hostnames.length === 0 ? {} : { hostnames: this.hostnames }),
      rules: this.ruleList,
    };
  }

  private requireMesh(): void {
    const reason = 'a route for the callers of a Service needs the controllers of Gateway API';
    Boundary.of(this).require(() => [{ feature: Feature.GATEWAY_API, by: this, reason }]);
  }
}
