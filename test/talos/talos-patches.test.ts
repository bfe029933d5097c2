// Writing the patches from a stock cdk8s App.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { TalosVersion } from '../../lib/cluster';
// As a program has it: the rules over the whole app come with the library.
import '../../lib';
import { TalosPatches } from '../../lib/talos';
import { addCluster, addHomeNodes, FakeDelivery, home } from './home';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'talos-patches-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('writes the files into a folder that it makes', () => {
  const patches = TalosPatches.of(home(TalosVersion.V1_14).app);
  const target = join(folder, 'dist', 'talos');
  expect(patches.write(target)).toEqual(
    ['all.yaml', 'controlplane.yaml', 'worker.yaml', 'README.md'].map((name) => join(target, name)),
  );
  expect(
    Object.fromEntries(
      readdirSync(target)
        .filter((name) => /\.(?:yaml|md)$/.test(name))
        .map((name) => [name, readFileSync(join(target, name), 'utf8')]),
    ),
  ).toEqual(Object.fromEntries(patches.files().map(({ name, content }) => [name, content])));
  expect(readdirSync(target).filter((name) => !name.endsWith('.yaml'))).toEqual([
    '.cdk8s-talos-network',
    'Kustomization',
    'README.md',
  ]);
});

test('removes what an earlier run wrote, keeps what people wrote, does not touch what is the same', () => {
  const named = home(TalosVersion.V1_14);
  new FakeDelivery(named.chart, 'cni', '10-cni', [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'only-before', namespace: 'kube-system' } },
  ]);
  TalosPatches.of(named.app).write(folder);
  writeFileSync(join(folder, 'own.yaml'), 'machine:\n  sysctls: {}\n');
  utimesSync(join(folder, 'worker.yaml'), 1, 1);
  TalosPatches.of(home(TalosVersion.V1_14).app).write(folder);
  expect(readdirSync(folder).filter((name) => name.endsWith('.yaml'))).toEqual([
    'all.yaml',
    'controlplane.yaml',
    'own.yaml',
    'worker.yaml',
  ]);
  expect(readFileSync(join(folder, 'controlplane.yaml'), 'utf8')).not.toContain('only-before');
  expect(statSync(join(folder, 'worker.yaml')).mtimeMs).toBe(1000);
});

test('writes nothing when the app has errors', () => {
  const { app, chart } = home(TalosVersion.V1_14);
  new FakeDelivery(chart, 'ca', '20-ca', [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'ca', namespace: 'kube-system' } },
  ]);
  const target = join(folder, 'talos');
  expect(() => TalosPatches.of(app).write(target)).toThrow('talos/secret-inline');
  expect(existsSync(target)).toBe(false);
});

test('a stock App reports the findings of the patches', () => {
  const app = new App({ outdir: '/nonexistent' });
  addHomeNodes(addCluster(app, TalosVersion.V1_14));
  new FakeDelivery(new Chart(app, 'network'), 'ca', '20-ca', [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'ca', namespace: 'kube-system' } },
  ]);
  TalosPatches.of(app);
  expect(app.node.validate()).toEqual([expect.stringContaining('talos/secret-inline')]);
});

test('the text is the same on every run', () => {
  const text = () => JSON.stringify(TalosPatches.of(home(TalosVersion.V1_12).app).files());
  expect(text()).toBe(text());
});
