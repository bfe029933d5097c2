// What the routes without HTTP share: one rule, which names the backends.
import { Construct } from 'constructs';
import { ValidationError } from '../construct';
import { PlainMap } from '../manifest';
import { Backend } from './backend';
import { GatewayRouteBase, GatewayRouteBaseProps } from './gateway-route-base';
import { LIMITS } from './request-rule';

/** Properties that TLS, TCP and UDP routes have. */
export interface GatewayStreamRouteProps extends GatewayRouteBaseProps {
  /** Where connections go, 1 to 16, several sharing by weight. */
  readonly backends: Backend[];
}

/** A route whose only rule names its backends. */
export abstract class GatewayStreamRoute extends GatewayRouteBase {
  private backendRefs: PlainMap[] = [];

  protected constructor(scope: Construct, id: string, props: GatewayStreamRouteProps) {
    super(scope, id, props);
    if (props.backends.length === 0 || props.backends.length > LIMITS.backends)
      throw new ValidationError(
        this,
        'gateway/rule',
        `a route with ${props.backends.length} backends`,
        `write 1 to ${LIMITS.backends}`,
      );
    if (props.backends.every((backend) => backend.weight === 0))
      throw new ValidationError(this, 'gateway/weight', 'all backends have weight 0', 'give a backend a weight');
  }

  /** Takes the backends in, once the route knows whether it opens them. @internal */
  protected _bindAll(backends: readonly Backend[]): void {
    this.backendRefs = backends.map((backend) => this._bind(backend));
  }

  /** @internal */
  protected _spec(parentRefs: PlainMap[]): PlainMap {
    return { parentRefs, rules: [{ backendRefs: this.backendRefs }] };
  }
}
