// Which listeners a route attaches to, and whether they serve it. Cilium compares host name and protocol with any listener of the
// Gateway, so a route can read Accepted True while nothing is served; here each listener is judged for itself.
import { covers, intersection, narrower } from './hostname';
import { Listener } from './listener';

/** Why a listener does not serve a route. */
export enum Refusal {
  KIND = 'kind',
  NAMESPACE = 'namespace',
  HOSTNAME = 'hostname',
  /** A sibling with a narrower host name gets the requests (run: `host-two-listeners-section-wild`). */
  ISOLATED = 'isolated',
}

/** A route, as listeners see it. */
export interface AttachingRoute {
  readonly kind: string;
  readonly hostnames: readonly string[];
  /** True if routes of its namespace may attach; undefined if nobody knows. */
  readonly allowed: (listener: Listener) => boolean | undefined;
}

/** What a listener makes of a route. */
export interface Attachment {
  readonly listener: Listener;
  /** Undefined if the route is served. */
  readonly refusal: Refusal | undefined;
  /** Host names of the route that this listener serves. */
  readonly hostnames: readonly string[];
}

/**
 * Judges every listener.
 *
 * @param section name of the only listener that the route wants; undefined for all
 */
export function attachments(listeners: readonly Listener[], route: AttachingRoute, section?: string): Attachment[] {
  const candidates = section === undefined ? listeners : listeners.filter((listener) => listener.name === section);
  const open = candidates.map((listener) => ({ listener, ...meets(listener, route) }));
  const attached = open.filter((entry) => entry.refusal === undefined).map((entry) => entry.listener);
  return open.map((entry) => {
    if (entry.refusal !== undefined || route.hostnames.length === 0) return entry;
    const siblings = listeners.filter(
      (other) =>
        other.protocol === entry.listener.protocol &&
        !attached.includes(other) &&
        narrower(other.hostname, entry.listener.hostname),
    );
    const hostnames = entry.hostnames.filter(
      (host) => !siblings.some((other) => other.hostname !== undefined && covers(other.hostname, host)),
    );
    return { ...entry, hostnames, refusal: hostnames.length === 0 ? Refusal.ISOLATED : undefined };
  });
}

function meets(listener: Listener, route: AttachingRoute): { refusal: Refusal | undefined; hostnames: string[] } {
  if (!listener._takes(route.kind)) return { refusal: Refusal.KIND, hostnames: [] };
  if (route.allowed(listener) === false) return { refusal: Refusal.NAMESPACE, hostnames: [] };
  const hostnames = route.hostnames.flatMap((host) => intersection(listener.hostname, host) ?? []);
  return {
    refusal: route.hostnames.length > 0 && hostnames.length === 0 ? Refusal.HOSTNAME : undefined,
    hostnames: [...new Set(hostnames)],
  };
}
