// Routes without HTTP: TLS by server name, TCP and UDP by port. For Cilium 1.20 and later.
import { Construct } from 'constructs';
import { TcpRoute, TlsRoute, UdpRoute } from '../../imports/gateway.networking.k8s.io';
import { ImportedClass, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { Protocol } from '../net';
import { Backend } from './backend';
import { checkHostname } from './hostname';
import { RouteBase, RouteBaseProps } from './route-base';
import { LIMITS } from './route-rule';

/** Properties of a TCP or UDP route. */
export interface StreamRouteProps extends RouteBaseProps {
  /** Where connections go, several sharing by weight. */
  readonly backends: Backend[];
}

/** Properties of a GatewayTlsRoute. */
export interface GatewayTlsRouteProps extends StreamRouteProps {
  /** Server names, exact or `*.example.com`, 1 to 16. */
  readonly hostnames: string[];
  /**
   * Write a policy that lets the gateway reach the pods behind the backends. It only adds: nothing is denied by it.
   *
   * @default true
   */
  readonly openPolicy?: boolean;
}

/** A route whose only rule names its backends. */
export abstract class StreamRoute extends RouteBase {
  private backendRefs: PlainMap[] = [];

  protected constructor(scope: Construct, id: string, props: StreamRouteProps) {
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

/** A TLSRoute (v1, Cilium 1.20): connections passed through by server name, to a listener made with `Listener.tlsPassthrough`. */
export class GatewayTlsRoute extends StreamRoute {
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
  protected get _protocol(): Protocol {
    return Protocol.TCP;
  }

  /** @internal */
  protected get _hostnames(): string[] {
    return this.hostnames;
  }

  /** @internal */
  protected get _opensPolicy(): boolean {
    return this.openPolicy;
  }

  /** @internal */
  protected override _spec(parentRefs: PlainMap[]): PlainMap {
    return { hostnames: this.hostnames, ...super._spec(parentRefs) };
  }
}

/**
 * A TCPRoute (v1, Cilium 1.20). Cilium sends the connections to the pods without its proxy: a policy of the pods sees the client, not
 * the gateway, so none is written here.
 */
export class GatewayTcpRoute extends StreamRoute {
  /** @throws ValidationError `gateway/rule`, `gateway/parent` */
  public constructor(scope: Construct, id: string, props: StreamRouteProps) {
    super(scope, id, props);
    this._bindAll(props.backends);
  }

  /** @internal */
  protected _type(): ImportedClass {
    return TcpRoute;
  }

  /** @internal */
  protected get _protocol(): Protocol {
    return Protocol.TCP;
  }

  /** @internal */
  protected get _hostnames(): string[] {
    return [];
  }

  /** @internal */
  protected get _opensPolicy(): boolean {
    return false;
  }
}

/** A UDPRoute (v1, Cilium 1.20). As with TCP, policies see the client. */
export class GatewayUdpRoute extends StreamRoute {
  /** @throws ValidationError `gateway/rule`, `gateway/parent` */
  public constructor(scope: Construct, id: string, props: StreamRouteProps) {
    super(scope, id, props);
    this._bindAll(props.backends);
  }

  /** @internal */
  protected _type(): ImportedClass {
    return UdpRoute;
  }

  /** @internal */
  protected get _protocol(): Protocol {
    return Protocol.UDP;
  }

  /** @internal */
  protected get _hostnames(): string[] {
    return [];
  }

  /** @internal */
  protected get _opensPolicy(): boolean {
    return false;
  }
}
