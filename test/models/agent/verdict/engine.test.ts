// Asks the engines themselves about worlds of odd policies. Skipped for each minor whose program is not built:
// the folder ENGINES holds them as cilium-1.18, cilium-1.19, cilium-1.20.
import { spawnSync } from 'node:child_process';
import { Judge, policyProblems } from '../../../../lib/models/agent';
import { answer } from '../../../../scripts/models/verdict';
import { engineProgram } from '../../../support/engines';
import { oddPolicies } from '../odd-policies';

const SEED = 11;
const COUNT = 3000;
const ENDS = [
  'pod:shop/web',
  'pod:shop/api',
  'pod:ops/db',
  'pod:default/one',
  'external:doc',
  'external:near',
  'host',
  'remote-node',
  'kube-apiserver',
  'ingress',
];
const PORTS: readonly (readonly [string, number])[] = [
  ['TCP', 80],
  ['TCP', 8080],
  ['UDP', 53],
  ['SCTP', 443],
  ['ICMP', 8],
];

function worlds(): any[] {
  const policies = oddPolicies(SEED, COUNT);
  const found: any[] = [];
  for (let at = 0; at < policies.length; at += 3) {
    const three = policies.slice(at, at + 3);
    const { config } = three[0]!;
    found.push({
      ...{ id: `o-${at}`, ...(config === undefined ? {} : { config }) },
      namespaces: ['shop', 'ops', 'default'].map((name) => ({ name, labels: { team: name } })),
      pods: [
        {
          namespace: 'shop',
          name: 'web',
          labels: { app: 'web', role: 'front' },
          ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
        },
        { namespace: 'shop', name: 'api', labels: { app: 'api' }, serviceAccount: 'sa' },
        { namespace: 'ops', name: 'db', labels: { app: 'db', a: 'b' } },
        { namespace: 'default', name: 'one', labels: { app: 'web', x: 'y' } },
      ],
      external: [
        { name: 'doc', ips: ['203.0.113.7'] },
        { name: 'near', ips: ['10.20.30.40'], fqdns: ['api.example.com'] },
      ],
      policies: three.map(({ manifest }, index) => ({
        ...(manifest as any),
        metadata: { ...(manifest as any).metadata, name: `p${index}`, namespace: ['shop', 'default', 'ops'][index] },
      })),
      flows: ENDS.flatMap((from, index) => {
        const to = ENDS[(index * 3 + at) % 4]!;
        return from === to ? [] : PORTS.map(([protocol, port]) => ({ from, to, protocol, port }));
      }),
    });
  }
  return found;
}

/** Two spellings of one label are chance; a NetworkPolicy that only an API server refuses (bad selectors) means something else in each minor. */
const isLeftOut = (world: any) =>
  /"app":[^}]*"any:app"|"any:app":[^}]*"app"/.test(JSON.stringify(world.policies)) ||
  world.policies.some(
    (manifest: any) =>
      manifest.kind === 'NetworkPolicy' &&
      policyProblems(manifest, { minor: '1.18' }).some(({ judge }) => judge === Judge.AGENT),
  );

test.each(['1.18', '1.19', '1.20'])('the engine of %s agrees on worlds of odd policies', (minor) => {
  const engine = engineProgram(`cilium-${minor}`);
  if (engine === undefined) {
    console.info(`skipped: no program cilium-${minor} in the folder ENGINES`);
    return;
  }
  const all = worlds().filter((world) => !isLeftOut(world));
  const run = spawnSync(engine, ['verdict'], {
    input: all.map((world) => JSON.stringify(world)).join('\n'),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  expect(answers).toHaveLength(all.length);
  let compared = 0;
  const differing: string[] = [];
  all.forEach((world, index) => {
    const expected = JSON.parse(answers[index]!) as { error?: string; invalid: any[]; verdicts: any[] };
    if (expected.error !== undefined) return;
    const said = answer(world, minor) as any;
    expected.verdicts.forEach((verdict, flow) => {
      if (verdict.error !== undefined) return;
      compared++;
      if (JSON.stringify(said.verdicts[flow]) !== JSON.stringify(verdict)) differing.push(`${world.id}/${flow}`);
    });
  });
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(20_000);
});
