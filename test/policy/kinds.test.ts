// The thin kinds: what they write, which features they bring, and that every judge of three minors takes them.
import { CILIUM_MINORS } from '../../lib/catalogue/cilium-minors';
import { CiliumInstall, CiliumVersion } from '../../lib/cilium';
import { Boundary, TalosCluster, TalosVersion } from '../../lib/cluster';
import { Protocol } from '../../lib/net';
import { policyProblems } from '../../lib/models/agent';
import {
  AllowDnsPolicy,
  CiliumEgressGatewayPolicy,
  CiliumLocalRedirectPolicy,
  CiliumPolicy,
  ClusterBaselinePolicy,
  ClusterDnsPolicy,
  Peer,
  PolicyMode,
  Subject,
} from '../../lib/policy';
import { admitted } from '../support/admitted';
import { buildKinds } from './kinds';
import { newApp, newChart, policiesOf, specOf } from './shop';

test.each(CILIUM_MINORS)('the API server and the agent of %s take everything that they write', (minor) => {
  const refused = policiesOf(buildKinds()).flatMap((manifest) => [
    ...admitted(manifest, minor),
    ...policyProblems(manifest, { minor }).map(({ code, at }) => `${manifest.metadata.name} ${code} ${at}`),
  ]);
  expect(refused).toEqual([]);
});

test('each brings the features that it needs', () => {
  const requirements = Boundary.of(buildKinds()).requirements();
  expect([...new Set(requirements.map(({ by, feature }) => `${by.constructor.name} ${feature}`))].sort()).toEqual([
    'CiliumClusterwideEnvoyConfig envoy-config',
    'CiliumEgressGatewayPolicy egress-gateway',
    'CiliumEnvoyConfig envoy-config',
    'CiliumLocalRedirectPolicy local-redirect',
  ]);
});

test('the DNS cache of a node stands before kube-dns, on both protocols', () => {
  expect(specOf(CiliumLocalRedirectPolicy.nodeLocalDns(newChart()))).toEqual({
    description: 'Questions to the DNS service of the cluster go to the cache on the node of who asks.',
    redirectFrontend: {
      serviceMatcher: {
        serviceName: 'kube-dns',
        namespace: 'kube-system',
        toPorts: [
          { name: 'dns', port: '53', protocol: 'UDP' },
          { name: 'dns-tcp', port: '53', protocol: 'TCP' },
        ],
      },
    },
    redirectBackend: {
      localEndpointSelector: { matchLabels: { 'k8s-app': 'node-local-dns' } },
      toPorts: [
        { name: 'dns', port: '53', protocol: 'UDP' },
        { name: 'dns-tcp', port: '53', protocol: 'TCP' },
      ],
    },
  });
});

test('where questions are redirected to a cache, every DNS rule of the app names it too', () => {
  const chart = newChart();
  const policies = [
    new AllowDnsPolicy(chart, 'dns'),
    new ClusterDnsPolicy(chart, 'cluster-dns'),
    new ClusterBaselinePolicy(chart, 'baseline', { mode: PolicyMode.ENFORCED }),
    new CiliumPolicy(chart, 'names', { subject: Subject.namespace() }).allowTo(Peer.fqdn('a.example.com')),
  ];
  const peers = () => policies.map((policy) => specOf(policy).egress[0].toEndpoints.length);
  expect(peers()).toEqual([1, 1, 1, 1]);
  CiliumLocalRedirectPolicy.nodeLocalDns(chart);
  expect(peers()).toEqual([2, 2, 2, 2]);
  expect(specOf(policies[0]!).egress[0].toEndpoints[1]).toEqual({
    matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'node-local-dns' },
  });
  new CiliumLocalRedirectPolicy(chart, 'other', {
    service: 'kube-dns',
    ports: [{ port: 53, protocol: Protocol.UDP }],
    backendLabels: { app: 'mine' },
  });
  expect(peers()).toEqual([2, 2, 2, 2]);
});

test('an egress gateway brings BPF masquerading, and with it what keeps the host DNS of Talos in reach', () => {
  const values = (version: CiliumVersion) => {
    const app = newApp();
    const chart = newChart('shop', app);
    new TalosCluster(app, 'talos', {
      talosVersion: TalosVersion.V1_13,
      kubernetesVersion: '1.34.1',
      endpoint: 'https://192.168.70.10:6443',
      nodeSubnets: ['192.168.70.0/24'],
    });
    const install = new CiliumInstall(chart, 'cilium', { version });
    new CiliumEgressGatewayPolicy(chart, 'office', {
      subjects: [{ labels: { app: 'crawler' } }],
      destinations: ['0.0.0.0/0'],
      gateways: [{ nodeLabels: { 'egress-node': 'true' }, egressIp: '192.168.70.40' }],
    });
    return install.chartValues();
  };
  for (const version of [CiliumVersion.V1_18, CiliumVersion.V1_20])
    expect(values(version)).toMatchObject({
      egressGateway: { enabled: true },
      bpf: { masquerade: true, hostLegacyRouting: true },
    });
});

test('a redirect of one port needs no names, one of several joins both sides by them', () => {
  const redirect = (ports: { port: number; protocol: Protocol; to?: number }[]) =>
    specOf(
      new CiliumLocalRedirectPolicy(newChart(), 'r', { address: '169.254.1.1', ports, backendLabels: { app: 'dns' } }),
    );
  const one = redirect([{ port: 53, protocol: Protocol.UDP, to: 5353 }]);
  expect(one.redirectFrontend.addressMatcher.toPorts).toEqual([{ port: '53', protocol: 'UDP' }]);
  expect(one.redirectBackend.toPorts).toEqual([{ port: '5353', protocol: 'UDP' }]);
  const two = redirect([
    { port: 53, protocol: Protocol.UDP },
    { port: 53, protocol: Protocol.TCP },
  ]);
  expect(two.redirectBackend.toPorts.map(({ name }: { name: string }) => name)).toEqual(['udp-53', 'tcp-53']);
});
