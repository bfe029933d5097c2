// The whole run with a fake engine: what is not built is skipped aloud, and one wrong answer ends with exit code 1.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toYaml } from '../../lib/manifest';

const pod = (name: string, port: number) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: { containers: [{ name: 'main', image: 'x:1', ports: [{ containerPort: port }] }] },
});
const DIST = [
  pod('frontend', 8080),
  pod('api', 9000),
  {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'deny-all', namespace: 'shop' },
    spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
  },
];
const PROMISES = [
  {
    from: 'shop/frontend',
    to: 'shop/api',
    protocol: 'TCP',
    port: 9000,
    allowed: true,
    why: 'the frontend calls the api',
  },
];

/** Answers as the policy engine does; allows the flows that it is told to. */
const fake = (allows: string[]) => `#!/usr/bin/env node
const allows = ${JSON.stringify(allows)};
for (const line of require('node:fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
  const { id, flows } = JSON.parse(line);
  const verdicts = (flows ?? []).map(({ from, to, port }) => (allows.includes(from + ' ' + to + ' ' + port) ? 'allowed' : 'denied')).map((egress) => ({ egress, ingress: 'allowed', allowed: egress === 'allowed' }));
  console.log(JSON.stringify(process.argv[2] === 'sanitize' ? { id, accepted: true } : { id, invalid: [], verdicts }));
}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engines-'));
  for (const name of ['dist', 'engines']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'dist/shop.k8s.yaml'), toYaml(DIST));
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(PROMISES));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string | undefined, ...only: string[]): { code: number | null; lines: string[] } {
  if (program !== undefined) writeFileSync(join(folder, 'engines/cilium-1.20'), program, { mode: 0o755 });
  const env = {
    ...process.env,
    DIST: join(folder, 'dist'),
    ENGINES: join(folder, 'engines'),
    SHARED: folder,
    FLOWS: join(folder, 'flows.json'),
  };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(__dirname, '../../scripts/engines/index.mjs'), ...only],
    { env, encoding: 'utf8' },
  );
  return {
    code: status,
    lines: `${stdout}${stderr}`
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll(folder, '…')),
  };
}

const PROMISED = 'pod:shop/frontend pod:shop/api 9000';

test('answers as promised end with exit code 0', () => {
  expect(run(fake([PROMISED]), 'policy')).toEqual({
    code: 0,
    lines: [
      '…/dist: 3 objects, 0 machine-config patches',
      'ok     policy        policies are valid: 1 of 1',
      'ok     policy        promised flows: 1 of 1',
      expect.stringMatching(/^ok {5}policy {8}everything else is denied: (\d+) of \1$/),
      '3 passed, 0 failed, 0 skipped',
    ],
  });
});

test('a promise that the engine breaks ends with exit code 1 and says which', () => {
  const { code, lines } = run(fake([]), 'policy');
  expect(code).toBe(1);
  expect(lines.slice(2, 4)).toEqual([
    'FAIL   policy        promised flows: 1 wrong of 1',
    '       pod:shop/frontend → pod:shop/api:9000/TCP is denied (egress denied, ingress allowed), promised allowed: the frontend calls the api',
  ]);
});

test('a flow that nobody promised ends with exit code 1 and says which', () => {
  const { code, lines } = run(fake([PROMISED, 'pod:elsewhere/stranger pod:shop/api 9000']), 'policy');
  expect(code).toBe(1);
  expect(lines.filter((line) => line.startsWith('  '))).toEqual([
    '       pod:elsewhere/stranger → pod:shop/api:9000/TCP is allowed (egress allowed, ingress allowed), promised denied',
  ]);
  expect(lines.at(-1)).toBe('2 passed, 1 failed, 0 skipped');
});

test('an engine that answers nothing has not said yes', () => {
  const { code, lines } = run('#!/bin/sh\necho broken >&2\nexit 3\n', 'policy');
  expect(code).toBe(1);
  expect(lines.slice(1)).toEqual([
    'FAIL   policy        the engine answers: 1 wrong of 1',
    '       …/engines/cilium-1.20: 0 answers to 1 cases (exit code 3) broken',
    '0 passed, 1 failed, 0 skipped',
  ]);
});

test('what is not built is named and skipped', () => {
  const { code, lines } = run(undefined);
  expect(code).toBe(0);
  expect(lines.slice(1).filter((line) => !line.startsWith('skip'))).toEqual([
    expect.stringMatching(/^0 passed, 0 failed, [1-9]\d* skipped$/),
  ]);
  expect(lines).toContain('skip   policy        promised flows: no …/engines/cilium-1.20');
  expect(lines).toContain('skip   api-server    objects taken by create, strictly: no …/engines/kube-apiserver');
  expect(lines).toContain('skip   talos         1.12 takes the v1alpha1 patches: no …/engines/talos-1.12');
});

test('an unknown engine is refused', () => {
  expect(run(undefined, 'polcy')).toEqual({
    code: 2,
    lines: ['no engine named polcy; write some of: api-server, policy, gateway, load-balancer, cni, talos, gitops'],
  });
});
