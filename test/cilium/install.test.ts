import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumBootstrap, CiliumInstall, CiliumInstallProps, HubbleCertificates, ValueSource } from '../../lib/cilium';
import { Boundary, ConfigFormat, Feature, FeatureRequirement, TalosCluster, TalosVersion } from '../../lib/cluster';
import { NetworkConstruct } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';

/** A construct that cannot do without a feature. */
class Needy extends NetworkConstruct {
  public constructor(scope: Construct, id: string, feature: Feature, more: Partial<FeatureRequirement> = {}) {
    super(scope, id);
    Boundary.of(this).require(() => [{ feature, by: this, reason: 'the test needs it', ...more }]);
  }
}

function install(props: CiliumInstallProps = {}, build: (chart: Chart) => void = () => undefined): CiliumInstall {
  const chart = new Chart(new App(), 'network');
  const cilium = new CiliumInstall(chart, 'cilium', props);
  build(chart);
  return cilium;
}

const valueOf = (cilium: CiliumInstall, path: string) => cilium.explain().find((value) => value.path === path);
const config = (cilium: CiliumInstall) =>
  cilium._manifests().find((object) => object.kind === 'ConfigMap' && object.metadata.name === 'cilium-config')!
    .data as Record<string, string>;
const problems = (cilium: CiliumInstall) =>
  cilium._findings().map((finding) => `${finding.code}: ${finding.problem}; ${finding.repair}`);

test('the defaults are what Talos needs, and each says why', () => {
  const cilium = install();
  expect(config(cilium)).toMatchObject({
    ipam: 'kubernetes',
    'kube-proxy-replacement': 'true',
    'cgroup-root': '/sys/fs/cgroup',
    'cni-exclusive': 'true',
  });
  expect(valueOf(cilium, 'k8sServicePort')).toEqual({
    path: 'k8sServicePort',
    value: 7445,
    source: ValueSource.DEFAULT,
    reason: 'port of KubePrism',
  });
  expect(valueOf(cilium, 'securityContext.capabilities.ciliumAgent')!.value).not.toContain('SYS_MODULE');
  expect(problems(cilium)).toEqual([]);
});

test('a required feature that was left open is switched on, with the construct that requires it', () => {
  const cilium = install({}, (chart) => void new Needy(chart, 'multus', Feature.NON_EXCLUSIVE_CNI));
  expect(config(cilium)['cni-exclusive']).toBe('false');
  expect(valueOf(cilium, 'cni.exclusive')).toMatchObject({
    source: ValueSource.REQUIRED,
    reason: 'network/multus requires it: the test needs it',
  });
});

test('a required feature that was switched off by hand is an error that names both constructs', () => {
  const cilium = install(
    { values: { cni: { exclusive: true } } },
    (chart) => void new Needy(chart, 'multus', Feature.NON_EXCLUSIVE_CNI),
  );
  expect(cilium._findings()).toMatchObject([
    {
      code: 'cilium/feature-off',
      path: 'network/cilium',
      problem: 'cni.exclusive is set to true, but network/multus requires it: the test needs it and needs false',
      repair: 'leave cni.exclusive out, or set it to false',
    },
  ]);
});

test('the order of construction does not matter', () => {
  const late = install({}, (chart) => void new Needy(chart, 'gateway', Feature.GATEWAY_API));
  const chart = new Chart(new App(), 'network');
  new Needy(chart, 'gateway', Feature.GATEWAY_API);
  const early = new CiliumInstall(chart, 'cilium');
  expect(early._manifests()).toEqual(late._manifests());
  expect(early._manifests().map((object) => object.kind)).toContain('GatewayClass');
});

test('objects that others require appear under a stock cdk8s App as well', () => {
  const app = new App();
  const chart = new Chart(app, 'network');
  new CiliumInstall(chart, 'cilium');
  new Needy(chart, 'gateway', Feature.GATEWAY_API);
  const objects = Testing.synth(chart) as Manifest[];
  expect(objects.map((object) => object.kind)).toContain('GatewayClass');
  expect(
    objects.filter((object) => object.kind === 'ClusterRole').every((role) => role.metadata.namespace === undefined),
  ).toBe(true);
});

test('the client rate grows with the number of announced Services, and not below half of the default', () => {
  const few = install({}, (chart) => void new Needy(chart, 'lan', Feature.ANNOUNCED_SERVICES, { count: 20 }));
  const many = install({}, (chart) => void new Needy(chart, 'lan', Feature.ANNOUNCED_SERVICES, { count: 100 }));
  expect(valueOf(few, 'k8sClientRateLimit.qps')).toBeUndefined();
  expect(config(many)).toMatchObject({ 'k8s-client-qps': '30', 'k8s-client-burst': '60' });
});

test('VLAN ids are united; more than five open them all', () => {
  const ids = (...list: number[]) =>
    valueOf(
      install({}, (chart) => list.forEach((id) => new Needy(chart, `vlan-${id}`, Feature.VLAN_BYPASS, { ids: [id] }))),
      'bpf.vlanBypass',
    )!.value;
  expect(ids(40, 30)).toEqual([30, 40]);
  expect(ids(1, 2, 3, 4, 5, 6)).toEqual([0]);
});

