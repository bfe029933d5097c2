// GatewayRoute, the HTTPRoute of the family: requests for host names, by path, header and method, to backends.
import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { HttpRoute, HttpRouteSpec } from '../../imports/gateway.networking.k8s.io';
import { errorAt, Finding, ImportedClass, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { Backend } from './backend';
import { checkHostname } from './hostname';
import { GatewayRouteBase, GatewayRouteBaseProps } from './gateway-route-base';
import { HttpRouteFilter } from './http-route-filter';
import { HttpRouteMatch } from './http-route-match';
import { checkRule, HttpRouteRule, LIMITS, ruleSpec } from './http-route-rule';

/** Properties of a GatewayRoute. The fields of a rule may be written here for the first rule. */
export interface GatewayRouteProps extends GatewayRouteBaseProps {
  /**
   * Host names, exact or `*.example.com`, at most 16.
   *
   * @default - those of the listener
   */
  readonly hostnames?: string[];
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
   * Further rules.
   *
   * @default - none
   */
  readonly rules?: HttpRouteRule[];
  /**
   * Write a policy that lets the gateway reach the pods behind the backends. It only adds: nothing is denied by it.
   *
   * @default true
   */
  readonly openPolicy?: boolean;
}

/**
 * An HTTPRoute (gateway.networking.k8s.io/v1). Attaches by name to every listener that serves it, grants what crosses namespaces, opens
 * the backends' pods to the gateway, and fails when nothing would be served although Cilium calls the route Accepted.
 */
export class GatewayRoute extends GatewayRouteBase {
  /** Host names. Empty for all of the listeners. */
  public readonly hostnames: string[];
  private readonly openPolicy: boolean;
  private readonly ruleList: PlainMap[] = [];

  /**
   * @throws ValidationError `gateway/hostname`, `gateway/parent`, `gateway/rule` and others of the values
   */
  public constructor(scope: Construct, id: string, props: GatewayRouteProps) {
    super(scope, id, props);
    const hostnames = [...new Set(props.hostnames ?? [])];
    this.hostnames = hostnames;
    this.openPolicy = props.openPolicy ?? true;
    for (const host of hostnames) valueAt(this, () => checkHostname(host));
    if (hostnames.length > LIMITS.hostnames)
      throw new ValidationError(
        this,
        'gateway/hostname',
        `${hostnames.length} host names`,
        `write at most ${LIMITS.hostnames}, or two routes`,
      );
    const { matches, filters, backends, requestTimeout, backendTimeout } = props;
    if ([matches, filters, backends, requestTimeout, backendTimeout].some((value) => value !== undefined))
      this.addRule({ matches, filters, backends, requestTimeout, backendTimeout });
    for (const rule of props.rules ?? []) this.addRule(rule);
  }

  /**
   * Adds a rule. The most specific match wins, whatever the order.
   *
   * @throws ValidationError `gateway/rule`, `gateway/weight`, `gateway/timeout`
   */
  public addRule(rule: HttpRouteRule): void {
    valueAt(this, () => checkRule(rule));
    if (this.ruleList.length === LIMITS.rules)
      throw new ValidationError(this, 'gateway/rule', `more than ${LIMITS.rules} rules`, 'write two routes');
    this.ruleList.push(
      ruleSpec(
        rule,
        (rule.backends ?? []).map((backend) => this._bind(backend)),
      ),
    );
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

  /** @internal */
  protected _type(): ImportedClass {
    return HttpRoute;
  }

  /** @internal */
  protected override get _hostnames(): string[] {
    return this.hostnames;
  }

  /** @internal */
  protected override get _opensPolicy(): boolean {
    return this.openPolicy;
  }

  /** @internal */
  protected _spec(parentRefs: PlainMap[]): PlainMap {
    const spec = {
      parentRefs,
      hostnames: this.hostnames.length === 0 ? undefined : this.hostnames,
      rules: this.ruleList,
    } as unknown as HttpRouteSpec;
    return (HttpRoute.manifest({ metadata: {}, spec }) as { spec: PlainMap }).spec;
  }
}
