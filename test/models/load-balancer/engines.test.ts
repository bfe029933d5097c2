// Asks the engines themselves about made-up clusters and nodes. Skipped for each minor whose program is not built: the folder ENGINES holds them as
// lb-1.18, lb-1.19, lb-1.20. `SEED=7 COUNT=20000` asks for others, and more.
import { spawnSync } from 'node:child_process';
import * as l2 from '../../../scripts/models/l2';
import * as lbipam from '../../../scripts/models/lbipam';
import { LOAD_BALANCER_MINORS } from '../../../lib/models/load-balancer';
import { engineProgram } from '../../support/engines';
import { outcomeText, outcomeTexts } from './compare';
import { Case, l2Cases, lbipamCases } from './generate';

const SEED = Number(process.env.SEED ?? 20);
const COUNT = Number(process.env.COUNT ?? 300);
/** Runs that show nearly every outcome where the engine decides by chance. */
const MANY_RUNS = 150;

const ask = (program: string, what: string, runs: number, cases: readonly Case[]): any[] =>
  spawnSync(program, [what, '-runs', String(runs)], {
    input: cases.map((each) => JSON.stringify(each)).join('\n'),
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
    .stdout.split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe.each([
  ['lbipam', lbipam, lbipamCases],
  ['l2', l2, l2Cases],
] as const)('%s', (what, { answer }, make) => {
  test.each(LOAD_BALANCER_MINORS)('answers as the engine of %s does on made-up cases', (minor) => {
    const program = engineProgram(`lb-${minor}`);
    if (program === undefined) {
      console.info(`skipped: no program lb-${minor} in the folder ENGINES`);
      return;
    }
    const differs = (cases: readonly Case[], runs: number) => {
      const said = ask(program, what, runs, cases);
      expect(said).toHaveLength(cases.length);
      return cases.filter((each, index) => !outcomeTexts(said[index]).includes(outcomeText(answer(each, minor))));
    };
    const cases = make(SEED, COUNT);
    const unclear = differs(cases, 2);
    expect(unclear.length === 0 ? [] : differs(unclear, MANY_RUNS)).toEqual([]);
  });
});
