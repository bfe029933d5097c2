// Statuses of BackendTLSPolicies at the Gateways that use them.
import { OpenConditions } from '../conditions';
import { GatewayFeatures } from '../features';
import { GatewayObject } from '../objects/gateways';
import { Identity, nameOf } from '../objects/identity';
import { RouteObject } from '../objects/routes';
import { referencesOf, serviceNamed } from '../references/backends';
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
  const objects = objectsNow(state);
  const confirmed = new Set<Identity>();
  const tell = (policy: Identity, conditions: OpenConditions) => {
    const ancestors = state.policies.get(nameOf(policy)) ?? [];
    state.policies.set(nameOf(policy), ancestors);
    const own = ancestors.find((item) => item.gateway === gateway);
    if (own === undefined) ancestors.push({ gateway, conditions: { ...conditions } });
    else Object.assign(own.conditions, conditions);
  };
  for (const { service, valid, invalid, conflicted } of policies.values()) {
    if (!routes.some((route) => usesService(state.features, route, service))) continue;
    if (serviceNamed(objects.services, service.namespace, service.name) === undefined) {
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

function usesService(
  features: GatewayFeatures,
  route: RouteObject,
  service: { readonly namespace: string; readonly name: string },
): boolean {
  if (route.kind !== 'HTTPRoute') return false;
  return route.rules.some((rule) =>
    referencesOf(features, route, rule).some(
      (ref) =>
        isServiceRef(ref) && ref.name === service.name && namespaceOf(ref, route.namespace) === service.namespace,
    ),
  );
}
