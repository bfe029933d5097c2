// What constructs need of the primary CNI. They say so here; CiliumInstall, if the app has one, turns it into values.
import { IConstruct } from 'constructs';

/** A feature of the primary CNI that another construct cannot do without. @internal */
export enum Feature {
  /** Other CNI configuration files must survive (Multus). */
  NON_EXCLUSIVE_CNI = 'non-exclusive-cni',
  /** Services are handled by the CNI instead of kube-proxy. */
  KUBE_PROXY_REPLACEMENT = 'kube-proxy-replacement',
  /** Addresses of Services are announced by ARP and NDP. */
  L2_ANNOUNCEMENTS = 'l2-announcements',
  /** External IPs of Services are handled. */
  EXTERNAL_IPS = 'external-ips',
  /** Gateway API controllers run. */
  GATEWAY_API = 'gateway-api',
  /** Gateways are ports of the nodes instead of Services with an address. */
  GATEWAY_HOST_NETWORK = 'gateway-host-network',
  /** Envoy may bind ports below 1024 of the nodes. */
  ENVOY_LOW_PORTS = 'envoy-low-ports',
  /** Hubble's user interface runs. */
  HUBBLE_UI = 'hubble-ui',
  /** Addresses of Services and pods are announced by BGP. */
  BGP_CONTROL_PLANE = 'bgp-control-plane',
  /** Services may get addresses of nodes. */
  NODE_IPAM = 'node-ipam',
  /** L7 rules and gateways need the proxy. */
  L7_PROXY = 'l7-proxy',
  /** Policies on nodes are enforced. */
  HOST_FIREWALL = 'host-firewall',
  /** Frames of these VLAN ids pass (`ids`). */
  VLAN_BYPASS = 'vlan-bypass',
  /** So many Services hold a lease (`count`): the API client needs that rate. */
  ANNOUNCED_SERVICES = 'announced-services',
  /** A policy may add to what passes without switching default deny on (`enableDefaultDeny: false`). */
  NON_DEFAULT_DENY_POLICIES = 'non-default-deny-policies',
  /** Peers may select nodes by label. */
  NODE_SELECTOR_LABELS = 'node-selector-labels',
  /** What pods send to the world may leave through nodes that policies name. */
  EGRESS_GATEWAY = 'egress-gateway',
  /** Connections may be redirected to pods of the same node. */
  LOCAL_REDIRECT = 'local-redirect',
  /** Envoy takes resources from CiliumEnvoyConfigs. */
  ENVOY_CONFIG = 'envoy-config',
  /** Policies deny nothing and log what they would deny. */
  POLICY_AUDIT_MODE = 'policy-audit-mode',
  /** Protocols beside TCP, UDP, SCTP and ICMP pass (VRRP, GRE). */
  EXTENDED_IP_PROTOCOLS = 'extended-ip-protocols',
}

/** One requirement. @internal */
export interface FeatureRequirement {
  readonly feature: Feature;
  /** Who needs it. */
  readonly by: IConstruct;
  /** Why, in a clause: "Multus writes its own CNI configuration". */
  readonly reason: string;
  /** VLAN ids, for VLAN_BYPASS. */
  readonly ids?: readonly number[];
  /** Number of Services, for ANNOUNCED_SERVICES. */
  readonly count?: number;
  /** Labels of the nodes that are meant, for GATEWAY_HOST_NETWORK; none for all. */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /** Control planes are to lend their addresses too, for NODE_IPAM. */
  readonly controlPlanes?: boolean;
}
