// What the chart refuses, condition by condition: values, the minors that refuse them, our words. docs/cilium.md shows the same table.
import { PlainMap } from '../../lib/manifest/types';

export const ALL = ['1.18.12', '1.19.6', '1.20.0'];
const NEWER = ['1.19.6', '1.20.0'];
const OLDEST = ['1.18.12'];
const NEWEST = ['1.20.0'];

export interface NegativeRow {
  readonly condition: string;
  readonly values: PlainMap;
  readonly versions: readonly string[];
  /** `path: message; repair` */
  readonly line: string;
}

const row = (condition: string, values: PlainMap, line: string, versions: readonly string[] = ALL): NegativeRow => ({
  condition,
  values,
  versions,
  line,
});

const removed = (path: string, value: unknown, instead: string, versions = ALL): NegativeRow => {
  const values: PlainMap = {};
  const keys = path.split('.');
  let map = values;
  for (const key of keys.slice(0, -1)) map = (map[key] = {}) as PlainMap;
  map[keys.at(-1)!] = value;
  return row(
    `removed key ${path}`,
    values,
    `${path}: the chart refuses this key since it was removed; ${instead}`,
    versions,
  );
};

const MONITOR =
  'a ServiceMonitor needs its definition in the cluster; set prometheus.serviceMonitor.trustCRDsExist: true, or pass the API version monitoring.coreos.com/v1';
const NATIVE = 'native routing with masquerading needs the range that is not masqueraded';
const L7 = 'l7Proxy: ingress, Gateway API and the L7 load balancer need the L7 proxy; set l7Proxy: true';
const POLICY = 'is neither Cluster nor Local; write Cluster or Local';
const ID = 'makes packet marks that ENI mode and aws-cni chaining overwrite, and policies drop what they should not';
const REPLACED = { kubeProxyReplacement: true };
const MESH = { cluster: { name: 'alpha', id: 1 } };
const AT = 'clustermesh.apiserver';
const mesh = (apiserver: PlainMap, more: PlainMap = {}): PlainMap => ({
  ...MESH,
  clustermesh: {
    useAPIServer: true,
    ...more,
    apiserver: { ...apiserver, tls: { auto: { method: 'cronJob' }, ...((apiserver.tls ?? {}) as PlainMap) } },
  },
});
const name = (text: string): PlainMap => ({ cluster: { name: text } });
const NAME = 'write at most 32 lower-case letters, digits and "-", starting and ending with a letter or digit';
const duration = (path: string, values: PlainMap, versions = ALL) =>
  row(
    `a duration that Go cannot read: ${path}`,
    values,
    `${path}: "often" is no duration; write a duration such as 30s or 5m0s`,
    versions,
  );

