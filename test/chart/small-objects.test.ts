// Small parts that one value each brings in.
import { mergeValues, renderChart } from '../../lib/chart';
import { Manifest, PlainMap } from '../../lib/manifest/types';
import { SMALL } from './values';

function objects(values: PlainMap, version = '1.20.0'): Manifest[] {
  const { objects: rendered, problems } = renderChart({ version, values: mergeValues(SMALL, values) });
  expect(problems).toEqual([]);
  return rendered;
}

const find = (all: readonly Manifest[], kind: string, name: string) =>
  all.find((each) => each.kind === kind && each.metadata.name === name)!;
const podOf = (workload: Manifest) => (workload.spec as { template: { spec: PlainMap } }).template.spec;
const configOf = (all: readonly Manifest[]) => find(all, 'ConfigMap', 'cilium-config').data as Record<string, string>;
const agentOf = (all: readonly Manifest[]) =>
  (podOf(find(all, 'DaemonSet', 'cilium')).containers as { args: string[]; env: PlainMap[] }[])[0]!;

test('a CA bundle is written with one line break at its end, in a Secret if that is wanted', () => {
  const content = ['-----BEGIN', 'CERTIFICATE-----\nabc\n\n'].join(' ');
  const text = content.trimEnd() + '\n';
  expect(
    find(objects({ tls: { caBundle: { enabled: true, content } } }), 'ConfigMap', 'cilium-root-ca.crt').data,
  ).toEqual({ 'ca.crt': text });
  expect(
    find(objects({ tls: { caBundle: { enabled: true, content, useSecret: true } } }), 'Secret', 'cilium-root-ca.crt')
      .stringData,
  ).toEqual({
    'ca.crt': text,
  });
});

test('a key-value store is a part of the configuration and two volumes', () => {
  const all = objects({ etcd: { enabled: true, ssl: true, endpoints: ['https://etcd.example:2379'] } });
  expect(configOf(all)['etcd-config']).toBe(
    [
      '---',
      'endpoints:',
      '  - https://etcd.example:2379',
      "trusted-ca-file: '/var/lib/etcd-secrets/etcd-client-ca.crt'",
      "key-file: '/var/lib/etcd-secrets/etcd-client.key'",
      "cert-file: '/var/lib/etcd-secrets/etcd-client.crt'",
    ].join('\n'),
  );
  const volumes = (kind: string, name: string) =>
    (podOf(find(all, kind, name)).volumes as { name: string }[])
      .map((each) => each.name)
      .filter((each) => /etcd/.test(each));
  expect([volumes('DaemonSet', 'cilium'), volumes('Deployment', 'cilium-operator')]).toEqual([
    ['etcd-config-path', 'etcd-secrets'],
    ['etcd-config-path', 'etcd-secrets'],
  ]);
});

