// What kinds and fields are called today that had another name once, or have another one in a neighbouring kind: no spelling leads from one to the other.

/** Kinds that their project replaced, by group. Sources: upgrade notes of Cilium 1.19 (BGP) and 1.13 (egress gateway); Gateway API v0.5. */
const KINDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'cilium.io': {
    CiliumBGPPeeringPolicy: ['CiliumBGPClusterConfig', 'CiliumBGPPeerConfig', 'CiliumBGPAdvertisement'],
    CiliumEgressNATPolicy: ['CiliumEgressGatewayPolicy'],
  },
  'gateway.networking.k8s.io': {
    ReferencePolicy: ['ReferenceGrant'],
  },
};

/** Fields by their other names. The first that the place knows is meant. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  // CiliumLoadBalancerIPPool up to 1.14, and MetalLB's IPAddressPool.
  cidrs: ['blocks'],
  addresses: ['blocks'],
  // NetworkPolicy, in a policy of Cilium.
  podSelector: ['endpointSelector', 'fromEndpoints', 'toEndpoints'],
  from: ['fromEndpoints'],
  to: ['toEndpoints'],
  ports: ['toPorts'],
  ipBlock: ['fromCIDRSet', 'toCIDRSet'],
  // CiliumEgressNATPolicy.
  egress: ['selectors'],
  egressSourceIP: ['egressIP'],
  // Gateway API v1alpha1.
  forwardTo: ['backendRefs'],
  gateways: ['parentRefs'],
  routes: ['allowedRoutes'],
  certificateRef: ['certificateRefs'],
  serviceName: ['name'],
  servicePort: ['port'],
  // BackendTLSPolicy v1alpha2.
  tls: ['validation'],
  caCertRefs: ['caCertificateRefs'],
  wellKnownCACerts: ['wellKnownCACertificates'],
  // Ingress v1beta1.
  backend: ['defaultBackend', 'backendRefs'],
};

/** The kinds that took the place of one; none if nobody did. */
export function successorsOf(group: string, kind: string): readonly string[] {
  return KINDS[group]?.[kind] ?? [];
}

/** The name of a field today, among those that the place knows. */
export function nameToday(field: string, known: readonly string[]): string | undefined {
  if (!Object.hasOwn(FIELDS, field)) return undefined;
  return FIELDS[field]!.find((name) => known.includes(name));
}
