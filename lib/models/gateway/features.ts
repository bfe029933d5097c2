// What Cilium's Gateway operator does differently from minor to minor. Source of every row: the reconcilers of operator/pkg/gateway-api and
// operator/pkg/model of Cilium 1.18.11, 1.19.6 and 1.20.0, run (the case that shows it stands beside the row).

/** How the operator of one minor behaves. */
export interface GatewayFeatures {
  readonly minor: string;
  /** Version of each Gateway API kind that the operator reads. A kind that is not here is not reconciled. */
  readonly reads: Readonly<Record<string, string>>;
  /** Kinds without which the controllers do not start; the others are optional (`crds-*`). */
  readonly required: readonly string[];
  /** Kinds and versions that the operator knows without doing anything about them. */
  readonly knows: Readonly<Record<string, string>>;
  /** A route needs some listener of a protocol that its kind can be served on (`kinds-http-on-tls`). */
  readonly checksProtocol: boolean;
  /** Which listeners with `allowedRoutes.kinds` must allow the kind: every one of the Gateway, or one of those that the parentRef means (`kinds-two-listeners`). */
  readonly kindsAllowedBy: 'every' | 'one';
  /** The first selector that does not select the namespace ends the search (`ns-*`). */
  readonly selectorEndsSearch: boolean;
  /** A selector of `allowedRoutes` that is not valid (`In` without values) ends the operator as soon as a route is compared with it. */
  readonly badSelectorPanics: boolean;
  /** A route with unresolved backends counts as attachable although it is not accepted. */
  readonly unresolvedAttaches: boolean;
  /** Only routes that some listener allows and whose host names fit the Gateway are translated. */
  readonly filtersByGateway: boolean;
  /** A listener serves only routes of namespaces that it allows itself. */
  readonly listenerChecksNamespace: boolean;
  /** A route's wildcard that is wider than the listener's wildcard meets it (`host-wild-broader`). */
  readonly widerWildcards: boolean;
  /** Which listeners of one port conflict (`listener-*-port`). */
  readonly conflicts: 'none' | 'https-passthrough' | 'all';
  /** Reason of a listener whose protocol nobody knows. */
  readonly unknownProtocol: 'Invalid' | 'UnsupportedProtocol';
  /** A TLS listener in mode Terminate is refused (`tls-terminate-default-mode`). */
  readonly refusesTlsTerminate: boolean;
  /** ListenerSets, TCPRoutes, UDPRoutes, BackendTLSPolicies take part (`ls-*`, `tcp-ok`, `udp-ok`, `btp-ok`). */
  readonly listenerSets: boolean;
  readonly streams: boolean;
  readonly backendTls: boolean;
  /** Regular expressions of matches are compiled, and a bad one refuses the route (`match-regex-bad`). */
  readonly checksRegexps: boolean;
  /** A filter that sets the header Host stops the statuses of all later HTTPRoutes. */
  readonly checksHostHeader: boolean;
  /** `parametersRef` of class and Gateway: checked on every Gateway (`class-params-kind`, `class-params-on-gateway`). */
  readonly checksClassParameters: boolean;
  readonly checksGatewayParameters: boolean;
  /** GRPCRoutes with a Service as parent (`gamma-grpc`). */
  readonly grpcGamma: boolean;
  /** parentRef of group `core` is looked at as a Service, and gets no status (`gamma-group-core`). */
  readonly coreGroupGamma: boolean;
  /** Only accepted routes of a Service are translated. */
  readonly filtersGamma: boolean;
  /** Addresses of a Gateway whose Service is of type NodePort, and the error for other types. */
  readonly nodePortAddresses: boolean;
  /** Type of the Service in host network mode (`hostnetwork-http`). */
  readonly hostNetworkService: 'ClusterIP' | 'NodePort';
  /** TCP and UDP are refused in host network mode (`hostnetwork-tcp`). */
  readonly refusesHostNetworkStreams: boolean;
  /** The nodes of the host network stand as an annotation on the Service. */
  readonly nodeSelectorAnnotation: boolean;
  /** Object that stands for the endpoints of the Service. */
  readonly endpoints: 'Endpoints' | 'EndpointSlice';
  /** The CiliumEnvoyConfig of a long name is shortened like the Service (`gateway-long-name`). */
  readonly shortensEnvoyConfig: boolean;
  /** The first source that is a Gateway or Service names the made objects; else the last of all. */
  readonly firstSource: boolean;
  /** Envoy listeners and route configurations of their own for each HTTPS port when there are several. */
  readonly perPortHttps: boolean;
  /** The filter of a passed-through chain is made before the slice of its server names is sorted. */
  readonly filterBeforeNames: boolean;
  /** An HTTPS listener without certificates is a plain one; else only one without the field `tls` is (`tls-options-only`). */
  readonly noCertificateIsPlain: boolean;
  /** CORS, external authorisation, retry conditions, guard of scheme redirects (`filter-cors`, `filter-retry`, `filter-redirect`). */
  readonly cors: boolean;
  readonly externalAuth: boolean;
  readonly retryOn: boolean;
  readonly redirectGuard: boolean;
  /** A prefix `/` is rewritten by expression. */
  readonly rootPrefixRewrite: boolean;
  /** Words of some errors and conditions. */
  readonly words: {
    readonly accepted: 'HTTPRoute' | 'kind';
    readonly noListeners: string;
    readonly protocol: string;
  };
  /** What a class claims to support (`class-features`). */
  readonly claims: readonly string[];
}

