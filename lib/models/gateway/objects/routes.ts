// Routes of the five kinds as they are read: parents, host names, rules, backends.
import { isMap, PlainMap } from '../../../manifest';
import { listAt, numberAt, textAt, textsAt } from '../read';
import { Identity } from './identity';
import { secretOf } from './listeners';

/** Kinds of routes, in the order in which reports list them. */
export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

/** A kind of route. */
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** A reference to a parent. */
export interface ParentRef {
  /** Position in `spec.parentRefs`. */
  readonly index: number;
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
}

/** A reference to a backend: of a rule, a mirror or an external authorisation. */
export interface BackendRef {
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly port: number | undefined;
  readonly weight: number | undefined;
  readonly filters: readonly PlainMap[];
  /** Path of the reference in the object. */
  readonly path: readonly (string | number)[];
}

/** A rule of a route. */
export interface RouteRule {
  readonly index: number;
  readonly backends: readonly BackendRef[];
  readonly filters: readonly PlainMap[];
  readonly matches: readonly PlainMap[];
  readonly rule: PlainMap;
}

/** A route. */
export interface RouteObject extends Identity {
  readonly kind: RouteKind;
  readonly parents: readonly ParentRef[];
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
}

/** Reads a route. */
export function routeOf(identity: Identity): RouteObject {
  const { object } = identity;
  return {
    ...identity,
    kind: identity.kind as RouteKind,
    parents: listAt(object, 'spec', 'parentRefs').flatMap((ref, index) =>
      isMap(ref)
        ? { index, ...secretOf(ref), sectionName: textAt(ref, 'sectionName'), port: numberAt(ref, 'port') }
        : [],
    ),
    hostnames: textsAt(object, 'spec', 'hostnames'),
    rules: listAt(object, 'spec', 'rules').flatMap((rule, index) =>
      isMap(rule)
        ? {
            index,
            rule,
            backends: listAt(rule, 'backendRefs').flatMap((ref, place) =>
              isMap(ref) ? backendOf(ref, ['spec', 'rules', index, 'backendRefs', place]) : [],
            ),
            filters: listAt(rule, 'filters').filter(isMap),
            matches: listAt(rule, 'matches').filter(isMap),
          }
        : [],
    ),
  };
}

/** Reads a reference to a backend. */
export function backendOf(ref: PlainMap, path: readonly (string | number)[]): BackendRef {
  return {
    ...secretOf(ref),
    port: numberAt(ref, 'port'),
    weight: numberAt(ref, 'weight'),
    filters: listAt(ref, 'filters').filter(isMap),
    path,
  };
}
