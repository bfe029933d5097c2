// What Cilium accepts and does not serve as it reads: one entry per place.
import { GatewayFeatures } from '../features';
import { Identity } from '../objects/identity';
import { GatewayVerdict } from '../verdict';

/** What is the matter. The sources stand beside the functions that find it. */
export enum UnservedCode {
  /** Accepted at a parent of which no listener takes the route. */
  NOT_ATTACHED = 'not-attached',
  /** Attached, and nothing is served: other listeners take all its host names. */
  NOTHING_SERVED = 'nothing-served',
  /** A listener that is meant does not serve a host name, because a narrower listener takes it. */
  ISOLATED = 'isolated',
  /** Bound to one plain listener, and served on all plain ports of the Gateway. */
  OTHER_PORTS = 'other-ports',
  /** The port of a GRPCRoute's or TLSRoute's parentRef is not looked at: more listeners serve it. */
  PARENT_PORT_IGNORED = 'parent-port-ignored',
  /** Rules of two routes with the same host name and match are one weighted split. */
  MERGED = 'merged',
  /** A newer TCPRoute or UDPRoute on a listener gets nothing. */
  NEWER_STREAM = 'newer-stream',
  /** A filter sets the header Host: later HTTPRoutes get no status. */
  HOST_HEADER = 'host-header',
  /** A redirect whose target is what it matches. */
  REDIRECT_LOOP = 'redirect-loop',
  /** A redirect to the scheme that its listener has already: it never fires. */
  REDIRECT_NEVER = 'redirect-never',
  /** A filter or field that the operator does not look at. */
  IGNORED = 'ignored',
  /** Of two header filters for one of several backends only the last counts. */
  FILTER_LOST = 'filter-lost',
  /** A backend is dropped; the others take its share, or nothing is left. */
  BACKEND_DROPPED = 'backend-dropped',
  /** A mirror is dropped. */
  MIRROR_DROPPED = 'mirror-dropped',
  /** The authoriser is dropped, and the requests pass without. */
  AUTH_DROPPED = 'auth-dropped',
  /** The Service has no such port: no endpoints. */
  PORT_MISSING = 'port-missing',
  /** Weight 0 of an only backend: it gets everything. */
  WEIGHT_IGNORED = 'weight-ignored',
  /** All weights of a rule are 0. */
  WEIGHTS_ZERO = 'weights-zero',
  /** A GRPCRoute makes HTTP/2 of a Service port that an HTTPRoute uses too. */
  HTTP2_FORCED = 'http2-forced',
  /** A GRPCRoute without matches shares a Service port with an HTTPRoute: a match would make HTTP/2 of it. */
  SHARED_WITH_GRPC = 'shared-with-grpc',
  /** A BackendTLSPolicy that does not hold for a backend. */
  TLS_POLICY_IGNORED = 'tls-policy-ignored',
  /** An HTTPS listener without a certificate answers in plain text. */
  PLAIN_TEXT = 'plain-text',
  /** HTTPRoutes are answered in plain text on the port of a TLS listener. */
  PLAIN_ON_TLS = 'plain-on-tls',
  /** A listener for whose routes Envoy opens nothing. */
  CLOSED = 'closed',
  /** A TCP or UDP listener that opens no port. */
  STREAM_CLOSED = 'stream-closed',
  /** A TLS listener that both terminates and passes through. */
  TLS_TERMINATE = 'tls-terminate',
  /** A listener that is not accepted is served all the same. */
  INVALID_SERVED = 'invalid-served',
  /** Two filter chains of one Envoy listener with the same server names, which Envoy refuses. */
  DUPLICATE_CHAIN = 'duplicate-chain',
  /** Labels of the Gateway's metadata, which its Service does not get. */
  METADATA_LABELS = 'metadata-labels',
  /** Annotations of the Gateway's metadata that only a Service with them would heed. */
  METADATA_ANNOTATIONS = 'metadata-annotations',
  /** An annotation asks for other addresses than `spec.addresses`. */
  ADDRESS_OVERRIDDEN = 'address-overridden',
  /** Parameters that do not resolve or that nobody looks at: the defaults hold. */
  PARAMETERS_IGNORED = 'parameters-ignored',
  /** Two Gateways on one port of the host network. */
  HOST_PORT_SHARED = 'host-port-shared',
  /** A Service as parent of which no port is meant. */
  NO_SERVICE_PORT = 'no-service-port',
  /** A kind of route that is not looked at for Services as parents. */
  NO_SERVICE_ROUTES = 'no-service-routes',
  /** A ListenerSet of a Gateway without a valid listener of its own gets no status. */
  SET_WITHOUT_GATEWAY = 'set-without-gateway',
}

/** One place. */
export interface Unserved {
  readonly code: UnservedCode;
  /** `Kind/namespace/name`. */
  readonly object: string;
  /** Position of the object in the input. */
  readonly index: number;
  readonly path: readonly (string | number)[];
  /** By code: names, ports, host names, reasons. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the finders look at. */
export interface Picture {
  readonly verdict: GatewayVerdict;
  readonly features: GatewayFeatures;
  readonly hostNetwork: boolean;
}

/** Makes an entry. */
export function entry(
  code: UnservedCode,
  owner: Pick<Identity, 'kind' | 'namespace' | 'name' | 'index'>,
  path: readonly (string | number)[],
  data: Readonly<Record<string, unknown>> = {},
): Unserved {
  const object =
    owner.namespace === '' ? `${owner.kind}/${owner.name}` : `${owner.kind}/${owner.namespace}/${owner.name}`;
  return { code, object, index: owner.index, path, data };
}
