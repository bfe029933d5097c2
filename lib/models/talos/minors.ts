// The minors of Talos that the model knows, and in what their loaders differ.
import { isIn, Span } from '../../catalogue/span';

/** A minor of Talos. */
export type TalosMinor = '1.11' | '1.12' | '1.13' | '1.14';

/** Oldest first. */
export const TALOS_MINORS: readonly TalosMinor[] = ['1.11', '1.12', '1.13', '1.14'];

/** True for a minor that the model knows. */
export function isTalosMinor(text: string): text is TalosMinor {
  return (TALOS_MINORS as readonly string[]).includes(text);
}

/** What differs between the loaders of two minors. */
interface FeatureRow extends Span {
  readonly since?: TalosMinor;
  readonly until?: TalosMinor;
  /** What it is, in the words of the field. */
  readonly what: string;
  readonly source: string;
}

/**
 * Source of all rows: the configuration code of 1.11.6, 1.12.7, 1.13.9 and 1.14.1, run over recorded and generated patches.
 * The file of each row stands in its column.
 */
const FEATURES = {
  nullDocuments: {
    since: '1.12',
    what: 'a document without content is passed over',
    source: 'configloader decoder.go',
  },
  nullElements: {
    until: '1.14',
    what: 'null in a list of sections is taken',
    source: 'configloader decoder.go, xyaml.CheckNullElements',
  },
  fractions: { until: '1.13', what: 'a whole number is cut out of a fraction', source: 'go.yaml.in/yaml/v4 rc.4' },
  repeatedInPatch: {
    since: '1.14',
    what: 'one patch may name a document twice',
    source: 'configpatcher load.go, WithNoValidation',
  },
  missingDeletion: {
    since: '1.14',
    what: 'deleting a document that is not there is passed over',
    source: 'configpatcher strategic.go',
  },
  zeroOverwrites: { since: '1.12', what: 'a zero behind a pointer overwrites', source: 'merge.go' },
  inlineDeletion: {
    since: '1.12',
    what: 'a deletion finds the fields of inlined sections',
    source: 'configloader selector.go',
  },
  wordDeletion: {
    since: '1.12',
    what: 'a list item is found by the words of its first key, whatever its type',
    source: 'configloader selector.go',
  },
  emptySectionCrashes: {
    until: '1.12',
    what: 'a deletion below a section that is not there crashes',
    source: 'configloader selector.go',
  },
  conflictingForms: { since: '1.12', what: 'documents check against their v1alpha1 form', source: 'container.go' },
  wholeChecks: { since: '1.14', what: 'the configuration is checked as a whole', source: 'container/validate.go' },
  documentEffects: {
    since: '1.14',
    what: 'accessors of Kubernetes settings ask the documents first',
    source: 'container.go, K8sProxyConfig',
  },
  defaultDhcpSwitch: {
    since: '1.12',
    what: 'a link or DHCP document ends default DHCP',
    source: 'container.go, RunDefaultDHCPOperators',
  },
  installRequired: { until: '1.14', what: 'machine.install is required on metal', source: 'v1alpha1_validation.go' },
  forwardNeedsHostDns: { since: '1.13', what: 'forwardKubeDNSToHost needs host DNS', source: 'v1alpha1_validation.go' },
  kernelArgsAgainstUki: {
    since: '1.12',
    what: 'extraKernelArgs and grubUseUKICmdline exclude each other',
    source: 'v1alpha1_validation.go',
  },
  advertisedFilter: { since: '1.12', what: 'excludeAdvertisedNetworks is checked', source: 'v1alpha1_validation.go' },
  rbacForApiAccess: { until: '1.12', what: 'Kubernetes Talos API access needs RBAC', source: 'v1alpha1_validation.go' },
  flannelPolicies: {
    since: '1.13',
    what: 'Flannel network policies are refused for another CNI',
    source: 'v1alpha1_validation.go',
  },
  legacyKubeSpanNeedsDiscovery: {
    until: '1.14',
    what: 'v1alpha1 KubeSpan needs cluster.discovery, id and secret',
    source: 'v1alpha1_validation.go',
  },
  endpointOptional: { since: '1.14', what: 'cluster.controlPlane may be missing', source: 'v1alpha1_validation.go' },
  autoOrHostname: {
    since: '1.13',
    what: 'HostnameConfig needs auto or hostname, whatever auto says',
    source: 'hostname.go',
  },
  aliasPatterns: { since: '1.13', what: 'an alias may be a pattern with %d', source: 'link_alias.go' },
  dnsProtocols: { since: '1.14', what: 'nameservers have a protocol', source: 'resolver.go' },
} as const satisfies Readonly<Record<string, FeatureRow>>;

/** The name of a difference. */
export type TalosFeature = keyof typeof FEATURES;

/** True if the loader of a minor does this. */
export function has(minor: TalosMinor, feature: TalosFeature): boolean {
  return isIn(minor, FEATURES[feature]);
}
