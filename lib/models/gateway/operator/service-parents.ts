// Routes that name a Service as parent.
import { envoyParts } from '../envoy/parts';
import { gatewayServiceName } from '../names';
import { byName, keyOf } from '../objects/identity';
import { RouteKind } from '../objects/routes';
import { ServiceObject } from '../objects/services';
import { namespaceOf } from '../references/refs';
import { badRegexp } from '../routes/expressions';
import { isGammaParent, isParentService, judgeServiceParent, translateGamma } from '../translation/gamma';
import { makeConfig } from './made';
import { isAttachable, setParent } from './routes';
import { Listed, State, objectsNow } from './state';

/** Names of the Services that routes name as parents. */
export function servicesAsked({ features, given }: State): ReadonlySet<string> {
  return new Set(
    given.routes.flatMap((route) =>
      route.parents
        .filter((parent) => isGammaParent(features, route, parent))
        .map((parent) => `${namespaceOf(parent, route.namespace)}/${parent.name}`),
    ),
  );
}

/** Routes that name a Service as parent. */
export function reconcileService(state: State, service: ServiceObject): string | undefined {
  const { features, settings } = state;
  const kinds: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute'];
  const routes = kinds.flatMap((kind) =>
    state.given.routes
      .filter(
        (route) =>
          route.kind === kind &&
          route.parents.some(
            (parent) =>
              isGammaParent(features, route, parent) &&
              parent.name === service.name &&
              namespaceOf(parent, route.namespace) === service.namespace,
          ),
      )
      .sort(byName),
  );
  if (routes.length === 0) return undefined;
  const objects = objectsNow(state);
  const context = { features, hostNetwork: settings.hostNetwork, objects };
  const listed: Listed = {
    routes,
    statuses: new Map(routes.map((route) => [keyOf(route), state.routes.get(keyOf(route)) ?? []])),
  };
  for (const route of routes) {
    const parents = (state.routes.get(keyOf(route)) ?? []).map((item) => ({
      ...item,
      conditions: { ...item.conditions },
    }));
    const bad = features.checksRegexps ? badRegexp(route) : undefined;
    for (const parent of route.parents)
      if (isParentService(route, parent, service))
        setParent(parents, parent, {
          ...judgeServiceParent(context, route, service),
          ...(bad === undefined ? {} : { Accepted: bad }),
        });
    state.routes.set(keyOf(route), parents);
    listed.statuses.set(keyOf(route), parents);
  }
  const taken = features.filtersGamma
    ? routes.filter((route) => isAttachable(features, service, route, listed))
    : routes;
  const http = translateGamma({ features, objects, routes: taken });
  const translation = { http, tls: [], streams: [] };
  const owner = keyOf(service);
  state.translations.set(owner, { owner, listeners: [], translation, made: false });
  const source = features.firstSource ? http[0] : http.at(-1);
  if (source === undefined) return features.words.noListeners;
  const parts = envoyParts(features, translation);
  makeConfig(state, source.owner.namespace, source.owner.name, parts);
  state.endpoints.add(`${features.endpoints}/${source.owner.namespace}/${gatewayServiceName(source.owner.name)}`);
  state.translations.set(owner, { owner, listeners: [], translation, made: true });
  return undefined;
}
