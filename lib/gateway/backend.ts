// Where a route sends requests: a port of a Service.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf, ValidationError, valueAt } from '../construct';
import { checkObjectName } from '../manifest';
import { Protocol, ValueError } from '../net';
import { WorkloadService } from './backend-access';
import { checkPort } from './listener';

/** Options of a backend. */
export interface BackendOptions {
  /**
   * Share of the requests, 0 to 1,000,000, relative to the other backends of the rule.
   *
   * @default 1
   */
  readonly weight?: number;
}

/** Options of a backend by name. */
export interface NamedBackendOptions {
  /**
   * Namespace of the Service. For another than the route's a ReferenceGrant is written there.
   *
   * @default - the route's
   */
  readonly namespace?: string;
  /**
   * Share of the requests, 0 to 1,000,000, relative to the other backends of the rule.
   *
   * @default 1
   */
  readonly weight?: number;
}

/** A backend as a route refers to it. @internal */
export interface BoundBackend {
  /** The Service, if it is in the app. */
  readonly object: ApiObject | undefined;
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly weight: number | undefined;
}

/** A backend of a route. */
export class Backend {
  /**
   * A port of a Service.
   *
   * @param service from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param port number of the Service's port, not of the container's
   * @throws ValueError `gateway/port`, `gateway/weight`
   */
  public static service(service: IConstruct, port: number, options: BackendOptions = {}): Backend {
    return new Backend(port, options.weight, service, undefined, undefined, undefined);
  }

  /**
   * A container port of a workload; its ClusterIP Service is made, named as the workload.
   *
   * @param workload from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param port number of the container's port, and of the Service's
   * @throws ValueError `gateway/port`, `gateway/weight`
   */
  public static workload(workload: IConstruct, port: number, options: BackendOptions = {}): Backend {
    return new Backend(port, options.weight, undefined, workload, undefined, undefined);
  }

  /**
   * A port of a Service outside of this program. Its pods are not opened to the gateway: nobody here knows their labels.
   *
   * @throws ValueError `gateway/port`, `gateway/weight`, `manifest/name`
   */
  public static named(name: string, port: number, options: NamedBackendOptions = {}): Backend {
    checkObjectName('Service', name);
    if (options.namespace !== undefined) checkObjectName('Namespace', options.namespace);
    return new Backend(port, options.weight, undefined, undefined, name, options.namespace);
  }

  /** Number of the Service's port. */
  public readonly port: number;
  /** Share of the requests. @default 1 */
  public readonly weight?: number;

  private constructor(
    port: number,
    weight: number | undefined,
    private readonly serviceConstruct: IConstruct | undefined,
    private readonly workloadConstruct: IConstruct | undefined,
    private readonly serviceName: string | undefined,
    private readonly serviceNamespace: string | undefined,
  ) {
    this.port = checkPort(port);
    if (weight !== undefined && (!Number.isInteger(weight) || weight < 0 || weight > 1_000_000))
      throw new ValueError('gateway/weight', `not a weight: ${weight}`, 'write a whole number from 0 to 1000000');
    this.weight = weight;
  }

  /** Resolves the Service; makes it for a workload. @internal */
  public _bind(route: IConstruct, routeNamespace: string, protocol: Protocol): BoundBackend {
    const { port, weight } = this;
    if (this.serviceName !== undefined)
      return {
        object: undefined,
        name: this.serviceName,
        namespace: this.serviceNamespace ?? routeNamespace,
        port,
        weight,
      };
    const object =
      this.workloadConstruct === undefined
        ? serviceOf(this.serviceConstruct!, route)
        : workloadService(this.workloadConstruct, route, port, protocol);
    return {
      object,
      name: valueAt(route, () => checkObjectName('Service', object.name)),
      namespace: object.metadata.namespace ?? 'default',
      port,
      weight,
    };
  }
}

function workloadService(workload: IConstruct, route: IConstruct, port: number, protocol: Protocol): ApiObject {
  const service = WorkloadService.of(workload, route);
  service.addPort(port, protocol);
  return service.object;
}

function serviceOf(construct: IConstruct, route: IConstruct): ApiObject {
  const object = apiObjectOf(construct);
  if (object?.kind === 'Service' && object.apiVersion === 'v1') return object;
  throw new ValidationError(
    route,
    'gateway/backend',
    `"${construct.node.path}" is ${object === undefined ? 'no Kubernetes object' : `a ${object.kind}`}, not a Service`,
    'pass a Service, or write Backend.workload(...) for a workload',
  );
}
