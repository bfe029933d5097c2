// Values that are refused, with the words.
import { renderChart } from '../../lib/chart';
import { PlainMap } from '../../lib/manifest/types';

const CRON = { tls: { auto: { method: 'cronJob' } } };
const REPLACED = { kubeProxyReplacement: true };

/** The problems as lines `level path: message; repair`. */
function problems(values: PlainMap, lenient = false): string[] {
  return renderChart({ version: '1.20.0', values, lenient }).problems.map(
    ({ level, path, message, repair }) => `${level} ${path}: ${message}; ${repair}`,
  );
}

/** Values beside a deterministic certificate method. */
const beside = (values: PlainMap): PlainMap => ({ hubble: CRON, ...values });

const REFUSED_ALWAYS: [string, PlainMap, string][] = [
  [
    'the default certificate method',
    {},
    'error hubble.tls.auto.method: "helm", the chart\'s default, makes a new CA and new private keys at every render, which would lie in Git; write cronJob (a Job of the chart makes them in the cluster) or certmanager; or set hubble.tls.auto.enabled: false with existingSecret names; or hubble.tls.enabled: false',
  ],
  [
    'a key in values',
    beside({ tls: { ca: { key: 'c2VjcmV0' } } }),
    'error tls.ca.key: key material (8 characters, not shown); put it into a Secret of the cluster',
  ],
  [
    'a certificate in values',
    { hubble: { ...CRON, relay: { tls: { client: { cert: 'abc' } } } } },
    'error hubble.relay.tls.client.cert: key material (3 characters, not shown); put it into a Secret of the cluster and name it in hubble.relay.tls.client.existingSecret',
  ],
  [
    'a key in free text',
    beside({ extraConfig: { x: ['-----BEGIN', 'PRIVATE KEY-----'].join(' ') } }),
    'error extraConfig.x: key material (27 characters, not shown); put it into a Secret of the cluster',
  ],
  ['a wrong type', beside({ MTU: '1500' }), 'error MTU: "1500" is text; write an integer'],
  [
    'a word that is none',
    beside({ identityManagementMode: 'none' }),
    'error identityManagementMode: "none" is text; write one of agent, operator, both',
  ],
  ['text where a list is', beside({ bpf: { vlanBypass: '0' } }), 'error bpf.vlanBypass: "0" is text; write a list'],
  [
    'a value that may only be null',
    beside({ envoy: { httpUpstreamLingerTimeout: 3 } }),
    'error envoy.httpUpstreamLingerTimeout: 3 is an integer; write null, the only value that the schema of the chart allows: drop it',
  ],
  [
    'a port as number where the chart wants text',
    beside({ envoy: { prometheus: { port: 9964 } } }),
    'error envoy.prometheus.port: 9964 is an integer; write text',
  ],
  [
    'a group that is not native',
    beside({ nodeinit: { enabled: true } }),
    'error nodeinit.enabled: true is not native (the node-init DaemonSet); drop it, or render the chart itself with helm',
  ],
  [
    'a value that is not native',
    beside({ k8sServiceHost: 'auto' }),
    'error k8sServiceHost: "auto" is not native (the API server from a ConfigMap); drop it, or render the chart itself with helm',
  ],
  [
    'null over a default',
    beside({ operator: { replicas: null } }),
    'error operator.replicas: null over this default is not native; write 2 or another value, or render the chart itself with helm',
  ],
  [
    'null over a group',
    { ...beside({}), prometheus: null },
    'error prometheus: null over this default is not native; drop it, or render the chart itself with helm',
  ],
  [
    'the method of the mesh that makes keys',
    beside({ clustermesh: { useAPIServer: true } }),
    'error clustermesh.apiserver.tls.auto.method: "helm", the chart\'s default, makes a new CA and new private keys at every render, which would lie in Git; write cronJob (a Job of the chart makes them in the cluster) or certmanager; or set clustermesh.apiserver.tls.auto.enabled: false and make the Secrets yourself',
  ],
  [
    'the key of a peer',
    beside({ clustermesh: { config: { clusters: [{ name: 'beta', tls: { key: 'abc' } }] } } }),
    'error clustermesh.config.clusters[0].tls.key: key material (3 characters, not shown); put it into a Secret of the cluster',
  ],
  [
    'a peer without a port',
    beside({ clustermesh: { config: { enabled: true, clusters: [{ name: 'beta', ips: ['10.0.0.1'] }] } } }),
    'error clustermesh.config.clusters[0].port: nothing is no port of cluster "beta"; write the port of its API server, such as 2379',
  ],
  [
    'a peer without a name',
    beside({ clustermesh: { config: { enabled: true, clusters: [{ port: 2379, address: 'b.example' }] } } }),
    'error clustermesh.config.clusters[0]: a peer without a name; write {name, port, ips} or {name, port, address}',
  ],
  [
    'a digest that is empty but used',
    beside({ image: { digest: '' } }),
    'error image.digest: "" with image.useDigest makes an image that ends in "@"; write a digest, or set image.useDigest: false',
  ],
  [
    'an empty path',
    beside({ cni: { binPath: '' } }),
    'error cni.binPath: "" leaves a hole in the objects; write a value, or drop it',
  ],
  [
    'a number where a name goes',
    beside({ prometheus: { serviceMonitor: { namespace: 3 } } }),
    'error prometheus.serviceMonitor.namespace: 3 is no text; write text, in quotes',
  ],
  [
    'a wrong type inside a map that takes any key',
    beside({ updateStrategy: { rollingUpdate: { maxUnavailable: true } } }),
    'error updateStrategy.rollingUpdate.maxUnavailable: true is a boolean; write an integer or text',
  ],
  [
    'a private key in the CA bundle',
    beside({ tls: { caBundle: { enabled: true, content: ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ') } } }),
    'error tls.caBundle.content: key material (31 characters, not shown); put it into a Secret of the cluster',
  ],
  [
    'a compatibility that is no version',
    beside({ upgradeCompatibility: 'latest' }),
    'error upgradeCompatibility: "latest" is no version; write a version in quotes, such as \'1.18\'',
  ],
  [
    'a removed key',
    beside({ tunnel: 'vxlan' }),
    'error tunnel: the chart refuses this key since it was removed; write routingMode and tunnelProtocol',
  ],
  [
    'a removed key inside an unknown one',
    beside({ proxy: { prometheus: { enabled: false } } }),
    'error proxy.prometheus.enabled: the chart refuses this key since it was removed; write envoy.prometheus.enabled',
  ],
  [
    'kube-proxy replacement of old',
    beside({ kubeProxyReplacement: 'strict' }),
    'error kubeProxyReplacement: "strict" is neither true nor false; write true or false',
  ],
  [
    'a cluster name in capitals',
    beside({ cluster: { name: 'Home' } }),
    'error cluster.name: not a cluster name: "Home"; write at most 32 lower-case letters, digits and "-", starting and ending with a letter or digit',
  ],
  [
    'an id without a name',
    beside({ cluster: { id: 3 } }),
    'error cluster.id: 3 for a cluster that is called "default"; give the cluster a name in cluster.name, or leave the id at 0',
  ],
  [
    'the UI without the relay',
    { hubble: { ...CRON, ui: { enabled: true } } },
    'error hubble.ui.enabled: the UI needs the relay; set hubble.relay.enabled: true',
  ],
  [
    'the relay without Hubble',
    { hubble: { enabled: false, relay: { enabled: true } } },
    'error hubble.relay.enabled: the relay needs Hubble; set hubble.enabled: true',
  ],
  [
    'cert-manager without an issuer',
    { hubble: { tls: { auto: { method: 'certmanager' } } } },
    'error hubble.tls.auto.certManagerIssuerRef: cert-manager needs an issuer; write {group: cert-manager.io, kind: ClusterIssuer, name: …}',
  ],
  [
    'certificates of nobody',
    { hubble: { tls: { auto: { enabled: false } } } },
    'error hubble.tls.server.existingSecret: hubble.tls.auto.enabled is false and no Secret is named; name a Secret in hubble.tls.server.existingSecret, or let hubble.tls.auto make the certificates',
  ],
  [
    'tproxy with netkit',
    beside({ bpf: { tproxy: true, datapathMode: 'netkit' } }),
    'error bpf.tproxy: tproxy does not work with netkit; drop bpf.tproxy, or set bpf.datapathMode: veth',
  ],
  [
    'Gateway API without the L7 proxy',
    beside({ ...REPLACED, l7Proxy: false, gatewayAPI: { enabled: true } }),
    'error l7Proxy: ingress, Gateway API and the L7 load balancer need the L7 proxy; set l7Proxy: true',
  ],
  [
    'a ServiceMonitor without its definition',
    beside({ prometheus: { enabled: true, serviceMonitor: { enabled: true } } }),
    'error prometheus.serviceMonitor.enabled: a ServiceMonitor needs its definition in the cluster; set prometheus.serviceMonitor.trustCRDsExist: true, or pass the API version monitoring.coreos.com/v1',
  ],
  [
    'a duration that is none',
    beside({ operator: { nodeGCInterval: '5 minutes' } }),
    'error operator.nodeGCInterval: "5 minutes" is no duration; write a duration such as 30s or 5m0s',
  ],
  [
    'a dashboard without its text',
    beside({ dashboards: { enabled: true } }),
    'error dashboards.enabled: no text for the dashboard cilium-dashboard.json; add cilium-dashboard.json to your dashboards, or set dashboards.enabled: false',
  ],
];

test.each(REFUSED_ALWAYS)('refuses %s, lenient or not', (_, values, line) => {
  expect(problems(values)).toContain(line);
  expect(problems(values, true)).toContain(line);
  expect(renderChart({ version: '1.20.0', values, lenient: true }).objects).toEqual([]);
});

const REFUSED_UNLESS_LENIENT: [string, PlainMap, string][] = [
  [
    'another case',
    beside({ gatewayApi: { enabled: true } }),
    'gatewayApi: unknown key, the chart would ignore it; did you mean gatewayAPI?',
  ],
  [
    'another case inside',
    beside({ cgroup: { automount: { enabled: false } } }),
    'cgroup.automount: unknown key, the chart would ignore it; did you mean cgroup.autoMount?',
  ],
  [
    'a typo',
    beside({ rolloutCiliumPod: true }),
    'rolloutCiliumPod: unknown key, the chart would ignore it; did you mean rollOutCiliumPods?',
  ],
  [
    'a key at the wrong place',
    beside({ bbr: true }),
    'bbr: unknown key, the chart would ignore it; did you mean bandwidthManager.bbr?',
  ],
  [
    'a key like no other',
    beside({ somethingElse: 1 }),
    'somethingElse: unknown key, the chart would ignore it; drop it; no key of chart 1.20.0 is near',
  ],
  [
    'a key that older charts had',
    beside({ externalIPs: { enabled: true } }),
    'externalIPs: chart 1.20.0 does not read this key; drop it; kubeProxyReplacement brings it',
  ],
  ['a key in small letters', beside({ mtu: 1400 }), 'mtu: unknown key, the chart would ignore it; did you mean MTU?'],
  [
    'the method of the mesh in lower case',
    beside({ clustermesh: { useAPIServer: true, apiserver: { tls: { auto: { method: 'cronjob' } } } } }),
    'clustermesh.apiserver.tls.auto.method: "cronjob" is no method: no certificates would be made, without an error; write cronJob',
  ],
  [
    'native routing that masquerades by default, without a range',
    beside({ routingMode: 'native' }),
    'ipv4NativeRoutingCIDR: agents do not start: native routing masquerades by default, and no range is left out; set ipv4NativeRoutingCIDR to the range of the pods, or enableIPv4Masquerade: false',
  ],
  [
    'a key that reaches no object',
    beside({ enableInternalTrafficPolicy: false }),
    'enableInternalTrafficPolicy: this key has no effect; drop it; it is always on',
  ],
  [
    'the method in lower case',
    { hubble: { tls: { auto: { method: 'cronjob' } } } },
    'hubble.tls.auto.method: "cronjob" is no method: no certificates would be made, without an error; write cronJob',
  ],
  [
    'Gateway API beside kube-proxy',
    beside({ gatewayAPI: { enabled: true } }),
    'gatewayAPI.enabled: Gateway API needs kubeProxyReplacement; set kubeProxyReplacement: true',
  ],
];

test.each(REFUSED_UNLESS_LENIENT)('refuses %s, and warns when lenient', (_, values, line) => {
  expect(problems(values)).toContain(`error ${line}`);
  expect(problems(values, true)).toEqual([`warning ${line}`]);
  expect(renderChart({ version: '1.20.0', values, lenient: true }).objects).not.toEqual([]);
});

test('netkit with tproxy is refused before the chart did so itself, unless lenient', () => {
  const values = beside({ bpf: { tproxy: true, datapathMode: 'netkit' } });
  const [problem] = renderChart({ version: '1.18.12', values }).problems;
  expect(problem).toMatchObject({
    path: 'bpf.tproxy',
    level: 'error',
    message: 'tproxy does not work with netkit, and newer charts refuse it',
  });
  expect(renderChart({ version: '1.18.12', values, lenient: true }).objects).not.toEqual([]);
});

test('takes any key of Kubernetes in maps that go into the pod', () => {
  const values = beside({
    nodeSelector: { zone: 'a' },
    affinity: { nodeAffinity: {} },
    operator: { securityContext: { runAsUser: 1 } },
  });
  expect(problems(values)).toEqual([]);
});

test('takes null where it deletes nothing that is rendered, and in disruption budgets', () => {
  const values = beside({
    debug: { verbose: null },
    operator: { podDisruptionBudget: { enabled: true, maxUnavailable: null, minAvailable: 1 } },
  });
  expect(problems(values)).toEqual([]);
});

test('an unknown version is refused with the versions that are known', () => {
  expect(renderChart({ version: '1.2.3', values: {} }).problems).toEqual([
    {
      code: 'values/version',
      path: '',
      message: 'chart "1.2.3" is not supported',
      repair: 'write one of 1.18.12, 1.19.6, 1.20.0',
      level: 'error',
    },
  ]);
});

test.each([
  ['no version', 'new', 'not a Kubernetes version: "new"; write a version such as 1.33.0'],
  ['a version that the chart refuses', '1.20.3', 'the chart refuses Kubernetes 1.20.3; write 1.21.0 or newer'],
])('refuses a Kubernetes version that is %s', (_, kubeVersion, line) => {
  const found = renderChart({ version: '1.20.0', values: { hubble: CRON }, kubeVersion }).problems;
  expect(found.map(({ message, repair }) => `${message}; ${repair}`)).toEqual([line]);
});

test('never shows a key', () => {
  expect(problems(beside({ tls: { ca: { key: 'TOPSECRET' } } })).join('\n')).not.toContain('TOPSECRET');
});
