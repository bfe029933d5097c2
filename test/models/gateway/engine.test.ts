// Asks the operators themselves about odd sets. Skipped for each minor whose program is not built: the folder ENGINES holds them as
// gateway-1.18, gateway-1.19, gateway-1.20; GATEWAY_SETS says how many sets.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../../scripts/models/gateway';
import { engineProgram, SHARED } from '../../support/engines';
import { oddGateways } from './odd-gateways';
import { CLASS, ROWS, service } from './unserved-sets';

const SEED = 7;
const COUNT = Number(process.env.GATEWAY_SETS ?? 200);
const CRDS = join(SHARED, 'crds');

const MINORS = ['1.18', '1.19', '1.20'];

/** Answers of the operator of a minor, or undefined where its program is not built. */
function operatorSays(minor: string, sets: readonly object[]): Record<string, unknown>[] | undefined {
  const engine = engineProgram(`gateway-${minor}`);
  if (engine === undefined || !existsSync(CRDS)) {
    console.info(`skipped: no program gateway-${minor} in the folder ENGINES, or no CRDs`);
    return undefined;
  }
  const { stdout } = spawnSync(engine, ['-crds', CRDS], {
    input: sets.map((set) => JSON.stringify(set)).join('\n'),
    maxBuffer: 1 << 29,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  expect(lines).toHaveLength(sets.length);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test.each(MINORS)('the operator of %s agrees on odd sets', (minor) => {
  const sets = oddGateways(SEED, COUNT, minor);
  const theirs = operatorSays(minor, sets);
  theirs?.forEach((said, index) => expect(answer(sets[index]!, minor)).toEqual(said));
  const served = theirs?.filter((said) => said.served !== undefined).length ?? COUNT;
  expect(served).toBeGreaterThan(COUNT / 10);
});

test.each(MINORS)('the operator of %s agrees on what it does not serve', (minor) => {
  const sets = ROWS.map(([code, , objects], index) => ({
    id: `${code}-${index}`,
    objects: [CLASS, service('web'), ...objects],
    options: { served: true, services: true },
  }));
  operatorSays(minor, sets)?.forEach((said, index) => expect(answer(sets[index]!, minor)).toEqual(said));
});
