// GatewayRoute, the HTTPRoute of the family: requests for host names, by path, header and method, to backends.
import { Construct } from 'constructs';
import { Duration } from 'cdk8s';
import { HttpRoute } from '../../imports/gateway.networking.k8s.io';
import { ImportedClass, valueAt } from '../construct';
import { Backend } from './backend';
import { GatewayRequestRoute, GatewayRequestRouteProps } from './gateway-request-route';
import { HttpRouteFilter } from './http-route-filter';
import { HttpRouteMatch } from './http-route-match';
import { checkHttpRule, HttpRouteRule, httpRuleSpec, RetryOptions } from './http-route-rule';
import { SessionPersistence } from './session-persistence';

/** Properties of a GatewayRoute. The fields of a rule may be written here for the first rule. */
export interface GatewayRouteProps extends GatewayRequestRouteProps {
  /**
   * Where requests go, several sharing by weight.
   *
   * @default - see rules
   */
  readonly backends?: Backend[];
  /**
   * Which requests; alternatives.
   *
   * @default - every request
   */
  readonly matches?: HttpRouteMatch[];
  /**
   * What is done to requests and answers.
   *
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
  /**
   * Longest time from the request to the end of the answer.
   *
   * @default - none
   */
  readonly requestTimeout?: Duration;
  /**
   * Longest time for one attempt at a backend.
   *
   * @default - none
   */
  readonly backendTimeout?: Duration;
  /**
   * When a request is sent once more.
   *
   * @default - never
   */
  readonly retry?: RetryOptions;
  /**
   * Keeps a client with one backend. No Cilium up to 1.20 heeds it.
   *
   * @default - none
   */
  readonly sessionPersistence?: SessionPersistence;
  /**
   * Further rules.
   *
   * @default - none
   */
  readonly rules?: HttpRouteRule[];
}

/**
 * An HTTPRoute (gateway.networking.k8s.io/v1). Attaches by name to every listener that serves it, grants what crosses namespaces, opens
 * the backends' pods to the gateway, and fails when nothing would be served although Cilium calls the route Accepted.
 */
export class GatewayRoute extends GatewayRequestRoute {
  /**
   * @throws ValidationError `gateway/hostname`, `gateway/parent`, `gateway/rule` and others of the values
   */
  public constructor(scope: Construct, id: string, props: GatewayRouteProps) {
    super(scope, id, props);
    const { matches, filters, backends, requestTimeout, backendTimeout, retry, sessionPersistence } = props;
    const first = { matches, filters, backends, requestTimeout, backendTimeout, retry, sessionPersistence };
    if (Object.values(first).some((value) => value !== undefined)) this.addRule(first);
    for (const rule of props.rules ?? []) this.addRule(rule);
  }

  /**
   * Adds a rule. The most specific match wins, whatever the order.
   *
   * @throws ValidationError `gateway/rule`, `gateway/weight`, `gateway/timeout`
   */
  public addRule(rule: HttpRouteRule): void {
    valueAt(this, () => checkHttpRule(rule));
    this._addRule(rule.filters ?? [], () => httpRuleSpec(rule, (backend) => this._bind(backend)));
  }

  /** @internal */
  protected _type(): ImportedClass {
    return HttpRoute;
  }

  /** @internal */
  protected override get _hasBackendFilters(): boolean {
    return true;
  }
}
