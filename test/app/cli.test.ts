// The cdk8s command itself, over a program in a folder of its own: what a user types and sees.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
let project: string;

beforeEach(() => {
  mkdirSync(join(root, '.stage'), { recursive: true });
  // Below the checkout, so that the program finds the library and its dependencies.
  project = mkdtempSync(join(root, '.stage', 'project-'));
  writeFileSync(
    join(project, 'cdk8s.yaml'),
    `language: typescript\napp: node ${join(root, 'scripts', 'run.cjs')} main.ts\noutput: .stage/dist\n`,
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function synth(body: string) {
  writeFileSync(
    join(project, 'main.ts'),
    `import { ApiObject, Chart } from 'cdk8s';\nimport { NetworkApp, TalosCluster, TalosVersion } from '../../lib';\nconst app = new NetworkApp();\nconst chart = new Chart(app, 'web');\n${body}\napp.synth();\n`,
  );
  const env: NodeJS.ProcessEnv = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  delete env.CDK8S_OUTDIR;
  return spawnSync(process.execPath, [join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
}

const map = (id: string) =>
  `new ApiObject(chart, '${id}', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });`;

test('a failed `cdk8s synth` exits non-zero, says every finding once and leaves dist/ untouched', () => {
  expect(synth(map('one')).status).toBe(0);
  const before = readFileSync(join(project, 'dist', 'web.k8s.yaml'), 'utf8');
  const failed = synth(map('one') + map('two'));
  expect(failed.status).not.toBe(0);
  expect(failed.stderr.match(/a second ConfigMap\/settings/g)).toHaveLength(1);
  expect(readFileSync(join(project, 'dist', 'web.k8s.yaml'), 'utf8')).toBe(before);
}, 60_000);

test('a wrong value in a constructor leaves dist/ untouched as well, and says where and what to write', () => {
  expect(synth(map('one')).status).toBe(0);
  const failed = synth(
    `${map('one')}new TalosCluster(app, 'home', { talosVersion: TalosVersion.V1_14, kubernetesVersion: '1.35.2', endpoint: 'https://192.168.70.10:6443', nodeSubnets: ['192.168.70.1/24'] });`,
  );
  expect(failed.status).not.toBe(0);
  expect(failed.stderr).toContain(
    'CIDR with host bits set: "192.168.70.1/24"\n  → did you mean "192.168.70.0/24"?\n  at home (net/cidr-host-bits)',
  );
  expect(readFileSync(join(project, 'dist', 'web.k8s.yaml'), 'utf8')).toContain('settings');
}, 60_000);
