// Where a route sends requests: a port of a Service.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf, ValidationError, valueAt } from '../construct';
import { checkObjectName, PlainMap } from '../manifest';
import { Protocol, ValueError } from '../net';
import { WorkloadService } from './backend-access';
import { BackendTls } from './backend-tls';
import { HeaderOptions, headerModifier } from './header-modifier';
import { checkPort } from './listener';

/** Options of a backend. */
export interface BackendOptions {
  /**
   * Share of the requests, 0 to 1,000,000, relative to the other backends of the rule.
   *
   * @default 1
   */
  readonly weight?: number;
  /**
   * Headers of requests that go to this backend; of HTTP routes only. Other filters stand at the rule: Cilium looks at no others here.
   *
   * @default - unchanged
   */
  readonly requestHeaders?: HeaderOptions;
  /**
   * Headers of this backend's answers; of HTTP routes only.
   *
   * @default - unchanged
   */
  readonly responseHeaders?: HeaderOptions;
  /**
   * The gateway speaks TLS to the backend and checks its certificate (Cilium 1.20): a BackendTLSPolicy is written beside the Service.
   *
   * @default - plain text
   */
  readonly tls?: BackendTls;
}

/** Options of a backend by name. */
export interface NamedBackendOptions extends BackendOptions {
  /**
   * Namespace of the Service. For another than the route's a ReferenceGrant is written there.
   *
   * @default - the route's
   */
  readonly namespace?: string;
}

/** The Service behind a backend. @internal */
export interface BackendService {
  /** The Service, if it is in the app. */
  readonly object: ApiObject | undefined;
  readonly name: string;
  readonly namespace: string;
}

/** A backend of a route. */
export abstract class Backend {
  /**
   * A port of a Service.
   *
   * @param service from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param port number of the Service's port, not of the container's
   * @throws ValueError `gateway/port`, `gateway/weight`
   */
  public static service(service: IConstruct, port: number, options: BackendOptions = {}): Backend {
    return new ServiceBackend(service, port, options);
  }

  /**
   * A container port of a workload; its ClusterIP Service is made, named as the workload.
   *
   * @param workload from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param port number of the container's port, and of the Service's
   * @throws ValueError `gateway/port`, `gateway/weight`
   */
  public static workload(workload: IConstruct, port: number, options: BackendOptions = {}): Backend {
    return new WorkloadBackend(workload, port, options);
  }

  /**
   * A port of a Service outside of this program. Its pods are not opened to the gateway: nobody here knows their labels.
   *
   * @throws ValueError `gateway/port`, `gateway/weight`, `manifest/name`
   */
  public static named(name: string, port: number, options: NamedBackendOptions = {}): Backend {
    checkObjectName('Service', name);
    if (options.namespace !== undefined) checkObjectName('Namespace', options.namespace);
    return new NamedBackend(name, options.namespace, port, options);
  }

  /** Number of the Service's port. */
  public readonly port: number;
  /** Share of the requests. @default 1 */
  public readonly weight?: number;

  /** What the gateway demands of the backend's certificate; undefined for plain text. @internal */
  public readonly _tls: BackendTls | undefined;
  /** Filters of this backend, as in YAML. @internal */
  public readonly _filters: readonly PlainMap[];

  /** @internal */
  protected constructor(port: number, { weight, requestHeaders, responseHeaders, tls }: BackendOptions) {
    this.port = checkPort(port);
    this._tls = tls;
    this._filters = [
      ...(requestHeaders === undefined
        ? []
        : [{ type: 'RequestHeaderModifier', requestHeaderModifier: headerModifier(requestHeaders) }]),
      ...(responseHeaders === undefined
        ? []
        : [{ type: 'ResponseHeaderModifier', responseHeaderModifier: headerModifier(responseHeaders) }]),
    ];
    if (weight !== undefined && (!Number.isInteger(weight) || weight < 0 || weight > 1_000_000))
      throw new ValueError('gateway/weight', `not a weight: ${weight}`, 'write a whole number from 0 to 1000000');
    this.weight = weight;
  }

  /** The Service as a route of this namespace finds it; made where there is none. @internal */
  public abstract _service(route: IConstruct, routeNamespace: string, protocol: Protocol): BackendService;
}

/** A Service of the app. */
class ServiceBackend extends Backend {
  public constructor(
    private readonly service: IConstruct,
    port: number,
    options: BackendOptions,
  ) {
    super(port, options);
  }

  public override _service(route: IConstruct): BackendService {
    return serviceInApp(serviceOf(this.service, route), route);
  }
}

/** A workload of the app, behind a Service of its own. */
class WorkloadBackend extends Backend {
  public constructor(
    private readonly workload: IConstruct,
    port: number,
    options: BackendOptions,
  ) {
    super(port, options);
  }

  public override _service(route: IConstruct, _routeNamespace: string, protocol: Protocol): BackendService {
    const service = WorkloadService.of(this.workload, route);
    service.addPort(this.port, protocol);
    return serviceInApp(service.object, route);
  }
}

/** A Service outside of the app. */
class NamedBackend extends Backend {
  public constructor(
    private readonly name: string,
    private readonly namespaceName: string | undefined,
    port: number,
    options: BackendOptions,
  ) {
    super(port, options);
  }

  public override _service(_route: IConstruct, routeNamespace: string): BackendService {
    return { object: undefined, name: this.name, namespace: this.namespaceName ?? routeNamespace };
  }
}

function serviceInApp(object: ApiObject, route: IConstruct): BackendService {
  const name = valueAt(route, () => checkObjectName('Service', object.name));
  return { object, name, namespace: object.metadata.namespace ?? 'default' };
}

/** The Service behind a construct that is meant to be one. @internal */
export function serviceOf(construct: IConstruct, route: IConstruct): ApiObject {
  const object = apiObjectOf(construct);
  if (object?.kind === 'Service' && object.apiVersion === 'v1') return object;
  throw new ValidationError(
    route,
    'gateway/backend',
    `"${construct.node.path}" is ${object === undefined ? 'no Kubernetes object' : `a ${object.kind}`}, not a Service`,
    'pass a Service, or write Backend.workload(...) for a workload',
  );
}
