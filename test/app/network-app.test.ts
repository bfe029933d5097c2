import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { NetworkApp } from '../../lib/app';
import { TalosCluster, TalosVersion } from '../../lib/cluster';
import { SynthesisError } from '../../lib/construct';

let folder: string;
let stderr: jest.SpyInstance;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-'));
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  stderr.mockRestore();
  rmSync(folder, { recursive: true, force: true });
});

const configMap = (chart: Chart, id: string, name = id, fields: object = { data: { a: 'b' } }) =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...fields });
const read = (file: string) => readFileSync(join(folder, 'dist', file), 'utf8');

function appWithChart(): { app: NetworkApp; chart: Chart } {
  const app = new NetworkApp({ outdir: join(folder, 'dist') });
  return { app, chart: new Chart(app, 'web', { namespace: 'shop' }) };
}

function reportOf(app: NetworkApp): string {
  try {
    app.synth();
  } catch (error) {
    if (error instanceof SynthesisError) return error.message;
    throw error;
  }
  throw new Error('synth was meant to fail');
}

test('writes text that Go reads back as the same string where cdk8s writes a number', () => {
  const { app, chart } = appWithChart();
  configMap(chart, 'modes', 'modes', { data: { mode: '0o755', hex: '0X1F' } });
  app.synth();
  expect(read('web.k8s.yaml')).toContain("mode: '0o755'");
  expect(read('web.k8s.yaml')).toContain('hex: "0X1F"');
});

test('a cluster-scoped kind never gets the namespace of the chart', () => {
  const { app, chart } = appWithChart();
  new ApiObject(chart, 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'reader' },
  });
  configMap(chart, 'settings');
  app.synth();
  const [role, settings] = read('web.k8s.yaml').split('---\n');
  expect(role).not.toContain('namespace');
  expect(settings).toContain('namespace: shop');
});

test('two objects of one kind, namespace and name are an error that names both constructs', () => {
  const { app, chart } = appWithChart();
  configMap(chart, 'one', 'same');
  configMap(chart, 'two', 'same');
  expect(reportOf(app)).toContain(
    'error    object/duplicate   web/two\n         ConfigMap/shop/same metadata.name: a second ConfigMap/shop/same beside document 1 (web/one)',
  );
});

test.each([
  [
    'a Secret with data',
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { password: 'hunter2' } },
    'object/secret-data',
  ],
  [
    'a private key in a ConfigMap',
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 's' },
      data: { k: `${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\n${'hunter2'.repeat(9)}=\n` },
    },
    'object/key-material',
  ],
])('%s is refused and its value is not shown', (_what, object, code) => {
  const { app, chart } = appWithChart();
  new ApiObject(chart, 's', object);
  const report = reportOf(app);
  expect(report).toContain(code);
  expect(report).not.toContain('hunter2');
});

test("a policy written by hand is held to the agent's rules: the API server takes it and nothing would be enforced", () => {
  const { app, chart } = appWithChart();
  new ApiObject(chart, 'deny', {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'deny' },
    spec: { endpointSelector: {}, ingress: [], egress: [] },
  });
  expect(reportOf(app)).toContain(
    'error    cilium/empty-list   web/deny\n         CiliumNetworkPolicy/shop/deny spec.ingress: an empty list is no rule: Cilium refuses the policy',
  );
});

test('a name that the API server would refuse is an error, whoever made the object', () => {
  const { app, chart } = appWithChart();
  configMap(chart, 'settings', 'Bad_Name');
  expect(reportOf(app)).toContain(
    'schema/name   web/settings\n         ConfigMap/shop/Bad_Name metadata.name: "Bad_Name" is not a name for this kind\n         → write a DNS name: lower-case letters, digits, "-" and ".", such as "bad-name"',
  );
});

test('a failed synth leaves the previous output as it was', () => {
  const { app, chart } = appWithChart();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'web.k8s.yaml'), 'before\n');
  configMap(chart, 'one', 'same');
  configMap(chart, 'two', 'same');
  expect(() => app.synth()).toThrow(SynthesisError);
  expect(read('web.k8s.yaml')).toBe('before\n');
  expect(readdirSync(folder)).toEqual(['dist']);
});

/** What lies in every output beside the manifests. */
const BOOKKEEPING = ['.cdk8s-talos-network', 'Kustomization', 'cluster.facts'];

