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
  Link,
  TalosCluster,
  type TalosClusterProps,
  type KubeSpanOptions,
  type LinkOptions,
  type VlanLinkOptions,
} from './cluster';
// the app and the Talos patches
export { NetworkApp, TalosnetValidation } from './app';
export type { NetworkAppProps, TalosnetValidationProps } from './app';
// who can reach whom
export { Endpoint, Invariant, Reachability, ReachAnswer, ReachVerdict } from './app';
export type { InvariantException, InvariantOptions } from './app';
export { TalosPatches } from './talos';
export type { TalosPatchFile } from './talos';
// policies
export {
  Entity,
  LabelExpression,
  Subject,
  Peer,
  AuthenticationMode,
  HttpRule,
  HeaderMatch,
  HeaderMismatch,
  SecretReference,
  DnsRule,
  Port,
  IcmpType,
  IpProtocol,
  DefaultDeny,
  RulesBase,
  PolicyBase,
  CiliumPolicy,
  CiliumClusterwidePolicy,
  DenyAllPolicy,
  AllowDnsPolicy,
  ClusterDnsPolicy,
  KubernetesPolicy,
  Policies,
  NamespacePolicies,
  AllowFromMonitoringPolicy,
  ClusterBaselinePolicy,
  PolicyMode,
  CiliumCidrGroup,
  CiliumEgressGatewayPolicy,
  CiliumLocalRedirectPolicy,
  CiliumEnvoyConfig,
  CiliumClusterwideEnvoyConfig,
  CiliumNodeConfig,
} from './policy';
export type {
  HttpRuleOptions,
  PodsOptions,
  ServicesOptions,
  CidrGroupsOptions,
  PortTlsOptions,
  PortListenerReference,
  PolicyBaseProps,
  CiliumPolicyProps,
  CiliumClusterwidePolicyProps,
  DenyAllPolicyProps,
  AllowDnsPolicyProps,
  ClusterDnsPolicyProps,
  KubernetesPolicyProps,
  Connection,
  ConnectedPolicies,
  AllowFromMonitoringPolicyProps,
  ClusterBaselinePolicyProps,
  CiliumCidrGroupProps,
  CiliumEgressGatewayPolicyProps,
  EgressGatewaySubject,
  EgressGatewayNode,
  CiliumLocalRedirectPolicyProps,
  RedirectedPort,
  CiliumEnvoyConfigProps,
  CiliumClusterwideEnvoyConfigProps,
  EnvoyService,
  EnvoyBackendService,
  CiliumNodeConfigProps,
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
