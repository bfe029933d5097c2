// Statuses of BackendTLSPolicies at the Gateways that use them.
import { OpenConditions } from '../conditions';
import { GatewayFeatures } from '../features';
import { GatewayObject } from '../objects/gateways';
import { Identity, nameOf } from '../objects/identity';
import { RouteObject } from '../objects/routes';
import { named } from '../objects/by-name';
import { referencesOf } from '../references/backends';
import { isServiceRef, namespaceOf } from '../references/refs';
import {
  CONFLICTED,
  ServicePolicies,
  missingTarget,
  policyConditions,
  policyRefusal,
} from '../translation/tls-policies';
import { State, objectsNow } from './state';

/** Statuses of the policies for Services that HTTPRoutes of the Gateway use; a refused policy no longer holds. */
export function setPolicyStatuses(
  state: State,
  gateway: GatewayObject,
  routes: readonly RouteObject[],
  policies: ReadonlyMap<string, ServicePolicies>,
): void {
  if (policies.size === 0) return;
  const objects = objectsNow(state);
  const used = servicesUsed(state.features, routes);
  const confirmed = new Set<Identity>();
  const tell = (policy: Identity, conditions: OpenConditions) => {
    const ancestors = state.policies.get(nameOf(policy)) ?? [];
    state.policies.set(nameOf(policy), ancestors);
    const own = ancestors.find((item) => item.gateway === gateway);
    if (own === undefined) ancestors.push({ gateway, conditions: { ...conditions } });
    else Object.assign(own.conditions, conditions);
  };
  for (const { service, valid, invalid, conflicted } of policies.values()) {
    if (!used.has(nameOf(service))) continue;
    if (named(objects.services, service.namespace, service.name) === undefined) {
      for (const policy of [...valid.values(), ...conflicted.values()])
        if (!confirmed.has(policy)) tell(policy, missingTarget(nameOf(service)));
      continue;
    }
    for (const [section, policy] of [...valid]) {
      const refusal = policyRefusal(policy, objects);
      tell(policy, policyConditions(refusal));
      if (refusal === undefined) confirmed.add(policy);
      else {
        valid.delete(section);
        invalid.set(section, policy);
      }
    }
    for (const policy of conflicted.values()) tell(policy, { Accepted: CONFLICTED });
  }
}

/** `namespace/name` of the Services that HTTPRoutes send to. */
function servicesUsed(features: GatewayFeatures, routes: readonly RouteObject[]): ReadonlySet<string> {
  return new Set(
    routes
      .filter(({ kind }) => kind === 'HTTPRoute')
      .flatMap((route) =>
        route.rules.flatMap((rule) =>
          referencesOf(features, route, rule)
            .filter(isServiceRef)
            .map((ref) => nameOf({ namespace: namespaceOf(ref, route.namespace), name: ref.name })),
        ),
      ),
  );
}
