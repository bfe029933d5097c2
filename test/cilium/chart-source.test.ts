// The real chart by helm: what it renders is the install, and everything that goes wrong is said. A script stands in for helm; where helm itself
// is named (HELM, or an engines folder), it renders a small chart as well.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChartSource, CiliumInstallProps, HelmChartOptions } from '../../lib/cilium';
import { fromYaml } from '../../lib/manifest';
import { engineProgram } from '../support/engines';
import { clusterOf, install, problems } from './support';

const folder = mkdtempSync(join(tmpdir(), 'chart-source-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that prints what helm would. `$*` are its arguments. */
function program(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const configMap = (chart: string, data: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: cilium-config
  namespace: kube-system
  labels: { helm.sh/chart: ${chart} }
data: ${data}
`;
const prints = (name: string, ...documents: string[]) => program(name, `cat <<'END'\n${documents.join('---\n')}END`);
const helm = (props: HelmChartOptions, more: CiliumInstallProps = {}) =>
  install({ chartSource: ChartSource.helm(props), ...more });

test('what helm renders is the install: in the chart, at bootstrap, under overrides', () => {
  const executable = prints('good', configMap('cilium-1.20.0', '{ debug: "false" }'));
  const cilium = helm({ executable });
  cilium.overrideObject('ConfigMap/cilium-config', 'data.debug', 'true');
  expect(problems(cilium)).toEqual([]);
  expect(cilium._manifests()).toMatchObject([
    { kind: 'ConfigMap', metadata: { name: 'cilium-config' }, data: { debug: 'true' } },
  ]);
  expect(cilium._installed()).toEqual(cilium._manifests());
});

test('helm gets chart, version, namespace, Kubernetes version, flags and every value', () => {
  const log = join(folder, 'arguments');
  const executable = program(
    'echo',
    `echo "$*" > ${log}; cat "$3" >> ${log}\ncat <<'END'\n${configMap('cilium-1.18.12', '{}')}END`,
  );
  const cilium = install(
    {
      version: '1.18' as never,
      namespace: 'cilium',
      chartSource: ChartSource.helm({ executable, flags: ['--api-versions=monitoring.coreos.com/v1'] }),
    },
    (chart) => void clusterOf(chart),
  );
  expect(problems(cilium)).toEqual([]);
  const text = readFileSync(log, 'utf8');
  expect(text.split('\n')[0]!.replace(/-f \S+/, '-f VALUES')).toBe(
    'template -f VALUES --repo https://helm.cilium.io/ --version 1.18.12 --namespace cilium --kube-version 1.35.2 --api-versions=monitoring.coreos.com/v1 cilium cilium',
  );
  expect(text).toContain('method: cronJob');
});

test('helm runs once for the same values', () => {
  const log = join(folder, 'runs');
  const executable = program('count', `echo x >> ${log}\ncat <<'END'\n${configMap('cilium-1.20.0', '{}')}END`);
  const cilium = helm({ executable });
  cilium._findings();
  cilium._manifests();
  expect(readFileSync(log, 'utf8').trim()).toBe('x');
});

test('values outside of the native surface are refused with the way out, and pass with helm', () => {
  const values = { authentication: { enabled: true, mutual: { spire: { enabled: true } } } };
  expect(problems(install({ values }))).toContainEqual(
    expect.stringMatching(
      /^cilium\/values-not-native: authentication\..*; drop it, or write chartSource: ChartSource\.helm\(\)$/,
    ),
  );
  expect(problems(helm({ executable: prints('spire', configMap('cilium-1.20.0', '{}')) }, { values }))).toEqual([]);
});

test('a misspelt key is refused before helm runs', () => {
  const cilium = helm({ executable: '/nowhere/helm' }, { values: { gatewayApi: { enabled: true } } });
  expect(problems(cilium)).toEqual([expect.stringContaining('did you mean gatewayAPI')]);
});

test('a version that this library does not know is taken as it is', () => {
  const cilium = helm({ version: '1.17.9', executable: prints('older', configMap('cilium-1.17.9', '{}')) });
  expect([cilium.version, problems(cilium)]).toEqual(['1.17.9', []]);
});

const SECRET =
  'apiVersion: v1\nkind: Secret\nmetadata: { name: cilium-ca, namespace: kube-system, labels: { helm.sh/chart: cilium-1.20.0 } }\ndata: { ca.key: abc }\n';

test.each<[string, () => HelmChartOptions, string]>([
  [
    'no helm',
    () => ({ executable: '/nowhere/helm' }),
    'cilium/helm-missing: ChartSource.helm() and no program "/nowhere/helm"; install helm, name it in executable, or use ChartSource.native()',
  ],
  [
    'a failing chart',
    () => ({
      executable: program(
        'fails',
        `echo 'Error: execution error at (cilium/templates/validate.yaml:3:4): no' >&2; echo 'Use --debug flag to render' >&2; exit 1`,
      ),
    }),
    `cilium/helm-failed: ${join(folder, 'fails')} does not render the chart: execution error at (cilium/templates/validate.yaml:3:4): no; correct what helm names, or use ChartSource.native()`,
  ],
  [
    'a program that is not executable',
    () => {
      writeFileSync(join(folder, 'plain'), '');
      return { executable: join(folder, 'plain') };
    },
    `cilium/helm-failed: ${join(folder, 'plain')} does not render the chart: error while rendering a helm chart: spawnSync ${join(folder, 'plain')} EACCES; correct what helm names, or use ChartSource.native()`,
  ],
  [
    'another version',
    () => ({ executable: prints('other', configMap('cilium-1.19.6', '{}')) }),
    'cilium/helm-version: asked for chart cilium-1.20.0, helm rendered cilium-1.19.6; name chart 1.20.0, or the version that you mean in ChartSource.helm({ version })',
  ],
  [
    'another chart',
    () => ({ executable: prints('nolabel', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n') }),
    'cilium/helm-version: none of the 1 objects that helm rendered says which chart it is (label helm.sh/chart); name the Cilium chart',
  ],
  [
    'Secrets with data',
    () => ({ executable: prints('secrets', SECRET) }),
    'cilium/helm-secret-data: helm made Secrets with data (not shown): Secret/kube-system/cilium-ca; choose hubble.certificates, and no values that hold keys: the chart makes new keys at every render',
  ],
])('%s is a finding without a stack', (_what, props, message) => {
  const cilium = helm(props());
  expect(problems(cilium)).toEqual([message]);
  expect(cilium._manifests()).toEqual([]);
});

/** A chart with what matters: a label with its version, a value, the cluster's versions. */
function smallChart(version: string): string {
  const chart = join(folder, `chart-${version}`);
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: cilium\nversion: ${version}\n`);
  writeFileSync(join(chart, 'values.yaml'), 'debug: { enabled: false }\n');
  writeFileSync(
    join(chart, 'templates', 'config.yaml'),
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: cilium-config
  namespace: {{ .Release.Namespace }}
  labels: { helm.sh/chart: "{{ .Chart.Name }}-{{ .Chart.Version }}" }
data:
  debug: {{ .Values.debug.enabled | quote }}
  kube: {{ .Capabilities.KubeVersion.Version }}
  mode: {{ required "ipam.mode is needed" .Values.ipam.mode }}
  when: 2026-11-21
`,
  );
  return chart;
}

const real = process.env.HELM ?? engineProgram('helm');
const withHelm = real !== undefined && existsSync(real) ? test : test.skip;

withHelm('helm itself renders a folder', () => {
  const cilium = helm({ executable: real, chart: smallChart('1.20.0') }, { values: { debug: { enabled: true } } });
  expect(problems(cilium)).toEqual([]);
  expect(cilium._manifests()[0]).toMatchObject({
    metadata: { namespace: 'kube-system' },
    data: { debug: 'true', kube: 'v1.33.0', mode: 'kubernetes' },
  });
  expect(problems(helm({ executable: real, chart: smallChart('1.19.6') }))).toEqual([
    expect.stringContaining('cilium/helm-version: asked for chart cilium-1.20.0'),
  ]);
  expect(problems(helm({ executable: real, chart: join(folder, 'nowhere') }))).toEqual([
    expect.stringContaining('cilium/helm-failed'),
  ]);
});

withHelm('helm reads the values file as it was meant', () => {
  const values = {
    extraConfig: {
      octal: '0755',
      truth: 'yes',
      sexagesimal: '1:30',
      none: '',
      tilde: '~',
      hex: '0x1F',
      float: '1e3',
      date: '2026-11-21',
    },
  };
  const cilium = install({
    hubble: { ui: true },
    values: { ...values, nodeSelector: { 'kubernetes.io/arch': 'amd64' }, MTU: 1400 },
  });
  const chart = smallChart('1.20.1');
  writeFileSync(
    join(chart, 'templates', 'config.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: {{ omit .Values "debug" | toJson }}\n',
  );
  writeFileSync(join(folder, 'values.yaml'), cilium.valuesYaml());
  const { stdout, stderr } = spawnSync(real!, ['template', 'cilium', chart, '-f', join(folder, 'values.yaml')], {
    encoding: 'utf8',
  });
  expect(stderr).not.toContain('Error');
  expect((fromYaml(stdout)[0] as { data: unknown }).data).toEqual(fromYaml(cilium.valuesYaml())[0]);
});
