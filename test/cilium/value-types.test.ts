// The value surface as types. `npm run typecheck` is half of this test: a misspelt key must not compile.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { CiliumInstall } from '../../lib/cilium';
import type { CiliumValues1_18, CiliumValues1_19, CiliumValues1_20 } from '../../lib/values';
import { typedReleases, valueTypes, writeValueTypes } from '../../scripts/value-types';

/** Compiled, never called. */
export const MISSPELT = [
  // @ts-expect-error the key is gatewayAPI
  { gatewayApi: { enabled: true } } satisfies CiliumValues1_20,
  // @ts-expect-error the key is cgroup.autoMount
  { cgroup: { automount: { enabled: false } } } satisfies CiliumValues1_20,
  // @ts-expect-error the key is MTU
  { mtu: 1420 } satisfies CiliumValues1_18,
  // @ts-expect-error a boolean, no text
  { bpf: { masquerade: 'true' } } satisfies CiliumValues1_19,
  // @ts-expect-error a text, no number: the schema of the chart refuses it
  { envoy: { prometheus: { port: 9964 } } } satisfies CiliumValues1_20,
  // @ts-expect-error one of a few words
  { identityManagementMode: 'both-of-them' } satisfies CiliumValues1_20,
  // @ts-expect-error new in 1.20
  { bgpControlPlane: { unknownOption: true } } satisfies CiliumValues1_20,
];

/** Written by hand as users write it. */
const values = {
  bpf: { lbMapMax: 131072, vlanBypass: [40] },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  operator: { podDisruptionBudget: { enabled: true, minAvailable: null } },
  l2announcements: { leaseDuration: '3s' },
  localRedirectPolicies: { enabled: true },
} satisfies CiliumValues1_18 & CiliumValues1_19 & CiliumValues1_20;

test('a typed tree goes into `values` as it is, and so does a constant of the type', () => {
  const named: CiliumValues1_20 = values;
  const cilium = (tree: { [key: string]: any }) =>
    new CiliumInstall(new Chart(new App(), 'network'), 'cilium', { values: tree });
  expect(cilium(named).explain()).toEqual(cilium(values).explain());
  expect(cilium(values)._findings()).toEqual([]);
});

test('each minor has a type of its table', () => {
  expect(typedReleases().map(({ minor }) => minor)).toEqual(['1.18', '1.19', '1.20']);
  for (const release of typedReleases()) {
    const text = valueTypes(release);
    expect(text).toContain(
      `export type CiliumValues${release.minor.replace('.', '_')} = {\n  /** @default 0 */\n  MTU?: number | null;`,
    );
    const ofBpf = [...release.rows.values()].filter(({ keys }) => keys[0] === 'bpf' && keys.length > 1);
    for (const { keys } of ofBpf) expect(text).toContain(`${keys.at(-1)!}?: `);
  }
});

test('the files are those of the supported minors, and one that is up to date is left alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'value-types-'));
  try {
    writeFileSync(join(folder, '1.17.ts'), 'of a minor that is gone');
    writeFileSync(join(folder, '1.18.ts'), 'out of date');
    writeValueTypes(folder);
    expect(readdirSync(folder).sort()).toEqual(['1.18.ts', '1.19.ts', '1.20.ts']);
    expect(readFileSync(join(folder, '1.18.ts'), 'utf8')).toBe(valueTypes(typedReleases()[0]!));
    const old = new Date(0);
    utimesSync(join(folder, '1.19.ts'), old, old);
    writeValueTypes(folder);
    expect(statSync(join(folder, '1.19.ts')).mtimeMs).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
