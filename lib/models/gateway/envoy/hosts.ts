// Virtual hosts: the routes of all listeners by the place where Envoy has them and by host name.
import { GatewayFeatures } from '../features';
import { byBytes } from '../read';
import { ServedListener, ServedRoute, Translation } from '../translation/served';
import { authKey } from './clusters';
import { ENVOY_LISTENER, EnvoyPart } from './part';
import { isSecure, needsPerPort } from './ports';
import { envoyRoutes } from './routes';

/** Where the routes of a listener are configured: plain listeners share one place whatever their port. */
function placeOf(features: GatewayFeatures, listener: ServedListener, perPort: boolean): string {
  const secure = features.noCertificateIsPlain ? isSecure(listener) : listener.certificates !== undefined;
  if (!secure) return 'insecure';
  return perPort ? String(listener.port) : 'secure';
}

/** Every virtual host, plain places first. */
export function routeConfigurations(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
  const { http } = translation;
  const perPort = needsPerPort(features, translation);
  const places = new Map<string, Map<string, ServedRoute[]>>();
  for (const listener of http)
    for (const route of listener.routes) {
      const place = placeOf(features, listener, perPort);
      const hosts = places.get(place) ?? new Map<string, ServedRoute[]>();
      places.set(place, hosts);
      const names = route.hostnames.length === 0 ? [listener.hostname ?? '*'] : route.hostnames;
      for (const name of names) {
        const own = hosts.get(name);
        if (own === undefined) hosts.set(name, [route]);
        else own.push(route);
      }
    }
  const order = [...places.keys()].sort((a, b) => (a === 'insecure' ? -1 : b === 'insecure' ? 1 : byBytes(a, b)));
  const auths = authKeys(http);
  return order.flatMap((place) =>
    [...places.get(place)!]
      .sort(([a], [b]) => byBytes(a, b))
      .map(([host, routes]) => ({
        resource: `${ENVOY_LISTENER}-${place}`,
        domains: host === '*' ? ['*'] : [host, `${host}:*`],
        routes: envoyRoutes(features, routes, http[0]!.port, auths),
        filter: [],
      })),
  );
}

/** Filters of external authorisation that are active anywhere on the listener. */
function authKeys(http: readonly ServedListener[]): string[] {
  return [
    ...new Set(http.flatMap(({ routes }) => routes.flatMap(({ auth }) => (auth === undefined ? [] : authKey(auth))))),
  ];
}
