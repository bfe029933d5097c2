// Listeners that are accepted and answer otherwise than they read, and those that are refused and answer all the same.
import { isTrue } from '../conditions';
import { envoyParts } from '../envoy/parts';
import { isStream } from '../listeners/protocols';
import { GatewayObject, ListenerSetObject } from '../objects/gateways';
import { keyOf } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { isClosed, isEncrypted } from '../paths';
import { ServedListener, ServedRoute } from '../translation/served';
import { OwnerStatus, OwnerTranslation } from '../verdict';
import { entry, Picture, Unserved, UnservedCode } from './entry';

type Owner = GatewayObject | ListenerSetObject;

interface OwnListener {
  readonly owner: Owner;
  readonly listener: ListenerObject;
  readonly accepted: boolean;
  readonly reason: string;
  /** What is made of the Gateway; undefined if nothing. */
  readonly made: OwnerTranslation | undefined;
}

function eachListener({ verdict }: Picture): OwnListener[] {
  const { objects } = verdict;
  const pairs: readonly (readonly [readonly Owner[], readonly OwnerStatus[]])[] = [
    [objects.gateways, verdict.gateways],
    [objects.listenerSets, verdict.listenerSets],
  ];
  return pairs.flatMap(([owners, statuses]) =>
    owners.flatMap((owner) => {
      const status = statuses.find(({ namespace, name }) => namespace === owner.namespace && name === owner.name);
      const gateway = 'gateway' in owner ? owner.gateway : owner;
      const made = verdict.translations.find(
        (item) => item.made && item.owner === `Gateway/${gateway.namespace}/${gateway.name}`,
      );
      return owner.listeners.map((listener) => {
        const conditions = status?.listeners.find(({ name }) => name === listener.name)?.conditions ?? {};
        const accepted = isTrue(conditions, 'Accepted');
        return { owner, listener, accepted, reason: conditions.Accepted?.reason ?? '', made };
      });
    }),
  );
}

const place = ({ index }: ListenerObject) => ['spec', 'listeners', index];

function servedOf({ made, listener, owner }: OwnListener) {
  return made?.translation.http.find((served) => served.name === listener.name && keyOf(served.owner) === keyOf(owner));
}

const hostsOf = (listener: ServedListener, { hostnames }: ServedRoute) =>
  hostnames.length === 0 ? [listener.hostname ?? '*'] : hostnames;

const routesOf = (served: ReturnType<typeof servedOf>) => [...new Set(served?.routes.map(({ route }) => route))];

/** HTTPS without certificates (`tls-no-tls`, `tls-options-only`): plain text where Envoy takes it for plain HTTP, else nothing. */
export function plainHttps(picture: Picture): Unserved[] {
  return eachListener(picture).flatMap((own) => {
    const { owner, listener, accepted } = own;
    const served = servedOf(own);
    if (listener.protocol !== 'HTTPS' || !accepted || served === undefined || isEncrypted(served)) return [];
    const code = isClosed(picture.verdict.minor, served) ? UnservedCode.CLOSED : UnservedCode.PLAIN_TEXT;
    return [
      entry(code, owner, place(listener), { listener: listener.name, port: listener.port, routes: routesOf(served) }),
    ];
  });
}

/**
 * A TLS listener is also an HTTP one to the operator (`listener-http-tls-port`, `kinds-http-section-on-tls`): host names that no plain listener
 * of the Gateway serves for the route are answered in plain text.
 */
export function plainOnTls(picture: Picture): Unserved[] {
  return eachListener(picture).flatMap((own) => {
    const { owner, listener } = own;
    const served = servedOf(own);
    if (listener.protocol !== 'TLS' || served === undefined || served.routes.length === 0) return [];
    if (isEncrypted(served) || isClosed(picture.verdict.minor, served)) return [];
    const plain = new Set(
      own.made?.listeners
        .filter((item) => item.listener.protocol === 'HTTP')
        .flatMap(
          (item) =>
            own.made?.translation.http.filter(
              ({ name, owner: by }) => name === item.listener.name && keyOf(by) === keyOf(item.owner),
            ) ?? [],
        )
        .flatMap((http) =>
          http.routes.flatMap((route) => hostsOf(http, route).map((host) => `${route.route} ${host}`)),
        ),
    );
    const routes = served.routes.filter((route) =>
      hostsOf(served, route).some((host) => !plain.has(`${route.route} ${host}`)),
    );
    if (routes.length === 0) return [];
    return [
      entry(UnservedCode.PLAIN_ON_TLS, owner, place(listener), {
        listener: listener.name,
        port: listener.port,
        hostname: listener.hostname,
        routes: [...new Set(routes.map(({ route }) => route))],
      }),
    ];
  });
}

