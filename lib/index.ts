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
export {
  BgpAdvertisement,
  BgpControlPlane,
  BgpPeer,
  BgpServiceAddress,
  L2Announcement,
  LoadBalancer,
  LoadBalancerClass,
  LoadBalancerIpPool,
  NodeIpam,
  ServiceSelector,
} from './loadbalancer';
export type {
  BgpAdvertisementOptions,
  BgpControlPlaneProps,
  BgpNodeOptions,
  BgpPeerOptions,
  BgpServiceOptions,
  BgpTimers,
  L2AnnouncementProps,
  LoadBalancerIpPoolProps,
  NodeIpamProps,
  ShareOptions,
} from './loadbalancer';
// gateways
export {
  AccessLog,
  AccessLogTarget,
  AllowedListeners,
  AllowedRoutes,
  Backend,
  BackendTls,
  CertificateIssuer,
  CiliumGatewayClass,
  ExternalDnsRecord,
  Gateway,
  GatewayApiBundle,
  GatewayApiCrds,
  GatewayGrpcRoute,
  GatewayRequestRoute,
  GatewayRoute,
  GatewayRouteBase,
  GatewayServiceType,
  GatewayStreamRoute,
  GatewayTcpRoute,
  GatewayTlsRoute,
  GatewayUdpRoute,
  GrpcRouteMatch,
  HttpMethod,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpsRedirect,
  HubbleUiRoute,
  Listener,
  ListenerOwner,
  ListenerProtocol,
  ListenerSet,
  ServerHeader,
  SessionPersistence,
} from './gateway';
export type {
  BackendOptions,
  CiliumGatewayClassProps,
  CookieSessionOptions,
  CorsOptions,
  ExternalAuthOptions,
  ExternalDnsRecordOptions,
  GatewayApiCrdsProps,
  GatewayGrpcRouteProps,
  GatewayProps,
  GatewayRequestRouteProps,
  GatewayRouteBaseProps,
  GatewayRouteProps,
  GatewayStreamRouteProps,
  GatewayTcpRouteProps,
  GatewayTlsRouteProps,
  GatewayUdpRouteProps,
  GrpcRouteRule,
  HeaderOptions,
  HttpListenerOptions,
  HttpRouteRule,
  HttpsListenerOptions,
  HttpsRedirectProps,
  HubbleUiRouteProps,
  ListenerSetProps,
  MirrorOptions,
  NamedBackendOptions,
  PortListenerOptions,
  RedirectOptions,
  RetryOptions,
  RewriteOptions,
  TlsPassthroughListenerOptions,
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
