// What lies in the folder of the patches: the page with the commands, hosted manifests, and the layouts of tools, which their readers understand.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { check, readInput, worldsFor } from '../../lib/check';
import { CiliumBootstrap, CiliumInstall } from '../../lib/cilium';
import { ConfigFormat, SecretPlaceholder, TalosVersion } from '../../lib/cluster';
import { TalosLayout, TalosPatches, talosOutput } from '../../lib/talos';
import { addCluster, addHomeNodes } from './home';

function app(version = TalosVersion.V1_14, bootstrap?: CiliumBootstrap): App {
  const own = new App();
  const cluster = addCluster(own, version, { hostnames: true });
  addHomeNodes(cluster);
  if (bootstrap !== undefined) new CiliumInstall(new Chart(own, 'network'), 'cilium', { bootstrap });
  return own;
}

const page = (of: App) => talosOutput(of).find(({ name }) => name === 'README.md')!.text;
const names = (of: App, layout?: TalosLayout) => talosOutput(of, layout).map(({ name }) => name);

test('every machine has its command, with the file of the node', () => {
  expect(page(app())).toContain(
    [
      'talosctl apply-config --insecure --nodes 192.168.70.13 --file <folder>/controlplane.yaml --config-patch @node-controlplane-3.yaml',
      'talosctl apply-config --insecure --nodes 192.168.70.21 --file <folder>/worker.yaml --config-patch @node-worker-1.yaml',
    ].join('\n'),
  );
});

test.each<[string, CiliumBootstrap, string[]]>([
  ['inline', CiliumBootstrap.inline(), ['Manifests that Talos applies are changed on all control planes first']],
  [
    'hosted',
    CiliumBootstrap.hosted('https://files.home.example/10-cilium.yaml'),
    ['Before that `10-cilium.manifest` must lie at https://files.home.example/10-cilium.yaml'],
  ],
  ['applied', CiliumBootstrap.apply(), ['kubectl apply --server-side --filename .']],
  ['helm', CiliumBootstrap.helm(), ['helm install cilium oci://', '--values helm/cilium-values.yaml']],
])('the page says how a new cluster gets Cilium: %s', (_name, bootstrap, lines) => {
  const text = page(app(TalosVersion.V1_14, bootstrap));
  for (const line of lines) expect(text).toContain(line);
});

test('hosted manifests are fetched by control planes, and their text lies beside the patches', () => {
  const of = app(TalosVersion.V1_14, CiliumBootstrap.hosted('https://files.home.example/10-cilium.yaml'));
  const files = new Map(talosOutput(of).map(({ name, text }) => [name, text]));
  expect(files.get('controlplane.yaml')).toContain('url: https://files.home.example/10-cilium.yaml');
  expect(files.get('controlplane.yaml')).not.toContain('KubeInlineManifestConfig');
  expect(files.get('10-cilium.manifest')).toContain('kind: DaemonSet');
  expect(files.get('10-cilium.manifest')).not.toContain('kind: Job');
});

test('placeholders are named, with how they are filled in', () => {
  const of = new App();
  addCluster(of, TalosVersion.V1_14).addWireguard('wg0', { privateKey: SecretPlaceholder.variable('WG0_KEY') });
  expect(page(of)).toContain('**To fill in** before a file is applied: `${WG0_KEY}`.');
});

test('an older cluster is told to keep its form at the upgrade', () => {
  expect(page(app(TalosVersion.V1_13))).toContain('`configFormat: ConfigFormat.V1ALPHA1`');
  expect(page(app())).not.toContain('V1ALPHA1');
});

test('the page has the commands of talosctl, and lies in its layout alone', () => {
  expect(names(app())).toContain('README.md');
  expect([...names(app(), TalosLayout.TALHELPER), ...names(app(), TalosLayout.TOPF)]).not.toContain('README.md');
});

test('the layouts of tools', () => {
  expect(names(app(), TalosLayout.TALHELPER).slice(0, 3)).toEqual([
    'patches/all.yaml',
    'patches/worker.yaml',
    'patches/node-controlplane-1.yaml',
  ]);
  expect(names(app(), TalosLayout.TOPF).slice(0, 3)).toEqual([
    'all/10-network.yaml',
    'worker/10-network.yaml',
    'node/controlplane-1/10-network.yaml',
  ]);
});

test.each([
  [TalosLayout.TALHELPER, 'talconfig'],
  [TalosLayout.TOPF, 'topf'],
])('the reader of %s finds the machines and takes their patches', (layout, tool) => {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    for (const { name, content } of TalosPatches.of(app(TalosVersion.V1_13, CiliumBootstrap.inline())).files(layout)) {
      const file = join(folder, name.replace(`${tool}.fragment.yaml`, `${tool}.yaml`));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const input = readInput([folder]);
    const [tree] = worldsFor(input)[0]!.machineTrees;
    expect(tree?.machines.map(({ name, patches }) => `${name} ${patches.length > 1}`)).toEqual(
      ['controlplane-1', 'controlplane-2', 'controlplane-3', 'worker-1', 'worker-2'].map((name) => `${name} true`),
    );
    expect(check(input).problems.filter(({ level }) => level === 'error')).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a documents form is generated from the minor that writes it', () => {
  const of = new App();
  addCluster(of, TalosVersion.V1_14, { configFormat: ConfigFormat.V1ALPHA1 });
  expect(page(of)).toContain('--talos-version v1.13');
});
