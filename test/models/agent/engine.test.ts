// Asks the agents themselves about odd policies, both ways. Skipped for each minor whose program is not built:
// the folder ENGINES holds them as cilium-1.18, cilium-1.19, cilium-1.20.
import { spawnSync } from 'node:child_process';
import { Judge, policyProblems } from '../../../lib/models/agent';
import { engineProgram } from '../../support/engines';
import { oddPolicies } from './odd-policies';

const SEED = 1;
const COUNT = 3000;

test.each(['1.18', '1.19', '1.20'])('the agent of %s agrees on odd policies', (minor) => {
  const engine = engineProgram(`cilium-${minor}`);
  if (engine === undefined) {
    console.warn(`skipped: no program cilium-${minor} in the folder ENGINES`);
    return;
  }
  const policies = oddPolicies(SEED, COUNT);
  const run = spawnSync(engine, ['sanitize'], {
    input: policies.map((line) => JSON.stringify(line)).join('\n'),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  expect(answers).toHaveLength(COUNT);
  let accepted = 0;
  const differing = policies.filter(({ manifest, config }, index) => {
    const answer = JSON.parse(answers[index]!) as { accepted: boolean };
    if (answer.accepted) accepted++;
    const problems = policyProblems(manifest, { nodeSelectorLabels: false, ...config, minor });
    // The agent itself decides by chance there.
    if (minor !== '1.20' && problems.some(({ code }) => code === 'cilium/twin-label')) return false;
    return answer.accepted === problems.some(({ judge }) => judge === Judge.AGENT);
  });
  expect(differing.map(({ id }) => id)).toEqual([]);
  expect(accepted).toBeGreaterThan(COUNT / 10);
});
