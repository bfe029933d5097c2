// What Talos would take in silence and what would cost a node its network: findings with their exact words.
import { App, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { Boundary, ConfigFormat, NodeSelection, TalosCluster, TalosVersion } from '../../lib/cluster';
import { Finding } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';
import { TalosPatches } from '../../lib/talos';
import { bothSides } from '../support/one-judge';
import { addCluster, addHomeNodes, FakeDelivery, home } from './home';

const configMap = (name: string, more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system' },
  ...more,
});

/** Findings about Talos as `severity code path | problem | repair`; what synth says, check says of the output. */
function findingsOf(app: NetworkApp): string[] {
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
  return saidOf(app);
}

function saidOf(app: NetworkApp): string[] {
  return app
    .findings()
    .filter((finding: Finding) => /^(?:talos|cluster)\//.test(finding.code))
    .map((finding) => `${finding.severity} ${finding.code} ${finding.path} | ${finding.problem} | ${finding.repair}`);
}

function withNodes(
  version: TalosVersion,
  build: (cluster: TalosCluster) => void,
  props: { virtualIp?: string; configFormat?: ConfigFormat } = {},
): string[] {
  const app = new NetworkApp({ outdir: 'unused' });
  const cluster = addCluster(app, version, props);
  cluster.addControlPlanes(['192.168.70.11']);
  cluster.addWorkers(['192.168.70.21']);
  build(cluster);
  return findingsOf(app);
}

function withDelivery(...deliveries: [id: string, name: string, manifests: Manifest[]][]): string[] {
  const { app, chart } = home(TalosVersion.V1_13);
  for (const [id, name, manifests] of deliveries) new FakeDelivery(chart, id, name, manifests);
  return findingsOf(app);
}

test.each([TalosVersion.V1_11, TalosVersion.V1_14])('the reference cluster has no findings in %s', (version) => {
  expect(findingsOf(home(version).app)).toEqual([]);
});

test.each<[string, () => string[], string[]]>([
  [
    'an inline manifest with the name of an external one',
    () => {
      // In the v1alpha1 form an external manifest has no name.
      const { app, chart } = home(TalosVersion.V1_14);
      new FakeDelivery(chart, 'crds', '05-gateway-api', [configMap('a')]);
      return findingsOf(app);
    },
    [
      'error talos/manifest-name home | name: bootstrap manifest "05-gateway-api" exists already | give it a name of its own: inline and external manifests share one name space, and Talos keeps one of the two',
    ],
  ],
  [
    'a manifest name that is no DNS subdomain',
    () => withDelivery(['crds', 'Gateway_API', [configMap('a')]]),
    [
      'warning talos/manifest-subdomain home | cluster.inlineManifests[1].name: not a name for a bootstrap manifest: "Gateway_API" | write lower-case letters, digits, "-" and ".", such as "gateway-api"',
    ],
  ],
  [
    'a Secret',
    () =>
      withDelivery([
        'ca',
        '20-ca',
        [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cilium-ca', namespace: 'kube-system' } }],
      ]),
    [
      'error talos/secret-inline home | cluster.inlineManifests[1].contents[0].kind: Secret/kube-system/cilium-ca in the bootstrap manifest "20-ca": its data would lie in plain text in the machine-config patch | create the Secret in the cluster (SOPS, External Secrets, cert-manager) and refer to it by name',
    ],
  ],
  [
    'a namespaced object without namespace',
    () => withDelivery(['extra', '20-extra', [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]]),
    [
      'warning talos/manifest-namespace home | cluster.inlineManifests[1].contents[0].metadata.name: ConfigMap/a in the bootstrap manifest "20-extra" has no namespace: Talos puts it into "default" | give the chart a namespace: new Chart(app, id, { namespace: "kube-system" })',
    ],
  ],
  [
    'no objection to a cluster-scoped kind that a CRD of the set defines',
    () =>
      withDelivery([
        'extra',
        '20-extra',
        [
          {
            apiVersion: 'apiextensions.k8s.io/v1',
            kind: 'CustomResourceDefinition',
            metadata: { name: 'lamps.example.test' },
            spec: { group: 'example.test', names: { kind: 'Lamp' }, scope: 'Cluster' },
          },
          { apiVersion: 'example.test/v1', kind: 'Lamp', metadata: { name: 'a' } },
        ],
      ]),
    [],
  ],
  [
    'an external manifest without scheme',
    () => {
      const { app, cluster } = home(TalosVersion.V1_13);
      Boundary.of(app).deliverExternal({ name: '06-crds', by: cluster, url: 'example.test/crds.yaml' });
      return findingsOf(app);
    },
    [
      'error talos/manifest-url home | cluster.extraManifests[1]: external manifest with the URL "example.test/crds.yaml" | write an http or https URL that the nodes reach at boot',
    ],
  ],
  [
    'manifests of more than 1 MB',
    () => withDelivery(['crds', '20-crds', [configMap('a', { data: { text: 'x'.repeat(1_100_000) } })]]),
    [
      'warning talos/config-size home | the patches of a control plane are 1.10 MB (all.yaml 0.00 MB, controlplane.yaml 1.10 MB) | deliver large sets, such as the Gateway API CRDs, as an external manifest or from the GitOps repository',
    ],
  ],
  [
    'manifests that maintenance mode refuses',
    () => {
      const { app, chart } = home(TalosVersion.V1_12);
      new FakeDelivery(chart, 'crds', '20-crds', [configMap('a', { data: { text: 'x'.repeat(5_500_000) } })]);
      // Nobody writes a line of that length: it is refused before.
      return saidOf(app);
    },
    [
      'error talos/config-size home | the bootstrap manifests are 5.50 MB; Talos 1.12 takes 4 MiB at the first apply | deliver large sets, such as the Gateway API CRDs, as an external manifest or from the GitOps repository',
    ],
  ],
  [
    'manifests whose text outgrows maintenance mode',
    () => {
      const { app, chart } = home(TalosVersion.V1_12);
      new FakeDelivery(chart, 'crds', '20-crds', [
        configMap('a', {
          data: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${100 + i}`, 'x\n'.repeat(17_500)])),
        }),
      ]);
      return findingsOf(app);
    },
    [
      'error talos/config-size home | the patches of a control plane are 4.90 MB (all.yaml 0.00 MB, controlplane.yaml 4.90 MB); Talos 1.12 takes 4 MiB at the first apply | deliver large sets, such as the Gateway API CRDs, as an external manifest or from the GitOps repository',
    ],
  ],
  [
    'a virtual address without link',
    () => withNodes(TalosVersion.V1_14, () => undefined, { virtualIp: '192.168.70.10' }),
    [
      'error talos/vip-link home | virtualIps[0]: virtual address 192.168.70.10 has no link on controlplane-1 | state the NIC of the control planes: cluster.addLink("lan", { interface: "enp1s0", dhcp: true })',
    ],
  ],
  [
    'link documents on nodes without any DHCP',
    () =>
      withNodes(TalosVersion.V1_14, (cluster) => {
        cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, nodes: NodeSelection.workers() });
        cluster.addLink('iot', { interface: 'enp2s0' });
      }),
    [
      'error talos/node-without-address home | links: controlplane-1 would lose the node address: "iot" is configured, which turns the default DHCP off on all of their links, and no link of theirs on the node subnet has DHCP or gets its address elsewhere | state the primary NIC of these nodes with dhcp: true, or with its subnet and managed: false where the machine configuration gives it the address',
    ],
  ],
  [
    'link documents on nodes with DHCP on another network only',
    () =>
      withNodes(
        TalosVersion.V1_14,
        (cluster) => void cluster.addLink('iot', { interface: 'enp2s0', dhcp: true, subnet: '192.168.40.0/24' }),
        {
          virtualIp: '192.168.70.10',
        },
      ),
    [
      'error talos/node-without-address home | links: controlplane-1, worker-1 would lose the node address: "iot" is configured, which turns the default DHCP off on all of their links, and no link of theirs on the node subnet has DHCP or gets its address elsewhere | state the primary NIC of these nodes with dhcp: true, or with its subnet and managed: false where the machine configuration gives it the address',
      'error talos/vip-link home | virtualIps[0]: virtual address 192.168.70.10 has no link on controlplane-1 | state the NIC of the control planes: cluster.addLink("lan", { interface: "enp1s0", dhcp: true })',
    ],
  ],
  [
    'the primary NIC without DHCP in the v1alpha1 form',
    () =>
      withNodes(
        TalosVersion.V1_13,
        (cluster) => void cluster.addLink('lan', { interface: 'enp1s0', subnet: '192.168.70.0/24' }),
      ),
    [
      'error talos/node-without-address home | links: controlplane-1, worker-1 would lose the node address: "lan" is configured, which turns the default DHCP off on it, and no link of theirs on the node subnet has DHCP or gets its address elsewhere | state the primary NIC of these nodes with dhcp: true, or with its subnet and managed: false where the machine configuration gives it the address',
    ],
  ],
  [
    'no objection to a second NIC alone in the v1alpha1 form, where the default DHCP stays',
    () => withNodes(TalosVersion.V1_13, (cluster) => void cluster.addLink('iot', { interface: 'enp2s0' })),
    [],
  ],
  [
    'a VLAN whose name Talos would hash',
    () =>
      withNodes(TalosVersion.V1_13, (cluster) => {
        const lan = cluster.addLink('lan', { interface: 'enp129s0f0n', dhcp: true });
        cluster.addVlan('cameras', { parent: lan, vlanId: 40 });
      }),
    [
      'error talos/vlan-name home | links[0]: VLAN link "cameras" would not be called "enp129s0f0n.40": in the v1alpha1 form Talos hashes a parent name of more than 10 characters, and "enp129s0f0n" has 11 | use a NIC, bond or bridge with a shorter name as parent, or the documents form, which states the name',
    ],
  ],
  [
    'a VLAN with a larger MTU than its parent',
    () =>
      withNodes(TalosVersion.V1_14, (cluster) => {
        const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, mtu: 1500 });
        cluster.addVlan('cameras', { parent: lan, vlanId: 40, mtu: 9000 });
      }),
    [
      'error talos/link-mtu home | links[0].mtu: VLAN link "cameras" has an MTU of 9000, its parent "lan" of 1500 | write at most 1500, or raise the parent\'s: the kernel refuses more',
    ],
  ],
  [
    'a VLAN with a jumbo MTU on a parent that states none',
    () =>
      withNodes(TalosVersion.V1_14, (cluster) => {
        const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
        cluster.addVlan('cameras', { parent: lan, vlanId: 40, mtu: 9000 });
      }),
    [
      'warning talos/link-mtu home | links[0].mtu: VLAN link "cameras" has an MTU of 9000, its parent "lan" that of its driver, normally 1500 | state mtu: 9000 on "lan" too: the kernel refuses more than the parent\'s',
    ],
  ],
  [
    'an IPv6 subnet on a link with a small MTU',
    () =>
      withNodes(TalosVersion.V1_14, (cluster) => {
        cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
        cluster.addLink('iot', { interface: 'enp2s0', subnet: 'fd00:40::/64', mtu: 1200 });
      }),
    [
      'error talos/link-mtu home | links[0].mtu: link "iot" has the IPv6 subnet fd00:40::/64 and an MTU of 1200 | write at least 1280: below it the kernel drops IPv6',
    ],
  ],
])('%s', (_title, build, expected) => {
  expect(build()).toEqual(expected);
});

test('a finding can be ignored with a reason', () => {
  const { app, chart, cluster } = home(TalosVersion.V1_13);
  new FakeDelivery(chart, 'extra', '20-extra', [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
  cluster.ignore('talos/manifest-namespace', 'default is meant');
  expect(
    app
      .findings()
      .filter(({ code }) => code === 'talos/manifest-namespace')
      .map(({ ignoredBecause }) => ignoredBecause),
  ).toEqual(['default is meant']);
});

test('a node name that is no file name is refused', () => {
  const app = new App();
  const cluster = addCluster(app, TalosVersion.V1_14);
  addHomeNodes(cluster);
  cluster.addNode('../worker', NodeSelection.workers()._roles[0]!, '192.168.70.29');
  cluster.addLink('usb', { interface: 'usb0', nodes: NodeSelection.named('../worker') });
  expect(() => TalosPatches.of(app).files()).toThrow('not a name for a Node: "../worker"');
});

test('patches of an app without a TalosCluster are refused', () => {
  const app = new App();
  new Chart(app, 'network');
  expect(() => TalosPatches.of(app).files()).toThrow(
    "no TalosCluster in the app, so there is nothing to write patches for\n  → add one: new TalosCluster(app, 'home', { … })",
  );
});
