// Other forms of the same install, all from the one value tree.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { NetworkApp } from '../../lib/app';
import {
  ChartRepository,
  CiliumBootstrap,
  CiliumDelivery,
  CiliumInstall,
  CiliumInstallProps,
  CiliumValuesFile,
  CiliumVersion,
  HubbleCertificates,
  RoutingMode,
} from '../../lib/cilium';
import { renderChart } from '../../lib/chart';
import { Boundary } from '../../lib/cluster';
import { fromYaml, Manifest, PlainMap, withoutNulls } from '../../lib/manifest';
import { bootstrapCopy, bootstrapDifferences } from '../../lib/talos';
import { clusterOf, install, problems } from './support';

const PROPS: CiliumInstallProps = {
  routing: { mode: RoutingMode.TUNNEL },
  hubble: { ui: true },
  // What YAML 1.1 would read as something else must stay text.
  values: {
    kubeProxyReplacement: true,
    extraConfig: { octal: '0755', truth: 'yes', none: '', sexagesimal: '1:30' },
    debug: { enabled: false },
  },
};
const bootstrap = (cilium: CiliumInstall) => Boundary.of(cilium).deliveries()[0]!.manifests();
const spec = (objects: readonly Manifest[], kind: string) =>
  objects.find((object) => object.kind === kind)!.spec as PlainMap;
const unmarked = (object: Manifest): Manifest => {
  const { labels = {}, annotations = {}, ...metadata } = object.metadata;
  const rest = (map: Record<string, string>) =>
    Object.fromEntries(Object.entries(map).filter(([key]) => !/managed-by$|^meta\.helm\.sh/.test(key)));
  const kept = { ...metadata, labels: rest(labels), annotations: rest(annotations) };
  return {
    ...object,
    metadata: Object.fromEntries(
      Object.entries(kept).filter(([, value]) => JSON.stringify(value) !== '{}'),
    ) as Manifest['metadata'],
  };
};

test('the values file holds what differs from the defaults, sorted, and gives the same objects back', () => {
  const cilium = install(PROPS);
  const text = cilium.valuesYaml();
  expect(text).toMatchInlineSnapshot(`
   "# Values of chart cilium 1.20.0
   cgroup:
     autoMount:
       enabled: false
     hostRoot: /sys/fs/cgroup
   extraConfig:
     none: ''
     octal: '0755'
     sexagesimal: '1:30'
     truth: 'yes'
   hubble:
     relay:
       enabled: true
     tls:
       auto:
         method: cronJob
     ui:
       enabled: true
   ipam:
     mode: kubernetes
   k8sServiceHost: localhost
   k8sServicePort: 7445
   kubeProxyReplacement: true
   routingMode: tunnel
   securityContext:
     capabilities:
       ciliumAgent:
         - CHOWN
         - KILL
         - NET_ADMIN
         - NET_RAW
         - IPC_LOCK
         - SYS_ADMIN
         - SYS_RESOURCE
         - DAC_OVERRIDE
         - FOWNER
         - SETGID
         - SETUID
         - SYSLOG
       cleanCiliumState:
         - NET_ADMIN
         - SYS_ADMIN
         - SYS_RESOURCE
   "
  `);
  const values = fromYaml(text)[0] as PlainMap;
  const again = renderChart({ version: cilium.version, values });
  expect(again.problems).toEqual([]);
  expect(again.objects.map((object) => withoutNulls(object))).toEqual(cilium._installed());
});

test.each(Object.values(CiliumVersion))('%s: the fewer values of the file render what all of them do', (version) => {
  const cilium = install({ ...PROPS, version });
  const render = (values: PlainMap) => renderChart({ version: cilium.version, values }).objects;
  expect(render(fromYaml(cilium.valuesYaml())[0] as PlainMap)).toEqual(render(cilium.chartValues()));
});

test('a null that deletes a default stays in the values file; what a default says already does not', () => {
  const operator = { podDisruptionBudget: { enabled: true, maxUnavailable: null, minAvailable: 1 }, replicas: 2 };
  const [values] = fromYaml(install({ values: { operator, agent: true } }).valuesYaml()) as PlainMap[];
  expect(values!.operator).toEqual({ podDisruptionBudget: { enabled: true, maxUnavailable: null, minAvailable: 1 } });
  expect(values).not.toHaveProperty('agent');
});

