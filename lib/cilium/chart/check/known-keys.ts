// Keys that need more than a lookup: maps that take any key, keys of old charts, keys without effect. Source: charts 1.18.12 to 1.20.0
// and 49 public value sets.

/** Declared maps that go into the pod as they are, so that any key of the Kubernetes type may be added. */
export const OPEN_MAPS: readonly RegExp[] = [
  /(^|\.)(affinity|nodeSelector|updateStrategy|podSecurityContext|seLinuxOptions)$/,
  /^(operator|hubble\.relay|hubble\.ui|hubble\.ui\.(backend|frontend))\.securityContext$/,
  /^cni\.resources$/,
  /^resourceQuotas\.(cilium|operator)\.hard$/,
];

/** Keys that the chart itself refuses, with what took their place. */
export const REMOVED: Readonly<Record<string, string>> = {
  enableCiliumEndpointSlice: 'write ciliumEndpointSlice.enabled',
  'ciliumEndpointSlice.sliceMode': 'drop it',
  'encryption.keyFile': 'write encryption.ipsec.keyFile',
  'encryption.mountPath': 'write encryption.ipsec.mountPath',
  'encryption.secretName': 'write encryption.ipsec.secretName',
  'encryption.interface': 'write encryption.ipsec.interface',
  'proxy.prometheus.enabled': 'write envoy.prometheus.enabled',
  'proxy.prometheus.port': 'write envoy.prometheus.port',
  endpointStatus: 'drop it',
  remoteNodeIdentity: 'drop it',
  'containerRuntime.integration': 'drop it',
  'etcd.managed': 'drop it',
  tunnel: 'write routingMode and tunnelProtocol',
  enableK8sEventHandover: 'drop it',
  enableCnpStatusUpdates: 'drop it',
};

/** Keys that are written often and are another key. */
export const RENAMED: Readonly<Record<string, string>> = {
  bbr: 'bandwidthManager.bbr',
  bgp: 'bgpControlPlane',
  gatewayApi: 'gatewayAPI',
  mtu: 'MTU',
  kubeProxyReplacementHealthzBindAddress: 'kubeProxyReplacementHealthzBindAddr',
  localRedirectPolicyEnabled: 'localRedirectPolicies.enabled',
};

/** Keys that the chart no longer reads: old ones it does not know, and declared ones that reach no object. */
export const DEAD: Readonly<Record<string, string>> = {
  containerRuntime: 'drop it',
  enableRuntimeDeviceDetection: 'drop it; devices are watched since 1.16',
  externalIPs: 'drop it; kubeProxyReplacement brings it',
  hostPort: 'drop it; kubeProxyReplacement brings it',
  'loadBalancer.standalone': 'drop it',
  'nodePort.enabled': 'drop it; kubeProxyReplacement brings it',
  hostServices: 'write socketLB',
  enableInternalTrafficPolicy: 'drop it; it is always on',
  'envoy.initContainers': 'drop it; the chart never reads it',
  global: 'drop it; there are no subcharts',
  'hubble.export.static.aggregationInterval': 'write hubble.export.aggregationInterval',
  'prometheus.serviceMonitor.scrapeTimeout': 'drop it; the chart never reads it for the agent',
  'securityContext.allowPrivilegeEscalation': 'drop it; the chart never reads it',
  svcSourceRangeCheck: 'drop it; it is always on',
};
