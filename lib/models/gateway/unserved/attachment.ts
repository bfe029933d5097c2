// Routes that are accepted and not attached, attached and not served, or served elsewhere than they ask for.
import { listenerAnswers, ListenerRefusal } from '../attachment';
import { isTrue } from '../conditions';
import { matchKey } from '../envoy/match';
import { commonHosts, hostsMeet } from '../hostnames';
import { allowsNamespace } from '../listeners/namespaces';
import { allowsKind, isStream } from '../listeners/protocols';
import { byAge, Identity, keyOf, nameOf } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { ParentRef, RouteObject } from '../objects/routes';
import { IngressPath, ingressPaths, portsServing } from '../paths';
import { isGatewayRef, isListenerSetRef, namespaceOf } from '../references/refs';
import { setsHostHeader } from '../routes/expressions';
import { isMeant } from '../routes/parents';
import { entry, Picture, Unserved, UnservedCode } from './entry';

interface Owner extends Identity {
  readonly listeners: readonly ListenerObject[];
}

/** A parentRef that was accepted, with its parent. */
interface Accepted {
  readonly route: RouteObject;
  readonly parent: ParentRef;
  readonly owner: Owner;
}

function acceptedParents({ verdict }: Picture): Accepted[] {
  const { objects } = verdict;
  const statuses = new Map(verdict.routes.map((status) => [keyOf(status), status]));
  return objects.routes.flatMap((route) => {
    const status = statuses.get(keyOf(route));
    return (status?.parents ?? []).flatMap(({ parent, conditions }) => {
      if (!isTrue(conditions, 'Accepted')) return [];
      const owners: readonly Owner[] = isGatewayRef(parent)
        ? objects.gateways
        : isListenerSetRef(parent)
          ? objects.listenerSets
          : [];
      const namespace = namespaceOf(parent, route.namespace);
      const owner = owners.find((item) => item.name === parent.name && item.namespace === namespace);
      return owner === undefined ? [] : [{ route, parent, owner }];
    });
  });
}

/** Why a listener does not take a route, as `attachedRoutes` counts. */
function refusalsOf(
  { verdict, features }: Picture,
  { route, parent, owner }: Accepted,
  listener: ListenerObject,
): readonly ListenerRefusal[] {
  const { kind, hostnames } = route;
  const allows = () => allowsNamespace(listener, owner.namespace, route.namespace, verdict.objects.namespaces);
  return listenerAnswers(features, [listener], { kind, hostnames, parent, allows })[0]!.refusals;
}

/**
 * Accepted and attached to nothing: most checks look at any listener of the parent (`host-two-listeners-section-miss`,
 * `port-section-mismatch`, `kinds-http-section-on-tls`).
 */
export function notAttached(picture: Picture): Unserved[] {
  return acceptedParents(picture).flatMap((accepted) => {
    const listeners = accepted.owner.listeners.map((listener) => ({
      name: listener.name,
      refusals: refusalsOf(picture, accepted, listener),
    }));
    if (listeners.some(({ refusals }) => refusals.length === 0)) return [];
    const { route, parent, owner } = accepted;
    return [
      entry(UnservedCode.NOT_ATTACHED, route, ['spec', 'parentRefs', parent.index], {
        parent: keyOf(owner),
        listeners,
      }),
    ];
  });
}

/** Host names that the siblings of a listener take; all of them: nothing is served (`host-two-listeners-section-wild`). */
export function isolated(picture: Picture): Unserved[] {
  const { features, verdict } = picture;
  const paths = ingressPaths(verdict);
  return acceptedParents(picture).flatMap((accepted) => {
    const { route, parent, owner } = accepted;
    const taking = owner.listeners.filter((listener) => refusalsOf(picture, accepted, listener).length === 0);
    if (taking.length === 0 || isStream(taking[0]!.protocol)) return [];
    const gateway = verdict.translations.find(({ listeners }) =>
      listeners.some((item) => item.owner.kind === owner.kind && nameOf(item.owner) === nameOf(owner)),
    );
    const others = (protocol: string) =>
      (gateway?.listeners ?? [])
        .filter(({ listener }) => listener.protocol === protocol)
        .flatMap(({ listener }) => listener.hostname ?? []);
    const lost = taking.flatMap((listener) => {
      const served = commonHosts(features, route.hostnames, listener.hostname, others(listener.protocol));
      const hosts = commonHosts(features, route.hostnames, listener.hostname).filter((host) => !served.includes(host));
      return hosts.map((host) => ({
        host,
        listener: listener.name,
        by: (gateway?.listeners ?? [])
          .map((item) => item.listener)
          .filter(
            (other) =>
              other !== listener &&
              other.protocol === listener.protocol &&
              other.hostname !== undefined &&
              hostsMeet(other.hostname, host),
          )
          .map(({ name }) => name),
      }));
    });
    if (lost.length === 0) return [];
    const [routeKey, ownerKey] = [keyOf(route), keyOf(owner)];
    const own = paths.filter((path) => path.route === routeKey && path.listenerOwner === ownerKey);
    // A sibling that takes the host name and serves it for the same route loses nobody.
    const missing = lost.filter(({ host }) => !own.some(({ hostname }) => hostname === host));
    if (missing.length === 0) return [];
    const code = own.length === 0 ? UnservedCode.NOTHING_SERVED : UnservedCode.ISOLATED;
    return [entry(code, route, ['spec', 'parentRefs', parent.index], { parent: keyOf(owner), hosts: missing })];
  });
}