test('Flux: HelmRelease and OCIRepository, pinned; Cilium itself is only what Talos bootstraps, marked for the release', () => {
  const cilium = install({ delivery: CiliumDelivery.flux() });
  const objects = cilium._manifests();
  expect(
    objects.map((object) => `${object.apiVersion} ${object.kind} ${object.metadata.namespace}/${object.metadata.name}`),
  ).toEqual([
    'helm.toolkit.fluxcd.io/v2 HelmRelease flux-system/cilium',
    'source.toolkit.fluxcd.io/v1 OCIRepository flux-system/cilium',
  ]);
  const { values, ...release } = spec(objects, 'HelmRelease');
  expect(release).toEqual({
    chartRef: { kind: 'OCIRepository', name: 'cilium', namespace: 'flux-system' },
    interval: '1h',
    releaseName: 'cilium',
    storageNamespace: 'kube-system',
    targetNamespace: 'kube-system',
  });
  expect(values).toEqual(fromYaml(cilium.valuesYaml())[0]);
  expect(spec(objects, 'OCIRepository')).toEqual({
    interval: '1h',
    url: 'oci://quay.io/cilium/charts/cilium',
    ref: { tag: '1.20.0' },
    layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
  });
  const marks = bootstrap(cilium).map(({ metadata }) => [
    metadata.labels!['app.kubernetes.io/managed-by'],
    metadata.annotations!['meta.helm.sh/release-name'],
  ]);
  expect(new Set(marks.map(String))).toEqual(new Set(['Helm,cilium']));
  expect(problems(cilium)).toEqual([]);
});

test('Flux with a Helm repository names the version in the HelmRelease', () => {
  const cilium = install({
    version: CiliumVersion.V1_19,
    delivery: CiliumDelivery.flux({
      repository: ChartRepository.https(),
      namespace: 'gitops',
      releaseName: 'cni',
      interval: Duration.minutes(30),
    }),
  });
  const objects = cilium._manifests();
  expect(spec(objects, 'HelmRelease')).toMatchObject({
    chart: {
      spec: {
        chart: 'cilium',
        version: '1.19.6',
        sourceRef: { kind: 'HelmRepository', name: 'cni', namespace: 'gitops' },
      },
    },
    releaseName: 'cni',
  });
  expect(spec(objects, 'HelmRepository')).toEqual({ interval: '30m', url: 'https://helm.cilium.io/' });
});

