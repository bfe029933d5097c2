// The releases that the renderer knows, and what differs between them.
import { isIn } from '../../lib/catalogue/span';
import { FEATURES } from '../../lib/chart/releases/features';
import { findRelease, imagesOf, latestPatch, latestVersion, supportedVersions } from '../../lib/chart/releases';
import { readValueTable } from '../../lib/chart/releases/value-table';

const rowOf = (version: string, path: string) => findRelease(version)!.rows.get(path);

test('versions are found with and without v, the latest patch by minor', () => {
  expect(supportedVersions()).toEqual(['1.18.12', '1.19.6', '1.20.0']);
  expect(latestVersion()).toBe('1.20.0');
  expect([findRelease('v1.18.12')?.version, findRelease('1.20.99')]).toEqual(['1.18.12', undefined]);
  expect(['1.18', '1.19', '1.20', '1.7'].map(latestPatch)).toEqual(['1.18.12', '1.19.6', '1.20.0', undefined]);
});

test.each(supportedVersions())(
  'every image of a native component of %s has a tag that does not move and a digest',
  (version) => {
    const images = imagesOf(findRelease(version)!);
    const components = [
      'image',
      'envoy.image',
      'operator.image',
      'hubble.relay.image',
      'hubble.ui.backend.image',
      'hubble.ui.frontend.image',
      'certgen.image',
    ];
    for (const at of components) {
      expect([at, images[at]?.tag, images[at]?.digest]).toEqual([
        at,
        expect.stringMatching(/^v\d+\.\d+\.\d+/),
        expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      ]);
    }
    expect(images.image?.tag).toBe(`v${version}`);
  },
);

test('an older table is the newest one with lines replaced, added and taken out', () => {
  const rows = readValueTable(['a m\na.b i 1\nc s "x"\n', 'a.b i 2\n- c\nd b true\n'], ['e.f.g']);
  expect([...rows.values()].map(({ path, keys, default: value }) => [path, keys, value])).toEqual([
    ['a', ['a'], undefined],
    ['a.b', ['a', 'b'], 2],
    ['d', ['d'], true],
    ['e.f.g', ['e', 'f', 'g'], undefined],
  ]);
});

test('defaults that changed between minors are those of each minor', () => {
  expect(supportedVersions().map((version) => rowOf(version, 'authentication.enabled')?.default)).toEqual([
    true,
    false,
    false,
  ]);
  expect(
    supportedVersions().map((version) => rowOf(version, 'clustermesh.policyDefaultLocalCluster')?.default),
  ).toEqual([false, true, true]);
  expect(supportedVersions().map((version) => rowOf(version, 'certgen.ttlSecondsAfterFinished')?.default)).toEqual([
    1800,
    null,
    null,
  ]);
  expect(
    supportedVersions().map((version) =>
      (rowOf(version, 'securityContext.capabilities.ciliumAgent')?.default as string[]).includes('SYSLOG'),
    ),
  ).toEqual([false, true, true]);
});

test('a key that came or went is a row of its minors only', () => {
  const known = (path: string) => supportedVersions().map((version) => rowOf(version, path) !== undefined);
  expect(known('nodePort.enabled')).toEqual([true, false, false]);
  expect(known('policyDenyResponse')).toEqual([false, true, true]);
  expect(known('envoy.xdsMode')).toEqual([false, false, true]);
  expect(known('encryption.strictMode.cidr')).toEqual([true, true, false]);
});

test('a span has its first minor and not the one after its last', () => {
  const minors = ['1.18', '1.19', '1.20', '1.21'];
  expect(minors.map((minor) => isIn(minor, { since: '1.19', until: '1.20' }))).toEqual([false, true, false, false]);
  expect(minors.map((minor) => isIn(minor, {}))).toEqual([true, true, true, true]);
});

test('a feature has one row, and a minor that has it differs from one that has not', () => {
  expect(new Set(FEATURES.map(({ feature }) => feature)).size).toBe(FEATURES.length);
  for (const { feature } of FEATURES)
    expect([feature, new Set(supportedVersions().map((version) => findRelease(version)!.has(feature))).size]).toEqual([
      feature,
      2,
    ]);
});
