// What no manifest holds: the machines of a cluster, their links and addresses, what somebody else manages, what is ignored and why.

/** One machine. */
export interface NodeFacts {
  readonly name: string;
  readonly role: 'controlplane' | 'worker';
  /** Addresses on the node subnets. */
  readonly addresses: readonly string[];
}

/** One network link of some nodes. */
export interface LinkFacts {
  /** Name in the program or in the head of whoever wrote the file, such as `lan`. */
  readonly name: string;
  /** Name in the kernel, such as `enp1s0`. */
  readonly interface: string;
  /** Names of the nodes that have it. @default - every node */
  readonly nodes?: readonly string[];
  /** True where `interface` is an alias that Talos gives to what a selector finds: the kernel does not know the name. @default false */
  readonly alias?: boolean;
  /** Name of the link below a VLAN. */
  readonly parent?: string;
  readonly vlanId?: number;
  /** Names of the links of a bond, of the ports of a bridge. */
  readonly members?: readonly string[];
  readonly mtu?: number;
  /** Networks on the link, in CIDR form. @default - not known */
  readonly subnets?: readonly string[];
  /** True if it gets its address by DHCP. @default false */
  readonly dhcp?: boolean;
  /** Names of the nodes whose address on the link is written. @default - none */
  readonly addressed?: readonly string[];
  /** False if somebody else configures it. @default true */
  readonly managed?: boolean;
}

/** KubeSpan, the WireGuard mesh between the nodes. */
export interface KubeSpanFacts {
  readonly mtu?: number;
  readonly advertiseKubernetesNetworks?: boolean;
}

/** A finding that somebody decided to live with. */
export interface IgnoredCode {
  readonly code: string;
  readonly reason: string;
  /** Objects that it is about, `Kind/namespace/name`; `cluster` for the machines and their configuration, `Invariant/name` for an invariant. @default - every object */
  readonly objects?: readonly string[];
}

/** What must hold of who can reach whom, whatever else changes; one of `never` and `always`. docs/reach-programs.md says how it is written. */
export interface InvariantFacts {
  /** What it is called in findings. @default - its text */
  readonly name?: string;
  /** Connections that policy must never let through: `from world to namespace production except through gateway edge/public`. */
  readonly never?: string;
  /** Connections that policy must always let through: `from namespace monitoring to pods on TCP 9100`. */
  readonly always?: string;
  /** Why, for whoever breaks it. */
  readonly reason?: string;
}

/** What exists although the folder does not hold it. */
export interface OutsideFacts {
  /** The definitions of the Gateway API are installed by somebody else. @default false */
  readonly gatewayApiCrds?: boolean;
  /** Cilium is installed by somebody else. @default false */
  readonly cilium?: boolean;
  /** Multus is installed by somebody else. @default false */
  readonly multus?: boolean;
  /** Namespaces that somebody else makes. */
  readonly namespaces?: readonly string[];
  /** Further objects, `Kind/namespace/name`, such as a certificate that a tool makes. */
  readonly objects?: readonly string[];
}

/** The facts of one cluster. Everything is optional: what is not said is not known. */
export interface ClusterFacts {
  readonly name?: string;
  /** Minor of Talos, such as `1.14`. */
  readonly talos?: string;
  /** `1.35.2`. */
  readonly kubernetes?: string;
  /** Version of Cilium, such as `1.20.0`. */
  readonly cilium?: string;
  /** Gateway API bundle, such as `v1.6.1`. */
  readonly gatewayApi?: string;
  /** Form of the machine configuration: one document, or a document a subject. */
  readonly configFormat?: 'v1alpha1' | 'documents';
  /** Form of links, where it is another: link documents exist beside a v1alpha1 document. @default configFormat */
  readonly linkFormat?: 'v1alpha1' | 'documents';
  /** URL of the Kubernetes API. */
  readonly endpoint?: string;
  readonly dnsDomain?: string;
  /** Talos forwards the DNS of pods to that of the host. */
  readonly hostDnsForwarding?: boolean;
  /** KubeSpan is on, with these settings. @default - off, or not known */
  readonly kubeSpan?: KubeSpanFacts;
  readonly nodes?: readonly NodeFacts[];
  readonly links?: readonly LinkFacts[];
  readonly nodeSubnets?: readonly string[];
  readonly podSubnets?: readonly string[];
  readonly serviceSubnets?: readonly string[];
  /** Addresses that move between control planes. */
  readonly virtualIps?: readonly string[];
  readonly outside?: OutsideFacts;
  readonly ignores?: readonly IgnoredCode[];
  readonly invariants?: readonly InvariantFacts[];
  /** True if the folder and this file hold everything: what is in neither does not exist. @default false */
  readonly complete?: boolean;
}

/** Names of the nodes that have a link; all of them where the link does not say. */
export function nodesOfLink(facts: ClusterFacts, link: LinkFacts): readonly string[] {
  return link.nodes ?? (facts.nodes ?? []).map(({ name }) => name);
}
