// Which kinds of routes a listener of a protocol takes.
import { GATEWAY_GROUP } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { RouteKind } from '../objects/routes';

/** Kinds of routes by protocol. Source: getSupportedRouteKinds, the same in every minor. */
const KINDS_OF: Readonly<Record<string, readonly RouteKind[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** Protocols whose listeners serve a kind of route. */
export const PROTOCOLS_OF: Readonly<Record<RouteKind, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP'],
  UDPRoute: ['UDP'],
};

/** Kinds of routes that a protocol serves; undefined for an unknown protocol. */
export function kindsOf(protocol: string): readonly RouteKind[] | undefined {
  return Object.prototype.hasOwnProperty.call(KINDS_OF, protocol) ? KINDS_OF[protocol] : undefined;
}

/** True for protocols that are passed on without being read. */
export function isStream(protocol: string): boolean {
  return protocol === 'TCP' || protocol === 'UDP';
}

/** True if the listener takes routes of a kind. */
export function allowsKind(listener: ListenerObject, kind: RouteKind): boolean {
  if (listener.kinds === undefined) return kindsOf(listener.protocol)?.includes(kind) === true;
  return listener.kinds.some((item) => item.kind === kind && (item.group ?? GATEWAY_GROUP) === GATEWAY_GROUP);
}