const CLAIMS_1_18 = [
  ...[
    'GRPCRoute',
    'Gateway',
    'GatewayAddressEmpty',
    'GatewayHTTPListenerIsolation',
    'GatewayInfrastructurePropagation',
  ],
  ...['GatewayPort8080', 'GatewayStaticAddresses', 'HTTPRoute', 'HTTPRouteBackendProtocolH2C'],
  ...['HTTPRouteBackendProtocolWebSocket', 'HTTPRouteBackendRequestHeaderModification', 'HTTPRouteBackendTimeout'],
  ...['HTTPRouteDestinationPortMatching', 'HTTPRouteHostRewrite', 'HTTPRouteMethodMatching', 'HTTPRoutePathRedirect'],
  ...['HTTPRoutePathRewrite', 'HTTPRoutePortRedirect', 'HTTPRouteQueryParamMatching', 'HTTPRouteRequestMirror'],
  ...['HTTPRouteRequestMultipleMirrors', 'HTTPRouteRequestPercentageMirror', 'HTTPRouteRequestTimeout'],
  ...['HTTPRouteResponseHeaderModification', 'HTTPRouteSchemeRedirect', 'Mesh', 'MeshClusterIPMatching'],
  ...['MeshHTTPRouteBackendRequestHeaderModification', 'MeshHTTPRouteQueryParamMatching', 'MeshHTTPRouteRedirectPath'],
  ...[
    'MeshHTTPRouteRedirectPort',
    'MeshHTTPRouteRewritePath',
    'MeshHTTPRouteSchemeRedirect',
    'ReferenceGrant',
    'TLSRoute',
  ],
];
const CLAIMS_1_19 = [
  ...CLAIMS_1_18,
  ...[
    'BackendTLSPolicySANValidation',
    'GRPCRouteNamedRouteRule',
    'HTTPRouteNamedRouteRule',
    'MeshHTTPRouteNamedRouteRule',
  ],
];
const CLAIMS_1_20 = [
  ...CLAIMS_1_19.filter((claim) => claim !== 'BackendTLSPolicySANValidation'),
  ...[
    'BackendTLSPolicy',
    'GatewayFrontendClientCertificateValidationInsecureFallback',
    'HTTPRoute303RedirectStatusCode',
  ],
  ...['HTTPRoute307RedirectStatusCode', 'HTTPRoute308RedirectStatusCode', 'HTTPRouteCORS', 'HTTPRouteRetry'],
  ...[
    'HTTPRouteRetryBackendTimeout',
    'HTTPRouteRetryConnectionError',
    'ListenerSet',
    'TCPRoute',
    'TLSRouteModeMixed',
    'UDPRoute',
  ],
];
/** Ordered as the API shows them. */
const sorted = (claims: readonly string[]) => [...claims].sort();

