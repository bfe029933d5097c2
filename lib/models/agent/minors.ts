// What the agent of each minor does. The rules of this room ask these features and never compare versions.
import { CILIUM_MINORS, NEWEST_CILIUM } from '../../catalogue/cilium-minors';
import { POLICY_FIELDS } from '../../catalogue/policy-fields';
import { isIn, Span } from '../../catalogue/span';

/** Minors whose agent this room knows, oldest first. @internal */
export const AGENT_MINORS = CILIUM_MINORS;
/** @internal */
export const NEWEST_MINOR = NEWEST_CILIUM.minor;

/** Sources: pkg/policy/api, pkg/labels, pkg/k8s/network_policy.go of 1.18.11, 1.19.6 and 1.20.0; each row confirmed with the engines of these releases. */
const TABLE = {
  /** Kubernetes NetworkPolicies go through the same validation; later the API server alone looks at them (pkg/k8s/network_policy.go). */
  networkPolicies: { until: '1.19' },
  /** fromRequires and toRequires hold selectors; later they decode as lists of strings, which nothing reads (ingress.go, egress.go). */
  requires: POLICY_FIELDS.requires,
  /** Rules for Kafka and for other parsers: kafka, l7, l7proto (l4.go, l7.go). */
  proxylib: POLICY_FIELDS.proxylib,
  /** Protocols VRRP and IGMP (l4.go). */
  vrrpIgmp: POLICY_FIELDS.vrrpIgmp,
  /** Protocols GRE, IPIP, IPV6, ESP and AH (l4.go). */
  tunnels: POLICY_FIELDS.tunnels,
  /** The option enable-extended-ip-protocols, which lets an entry do without port (rule_validation.go). */
  extendedProtocols: { since: '1.19' },
  /** The source of a label key counts as a part of it: 63 characters with source, no other check (selector.go, labels.go). */
  sourceInKey: { until: '1.20' },
  /** The selector inside of toServices is validated (service.go). */
  serviceSelectors: { since: '1.19', until: '1.20' },
  /** A null cidrGroupSelector counts as given, as an empty one (cidr.go). */
  nullGroupSelector: { since: '1.19' },
  /** A cidrGroupSelector that only says what is not matches pods and nodes too (facts, cilium-engine 2). */
  groupsMatchPods: { until: '1.20' },
  /** Addresses become selectors when a policy is read, which panics on what validation let through (pkg/policy/types/selector.go). */
  convertsAddresses: { since: '1.19' },
  /** An exception must have at least the prefix length of its network (rule_validation.go). */
  exceptLength: { since: '1.20' },
  /** A matchPattern has at most 255 characters (matchpattern.go). */
  patternLength: { since: '1.19' },
  /** A leading `**.` stands for one or more labels (matchpattern.go). */
  subdomainPattern: POLICY_FIELDS.subdomainPattern,
  /** Entity cluster-mesh (entity.go). */
  clusterMesh: POLICY_FIELDS.clusterMesh,
  /** Every label of a group around an address counts, also where groups disagree on a value; before, the longest prefix wins, then the first name (labels.go, EncodedCIDRGroupLabel). */
  groupValues: { since: '1.19' },
  /** A cidrGroupSelector selects nothing but addresses outside (pkg/policy/types/selector.go, CIDRSelector.Matches). */
  groupsOutsideOnly: { since: '1.20' },
  /** A prefix without length (::/0) in a set of addresses is the world whatever its family, where there is one family only (pkg/policy/api/cidr.go). */
  anyFamilyWorld: { until: '1.19' },
  /** A port name on egress is looked up per destination; before, in one table of the cluster, where two numbers are none (pkg/types/portmap.go). */
  namedPortPerPeer: { since: '1.20' },
  /** Port 0 with an end is all ports; before, the ports up to that end (l4.go, keysForRange). */
  zeroPortIsAll: { since: '1.20' },
  /** The local host is let in only where a rule selects the pod, so that mode always cuts it off elsewhere (repository.go). */
  localhostByRule: { since: '1.20' },
  /** A policy with cloud groups is left to the operator, which writes another one; later the groups are groups of addresses (pkg/policy/groups). */
  derivedPolicies: { until: '1.20' },
  /** A null among peers of a NetworkPolicy, or an empty one, is no peer at all; later it is every pod of the namespace (pkg/k8s/network_policy.go). */
  emptyPeerIsNone: { until: '1.19' },
  /** Rules reach the engine in the order of their resources; before, in the order of Go's map (pkg/policy/rules.go). */
  orderedRules: { since: '1.19' },
  /** Lists of HTTP and DNS rules are compared without order and without counting (zz_generated.deepequal.go). */
  unorderedContents: { since: '1.19' },
  /** A peer that is everybody takes the place of the others of its rule (l4.go). */
  wildcardAlone: { until: '1.19' },
  /** toFQDNs bring a selector of nobody with them, whose rules are never merged (egress.go, mergePortProto). */
  namesBringNobody: { until: '1.19' },
  /** The local host gets a plain allow in each filter whose rules for the proxy select it, when the filter is made (createL4IngressFilter). */
  hostBesideRule: { until: '1.19' },
  /** The same once all rules are merged (L4Filter.attach). */
  hostBesideRules: { since: '1.19', until: '1.20' },
  /** What is allowed without a rule stands in a tier behind the rules; Envoy knows precedence (repository.go, addDefaultRule; pkg/envoy/model.go). */
  tiers: { since: '1.20' },
  /** Server names lose a trailing dot and needless stars on their way to Envoy (pkg/envoy/utils.go). */
  cleansServerNames: { since: '1.20' },
  /** Peers are of the local cluster unless they say otherwise: default of policy-default-local-cluster. */
  localClusterByDefault: { since: '1.19' },
} satisfies Record<string, Span>;

/** Names of the features. @internal */
export type AgentFeature = keyof typeof TABLE;
/** Which of them an agent has. @internal */
export type AgentFeatures = Readonly<Record<AgentFeature, boolean>>;

const BY_MINOR = new Map<string, AgentFeatures>(
  AGENT_MINORS.map((minor) => [
    minor,
    Object.fromEntries(Object.entries(TABLE).map(([name, span]) => [name, isIn(minor, span)])) as AgentFeatures,
  ]),
);

/** The features of a minor; of the newest one if it is not known. @internal */
export function featuresOf(minor: string): AgentFeatures {
  return BY_MINOR.get(minor) ?? BY_MINOR.get(NEWEST_MINOR)!;
}

/** The first minor that has a feature; undefined for one that the oldest had already. @internal */
export function firstWith(feature: AgentFeature): string | undefined {
  return (TABLE[feature] as Span).since;
}
