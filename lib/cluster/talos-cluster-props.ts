// What a user says of a cluster.
import { ConfigFormat, TalosVersion } from '../catalogue/talos';
import { Nameserver } from './nameserver';

/** Properties of a TalosCluster. */
export interface TalosClusterProps {
  /** Talos minor that the machines run. */
  readonly talosVersion: TalosVersion;
  /**
   * Form of the machine configuration. A cluster upgraded to 1.14 keeps `V1ALPHA1`.
   *
   * @default - what `talosctl gen config` of the minor writes: documents from 1.14 on
   */
  readonly configFormat?: ConfigFormat;
  /**
   * Form of links, DNS, time and the like: link documents exist from Talos 1.12 on, beside a v1alpha1 document. Any link document ends the default
   * DHCP of all links of a node. What runs does not change with the form; both at once for one link are refused by nobody, so keep to one.
   *
   * @default - configFormat
   */
  readonly linkFormat?: ConfigFormat;
  /** Kubernetes version, `1.35.2`. Decides what charts render. */
  readonly kubernetesVersion: string;
  /** URL of the Kubernetes API, `https://192.168.70.10:6443`. */
  readonly endpoint: string;
  /**
   * Virtual address that the control planes share on the primary link.
   *
   * @default - none
   */
  readonly virtualIp?: string;
  /** Networks that the nodes' Kubernetes addresses come from, `192.168.70.0/24`; at most one a family. */
  readonly nodeSubnets: string[];
  /**
   * Networks of the pods.
   *
   * @default ['10.244.0.0/16']
   */
  readonly podSubnets?: string[];
  /**
   * Networks of the Services, one a family as the pods.
   *
   * @default ['10.96.0.0/12']
   */
  readonly serviceSubnets?: string[];
  /**
   * DNS domain of the cluster.
   *
   * @default cluster.local
   */
  readonly dnsDomain?: string;
  /**
   * Talos forwards the pods' DNS to the DNS server of the host (`hostDNS.forwardKubeDNSToHost`), on in every configuration that Talos 1.8 or
   * newer generated. Written where it is said here.
   *
   * @default true, and not written
   */
  readonly hostDnsForwarding?: boolean;
  /** The DNS server of the host answers for the names of the cluster's machines (`hostDNS.resolveMemberNames`). @default - not written */
  readonly hostDnsMemberNames?: boolean;
  /**
   * KubeSpan, the WireGuard mesh between the nodes.
   *
   * @default - off
   */
  readonly kubeSpan?: KubeSpanOptions;
  /** How the machines find each other. @default - not written: Talos' own service, which every generated configuration has */
  readonly discovery?: DiscoveryOptions;
  /** Port of KubePrism, the load balancer of the Kubernetes API on every node. @default 7445 */
  readonly kubePrismPort?: number;
  /** Port of the Kubernetes API on the control planes themselves, whatever port the endpoint has. @default 6443, and not written */
  readonly apiPort?: number;
  /** Flannel runs. @default - off where the app has a CNI, else not written */
  readonly flannel?: boolean;
  /** kube-proxy runs. @default - off where the app's CNI replaces it, else not written */
  readonly kubeProxy?: boolean;
  /** Networks or addresses that a node's address is never taken from, though they lie in `nodeSubnets`. @default - none */
  readonly nodeIpExcludes?: string[];
  /** Networks that etcd announces its address from. @default - nodeSubnets where a control plane has several links, else not written */
  readonly etcdAdvertisedSubnets?: string[];
  /** Networks that etcd listens on. @default - those that it announces */
  readonly etcdListenSubnets?: string[];
  /** Prefix length of a node's IPv4 network of pods; documents form. @default 24 */
  readonly nodeCidrMaskSizeIpv4?: number;
  /** Prefix length of a node's IPv6 network of pods; documents form. @default 64 */
  readonly nodeCidrMaskSizeIpv6?: number;
  /** DNS servers of the nodes. @default - those that DHCP gives */
  readonly nameservers?: Nameserver[];
  /** Domains that short names are looked up in. @default - none besides that of the host name */
  readonly searchDomains?: string[];
  /** The domain of the host name is a search domain as well. @default true */
  readonly ownSearchDomain?: boolean;
  /** Names and addresses that the nodes know without asking, names by address: `{ '192.168.70.5': ['registry.home.arpa'] }`. @default - none */
  readonly staticHosts?: { readonly [address: string]: string[] };
  /** The nodes keep their clocks by time servers. @default - not written: they do */
  readonly timeSync?: boolean;
  /** Time servers of the nodes. @default - Talos' own */
  readonly timeServers?: string[];
  /** Time servers are asked by NTS, which needs names instead of addresses; Talos 1.14. @default false */
  readonly timeSecurity?: boolean;
  /** Clocks of the machines, `/dev/ptp0`, instead of time servers. @default - none */
  readonly clockDevices?: string[];
  /** The machine boots on without the right time after so long, `2m`. @default - it waits */
  readonly timeBootTimeout?: string;
  /** The name of each node in this program is its host name. @default false */
  readonly hostnames?: boolean;
  /** Control planes run workloads, too. @default - not written: they do not */
  readonly allowSchedulingOnControlPlanes?: boolean;
  /** Namespaces besides `kube-system` that Pod Security lets do anything. @default - none */
  readonly podSecurityExemptions?: string[];
  /** Kernel modules that every node loads, with their parameters: `{ br_netfilter: [] }`. @default - none */
  readonly kernelModules?: { readonly [module: string]: string[] };
}

/** KubeSpan: the WireGuard mesh of Talos between the nodes. It needs discovery. */
export interface KubeSpanOptions {
  /**
   * MTU of the mesh in bytes: that of the network below less 80.
   *
   * @default 1420
   */
  readonly mtu?: number;
  /**
   * The mesh carries the pods' packets as they are (`advertiseKubernetesNetworks`).
   *
   * @default false
   */
  readonly advertiseKubernetesNetworks?: boolean;
  /** Packets to a peer that is not reached leave past the mesh, unencrypted. @default false */
  readonly allowDownPeerBypass?: boolean;
  /** Endpoints that peers see are passed on; not for more than 50 nodes. @default false */
  readonly harvestExtraEndpoints?: boolean;
  /** Networks whose addresses are announced as endpoints; `!` in front leaves one out: `['0.0.0.0/0', '!192.168.0.0/16']`. @default - all */
  readonly endpointFilters?: string[];
  /** Networks that are not announced; the same on all nodes. Talos 1.12.4 and newer. @default - none */
  readonly excludeAdvertisedNetworks?: string[];
  /** The Talos patches switch KubeSpan on. Say false where the machine configuration does so already. @default true */
  readonly managed?: boolean;
}

/** How the machines of a cluster find each other. */
export interface DiscoveryOptions {
  /** @default true */
  readonly enabled?: boolean;
  /** Service that the machines meet at. @default https://discovery.talos.dev/ */
  readonly endpoint?: string;
  /** Further services by name; documents form. @default - none */
  readonly services?: { readonly [name: string]: string };
}
