// The cdk8s command in each of its forms: where files land, what it prints, and what is said about folders that it deletes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fromYaml } from '../../lib/manifest';

const root = resolve(__dirname, '..', '..');
let project: string;

beforeEach(() => {
  mkdirSync(join(root, '.stage'), { recursive: true });
  // Below the checkout, so that the program finds the library and its dependencies.
  project = mkdtempSync(join(root, '.stage', 'project-'));
  writeFileSync(
    join(project, 'main.ts'),
    `import { ApiObject, Chart } from 'cdk8s';
import { NetworkApp, TalosCluster, TalosVersion } from '../../lib';
const app = new NetworkApp();
new TalosCluster(app, 'home', { talosVersion: TalosVersion.V1_14, kubernetesVersion: '1.35.2', endpoint: 'https://10.0.0.10:6443', nodeSubnets: ['10.0.0.0/24'] }).addControlPlanes(['10.0.0.11']);
for (const name of ['web', 'shop'])
  new ApiObject(new Chart(app, name), 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
app.synth();
`,
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function cdk8s(settings: string, ...args: string[]) {
  const app = `app: node ${join(root, 'scripts', 'run.cjs')} main.ts\n`;
  writeFileSync(join(project, 'cdk8s.yaml'), `language: typescript\n${app}${settings}`);
  const env: NodeJS.ProcessEnv = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  for (const name of ['CDK8S_OUTDIR', 'CDK8S_RECORD_CONSTRUCT_METADATA']) delete env[name];
  const command = [join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth', ...args];
  return spawnSync(process.execPath, command, { cwd: project, env, encoding: 'utf8' });
}

const list = (folder: string) =>
  readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(project, folder).length + 1))
    .sort();

const OUTPUT = [
  '.cdk8s-talos-network',
  'Kustomization',
  'cluster.facts',
  'shop.k8s.yaml',
  'talos/Kustomization',
  'talos/README.md',
  'talos/all.yaml',
  'web.k8s.yaml',
];

test('with output: .stage/dist the files of the user in dist/ stay, and the listing is that of the copy', () => {
  mkdirSync(join(project, 'dist'));
  writeFileSync(join(project, 'dist', 'theirs.txt'), 'theirs\n');
  const { status, stdout, stderr } = cdk8s('output: .stage/dist\n');
  expect([status, stderr]).toEqual([0, 'dist: 7 files written; the cdk8s command lists the copy in .stage/dist\n']);
  expect(stdout).toBe('Synthesizing application\n  - .stage/dist/shop.k8s.yaml\n  - .stage/dist/web.k8s.yaml\n');
  expect(list('dist')).toEqual([...OUTPUT, 'theirs.txt'].sort());
}, 60_000);

test("with the template's cdk8s.yaml, the deletion is said once, with the line that prevents it", () => {
  const { status, stderr } = cdk8s('');
  expect([status, stderr]).toEqual([
    0,
    `warning  output/cli-folder   dist
         the cdk8s command deletes dist before this program runs: files of yours in it are gone, and so is the previous output when a check fails
         → write into cdk8s.yaml:  output: .stage/dist   (and leave --output away; the files still go to dist)
`,
  ]);
  expect(list('dist')).toEqual(OUTPUT);
}, 60_000);

test('--stdout prints the objects, each a document of its own, and nothing else', () => {
  const { status, stdout, stderr } = cdk8s('output: .stage/dist\n', '--stdout');
  expect([status, stderr]).toEqual([0, '']);
  expect(fromYaml(stdout)).toMatchObject([{ metadata: { name: 'web' } }, { metadata: { name: 'shop' } }]);
  expect(existsSync(join(project, 'dist'))).toBe(false);
}, 60_000);

test('--format helm makes templates of the manifests only, and keeps the rest out of the package', () => {
  const { status, stderr } = cdk8s('output: .stage/dist\n', '--format', 'helm', '--chart-version', '1.0.0');
  expect([status, stderr]).toEqual([
    0,
    'dist: 9 files written; the cdk8s command lists the copy in .stage/dist/templates\n',
  ]);
  expect(list('dist')).toEqual([
    '.cdk8s-talos-network',
    '.helmignore',
    'Chart.yaml',
    'README.md',
    'cluster.facts',
    'talos/Kustomization',
    'talos/README.md',
    'talos/all.yaml',
    'templates/shop.k8s.yaml',
    'templates/web.k8s.yaml',
  ]);
  expect(readFileSync(join(project, 'dist', '.helmignore'), 'utf8')).toBe(
    '/.cdk8s-talos-network*\n/talos/\n/cluster.facts\n',
  );
}, 60_000);

test('--format helm into a folder of its own says that the command deletes it', () => {
  const { status, stderr } = cdk8s('', '--output', 'chart', '--format', 'helm', '--chart-version', '1.0.0');
  expect(status).toBe(0);
  expect(stderr).toContain('write into cdk8s.yaml:  output: .stage/chart ');
  expect(list('chart').filter((name) => name.startsWith('templates/'))).toEqual([
    'templates/shop.k8s.yaml',
    'templates/web.k8s.yaml',
  ]);
}, 60_000);
