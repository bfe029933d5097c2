// Which objects of a repository meet.
import { CLUSTERS } from '../../../lib/world/derived/clusters';
import { worldFrom } from '../../check/support';

const pool = 'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan}\n';
const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/** Whether the objects of two files meet in a world of these files. */
function together(files: Readonly<Record<string, string>>, a: string, b: string): boolean {
  const world = worldFrom(files);
  const all = [...world.objects, ...world.talos];
  const of = (file: string) => all.find(({ origin }) => origin.file === file)!;
  return world.model(CLUSTERS).together(of(a), of(b));
}

test('one folder tree is one cluster, whatever its depth', () => {
  expect(
    together(
      { 'apps/net/pool.yaml': pool, 'apps/db/pg/map.yaml': map('a'), 'talos/x.yaml': 'machine: {network: {}}\n' },
      'apps/net/pool.yaml',
      'talos/x.yaml',
    ),
  ).toBe(true);
});

test('an object that a cluster has once, in two folders, makes two clusters of them', () => {
  const files = {
    'k8s/main/lb/pool.yaml': pool,
    'k8s/test/lb/pool.yaml': pool,
    'k8s/main/a.yaml': map('a'),
    'k8s/test/b.yaml': map('b'),
    'infra/main/c.yaml': map('c'),
  };
  expect(together(files, 'k8s/main/a.yaml', 'k8s/test/b.yaml')).toBe(false);
  // The name of the cluster counts wherever it stands.
  expect(together(files, 'k8s/main/a.yaml', 'infra/main/c.yaml')).toBe(true);
});

test('children of clusters, overlays and environments are apart, and the base meets none of them', () => {
  const files = { 'overlays/prod/a.yaml': map('a'), 'overlays/test/b.yaml': map('b'), 'base/c.yaml': map('c') };
  expect(together(files, 'overlays/prod/a.yaml', 'overlays/test/b.yaml')).toBe(false);
  expect(together(files, 'overlays/prod/a.yaml', 'base/c.yaml')).toBe(false);
});

test('one overlay alone says nothing', () => {
  expect(
    together({ 'overlays/prod/a.yaml': map('a'), 'base/c.yaml': map('c') }, 'overlays/prod/a.yaml', 'base/c.yaml'),
  ).toBe(true);
});

test('Talos clusters of two names are apart', () => {
  const talos = (name: string) => `machine: {}\ncluster: {clusterName: ${name}, network: {}}\n`;
  const files = {
    'home/talos/a.yaml': talos('home'),
    'work/talos/b.yaml': talos('work'),
    'home/pool.yaml': pool,
    'home/talos/c.yaml': talos('home'),
  };
  expect(together(files, 'home/pool.yaml', 'work/talos/b.yaml')).toBe(false);
  expect(together(files, 'home/pool.yaml', 'home/talos/c.yaml')).toBe(true);
});

test('an archive meets nothing that is in use, and a bootstrap repeats its cluster', () => {
  expect(
    together({ 'k8s/pool.yaml': pool, 'archive/k8s/pool.yaml': pool }, 'k8s/pool.yaml', 'archive/k8s/pool.yaml'),
  ).toBe(false);
  expect(together({ 'k8s/pool.yaml': pool, 'bootstrap/pool.yaml': pool }, 'k8s/pool.yaml', 'bootstrap/pool.yaml')).toBe(
    true,
  );
});
