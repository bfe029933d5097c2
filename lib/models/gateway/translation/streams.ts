// Routes that are passed through without being read: TLSRoutes, TCPRoutes, UDPRoutes.
import { ListenerOwner } from '../objects/gateways';
import { keyOf } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { RouteObject } from '../objects/routes';
import { servedBackend } from './backends';
import { TranslationInput } from './input';
import { opensTo, servedHosts } from './meets';
import { ServedStream } from './served';

/** What a TLS listener serves of a TLSRoute. */
export function tlsRoutes(
  input: TranslationInput,
  listener: ListenerObject,
  owner: ListenerOwner,
  route: RouteObject,
): ServedStream[] {
  const meant = route.parents.some(({ sectionName }) => (sectionName ?? listener.name) === listener.name);
  if (!meant || !opensTo(input, listener, owner, route)) return [];
  const hosts = servedHosts(input, listener, route);
  return hosts === undefined ? [] : streamRoutes(input, route, hosts);
}

/** The rules of a route that is passed through. */
export function streamRoutes(
  input: TranslationInput,
  route: RouteObject,
  hostnames: readonly string[],
): ServedStream[] {
  return route.rules.map((rule) => ({
    route: keyOf(route),
    rule: rule.index,
    hostnames,
    backends: rule.backends.flatMap((ref) => servedBackend(input, route, ref) ?? []),
  }));
}