/**
 * Envoy has one set of routes for all plain ports of a Gateway, whatever listener a route names (`section-ok`, `port-ok`: the routes stand in
 * `listener-insecure`). Ports of TLS listeners are another matter.
 */
export function otherPorts({ verdict }: Picture): Unserved[] {
  return verdict.translations
    .filter(({ made }) => made)
    .flatMap(({ owner, translation, listeners }) => {
      const web = listeners
        .filter(({ listener }) => listener.protocol === 'HTTP' || listener.protocol === 'HTTPS')
        .map(({ listener }) => listener.port);
      const seen = new Map<string, { ports: Set<number>; served: Set<number> }>();
      for (const listener of translation.http)
        for (const { route } of listener.routes) {
          const own = seen.get(route) ?? { ports: new Set<number>(), served: new Set<number>() };
          seen.set(route, own);
          own.ports.add(listener.port);
          for (const port of portsServing(verdict.minor, translation, listener)) own.served.add(port);
        }
      return [...seen].flatMap(([key, { ports, served }]) => {
        const others = [...served].filter((port) => !ports.has(port) && web.includes(port));
        if (others.length === 0) return [];
        const route = verdict.objects.routes.find((item) => keyOf(item) === key);
        if (route === undefined) return [];
        return [
          entry(UnservedCode.OTHER_PORTS, route, ['spec', 'parentRefs'], { parent: owner, ports: [...ports], others }),
        ];
      });
    });
}

/** A parentRef's port binds an HTTPRoute, a TCPRoute and a UDPRoute only (toGRPCRoutes, toTLSRoutes). */
export function parentPortIgnored(picture: Picture): Unserved[] {
  const paths = ingressPaths(picture.verdict);
  return acceptedParents(picture).flatMap(({ route, parent, owner }) => {
    if ((route.kind !== 'GRPCRoute' && route.kind !== 'TLSRoute') || parent.port === undefined) return [];
    const ports = paths
      .filter((path) => path.route === keyOf(route) && path.listenerOwner === keyOf(owner))
      .map(({ port }) => port)
      .filter((port) => port !== parent.port);
    if (ports.length === 0) return [];
    return [
      entry(UnservedCode.PARENT_PORT_IGNORED, route, ['spec', 'parentRefs', parent.index, 'port'], {
        parent: keyOf(owner),
        port: parent.port,
        ports: [...new Set(ports)],
      }),
    ];
  });
}

/** Same host name and match in two routes (`routes-two-same-host`): all backends share, and filters of the second are lost. */
export function merged({ verdict, features }: Picture): Unserved[] {
  return verdict.translations
    .filter(({ made, owner }) => made && owner.startsWith('Gateway/'))
    .flatMap(({ translation }) => {
      const first = new Map<string, { route: string; rule: number }>();
      const told = new Set<string>();
      return translation.http.flatMap((listener) =>
        listener.routes.flatMap((served) => {
          // Listeners that answer on the same ports have their routes in one place.
          const place = portsServing(verdict.minor, translation, listener).join();
          const hosts = served.hostnames.length === 0 ? [listener.hostname ?? '*'] : served.hostnames;
          return hosts.flatMap((host) => {
            const key = `${place} ${host} ${matchKey(features, served)}`;
            const before = first.get(key);
            if (before === undefined) {
              first.set(key, served);
              return [];
            }
            const pair = `${served.route} ${served.rule} ${served.match ?? ''} ${before.route}`;
            const route = verdict.objects.routes.find((item) => keyOf(item) === served.route);
            if (before.route === served.route || told.has(pair) || route === undefined) return [];
            told.add(pair);
            const path = [
              'spec',
              'rules',
              served.rule,
              ...(served.match === undefined ? [] : ['matches', served.match]),
            ];
            return [entry(UnservedCode.MERGED, route, path, { host, with: before.route, rule: before.rule })];
          });
        }),
      );
    });
}

/** An L4 listener has one route, the oldest (`tcp-two-routes`). */
export function newerStreams(picture: Picture): Unserved[] {
  const paths: readonly IngressPath[] = ingressPaths(picture.verdict);
  const accepted = acceptedParents(picture).filter(
    ({ route }) => route.kind === 'TCPRoute' || route.kind === 'UDPRoute',
  );
  return accepted.flatMap(({ route, parent, owner }) => {
    const rivals = owner.listeners
      .filter((listener) => isMeant(parent, listener) && allowsKind(listener, route.kind))
      .map((listener) => paths.find((path) => path.listener === listener.name && path.listenerOwner === keyOf(owner)))
      .flatMap((path) => (path === undefined || path.route === keyOf(route) ? [] : [path.route]));
    const older = picture.verdict.objects.routes
      .filter((item) => rivals.includes(keyOf(item)) && byAge(item, route) < 0)
      .map(keyOf);
    if (older.length === 0 || paths.some((path) => path.route === keyOf(route))) return [];
    return [
      entry(UnservedCode.NEWER_STREAM, route, ['spec', 'parentRefs', parent.index], { parent: keyOf(owner), older }),
    ];
  });
}

/** ValidateHeaderModifier ends the walk over the HTTPRoutes of a Gateway: later ones keep no status. */
export function hostHeaders({ verdict, features }: Picture): Unserved[] {
  if (!features.checksHostHeader) return [];
  return verdict.objects.routes
    .filter((route) => route.kind === 'HTTPRoute' && setsHostHeader(route))
    .map((route) => {
      const later = verdict.routes
        .filter(({ kind, parents }) => kind === 'HTTPRoute' && parents.length === 0)
        .map(keyOf);
      return entry(UnservedCode.HOST_HEADER, route, ['spec', 'rules'], { withoutStatus: later });
    });
}
