// GatewayTlsRoute: TLS connections passed through by server name.
import { Construct } from 'constructs';
import { TlsRoute } from '../../imports/gateway.networking.k8s.io';
import { ImportedClass, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { GatewayStreamRoute, GatewayStreamRouteProps } from './gateway-stream-route';
import { checkHostname } from './hostname';
import { LIMITS } from './request-rule';

/** Properties of a GatewayTlsRoute. */
export interface GatewayTlsRouteProps extends GatewayStreamRouteProps {
  /** Server names, exact or `*.example.com`, 1 to 16. */
  readonly hostnames: string[];
  /**
   * Write a policy that lets the gateway reach the pods behind the backends. It only adds: nothing is denied by it.
   *
   * @default true
   */
  readonly openPolicy?: boolean;
}

/**
 * A TLSRoute: connections passed through by server name, to a listener made with `Listener.tlsPassthrough`. Written in the version that the
 * operator reads: v1alpha2 up to Cilium 1.19 (experimental channel of the definitions), v1 from 1.20 on.
 */
export class GatewayTlsRoute extends GatewayStreamRoute {
  /** Server names. */
  public readonly hostnames: string[];
  private readonly openPolicy: boolean;

  /** @throws ValidationError `gateway/hostname`, `gateway/rule`, `gateway/parent` */
  public constructor(scope: Construct, id: string, props: GatewayTlsRouteProps) {
    super(scope, id, props);
    this.openPolicy = props.openPolicy ?? true;
    this.hostnames = [...props.hostnames];
    if (this.hostnames.length === 0 || this.hostnames.length > LIMITS.hostnames)
      throw new ValidationError(
        this,
        'gateway/hostname',
        `${this.hostnames.length} server names`,
        `write 1 to ${LIMITS.hostnames}`,
      );
    for (const host of this.hostnames) valueAt(this, () => checkHostname(host));
    this._bindAll(props.backends);
  }

  /** @internal */
  protected _type(): ImportedClass {
    return TlsRoute;
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
  protected override _spec(parentRefs: PlainMap[]): PlainMap {
    return { hostnames: this.hostnames, ...super._spec(parentRefs) };
  }
}
