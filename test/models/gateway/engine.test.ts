// Asks the operators themselves about odd sets. Skipped for each minor whose program is not built: the folder ENGINES holds them as
// gateway-1.18, gateway-1.19, gateway-1.20; GATEWAY_SETS says how many sets.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../../scripts/models/gateway';
import { engineProgram, SHARED } from '../../support/engines';
import { oddGateways } from './odd-gateways';

const SEED = 7;
const COUNT = Number(process.env.GATEWAY_SETS ?? 200);
const CRDS = join(SHARED, 'crds');

test.each(['1.18', '1.19', '1.20'])('the operator of %s agrees on odd sets', (minor) => {
  const engine = engineProgram(`gateway-${minor}`);
  if (engine === undefined || !existsSync(CRDS)) {
    console.info(`skipped: no program gateway-${minor} in the folder ENGINES, or no CRDs`);
    return;
  }
  const sets = oddGateways(SEED, COUNT, minor);
  const run = spawnSync(engine, ['-crds', CRDS], {
    input: sets.map((set) => JSON.stringify(set)).join('\n'),
    maxBuffer: 1 << 29,
    encoding: 'utf8',
  });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  expect(answers).toHaveLength(COUNT);
  let served = 0;
  sets.forEach((set, index) => {
    const theirs = JSON.parse(answers[index]!) as Record<string, unknown>;
    if (theirs.served !== undefined) served++;
    expect(answer(set, minor)).toEqual(theirs);
  });
  expect(served).toBeGreaterThan(COUNT / 10);
});
