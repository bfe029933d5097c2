// docs/releases.md: on the day of a CVE new images come alone, within a minor, by values.
import { readFileSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { CiliumInstall, CiliumVersion, NetworkApp } from '../../lib';
import { toYaml } from '../../lib/manifest/yaml';

const DIGEST = `sha256:${'c'.repeat(64)}`;
const bumped = (tag: string) => ({
  image: { tag, digest: DIGEST },
  operator: { image: { tag, genericDigest: DIGEST } },
  hubble: { relay: { image: { tag, digest: DIGEST } } },
});

function installed(version: CiliumVersion, values: Record<string, unknown>): { lines: string[]; findings: string[] } {
  const app = new NetworkApp();
  const chart = new Chart(app, 'network');
  new CiliumInstall(chart, 'cilium', { version, hubble: { relay: true }, values });
  return { lines: toYaml(chart.toJson()).split('\n'), findings: app.findings().map(({ code }) => code) };
}

test.each([
  [CiliumVersion.V1_18, 'v1.18.99'],
  [CiliumVersion.V1_19, 'v1.19.99'],
  [CiliumVersion.V1_20, 'v1.20.99'],
])('images alone differ where Cilium %s gets those of %s', (version, tag) => {
  const before = installed(version, {});
  const after = installed(version, bumped(tag));
  expect(after.findings).toEqual(before.findings);
  expect(after.lines).toHaveLength(before.lines.length);
  const changed = after.lines.filter((line, i) => line !== before.lines[i]);
  expect(changed.length).toBeGreaterThan(0);
  for (const line of changed)
    expect(line).toMatch(
      new RegExp(`^ *image: quay\\.io/cilium/(cilium|operator-generic|hubble-relay):${tag}@${DIGEST}$`),
    );
  // None of the three keeps the old one.
  expect(after.lines.join('\n')).not.toMatch(
    new RegExp(`quay\\.io/cilium/(cilium|operator-generic|hubble-relay):(?!${tag})`),
  );
});

test('the page says the values that the test gives', () => {
  const page = readFileSync('docs/releases.md', 'utf8');
  const [, text = ''] = /<!-- image-bump -->\n```ts\n([^]*?)```/.exec(page) ?? [];
  for (const words of ['image: { tag:', 'operator: { image: { tag:', 'genericDigest:', 'hubble: { relay: { image: {'])
    expect(text).toContain(words);
});
