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
import { AllowDnsPolicy, CiliumPolicy, DenyAllPolicy, Endpoint, Peer, Port, Reachability, Subject } from 'cdk8s-talos-network';
import { reachMatchers } from 'cdk8s-talos-network/jest';
import type { CiliumValues1_20 } from 'cdk8s-talos-network/values';

export const values = { bpf: { masquerade: true } } satisfies CiliumValues1_20;
const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });
new DenyAllPolicy(shop, 'deny-all');
new AllowDnsPolicy(shop, 'dns');
new CiliumPolicy(shop, 'api', { subject: Subject.labels({ app: 'api' }) }).allowFrom(Peer.labels({ app: 'frontend' }), Port.tcp(9000));
app.synth();
const matched = reachMatchers.toAllow(Reachability.of(app), Endpoint.host(), Endpoint.world(), Port.tcp(443));
if (!matched.pass) throw new Error(matched.message());
`;

const FAULTS = {
  talos: 'machine:\n  network: { hostname: a, interfaces: [{ interface: eth0, dhcp: maybe }] }\n',
  policy:
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: a, namespace: b }\nspec: { endpointSelector: {}, ingress: [] }\n',
  network:
    'apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: { name: a, namespace: b }\nspec: { config: \'{"cniVersion":"1.0.0","type":"macvlan","mode":"no"}\' }\n',
  service: 'apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: b }\nspec: { ports: [{ port: 0 }] }\n',
  pool: 'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: a }\nspec: { blocks: [{ cidr: 10.0.0.1/24 }], serviceSelector: {} }\n',
  gateway:
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: a, namespace: b }\nspec: { gatewayClassName: cilium, listeners: [{ name: a, port: 80, protocol: HTTP }, { name: b, port: 80, protocol: HTTP }] }\n',
};

/** A folder that asks every engine's model: each text breaks something that only that model knows. */
function faults() {
  const folder = join(work, 'faults');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(FAULTS)) writeFileSync(join(folder, `${name}.yaml`), text);
  return folder;
}

/** What is compiled for users may load otherwise than what the tests load: the installed command says what the sources say. */
function sameAsSources(args) {
  const said = (command) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8' });
    return { stdout, stderr, status };
  };
  const installed = said([join(project, 'node_modules', '.bin', 'talosnet')]);
  const sources = said(['--import', 'tsx', join('lib', 'cli', 'main.ts')]);
  if (JSON.stringify(installed) !== JSON.stringify(sources) || installed.stderr.includes('internal'))
    throw new Error(`talosnet ${args.join(' ')}: ${JSON.stringify({ installed, sources }, null, 2)}`);
}

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
  sameAsSources(['check', resolve('dist'), '--format', 'json', '--min-severity', 'note']);
  sameAsSources(['check', faults(), '--format', 'json', '--min-severity', 'note']);
  sameAsSources(['talos', 'show', resolve('dist', 'talos', 'all.yaml'), '--role', 'worker', '--talos', '1.13']);

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
