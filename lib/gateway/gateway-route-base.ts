// What all routes share: the parent with its listeners, and backends with what they need.
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { ImportedClass, NetworkConstruct, ValidationError, valueAt } from '../construct';
import { checkObjectName, isMap, Manifest, PlainMap } from '../manifest';
import { Protocol } from '../net';
import {
  allowsNamespace,
  asksForLabels,
  gatewayFeatures,
  ListenerAnswer,
  listenerAnswers,
  readListeners,
  RouteKind,
} from '../models/gateway';
import { Backend } from './backend';
import { GatewayIngressPolicy, grantTo } from './backend-access';
import { ciliumMinor } from './cilium-minor';
import { Gateway } from './gateway';
import { ReferenceGrant } from './reference-grant';

/** Properties that every route has. One of gateway and gatewayName. */
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
}

/** A route of a Gateway. */
export abstract class GatewayRouteBase extends NetworkConstruct {
  /** Name of the route. */
  public readonly name: string;
  /** Namespace of the route. */
  public readonly namespace: string;
  private readonly parent: GatewayRouteBaseProps;

  protected constructor(scope: Construct, id: string, props: GatewayRouteBaseProps) {
    super(scope, id);
    if ((props.gateway === undefined) === (props.gatewayName === undefined))
      throw new ValidationError(
        this,
        'gateway/parent',
        'a route wants one of gateway and gatewayName',
        'write gateway: <the Gateway of this app>',
      );
    if (props.gatewayName !== undefined) valueAt(this, () => checkObjectName('Gateway', props.gatewayName!));
    if (props.gatewayNamespace !== undefined)
      valueAt(this, () => checkObjectName('Namespace', props.gatewayNamespace!));
    if (props.gateway !== undefined && props.gatewayNamespace !== undefined)
      throw new ValidationError(
        this,
        'gateway/parent',
        'gatewayNamespace beside gateway',
        'leave gatewayNamespace out: the Gateway knows its namespace',
      );
    this.parent = props;
    this.name = props.name ?? id;
    const object = this._emit('Default', {
      type: this._type(),
      name: this.name,
      namespace: props.namespace,
      body: () => ({ spec: this._spec(this.parentRefs()) }),
    });
    this.namespace = object.metadata.namespace ?? 'default';
    Boundary.of(this).register(Role.ROUTE, this);
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

  /** The spec. Call at synth only. @internal */
  protected abstract _spec(parentRefs: PlainMap[]): PlainMap;

  /** Takes a backend in: makes its Service, opens its pods, grants the reference. @internal */
  protected _bind(backend: Backend): PlainMap {
    const { port, weight } = backend;
    const { object, name, namespace } = backend._service(this, this.namespace, this._protocol);
    const foreign = namespace !== this.namespace;
    const kind = this._type().GVK.kind;
    if (object !== undefined) {
      if (this._opensPolicy) GatewayIngressPolicy.of(object).open(port);
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
    return { name, ...(foreign ? { namespace } : {}), port, ...(weight === undefined ? {} : { weight }) };
  }

  /** What the listeners make of the route; undefined for a Gateway outside of the app. Call at synth only. @internal */
  public _answers(): ListenerAnswer[] | undefined {
    const gateway = this.findGateway();
    if (gateway === undefined) return undefined;
    const known = this.namespaceLabels();
    const labels = new Map([[this.namespace, known ?? { 'kubernetes.io/metadata.name': this.namespace }]]);
    return listenerAnswers(gatewayFeatures(ciliumMinor(this) ?? ''), readListeners(gateway._manifests()[0]!), {
      kind: this._type().GVK.kind as RouteKind,
      hostnames: this._hostnames,
      parent: { sectionName: this.parent.listener, port: undefined },
      // Whoever is not known is trusted: the rules say it where the Namespace is there.
      allows: (listener) =>
        (known === undefined && asksForLabels(listener)) ||
        allowsNamespace(listener, gateway.namespace, this.namespace, labels),
    });
  }

  private parentRefs(): PlainMap[] {
    const gateway = this.findGateway();
    const namespace = this.parent.gateway?.namespace ?? this.parent.gatewayNamespace ?? this.namespace;
    const parent = {
      name: this.parent.gateway?.name ?? this.parent.gatewayName,
      ...(namespace === this.namespace ? {} : { namespace }),
    };
    if (this.parent.listener !== undefined) return [{ ...parent, sectionName: this.parent.listener }];
    if (gateway === undefined || gateway.listeners.length === 1) return [parent];
    // Named one by one: what is Accepted for "any listener" may attach to none, and siblings that restrict kinds shut each other.
    const fitting = this._answers()!.filter(({ refusals }) => refusals.length === 0);
    return fitting.length === 0 ? [parent] : fitting.map(({ listener }) => ({ ...parent, sectionName: listener.name }));
  }

  private findGateway(): Gateway | undefined {
    if (this.parent.gateway !== undefined) return this.parent.gateway;
    const namespace = this.parent.gatewayNamespace ?? this.namespace;
    return (Boundary.of(this).all(Role.GATEWAY) as Gateway[]).find(
      (gateway) => gateway.name === this.parent.gatewayName && gateway.namespace === namespace,
    );
  }

  /** Labels of the route's namespace, if the app has the Namespace. */
  private namespaceLabels(): Record<string, string> | undefined {
    const object = Boundary.of(this)
      .constructs()
      .find(
        (construct): construct is ApiObject =>
          ApiObject.isApiObject(construct) &&
          construct.kind === 'Namespace' &&
          construct.apiVersion === 'v1' &&
          construct.name === this.namespace,
      );
    if (object === undefined) return undefined;
    const { metadata } = object.toJson() as Manifest;
    return { ...(isMap(metadata.labels) ? metadata.labels : {}), 'kubernetes.io/metadata.name': this.namespace };
  }
}
