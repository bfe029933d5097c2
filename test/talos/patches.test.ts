// The patch files of the reference cluster, exactly, in both forms.
import { App, Chart } from 'cdk8s';
import { ConfigFormat, NodeSelection, TalosCluster, TalosVersion } from '../../lib/cluster';
import { talosFiles, talosText } from '../../lib/talos';
import { addCluster, addHomeNodes, FakeCilium, home } from './home';

const CILIUM = [
  'apiVersion: v1',
  'kind: ServiceAccount',
  'metadata:',
  '  name: cilium',
  '  namespace: kube-system',
  '---',
  'apiVersion: rbac.authorization.k8s.io/v1',
  'kind: ClusterRole',
  'metadata:',
  '  name: cilium',
  'rules:',
  '  - apiGroups:',
  "      - ''",
  '    resources:',
  '      - pods',
  '    verbs:',
  '      - get',
  '',
].join('\n');
const URL = 'https://example.test/gateway-api/v1.6.1/standard-install.yaml';
const doc = (kind: string, fields: object) => ({ apiVersion: 'v1alpha1', kind, ...fields });
const documentsOf = (scope: App) => Object.fromEntries(talosFiles(scope).map((file) => [file.name, file.documents]));
const commentOf = (scope: App, name: string) => talosFiles(scope).find((file) => file.name === name)!.comment;

const V1ALPHA1_ALL = {
  machine: {
    features: { kubePrism: { enabled: true, port: 7445 } },
    kubelet: { nodeIP: { validSubnets: ['192.168.70.0/24'] } },
    network: { interfaces: [{ interface: 'enp1s0', dhcp: true }] },
  },
};
const V1ALPHA1_CONTROL_PLANE = {
  machine: { network: { interfaces: [{ interface: 'enp1s0', dhcp: true, vip: { ip: '192.168.70.10' } }] } },
  cluster: {
    network: { cni: { name: 'none' } },
    proxy: { disabled: true },
    inlineManifests: [{ name: '10-cilium', contents: CILIUM }],
    extraManifests: [URL],
  },
};
const V1ALPHA1_WORKER = { machine: { network: { interfaces: [{ interface: 'enp2s0', dhcp: false }] } } };

test('the reference cluster in documents', () => {
  expect(documentsOf(home(TalosVersion.V1_14).app)).toEqual({
    'all.yaml': [
      doc('KubePrismConfig', { port: 7445 }),
      doc('KubeNodeConfig', { nodeIP: { validSubnets: ['192.168.70.0/24'] } }),
      doc('DHCPv4Config', { name: 'enp1s0' }),
    ],
    'controlplane.yaml': [
      doc('KubeFlannelCNIConfig', { $patch: 'delete' }),
      doc('KubeProxyConfig', { enabled: false }),
      doc('Layer2VIPConfig', { name: '192.168.70.10', link: 'enp1s0' }),
      doc('KubeInlineManifestConfig', { name: '10-cilium', manifest: CILIUM }),
      doc('KubeExternalManifestConfig', { name: '05-gateway-api', url: URL }),
    ],
    'worker.yaml': [doc('LinkConfig', { name: 'enp2s0', up: true })],
  });
});

test.each([TalosVersion.V1_11, TalosVersion.V1_12, TalosVersion.V1_13])(
  'the reference cluster in the v1alpha1 form of %s restates lists that Talos appends to',
  (version) => {
    expect(documentsOf(home(version).app)).toEqual({
      'all.yaml': [{ machine: { kubelet: { nodeIP: { $patch: 'delete' } } } }, V1ALPHA1_ALL],
      'controlplane.yaml': [V1ALPHA1_CONTROL_PLANE],
      'worker.yaml': [V1ALPHA1_WORKER],
    });
  },
);

test('a 1.14 cluster that keeps the v1alpha1 form gets no document and no deletion', () => {
  const { app } = home(TalosVersion.V1_14, { configFormat: ConfigFormat.V1ALPHA1 });
  expect(documentsOf(app)).toEqual({
    'all.yaml': [V1ALPHA1_ALL],
    'controlplane.yaml': [V1ALPHA1_CONTROL_PLANE],
    'worker.yaml': [V1ALPHA1_WORKER],
  });
});

test('the text of a file: comment, then documents', () => {
  const [all] = talosFiles(home(TalosVersion.V1_14).app);
  expect(talosText(all!)).toMatchInlineSnapshot(`
"# Talos machine-config patch, written by cdk8s-talos-network: change the program, not this file.
# For every node of the cluster "home", Talos 1.14, configuration in documents.
# New cluster: talosctl gen config home https://192.168.70.10:6443 --talos-version v1.14 --kubernetes-version 1.34.2 --output <folder> --config-patch @all.yaml --config-patch-control-plane @controlplane.yaml --config-patch-worker @worker.yaml
# Running nodes: talosctl patch mc --nodes 192.168.70.11,192.168.70.12,192.168.70.13,192.168.70.21,192.168.70.22 --patch @all.yaml
# Applied twice, these lists hold their items twice, which is valid and means the same: KubeNodeConfig nodeIP.validSubnets.
# +argocd:skip-file-rendering

apiVersion: v1alpha1
kind: KubePrismConfig
port: 7445
---
apiVersion: v1alpha1
kind: KubeNodeConfig
nodeIP:
  validSubnets:
    - 192.168.70.0/24
---
apiVersion: v1alpha1
kind: DHCPv4Config
name: enp1s0
"
`);
});

