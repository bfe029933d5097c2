// What a rendering promises, whatever the values.
import { defaultValues, mergeValues, renderChart, valueAt } from '../../lib/chart';
import { Manifest, PlainMap } from '../../lib/manifest/types';
import { SMALL, WIDE } from './values';

const DASHBOARDS = Object.fromEntries(
  [
    'cilium-dashboard',
    'cilium-operator-dashboard',
    'hubble-dashboard',
    'hubble-dns-namespace',
    'hubble-l7-http-metrics-by-workload',
    'hubble-network-overview-namespace',
  ].map((name) => [`${name}.json`, '{}']),
);

function objects(values: PlainMap): Manifest[] {
  const rendering = renderChart({ version: '1.20.0', values, dashboards: DASHBOARDS });
  expect(rendering.problems).toEqual([]);
  return rendering.objects;
}

const find = (all: readonly Manifest[], kind: string, name: RegExp) =>
  all.find((each) => each.kind === kind && name.test(each.metadata.name))!;
const configOf = (all: readonly Manifest[]) => find(all, 'ConfigMap', /^cilium-config$/).data as Record<string, string>;
/** `WIDE` without what excludes other things. */
const CHECKED: PlainMap = mergeValues(WIDE, {});

test('the same input gives the same bytes', () => {
  expect(JSON.stringify(objects(CHECKED))).toBe(JSON.stringify(objects(structuredClone(CHECKED))));
});

test('the order of keys in values does not matter', () => {
  const reversed = Object.fromEntries(Object.entries(CHECKED).reverse());
  expect(objects(reversed)).toEqual(objects(CHECKED));
});

test('no Secret is rendered and no field is null', () => {
  const all = objects(CHECKED);
  expect(all.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  expect(JSON.stringify(all)).not.toContain('null');
});

test('cluster-scoped objects have no namespace, all others have one', () => {
  const clusterScoped = [
    'Namespace',
    'ClusterRole',
    'ClusterRoleBinding',
    'IngressClass',
    'GatewayClass',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ];
  for (const { kind, metadata } of objects(CHECKED))
    expect([kind, metadata.namespace !== undefined]).toEqual([kind, !clusterScoped.includes(kind)]);
});

test('no two objects share kind, namespace and name', () => {
  const keys = objects(CHECKED).map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name].join('/'));
  expect(new Set(keys).size).toBe(keys.length);
});

test('the namespace of the release reaches every namespaced object; namespaceOverride wins', () => {
  const namespaces = (values: PlainMap) =>
    new Set(
      renderChart({ version: '1.20.0', values, namespace: 'cilium' }).objects.flatMap(
        ({ metadata }) => metadata.namespace ?? [],
      ),
    );
  expect(namespaces(SMALL)).toEqual(new Set(['cilium', 'cilium-secrets']));
  expect(namespaces({ ...SMALL, namespaceOverride: 'network' })).toEqual(new Set(['network', 'cilium-secrets']));
});

test("the certificate Job's name changes with its spec, and only then", () => {
  const name = (values: PlainMap) => find(objects(values), 'Job', /generate-certs/).metadata.name;
  const longer = mergeValues(SMALL, { hubble: { tls: { auto: { certValidityDuration: 30 } } } });
  expect(name(SMALL)).toMatch(/^hubble-generate-certs-[0-9a-f]{10}$/);
  expect(name(longer)).not.toBe(name(SMALL));
  expect(name({ ...SMALL, MTU: 1400 })).toBe(name(SMALL));
});

test('with rollOutCiliumPods a changed configuration changes the pods', () => {
  const checksum = (values: PlainMap) => {
    const { template } = find(objects({ ...SMALL, rollOutCiliumPods: true, ...values }), 'DaemonSet', /^cilium$/)
      .spec as {
      template: { metadata: { annotations: Record<string, string> } };
    };
    return template.metadata.annotations['cilium.io/cilium-configmap-checksum'];
  };
  expect(checksum({})).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum({ MTU: 1400 })).not.toBe(checksum({}));
});

test.each([
  [
    'numbers of a million and more print as Go prints them',
    { envoy: { maxGlobalDownstreamConnections: 2000000 } },
    'proxy-max-active-downstream-connections',
    '2e+06',
  ],
  ['map sizes are integers', { bpf: { lbMapMax: 1000000 } }, 'bpf-lb-map-max', '1000000'],
  ['lists are joined by blanks', { devices: ['eth0', 'bond0'] }, 'devices', 'eth0 bond0'],
  [
    'addresses are joined by commas',
    { nodePort: { addresses: ['10.0.0.0/8', '192.168.0.0/16'] } },
    'nodeport-addresses',
    '10.0.0.0/8,192.168.0.0/16',
  ],
  ['extraConfig wins', { extraConfig: { debug: 'true' } }, 'debug', 'true'],
  [
    'the gateway forces two keys of the load balancer',
    { kubeProxyReplacement: true, gatewayAPI: { enabled: true }, bpf: { lbAlgorithmAnnotation: false } },
    'bpf-lb-algorithm-annotation',
    'true',
  ],
  [
    'null deletes a list, which is then an empty one',
    { hubble: { relay: { tolerations: null }, export: { static: { enabled: true, allowList: null } } } },
    'hubble-export-allowlist',
    '',
  ],
  ['null over a default that is null stays an empty text', { debug: { verbose: null } }, 'debug-verbose', ''],
  ['at the top it goes', { policyCIDRMatchMode: null }, 'policy-cidr-match-mode', undefined],
])('%s', (_, values: PlainMap, key, text) => {
  expect(configOf(objects(mergeValues(SMALL, values)))[key]).toBe(text);
});

test('maps of several files merge, lists replace, null stays to delete', () => {
  const merged = mergeValues({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { c: [3] }, d: null });
  expect(merged).toEqual({ a: { b: 1, c: [3] }, d: null });
});

test('says what the defaults are', () => {
  expect(defaultValues('1.20.0')).toMatchObject({
    operator: { replicas: 2 },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    debug: { verbose: null },
  });
  expect(valueAt('1.20.0', 'envoy.xdsMode')).toEqual({
    path: 'envoy.xdsMode',
    types: ['word', 'null'],
    words: ['split', 'ads', 'strict-ads'],
    default: null,
  });
  expect(valueAt('1.20.0', 'nothing')).toBeUndefined();
  expect(() => defaultValues('9.9.9')).toThrow('chart "9.9.9" is not supported; write one of 1.18.12, 1.19.6, 1.20.0');
});
