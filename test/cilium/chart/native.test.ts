// No value is ignored: a path is native and read, or refused.
import { findRelease } from '../../../lib/cilium/releases';
import { DEAD, REMOVED } from '../../../lib/cilium/chart/check/known-keys';
import { NOT_NATIVE } from '../../../lib/cilium/chart/check/native';
import { chartObjects, chartOf } from '../../../lib/cilium/chart/render';
import { PlainMap } from '../../../lib/manifest/types';
import { SMALL, WIDE } from './values';

const release = findRelease('1.20.0')!;

/** Read by checks alone: they change what is allowed, not what is rendered. */
const READ_BY_CHECKS = ['prometheus.serviceMonitor.trustCRDsExist'];
/** The schema of the chart allows only null. */
const NULL_ONLY = [...release.rows.values()].filter(({ types }) => types.length === 1 && types[0] === 'null').map(({ path }) => path);
const KEY_MATERIAL = /\.tls\.(.*\.)?(cert|key)$/;

function readPaths(values: PlainMap): Set<string> {
  const chart = chartOf(release, { version: release.version, values, apiVersions: ['gateway.networking.k8s.io/v1/GatewayClass'] });
  chartObjects(chart);
  return chart.v.reads;
}

/** True when the path, or a map that holds it, was read. */
function isRead(reads: ReadonlySet<string>, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) if (reads.has(at)) return true;
  return false;
}

const isNotNative = (path: string) =>
  NOT_NATIVE.some((each) => (path === each.path || path.startsWith(`${each.path}.`)) && !(each.except ?? []).includes(path));

test('every path of the table is read, not native, dead, removed, or key material', () => {
  const other = {
    prometheus: { enabled: true },
    encryption: { enabled: true, type: 'wireguard' },
    cgroup: { autoMount: { enabled: true } },
    ipam: { mode: 'multi-pool' },
    hubble: { tls: { auto: { method: 'certmanager' } } },
  };
  const reads = new Set([SMALL, WIDE, other].flatMap((values) => [...readPaths(values)]));
  const paths = [...release.rows.keys()];
  const leaves = paths.filter((path) => !paths.some((each) => each.startsWith(`${path}.`)));
  const ignored = leaves.filter(
    (path) =>
      !isRead(reads, path) &&
      !isNotNative(path) &&
      DEAD[path] === undefined &&
      REMOVED[path] === undefined &&
      !READ_BY_CHECKS.includes(path) &&
      !NULL_ONLY.includes(path) &&
      !KEY_MATERIAL.test(path),
  );
  expect(ignored).toEqual([]);
});

test('the renderer reads no path that the table does not have', () => {
  const unknown = [...readPaths(WIDE)].filter((path) => !release.rows.has(path));
  expect(unknown).toEqual([]);
});
