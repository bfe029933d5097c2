// What a user says of a cluster and of its links.
import { Link, NodeSelection } from './nodes';
import { ConfigFormat, TalosVersion } from '../catalogue/talos';

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
   * newer generated. Stated, not configured: write what the machine configuration says.
   *
   * @default true
   */
  readonly hostDnsForwarding?: boolean;
  /**
   * KubeSpan as the machine configuration has it. Stated, not configured.
   *
   * @default - off
   */
  readonly kubeSpan?: KubeSpanOptions;
}

/** KubeSpan: the WireGuard mesh of Talos between the nodes. */
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
}

/** A network link that nodes have. */
export interface LinkOptions {
  /** Kernel name of the interface, `enp1s0`. An alias of a LinkAliasConfig is not enough: CNI plugins and Cilium cannot see it. */
  readonly interface: string;
  /**
   * The node gets its address here by DHCP.
   *
   * @default false
   */
  readonly dhcp?: boolean;
  /**
   * Network on the link.
   *
   * @default - the node subnet for the link that has DHCP, else not known
   */
  readonly subnet?: string;
  /**
   * MTU in bytes.
   *
   * @default - the driver's
   */
  readonly mtu?: number;
  /**
   * Nodes that have the link.
   *
   * @default NodeSelection.all()
   */
  readonly nodes?: NodeSelection;
  /**
   * The Talos patches configure the link. Say false where the machine configuration does so already.
   *
   * @default true
   */
  readonly managed?: boolean;
}

/** A VLAN on top of a link. */
export interface VlanLinkOptions {
  /** Link that carries the tagged frames. */
  readonly parent: Link;
  /** VLAN id, 1 to 4094. */
  readonly vlanId: number;
  /** @default - as in LinkOptions */
  readonly subnet?: string;
  /** @default false */
  readonly dhcp?: boolean;
  /** @default - the parent's */
  readonly mtu?: number;
}
