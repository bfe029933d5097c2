// The validation plugin, loaded by the cdk8s command itself over a program that knows nothing of this library.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
let project: string;

beforeEach(() => {
  mkdirSync(join(root, '.stage'), { recursive: true });
  // Below the checkout, so that program and plugin find their dependencies.
  project = mkdtempSync(join(root, '.stage', 'project-'));
  mkdirSync(join(project, 'plugin'));
  // The package as it is installed has its compiled main file here.
  writeFileSync(
    join(project, 'plugin', 'index.js'),
    "require('tsx/cjs'); module.exports = require('../../../lib/app/validation-plugin');\n",
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function synth(policy: object, properties: string) {
  const validations = `validations:\n  - package: ./plugin\n    class: TalosnetValidation\n    version: 0.0.0\n    properties: ${properties}\n`;
  writeFileSync(join(project, 'cdk8s.yaml'), `language: typescript\napp: node main.js\n${validations}`);
  writeFileSync(
    join(project, 'main.js'),
    `const { ApiObject, App, Chart } = require('cdk8s');\nconst app = new App();\nnew ApiObject(new Chart(app, 'web'), 'public', ${JSON.stringify(policy)});\napp.synth();\n`,
  );
  const env: NodeJS.ProcessEnv = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  delete env.CDK8S_OUTDIR;
  return spawnSync(process.execPath, [join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
}

const gateway = (more: object) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'public', namespace: 'web' },
  spec: { gatewayClassName: 'cilium', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }], ...more },
});

test('`cdk8s synth` fails with the code, the path and the construct', () => {
  const { status, stdout } = synth(gateway({ listener: [] }), '{}');
  expect(stdout).toMatch(/schema\/[a-z-]+/);
  expect(stdout).toContain('spec.listener');
  expect(stdout).toContain('web/public');
  expect(status).toBe(2);
}, 60_000);

test('`cdk8s synth` passes without a finding, and with the layer switched off', () => {
  expect(synth(gateway({}), '{}').status).toBe(0);
  expect(synth(gateway({ listener: [] }), '{ only: [objects] }').status).toBe(0);
}, 60_000);
