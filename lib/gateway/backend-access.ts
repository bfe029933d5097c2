// What a backend needs so that a gateway reaches it: a Service, an opening in the policies, a grant. Each is a child of the Service
// (or workload) it belongs to, so that several routes to it share one, whatever the order of construction.
import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { constructPath } from '../loadbalancer';
import { errorAt, Finding, NetworkConstruct, ServiceView, WorkloadView } from '../construct';
import { PlainMap } from '../manifest';
import { Protocol } from '../net';
import { CiliumPolicy, DefaultDeny, Peer, Port, Subject } from '../policy';
import { filteredLabel } from '../models/agent';
import { ReferenceGrant } from './reference-grant';

/** The construct that an ApiObject belongs to: itself, or the construct whose main object it is. */
export function ownerOf(object: ApiObject): Construct {
  return (['Default', 'Resource'].includes(object.node.id) ? (object.node.scope ?? object) : object) as Construct;
}

/** The child of that id, made if nobody has made it. */
function shared<T extends Construct>(scope: Construct, id: string, make: () => T): T {
  return (scope.node.tryFindChild(id) as T | undefined) ?? make();
}

/** The ClusterIP Service of a workload that a route names as backend. @internal */
export class WorkloadService extends NetworkConstruct {
  public static of(workload: IConstruct, user: IConstruct): WorkloadService {
    const view = WorkloadView.of(workload, user);
    return shared(
      ownerOf(view.object),
      'gateway-service',
      () => new WorkloadService(ownerOf(view.object), 'gateway-service', view),
    );
  }

  /** The Service. */
  public readonly object: ApiObject;
  private readonly ports = new Map<string, PlainMap>();

  private constructor(scope: Construct, id: string, view: WorkloadView) {
    super(scope, id);
    this.object = this._emit('Default', {
      apiVersion: 'v1',
      kind: 'Service',
      name: view.name,
      namespace: view.object.metadata.namespace,
      body: () => ({
        spec: {
          type: 'ClusterIP',
          selector: view.selectorLabels(),
          ports: [...this.ports.keys()].sort().map((key) => this.ports.get(key)!),
        },
      }),
    });
  }

  public addPort(port: number, protocol: Protocol): void {
    const name = `${protocol.toLowerCase()}-${port}`;
    this.ports.set(name, { name, port, targetPort: port, protocol });
  }
}

/** Opens the pods of a Service to gateways, on the container ports, without putting them in default deny. @internal */
export class GatewayIngressPolicy extends CiliumPolicy {
  public static of(service: ApiObject): GatewayIngressPolicy {
    return shared(
      ownerOf(service),
      'gateway-ingress',
      () => new GatewayIngressPolicy(ownerOf(service), 'gateway-ingress', service),
    );
  }

  private readonly opened = new Set<number>();

  private constructor(
    scope: Construct,
    id: string,
    private readonly service: ApiObject,
  ) {
    super(scope, id, {
      // The pods are those of the Service's selector, which is known at synth: see _selector.
      subject: Subject.namespace(),
      namespace: service.metadata.namespace,
      name: `${service.name}-from-gateway`,
      description: `Gateways reach the pods of Service ${service.name}; denies nothing.`,
      defaultDeny: DefaultDeny.NONE,
    });
  }

  /** Opens what a port of the Service leads to. */
  public open(port: number): void {
    this.opened.add(port);
  }

  /** @internal */
  public override _spec(): PlainMap {
    this._forgetRules();
    const own = ServiceView.of(this.service, this)
      .ports()
      .filter((port) => port.protocol === 'TCP');
    const known = own.filter(({ port }) => this.opened.has(port));
    // A port that the Service does not have is the route's finding, and most often the container's.
    const others = [...this.opened].filter((port) => !own.some((each) => each.port === port)).sort((x, y) => x - y);
    const targets = [...known.map(({ targetPort }) => targetPort), ...others];
    const ports = targets.map((target) =>
      typeof target === 'number' ? Port.tcp(target) : Port.named(Protocol.TCP, target),
    );
    const distinct = [...new Map(ports.map((port) => [port.toString(), port])).values()];
    this.allowFrom(Peer.ingress(), ...distinct);
    return super._spec();
  }

  /** @internal */
  public override _check(): Finding[] {
    if (Object.keys(this.podLabels()).length === 0) {
      return [
        errorAt(
          this.node.path,
          'gateway/backend-selector',
          `Service "${this.service.name}" (${constructPath(this.service)}) selects no pods by a label that Cilium sees: there is nothing to open`,
          'write openPolicy: false on the route, and open the backend with a policy of your own',
        ),
      ];
    }
    return super._check();
  }

  /** @internal */
  protected override _selector(): PlainMap {
    return { endpointSelector: { matchLabels: this.podLabels() } };
  }

  /** Labels of the Service's selector that endpoints carry; fewer labels open more pods, and only to gateways. */
  private podLabels(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(ServiceView.of(this.service, this).selector()).filter(([key]) => filteredLabel(key) === undefined),
    );
  }
}

/** Lets routes of a kind and namespace refer to a Service. @internal */
export function grantTo(service: ApiObject, fromKind: string, fromNamespace: string): void {
  const owner = ownerOf(service);
  const id = `grant-${fromKind}-${fromNamespace}`;
  shared(
    owner,
    id,
    () =>
      new ReferenceGrant(owner, id, {
        name: `${fromKind.toLowerCase()}-${fromNamespace}-to-${service.name}`,
        namespace: service.metadata.namespace ?? 'default',
        fromKind,
        fromNamespace,
        toKind: 'Service',
        toNames: [service.name],
      }),
  );
}
