// The checks that the operator runs over a route for each of its parents. Most look at all listeners of the parent, not at the one that is meant.
import { Condition, no, OpenConditions, unknown, yes } from '../conditions';
import { GatewayFeatures } from '../features';
import { commonHosts } from '../hostnames';
import { reconcilerAllowsNamespace } from '../listeners/namespaces';
import { isStream, PROTOCOLS_OF } from '../listeners/protocols';
import { GATEWAY_GROUP } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { ParentRef, RouteObject } from '../objects/routes';
import { notResolved } from './backends';
import { RouteContext, RouteOwner } from './context';

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
    if (reconcilerAllowsNamespace(features, listener, owner.namespace, route.namespace, objects.namespaces))
      return undefined;
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
