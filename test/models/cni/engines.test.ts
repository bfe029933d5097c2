// Asks the CNI plugins themselves about made-up networks. Skipped where the program is not built: the folder ENGINES holds it as cnilab, beside its
// plugins; it needs root, iptables and nft. `SEED=7 COUNT=2000` asks for others, and more.
import { spawnSync } from 'node:child_process';
import { answer } from '../../../scripts/models/cni';
import { engineProgram } from '../../support/engines';
import { cniCases } from './generate';

const SEED = Number(process.env.SEED ?? 20);
const COUNT = Number(process.env.COUNT ?? 60);

interface Answer {
  readonly id: string;
  readonly ok: boolean;
  readonly kind?: string;
  readonly judged?: boolean;
}

test('an error exactly where an ADD of a made-up network fails', () => {
  const program = engineProgram('cnilab');
  if (program === undefined) {
    console.info('skipped: no program cnilab in the folder ENGINES');
    return;
  }
  const cases = cniCases(SEED, COUNT);
  const { stdout } = spawnSync(program, ['-j', '2'], {
    input: cases.map((each) => JSON.stringify(each)).join('\n'),
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  const said = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
  expect(said).toHaveLength(cases.length);
  const differs = cases.filter((each, index) => {
    const engine = said[index]!;
    const model = answer(each as never) as unknown as Answer;
    // What only the kernel of the engine refuses says nothing about the network.
    if (model.judged === false || engine.kind === 'kernel') return false;
    return model.ok !== engine.ok;
  });
  expect(differs).toEqual([]);
}, 600_000);
