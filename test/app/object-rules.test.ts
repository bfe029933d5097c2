// The rules of `talosnet check` over the objects of an app, before anything is written.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib/app';
import { CiliumInstall, CiliumVersion } from '../../lib/cilium';
import { TalosCluster, TalosVersion } from '../../lib/cluster';
import { LoadBalancerIpPool } from '../../lib/loadbalancer';
import { SynthesisError } from '../../lib/construct';
import { IpRange } from '../../lib/net';

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

/** A Gateway by hand with a field that does not exist. */
const misspelt = (chart: Chart) =>
  new ApiObject(chart, 'public', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public' },
    spec: { gatewayClassName: 'cilium', listener: [], listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  });
const cluster = (app: App) =>
  new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });

function report(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

test('an object by hand is held to the schema of its kind, and the finding names its construct', () => {
  const app = new NetworkApp({ outdir: join(folder, 'dist') });
  misspelt(new Chart(app, 'web', { namespace: 'shop' }));
  expect(() => app.synth()).toThrow(SynthesisError);
  expect(report(app)).toMatch(
    /^error {4}schema\/[a-z-]+ {3}web\/public\n {9}Gateway\/shop\/public spec\.listener: .*\n.*listeners/,
  );
});

test('a stock cdk8s App runs the same rules once one of our constructs is in it, and says each thing once', () => {
  const app = new App({ outdir: join(folder, 'dist') });
  const chart = new Chart(app, 'web', { namespace: 'shop' });
  new Chart(app, 'other');
  misspelt(chart);
  expect(report(app)).toBe('');
  cluster(app);
  expect(report(app).match(/web\/public: schema\//g)).toHaveLength(1);
});

test('a finding is ignored by the construct whose object it is, and the reason is reported', () => {
  const app = new NetworkApp({ outdir: join(folder, 'dist') });
  const pool = new LoadBalancerIpPool(new Chart(app, 'web'), 'lan', {
    ranges: [IpRange.of('192.168.70.200', '192.168.70.239')],
  });
  pool.addField('spec.bloks', []);
  const code = /error {4}(schema\/[a-z-]+) {3}web\/lan/.exec(report(app))?.[1];
  expect(code).toBeDefined();
  pool.ignore(code!, 'a field of our own build of the operator');
  app.synth();
  expect(stderr.mock.calls.join('')).toContain('ignored because: a field of our own build of the operator');
});

test('the versions are those of the app: a kind of a later Cilium is refused for an earlier one', () => {
  const app = new NetworkApp({ outdir: join(folder, 'dist') });
  const chart = new Chart(app, 'web');
  new CiliumInstall(chart, 'cilium', { version: CiliumVersion.V1_18 });
  new ApiObject(chart, 'plugin', {
    apiVersion: 'cilium.io/v2alpha1',
    kind: 'CiliumDatapathPlugin',
    metadata: { name: 'x' },
    spec: {},
  });
  expect(report(app)).toMatch(/schema\/[a-z-]+ {3}web\/plugin/);
});
