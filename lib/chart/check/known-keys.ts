// Keys that need more than a lookup: maps that take any key, keys of old charts, keys without effect. Source: charts 1.18.12 to 1.20.0
// and 49 public value sets.
import { Release } from '../releases';

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
  'clustermesh.apiserver.tls.ca.cert': 'drop it; the mesh shares the CA of Cilium',
  'clustermesh.apiserver.tls.ca.key': 'drop it; the mesh shares the CA of Cilium',
  tunnel: 'write routingMode and tunnelProtocol',
  enableK8sEventHandover: 'drop it',
  enableCnpStatusUpdates: 'drop it',
};

/** Keys that are written often and are another key. */
export const RENAMED: Readonly<Record<string, string>> = {
  bbr: 'bandwidthManager.bbr',
  bgp: 'bgpControlPlane',
  gatewayApi: 'gatewayAPI',
  'hubble.dashboards': 'hubble.metrics.dashboards',
  'hubble.serviceMonitor': 'hubble.metrics.serviceMonitor',
  mtu: 'MTU',
  kubeProxyReplacementHealthzBindAddress: 'kubeProxyReplacementHealthzBindAddr',
  // Moved in 1.20.
  'encryption.strictMode.allowRemoteNodeIdentities': 'encryption.strictMode.egress.allowRemoteNodeIdentities',
  'encryption.strictMode.cidr': 'encryption.strictMode.egress.cidr',
  'encryption.strictMode.enabled': 'encryption.strictMode.egress.enabled',
  'operator.prometheus.serviceMonitor.trustCRDsExist': 'prometheus.serviceMonitor.trustCRDsExist',
  localRedirectPolicyEnabled: 'localRedirectPolicies.enabled',
};

/** First minor in which some of the keys below are dead; the others were dead before. */
const DEAD_SINCE: Readonly<Record<string, string>> = {
  enableInternalTrafficPolicy: '1.19',
  'encryption.ipsec.interface': '1.20',
  'loadBalancer.standalone': '1.19',
  'nodePort.enabled': '1.19',
  svcSourceRangeCheck: '1.19',
};

/** What to do about a key that a release does not read any more, or `undefined` when it reads it. */
export function deadIn(release: Release, path: string): string | undefined {
  const since = DEAD_SINCE[path];
  return since === undefined || release.isIn({ since }) ? DEAD[path] : undefined;
}

/** Keys that the chart no longer reads: old ones it does not know, and declared ones that reach no object. */
export const DEAD: Readonly<Record<string, string>> = {
  'encryption.ipsec.interface': 'drop it; the chart never reads it',
  'hubble.metrics.tls.server.mtls.key':
    'drop it; it counts only with mtls.name, which the schema of the chart does not allow',
  'hubble.metrics.tls.server.mtls.useSecret':
    'drop it; it counts only with mtls.name, which the schema of the chart does not allow',
  'hubble.tls.auto.privateKey': 'drop it; the chart writes its own private key options after it',
  k8sServiceLookupConfigMapName: 'drop it; it counts only with k8sServiceHost: auto, which asks a running cluster',
  k8sServiceLookupNamespace: 'drop it; it counts only with k8sServiceHost: auto, which asks a running cluster',
  nonIdempotentAnnotations: 'drop it; it is for Secrets that helm makes anew at every render',
  'operator.image.alibabacloudDigest': 'drop it; it is of the operator for Alibaba Cloud',
  'operator.image.awsDigest': 'drop it; it is of the operator for AWS',
  'operator.image.azureDigest': 'drop it; it is of the operator for Azure',
  'serviceAccounts.corednsMCSAPI.automount': 'drop it; the Job always has its token',
  'tls.ca.certValidityDuration':
    'drop it; it counts only with method helm, or write certgen and hubble.tls.auto.certValidityDuration',
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
