// Plain objects of every kind that the rules look at, with nonsense in their fields: values that YAML reads oddly, kinds that are no objects, Lists.
import { ApiObject, Chart } from 'cdk8s';
import { Random } from './random';

/** Kinds that some rule or model asks for, and some that look like something else. */
const KINDS: readonly (readonly [string, string])[] = [
  ['v1', 'Service'],
  ['v1', 'Pod'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Namespace'],
  ['v1', 'List'],
  ['v1', 'ServiceList'],
  ['v1', 'Endpoints'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['cilium.io/v2', 'CiliumNetworkPolicy'],
  ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy'],
  ['cilium.io/v2', 'CiliumLoadBalancerIPPool'],
  ['cilium.io/v2alpha1', 'CiliumLoadBalancerIPPool'],
  ['cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy'],
  ['cilium.io/v2', 'CiliumBGPClusterConfig'],
  ['cilium.io/v2', 'CiliumBGPAdvertisement'],
  ['cilium.io/v2', 'CiliumEgressGatewayPolicy'],
  ['cilium.io/v2', 'CiliumEnvoyConfig'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1', 'GatewayClass'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant'],
  ['k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition'],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
  ['argoproj.io/v1alpha1', 'Application'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['v1alpha1', 'HostnameConfig'],
  ['example.com/v1', 'Thing'],
];

/** Scalars from both sides of what YAML, JSON and Go take for one another. */
const SCALARS: readonly unknown[] = [
  '',
  'on',
  'null',
  '~',
  '1e3',
  '0x1f',
  '0o17',
  '2024-01-01',
  '1:30',
  '- a',
  'a: b',
  '#',
  '${NAME}',
  '{{ .x }}',
  ' blank ',
  'two\nlines\n',
  '\ttab',
  '\u2028',
  '\u0085',
  'é',
  '😀',
  'x'.repeat(300),
  '---',
  '192.168.40.60',
  '192.168.40.0/24',
  'Allow',
  0,
  -0,
  1,
  80,
  -1,
  1.5,
  1e21,
  2 ** 53,
  2 ** 64,
  Number.MAX_VALUE,
  5e-324,
  true,
  false,
];

/** Keys that mean something somewhere. `<<` is not among them: kustomize takes it for a merge, even in quotes, and drops it before anybody looks. */
const KEYS = [
  'a',
  'on',
  '1',
  '__proto__',
  'constructor',
  'app',
  'name',
  'a.b/c',
  '',
  '~',
  'items',
  'ports',
  'matchLabels',
  'toString',
];

/** A plain value at most so deep. */
export function oddValue(random: Random, depth: number): any {
  const kind = random.below(10);
  if (depth === 0 || kind < 5) return random.pick(SCALARS);
  if (kind === 5) return null;
  if (kind < 8) return Array.from({ length: random.below(3) }, () => oddValue(random, depth - 1));
  const map: Record<string, unknown> = {};
  for (let count = random.below(4); count > 0; count--)
    Object.defineProperty(map, random.pick(KEYS), {
      value: random.chance(0.1) ? undefined : oddValue(random, depth - 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return map;
}

/** Fields of specs that rules read, so that nonsense reaches them. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Service: ['type', 'ports', 'selector', 'loadBalancerIP', 'externalIPs', 'loadBalancerClass', 'externalTrafficPolicy'],
  Pod: ['containers', 'hostNetwork', 'initContainers'],
  Deployment: ['replicas', 'selector', 'template', 'strategy'],
  DaemonSet: ['selector', 'template'],
  CiliumNetworkPolicy: ['endpointSelector', 'ingress', 'egress', 'ingressDeny', 'nodeSelector', 'enableDefaultDeny'],
  CiliumClusterwideNetworkPolicy: ['endpointSelector', 'ingress', 'egress', 'nodeSelector'],
  CiliumLoadBalancerIPPool: ['blocks', 'serviceSelector', 'disabled', 'allowFirstLastIPs'],
  CiliumL2AnnouncementPolicy: ['interfaces', 'nodeSelector', 'serviceSelector', 'loadBalancerIPs', 'externalIPs'],
  NetworkPolicy: ['podSelector', 'ingress', 'egress', 'policyTypes'],
  Gateway: ['gatewayClassName', 'listeners', 'addresses', 'infrastructure'],
  HTTPRoute: ['parentRefs', 'rules', 'hostnames'],
  ReferenceGrant: ['from', 'to'],
  NetworkAttachmentDefinition: ['config'],
  HelmRelease: ['chart', 'values', 'valuesFrom', 'chartRef'],
  Application: ['source', 'sources', 'destination'],
  Kustomization: ['path', 'targetNamespace', 'patches', 'postBuild'],
};

/** Whole specs that are nearly right, so that rules get past the schema. */
const NEARLY: Readonly<Record<string, readonly unknown[]>> = {
  CiliumNetworkPolicy: [
    { endpointSelector: {}, ingress: [] },
    { endpointSelector: { matchLabels: { app: null } }, egress: [{}] },
  ],
  CiliumLoadBalancerIPPool: [
    { blocks: [{ cidr: '192.168.40.0/24' }] },
    { blocks: [{ start: '192.168.70.205', stop: '192.168.70.220' }] },
  ],
  CiliumL2AnnouncementPolicy: [
    { interfaces: ['^eth'], loadBalancerIPs: true },
    { loadBalancerIPs: true, nodeSelector: {} },
  ],
  NetworkAttachmentDefinition: [
    {
      config:
        '{"cniVersion":"1.0.0","name":"a","type":"macvlan","master":"eth1","ipam":{"type":"host-local","subnet":"192.168.40.0/24"}}',
    },
    {
      config:
        '{"cniVersion":"1.0.0","name":"a","plugins":[{"type":"ipvlan","master":"eth1","ipam":{"type":"static"}}]}',
    },
  ],
  HTTPRoute: [
    { parentRefs: [{ name: 'web', namespace: 'shop' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
  ],
  Gateway: [{ gatewayClassName: 'cilium', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] }],
  Service: [{ type: 'LoadBalancer', ports: [{ port: 80 }], loadBalancerIP: '192.168.70.210' }],
  HelmRelease: [
    {
      chart: { spec: { chart: 'cilium', version: '1.19.6', sourceRef: { kind: 'HelmRepository', name: 'cilium' } } },
      values: { bpf: { masquerade: true }, l7Proxy: false },
    },
  ],
  Application: [
    {
      source: {
        chart: 'cilium',
        repoURL: 'https://helm.cilium.io',
        targetRevision: '1.18.12',
        helm: { valuesObject: { ipv6: { enabled: true } } },
      },
      destination: { namespace: 'kube-system' },
    },
  ],
  Kustomization: [
    { path: './dist', targetNamespace: 'other', sourceRef: { kind: 'GitRepository', name: 'x' } },
    { path: './', postBuild: { substitute: { NAME: 'x' } } },
  ],
  Pod: [{ containers: [{ name: 'a', image: 'a:1', ports: [{ containerPort: 80, hostPort: 80 }] }] }],
};

/** A value of Cilium's ConfigMap or of a ConfigMap with values. */
const DATA: readonly unknown[] = [
  { 'enable-icmp-rules': 'false', 'enable-l7-proxy': 'true' },
  { 'values.yaml': 'bpf:\n  masquerade: true\n' },
  { a: 1 },
  { b: 'on' },
  { 'daemon-config.json': '{"readinessindicatorfile":"/x"' },
];

/** Adds one to a chart. */
export function oddObject(
  chart: Chart,
  id: string,
  random: Random,
  names: readonly string[],
  namespaces: readonly string[],
): ApiObject {
  const [apiVersion, kind] = random.pick(KINDS);
  const nearly = NEARLY[kind];
  const fields = FIELDS[kind] ?? ['a', 'name'];
  const spec =
    nearly !== undefined && random.chance(0.6)
      ? random.pick(nearly)
      : Object.fromEntries(fields.filter(() => random.chance(0.6)).map((field) => [field, oddValue(random, 3)]));
  return new ApiObject(chart, id, {
    apiVersion,
    kind,
    metadata: {
      ...(random.chance(0.95) ? { name: random.pick(kind === 'ConfigMap' ? [...names, 'cilium-config'] : names) } : {}),
      ...(random.chance(0.3) ? { namespace: random.pick(namespaces) } : {}),
      ...(random.chance(0.1) ? { annotations: { 'a.b/c': oddValue(random, 2) } } : {}),
      ...(random.chance(0.1) ? { labels: { app: oddValue(random, 1) } } : {}),
    },
    ...(kind.endsWith('List') || random.chance(0.03)
      ? {
          items: [
            { apiVersion: 'v1', kind: 'Service', metadata: { name: 'listed' }, spec: oddValue(random, 2) },
            oddValue(random, 2),
          ],
        }
      : {}),
    ...(kind === 'ConfigMap' || kind === 'Secret'
      ? { data: random.chance(0.6) ? random.pick(DATA) : oddValue(random, 2) }
      : { spec }),
    ...(random.chance(0.05)
      ? { [random.pick(['machine', 'cluster', 'sops', 'manifest', 'resources'])]: oddValue(random, 2) }
      : {}),
  });
}
