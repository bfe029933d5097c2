// The README's examples are programs that run, and its first one is the reference app.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const main = readFileSync(join(root, 'main.ts'), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);

/** Runs a program against the sources of this checkout, and returns what it wrote by file. */
function synth(program: string): Record<string, string> {
  mkdirSync(join(root, '.stage'), { recursive: true });
  const folder = mkdtempSync(join(root, '.stage', 'readme-'));
  try {
    writeFileSync(
      join(folder, 'main.ts'),
      program
        .replace("'cdk8s-talos-network'", "'../../lib'")
        .replace("'cdk8s-talos-network/values'", "'../../lib/values'"),
    );
    const env: NodeJS.ProcessEnv = { ...process.env, CDK8S_OUTDIR: join(folder, 'dist') };
    execFileSync(process.execPath, [join(root, 'scripts', 'run.cjs'), join(folder, 'main.ts')], {
      cwd: folder,
      env,
      stdio: 'pipe',
    });
    const files = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml'),
    );
    return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, 'dist', name), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the README opens with the two commands that do all set-up', () => {
  expect(readme).toMatch(/^# cdk8s-talos-network\n\n```sh\nnpm ci && npx cdk8s synth .*\nnpm ci && npm test .*\n```\n/);
});

test('the first example is main.ts', () => {
  expect(examples[0]).toBe(main.replace("from './lib'", "from 'cdk8s-talos-network'"));
});

test('the reference app writes what dist/ holds', () => {
  const written = synth(examples[0]!);
  for (const [name, text] of Object.entries(written))
    expect([name, text]).toEqual([name, readFileSync(join(root, 'dist', name), 'utf8')]);
  expect(Object.keys(written)).toEqual([
    'media.k8s.yaml',
    'network.k8s.yaml',
    'shop.k8s.yaml',
    'talos/all.yaml',
    'talos/controlplane.yaml',
    'talos/worker.yaml',
  ]);
}, 60_000);

test('the example for a stock App writes three policies, the deny-all among them with one empty rule a direction', () => {
  const { 'shop.k8s.yaml': text } = synth(examples[1]!);
  expect(text!.match(/^kind: CiliumNetworkPolicy$/gm)).toHaveLength(3);
  expect(text).toContain('  egress:\n    - {}\n  endpointSelector: {}\n  ingress:\n    - {}\n');
}, 60_000);

test('the example for Flux writes the release, its source, and the bootstrap copy that Helm takes over', () => {
  const written = synth(examples[2]!);
  expect(written['network.k8s.yaml']!.match(/^kind: .*$/gm)).toEqual(['kind: HelmRelease', 'kind: OCIRepository']);
  expect(written['talos/controlplane.yaml']).toContain('meta.helm.sh/release-name: cilium');
}, 60_000);

test('the policy of the example is found as the example says', () => {
  const policy = /```yaml\n(apiVersion: cilium\.io\/v2\n[\s\S]*?)```/.exec(readme)![1]!;
  const report = /```text\n([\s\S]*?)```/.exec(readme)![1]!;
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop', 'policy.yaml'), policy);
    const args = [join(root, 'scripts', 'run.cjs'), join(root, 'lib', 'cli', 'main.ts'), 'check', 'shop'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect([status, stdout.trim()]).toEqual([1, report.trim()]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('every page that the README links to is there', () => {
  const links = [...readme.matchAll(/\]\((docs\/[a-z-]+\.md|main\.ts|dist)\)/g)].map((match) => match[1]!);
  for (const link of links)
    expect([link, readdirSync(resolve(root, link, '..')).includes(link.split('/').pop()!)]).toEqual([link, true]);
});
