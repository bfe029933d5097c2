// Statuses of a Gateway's own listeners.
import { no, OpenConditions, yes } from '../conditions';
import { commonHosts } from '../hostnames';
import { conflictsAmong } from '../listeners/conflicts';
import { judgeListener } from '../listeners/judge';
import { GatewayObject, ListenerSetObject, ownerOf } from '../objects/gateways';
import { ListenerObject } from '../objects/listeners';
import { isGatewayRef, isListenerSetRef, namespaceOf } from '../references/refs';
import { isMeant } from '../routes/parents';
import { isAllowed, isAttachable } from './routes';
import { Listed, OpenStatus, State } from './state';

/** How many routes a listener has; whether they are served is another question. */
export function attachedRoutes(
  state: State,
  gateway: GatewayObject,
  listener: ListenerObject,
  owner: GatewayObject | ListenerSetObject,
  listed: Listed,
): number {
  const { features } = state;
  const isRef = owner.kind === 'Gateway' ? isGatewayRef : isListenerSetRef;
  const sets = owner.kind === 'Gateway' ? [] : [owner as ListenerSetObject];
  return listed.routes.filter(
    (route) =>
      isAttachable(features, gateway, route, listed, sets) &&
      isAllowed(state, listener, owner.namespace, route) &&
      (route.kind === 'TCPRoute' ||
        route.kind === 'UDPRoute' ||
        commonHosts(features, route.hostnames, listener.hostname).length > 0) &&
      route.parents.some(
        (ref) =>
          isRef(ref) &&
          ref.name === owner.name &&
          namespaceOf(ref, route.namespace) === owner.namespace &&
          isMeant(ref, listener),
      ),
  ).length;
}

type ListenersStatus = 'none-valid' | 'unsupported-protocol' | 'some-valid';

/** Writes the statuses, and says what is left of the Gateway. */
export function setListenerStatuses(
  state: State,
  gateway: GatewayObject,
  status: OpenStatus,
  listed: Listed,
): ListenersStatus {
  const { features, given, settings } = state;
  const conflicts = conflictsAmong(features, gateway.listeners);
  const context = { features, hostNetwork: settings.hostNetwork, grants: given.grants, secrets: given.secrets };
  let valid = 0;
  let unsupported = 0;
  for (const listener of gateway.listeners) {
    const conditions: OpenConditions = {};
    const conflict = conflicts.get(listener.name);
    if (conflict !== undefined)
      conditions.Conflicted = { status: 'True', reason: conflict.reason, message: conflict.message };
    const judged = judgeListener(listener, ownerOf(gateway), context);
    if (judged.resolvedRefs !== undefined) conditions.ResolvedRefs = judged.resolvedRefs;
    if (judged.reason === 'UnsupportedProtocol') unsupported++;
    const messages = [...(conflict === undefined ? [] : [conflict.message]), ...judged.messages];
    if (messages.length === 0) {
      valid++;
      conditions.ResolvedRefs ??= yes('ResolvedRefs', 'Resolved Refs');
      conditions.Accepted = yes('Accepted', 'Listener Accepted');
    } else conditions.Accepted = no(judged.reason, `Listener not valid. ${messages.join(' ')}`);
    conditions.Programmed = no('Pending', 'Address not ready yet');
    const attached = attachedRoutes(state, gateway, listener, gateway, listed);
    const known = status.listeners.find(({ name }) => name === listener.name);
    if (known === undefined) status.listeners.push({ name: listener.name, kinds: judged.kinds, conditions, attached });
    else Object.assign(known, { kinds: judged.kinds, conditions, attached });
  }
  if (valid === 0) return 'none-valid';
  return features.unknownProtocol === 'UnsupportedProtocol' && unsupported > 0 ? 'unsupported-protocol' : 'some-valid';
}