test('a good synth removes what an earlier one wrote, and nothing else', () => {
  const first = appWithChart();
  configMap(new Chart(first.app, 'stale'), 'settings', 'stale');
  configMap(first.chart, 'settings');
  first.app.synth();
  writeFileSync(join(folder, 'dist', 'theirs.yaml'), 'theirs\n');
  const { app, chart } = appWithChart();
  configMap(chart, 'settings');
  app.synth();
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual([...BOOKKEEPING, 'theirs.yaml', 'web.k8s.yaml']);
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('an edited file stops the synth, and `force` gives the edit up', () => {
  const { app, chart } = appWithChart();
  configMap(chart, 'settings');
  app.synth();
  const fresh = read('web.k8s.yaml');
  writeFileSync(join(folder, 'dist', 'web.k8s.yaml'), `${fresh}# kept\n`);
  expect(() => app.synth()).toThrow(/^error {4}output\/edited {3}\S+web\.k8s\.yaml\n/);
  expect(read('web.k8s.yaml')).toBe(`${fresh}# kept\n`);
  const forced = new NetworkApp({ outdir: join(folder, 'dist'), force: true });
  configMap(new Chart(forced, 'web', { namespace: 'shop' }), 'settings');
  forced.synth();
  expect(read('web.k8s.yaml')).toBe(fresh);
});

test.each([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
  ['', false],
])('TALOSNET_FORCE=%s means %s', (value, forced) => {
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'web.k8s.yaml'), 'theirs\n');
  process.env.TALOSNET_FORCE = value;
  try {
    const again = new NetworkApp({ outdir: join(folder, 'dist') });
    configMap(new Chart(again, 'web'), 'settings');
    if (forced) again.synth();
    else expect(() => again.synth()).toThrow('output/not-ours');
  } finally {
    delete process.env.TALOSNET_FORCE;
  }
  expect(read('web.k8s.yaml') === 'theirs\n').toBe(!forced);
});

test('a CRD, a namespace and a pool that go while others use them are a warning', () => {
  const shared = (app: NetworkApp) => {
    const chart = new Chart(app, 'shared');
    new ApiObject(chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    new ApiObject(chart, 'unused', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'unused' } });
  };
  const first = appWithChart();
  configMap(first.chart, 'settings');
  shared(first.app);
  first.app.synth();
  stderr.mockClear();
  const { app, chart } = appWithChart();
  configMap(chart, 'settings');
  app.synth();
  expect(stderr.mock.calls.join('')).toBe(
    'warning  output/pruned   Namespace/shop\n         gone from the output: Flux (prune) and Argo CD delete it from the cluster, and with it goes everything in it, whoever put it there. Still here: ConfigMap/shop/settings\n         → before you push: docs/migration.md, "When an object goes or moves"\n',
  );
});

test('every finding is said once, whatever the number of charts, errors first', () => {
  const { app, chart } = appWithChart();
  new Chart(app, 'second');
  const config = new ApiObject(chart, 'broken', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'broken' } });
  config.addJsonPatch(JsonPatch.add('/dato', {}));
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12']);
  const report = reportOf(app);
  expect(report.match(/schema\/unknown-field/g)!.length).toBe(2); // the head of the finding, and its ignore line
  expect(report.indexOf('schema/unknown-field')).toBeLessThan(report.indexOf('cluster/even-control-planes'));
  expect(report).toMatch(/1 errors, 1 warnings, 0 ignored$/);
});

test('what another construct says to cdk8s is said once, and stops the synth', () => {
  const { app, chart } = appWithChart();
  new Chart(app, 'second');
  chart.node.addValidation({ validate: () => ['the same complaint'] });
  const report = reportOf(app);
  expect(report.match(/the same complaint/g)).toHaveLength(1);
  expect(report).toMatch(/1 errors, 0 warnings, 0 ignored$/);
});

test('an ignored finding does not stop the synth, and its reason stays in the report', () => {
  const { app, chart } = appWithChart();
  configMap(chart, 'settings');
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['10.100.0.0/16'],
  });
  expect(reportOf(app)).toContain('address/overlap');
  cluster.ignore('address/overlap', 'the Services use the lower half only');
  app.synth();
  expect(stderr.mock.calls.join('')).toContain('ignored because: the Services use the lower half only');
  expect(existsSync(join(folder, 'dist', 'web.k8s.yaml'))).toBe(true);
});

test('the same app gives the same bytes twice', () => {
  const { app, chart } = appWithChart();
  configMap(chart, 'settings', 'settings', { data: { b: '1', a: '2' } });
  app.synth();
  const first = read('web.k8s.yaml');
  app.synth();
  expect(read('web.k8s.yaml')).toBe(first);
  expect(app.synthYaml()).toBe(first);
});

test('under the CLI the complete output is published beside the folder that the CLI deletes', () => {
  const outdir = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = join(folder, '.stage', 'dist');
  try {
    const app = new NetworkApp();
    configMap(new Chart(app, 'web'), 'settings');
    app.synth();
  } finally {
    if (outdir === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = outdir;
  }
  expect(readdirSync(join(folder, 'dist'))).toEqual([...BOOKKEEPING, 'web.k8s.yaml']);
  expect(readdirSync(join(folder, '.stage', 'dist'))).toEqual(['.cdk8s-talos-network', 'web.k8s.yaml']);
});