test('the API server may come from a ConfigMap', () => {
  const { env } = agentOf(objects({ k8sServiceHostRef: { name: 'api', key: 'host' }, k8sServicePort: 6443 }));
  expect(env.filter(({ name }) => /^KUBERNETES/.test(String(name)))).toEqual([
    { name: 'KUBERNETES_SERVICE_HOST', valueFrom: { configMapKeyRef: { name: 'api', key: 'host' } } },
    { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
  ]);
});

test('a port alone says nothing about the API server', () => {
  expect(agentOf(objects({ k8sServicePort: 6443 })).env.filter(({ name }) => /^KUBERNETES/.test(String(name)))).toEqual(
    [],
  );
});

test('the monitor prints the events that were chosen', () => {
  const containers = podOf(
    find(objects({ monitor: { enabled: true, eventTypes: ['drop', 'l7'] } }), 'DaemonSet', 'cilium'),
  ).containers as { args: string[] }[];
  expect(containers[1]!.args[0]).toMatch(/cilium-dbg monitor --type=drop --type=l7$/);
});

test('the native range comes from the one cluster pool', () => {
  const pool = { ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.9.0.0/16'] } } };
  const native = { ...pool, routingMode: 'native', nativeRoutingCIDRFromClusterPool: true };
  expect(configOf(objects(native))['ipv4-native-routing-cidr']).toBe('10.9.0.0/16');
  expect(configOf(objects({ ...native, ipv4NativeRoutingCIDR: '10.0.0.0/8' }))['ipv4-native-routing-cidr']).toBe(
    '10.0.0.0/8',
  );
});

test('a standalone UI takes its certificates from the volume of the user', () => {
  const values = {
    hubble: {
      enabled: false,
      relay: { tls: { server: { enabled: true } } },
      ui: { enabled: true, standalone: { enabled: true, tls: { certsVolume: { secret: { secretName: 'ui' } } } } },
    },
  };
  const volumes = podOf(find(objects(values), 'Deployment', 'hubble-ui')).volumes as PlainMap[];
  expect(volumes.find(({ name }) => name === 'hubble-ui-client-certs')).toEqual({
    name: 'hubble-ui-client-certs',
    secret: { secretName: 'ui' },
  });
});

test('the standalone DNS proxy runs on every node, and its pods roll with its configuration', () => {
  const image = { repository: 'registry.example/sdp', tag: 'v1', useDigest: false };
  const proxy = (debug: boolean) =>
    find(
      objects({
        dnsProxy: { proxyPort: 10094 },
        standaloneDnsProxy: { enabled: true, image, rollOutPods: true, debug },
      }),
      'DaemonSet',
      'standalone-dns-proxy',
    );
  const checksum = (debug: boolean) =>
    (proxy(debug).spec as { template: { metadata: { annotations: PlainMap } } }).template.metadata.annotations[
      'cilium.io/standalone-dns-proxy-configmap-checksum'
    ];
  expect(podOf(proxy(false)).tolerations).toEqual([{ operator: 'Exists' }]);
  expect(checksum(false)).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum(true)).not.toBe(checksum(false));
});

test('subjects of cert-manager are written', () => {
  const auto = {
    method: 'certmanager',
    certManagerIssuerRef: { kind: 'ClusterIssuer', name: 'ca' },
    subject: { organizations: ['Home'] },
  };
  const { spec } = find(objects({ hubble: { tls: { auto } } }), 'Certificate', 'hubble-server-certs') as Manifest & {
    spec: PlainMap;
  };
  expect(spec.subject).toEqual({ organizations: ['Home'] });
});

test("Hubble's Certificates carry the labels of the install and Hubble's annotations", () => {
  const auto = { method: 'certmanager', certManagerIssuerRef: { kind: 'ClusterIssuer', name: 'ca' } };
  const all = objects({ commonLabels: { team: 'net' }, hubble: { annotations: { by: 'hubble' }, tls: { auto } } });
  const { labels, annotations } = find(all, 'Certificate', 'hubble-server-certs').metadata;
  expect([labels, annotations]).toEqual([{ team: 'net' }, { by: 'hubble' }]);
});

test("cert-manager makes the metrics' certificate without Hubble's TLS and before any metric is chosen, certgen does not", () => {
  const names = (auto: PlainMap, tls: boolean) =>
    objects({ hubble: { metrics: { tls: { enabled: true } }, tls: { enabled: tls, auto } } })
      .filter(({ kind }) => kind === 'Certificate')
      .map(({ metadata }) => metadata.name);
  const issued = { method: 'certmanager', certManagerIssuerRef: { kind: 'ClusterIssuer', name: 'ca' } };
  expect(names(issued, false)).toEqual(['hubble-metrics-server-certs']);
  expect(names(issued, true)).toEqual(['hubble-metrics-server-certs', 'hubble-server-certs']);
  expect(names({ method: 'cronJob' }, true)).toEqual([]);
});

test("Hubble's annotations win over those of the certificate Job, and yield to those of the CronJob", () => {
  const all = objects({
    hubble: { annotations: { by: 'hubble' } },
    certgen: { annotations: { job: { by: 'job' }, cronJob: { by: 'cron' } } },
  });
  const by = (kind: string) =>
    all.find((each) => each.kind === kind && each.metadata.name.startsWith('hubble-generate-certs'))!.metadata
      .annotations;
  expect([by('Job'), by('CronJob')]).toEqual([{ by: 'hubble' }, { by: 'cron' }]);
});

test('Envoy declares its admin port beside that of its metrics only', () => {
  const ports = (enabled: boolean) => {
    const all = objects({ envoy: { prometheus: { enabled }, debug: { admin: { enabled: true, port: 9902 } } } });
    return (
      podOf(find(all, 'DaemonSet', 'cilium-envoy')).containers as { ports?: { name: string }[] }[]
    )[0]!.ports?.map(({ name }) => name);
  };
  expect([ports(true), ports(false)]).toEqual([['envoy-metrics', 'envoy-admin'], undefined]);
});

test("the role by which Envoy reads nodes carries the annotations of the install, not Envoy's", () => {
  const all = objects({
    annotations: { by: 'install' },
    envoy: { annotations: { by: 'envoy' }, nodeLocality: { enabled: true } },
  });
  expect(find(all, 'ClusterRole', 'cilium-envoy-node-locality').metadata.annotations).toEqual({ by: 'install' });
});

test("a dashboard's own annotations win over those of Hubble, and yield to those of agent and operator", () => {
  const dashboards = { enabled: true, annotations: { by: 'dashboard' } };
  const values = {
    annotations: { by: 'component' },
    dashboards,
    operator: { annotations: { by: 'component' }, dashboards },
    hubble: { annotations: { by: 'component' }, metrics: { dashboards } },
  };
  const names = ['cilium-dashboard', 'cilium-operator-dashboard', 'hubble-dashboard', 'hubble-dns-namespace'];
  const more = ['hubble-l7-http-metrics-by-workload', 'hubble-network-overview-namespace'];
  const texts = Object.fromEntries([...names, ...more].map((name) => [`${name}.json`, '{}']));
  const all = renderChart({ version: '1.20.0', values: mergeValues(SMALL, values), dashboards: texts }).objects;
  expect(names.map((name) => find(all, 'ConfigMap', name).metadata.annotations)).toEqual(
    ['component', 'component', 'dashboard', 'dashboard'].map((by) => ({ by })),
  );
});

test("the mesh's server certificate by cert-manager carries the labels of the install from 1.19 on", () => {
  const auto = { method: 'certmanager', certManagerIssuerRef: { kind: 'ClusterIssuer', name: 'ca' } };
  const values = {
    commonLabels: { team: 'net' },
    cluster: { name: 'home', id: 1 },
    clustermesh: { useAPIServer: true, apiserver: { tls: { auto } } },
  };
  const labels = (version: string, name: string) =>
    find(objects(values, version), 'Certificate', `clustermesh-apiserver-${name}-cert`).metadata.labels;
  expect([labels('1.18.12', 'server'), labels('1.18.12', 'admin'), labels('1.19.6', 'server')]).toEqual([
    undefined,
    { team: 'net' },
    { team: 'net' },
  ]);
});
