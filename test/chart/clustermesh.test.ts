// The cluster mesh: its API server, the way to the peers, its certificates.
import { renderChart } from '../../lib/chart';
import { mergeValues } from '../../lib/chart';
import { Manifest, PlainMap } from '../../lib/manifest/types';
import { MESH, MESH_CERT_MANAGER, SMALL } from './values';

function objects(values: PlainMap, version = '1.20.0'): Manifest[] {
  const { objects: rendered, problems } = renderChart({ version, values: mergeValues(SMALL, values), lenient: true });
  expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  return rendered;
}

const MONITORED = { prometheus: { serviceMonitor: { trustCRDsExist: true } } };
const find = (all: readonly Manifest[], kind: string, name: string | RegExp) =>
  all.find(
    (each) =>
      each.kind === kind && (typeof name === 'string' ? each.metadata.name === name : name.test(each.metadata.name)),
  );
const decoded = (secret: Manifest | undefined) =>
  Object.fromEntries(
    Object.entries((secret?.data ?? {}) as Record<string, string>).map(([key, text]) => [
      key,
      Buffer.from(text, 'base64').toString(),
    ]),
  );
const podOf = (workload: Manifest | undefined) => (workload!.spec as { template: { spec: PlainMap } }).template.spec;
const containerOf = (all: readonly Manifest[], name: string) =>
  (podOf(find(all, 'Deployment', 'clustermesh-apiserver')).containers as { name: string; args: string[] }[]).find(
    (each) => each.name === name,
  );
const peers = (clusters: unknown): PlainMap => ({
  cluster: { name: 'alpha', id: 1 },
  clustermesh: { config: { enabled: true, clusters } },
});

test('without a mesh nothing of it is rendered, but agents could join one without a restart', () => {
  const all = objects({});
  expect(all.filter(({ metadata }) => /mesh|mcs/.test(metadata.name))).toEqual([]);
  const volumes = podOf(find(all, 'DaemonSet', 'cilium')).volumes as { name: string }[];
  expect(volumes.map(({ name }) => name)).toContain('clustermesh-secrets');
});

