// What a route attaches to: listeners of a Gateway or of a ListenerSet, or the callers of a Service inside the cluster.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { isMap, Manifest, PlainMap } from '../manifest';
import {
  allowsNamespace,
  asksForLabels,
  gatewayFeatures,
  ListenerAnswer,
  listenerAnswers,
  readListeners,
  RouteKind,
} from '../models/gateway';
import { Gateway } from './gateway';
import { ListenerSet } from './listener-set';

/** The route, as its parent sees it. @internal */
export interface AttachingConstruct {
  readonly route: IConstruct;
  readonly kind: string;
  readonly namespace: string;
  readonly hostnames: readonly string[];
  /** True if the route has nothing to do on a listener of this protocol. */
  isVain(protocol: string): boolean;
}

/** A parent of a route. @internal */
export interface RouteParent {
  /** True for the traffic between pods, which keeps the identity of the caller. */
  readonly isMesh: boolean;
  /** The parentRefs. Call at synth only. */
  refs(attaching: AttachingConstruct): PlainMap[];
  /** What listeners of the app make of the route; undefined if they are not in the app. Call at synth only. */
  answers(attaching: AttachingConstruct): ListenerAnswer[] | undefined;
}

/** A Gateway or ListenerSet of the app, with the namespace by which `Same` is judged. */
type ListenerOwner = Gateway | ListenerSet;

/** Listeners of a Gateway or ListenerSet. @internal */
export class ListenerParent implements RouteParent {
  public readonly isMesh = false;

  /**
   * @param owner found at synth, as a Gateway that is named may come later
   * @param ref kind, group, namespace and name of the parent
   */
  public constructor(
    private readonly owner: () => ListenerOwner | undefined,
    private readonly ref: {
      readonly kind: 'Gateway' | 'ListenerSet';
      readonly name: string;
      readonly namespace: string;
    },
    private readonly listener: string | undefined,
  ) {}

  public refs(attaching: AttachingConstruct): PlainMap[] {
    const { kind, name, namespace } = this.ref;
    const parent = {
      ...(kind === 'Gateway' ? {} : { group: 'gateway.networking.k8s.io', kind }),
      name,
      ...(namespace === attaching.namespace ? {} : { namespace }),
    };
    if (this.listener !== undefined) return [{ ...parent, sectionName: this.listener }];
    const owner = this.owner();
    if (owner === undefined || owner.listeners.length === 1) return [parent];
    // Named one by one: what is Accepted for "any listener" may attach to none, and siblings that restrict kinds shut each other.
    const fitting = this.answers(attaching)!.filter(
      ({ listener, refusals }) => refusals.length === 0 && !attaching.isVain(listener.protocol),
    );
    return fitting.length === 0 ? [parent] : fitting.map(({ listener }) => ({ ...parent, sectionName: listener.name }));
  }

  public answers({ route, kind, namespace, hostnames }: AttachingConstruct): ListenerAnswer[] | undefined {
    const owner = this.owner();
    if (owner === undefined) return undefined;
    const known = namespaceLabels(route, namespace);
    const labels = new Map([[namespace, known ?? { 'kubernetes.io/metadata.name': namespace }]]);
    return listenerAnswers(
      gatewayFeatures(Boundary.of(route).ciliumMinor() ?? ''),
      readListeners(owner._manifests()[0]!),
      {
        kind: kind as RouteKind,
        hostnames: [...hostnames],
        parent: { sectionName: this.listener, port: undefined },
        // Whoever is not known is trusted: the rules say it where the Namespace is there.
        allows: (listener) =>
          (known === undefined && asksForLabels(listener)) ||
          allowsNamespace(listener, owner.namespace, namespace, labels),
      },
    );
  }
}

/** The callers of a Service inside the cluster (GAMMA). @internal */
export class ServiceParent implements RouteParent {
  public readonly isMesh = true;

  public constructor(
    private readonly service: ApiObject,
    private readonly port: number | undefined,
  ) {}

  public refs({ namespace }: AttachingConstruct): PlainMap[] {
    const own = this.service.metadata.namespace ?? 'default';
    return [
      {
        // Without the empty group the operator does not see a Service (run: `gamma-group-absent`).
        group: '',
        kind: 'Service',
        name: this.service.name,
        ...(own === namespace ? {} : { namespace: own }),
        ...(this.port === undefined ? {} : { port: this.port }),
      },
    ];
  }

  public answers(): undefined {
    return undefined;
  }
}

/** The Gateway of the app by name and namespace. @internal */
export function gatewayNamed(scope: IConstruct, name: string, namespace: string): Gateway | undefined {
  return (Boundary.of(scope).all(Role.GATEWAY) as Gateway[]).find(
    (gateway) => gateway.name === name && gateway.namespace === namespace,
  );
}

/** Labels of a namespace, if the app has the Namespace. */
function namespaceLabels(scope: IConstruct, namespace: string): Record<string, string> | undefined {
  const object = Boundary.of(scope)
    .constructs()
    .find(
      (construct): construct is ApiObject =>
        ApiObject.isApiObject(construct) &&
        construct.kind === 'Namespace' &&
        construct.apiVersion === 'v1' &&
        construct.name === namespace,
    );
  if (object === undefined) return undefined;
  const { metadata } = object.toJson() as Manifest;
  return { ...(isMap(metadata.labels) ? metadata.labels : {}), 'kubernetes.io/metadata.name': namespace };
}
