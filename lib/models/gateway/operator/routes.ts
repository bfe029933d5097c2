// Routes of a Gateway: which there are, their statuses at each parent, and which count as attached.
import { isTrue, OpenConditions } from '../conditions';
import { GatewayFeatures } from '../features';
import { commonHosts } from '../hostnames';
import { reconcilerAllowsNamespace } from '../listeners/namespaces';
import { allowsKind } from '../listeners/protocols';
import { named } from '../objects/by-name';
import { GatewayObject, ListenerSetObject } from '../objects/gateways';
import { byName, Identity, keyOf } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { ParentRef, ROUTE_KINDS, RouteObject } from '../objects/routes';
import { isGatewayRef, isListenerSetRef, namespaceOf } from '../references/refs';
import { RouteOwner } from '../routes/context';
import { badRegexp, setsHostHeader } from '../routes/expressions';
import { judgeParent } from '../routes/parents';
import { isOurs } from './classes';
import { Listed, objectsNow, OpenParent, State } from './state';

/** Routes by the key of a Gateway or ListenerSet that a parentRef of theirs names. */
type RoutesByParent = ReadonlyMap<string, readonly RouteObject[]>;

const BY_PARENT = new WeakMap<readonly RouteObject[], RoutesByParent>();

/** Routes at each parent, by namespace and name; read once, since every reconciler lists them. */
function routesByParent(routes: readonly RouteObject[]): RoutesByParent {
  const known = BY_PARENT.get(routes) ?? indexOf(routes);
  BY_PARENT.set(routes, known);
  return known;
}

function indexOf(routes: readonly RouteObject[]): RoutesByParent {
  const found = new Map<string, RouteObject[]>();
  for (const route of [...routes].sort(byName))
    for (const parent of new Set(route.parents.flatMap((ref) => ownerKey(ref, route) ?? []))) {
      const own = found.get(parent);
      if (own === undefined) found.set(parent, [route]);
      else own.push(route);
    }
  return found;
}

function ownerKey(ref: ParentRef, { namespace }: RouteObject): string | undefined {
  const kind = isGatewayRef(ref) ? 'Gateway' : isListenerSetRef(ref) ? 'ListenerSet' : undefined;
  return kind && keyOf({ kind, namespace: namespaceOf(ref, namespace), name: ref.name });
}

/** Routes with a parentRef to the Gateway, then those of its sets. */
export function listRoutes(state: State, gateway: GatewayObject, sets: readonly ListenerSetObject[]): Listed {
  const index = routesByParent(state.given.routes);
  const routes = new Set([gateway, ...sets].flatMap((owner) => index.get(keyOf(owner)) ?? []));
  const statuses = new Map([...routes].map((route) => [keyOf(route), state.routes.get(keyOf(route)) ?? []]));
  return { routes: [...routes], statuses };
}

/** The parent of a route, if the operator looks after it. */
function routeOwner(state: State, route: RouteObject, parent: ParentRef): RouteOwner | undefined {
  const { given, features } = state;
  const namespace = namespaceOf(parent, route.namespace);
  const isManaged = (gateway: GatewayObject | undefined) =>
    given.classes.some((item) => item.name === gateway?.className && isOurs(item));
  if (isGatewayRef(parent)) {
    const gateway = named(given.gateways, namespace, parent.name);
    return isManaged(gateway) ? gateway : undefined;
  }
  if (!features.listenerSets || !isListenerSetRef(parent)) return undefined;
  const set = named(given.listenerSets, namespace, parent.name);
  if (set === undefined) return undefined;
  return isManaged(named(given.gateways, set.gateway.namespace, set.gateway.name)) ? set : undefined;
}

/** The order in which kinds are walked; an HTTPRoute that sets Host ends the walk over the HTTPRoutes. */
export function setRouteStatuses(state: State, listed: Listed): void {
  const { features, settings } = state;
  const context = { features, hostNetwork: settings.hostNetwork, objects: objectsNow(state) };
  for (const kind of ROUTE_KINDS)
    for (const route of listed.routes.filter((item) => item.kind === kind)) {
      const parents = (state.routes.get(keyOf(route)) ?? []).map((item) => ({
        ...item,
        conditions: { ...item.conditions },
      }));
      for (const parent of route.parents) {
        const owner = routeOwner(state, route, parent);
        if (owner !== undefined) setParent(parents, parent, judgeParent(context, route, parent, owner));
      }
      const stops = features.checksHostHeader && kind === 'HTTPRoute' && setsHostHeader(route);
      const bad = features.checksRegexps && !stops ? badRegexp(route) : undefined;
      if (bad !== undefined) for (const { conditions } of parents) conditions.Accepted = bad;
      state.routes.set(keyOf(route), parents);
      if (stops) break;
      listed.statuses.set(keyOf(route), parents);
    }
}

/** Merges conditions into the status at a parent. */
export function setParent(parents: OpenParent[], parent: ParentRef, conditions: OpenConditions): void {
  const known = parents.find((item) => parentKey(item.parent) === parentKey(parent));
  if (known === undefined) parents.push({ parent, conditions });
  else Object.assign(known.conditions, conditions);
}

/** Two parentRefs with the same fields are one. */
function parentKey({ group, kind, namespace, name, sectionName, port }: ParentRef): string {
  return JSON.stringify([group, kind, namespace, name, sectionName, port]);
}

/** True if some parent of that name accepted the route, of whatever kind. */
export function isAttachable(
  features: GatewayFeatures,
  to: Identity,
  route: RouteObject,
  { statuses }: Listed,
  sets: readonly ListenerSetObject[] = [],
): boolean {
  return (statuses.get(keyOf(route)) ?? []).some(({ parent, conditions }) => {
    const namespace = namespaceOf(parent, route.namespace);
    const is = (owner: Identity) => owner.namespace === namespace && owner.name === parent.name;
    if (!is(to) && !(isListenerSetRef(parent) && sets.some(is))) return false;
    return (
      isTrue(conditions, 'Accepted') || (features.unresolvedAttaches && conditions.ResolvedRefs?.status === 'False')
    );
  });
}

/** True if some listener allows the route, and some host name is left that no other listener takes. */
export function fitsGateway(state: State, gateway: GatewayObject, route: RouteObject): boolean {
  const { features } = state;
  const others = route.kind === 'TLSRoute' ? [] : gateway.listeners.flatMap(({ hostname }) => hostname ?? []);
  return (
    gateway.listeners.some((listener) => isAllowed(state, listener, gateway.namespace, route)) &&
    gateway.listeners.some(({ hostname }) => commonHosts(features, route.hostnames, hostname, others).length > 0)
  );
}

/** True if a listener takes routes of the kind and namespace. */
export function isAllowed(
  { features, given }: State,
  listener: ListenerObject,
  own: string,
  route: RouteObject,
): boolean {
  if (listener.namespaces !== undefined && !allowsKind(listener, route.kind)) return false;
  return reconcilerAllowsNamespace(features, listener, own, route.namespace, given.namespaces);
}