test('Argo CD: one Application, pinned', () => {
  const cilium = install({ delivery: CiliumDelivery.argoCd({ automatedSync: true }) });
  const [application, ...others] = cilium._manifests();
  expect(others).toEqual([]);
  const { source, ...rest } = application!.spec as { source: PlainMap };
  expect(source).toEqual({
    repoURL: 'https://helm.cilium.io/',
    chart: 'cilium',
    targetRevision: '1.20.0',
    helm: { releaseName: 'cilium', valuesObject: fromYaml(cilium.valuesYaml())[0] },
  });
  expect(rest).toEqual({
    project: 'default',
    destination: { server: 'https://kubernetes.default.svc', namespace: 'kube-system' },
    syncPolicy: { automated: { prune: false, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
  });
  const oci = install({ delivery: CiliumDelivery.argoCd({ repository: ChartRepository.oci() }) });
  expect((oci._manifests()[0]!.spec as { source: PlainMap }).source.repoURL).toBe('quay.io/cilium/charts');
});

test.each<[string, CiliumDelivery | undefined]>([
  ['objects', undefined],
  ['Flux', CiliumDelivery.flux()],
  ['Argo CD', CiliumDelivery.argoCd()],
  ['bootstrap only', CiliumDelivery.bootstrapOnly()],
])('what Talos bootstraps is the same install, whoever delivers it afterwards: %s', (_name, delivery) => {
  const plain = install(PROPS)._installed();
  const cilium = install({ ...PROPS, delivery });
  expect(bootstrap(cilium).map(unmarked)).toEqual(plain.map(unmarked));
});

test('bootstrap only: no chart has an object of Cilium', () => {
  expect(install({ delivery: CiliumDelivery.bootstrapOnly() })._manifests()).toEqual([]);
});

test.each<[string, (cilium: CiliumInstall) => void, string]>([
  [
    'values',
    (cilium) => cilium.addField('spec.values.MTU', 1400),
    'cilium/copies-differ: what HelmRelease/flux-system/cilium renders is not what Talos bootstraps: ConfigMap/kube-system/cilium-config; give the values to the install instead of overriding them, so that both copies have them',
  ],
  [
    'version',
    (cilium) => cilium.overrideObject('OCIRepository/cilium', 'spec.ref.tag', '1.20.1'),
    'cilium/copies-differ: HelmRelease/flux-system/cilium is of chart 1.20.1, the bootstrap copy of 1.20.0; set version on the install, so that both have it',
  ],
])('an override that reaches only one of the copies is an error: %s', (_what, change, message) => {
  const cilium = install({ delivery: CiliumDelivery.flux() });
  change(cilium);
  expect(problems(cilium)).toEqual([message]);
});

test('an override that changes nothing that is rendered passes', () => {
  const cilium = install({ delivery: CiliumDelivery.flux() });
  cilium.addField('spec.install', { remediation: { retries: 3 } });
  expect(problems(cilium)).toEqual([]);
});

test('a null has no way through Flux and Argo CD', () => {
  const values = { operator: { podDisruptionBudget: { enabled: true, maxUnavailable: null, minAvailable: 1 } } };
  expect(problems(install({ values, delivery: CiliumDelivery.argoCd() }))).toEqual([
    expect.stringContaining('cilium/null-value: operator.podDisruptionBudget.maxUnavailable is null'),
  ]);
  expect(problems(install({ values }))).toEqual([]);
});

test('marks for adoption are on every object, in both copies, and nowhere without being asked for', () => {
  const marked = install({ adoption: { releaseName: 'cni' } });
  for (const { metadata } of [...marked._manifests(), ...bootstrap(marked)]) {
    expect(metadata.labels!['app.kubernetes.io/managed-by']).toBe('Helm');
    expect(metadata.annotations).toMatchObject({
      'meta.helm.sh/release-name': 'cni',
      'meta.helm.sh/release-namespace': 'kube-system',
    });
  }
  expect(marked._manifests().map(unmarked)).toEqual(install()._manifests().map(unmarked));
  expect(JSON.stringify(install()._manifests())).not.toContain('meta.helm.sh');
});

test.each<[string, CiliumDelivery]>([
  ['objects', CiliumDelivery.objects()],
  ['Flux', CiliumDelivery.flux()],
])('the text of the bootstrap copy holds the same objects and no Job: %s', (_name, delivery) => {
  const cilium = install({ hubble: { relay: true }, delivery }, (chart) =>
    clusterOf(chart).addControlPlanes(['192.168.70.11']),
  );
  const copy = bootstrapCopy(cilium);
  expect(copy.filter((object) => object.kind === 'Job')).toEqual([]);
  expect(copy.filter((object) => object.kind === 'CronJob')).toHaveLength(1);
  expect(copy).toEqual(bootstrap(cilium).filter((object) => object.kind !== 'Job'));
  if (delivery._objectsInChart) expect(bootstrapDifferences(cilium)).toEqual([]);
});

test.each<[string, HubbleCertificates, boolean]>([
  ['cronJob', HubbleCertificates.cronJob(), true],
  ['certManager', HubbleCertificates.certManager({ name: 'cluster-ca' }), false],
  ['existingSecrets', HubbleCertificates.existingSecrets({ server: 'a', relayClient: 'b' }), false],
  ['disabled', HubbleCertificates.disabled(), false],
])('no Job, no Secret and no key goes into what Talos bootstraps: %s', (_name, certificates, hasJob) => {
  const props: CiliumInstallProps = { hubble: { relay: true, certificates } };
  const cilium = install(props, (chart) => clusterOf(chart).addControlPlanes(['192.168.70.11']));
  const copy = bootstrapCopy(cilium);
  expect(copy.length).toBeGreaterThan(20);
  expect(copy.filter(({ kind }) => ['Job', 'Secret'].includes(kind))).toEqual([]);
  expect(JSON.stringify(copy)).not.toMatch(/BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/);
  const nowhere = problems(install({ ...props, delivery: CiliumDelivery.bootstrapOnly() }));
  expect(nowhere).toEqual(
    hasJob
      ? [expect.stringMatching(/^cilium\/job-nowhere: Job\/kube-system\/hubble-generate-certs-\w+ is in no copy/)]
      : [],
  );
});

test('NetworkApp writes the values file; a stock App by write()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'values-file-'));
  try {
    const app = new NetworkApp({ outdir: join(folder, 'dist') });
    const chart = new Chart(app, 'network');
    const file = new CiliumValuesFile(chart, 'values');
    const cilium = new CiliumInstall(chart, 'cilium', PROPS);
    app.synth();
    // The comment keeps Argo CD from taking the file for an object.
    const text = `# +argocd:skip-file-rendering\n${cilium.valuesYaml()}`;
    expect(readFileSync(join(folder, 'dist', 'helm', 'cilium-values.yaml'), 'utf8')).toBe(text);
    expect(readFileSync(file.write(join(folder, 'other')), 'utf8')).toBe(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a values file without an install is an error, and so is a path that leads out of the output', () => {
  const chart = new Chart(new App(), 'network');
  expect(new CiliumValuesFile(chart, 'values')._findings()).toMatchObject([{ code: 'cilium/no-install' }]);
  expect(() => new CiliumValuesFile(chart, 'out', { path: '../values.yaml' })).toThrow(
    'not a path for a values file: "../values.yaml"',
  );
});

test('a namespace of its own stands beside the HelmRelease or Application when Talos does not bootstrap the install', () => {
  const spaces = (props: CiliumInstallProps) =>
    install({ namespace: 'cilium', ...props })
      ._manifests()
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => metadata);
  const privileged = { name: 'cilium', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } };
  expect(spaces({ delivery: CiliumDelivery.flux(), bootstrap: CiliumBootstrap.apply() })).toEqual([privileged]);
  expect(spaces({ delivery: CiliumDelivery.argoCd(), bootstrap: CiliumBootstrap.apply() })).toEqual([privileged]);
  expect(spaces({ delivery: CiliumDelivery.flux() })).toEqual([]);
  expect(
    spaces({ delivery: CiliumDelivery.flux(), bootstrap: CiliumBootstrap.apply(), createNamespace: false }),
  ).toEqual([]);
});
