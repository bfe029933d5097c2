// The typed properties: each is a chart value that the renderer takes, at every minor.
import { Duration } from 'cdk8s';
import {
  CiliumInstallProps,
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
} from '../../lib/cilium';
import { configOf, explained, install, podSpec, problems } from './support';

const GROUPS: [string, CiliumInstallProps, Record<string, string>][] = [
  ['kubernetesApi', { kubernetesApi: { host: '192.168.70.10', port: 6443 } }, {}],
  ['cluster', { cluster: { name: 'home', id: 3 } }, { 'cluster-name': 'home', 'cluster-id': '3' }],
  ['cniExclusive', { cniExclusive: false }, { 'cni-exclusive': 'false' }],
  [
    'routing',
    {
      routing: {
        mode: RoutingMode.NATIVE,
        ipv4NativeCidr: '10.244.0.0/16',
        autoDirectNodeRoutes: true,
        endpointRoutes: true,
        ipv4BigTcp: true,
        mtu: 1400,
      },
    },
    {
      'routing-mode': 'native',
      'ipv4-native-routing-cidr': '10.244.0.0/16',
      'auto-direct-node-routes': 'true',
      mtu: '1400',
      'enable-ipv4-big-tcp': 'true',
    },
  ],
  [
    'tunnel',
    { routing: { tunnelProtocol: TunnelProtocol.GENEVE, ipam: IpamMode.CLUSTER_POOL } },
    { 'tunnel-protocol': 'geneve', ipam: 'cluster-pool' },
  ],
  [
    'loadBalancing',
    {
      loadBalancing: {
        algorithm: LoadBalancerAlgorithm.MAGLEV,
        mode: LoadBalancerMode.HYBRID,
        acceleration: LoadBalancerAcceleration.BEST_EFFORT,
        socketLbHostNamespaceOnly: true,
        localRedirectPolicies: true,
        healthzBindAddress: '0.0.0.0:10256',
        l2Announcements: true,
        bgpControlPlane: true,
      },
    },
    {
      'bpf-lb-algorithm': 'maglev',
      'bpf-lb-mode': 'hybrid',
      'bpf-lb-acceleration': 'best-effort',
      'bpf-lb-sock-hostns-only': 'true',
      'enable-local-redirect-policy': 'true',
      'kube-proxy-replacement-healthz-bind-address': '0.0.0.0:10256',
      'enable-l2-announcements': 'true',
      'enable-bgp-control-plane': 'true',
    },
  ],
  [
    'bpf',
    { bpf: { masquerade: true, preallocateMaps: true, datapathMode: DatapathMode.NETKIT, clockProbe: true } },
    {
      'enable-bpf-masquerade': 'true',
      'preallocate-bpf-maps': 'true',
      'datapath-mode': 'netkit',
      'enable-host-legacy-routing': 'true',
    },
  ],
  [
    'bandwidthManager',
    { bandwidthManager: { bbr: true } },
    { 'enable-bandwidth-manager': 'true', 'enable-bbr': 'true' },
  ],
  [
    'encryption',
    { encryption: { type: EncryptionType.WIREGUARD, nodes: true } },
    { 'enable-wireguard': 'true', 'encrypt-node': 'true' },
  ],
  ['IPsec', { encryption: { type: EncryptionType.IPSEC } }, { 'enable-ipsec': 'true' }],
  [
    'clusterMeshApiServer',
    { cluster: { name: 'home', id: 1 }, clusterMeshApiServer: { enabled: true } },
    { 'cluster-id': '1' },
  ],
  [
    'gatewayApi',
    { gatewayApi: { enabled: true, alpn: true, appProtocol: true, xffTrustedHops: 1 } },
    { 'enable-gateway-api': 'true', 'enable-gateway-api-alpn': 'true', 'gateway-api-xff-num-trusted-hops': '1' },
  ],
  [
    'hubble',
    { hubble: { ui: true, metrics: ['dns', 'drop'], uiHosts: ['hubble.home.example'] } },
    { 'hubble-metrics': 'dns drop' },
  ],
  [
    'monitoring',
    { monitoring: { agent: true, serviceMonitors: true, relay: true }, hubble: { relay: true } },
    { 'prometheus-serve-addr': ':9962' },
  ],
];

const MINORS = Object.values(CiliumVersion);

test.each(
  MINORS.flatMap((version) => GROUPS.map(([group, props, expected]) => [version, group, props, expected] as const)),
)('%s: %s is rendered, and nothing is refused', (version, _group, props, expected) => {
  const cilium = install({ version, ...props });
  expect(problems(cilium)).toEqual([]);
  expect(configOf(cilium._manifests())).toMatchObject(expected);
});

test('explain() names the property that a value comes from', () => {
  const cilium = install({ routing: { mode: RoutingMode.TUNNEL }, values: { debug: { enabled: true } } });
  expect(explained(cilium, 'routingMode')).toEqual({
    path: 'routingMode',
    value: 'tunnel',
    source: ValueSource.GIVEN,
    reason: 'routing.mode of network/cilium',
  });
  expect(explained(cilium, 'debug.enabled')!.reason).toBe('given at network/cilium');
});

