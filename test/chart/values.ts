// Values that the tests start from.
import { PlainMap } from '../../lib/manifest/types';

/** The smallest values that render: certificates without keys in the output. */
export const CRON_JOBS = { hubble: { tls: { auto: { method: 'cronJob' } } } };
export const SMALL: PlainMap = CRON_JOBS;

/** A mesh with all its parts; `MESH_CERT_MANAGER` is the other way to its certificates. */
export const MESH: PlainMap = {
  cluster: { name: 'alpha', id: 1 },
  clustermesh: {
    useAPIServer: true,
    enableEndpointSliceSynchronization: true,
    mcsapi: { enabled: true, corednsAutoConfigure: { enabled: true } },
    config: {
      enabled: true,
      clusters: [
        { name: 'gamma', port: 2379, address: 'gamma.example.org' },
        { name: 'beta', port: 32379, ips: ['10.1.0.5'] },
      ],
    },
    apiserver: {
      service: { type: 'LoadBalancer' },
      tls: { auto: { method: 'cronJob', schedule: '0 0 1 */4 *' } },
      metrics: { serviceMonitor: { enabled: true } },
      podDisruptionBudget: { enabled: true },
    },
  },
  etcd: { enabled: true, ssl: true },
};
export const MESH_CERT_MANAGER: PlainMap = {
  ...MESH,
  clustermesh: {
    useAPIServer: true,
    apiserver: {
      tls: { auto: { method: 'certmanager', certManagerIssuerRef: { kind: 'ClusterIssuer', name: 'ca' } } },
    },
  },
};

/** Everything native at once, so that every component is rendered. */
export const WIDE: PlainMap = {
  kubeProxyReplacement: true,
  k8sServiceHost: 'localhost',
  k8sServicePort: 7445,
  ipam: { mode: 'cluster-pool' },
  ipv6: { enabled: true },
  tls: { caBundle: { enabled: true } },
  cni: { chainingMode: 'generic-veth', configMap: 'cni' },
  kubeConfigPath: '/etc/kubeconfig',
  monitor: { enabled: true },
  waitForKubeProxy: true,
  bandwidthManager: { enabled: true },
  loadBalancer: { l7: { backend: 'envoy' } },
  l2announcements: { enabled: true },
  l2podAnnouncements: { enabled: true },
  bgpControlPlane: { enabled: true },
  gatewayAPI: { enabled: true },
  ingressController: { enabled: true, defaultSecretName: 'a', defaultSecretNamespace: 'b' },
  envoyConfig: { enabled: true },
  ciliumEndpointSlice: { enabled: true },
  dnsProxy: { proxyPort: 10094 },
  standaloneDnsProxy: { enabled: true },
  encryption: { enabled: true, type: 'ipsec', strictMode: { egress: { enabled: true } } },
  ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ['10.0.0.0/8'] } },
  pprof: { enabled: true },
  prometheus: { enabled: true, serviceMonitor: { enabled: true, trustCRDsExist: true } },
  dashboards: { enabled: true },
  resourceQuotas: { enabled: true },
  operator: {
    pprof: { enabled: true },
    dashboards: { enabled: true },
    podDisruptionBudget: { enabled: true },
    prometheus: {
      serviceMonitor: { enabled: true },
      tls: { enabled: true, server: { existingSecret: 'op', mtls: { enabled: true } } },
    },
  },
  envoy: {
    prometheus: { serviceMonitor: { enabled: true } },
    debug: { admin: { enabled: true } },
    nodeLocality: { enabled: true },
  },
  hubble: {
    tls: { auto: { method: 'cronJob' } },
    redact: { enabled: true },
    dropEventEmitter: { enabled: true },
    export: { static: { enabled: true }, dynamic: { enabled: true } },
    metrics: {
      enabled: ['dns'],
      dynamic: { enabled: true },
      tls: { enabled: true, server: { mtls: { enabled: true } } },
      serviceMonitor: { enabled: true },
      dashboards: { enabled: true },
    },
    relay: {
      enabled: true,
      pprof: { enabled: true },
      podDisruptionBudget: { enabled: true },
      service: { type: 'NodePort' },
      prometheus: { enabled: true, serviceMonitor: { enabled: true } },
      tls: { server: { enabled: true } },
    },
    ui: {
      enabled: true,
      service: { type: 'NodePort' },
      ingress: { enabled: true },
      podDisruptionBudget: { enabled: true },
    },
  },
};