test('the mesh API server brings its objects', () => {
  const all = objects(mergeValues(MESH, MONITORED));
  expect(
    all
      .filter(({ metadata }) => /mesh|mcs/.test(metadata.name))
      .map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/[0-9a-f]{10}$/, '…')}`),
  ).toEqual([
    'ServiceAccount cilium-coredns-mcsapi-autoconfig',
    'ServiceAccount clustermesh-apiserver',
    'ServiceAccount clustermesh-apiserver-generate-certs',
    'ConfigMap clustermesh-remote-users',
    'ClusterRole cilium-coredns-mcsapi-autoconfig',
    'ClusterRole clustermesh-apiserver',
    'ClusterRole coredns-mcsapi',
    'ClusterRoleBinding cilium-coredns-mcsapi-autoconfig',
    'ClusterRoleBinding clustermesh-apiserver',
    'ClusterRoleBinding coredns-mcsapi',
    'Role cilium-coredns-mcsapi-autoconfig',
    'Role clustermesh-apiserver-generate-certs',
    'RoleBinding cilium-coredns-mcsapi-autoconfig',
    'RoleBinding clustermesh-apiserver-generate-certs',
    'Service clustermesh-apiserver',
    'Service clustermesh-apiserver-metrics',
    'CronJob clustermesh-apiserver-generate-certs',
    'Deployment clustermesh-apiserver',
    'Job cilium-coredns-mcsapi-autoconfig',
    'Job clustermesh-apiserver-generate-certs-…',
    'PodDisruptionBudget clustermesh-apiserver',
    'Secret cilium-clustermesh',
    'Secret cilium-kvstoremesh',
    'ServiceMonitor clustermesh-apiserver',
  ]);
});

test('agents ask the own API server, which asks the peers', () => {
  const all = objects(mergeValues(MESH, MONITORED));
  expect(decoded(find(all, 'Secret', 'cilium-clustermesh')).beta).toBe(
    [
      'endpoints:',
      '- https://clustermesh-apiserver.kube-system.svc:2379',
      'trusted-ca-file: /var/lib/cilium/clustermesh/local-etcd-client-ca.crt',
      'key-file: /var/lib/cilium/clustermesh/local-etcd-client.key',
      'cert-file: /var/lib/cilium/clustermesh/local-etcd-client.crt',
    ].join('\n'),
  );
  expect(decoded(find(all, 'Secret', 'cilium-kvstoremesh')).gamma).toContain('- https://gamma.example.org:2379\n');
  expect(podOf(find(all, 'Deployment', 'clustermesh-apiserver')).hostAliases).toEqual([
    { ip: '10.1.0.5', hostnames: ['beta.mesh.cilium.io'] },
  ]);
  expect(podOf(find(all, 'DaemonSet', 'cilium')).hostAliases).toBeUndefined();
});

test('no Secret of the mesh holds a key or a certificate', () => {
  const texts = objects(mergeValues(MESH, MONITORED))
    .filter(({ kind }) => kind === 'Secret')
    .flatMap((secret) => Object.values(decoded(secret)));
  expect(texts).toHaveLength(4);
  expect(texts.join('\n')).not.toContain('BEGIN');
});

test('without an API server agents go to the peers themselves', () => {
  const all = objects(peers([{ name: 'beta', port: 2379, ips: ['10.0.0.1'] }]));
  expect(decoded(find(all, 'Secret', 'cilium-clustermesh')).beta).toContain('- https://beta.mesh.cilium.io:2379\n');
  expect(find(all, 'Secret', 'cilium-kvstoremesh')).toBeUndefined();
  expect(podOf(find(all, 'DaemonSet', 'cilium')).hostAliases).toEqual([
    { ip: '10.0.0.1', hostnames: ['beta.mesh.cilium.io'] },
  ]);
});

const PEERS = {
  zeta: { port: 2379, address: 'z.example' },
  beta: { port: 2379, address: 'b.example' },
  off: { enabled: false, port: 1, address: 'o.example' },
};

test.each([
  [
    'a list, from 1.19 on sorted and without those that are off',
    '1.20.0',
    Object.entries(PEERS).map(([name, peer]) => ({ name, ...peer })),
    ['beta', 'zeta'],
  ],
  ['a map by name', '1.19.6', PEERS, ['beta', 'zeta']],
  [
    'a list before 1.19, in its order',
    '1.18.12',
    Object.entries(PEERS).map(([name, peer]) => ({ name, ...peer })),
    ['zeta', 'beta', 'off'],
  ],
])('peers may be %s', (_, version, clusters, names) => {
  expect(Object.keys(decoded(find(objects(peers(clusters), version), 'Secret', 'cilium-clustermesh')))).toEqual(names);
});

test('cert-manager makes four certificates; the one of the server is for its Service', () => {
  const all = objects(mergeValues(MESH, MESH_CERT_MANAGER)).filter(({ kind }) => kind === 'Certificate');
  expect(all.map(({ metadata }) => metadata.name)).toEqual(
    ['admin', 'local', 'remote', 'server'].map((part) => `clustermesh-apiserver-${part}-cert`),
  );
  expect(all[3]!.spec).toEqual({
    issuerRef: { kind: 'ClusterIssuer', name: 'ca' },
    secretName: 'clustermesh-apiserver-server-cert',
    commonName: 'clustermesh-apiserver.kube-system.svc',
    dnsNames: ['clustermesh-apiserver.kube-system.svc', '*.mesh.cilium.io'],
    ipAddresses: ['127.0.0.1', '::1'],
    duration: '8760h0m0s',
  });
});

test("the certificate Job's name changes with its spec, and only then", () => {
  const name = (values: PlainMap) =>
    find(objects(mergeValues(MESH, { ...MONITORED, ...values })), 'Job', /^clustermesh/)!.metadata.name;
  expect(name({})).toMatch(/^clustermesh-apiserver-generate-certs-[0-9a-f]{10}$/);
  expect(name({ clustermesh: { apiserver: { tls: { auto: { certValidityDuration: 30 } } } } })).not.toBe(name({}));
  expect(name({ MTU: 1400 })).toBe(name({}));
});

test('in the old mode remote clusters share one user, and nobody reads a list of them', () => {
  const all = objects(mergeValues(MESH, { ...MONITORED, clustermesh: { apiserver: { tls: { authMode: 'legacy' } } } }));
  expect(find(all, 'ConfigMap', 'clustermesh-remote-users')).toBeUndefined();
  expect(containerOf(all, 'apiserver')!.args).not.toContain('--cluster-users-enabled');
});

test('an external store has no etcd and no Service of its own', () => {
  const all = objects(
    mergeValues(MESH, {
      ...MONITORED,
      identityAllocationMode: 'kvstore',
      clustermesh: { apiserver: { kvstoremesh: { kvstoreMode: 'external' } } },
    }),
  );
  expect([
    containerOf(all, 'etcd'),
    containerOf(all, 'apiserver'),
    find(all, 'Service', 'clustermesh-apiserver'),
  ]).toEqual([undefined, undefined, undefined]);
  expect(containerOf(all, 'kvstoremesh')!.args).toContain('--enable-heartbeat=true');
  expect(decoded(find(all, 'Secret', 'cilium-clustermesh')).beta).toContain(
    "key-file: '/var/lib/etcd-secrets/etcd-client.key'",
  );
});

test('the operator joins the mesh only for Services of other clusters', () => {
  const mounts = (values: PlainMap) =>
    (podOf(find(objects(values), 'Deployment', 'cilium-operator')).volumes as { name: string }[]).map(
      ({ name }) => name,
    );
  expect(mounts({})).not.toContain('clustermesh-secrets');
  expect(mounts({ clustermesh: { enableEndpointSliceSynchronization: true } })).toContain('clustermesh-secrets');
});