test('BPF masquerade brings legacy host routing, one node a single operator', () => {
  const cilium = install({ values: { bpf: { masquerade: true } } }, (chart) => {
    const cluster = new TalosCluster(chart.node.root as App, 'home', {
      talosVersion: TalosVersion.V1_14,
      kubernetesVersion: '1.35.2',
      endpoint: 'https://192.168.70.10:6443',
      nodeSubnets: ['192.168.70.0/24'],
    });
    cluster.addControlPlanes(['192.168.70.11']);
  });
  expect(config(cilium)['enable-host-legacy-routing']).toBe('true');
  expect(valueOf(cilium, 'operator.replicas')!.value).toBe(1);
});

test('kube-proxy replacement off leaves the API to kube-proxy, and Talos keeps it', () => {
  const chart = new Chart(new App(), 'network');
  const cilium = new CiliumInstall(chart, 'cilium', { kubeProxyReplacement: false });
  expect(valueOf(cilium, 'k8sServiceHost')).toBeUndefined();
  expect(config(cilium)['kube-proxy-replacement']).toBe('false');
  expect(Boundary.of(chart).requirements()).toEqual([]);
});

test('what Talos applies at bootstrap is the same install', () => {
  const cilium = install({ hubble: { relay: true, ui: true } });
  const [delivery] = Boundary.of(cilium).deliveries();
  expect(delivery!.name).toBe('10-cilium');
  expect(delivery!.manifests()).toEqual(cilium._manifests());
  expect(install({ bootstrap: CiliumBootstrap.apply() }).node.root).not.toBe(undefined);
  expect(Boundary.of(install({ bootstrap: CiliumBootstrap.apply() })).deliveries()).toEqual([]);
});

test('overrides reach any object by its final names, and a path that is not there is an error', () => {
  const cilium = install();
  cilium.overrideObject('ConfigMap/cilium-config', 'data.debug', 'true');
  cilium.override('spec.template.spec.noSuchField', true);
  expect(config(cilium).debug).toBe('true');
  expect(problems(cilium)).toEqual([
    expect.stringContaining('manifest/override-path: "spec.template.spec.noSuchField" does not exist'),
  ]);
});

test.each<[string, CiliumInstallProps, string]>([
  ['a misspelt key', { values: { gatewayApi: { enabled: true } } }, 'gatewayAPI'],
  ['keys that change on every render', { values: { hubble: { tls: { auto: { method: 'helm' } } } } }, 'cronJob'],
])('%s is an error that says what to write', (_what, props, repair) => {
  expect(problems(install(props)).join('\n')).toContain(repair);
});

test('an additive policy needs the option that keeps it from denying', () => {
  const off = install(
    { values: { enableNonDefaultDenyPolicies: false } },
    (chart) => void new Needy(chart, 'cluster-dns', Feature.NON_DEFAULT_DENY_POLICIES),
  );
  expect(problems(off)).toEqual([
    expect.stringContaining(
      'cilium/feature-off: enableNonDefaultDenyPolicies is set to false, but network/cluster-dns requires it',
    ),
  ]);
});

test('a property and `values` that contradict each other are refused', () => {
  expect(() => install({ operator: { replicas: 1 }, values: { operator: { replicas: 2 } } })).toThrow(
    'operator.replicas is 1 by the property operator.replicas and 2 in values',
  );
});

test('key material in place of the name of a Secret is refused without being shown', () => {
  const key = ['-----BEGIN', 'PRIVATE KEY-----\nabc'].join(' ');
  const attempt = () => install({ hubble: { certificates: HubbleCertificates.existingSecrets({ server: key }) } });
  expect(attempt).toThrow('where the name of a Secret is meant (not shown)');
  expect(attempt).not.toThrow('abc');
});

test('another namespace comes along, for privileged pods, and everything is in it', () => {
  const objects = install({ namespace: 'cilium', hubble: { relay: true } })._manifests();
  expect(objects.find((object) => object.kind === 'Namespace' && object.metadata.name === 'cilium')).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'cilium', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
  });
  expect(objects.filter((object) => object.metadata.namespace === 'kube-system')).toEqual([]);
  const without = install({ namespace: 'cilium', createNamespace: false })._manifests();
  expect(without.some((object) => object.kind === 'Namespace' && object.metadata.name === 'cilium')).toBe(false);
  expect(
    install()
      ._manifests()
      .some((object) => object.kind === 'Namespace' && object.metadata.name === 'kube-system'),
  ).toBe(false);
});

test('a v1alpha1 cluster gives the same Cilium', () => {
  const of = (format: ConfigFormat) =>
    install(
      {},
      (chart) =>
        void new TalosCluster(chart.node.root as App, 'home', {
          talosVersion: TalosVersion.V1_14,
          configFormat: format,
          kubernetesVersion: '1.35.2',
          endpoint: 'https://192.168.70.10:6443',
          nodeSubnets: ['192.168.70.0/24'],
        }),
    )._manifests();
  expect(of(ConfigFormat.V1ALPHA1)).toEqual(of(ConfigFormat.DOCUMENTS));
});