test('the comment of controlplane.yaml says how to apply it again and what it leaves out', () => {
  expect(commentOf(home(TalosVersion.V1_12).app, 'controlplane.yaml').slice(4)).toEqual([
    'Talos creates the manifests that are missing and never changes one. After a change: patch all control planes, then talosctl upgrade-k8s --to 1.34.2',
    'Left to the GitOps copy, since Talos cannot update a Job: Job/kube-system/hubble-generate-certs.',
    'Applied twice, these lists hold their items twice, which is valid and means the same: cluster.extraManifests.',
    'Applied twice, cluster.inlineManifests is refused for its duplicate names. Take the former ones out first:',
    '  talosctl patch mc --nodes <address> --patch \'{"cluster":{"inlineManifests":[{"name":"10-cilium","$patch":"delete"}]}}\'',
  ]);
  expect(commentOf(home(TalosVersion.V1_14).app, 'controlplane.yaml').slice(4)).toEqual([
    'Talos creates the manifests at bootstrap and keeps an inventory of them. After a change: patch all control planes, then talosctl upgrade-k8s --to 1.34.2',
    'Left to the GitOps copy, since Talos cannot update a Job: Job/kube-system/hubble-generate-certs.',
  ]);
});

test('gen config of a newer talosctl is told the contract of the form', () => {
  const [all] = talosFiles(home(TalosVersion.V1_14, { configFormat: ConfigFormat.V1ALPHA1 }).app);
  expect(all!.comment[2]).toContain(' --talos-version v1.13 ');
});

test('without a primary CNI Flannel and kube-proxy stay, and there is no file for control planes', () => {
  const app = new App();
  addHomeNodes(addCluster(app, TalosVersion.V1_14));
  expect(Object.keys(documentsOf(app))).toEqual(['all.yaml', 'worker.yaml']);
});

test('kube-proxy stays beside a primary CNI that does not replace it', () => {
  const app = new App();
  addHomeNodes(addCluster(app, TalosVersion.V1_14));
  new FakeCilium(new Chart(app, 'network', { namespace: 'kube-system' }), 'cilium', {
    kubeProxyReplacement: false,
    inline: false,
  });
  expect(documentsOf(app)['controlplane.yaml']).toEqual([doc('KubeFlannelCNIConfig', { $patch: 'delete' })]);
});

test('the order of construction does not matter', () => {
  const app = new App();
  const chart = new Chart(app, 'network', { namespace: 'kube-system' });
  new FakeCilium(chart, 'cilium');
  const cluster = addCluster(app, TalosVersion.V1_13, { virtualIp: '192.168.70.10' });
  cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
  cluster.addLink('iot', { interface: 'enp2s0', subnet: '192.168.40.0/24', nodes: NodeSelection.workers() });
  cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  const expected = documentsOf(home(TalosVersion.V1_13).app);
  expect(documentsOf(app)).toEqual({
    ...expected,
    'controlplane.yaml': [
      { ...V1ALPHA1_CONTROL_PLANE, cluster: { ...V1ALPHA1_CONTROL_PLANE.cluster, extraManifests: undefined } },
    ],
  });
});

test('subnets are stated together where one differs, the DNS domain on its own', () => {
  const networkOf = (props: Partial<ConstructorParameters<typeof TalosCluster>[2]>, version: TalosVersion) => {
    const app = new App();
    addCluster(app, version, props);
    return documentsOf(app)['all.yaml']!;
  };
  expect(networkOf({ podSubnets: ['10.42.0.0/16'] }, TalosVersion.V1_14)).toContainEqual(
    doc('KubeNetworkConfig', { podSubnets: ['10.42.0.0/16'], serviceSubnets: ['10.96.0.0/12'] }),
  );
  expect(networkOf({ serviceSubnets: ['10.43.0.0/16'] }, TalosVersion.V1_14)).toContainEqual(
    doc('KubeNetworkConfig', { podSubnets: ['10.244.0.0/16'], serviceSubnets: ['10.43.0.0/16'] }),
  );
  expect(networkOf({ dnsDomain: 'home.arpa' }, TalosVersion.V1_14)).toContainEqual(
    doc('KubeNetworkConfig', { dnsDomain: 'home.arpa' }),
  );
  expect(networkOf({ dnsDomain: 'home.arpa' }, TalosVersion.V1_13)[1]).toMatchObject({
    cluster: { network: { dnsDomain: 'home.arpa' } },
  });
  expect(networkOf({ podSubnets: ['10.244.0.0/16'] }, TalosVersion.V1_14).map(({ kind }) => kind)).toEqual([
    'KubePrismConfig',
    'KubeNodeConfig',
  ]);
});

test('etcd keeps to the node subnets where control planes have a second link', () => {
  const etcd = (nodes: NodeSelection, version: TalosVersion) => {
    const { app, cluster } = home(version);
    cluster.addLink('storage', { interface: 'enp3s0', nodes });
    return documentsOf(app)['controlplane.yaml']!.filter(
      ({ cluster: part }) => part !== undefined && (part as { etcd?: object }).etcd !== undefined,
    );
  };
  const part = { etcd: { advertisedSubnets: ['192.168.70.0/24'] } };
  expect(etcd(NodeSelection.all(), TalosVersion.V1_14)).toEqual([{ cluster: part }]);
  expect(etcd(NodeSelection.named('controlplane-2'), TalosVersion.V1_13)).toEqual([
    { cluster: { etcd: { advertisedSubnets: { $patch: 'delete' } } } },
    { machine: expect.anything(), cluster: expect.objectContaining(part) },
  ]);
  expect(etcd(NodeSelection.workers(), TalosVersion.V1_14)).toEqual([]);
});

test('an app without a TalosCluster has no files', () => {
  expect(talosFiles(new App())).toEqual([]);
});
