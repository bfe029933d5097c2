// Fields that no property writes, each with the reason. A row stands for the field and everything below it.

/** Why a field is not reached. */
export interface Unreached {
  /** Kinds, or none for every kind. */
  readonly kinds?: readonly string[];
  /** Minors, or none for every minor. */
  readonly minors?: readonly string[];
  /** Paths, `[]` for items of a list: `spec.rules[].filters[].extensionRef`. */
  readonly fields: readonly string[];
  readonly reason: string;
}

/** Minors whose operator reads neither ListenerSets nor streams nor policies of backends. */
const BEFORE_1_20 = ['1.18', '1.19'];
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

export const UNREACHED: readonly Unreached[] = [
  {
    kinds: ['BackendTLSPolicy', 'TCPRoute', 'UDPRoute'],
    minors: BEFORE_1_20,
    fields: ['spec'],
    reason: 'before 1.20 Cilium does not read the kind',
  },
  {
    kinds: ['Gateway'],
    minors: BEFORE_1_20,
    fields: ['spec.allowedListeners'],
    reason: 'before 1.20 Cilium has no ListenerSets: `allowedListeners` is for later',
  },
  {
    kinds: ['HTTPRoute'],
    minors: BEFORE_1_20,
    fields: ['spec.rules[].filters[].cors', 'spec.rules[].filters[].externalAuth'],
    reason: 'before 1.20 Cilium passes the filter over, which is the finding `gateway/ignored-field`',
  },
  {
    kinds: ['GRPCRoute'],
    minors: ['1.18'],
    fields: ['spec.parentRefs[].group', 'spec.parentRefs[].kind', 'spec.parentRefs[].port'],
    reason: 'in 1.18 a gRPC route cannot have a Service as parent',
  },
  {
    kinds: ROUTES,
    fields: ['spec.useDefaultGateways'],
    reason: 'no Cilium up to 1.20 has default Gateways',
  },
  { kinds: ['Gateway'], fields: ['spec.defaultScope'], reason: 'no Cilium up to 1.20 has default Gateways' },
  {
    kinds: ['Gateway'],
    fields: ['spec.tls', 'spec.backendTLS', 'spec.listeners[].tls.frontendValidation'],
    reason: 'certificates of clients, which no Cilium up to 1.20 looks at',
  },
  {
    kinds: ['Gateway', 'ListenerSet'],
    fields: ['spec.listeners[].tls.options'],
    reason: 'Cilium has no options; with options alone a listener serves plain text',
  },
  {
    kinds: ['Gateway', 'ListenerSet'],
    fields: ['spec.listeners[].allowedRoutes.kinds'],
    reason: 'restricting one listener shuts its siblings; the protocol restricts the kinds already',
  },
  {
    kinds: ['Gateway'],
    fields: ['spec.infrastructure.parametersRef'],
    reason: 'ignored by 1.18 and 1.19, refused by 1.20; a CiliumGatewayClass does it',
  },
  {
    kinds: ['Gateway', 'ListenerSet'],
    fields: ['spec.listeners[].tls.certificateRefs[].group', 'spec.listeners[].tls.certificateRefs[].kind'],
    reason: 'a Secret by default, and nothing else is taken',
  },
  {
    kinds: ROUTES,
    fields: ['spec.rules[].filters[].extensionRef', 'spec.rules[].backendRefs[].filters[].extensionRef'],
    reason: 'Cilium has no extensions, and passes the filter over',
  },
  {
    kinds: ['HTTPRoute'],
    fields: ['requestMirror', 'requestRedirect', 'urlRewrite', 'cors', 'externalAuth'].map(
      (filter) => `spec.rules[].backendRefs[].filters[].${filter}`,
    ),
    reason: 'of one backend Cilium looks at header filters only; write it at the rule',
  },
  {
    kinds: ['GRPCRoute'],
    fields: ['spec.rules[].backendRefs[].filters'],
    reason: 'of backends of gRPC routes Cilium looks at no filter; write it at the rule',
  },
  {
    kinds: ['HTTPRoute', 'GRPCRoute'],
    fields: ['spec.rules[].sessionPersistence.idleTimeout'],
    reason: 'gone from v1.5 of the definitions on',
  },
  {
    kinds: ['TLSRoute', 'TCPRoute', 'UDPRoute'],
    fields: ['spec.rules[].name'],
    reason: 'there is one rule, and nothing that names it',
  },
  {
    kinds: ROUTES,
    fields: ['spec.rules[].backendRefs[].group', 'spec.rules[].backendRefs[].kind'],
    reason: 'a Service by default; Cilium takes nothing else, but ServiceImports, which have no construct here',
  },
  {
    kinds: ['HTTPRoute', 'GRPCRoute'],
    fields: ['requestMirror', 'externalAuth'].flatMap((filter) =>
      ['group', 'kind'].map((field) => `spec.rules[].filters[].${filter}.backendRef.${field}`),
    ),
    reason: 'a Service by default; Cilium takes nothing else',
  },
  {
    kinds: ['TLSRoute', 'TCPRoute', 'UDPRoute'],
    fields: ['spec.parentRefs[].port', 'spec.parentRefs[].group', 'spec.parentRefs[].kind'],
    reason: 'sectionName says more; a Gateway by default',
  },
  {
    kinds: ['ListenerSet'],
    fields: ['spec.parentRef.group', 'spec.parentRef.kind'],
    reason: 'a Gateway by default, and nothing else is taken',
  },
  {
    kinds: ['BackendTLSPolicy'],
    fields: ['spec.options', 'spec.validation.subjectAltNames', 'spec.validation.wellKnownCACertificates'],
    reason: 'Cilium 1.20 does not look at them; with authorities of the system it sends plain text',
  },
  {
    kinds: ['BackendTLSPolicy'],
    fields: ['spec.targetRefs[].sectionName'],
    reason: 'the policy is for every port of the Service',
  },
  {
    kinds: ['CiliumBGPNodeConfigOverride'],
    fields: ['spec.bgpInstances[].peers[].localPort'],
    reason: 'a session is called from any port',
  },
  {
    kinds: ['CiliumBGPPeerConfig'],
    fields: ['spec.families[].advertisements.matchExpressions'],
    reason: 'a peer finds its own advertisement by a label of its own',
  },
  {
    kinds: ['CiliumL2AnnouncementPolicy', 'CiliumBGPClusterConfig'],
    fields: ['spec.nodeSelector.matchLabels'],
    reason: 'nodes are chosen by role and name, as matchExpressions',
  },
];
