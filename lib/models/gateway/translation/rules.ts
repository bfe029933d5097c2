// Rules of HTTPRoutes and GRPCRoutes on a listener: one served route for each match.
import { ListenerOwner } from '../objects/gateways';
import { keyOf } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { RouteObject } from '../objects/routes';
import { at, listAt, mapAt, textAt } from '../read';
import { isMeant } from '../routes/parents';
import { servedBackend } from './backends';
import { filtersOf } from './filters';
import { grpcPath } from './grpc-matches';
import { httpPath } from './http-matches';
import { TranslationInput } from './input';
import { opensTo, servedHosts } from './meets';
import { KeyMatch, ServedRoute } from './served';
import { tlsOf } from './tls-policies';

/** What a listener serves of an HTTPRoute or GRPCRoute. */
export function httpRoutes(
  input: TranslationInput,
  listener: ListenerObject,
  owner: ListenerOwner,
  route: RouteObject,
): ServedRoute[] {
  // A GRPCRoute's port is not looked at.
  const meant = route.parents.some((parent) =>
    route.kind === 'HTTPRoute' ? isMeant(parent, listener) : (parent.sectionName ?? listener.name) === listener.name,
  );
  if (!meant || !opensTo(input, listener, owner, route)) return [];
  const hosts = servedHosts(input, listener, route);
  return hosts === undefined ? [] : rulesOf(input, route, hosts, listener.port);
}

/** Every match of every rule of an HTTPRoute or GRPCRoute. */
export function rulesOf(
  input: Pick<TranslationInput, 'features' | 'objects' | 'policies'>,
  route: RouteObject,
  hostnames: readonly string[],
  listenerPort: number,
): ServedRoute[] {
  return route.rules.flatMap((rule): ServedRoute[] => {
    const http = route.kind === 'HTTPRoute';
    const backends = rule.backends.flatMap((ref) => {
      const backend = ref.port === undefined ? undefined : servedBackend(input, route, ref);
      if (backend === undefined || !http) return backend ?? [];
      const tls = tlsOf(input.policies, input.objects, backend);
      return tls === 'invalid' ? [] : { ...backend, tls };
    });
    const common: Omit<ServedRoute, 'match' | 'path' | 'headers' | 'query' | 'method' | 'grpc'> = {
      route: keyOf(route),
      rule: rule.index,
      hostnames,
      backends,
      fails: backends.length === 0,
      ...filtersOf(input, route, rule, listenerPort),
      timeouts: http ? mapAt(rule.rule, 'timeouts') : undefined,
      retry: http ? mapAt(rule.rule, 'retry') : undefined,
    };
    if (rule.matches.length === 0)
      return [{ ...common, match: undefined, path: {}, headers: [], query: [], method: undefined, grpc: false }];
    return rule.matches.map((match, index) => ({
      ...common,
      match: index,
      path: http ? httpPath(match) : grpcPath(match),
      headers: keyMatches(listAt(match, 'headers')),
      query: http ? keyMatches(listAt(match, 'queryParams')) : [],
      method: http ? textAt(match, 'method') : undefined,
      grpc: !http,
    }));
  });
}

function keyMatches(items: readonly unknown[]): KeyMatch[] {
  return items.flatMap((item): KeyMatch[] => {
    const key = textAt(item, 'name') ?? '';
    const value = textAt(item, 'value') ?? '';
    const type = at(item, 'type') ?? 'Exact';
    if (type === 'Exact') return [{ key, match: { exact: value } }];
    return type === 'RegularExpression' ? [{ key, match: { regex: value } }] : [];
  });
}