export const NEGATIVE: readonly NegativeRow[] = [
  removed('enableCiliumEndpointSlice', true, 'write ciliumEndpointSlice.enabled'),
  removed('ciliumEndpointSlice.sliceMode', 'identity', 'drop it'),
  removed('encryption.keyFile', 'keys', 'write encryption.ipsec.keyFile'),
  removed('encryption.mountPath', '/etc/ipsec', 'write encryption.ipsec.mountPath'),
  removed('encryption.secretName', 'keys', 'write encryption.ipsec.secretName'),
  removed('encryption.interface', 'eth0', 'write encryption.ipsec.interface'),
  removed('proxy.prometheus.enabled', false, 'write envoy.prometheus.enabled'),
  removed('proxy.prometheus.port', 9964, 'write envoy.prometheus.port'),
  removed('endpointStatus', { enabled: true }, 'drop it'),
  removed('remoteNodeIdentity', true, 'drop it'),
  removed('containerRuntime.integration', 'auto', 'drop it'),
  removed('etcd.managed', true, 'drop it'),
  removed('tunnel', 'vxlan', 'write routingMode and tunnelProtocol'),
  removed('enableK8sEventHandover', true, 'drop it'),
  removed('enableCnpStatusUpdates', true, 'drop it'),
  ...(['4', '6'] as const).map((family) =>
    row(
      `removed key ipam.operator.clusterPoolIPv${family}PodCIDR`,
      {
        ipv6: { enabled: true },
        ipam: { mode: 'cluster-pool', operator: { [`clusterPoolIPv${family}PodCIDR`]: '10.0.0.0/8' } },
      },
      `ipam.operator.clusterPoolIPv${family}PodCIDR: the chart refuses this key since it was removed; write ipam.operator.clusterPoolIPv${family}PodCIDRList: [...]`,
      OLDEST,
    ),
  ),
  row(
    'the API server said twice',
    { k8sServiceHost: 'localhost', k8sServicePort: 7445, k8sServiceHostRef: { name: 'api', key: 'host' } },
    'k8sServiceHostRef: the API server is said twice, as k8sServiceHost "localhost" too; keep k8sServiceHost or k8sServiceHostRef',
  ),
  row(
    'kubeProxyReplacement of old',
    { kubeProxyReplacement: 'strict' },
    'kubeProxyReplacement: "strict" is neither true nor false; write true or false',
  ),
  row('an empty cluster name', name(''), `cluster.name: not a cluster name: ""; ${NAME}`),
  row('a cluster name in capitals', name('Home'), `cluster.name: not a cluster name: "Home"; ${NAME}`),
  row(
    'a cluster name of 33 characters',
    name('a'.repeat(33)),
    `cluster.name: not a cluster name: "${'a'.repeat(33)}"; ${NAME}`,
  ),
  row('a cluster name that ends with a dash', name('home-'), `cluster.name: not a cluster name: "home-"; ${NAME}`),
  row(
    'an id for the cluster "default"',
    { cluster: { id: 3 } },
    'cluster.id: 3 for a cluster that is called "default"; give the cluster a name in cluster.name, or leave the id at 0',
  ),
  row(
    'a cluster id above 127 with aws-cni chaining',
    { cluster: { name: 'alpha', id: 200 }, cni: { chainingMode: 'aws-cni' } },
    `cluster.id: 200 ${ID}; write an id below 128 (or 256 to 383), or accept it with extraConfig: {allow-unsafe-policy-skb-usage: 'true'}`,
  ),
  row(
    'another limit of connected clusters',
    { clustermesh: { maxConnectedClusters: 300 } },
    'clustermesh.maxConnectedClusters: 300 is neither 255 nor 511; write 255 or 511',
  ),
  row(
    "an id of Envoy's out of range",
    { envoy: { baseID: -1 } },
    'envoy.baseID: -1 is out of range; write 0 to 4294967295',
  ),
  row(
    'the back-off of the API client set twice',
    { extraEnv: [{ name: 'KUBE_CLIENT_BACKOFF_BASE', value: '1' }] },
    'extraEnv: KUBE_CLIENT_BACKOFF_* is set twice; set k8sClientExponentialBackoff instead, or switch it off',
  ),
  row(
    'node taints that nobody removes',
    { operator: { setNodeTaints: true, removeNodeTaints: false } },
    'operator.setNodeTaints: taints that nobody removes keep every pod off the nodes; set operator.removeNodeTaints: true',
  ),
  row(
    'no toleration of the operator',
    { operator: { tolerations: [] } },
    'operator.tolerations: the chart writes broken YAML when this list is empty; write at least one toleration, such as {key: node.cilium.io/agent-not-ready, operator: Exists}',
    OLDEST,
  ),
  duration('bpf.monitorInterval', { bpf: { monitorInterval: 'often' } }),
  duration('conntrackGCInterval', { conntrackGCInterval: 'often' }),
  duration('conntrackGCMaxInterval', { conntrackGCMaxInterval: 'often' }),
  duration('crdWaitTimeout', { crdWaitTimeout: 'often' }),
  duration('encryption.ipsec.keyRotationDuration', {
    encryption: { enabled: true, type: 'ipsec', ipsec: { keyRotationDuration: 'often' } },
  }),
  duration('envoyConfig.retryInterval', { envoyConfig: { enabled: true, retryInterval: 'often' } }),
  duration(
    'hubble.export.aggregationInterval',
    { hubble: { export: { static: { enabled: true }, aggregationInterval: 'often' } } },
    NEWER,
  ),
  duration('hubble.lostEventSendInterval', { hubble: { lostEventSendInterval: 'often' } }, NEWER),
  duration('identityChangeGracePeriod', { identityChangeGracePeriod: 'often' }),
  duration('ipam.ciliumNodeUpdateRate', { ipam: { ciliumNodeUpdateRate: 'often' } }),
  duration('operator.endpointGCInterval', { operator: { endpointGCInterval: 'often' } }),
  duration('operator.identityGCInterval', { operator: { identityGCInterval: 'often' } }),
  duration('operator.identityHeartbeatTimeout', { operator: { identityHeartbeatTimeout: 'often' } }),
  duration('operator.nodeGCInterval', { operator: { nodeGCInterval: 'often' } }),
  row(
    'the UI without the relay',
    { hubble: { ui: { enabled: true } } },
    'hubble.ui.enabled: the UI needs the relay; set hubble.relay.enabled: true',
  ),
  row(
    'a standalone UI without a client certificate',
    { hubble: { ui: { enabled: true, standalone: { enabled: true } }, relay: { tls: { server: { enabled: true } } } } },
    'hubble.ui.standalone.tls.certsVolume: the relay of the standalone UI wants TLS, and no volume holds the client certificate; write a volume such as {secret: {secretName: …}}, or set hubble.relay.tls.server.enabled: false',
  ),
  row(
    'the relay without Hubble',
    { hubble: { enabled: false, relay: { enabled: true } } },
    'hubble.relay.enabled: the relay needs Hubble; set hubble.enabled: true',
  ),
  row(
    'cert-manager without an issuer',
    { hubble: { tls: { auto: { method: 'certmanager' } } } },
    'hubble.tls.auto.certManagerIssuerRef: cert-manager needs an issuer; write {group: cert-manager.io, kind: ClusterIssuer, name: …}',
  ),
  row(
    'headers allowed and denied',
    { hubble: { redact: { http: { headers: { allow: ['a'], deny: ['b'] } } } } },
    'hubble.redact.http.headers: allow and deny exclude each other; keep one of the two lists',
  ),
  row(
    'a UI older than 0.9.0',
    { hubble: { relay: { enabled: true }, ui: { enabled: true, backend: { image: { tag: 'v0.8.5' } } } } },
    'hubble.ui.backend.image.tag: "v0.8.5" is no version from 0.9.0 on; write a version such as v0.13.5',
  ),
  row(
    'a UI whose tag is no version',
    { hubble: { relay: { enabled: true }, ui: { enabled: true, frontend: { image: { tag: 'nightly' } } } } },
    'hubble.ui.frontend.image.tag: "nightly" is no version from 0.9.0 on; write a version such as v0.13.5',
  ),
  row(
    'own certificates without a Secret',
    { hubble: { tls: { auto: { enabled: false } } } },
    'hubble.tls.server.existingSecret: hubble.tls.auto.enabled is false and no Secret is named; name a Secret in hubble.tls.server.existingSecret, or let hubble.tls.auto make the certificates',
  ),
  row('ingress without the L7 proxy', { ...REPLACED, l7Proxy: false, ingressController: { enabled: true } }, L7),
  row('Gateway API without the L7 proxy', { ...REPLACED, l7Proxy: false, gatewayAPI: { enabled: true } }, L7),
  row(
    'the L7 load balancer without the L7 proxy',
    { ...REPLACED, l7Proxy: false, loadBalancer: { l7: { backend: 'envoy' } } },
    L7,
  ),
  row(
    'a traffic policy of the ingress that is none',
    { ...REPLACED, ingressController: { enabled: true, service: { externalTrafficPolicy: 'Node' } } },
    `ingressController.service.externalTrafficPolicy: "Node" ${POLICY}`,
  ),
  row(
    'a traffic policy of gateways that is none',
    { ...REPLACED, gatewayAPI: { enabled: true, externalTrafficPolicy: 'Node' } },
    `gatewayAPI.externalTrafficPolicy: "Node" ${POLICY}`,
  ),
  row(
    'a ServiceMonitor of the agent',
    { prometheus: { enabled: true, serviceMonitor: { enabled: true } } },
    `prometheus.serviceMonitor.enabled: ${MONITOR}`,
  ),
  row(
    'a ServiceMonitor of the operator',
    { operator: { prometheus: { serviceMonitor: { enabled: true } } } },
    `operator.prometheus.serviceMonitor.enabled: ${MONITOR}`,
  ),
  row(
    'a ServiceMonitor of Envoy',
    { envoy: { prometheus: { serviceMonitor: { enabled: true } } } },
    `envoy.prometheus.serviceMonitor.enabled: ${MONITOR}`,
  ),
  row(
    'a ServiceMonitor of the relay',
    { hubble: { relay: { enabled: true, prometheus: { enabled: true, serviceMonitor: { enabled: true } } } } },
    `hubble.relay.prometheus.serviceMonitor.enabled: ${MONITOR}`,
  ),
  row(
    'native routing with IPv6 masquerading and no range',
    { routingMode: 'native', ipv6: { enabled: true } },
    `ipv6NativeRoutingCIDR: ${NATIVE}; set ipv6NativeRoutingCIDR, or enableIPv6Masquerade: false`,
  ),
  row(
    'native routing with IPv4 masquerading and no range',
    { routingMode: 'native', enableIPv4Masquerade: true },
    `ipv4NativeRoutingCIDR: ${NATIVE}; set ipv4NativeRoutingCIDR, or enableIPv4Masquerade: false`,
  ),
  row(
    'tproxy with netkit',
    { bpf: { tproxy: true, datapathMode: 'netkit' } },
    'bpf.tproxy: tproxy does not work with netkit; drop bpf.tproxy, or set bpf.datapathMode: veth',
    NEWER,
  ),
  row(
    'tproxy with netkit-l2',
    { bpf: { tproxy: true, datapathMode: 'netkit-l2' } },
    'bpf.tproxy: tproxy does not work with netkit; drop bpf.tproxy, or set bpf.datapathMode: veth',
    NEWER,
  ),
  row(
    'the standalone DNS proxy without a port',
    { standaloneDnsProxy: { enabled: true } },
    'standaloneDnsProxy.enabled: the standalone DNS proxy needs the port of the DNS proxy; set dnsProxy.proxyPort',
    NEWER,
  ),
  row(
    'tolerations of the standalone DNS proxy',
    { dnsProxy: { proxyPort: 10094 }, standaloneDnsProxy: { enabled: true, tolerations: [{ key: 'a' }] } },
    'standaloneDnsProxy.tolerations: the chart writes broken YAML with tolerations here; drop them: the pods tolerate everything as it is',
    NEWER,
  ),
  row(
    'ENI addresses without ENI',
    { ipam: { mode: 'eni' } },
    'ipam.mode: "eni" without eni.enabled; set eni.enabled: true, or write another mode such as kubernetes',
    NEWEST,
  ),
  row(
    'the native range from two pools',
    {
      nativeRoutingCIDRFromClusterPool: true,
      ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.0.0.0/8', '10.1.0.0/16'] } },
    },
    'ipam.operator.clusterPoolIPv4PodCIDRList: nativeRoutingCIDRFromClusterPool needs one range, not ["10.0.0.0/8","10.1.0.0/16"]; write one range, or set ipv4NativeRoutingCIDR',
    NEWEST,
  ),
  row(
    'endpoint slices without endpoints',
    { ciliumEndpointSlice: { enabled: true }, disableEndpointCRD: true },
    'ciliumEndpointSlice.enabled: endpoint slices need endpoints; drop disableEndpointCRD',
  ),
  row(
    'a store of the mesh that is none',
    { clustermesh: { apiserver: { kvstoremesh: { kvstoreMode: 'remote' } } } },
    `${AT}.kvstoremesh.kvstoreMode: "remote" is neither internal nor external; write internal or external`,
  ),
  row(
    'the mesh API server without endpoint objects',
    { ...mesh({}), disableEndpointCRD: true },
    'disableEndpointCRD: the mesh API server reads endpoint objects; drop disableEndpointCRD',
  ),
  row(
    'the mesh API server with identities elsewhere',
    { ...mesh({ kvstoremesh: { enabled: false } }), identityAllocationMode: 'kvstore' },
    `${AT}.kvstoremesh.enabled: the mesh API server has nothing to do with identityAllocationMode "kvstore" and without kvstoremesh; set ${AT}.kvstoremesh.enabled: true, or drop clustermesh.useAPIServer and name the other stores in clustermesh.config`,
  ),
  row(
    'an external store without the mesh API server',
    { identityAllocationMode: 'kvstore', clustermesh: { apiserver: { kvstoremesh: { kvstoreMode: 'external' } } } },
    `${AT}.kvstoremesh.kvstoreMode: an external store is for the mesh API server, which is off; set clustermesh.useAPIServer: true, or write internal`,
  ),
  row(
    'an external store without kvstoremesh',
    {
      ...mesh({ kvstoremesh: { enabled: false, kvstoreMode: 'external' } }),
      identityAllocationMode: 'doublewrite-readcrd',
    },
    `${AT}.kvstoremesh.enabled: an external store is filled by kvstoremesh, which is off; set ${AT}.kvstoremesh.enabled: true, or ${AT}.kvstoremesh.kvstoreMode: internal`,
  ),
  row(
    'an external store with two writers',
    { ...mesh({ replicas: 2, kvstoremesh: { kvstoreMode: 'external' } }), identityAllocationMode: 'kvstore' },
    `${AT}.replicas: 2 replicas would write into one external store; write 1`,
  ),
  row(
    'an external store without identities',
    mesh({ kvstoremesh: { kvstoreMode: 'external' } }),
    `identityAllocationMode: identities in Kubernetes objects alone are not in the external store of the mesh; write kvstore or doublewrite-readcrd, or ${AT}.kvstoremesh.kvstoreMode: internal`,
  ),
  row(
    'an authentication mode of the mesh that is none',
    mesh({ tls: { authMode: 'none' } }),
    `${AT}.tls.authMode: "none" is none of legacy, migration, cluster; write legacy, migration or cluster`,
  ),
  row(
    'the mesh with cert-manager and without an issuer',
    mesh({ tls: { auto: { method: 'certmanager' } } }),
    `${AT}.tls.auto.certManagerIssuerRef: cert-manager needs an issuer; write {group: cert-manager.io, kind: ClusterIssuer, name: …}`,
  ),
  row(
    'annotations of the mesh with cert-manager',
    {
      ...MESH,
      clustermesh: {
        useAPIServer: true,
        annotations: { team: 'net' },
        apiserver: {
          tls: { auto: { method: 'certmanager', certManagerIssuerRef: { kind: 'ClusterIssuer', name: 'ca' } } },
        },
      },
    },
    `clustermesh.annotations: the chart fails on annotations of the mesh when cert-manager makes the server's certificate; drop them, or set ${AT}.tls.auto.method: cronJob`,
    ['1.18.12'],
  ),
  row(
    'certificates of the mesh from nowhere',
    mesh({ tls: { auto: { enabled: false } } }),
    `${AT}.tls.enableSecrets: certificates are not automatic, so they would have to come from the values; set ${AT}.tls.enableSecrets: false and make the Secrets clustermesh-apiserver-{server,admin,remote,local}-cert yourself, or set ${AT}.tls.auto.enabled: true`,
    ['1.18.12', '1.19.6'],
  ),
  row(
    'a peer that is nowhere',
    { ...MESH, clustermesh: { config: { enabled: true, clusters: [{ name: 'beta', port: 2379 }] } } },
    'clustermesh.config.clusters[0]: nothing says where cluster "beta" is; write ips, or an address',
  ),
];
