// What all routes share: the parent with its listeners, and backends with what they need.
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { ImportedClass, NetworkConstruct, ValidationError, valueAt } from '../construct';
import { checkObjectName, PlainMap } from '../manifest';
import { Protocol } from '../net';
import { ListenerAnswer } from '../models/gateway';
import { Backend } from './backend';
import { GatewayIngressPolicy, grantTo } from './backend-access';
import { BackendTlsPolicyOf } from './backend-tls';
import { ExternalDnsRecord } from './external-dns';
import { Gateway } from './gateway';
import { apiVersionOf } from './kind-version';
import { ListenerSet } from './listener-set';
import { ReferenceGrant } from './reference-grant';
import { AttachingConstruct, gatewayNamed, ListenerParent, RouteParent } from './route-parent';

/** Properties that every route has. One of gateway, gatewayName and listenerSet. */
export interface GatewayRouteBaseProps {
  /**
   * The Gateway.
   *
   * @default - see gatewayName
   */
  readonly gateway?: Gateway;
  /**
   * Name of a Gateway of another program.
   *
   * @default - see gateway
   */
  readonly gatewayName?: string;
  /**
   * Namespace of the Gateway named by gatewayName.
   *
   * @default - the route's
   */
  readonly gatewayNamespace?: string;
  /**
   * Listeners beside those of a Gateway (Cilium 1.20).
   *
   * @default - see gateway
   */
  readonly listenerSet?: ListenerSet;
  /**
   * Name of the only listener to attach to (`sectionName`).
   *
   * @default - every listener that fits
   */
  readonly listener?: string;
  /**
   * Namespace of the route.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * Name of the route.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * What external-dns is told about the route. Host names of the route itself need no telling.
   *
   * @default - nothing
   */
  readonly externalDns?: ExternalDnsRecord;
}

/** A route of a Gateway. */
export abstract class GatewayRouteBase extends NetworkConstruct {
  /** Name of the route. */
  public readonly name: string;
  /** Namespace of the route. */
  public readonly namespace: string;
  /** What the route attaches to. @internal */
  protected readonly _parent: RouteParent;

  protected constructor(scope: Construct, id: string, props: GatewayRouteBaseProps) {
    super(scope, id);
    this.name = props.name ?? id;
    const object = this._emit('Default', {
      type: this._type(),
      laterApiVersion: () => apiVersionOf(this._type().GVK.kind, this),
      name: this.name,
      namespace: props.namespace,
      annotations: props.externalDns?._annotations(),
      body: () => ({ spec: this._spec(this._parent.refs(this.attaching())) }),
    });
    this.namespace = object.metadata.namespace ?? 'default';
    this._parent = this._parentOf(props);
    Boundary.of(this).register(Role.ROUTE, this);
  }

  /**
   * Makes a reference of a backend: makes its Service, opens its pods, grants the reference, demands its certificate.
   *
   * @internal
   */
  public _bind(backend: Backend): PlainMap {
    const { port, weight } = backend;
    const { object, name, namespace } = backend._service(this, this.namespace, this._protocol);
    const foreign = namespace !== this.namespace;
    const kind = this._type().GVK.kind;
    if (object !== undefined) {
      if (this._opensPolicy && !this._parent.isMesh) GatewayIngressPolicy.of(object).open(port);
      if (foreign) grantTo(object, kind, this.namespace);
    } else if (foreign && this.node.tryFindChild(`grant-${namespace}-${name}`) === undefined) {
      new ReferenceGrant(this, `grant-${namespace}-${name}`, {
        name: `${kind.toLowerCase()}-${this.namespace}-${this.name}-to-${name}`,
        namespace,
        fromKind: kind,
        fromNamespace: this.namespace,
        toKind: 'Service',
        toNames: [name],
      });
    }
    const tls = backend._tls;
    if (tls !== undefined)
      valueAt(this, () => BackendTlsPolicyOf.ensure({ service: object, name, namespace, route: this }, tls));
    if (backend._filters.length > 0 && !this._hasBackendFilters)
      throw new ValidationError(
        this,
        'gateway/backend',
        `headers of one backend in a ${kind}`,
        'write them on backends of a GatewayRoute: of other kinds Cilium does not look at them',
      );
    return {
      name,
      ...(foreign ? { namespace } : {}),
      port,
      ...(weight === undefined ? {} : { weight }),
      ...(backend._filters.length === 0 ? {} : { filters: backend._filters }),
    };
  }

  /** Class of the object. @internal */
  protected abstract _type(): ImportedClass;

  /** Protocol of the backends' ports. @internal */
  protected get _protocol(): Protocol {
    return Protocol.TCP;
  }

  /** Host names of the route; none where its kind has none. @internal */
  protected get _hostnames(): string[] {
    return [];
  }

  /** True if pods behind backends are opened to the identity `ingress`, by which the proxy comes. @internal */
  protected get _opensPolicy(): boolean {
    return false;
  }

  /** True if the kind has filters of single backends, and Cilium looks at them. @internal */
  protected get _hasBackendFilters(): boolean {
    return false;
  }

  /** True if the route does nothing on a listener of this protocol. @internal */
  protected _isVain(_protocol: string): boolean {
    return false;
  }

  /** The spec. Call at synth only. @internal */
  protected abstract _spec(parentRefs: PlainMap[]): PlainMap;

  /** What the listeners make of the route; undefined if none is in the app. Call at synth only. @internal */
  public _answers(): ListenerAnswer[] | undefined {
    return this._parent.answers(this.attaching());
  }

  /** What the properties name as parent. @internal */
  protected _parentOf(props: GatewayRouteBaseProps): RouteParent {
    const { gateway, gatewayName, gatewayNamespace, listenerSet, listener } = props;
    if ([gateway, gatewayName, listenerSet].filter((parent) => parent !== undefined).length !== 1)
      throw new ValidationError(
        this,
        'gateway/parent',
        `a route wants one of ${this._parentProps.join(', ')}`,
        'write gateway: <the Gateway of this app>',
      );
    if (gatewayNamespace !== undefined && gatewayName === undefined)
      throw new ValidationError(
        this,
        'gateway/parent',
        'gatewayNamespace without gatewayName',
        'leave gatewayNamespace out: the parent knows its namespace',
      );
    const owner = gateway ?? listenerSet;
    if (owner !== undefined) {
      const kind = owner === listenerSet ? 'ListenerSet' : 'Gateway';
      return new ListenerParent(() => owner, { kind, name: owner.name, namespace: owner.namespace }, listener);
    }
    const name = valueAt(this, () => checkObjectName('Gateway', gatewayName!));
    const namespace =
      gatewayNamespace === undefined
        ? this.namespace
        : valueAt(this, () => checkObjectName('Namespace', gatewayNamespace));
    return new ListenerParent(
      () => gatewayNamed(this, name, namespace),
      { kind: 'Gateway', name, namespace },
      listener,
    );
  }

  /** Names of the properties that name a parent. @internal */
  protected get _parentProps(): string[] {
    return ['gateway', 'gatewayName', 'listenerSet'];
  }

  private attaching(): AttachingConstruct {
    return {
      route: this,
      kind: this._type().GVK.kind,
      namespace: this.namespace,
      hostnames: this._hostnames,
      isVain: (protocol) => this._isVain(protocol),
    };
  }
}
