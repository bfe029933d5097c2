// A listener by itself: is it valid, for which kinds of routes, and if not, why.
import { Condition, no, OpenConditions } from '../conditions';
import { ListenerOwner } from '../objects/gateways';
import { GATEWAY_GROUP } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { RouteKind } from '../objects/routes';
import { certificateProblem } from './certificates';
import { ListenerContext } from './context';
import { isStream, kindsOf } from './protocols';

/** A listener by itself: valid or not, and why. */
export interface ListenerVerdict {
  readonly valid: boolean;
  readonly kinds: readonly RouteKind[];
  readonly reason: string;
  readonly messages: readonly string[];
  /** ResolvedRefs, if it is not simply true. */
  readonly resolvedRefs: Condition | undefined;
}

/** Judges one listener by itself. */
export function judgeListener(
  listener: ListenerObject,
  owner: Pick<ListenerOwner, 'kind' | 'namespace'>,
  context: ListenerContext,
): ListenerVerdict {
  const { features } = context;
  const messages: string[] = [];
  const written: OpenConditions = {};
  let reason = 'Invalid';
  const all = kindsOf(listener.protocol);
  if (all === undefined) {
    messages.push('Unsupported Listener Protocol.');
    reason = features.unknownProtocol;
  }
  if (features.refusesHostNetworkStreams && context.hostNetwork && isStream(listener.protocol)) {
    messages.push(`${listener.protocol} listeners are not supported when Gateway API Host Network mode is enabled`);
    return { valid: false, kinds: [], reason: 'UnsupportedProtocol', messages, resolvedRefs: undefined };
  }
  let kinds: readonly RouteKind[] = all ?? [];
  if (listener.kinds !== undefined) {
    const allowed = listener.kinds;
    kinds = kinds.filter((kind) =>
      allowed.some((item) => item.kind === kind && (item.group || GATEWAY_GROUP) === GATEWAY_GROUP),
    );
    if (kinds.length !== allowed.length)
      written.ResolvedRefs = no('InvalidRouteKinds', 'Unsupported Route Kinds in allowedRoutes.kinds');
    if (kinds.length === 0) messages.push('None of the Allowed Route Kinds are supported.');
  }
  const certificate = certificateProblem(listener, owner, context);
  if (certificate !== undefined) {
    written.ResolvedRefs = certificate.condition;
    messages.push(certificate.message);
  }
  if (features.refusesTlsTerminate && listener.protocol === 'TLS' && listener.tls?.mode === 'Terminate') {
    messages.push('Using TLSRoute with TLS.mode Terminate is unsupported.');
    reason = 'UnsupportedValue';
    kinds = [];
  }
  return { valid: messages.length === 0, kinds, reason, messages, resolvedRefs: written.ResolvedRefs };
}