test('a property and `values` may say the same, and nothing else', () => {
  expect(problems(install({ bpf: { masquerade: true }, values: { bpf: { masquerade: true } } }))).toEqual([]);
  expect(() => install({ labels: { team: 'net' }, values: { commonLabels: { team: 'web' } } })).toThrow(
    'commonLabels.team is "net" by the property labels and "web" in values\n  → say it once\n  at network/cilium (cilium/value-twice)',
  );
});

const PODS = {
  nodeSelector: { 'example.com/net': 'true' },
  tolerations: [{ key: 'example.com/edge', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }],
  resources: { cpuRequest: '100m', memoryLimit: '512Mi' },
  priorityClassName: 'system-node-critical',
  podLabels: { team: 'net' },
  annotations: { 'example.com/owner': 'net' },
};
const SCHEDULED = {
  nodeSelector: { 'kubernetes.io/os': 'linux', 'example.com/net': 'true' },
  priorityClassName: 'system-node-critical',
  tolerations: expect.arrayContaining([{ key: 'example.com/edge', operator: 'Exists', effect: 'NoSchedule' }]),
};

test.each(MINORS)('%s: pods of every component can be placed, sized and marked', (version) => {
  const cilium = install({
    version,
    agent: PODS,
    operator: PODS,
    envoy: PODS,
    certgen: PODS,
    hubble: { ui: true, relayPods: PODS, uiPods: PODS },
    labels: { 'example.com/stack': 'network' },
  });
  expect(problems(cilium)).toEqual([]);
  const objects = cilium._manifests();
  for (const name of ['cilium', 'cilium-operator', 'cilium-envoy', 'hubble-relay', 'hubble-ui']) {
    const spec = podSpec(objects, name);
    expect([name, spec]).toMatchObject([name, SCHEDULED]);
    const [container] = spec.containers as { resources: unknown }[];
    expect(container!.resources).toEqual({ requests: { cpu: '100m' }, limits: { memory: '512Mi' } });
  }
  const job = objects.find((object) => object.kind === 'CronJob')! as any;
  expect(job.metadata.annotations).toEqual({ 'example.com/owner': 'net' });
  expect(job.spec.jobTemplate.spec.template.spec).toMatchObject({
    priorityClassName: 'system-node-critical',
    nodeSelector: { 'example.com/net': 'true' },
  });
});

test('`annotations` reach the objects of every component, but not past its own', () => {
  const objects = install({
    annotations: { 'example.com/owner': 'net' },
    operator: { annotations: { 'example.com/owner': 'ops' } },
  })._manifests();
  const owner = (kind: string, name: string) =>
    objects.find((object) => object.kind === kind && object.metadata.name === name)!.metadata.annotations![
      'example.com/owner'
    ];
  expect([
    owner('DaemonSet', 'cilium'),
    owner('DaemonSet', 'cilium-envoy'),
    owner('Deployment', 'cilium-operator'),
  ]).toEqual(['net', 'net', 'ops']);
});

test('ServiceMonitors of what is scraped, and the chart is told to trust their definition', () => {
  const cilium = install({
    monitoring: { agent: true, serviceMonitors: true, serviceMonitorLabels: { release: 'prometheus' } },
    hubble: { metrics: ['dns'] },
  });
  const monitors = cilium._manifests().filter((object) => object.kind === 'ServiceMonitor');
  expect(monitors.map((object) => object.metadata.name).sort()).toEqual([
    'cilium-agent',
    'cilium-envoy',
    'cilium-operator',
    'hubble',
  ]);
  expect(monitors.every((object) => object.metadata.labels!.release === 'prometheus')).toBe(true);
  expect(explained(cilium, 'prometheus.serviceMonitor.trustCRDsExist')).toMatchObject({
    value: true,
    source: ValueSource.DEFAULT,
  });
});

const REF = { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'cluster-ca' };
test.each<[string, HubbleCertificates, string[]]>([
  [
    'cronJob',
    HubbleCertificates.cronJob({ schedule: '0 3 1 * *', validity: Duration.days(90) }),
    ['CronJob/kube-system/hubble-generate-certs', 'Job'],
  ],
  [
    'certManager',
    HubbleCertificates.certManager({ name: 'cluster-ca' }),
    ['Certificate/kube-system/hubble-server-certs'],
  ],
  ['existingSecrets', HubbleCertificates.existingSecrets({ server: 'hubble-server', relayClient: 'hubble-relay' }), []],
  ['disabled', HubbleCertificates.disabled(), []],
])('certificates %s: no Secret and no key in the output, at every minor', (_name, certificates, makers) => {
  for (const version of MINORS) {
    const cilium = install({ version, hubble: { relay: true, certificates } });
    expect(problems(cilium)).toEqual([]);
    const objects = cilium._manifests();
    expect(objects.filter((object) => object.kind === 'Secret')).toEqual([]);
    const keys = objects.map((object) => `${object.kind}/${object.metadata.namespace}/${object.metadata.name}`);
    for (const maker of makers) expect(keys.some((key) => key.startsWith(maker))).toBe(true);
    if (makers.length === 0) expect(keys.filter((key) => /^(Job|CronJob|Certificate)\//.test(key))).toEqual([]);
    const issued = objects
      .filter((object) => object.kind === 'Certificate')
      .map((object) => (object.spec as { issuerRef: unknown }).issuerRef);
    expect(issued.every((ref) => JSON.stringify(ref) === JSON.stringify(REF))).toBe(true);
  }
});
