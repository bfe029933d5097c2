// The checks that the operator runs over a route for each of its parents. Most look at all listeners of the parent, not at the one that is meant.
import { Condition, no, OpenConditions, unknown, yes } from './conditions';
import { GatewayFeatures } from './features';
import { commonHosts } from './hostnames';
import { allowsNamespace, isStream, PROTOCOLS_OF } from './listeners';
import {
  backendOf,
  BackendRef,
  GATEWAY_GROUP,
  GatewayObjects,
  ListenerObject,
  ParentRef,
  RouteObject,
  RouteRule,
} from './objects';
import { crossingOf, isGranted, isServiceImportRef, isServiceRef, namespaceOf, serviceNamed } from './references';
import { mapAt, textAt } from './read';
import { regexpError } from './regexp';

/** The parent of a route with its listeners. */
export interface RouteOwner {
  readonly namespace: string;
  readonly listeners: readonly ListenerObject[];
}

/** What routes are judged against. */
export interface RouteContext {
  readonly features: GatewayFeatures;
  readonly hostNetwork: boolean;
  readonly objects: GatewayObjects;
}

/** The backends of a rule, and those of its filters. */
export function referencesOf(features: GatewayFeatures, route: RouteObject, rule: RouteRule): BackendRef[] {
  const inFilters = rule.filters.flatMap((filter, index) => {
    const type = textAt(filter, 'type');
    const path = ['spec', 'rules', rule.index, 'filters', index];
    const mirror = mapAt(filter, 'requestMirror');
    if (type === 'RequestMirror' && mirror !== undefined)
      return backendOf(mapAt(mirror, 'backendRef') ?? {}, [...path, 'requestMirror', 'backendRef']);
    const auth = mapAt(filter, 'externalAuth');
    if (type === 'ExternalAuth' && auth !== undefined && features.externalAuth && route.kind === 'HTTPRoute')
      return backendOf(mapAt(auth, 'backendRef') ?? {}, [...path, 'externalAuth', 'backendRef']);
    return [];
  });
  return [...rule.backends, ...(route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute' ? inFilters : [])];
}

/** Conditions of a route at one parent that the operator looks after. */
export function judgeParent(
  context: RouteContext,
  route: RouteObject,
  parent: ParentRef,
  owner: RouteOwner,
): OpenConditions {
  const { features } = context;
  if (features.refusesHostNetworkStreams && context.hostNetwork && isStream(PROTOCOLS_OF[route.kind][0]!))
    return {
      Accepted: no('UnsupportedValue', `${route.kind} is not supported when Gateway API Host Network mode is enabled`),
      ResolvedRefs: unknown(
        'Pending',
        'Backend references were not evaluated because this route type is not supported in Gateway API Host Network mode',
      ),
    };
  const word = features.words.accepted === 'kind' ? route.kind : features.words.accepted;
  return {
    Accepted: notAccepted(context, route, parent, owner) ?? yes('Accepted', `Accepted ${word}`),
    ResolvedRefs: notResolved(context, route, true) ?? yes('ResolvedRefs', 'Service reference is valid'),
  };
}

/** The first check that fails, in the operator's order. */
function notAccepted(
  context: RouteContext,
  route: RouteObject,
  parent: ParentRef,
  owner: RouteOwner,
): Condition | undefined {
  const { features } = context;
  const { listeners } = owner;
  const meant = listeners.filter((listener) => isMeant(parent, listener));
  const protocols = PROTOCOLS_OF[route.kind];
  if (features.checksProtocol && !listeners.some(({ protocol }) => protocols.includes(protocol)))
    return no('NotAllowedByListeners', `${features.words.protocol}[${protocols.join(' ')}]`);
  if (!kindsAllow(features, route, features.kindsAllowedBy === 'every' ? listeners : meant))
    return no(
      'NotAllowedByListeners',
      `${route.kind} is not allowed to attach to this Gateway due to route kind restrictions`,
    );
  if (parent.port !== undefined && !listeners.some(({ port }) => port === parent.port))
    return no('NoMatchingParent', `No matching listener with port ${parent.port}`);
  const hostnames = isStream(protocols[0]!) ? [] : route.hostnames;
  if (listeners.every((listener) => commonHosts(features, hostnames, listener.hostname).length === 0))
    return no('NoMatchingListenerHostname', 'No matching listener hostname');
  if (parent.sectionName !== undefined && !listeners.some(({ name }) => name === parent.sectionName))
    return no('NoMatchingParent', `No matching listener with sectionName ${parent.sectionName}`);
  return notAllowedForNamespace(context, route, meant, hostnames, owner);
}

/** True if the parentRef names the listener, or none. */
export function isMeant({ sectionName, port }: ParentRef, listener: ListenerObject): boolean {
  return (sectionName ?? listener.name) === listener.name && (port ?? listener.port) === listener.port;
}

function kindsAllow(features: GatewayFeatures, { kind }: RouteObject, listeners: readonly ListenerObject[]): boolean {
  const restricting = listeners.filter(({ kinds }) => kinds !== undefined);
  const allows = ({ kinds }: ListenerObject) =>
    kinds!.some((item) => item.kind === kind && (item.group ?? GATEWAY_GROUP) === GATEWAY_GROUP);
  if (restricting.length === 0) return true;
  return features.kindsAllowedBy === 'every' ? restricting.every(allows) : restricting.some(allows);
}

function notAllowedForNamespace(
  { features, objects }: RouteContext,
  route: RouteObject,
  meant: readonly ListenerObject[],
  hostnames: readonly string[],
  owner: RouteOwner,
): Condition | undefined {
  const all = owner.listeners.flatMap(({ hostname }) => hostname ?? []);
  let restricted = false;
  for (const listener of meant) {
    if (listener.hostname !== undefined && commonHosts(features, hostnames, listener.hostname, all).length === 0)
      continue;
    if (listener.namespaces === undefined) continue;
    restricted = true;
    if (allowsNamespace(listener, owner.namespace, route.namespace, objects.namespaces)) return undefined;
    if (features.selectorEndsSearch && listener.namespaces.from === 'Selector')
      return no(
        'NotAllowedByListeners',
        `${route.kind} is not allowed to attach to this Gateway due to namespace selector restrictions`,
      );
  }
  return restricted
    ? no(
        'NotAllowedByListeners',
        `${route.kind} is not allowed to attach to this Gateway due to namespace restrictions`,
      )
    : undefined;
}

/** What is wrong with the backends: a missing grant hides a wrong kind, which hides a missing Service; of one sort the last is told. */
export function notResolved(
  { features, objects }: RouteContext,
  route: RouteObject,
  serviceImports: boolean,
): Condition | undefined {
  const refs = route.rules.flatMap((rule) => referencesOf(features, route, rule));
  const forbidden = refs.some((ref) => {
    if (namespaceOf(ref, route.namespace) === route.namespace) return false;
    const known = isServiceRef(ref) ? 'Service' : isServiceImportRef(ref) ? 'ServiceImport' : undefined;
    if (known === undefined) return true;
    const group = known === 'Service' ? '' : 'multicluster.x-k8s.io';
    return !isGranted(crossingOf(ref, route.kind, route.namespace, known, group), objects.grants);
  });
  if (forbidden) return no('RefNotPermitted', 'Cross namespace references are not allowed');
  const odd = refs.flatMap((ref) => {
    if (!isServiceRef(ref) && !isServiceImportRef(ref)) return [`Unsupported backend kind ${ref.kind ?? ''}`];
    return ref.port === undefined ? ['Must have port for backend object reference'] : [];
  });
  if (odd.length > 0) return no('InvalidKind', odd.at(-1)!);
  if (serviceImports && refs.some(isServiceImportRef))
    return no(
      'BackendNotFound',
      'Attempt to reference a ServiceImport backend while the corresponding CRD is not installed, ' +
        'please restart the cilium-operator if the CRD is already installed',
    );
  const missing = refs.flatMap((ref) => {
    if (!isServiceRef(ref)) return [`unsupported backend kind ${ref.kind ?? ''}`];
    const service = serviceNamed(objects.services, namespaceOf(ref, route.namespace), ref.name);
    return service === undefined ? [`services "${ref.name}" not found`] : [];
  });
  return missing.length === 0 ? undefined : no('BackendNotFound', missing.at(-1)!);
}

/** The first bad regular expression of a route's matches, as a condition. */
export function badRegexp(route: RouteObject): Condition | undefined {
  for (const { matches } of route.rules)
    for (const match of matches) {
      const bad = route.kind === 'GRPCRoute' ? badGrpcMatch(match) : badHttpMatch(match);
      if (bad !== undefined)
        return no('UnsupportedValue', `Invalid regular expression in ${bad.field} match: ${bad.error}`);
    }
  return undefined;
}

interface BadExpression {
  readonly field: string;
  readonly error: string;
}

function badHttpMatch(match: RouteRule['matches'][number]): BadExpression | undefined {
  return (
    badExpressions('path', [mapAt(match, 'path')], ['value']) ??
    badExpressions('header', itemsOf(match.headers), ['value']) ??
    badExpressions('queryParam', itemsOf(match.queryParams), ['value'])
  );
}

function badGrpcMatch(match: RouteRule['matches'][number]): BadExpression | undefined {
  const method = mapAt(match, 'method');
  return (
    badExpressions('method.service', [method], ['service']) ??
    badExpressions('method.method', [method], ['method']) ??
    badExpressions('header', itemsOf(match.headers), ['value'])
  );
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function badExpressions(field: string, items: readonly unknown[], key: [string]): BadExpression | undefined {
  for (const item of items) {
    const expression = textAt(item, 'type') === 'RegularExpression' ? textAt(item, ...key) : undefined;
    const error = expression === undefined ? undefined : regexpError(expression);
    if (error !== undefined) return { field, error };
  }
  return undefined;
}

/** True if a filter of the route sets the header Host, which ends the operator's walk over the routes. */
export function setsHostHeader(route: RouteObject): boolean {
  return route.rules.some(({ filters }) =>
    filters.some(
      (filter) =>
        textAt(filter, 'type') === 'RequestHeaderModifier' &&
        itemsOf(mapAt(filter, 'requestHeaderModifier')?.set).some((header) => textAt(header, 'name') === 'Host'),
    ),
  );
}
