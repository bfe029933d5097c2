// The answer: what the operator has written, in the order of the input.
import { Identity, keyOf, nameOf } from '../objects/identity';
import { ROUTE_KINDS } from '../objects/routes';
import { byBytes } from '../read';
import { GatewayVerdict } from '../verdict';
import { createdBy } from './made';
import { OpenStatus, State } from './state';

/** The statuses and objects of the last round. */
export function answerOf(
  state: State,
): Omit<GatewayVerdict, 'enabled' | 'missing' | 'notServed' | 'reads' | 'unstable'> {
  const { features, given } = state;
  const ownerOf = (owner: Identity, status: OpenStatus | undefined) => ({
    namespace: owner.namespace,
    name: owner.name,
    conditions: status?.conditions ?? {},
    listeners: (status?.listeners ?? []).map(({ name, kinds, conditions, attached }) => ({
      name,
      attachedRoutes: attached,
      supportedKinds: kinds,
      conditions,
    })),
    addresses: status?.addresses ?? [],
    attachedListenerSets: status?.attachedSets ?? 0,
  });
  return {
    minor: features.minor,
    objects: given,
    classes: given.classes.map(({ name }) => {
      const accepted = state.classes.get(name);
      return {
        name,
        accepted: accepted?.status ?? 'Unknown',
        reason: accepted?.reason,
        features: accepted?.status === 'True' ? features.claims : [],
      };
    }),
    gateways: given.gateways.map((gateway) => ownerOf(gateway, state.gateways.get(nameOf(gateway)))),
    listenerSets: given.listenerSets.map((set) => ownerOf(set, state.sets.get(nameOf(set)))),
    routes: ROUTE_KINDS.flatMap((kind) =>
      given.routes
        .filter((route) => route.kind === kind)
        .map((route) => ({
          kind,
          namespace: route.namespace,
          name: route.name,
          parents: state.routes.get(keyOf(route)) ?? [],
        })),
    ),
    policies: given.policies.map((policy) => ({
      namespace: policy.namespace,
      name: policy.name,
      ancestors: (state.policies.get(nameOf(policy)) ?? []).map(({ gateway, conditions }) => ({
        gateway: { namespace: gateway.namespace, name: gateway.name },
        conditions,
      })),
    })),
    services: state.madeBy,
    created: createdBy(state),
    envoyConfigs: [...state.configs.values()].sort((a, b) => byBytes(nameOf(a), nameOf(b))),
    translations: [...state.translations.values()],
    ignored: given.ignored,
    failures: state.failures,
  };
}
