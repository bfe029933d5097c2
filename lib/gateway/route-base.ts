// What all routes share: the parent with its listener, backends with what they need, and the check that the route really attaches.
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { errorAt, Finding, ImportedClass, NetworkConstruct, ValidationError, valueAt, warningAt } from '../construct';
import { checkObjectName, isMap, Manifest, PlainMap } from '../manifest';
import { Protocol } from '../net';
import { Attachment, attachments, Refusal } from './attachment';
import { Backend, BoundBackend } from './backend';
import { backendPorts, GatewayIngressPolicy, grantTo } from './backend-access';
import { Gateway } from './gateway';
import { intersection } from './hostname';
import { Listener } from './listener';
import { ReferenceGrant } from './reference-grant';

/** Properties that every route has. One of gateway and gatewayName. */
export interface RouteBaseProps {
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
export abstract class RouteBase extends NetworkConstruct {
  /** Name of the route. */
  public readonly name: string;
  /** Namespace of the route. */
  public readonly namespace: string;
  private readonly parent: RouteBaseProps;
  private readonly bound: BoundBackend[] = [];

  protected constructor(scope: Construct, id: string, props: RouteBaseProps) {
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
  protected abstract get _protocol(): Protocol;

  /** Host names of the route. @internal */
  protected abstract get _hostnames(): string[];

  /** True if pods behind backends are opened to the identity `ingress`, by which the proxy comes. @internal */
  protected abstract get _opensPolicy(): boolean;

  /** The spec. Call at synth only. @internal */
  protected abstract _spec(parentRefs: PlainMap[]): PlainMap;

  /** Takes a backend in: makes its Service, opens its pods, grants the reference. @internal */
  protected _bind(backend: Backend): PlainMap {
    const bound = backend._bind(this, this.namespace, this._protocol);
    this.bound.push(bound);
    const foreign = bound.namespace !== this.namespace;
    const kind = this._type().GVK.kind;
    if (bound.object !== undefined) {
      if (this._opensPolicy) GatewayIngressPolicy.of(bound.object).open(bound.port);
      if (foreign) grantTo(bound.object, kind, this.namespace);
    } else if (foreign && this.node.tryFindChild(`grant-${bound.namespace}-${bound.name}`) === undefined) {
      new ReferenceGrant(this, `grant-${bound.namespace}-${bound.name}`, {
        name: `${kind.toLowerCase()}-${this.namespace}-${this.name}-to-${bound.name}`,
        namespace: bound.namespace,
        fromKind: kind,
        fromNamespace: this.namespace,
        toKind: 'Service',
        toNames: [bound.name],
      });
    }
    return {
      name: bound.name,
      ...(foreign ? { namespace: bound.namespace } : {}),
      port: bound.port,
      ...(bound.weight === undefined ? {} : { weight: bound.weight }),
    };
  }

  /** What the listeners make of the route; undefined for a Gateway outside of the app. Call at synth only. @internal */
  public _attachments(): Attachment[] | undefined {
    const gateway = this.findGateway();
    if (gateway === undefined) return undefined;
    const allowed = (listener: Listener) =>
      gateway._allowed(listener)._allows(this.namespace, gateway.namespace, () => this.namespaceLabels());
    return attachments(
      gateway.listeners,
      { kind: this._type().GVK.kind, hostnames: this._hostnames, allowed },
      this.parent.listener,
    );
  }

  /** Path of the Gateway; undefined for one outside of the app. @internal */
  public get _gatewayPath(): string | undefined {
    return this.findGateway()?.node.path;
  }

  /** @internal */
  public override _check(): Finding[] {
    return [...this.checkParent(), ...this.bound.flatMap((backend) => this.checkBackend(backend))];
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
    const fitting = this._attachments()!.filter((attachment) => attachment.refusal === undefined);
    return fitting.length === 0
      ? [parent]
      : fitting.map((attachment) => ({ ...parent, sectionName: attachment.listener.name }));
  }

  private checkParent(): Finding[] {
    const gateway = this.findGateway();
    const found = this._attachments();
    if (gateway === undefined || found === undefined) return [];
    const path = this.node.path;
    const { listener } = this.parent;
    if (found.length === 0)
      return [
        errorAt(
          path,
          'gateway/listener-missing',
          `no listener "${listener}" on Gateway ${gateway.node.path}`,
          `write one of: ${gateway.listeners.map((each) => each.name).join(', ')}`,
        ),
      ];
    const served = found.filter((attachment) => attachment.refusal === undefined);
    if (served.length === 0) return [this.refused(gateway, found)];
    const unserved = this._hostnames.filter(
      (host) => !served.some((attachment) => intersection(attachment.listener.hostname, host) !== undefined),
    );
    return unserved.map((host) =>
      warningAt(
        path,
        'gateway/hostname-unserved',
        `no listener of ${gateway.node.path} that the route attaches to serves "${host}"`,
        `widen the host name of ${served.map((attachment) => attachment.listener.toString()).join(' or ')}, or leave "${host}" out`,
      ),
    );
  }

  private refused(gateway: Gateway, found: readonly Attachment[]): Finding {
    const rows: readonly { refusal: Refusal; code: string; why: (listener: Listener) => string; repair: string }[] = [
      {
        refusal: Refusal.ISOLATED,
        code: 'gateway/listener-isolation',
        why: (listener) => `${listener.toString()} gets no request: a listener with a narrower host name does`,
        repair: 'attach to the listener with the narrower host name, or leave listener out',
      },
      {
        refusal: Refusal.HOSTNAME,
        code: 'gateway/route-hostname',
        why: (listener) => `${listener.toString()} serves none of ${this._hostnames.join(', ')}`,
        repair: 'write a host name that the listener serves; "*.x" takes names below x, never x itself',
      },
      {
        refusal: Refusal.NAMESPACE,
        code: 'gateway/route-not-allowed',
        why: (listener) =>
          `${listener.toString()} takes routes of ${gateway._allowed(listener).toString()} (Gateway in "${gateway.namespace}", route in "${this.namespace}")`,
        repair: `call allowRoutesFrom('${this.namespace}') on the Gateway ${gateway.node.path}`,
      },
      {
        refusal: Refusal.KIND,
        code: 'gateway/route-kind',
        why: (listener) => `${listener.toString()} takes no ${this._type().GVK.kind}`,
        repair: 'attach to a listener of a fitting protocol',
      },
    ];
    const row = rows.find(({ refusal }) => found.some((attachment) => attachment.refusal === refusal))!;
    const reasons = found.map(({ listener, refusal }) => rows.find((each) => each.refusal === refusal)!.why(listener));
    return errorAt(
      this.node.path,
      row.code,
      `nothing of the route is served by Gateway ${gateway.node.path}: ${reasons.join('; ')}`,
      row.repair,
    );
  }

  /** A port that the Service does not have is never noticed by Cilium (run: `backend-port-missing`): a cluster without endpoints. */
  private checkBackend(backend: BoundBackend): Finding[] {
    const service = backend.object ?? this.appService(backend);
    if (service === undefined) return [];
    const ports = backendPorts(service);
    if (ports.some((port) => port.port === backend.port && port.protocol === `${this._protocol}`)) return [];
    const has =
      ports.length === 0
        ? 'it has no port'
        : `it has ${ports.map((port) => `${port.port}/${port.protocol}`).join(', ')}`;
    const byTarget = ports.find((port) => port.targetPort === backend.port && port.port !== backend.port);
    const repair =
      byTarget === undefined
        ? 'write the number of a port of the Service'
        : `${backend.port} is the container's port: write the Service's, ${byTarget.port}`;
    return [
      errorAt(
        this.node.path,
        'gateway/backend-port',
        `Service ${backend.namespace}/${backend.name} has no port ${backend.port}/${this._protocol}: ${has}`,
        repair,
      ),
    ];
  }

  private appService(backend: BoundBackend): ApiObject | undefined {
    return this.appObjects('v1', 'Service').find(
      (object) => object.name === backend.name && (object.metadata.namespace ?? 'default') === backend.namespace,
    );
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
    const object = this.appObjects('v1', 'Namespace').find((candidate) => candidate.name === this.namespace);
    if (object === undefined) return undefined;
    const { metadata } = object.toJson() as Manifest;
    return { ...(isMap(metadata.labels) ? metadata.labels : {}), 'kubernetes.io/metadata.name': this.namespace };
  }

  private appObjects(apiVersion: string, kind: string): ApiObject[] {
    return Boundary.of(this)
      .constructs()
      .filter(
        (construct): construct is ApiObject =>
          ApiObject.isApiObject(construct) && construct.kind === kind && construct.apiVersion === apiVersion,
      );
  }
}