const READS_V1 = { GatewayClass: 'v1', Gateway: 'v1', HTTPRoute: 'v1', GRPCRoute: 'v1' };
const READS_OLD = { ...READS_V1, TLSRoute: 'v1alpha2', ReferenceGrant: 'v1beta1' };
const REQUIRED_OLD = ['GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'ReferenceGrant'];

const V1_18: GatewayFeatures = {
  minor: '1.18',
  reads: READS_OLD,
  required: REQUIRED_OLD,
  knows: {},
  checksProtocol: false,
  kindsAllowedBy: 'every',
  selectorEndsSearch: true,
  badSelectorPanics: true,
  unresolvedAttaches: true,
  filtersByGateway: true,
  listenerChecksNamespace: false,
  widerWildcards: false,
  conflicts: 'none',
  unknownProtocol: 'Invalid',
  refusesTlsTerminate: false,
  listenerSets: false,
  streams: false,
  backendTls: false,
  checksRegexps: false,
  checksHostHeader: false,
  checksClassParameters: false,
  checksGatewayParameters: false,
  grpcGamma: false,
  coreGroupGamma: false,
  filtersGamma: false,
  nodePortAddresses: false,
  hostNetworkService: 'ClusterIP',
  refusesHostNetworkStreams: false,
  nodeSelectorAnnotation: false,
  endpoints: 'Endpoints',
  shortensEnvoyConfig: false,
  firstSource: false,
  perPortHttps: false,
  filterBeforeNames: false,
  noCertificateIsPlain: false,
  cors: false,
  externalAuth: false,
  retryOn: false,
  redirectGuard: false,
  rootPrefixRewrite: false,
  words: { accepted: 'HTTPRoute', noListeners: "model source can't be empty", protocol: '' },
  claims: sorted(CLAIMS_1_18),
};

const V1_19: GatewayFeatures = {
  ...V1_18,
  minor: '1.19',
  knows: { BackendTLSPolicy: 'v1' },
  checksProtocol: true,
  kindsAllowedBy: 'one',
  selectorEndsSearch: false,
  badSelectorPanics: false,
  listenerChecksNamespace: true,
  widerWildcards: true,
  conflicts: 'https-passthrough',
  checksHostHeader: true,
  checksClassParameters: true,
  grpcGamma: true,
  coreGroupGamma: true,
  nodePortAddresses: true,
  hostNetworkService: 'NodePort',
  endpoints: 'EndpointSlice',
  perPortHttps: true,
  filterBeforeNames: true,
  noCertificateIsPlain: true,
  rootPrefixRewrite: true,
  words: {
    accepted: 'kind',
    noListeners: "model source can't be empty, 0 listeners",
    protocol: 'No Listener with matching Protocol. Allowed protocols: ',
  },
  claims: sorted(CLAIMS_1_19),
};

const V1_20: GatewayFeatures = {
  ...V1_19,
  minor: '1.20',
  reads: {
    ...READS_V1,
    TLSRoute: 'v1',
    ReferenceGrant: 'v1',
    BackendTLSPolicy: 'v1',
    ListenerSet: 'v1',
    TCPRoute: 'v1',
    UDPRoute: 'v1',
  },
  required: [...REQUIRED_OLD, 'TLSRoute', 'BackendTLSPolicy'],
  knows: {},
  unresolvedAttaches: false,
  filtersByGateway: false,
  conflicts: 'all',
  unknownProtocol: 'UnsupportedProtocol',
  refusesTlsTerminate: true,
  listenerSets: true,
  streams: true,
  backendTls: true,
  checksRegexps: true,
  checksGatewayParameters: true,
  filtersGamma: true,
  refusesHostNetworkStreams: true,
  nodeSelectorAnnotation: true,
  shortensEnvoyConfig: true,
  firstSource: true,
  cors: true,
  externalAuth: true,
  retryOn: true,
  redirectGuard: true,
  words: { ...V1_19.words, protocol: 'No matching listener protocol; route requires one of: ' },
  claims: sorted(CLAIMS_1_20),
};

/** One row per minor of Cilium. */
export const GATEWAY_FEATURES: readonly GatewayFeatures[] = [V1_18, V1_19, V1_20];

/** The row of a minor (`1.20`); the newest for a minor without a row. */
export function gatewayFeatures(minor: string): GatewayFeatures {
  return GATEWAY_FEATURES.find((row) => row.minor === minor) ?? V1_20;
}
