// No value is ignored: a path is native and read, or refused.
import { Release, findRelease, supportedVersions } from '../../lib/chart/releases';
import { REMOVED, deadIn } from '../../lib/chart/check/known-keys';
import { NOT_NATIVE } from '../../lib/chart/check/native';
import { chartObjects, chartOf } from '../../lib/chart/render';
import { PlainMap } from '../../lib/manifest/types';
import { MESH, MESH_CERT_MANAGER, SMALL, WIDE } from './values';

/** Read by checks alone: they change what is allowed, not what is rendered. */
const READ_BY_CHECKS = [
  'clustermesh.apiserver.tls.enableSecrets',
  'ipam.operator.clusterPoolIPv4PodCIDR',
  'ipam.operator.clusterPoolIPv6PodCIDR',
  'prometheus.serviceMonitor.trustCRDsExist',
];
/** The schema of the chart allows only null. */
const isNullOnly = (release: Release, path: string) => release.rows.get(path)!.types.join() === 'null';
const KEY_MATERIAL = /(^|\.)tls\.(.*\.)?(cert|key)$/;

function readPaths(release: Release, values: PlainMap): Set<string> {
  const chart = chartOf(release, {
    version: release.version,
    values,
    apiVersions: ['gateway.networking.k8s.io/v1/GatewayClass'],
  });
  chartObjects(chart);
  return chart.v.reads;
}

/** True when the path, or a map that holds it, was read. */
function isRead(reads: ReadonlySet<string>, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) if (reads.has(at)) return true;
  return false;
}

const isNotNative = (path: string) =>
  NOT_NATIVE.some(
    (each) => (path === each.path || path.startsWith(`${each.path}.`)) && !(each.except ?? []).includes(path),
  );

test.each(supportedVersions())(
  'every path of the table of %s is read, not native, dead, removed, or key material',
  (version) => {
    const release = findRelease(version)!;
    const other = {
      prometheus: { enabled: true },
      encryption: { enabled: true, type: 'wireguard', strictMode: { enabled: true } },
      cgroup: { autoMount: { enabled: true } },
      ipam: { mode: 'multi-pool' },
      hubble: { tls: { auto: { method: 'certmanager' } } },
    };
    const standalone = {
      hubble: { ui: { enabled: true, standalone: { enabled: true } }, relay: { tls: { server: { enabled: true } } } },
    };
    const reads = new Set(
      [SMALL, WIDE, MESH, MESH_CERT_MANAGER, standalone, other].flatMap((values) => [...readPaths(release, values)]),
    );
    const paths = [...release.rows.keys()];
    const leaves = paths.filter((path) => !paths.some((each) => each.startsWith(`${path}.`)));
    const ignored = leaves.filter(
      (path) =>
        !isRead(reads, path) &&
        !isNotNative(path) &&
        deadIn(release, path) === undefined &&
        REMOVED[path] === undefined &&
        !READ_BY_CHECKS.includes(path) &&
        !isNullOnly(release, path) &&
        !KEY_MATERIAL.test(path),
    );
    expect(ignored).toEqual([]);
  },
);

test('the renderer reads no path that no table has', () => {
  const tables = supportedVersions().map((version) => findRelease(version)!.rows);
  const unknown = supportedVersions()
    .flatMap((version) => [WIDE, MESH].flatMap((values) => [...readPaths(findRelease(version)!, values)]))
    .filter((path) => !tables.some((rows) => rows.has(path)));
  expect(unknown).toEqual([]);
});
