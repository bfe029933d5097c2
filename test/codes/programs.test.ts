// Each code of programs is what a bad example gets, and not what the good one gets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_CODES } from '../../lib/problem';
import { APP_EXAMPLES } from './programs/app';
import { CILIUM_EXAMPLES } from './programs/cilium';
import { CLUSTER_EXAMPLES } from './programs/cluster';
import { codesOf, Example } from './programs/example';
import { FACTS_EXAMPLES } from './programs/facts';
import { GATEWAY_EXAMPLES } from './programs/gateway';
import { LOADBALANCER_EXAMPLES } from './programs/loadbalancer';
import { MANIFEST_EXAMPLES } from './programs/manifest';
import { MULTUS_EXAMPLES } from './programs/multus';
import { NET_EXAMPLES } from './programs/net';
import { NETWORKS_EXAMPLES } from './programs/networks';
import { OUTPUT_EXAMPLES } from './programs/output';
import { POLICY_EXAMPLES } from './programs/policy';

/** Codes that need more than a program of this process, and the test that holds them. */
const HELD_ELSEWHERE: Readonly<Record<string, string>> = {
  'output/cli-folder': 'test/app/cli-forms.test.ts',
};

const EXAMPLES: readonly Example[] = [
  ...NET_EXAMPLES,
  ...MANIFEST_EXAMPLES,
  ...CLUSTER_EXAMPLES,
  ...CILIUM_EXAMPLES,
  ...NETWORKS_EXAMPLES,
  ...MULTUS_EXAMPLES,
  ...LOADBALANCER_EXAMPLES,
  ...GATEWAY_EXAMPLES,
  ...POLICY_EXAMPLES,
  ...APP_EXAMPLES,
  ...FACTS_EXAMPLES,
  ...OUTPUT_EXAMPLES,
];

test('every code of programs has one example', () => {
  const registered = PROGRAM_CODES.map(({ code }) => code).filter((code) => HELD_ELSEWHERE[code] === undefined);
  expect(EXAMPLES.map(({ code }) => code).sort()).toEqual(registered.sort());
});

test.each(Object.entries(HELD_ELSEWHERE))('%s, which no program shows, is held by %s', (code, file) => {
  expect(readFileSync(join(__dirname, '..', '..', file), 'utf8')).toContain(code);
});

test.each(EXAMPLES.map((example) => [example.code, example] as const))(
  '%s is what its bad example gets, and nothing is what its good one gets',
  (code, { bad, good }) => {
    expect(codesOf(bad)).toEqual([code]);
    expect(codesOf(good)).toEqual([]);
  },
);
