// The releases of the Gateway API CRDs: which kind has which version, and whether the API server serves it.
// Source: the CRDs of kubernetes-sigs/gateway-api, config/crd, at each tag.

/** Release and channel of the CRDs. */
export interface GatewayBundle {
  readonly release: 'v1.3.0' | 'v1.4.1' | 'v1.5.1' | 'v1.6.1';
  readonly channel: 'standard' | 'experimental';
}

/** Versions of a kind in a bundle; those in `listed` stand in the CRD but are not served. */
export interface BundleKind {
  readonly served: readonly string[];
  readonly listed: readonly string[];
}

/** Kinds of one bundle. */
export type BundleKinds = Readonly<Record<string, BundleKind>>;

const kind = (served: string, listed = ''): BundleKind => ({
  served: served.split(' '),
  listed: listed === '' ? [] : listed.split(' '),
});

const BASE = {
  GatewayClass: kind('v1 v1beta1'),
  Gateway: kind('v1 v1beta1'),
  HTTPRoute: kind('v1 v1beta1'),
  GRPCRoute: kind('v1'),
};
const OLD_GRANT = { ReferenceGrant: kind('v1beta1') };
const NEW_GRANT = { ReferenceGrant: kind('v1 v1beta1') };
const OLD_STREAMS = { TCPRoute: kind('v1alpha2'), UDPRoute: kind('v1alpha2') };
const STANDARD_POLICY = { BackendTLSPolicy: kind('v1', 'v1alpha3') };
const EXPERIMENTAL_POLICY = { BackendTLSPolicy: kind('v1 v1alpha3') };
const STANDARD_TLS = { TLSRoute: kind('v1', 'v1alpha2 v1alpha3') };
const EXPERIMENTAL_TLS = { TLSRoute: kind('v1 v1alpha2 v1alpha3') };
const SETS = { ListenerSet: kind('v1') };

const KINDS: Readonly<Record<string, BundleKinds>> = {
  'v1.3.0/standard': { ...BASE, ...OLD_GRANT },
  'v1.3.0/experimental': {
    ...BASE,
    ...OLD_GRANT,
    ...OLD_STREAMS,
    TLSRoute: kind('v1alpha2'),
    BackendTLSPolicy: kind('v1alpha3'),
  },
  'v1.4.1/standard': { ...BASE, ...OLD_GRANT, ...STANDARD_POLICY },
  'v1.4.1/experimental': {
    ...BASE,
    ...OLD_GRANT,
    ...OLD_STREAMS,
    ...EXPERIMENTAL_POLICY,
    TLSRoute: kind('v1alpha2 v1alpha3'),
  },
  'v1.5.1/standard': { ...BASE, ...NEW_GRANT, ...STANDARD_POLICY, ...STANDARD_TLS, ...SETS },
  'v1.5.1/experimental': {
    ...BASE,
    ...NEW_GRANT,
    ...OLD_STREAMS,
    ...EXPERIMENTAL_POLICY,
    ...EXPERIMENTAL_TLS,
    ...SETS,
  },
  'v1.6.1/standard': {
    ...BASE,
    ...NEW_GRANT,
    ...STANDARD_POLICY,
    ...STANDARD_TLS,
    ...SETS,
    TCPRoute: kind('v1', 'v1alpha2'),
    UDPRoute: kind('v1', 'v1alpha2'),
  },
  'v1.6.1/experimental': {
    ...BASE,
    ...NEW_GRANT,
    ...EXPERIMENTAL_POLICY,
    ...EXPERIMENTAL_TLS,
    ...SETS,
    TCPRoute: kind('v1 v1alpha2'),
    UDPRoute: kind('v1 v1alpha2'),
  },
};

/** Every release and channel of the table. */
export const GATEWAY_BUNDLES: readonly GatewayBundle[] = Object.keys(KINDS).map((name) => {
  const [release, channel] = name.split('/');
  return { release, channel } as GatewayBundle;
});

/** The releases, oldest first. */
export const GATEWAY_RELEASES: readonly string[] = [...new Set(GATEWAY_BUNDLES.map(({ release }) => release))];

/** Kinds of a bundle; none if there is no bundle on the cluster. */
export function bundleKinds(bundle: GatewayBundle | undefined): BundleKinds {
  return bundle === undefined ? {} : (KINDS[`${bundle.release}/${bundle.channel}`] ?? {});
}
