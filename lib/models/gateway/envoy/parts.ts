// What a translation becomes in Envoy: virtual hosts with their routes, and filter chains by server name.
import { GatewayFeatures } from '../features';
import { Translation } from '../translation/served';
import { filterChains } from './chains';
import { clusterOf } from './clusters';
import { routeConfigurations } from './hosts';
import { EnvoyPart } from './part';

/** Everything in a CiliumEnvoyConfig that decides where requests go. */
export function envoyParts(features: GatewayFeatures, translation: Translation): EnvoyPart[] {
  for (const { routes } of translation.http)
    for (const route of routes) [...route.backends, ...route.mirrors.map(({ backend }) => backend)].forEach(clusterOf);
  for (const { routes } of translation.tls) for (const { backends } of routes) backends.forEach(clusterOf);
  if (translation.http.length === 0 && translation.tls.length === 0) return [];
  return [...filterChains(features, translation), ...routeConfigurations(features, translation)];
}
