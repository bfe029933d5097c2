// What the operator answers: the statuses it writes and the objects it makes.
import { Conditions } from './conditions';
import { EnvoyPart } from './envoy/part';
import { GatewayObjects, IgnoredObject } from './objects/cluster';
import { OwnedListener } from './objects/gateways';
import { ParentRef, RouteKind } from './objects/routes';
import { GatewayService } from './service/service';
import { Translation } from './translation/served';

/** A GatewayClass of Cilium's controller; one of another controller is `Unknown`. */
export interface ClassStatus {
  readonly name: string;
  /** `Unknown` if the operator says nothing. */
  readonly accepted: 'True' | 'False' | 'Unknown';
  readonly reason: string | undefined;
  /** Features that the class claims to support. */
  readonly features: readonly string[];
}

/** A listener of a Gateway or ListenerSet. */
export interface ListenerStatus {
  readonly name: string;
  readonly attachedRoutes: number;
  readonly supportedKinds: readonly RouteKind[];
  /** Accepted, Programmed, ResolvedRefs, and Conflicted if it is. */
  readonly conditions: Conditions;
}

/** A Gateway or ListenerSet. */
export interface OwnerStatus {
  readonly namespace: string;
  readonly name: string;
  /** Accepted and Programmed; none if the operator says nothing. */
  readonly conditions: Conditions;
  readonly listeners: readonly ListenerStatus[];
  readonly addresses: readonly string[];
  readonly attachedListenerSets: number;
}

/** What the operator says of a route at one parent. */
export interface ParentStatus {
  readonly parent: ParentRef;
  /** Accepted and ResolvedRefs. */
  readonly conditions: Conditions;
}

/** A route; without parents if the operator says nothing. */
export interface RouteStatus {
  readonly kind: RouteKind;
  readonly namespace: string;
  readonly name: string;
  readonly parents: readonly ParentStatus[];
}

/** A BackendTLSPolicy at the Gateways that use it. */
export interface PolicyStatus {
  readonly namespace: string;
  readonly name: string;
  readonly ancestors: readonly {
    readonly gateway: { readonly namespace: string; readonly name: string };
    readonly conditions: Conditions;
  }[];
}

/** A CiliumEnvoyConfig. */
export interface EnvoyConfig {
  readonly namespace: string;
  readonly name: string;
  readonly parts: readonly EnvoyPart[];
}

/** What is served for one Gateway, or for the routes of one Service. */
export interface OwnerTranslation {
  /** `Gateway/namespace/name` or `Service/namespace/name`. */
  readonly owner: string;
  /** Listeners that take part; a conflicting one does so before 1.20, one with a bad certificate always. */
  readonly listeners: readonly OwnedListener[];
  readonly translation: Translation;
  /** True if it got as far as Envoy and the Service: what is only translated is not served. */
  readonly made: boolean;
}

/** The operator's whole answer. */
export interface GatewayVerdict {
  readonly minor: string;
  /** What the operator saw. */
  readonly objects: GatewayObjects;
  /** False if the controllers do not come up with these CRDs: then nothing else is said. */
  readonly enabled: boolean;
  /** Required kind and version that the CRDs lack. */
  readonly missing: readonly string[];
  /** Kind and version that stand in the CRDs but are not served. */
  readonly notServed: readonly string[];
  /** Kinds that the operator reconciles with these CRDs. */
  readonly reads: readonly string[];
  readonly classes: readonly ClassStatus[];
  readonly gateways: readonly OwnerStatus[];
  readonly listenerSets: readonly OwnerStatus[];
  readonly routes: readonly RouteStatus[];
  readonly policies: readonly PolicyStatus[];
  /** Services made for Gateways, by `namespace/name` of the Gateway. */
  readonly services: ReadonlyMap<string, GatewayService>;
  /** `Kind/namespace/name` of every object made. */
  readonly created: readonly string[];
  readonly envoyConfigs: readonly EnvoyConfig[];
  readonly translations: readonly OwnerTranslation[];
  /** Objects of Gateway API that never reach the operator. */
  readonly ignored: readonly IgnoredObject[];
  /** `Kind/namespace/name` → the error that the operator retries in vain; one that begins with `panic` ends it. */
  readonly failures: ReadonlyMap<string, string>;
  /** True if the statuses never settle. */
  readonly unstable: boolean;
}
