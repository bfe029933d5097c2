// A Gateway: its statuses, what is made for it.
import { isAddress } from '../addresses';
import { no, unknown, yes } from '../conditions';
import { envoyParts } from '../envoy/parts';
import { conflictsAmong } from '../listeners/conflicts';
import { isStream } from '../listeners/protocols';
import { GatewayObject, ListenerSetObject, OwnedListener, ownerOf } from '../objects/gateways';
import { keyOf, nameOf } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { RouteObject } from '../objects/routes';
import { listAt, textAt } from '../read';
import { gatewayService } from '../service/service';
import { translateGateway } from '../translation/gateway';
import { policiesByService, ServicePolicies } from '../translation/tls-policies';
import { setAddresses } from './addresses';
import { configForGateway, isOurs, parametersOf, parametersRefusal } from './classes';
import { attachedSets, setListenerSetStatuses } from './listener-sets';
import { setListenerStatuses } from './listeners';
import { makeConfig, makeEndpoints, makeService } from './made';
import { fitsGateway, isAttachable, listRoutes, setRouteStatuses } from './routes';
import { copyOf, objectsNow, State } from './state';
import { setPolicyStatuses } from './tls-policies';

/** Judges a Gateway with everything on it, and makes its objects. Returns the error. */
export function reconcileGateway(state: State, gateway: GatewayObject): string | undefined {
  const { features, given } = state;
  const gatewayClass = given.classes.find(({ name }) => name === gateway.className);
  if (gatewayClass === undefined || !isOurs(gatewayClass)) return undefined;
  const key = nameOf(gateway);
  const status = copyOf(state.gateways.get(key));
  const commit = (failure?: string) => {
    state.gateways.set(key, status);
    return failure;
  };
  const parameters = parametersOf(gatewayClass);
  const refusal = parametersRefusal(features, gateway, parameters);
  if (refusal !== undefined) {
    status.conditions.Accepted = no('InvalidParameters', refusal.message);
    status.conditions.Programmed = unknown('Pending', 'Waiting for Accepted condition to be True');
    return commit(refusal.failure);
  }
  const sets = attachedSets(state, gateway);
  const listeners = translatedListeners(state, gateway, sets);
  const listed = listRoutes(state, gateway, sets);
  setRouteStatuses(state, listed);
  const attachable = (route: RouteObject) => isAttachable(features, gateway, route, listed, sets);
  const policies = features.backendTls ? policiesByService(given.policies) : new Map<string, ServicePolicies>();
  setPolicyStatuses(state, gateway, listed.routes.filter(attachable), policies);
  const config = configForGateway(state, parameters);
  const objects = objectsNow(state);
  const routes = listed.routes.filter(
    (route) => attachable(route) && (!features.filtersByGateway || fitsGateway(state, gateway, route)),
  );
  const translation = translateGateway({ features, objects, listeners, routes, policies });
  state.translations.set(keyOf(gateway), { owner: keyOf(gateway), listeners, translation, made: false });
  const listenersStatus = setListenerStatuses(state, gateway, status, listed);
  if (listenersStatus === 'none-valid') {
    status.conditions.Accepted = no('ListenersNotValid', 'No Accepted Listeners');
    status.conditions.Programmed = no('ListenersNotValid', 'No Accepted Listeners');
    return commit('No Accepted Listeners for Gateway');
  }
  status.conditions.Accepted =
    listenersStatus === 'unsupported-protocol'
      ? yes('ListenersNotValid', 'Gateway has unsupported listeners')
      : yes('Accepted', 'Gateway successfully scheduled');
  setListenerSetStatuses(state, gateway, status, sets, listed);
  if (translation.http.length + translation.tls.length + translation.streams.length === 0) {
    status.conditions.Accepted = no('NoResources', 'Unable to translate resources');
    status.conditions.Programmed = no('ListenersNotValid', 'Unable to translate resources');
    return commit(features.words.noListeners);
  }
  const parts = envoyParts(features, translation);
  const service = gatewayService(gateway, config, translation, state.settings);
  const badAddress = addressProblem(gateway);
  if (badAddress !== undefined) {
    status.conditions.Accepted = no('UnsupportedAddress', `Unsupported Gateway address, ${badAddress}`);
    status.conditions.Programmed = no('ListenersNotReady', 'Address is not ready');
    return commit(badAddress);
  }
  makeService(state, gateway, service);
  makeEndpoints(state, gateway, service, translation, objects);
  if (translation.http.length > 0 || translation.tls.length > 0)
    makeConfig(state, gateway.namespace, `cilium-gateway-${gateway.name}`, parts);
  state.translations.set(keyOf(gateway), { owner: keyOf(gateway), listeners, translation, made: true });
  return commit(setAddresses(state, gateway, status));
}

/** Listeners that are translated. A set's listeners are, even in conflict. */
function translatedListeners(
  state: State,
  gateway: GatewayObject,
  sets: readonly ListenerSetObject[],
): OwnedListener[] {
  const { features, settings } = state;
  if (features.conflicts !== 'all') return gateway.listeners.map((listener) => ({ listener, owner: ownerOf(gateway) }));
  const conflicts = conflictsAmong(features, gateway.listeners);
  const works = ({ protocol }: ListenerObject) =>
    !(features.refusesHostNetworkStreams && settings.hostNetwork && isStream(protocol));
  return [
    ...gateway.listeners
      .filter(({ name }) => !conflicts.has(name))
      .map((listener) => ({ listener, owner: ownerOf(gateway) })),
    ...sets.flatMap((set) => set.listeners.map((listener) => ({ listener, owner: ownerOf(set) }))),
  ].filter(({ listener }) => works(listener));
}

function addressProblem({ object }: GatewayObject): string | undefined {
  for (const address of listAt(object, 'spec', 'addresses')) {
    if ((textAt(address, 'type') ?? 'IPAddress') !== 'IPAddress') return 'address type is not supported';
    const value = textAt(address, 'value') ?? '';
    if (value === '') return 'address value is not set';
    if (!isAddress(value)) return 'invalid ip address';
  }
  return undefined;
}