/** TCP and UDP before they are supported: accepted, and no port is opened (`tcp-beside-http`, `listener-udp-and-http`). */
export function closedStreams(picture: Picture): Unserved[] {
  if (picture.features.streams) return [];
  return eachListener(picture)
    .filter(({ listener, accepted }) => accepted && isStream(listener.protocol))
    .map(({ owner, listener }) =>
      entry(UnservedCode.STREAM_CLOSED, owner, place(listener), {
        listener: listener.name,
        port: listener.port,
        protocol: listener.protocol,
      }),
    );
}

/** TLS in mode Terminate, the default mode, builds a terminating and a passthrough chain (`tls-terminate-tlsroute`). */
export function terminatedTls(picture: Picture): Unserved[] {
  if (picture.features.refusesTlsTerminate) return [];
  return eachListener(picture)
    .filter(({ listener, accepted }) => accepted && listener.protocol === 'TLS' && listener.tls?.mode === 'Terminate')
    .map(({ owner, listener }) =>
      entry(UnservedCode.TLS_TERMINATE, owner, [...place(listener), 'tls', 'mode'], {
        listener: listener.name,
        port: listener.port,
      }),
    );
}

/** A bad certificate, or a conflict, leaves the listener in Envoy (`tls-one-of-two-bad`, `ls-conflict-gateway`). */
export function servedInvalid(picture: Picture): Unserved[] {
  return eachListener(picture).flatMap((own) => {
    const { owner, listener, accepted, reason } = own;
    const routes = routesOf(servedOf(own));
    if (accepted || reason === '' || routes.length === 0) return [];
    return [entry(UnservedCode.INVALID_SERVED, owner, place(listener), { listener: listener.name, reason, routes })];
  });
}

/**
 * Two certificates of one listener, or one host name on two ports that share an Envoy listener: two filter chains with the same server
 * names. Envoy is documented to refuse such a listener; that was not run.
 */
export function duplicateChains({ verdict, features }: Picture): Unserved[] {
  return verdict.translations
    .filter(({ made }) => made)
    .flatMap(({ owner, translation }) => {
      const gateway = verdict.objects.gateways.find((item) => keyOf(item) === owner);
      if (gateway === undefined) return [];
      const seen = new Set<string>();
      return envoyParts(features, translation)
        .filter(({ resource }) => resource.endsWith('/tls'))
        .flatMap(({ resource, domains }) => {
          const key = JSON.stringify([resource, domains]);
          const twice = seen.has(key);
          seen.add(key);
          return twice
            ? [entry(UnservedCode.DUPLICATE_CHAIN, gateway, ['spec', 'listeners'], { serverNames: domains })]
            : [];
        });
    });
}

/** Without a valid listener of its own a Gateway gives its sets no status (`ls-gateway-invalid`). */
export function silentSets({ verdict, features }: Picture): Unserved[] {
  if (!features.listenerSets) return [];
  return verdict.objects.listenerSets.flatMap((set) => {
    const status = verdict.listenerSets.find(({ namespace, name }) => namespace === set.namespace && name === set.name);
    const gateway = verdict.gateways.find(
      ({ namespace, name }) => namespace === set.gateway.namespace && name === set.gateway.name,
    );
    if (gateway === undefined || Object.keys(status?.conditions ?? {}).length > 0) return [];
    if (Object.keys(gateway.conditions).length === 0) return [];
    return [
      entry(UnservedCode.SET_WITHOUT_GATEWAY, set, ['spec', 'parentRef'], {
        gateway: `${gateway.namespace}/${gateway.name}`,
        reason: gateway.conditions.Accepted?.reason,
      }),
    ];
  });
}
