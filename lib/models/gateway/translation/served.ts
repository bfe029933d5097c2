// What is to be served: listeners with the routes that end up on them. Shapes only.
import { PlainMap } from '../../../manifest';
import { ListenerOwner } from '../objects/gateways';

/** TLS towards a backend. */
export interface BackendTls {
  readonly hostname: string;
  /** The ConfigMap of the authority; undefined for the well-known ones, with which nothing is encrypted. */
  readonly ca: { readonly namespace: string; readonly name: string } | undefined;
}

/** A backend that gets traffic. */
export interface ServedBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly weight: number | undefined;
  readonly appProtocol: string | undefined;
  readonly tls: BackendTls | undefined;
  readonly filters: readonly PlainMap[];
  /** Where the route names it. */
  readonly path: readonly (string | number)[];
}

/** Text to match: at most one of the three is set. */
export interface StringMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

/** A header or query parameter to match. */
export interface KeyMatch {
  readonly key: string;
  readonly match: StringMatch;
}

/** A copy of the requests, or of a share of them. */
export interface ServedMirror {
  readonly backend: ServedBackend;
  readonly numerator: number;
  readonly denominator: number;
}

/** A Service that is asked about every request. */
export interface ExternalAuth {
  readonly backend: ServedBackend;
  readonly protocol: string;
  readonly path: string;
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  readonly maxSize: number;
}

/** One match of one rule of a route on a listener. */
export interface ServedRoute {
  /** `Kind/namespace/name`. */
  readonly route: string;
  readonly rule: number;
  /** Position in `matches`; undefined if the rule has none. */
  readonly match: number | undefined;
  /** Host names; empty for all that the listener has. */
  readonly hostnames: readonly string[];
  readonly path: StringMatch;
  readonly headers: readonly KeyMatch[];
  readonly query: readonly KeyMatch[];
  readonly method: string | undefined;
  readonly backends: readonly ServedBackend[];
  /** True if no backend of the rule is left: 500. */
  readonly fails: boolean;
  readonly requestHeaders: PlainMap | undefined;
  readonly responseHeaders: PlainMap | undefined;
  readonly redirect: PlainMap | undefined;
  readonly redirectPort: number | undefined;
  readonly rewrite: PlainMap | undefined;
  readonly mirrors: readonly ServedMirror[];
  readonly auth: ExternalAuth | undefined;
  readonly cors: PlainMap | undefined;
  readonly timeouts: PlainMap | undefined;
  readonly retry: PlainMap | undefined;
  readonly grpc: boolean;
}

/** A listener that Envoy opens for HTTP. */
export interface ServedListener {
  readonly owner: ListenerOwner | ServiceOwner;
  /** For a Service as parent: the route, which owns the made objects. */
  readonly route: string | undefined;
  readonly name: string;
  readonly port: number;
  readonly hostname: string | undefined;
  /** Certificates; undefined if the listener has no `tls`. */
  readonly certificates: readonly { readonly namespace: string; readonly name: string }[] | undefined;
  readonly routes: readonly ServedRoute[];
}

/** A Service as parent. */
export interface ServiceOwner {
  readonly kind: 'Service';
  readonly namespace: string;
  readonly name: string;
}

/** A route of a TLS, TCP or UDP listener. */
export interface ServedStream {
  readonly route: string;
  readonly rule: number;
  /** Server names; empty for all. */
  readonly hostnames: readonly string[];
  readonly backends: readonly ServedBackend[];
}

/** A listener that passes TLS, TCP or UDP through. */
export interface StreamListener {
  readonly owner: ListenerOwner;
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TLS' | 'TCP' | 'UDP';
  readonly hostname: string | undefined;
  readonly routes: readonly ServedStream[];
}

/** Everything that one Gateway or Service serves. */
export interface Translation {
  readonly http: readonly ServedListener[];
  readonly tls: readonly StreamListener[];
  readonly streams: readonly StreamListener[];
}
