// Which routes a listener serves, and for which host names.
import { GatewayFeatures } from '../features';
import { commonHosts } from '../hostnames';
import { allowsNamespace } from '../listeners/namespaces';
import { ListenerOwner } from '../objects/gateways';
import { ListenerObject } from '../objects/listeners';
import { RouteObject } from '../objects/routes';
import { TranslationInput } from './input';

/** True if a route's parentRefs lead to the listener's owner; before ListenerSets nobody looked. */
export function reaches(
  features: GatewayFeatures,
  listener: ListenerObject,
  owner: ListenerOwner,
  { parents, namespace }: RouteObject,
): boolean {
  if (!features.listenerSets) return true;
  return parents.some(
    (parent) =>
      (parent.kind ?? 'Gateway') === owner.kind &&
      parent.name === owner.name &&
      (parent.namespace ?? namespace) === owner.namespace &&
      (parent.sectionName ?? listener.name) === listener.name,
  );
}

/** True if the listener itself allows the namespace of the route; 1.18 does not look. */
export function opensTo(
  { features, objects }: TranslationInput,
  listener: ListenerObject,
  owner: ListenerOwner,
  { namespace }: RouteObject,
): boolean {
  return !features.listenerChecksNamespace || allowsNamespace(listener, owner.namespace, namespace, objects.namespaces);
}

/** Host names of the listeners of a protocol; one without stands as nothing. */
function hostnamesOf({ listeners }: TranslationInput, protocol: string): string[] {
  return listeners.flatMap(({ listener }) =>
    listener.protocol === protocol && listener.hostname !== undefined ? [listener.hostname] : [],
  );
}

/** Host names that a listener serves for a route; undefined for none, empty for all. */
export function servedHosts(
  input: TranslationInput,
  listener: ListenerObject,
  route: RouteObject,
): string[] | undefined {
  const hosts = commonHosts(input.features, route.hostnames, listener.hostname, hostnamesOf(input, listener.protocol));
  if (hosts.length === 0) return undefined;
  return hosts.length === 1 && hosts[0] === '*' ? [] : hosts;
}
