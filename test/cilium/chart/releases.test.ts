// The releases that the renderer knows.
import { findRelease, imagesOf, latestPatch, latestVersion, supportedVersions } from '../../../lib/cilium/releases';

test('versions are found with and without v, the latest patch by minor', () => {
  expect(findRelease('v1.20.0')?.version).toBe('1.20.0');
  expect(findRelease('1.20.99')).toBeUndefined();
  expect(latestPatch('1.20')).toBe('1.20.0');
  expect(latestPatch('1.7')).toBeUndefined();
  expect(supportedVersions()).toContain(latestVersion());
});

test('every image of a native component has a tag that does not move and a digest', () => {
  const images = imagesOf(findRelease('1.20.0')!);
  for (const at of ['image', 'envoy.image', 'operator.image', 'hubble.relay.image', 'hubble.ui.backend.image', 'hubble.ui.frontend.image', 'certgen.image']) {
    expect([at, images[at]?.tag, images[at]?.digest]).toEqual([at, expect.stringMatching(/^v\d+\.\d+\.\d+/), expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]);
  }
});

test('a feature is asked by name', () => {
  const release = findRelease('1.20.0')!;
  expect(release.has('gatewayAdmissionPolicy')).toBe(true);
  expect(release.has('hostUsers')).toBe(true);
  expect([release.isSince('1.19'), release.isSince('1.20'), release.isSince('1.21')]).toEqual([true, true, false]);
});
