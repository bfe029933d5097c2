// The typed properties of an install, group by group, and the chart values that they are.
export { HubbleCertificates } from './certificates';
export type { CertManagerOptions, CronJobCertificateOptions, ExistingSecretsOptions } from './certificates';
export { DatapathMode, EncryptionType } from './datapath';
export type { BandwidthManagerOptions, BpfOptions, EncryptionOptions } from './datapath';
export type { GatewayApiOptions } from './gateway-api';
export type { HubbleOptions } from './hubble';
export { LoadBalancerAcceleration, LoadBalancerAlgorithm, LoadBalancerMode } from './load-balancing';
export type { LoadBalancingOptions } from './load-balancing';
export type { DashboardOptions, MonitoringOptions } from './monitoring';
export { TaintEffect, TolerationOperator } from './pods';
export type {
  CiliumPodOptions,
  CiliumResources,
  CiliumToleration,
  ClusterMeshApiServerOptions,
  ComponentOptions,
  EnvoyOptions,
  OperatorOptions,
  SchedulingOptions,
} from './pods';
export { IpamMode, RoutingMode, TunnelProtocol } from './routing';
export type { RoutingOptions } from './routing';
