// The value surface as types. `npm run typecheck` is half of this test: a misspelt key must not compile.
import { readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { CiliumInstall } from '../../lib/cilium';
import type { CiliumValues1_18, CiliumValues1_19, CiliumValues1_20 } from '../../lib/values';
import { typedReleases, valueTypes } from '../../scripts/value-types';

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

test('the types are those of the tables; after a new release run scripts/value-types.ts', () => {
  expect(typedReleases().map(({ minor }) => minor)).toEqual(['1.18', '1.19', '1.20']);
  for (const release of typedReleases())
    expect(valueTypes(release) === readFileSync(`lib/cilium/value-types/${release.minor}.ts`, 'utf8')).toBe(true);
});
