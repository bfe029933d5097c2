// ListenerSets: which a Gateway lets in, and their statuses.
import { no, OpenConditions, yes } from '../conditions';
import { conflictOf } from '../listeners/conflicts';
import { judgeListener } from '../listeners/judge';
import { GatewayObject, ListenerSetObject, ownerOf } from '../objects/gateways';
import { nameOf } from '../objects/identity';
import { RouteKind } from '../objects/routes';
import { at, textAt } from '../read';
import { readLabelSelector, selects } from '../../kubernetes/label-selector';
import { attachedRoutes } from './listeners';
import { copyOf, Listed, OpenStatus, State } from './state';

/** ListenerSets that the Gateway lets in, the oldest first. The others are told so. */
export function attachedSets(state: State, gateway: GatewayObject): ListenerSetObject[] {
  if (!state.features.listenerSets) return [];
  return state.given.listenerSets.filter((set) => {
    if (nameOf(set.gateway) !== nameOf(gateway)) return false;
    if (letsIn(state, gateway, set)) return true;
    const status = copyOf(state.sets.get(nameOf(set)));
    const refused = no('NotAllowed', "ListenerSet is not allowed by the Gateway's allowedListeners policy");
    status.conditions.Accepted = refused;
    status.conditions.Programmed = refused;
    state.sets.set(nameOf(set), status);
    return false;
  });
}

/** True if `allowedListeners` lets the set's namespace in. */
function letsIn({ given }: State, gateway: GatewayObject, set: ListenerSetObject): boolean {
  const namespaces = at(gateway.object, 'spec', 'allowedListeners', 'namespaces');
  const from = textAt(namespaces, 'from');
  if (from === 'All') return true;
  if (from === 'Same') return set.namespace === gateway.namespace;
  if (from !== 'Selector') return false;
  return selects(readLabelSelector(at(namespaces, 'selector')), given.namespaces.get(set.namespace) ?? {});
}

/** The Gateway's own listeners come first, then the older set; only the later listener of a conflict loses. */
export function setListenerSetStatuses(
  state: State,
  gateway: GatewayObject,
  status: OpenStatus,
  sets: readonly ListenerSetObject[],
  listed: Listed,
): void {
  const { features, given, settings } = state;
  const context = { features, hostNetwork: settings.hostNetwork, grants: given.grants, secrets: given.secrets };
  const accepted = [...gateway.listeners];
  status.attachedSets = 0;
  for (const set of sets) {
    const own = copyOf(state.sets.get(nameOf(set)));
    let valid = 0;
    own.listeners = set.listeners.map((listener) => {
      const conditions: OpenConditions = {};
      let kinds: readonly RouteKind[] = [];
      const rival = accepted.find((other) => conflictOf(features, other, listener) !== undefined);
      if (rival !== undefined) {
        const reason = conflictOf(features, rival, listener)!;
        conditions.Accepted = no(reason, 'Listener has a conflict');
        conditions.Programmed = no(reason, 'Listener has a conflict');
        conditions.Conflicted = { status: 'True', reason, message: 'Listener has a conflict' };
        conditions.ResolvedRefs = yes('ResolvedRefs', 'Resolved Refs');
      } else {
        const judged = judgeListener(listener, ownerOf(set), context);
        kinds = judged.kinds;
        if (judged.resolvedRefs !== undefined) conditions.ResolvedRefs = judged.resolvedRefs;
        if (judged.valid) {
          valid++;
          accepted.push(listener);
          conditions.ResolvedRefs ??= yes('ResolvedRefs', 'Resolved Refs');
          conditions.Accepted = yes('Accepted', 'Listener Accepted');
          conditions.Programmed = yes('Programmed', 'Listener Programmed');
        } else {
          conditions.Accepted = no(judged.reason, `Listener not valid. ${judged.messages.join(' ')}`);
          conditions.Programmed = no(judged.reason, 'Listener not valid');
        }
      }
      const attached = attachedRoutes(state, gateway, listener, set, listed);
      return { name: listener.name, kinds, conditions, attached };
    });
    if (valid > 0) status.attachedSets++;
    own.conditions.Accepted =
      valid > 0 ? yes('Accepted', 'ListenerSet is accepted') : no('ListenersNotValid', 'No valid listeners');
    own.conditions.Programmed =
      valid > 0 ? yes('Programmed', 'ListenerSet is programmed') : no('ListenersNotValid', 'No valid listeners');
    state.sets.set(nameOf(set), own);
  }
}
