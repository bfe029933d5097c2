// The cluster while it is reconciled: what is given, the statuses written so far, the objects made so far.
import { Condition, OpenConditions } from '../conditions';
import { GatewayFeatures } from '../features';
import { GatewayObjects } from '../objects/cluster';
import { GatewayObject } from '../objects/gateways';
import { ParentRef, RouteKind, RouteObject } from '../objects/routes';
import { ServiceObject } from '../objects/services';
import { listAt, textAt } from '../read';
import { GatewayService, ServiceSettings } from '../service/service';
import { EnvoyConfig, OwnerTranslation } from '../verdict';

interface OpenListener {
  readonly name: string;
  kinds: readonly RouteKind[];
  conditions: OpenConditions;
  attached: number;
}

/** The status of a Gateway or ListenerSet while it is written. */
export interface OpenStatus {
  readonly conditions: OpenConditions;
  listeners: OpenListener[];
  addresses: readonly string[];
  attachedSets: number;
}

/** The status of a route at a parent while it is written. */
export interface OpenParent {
  readonly parent: ParentRef;
  readonly conditions: OpenConditions;
}

/** A Service of the cluster: given or made. */
export interface LiveService {
  service: ServiceObject;
  made: GatewayService | undefined;
  readonly given: boolean;
  ingress: readonly { readonly ip: string; readonly hostname: string }[];
}

/** The cluster while it is reconciled. */
export interface State {
  readonly features: GatewayFeatures;
  readonly settings: ServiceSettings;
  readonly given: GatewayObjects;
  readonly classes: Map<string, Condition>;
  readonly gateways: Map<string, OpenStatus>;
  readonly sets: Map<string, OpenStatus>;
  readonly routes: Map<string, OpenParent[]>;
  readonly policies: Map<string, { gateway: GatewayObject; conditions: OpenConditions }[]>;
  readonly services: Map<string, LiveService>;
  readonly madeBy: Map<string, GatewayService>;
  readonly endpoints: Set<string>;
  readonly configs: Map<string, EnvoyConfig>;
  readonly translations: Map<string, OwnerTranslation>;
  failures: Map<string, string>;
  /** The objects as they are now, until a made Service changes. */
  now: GatewayObjects | undefined;
}

/** Routes as a reconciler listed them, with the statuses it knows. */
export interface Listed {
  readonly routes: readonly RouteObject[];
  readonly statuses: Map<string, readonly OpenParent[]>;
}

/** A status to write in: it is kept only if the reconciler gets to its end. */
export function copyOf(status: OpenStatus | undefined): OpenStatus {
  return {
    conditions: { ...status?.conditions },
    listeners: (status?.listeners ?? []).map((listener) => ({
      ...listener,
      conditions: { ...listener.conditions },
    })),
    addresses: status?.addresses ?? [],
    attachedSets: status?.attachedSets ?? 0,
  };
}

/** The objects as they are now: the made Services can be backends too. */
export function objectsNow(state: State): GatewayObjects {
  state.now ??= { ...state.given, services: [...state.services.values()].map(({ service }) => service) };
  return state.now;
}

/** A Service that was given. */
export function liveService(service: ServiceObject): LiveService {
  return {
    service,
    made: undefined,
    given: true,
    ingress: listAt(service.object, 'status', 'loadBalancer', 'ingress').map((item) => ({
      ip: textAt(item, 'ip') ?? '',
      hostname: textAt(item, 'hostname') ?? '',
    })),
  };
}
