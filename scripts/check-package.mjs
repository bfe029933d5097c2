// What users get: the packed tarball is installed into an empty project, a ten-line chart is type-checked strictly and synthesized
// from it, the command runs, and the package's own description is checked.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const work = mkdtempSync(join(tmpdir(), 'package-'));
const project = join(work, 'project');
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });

const PROGRAM = `import { App, Chart } from 'cdk8s';
import { AllowDnsPolicy, CiliumPolicy, DenyAllPolicy, Peer, Port, Subject } from 'cdk8s-talos-network';
import type { CiliumValues1_20 } from 'cdk8s-talos-network/values';

export const values = { bpf: { masquerade: true } } satisfies CiliumValues1_20;
const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });
new DenyAllPolicy(shop, 'deny-all');
new AllowDnsPolicy(shop, 'dns');
new CiliumPolicy(shop, 'api', { subject: Subject.labels({ app: 'api' }) }).allowFrom(Peer.labels({ app: 'frontend' }), Port.tcp(9000));
app.synth();
`;

try {
  const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', work], '.'));
  const stray = files
    .map((file) => file.path)
    .filter((path) => !/^(build\/|docs\/|README\.md$|CHANGELOG\.md$|LICENSE$|NOTICE$|package\.json$)/.test(path));
  if (stray.length > 0) throw new Error(`the package holds files that do not belong there: ${stray.join(', ')}`);

  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  const dev = (...names) => Object.fromEntries(names.map((name) => [name, own.devDependencies[name]]));
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: {
        'cdk8s-talos-network': `file:${join(work, filename)}`,
        ...dev('cdk8s', 'constructs', 'typescript'),
      },
    }),
  );
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], project);
  writeFileSync(join(project, 'main.ts'), PROGRAM);
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        target: 'ES2022',
        module: 'nodenext',
        moduleResolution: 'nodenext',
        types: [],
        skipLibCheck: false,
        exactOptionalPropertyTypes: false,
        outDir: 'out',
      },
      files: ['main.ts'],
    }),
  );
  run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.'], project);
  run(process.execPath, ['out/main.js'], project);
  const text = readFileSync(join(project, 'dist', 'shop.k8s.yaml'), 'utf8');
  if ((text.match(/^kind: CiliumNetworkPolicy$/gm) ?? []).length !== 3) throw new Error(`unexpected output:\n${text}`);
  const help = run(process.execPath, [join('node_modules', '.bin', 'talosnet'), '--help'], project);
  if (!help.includes('cilium')) throw new Error(`talosnet --help says nothing of cilium:\n${help}`);
  const checked = JSON.parse(
    run(process.execPath, [join('node_modules', '.bin', 'talosnet'), 'check', 'dist', '--format', 'json'], project),
  );
  if (checked.checked !== 3 || checked.findings.length > 0)
    throw new Error(`talosnet check of the app's own output:\n${JSON.stringify(checked, null, 2)}`);

  for (const [name, args] of /** @type {[string, string[]][]} */ ([
    ['publint', ['--strict']],
    ['@arethetypeswrong/cli', [join(work, filename), '--ignore-rules', 'cjs-resolves-to-esm']],
  ])) {
    const bin = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).bin;
    const program = typeof bin === 'string' ? bin : Object.values(bin)[0];
    const result = spawnSync(process.execPath, [resolve('node_modules', name, program), ...args], { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`${name}:\n${result.stdout}${result.stderr}`);
  }
  console.log(`package check: ${files.length} files, chart of the tarball type-checked and synthesized`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
