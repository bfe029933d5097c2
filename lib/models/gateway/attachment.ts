// Which listeners of a parent take a route, each judged for itself: what `attachedRoutes` counts, and what narrower siblings leave of it.
import { GatewayFeatures } from './features';
import { commonHosts } from './hostnames';
import { allowsKind, isStream } from './listeners/protocols';
import { ListenerObject } from './objects/listeners';
import { ParentRef, RouteObject } from './objects/routes';

/** Why a listener does not take a route. */
export type ListenerRefusal = 'section' | 'port' | 'kind' | 'namespace' | 'hostname' | 'isolated';

/** What a listener makes of a route. */
export interface ListenerAnswer {
  readonly listener: ListenerObject;
  /** None if the route is served. `isolated`: siblings that do not take the route get all its host names (`host-two-listeners-section-wild`). */
  readonly refusals: readonly ListenerRefusal[];
  /** Host names that it serves for the route; `*` for all, none for TCP and UDP. */
  readonly hostnames: readonly string[];
}

/** The route as listeners see it. */
export interface AttachingRoute extends Pick<RouteObject, 'kind' | 'hostnames'> {
  readonly parent: Pick<ParentRef, 'sectionName' | 'port'>;
  /** True if routes of its namespace may attach to the listener. */
  allows(listener: ListenerObject): boolean;
}

/** Judges every listener of one Gateway or ListenerSet. */
export function listenerAnswers(
  features: Pick<GatewayFeatures, 'widerWildcards'>,
  listeners: readonly ListenerObject[],
  route: AttachingRoute,
): ListenerAnswer[] {
  const open = listeners.map((listener) => ({ listener, ...meets(features, listener, route) }));
  const taking = open.filter(({ refusals }) => refusals.length === 0).map(({ listener }) => listener);
  return open.map((answer) => {
    const { listener, refusals } = answer;
    if (refusals.length > 0 || route.hostnames.length === 0 || isStream(listener.protocol)) return answer;
    const others = listeners
      .filter((other) => other.protocol === listener.protocol && !taking.includes(other))
      .flatMap(({ hostname }) => hostname ?? []);
    const hostnames = commonHosts(features, route.hostnames, listener.hostname, others);
    return { listener, hostnames, refusals: hostnames.length === 0 ? ['isolated' as const] : [] };
  });
}

function meets(
  features: Pick<GatewayFeatures, 'widerWildcards'>,
  listener: ListenerObject,
  { kind, hostnames, parent, allows }: AttachingRoute,
): { readonly refusals: readonly ListenerRefusal[]; readonly hostnames: readonly string[] } {
  const common = isStream(listener.protocol) ? [] : commonHosts(features, hostnames, listener.hostname);
  const refusals: ListenerRefusal[] = [];
  if ((parent.sectionName ?? listener.name) !== listener.name) refusals.push('section');
  if ((parent.port ?? listener.port) !== listener.port) refusals.push('port');
  if (!allowsKind(listener, kind)) refusals.push('kind');
  if (!allows(listener)) refusals.push('namespace');
  if (!isStream(listener.protocol) && common.length === 0) refusals.push('hostname');
  return { refusals, hostnames: refusals.length === 0 ? common : [] };
}
