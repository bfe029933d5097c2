// The public surface of cdk8s-talos-network. What is not named here is not part of the contract.

// values
export { IpFamily, IpAddress, IpRange, Cidr, InterfaceAddress, MacAddress, InterfaceName, Protocol } from './net';
// findings and the base of every construct
export { type Finding, Severity, NetworkConstruct } from './construct';
// the cluster
export {
  Cluster,
  TalosVersion,
  ConfigFormat,
  NodeRole,
  NodeSelection,
  ClusterNode,
  type NodeOptions,
  TalosCluster,
  type TalosClusterProps,
  type KubeSpanOptions,
  type DiscoveryOptions,
  Nameserver,
  SecretPlaceholder,
} from './cluster';
// the links of the machines
export {
  Link,
  type VirtualIpOptions,
  LinkSelector,
  type LinkSettings,
  type LinkPlacement,
  type LinkRoute,
  type DhcpOptions,
  DhcpClientIdentifier,
  type LinkOptions,
  type EthernetOptions,
  type EthernetRings,
  type EthernetChannels,
  WakeOnLan,
  type VlanLinkOptions,
  VlanMode,
  type BondLinkOptions,
  BondMode,
  BondHashPolicy,
  LacpRate,
  ArpValidate,
  ArpAllTargets,
  FailOverMac,
  AggregatorSelect,
  PrimaryReselect,
  type BridgeLinkOptions,
  type DummyLinkOptions,
  type VrfLinkOptions,
  type WireguardLinkOptions,
  type WireguardPeer,
} from './cluster';
// the app and the Talos patches
export { NetworkApp, TalosnetValidation } from './app';
export type { NetworkAppProps, TalosnetValidationProps } from './app';
// who can reach whom
export { Endpoint, Invariant, Reachability, ReachAnswer, ReachVerdict } from './app';
export type { InvariantException, InvariantOptions } from './app';
export { FirewallAction, TalosFirewall, TalosLayout, TalosPatches } from './talos';
export type { FirewallOpening, FirewallOpeningOptions, TalosFirewallProps, TalosPatchFile } from './talos';
// policies
export {
  Entity,
  Subject,
  Peer,
  HttpRule,
  DnsRule,
  Port,
  IcmpType,
  DefaultDeny,
  PolicyBase,
  CiliumPolicy,
  CiliumClusterwidePolicy,
  DenyAllPolicy,
  AllowDnsPolicy,
  ClusterDnsPolicy,
  Policies,
} from './policy';
export type {
  HttpRuleOptions,
  PolicyBaseProps,
  CiliumPolicyProps,
  CiliumClusterwidePolicyProps,
  DenyAllPolicyProps,
  AllowDnsPolicyProps,
  ClusterDnsPolicyProps,
  ConnectedPolicies,
} from './policy';
// addresses of Services
export { ServiceSelector, LoadBalancerAddress, LoadBalancerIpPool, L2Announcement } from './loadbalancer';
export type { ShareOptions, LoadBalancerIpPoolProps, L2AnnouncementProps } from './loadbalancer';
// gateways
export {
  AllowedRoutes,
  Backend,
  Gateway,
  GatewayApiBundle,
  GatewayApiCrds,
  GatewayRoute,
  Listener,
  ListenerProtocol,
  GatewayRouteBase,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpMethod,
  GatewayStreamRoute,
  GatewayTlsRoute,
  GatewayTcpRoute,
  GatewayUdpRoute,
} from './gateway';
export type {
  BackendOptions,
  NamedBackendOptions,
  GatewayProps,
  GatewayApiCrdsProps,
  GatewayRouteProps,
  HttpRouteRule,
  GatewayRouteBaseProps,
  GatewayStreamRouteProps,
  GatewayTlsRouteProps,
  GatewayTcpRouteProps,
  GatewayUdpRouteProps,
  HttpListenerOptions,
  HttpsListenerOptions,
  TlsPassthroughListenerOptions,
  PortListenerOptions,
  RedirectOptions,
  RewriteOptions,
  HeaderOptions,
} from './gateway';
// secondary networks
export { Ipam, MacvlanMode, MacvlanNetwork, SecondaryNetwork } from './networks';
export type {
  AttachOptions,
  HostLocalRange,
  HostLocalOptions,
  MacvlanNetworkProps,
  NetworkDns,
  NetworkRoute,
  SecondaryNetworkProps,
} from './networks';
export { MultusLogLevel, MultusTalos, MultusVersion } from './multus';
export type { MultusTalosProps } from './multus';
// the primary CNI
export {
  ChartRepository,
  ChartSource,
  CiliumBootstrap,
  CiliumDelivery,
  CiliumInstall,
  CiliumValuesFile,
  CiliumVersion,
  DatapathMode,
  EncryptionType,
  HubbleCertificates,
  IpamMode,
  LoadBalancerAcceleration,
  LoadBalancerAlgorithm,
  LoadBalancerMode,
  RoutingMode,
  TaintEffect,
  TolerationOperator,
  TunnelProtocol,
  ValueSource,
} from './cilium';
export type {
  ArgoCdDeliveryOptions,
  BandwidthManagerOptions,
  BpfOptions,
  CertManagerOptions,
  CiliumClusterOptions,
  CiliumInstallProps,
  CiliumPodOptions,
  CiliumResources,
  CiliumToleration,
  CiliumValuesFileProps,
  ClusterMeshApiServerOptions,
  ComponentOptions,
  CronJobCertificateOptions,
  DashboardOptions,
  EncryptionOptions,
  EnvoyOptions,
  ExplainedValue,
  FluxDeliveryOptions,
  GatewayApiOptions,
  HelmAdoptionOptions,
  HelmChartOptions,
  HubbleOptions,
  ExistingSecretsOptions,
  KubernetesApiOptions,
  LoadBalancingOptions,
  MonitoringOptions,
  OperatorOptions,
  RoutingOptions,
  SchedulingOptions,
} from './cilium';
