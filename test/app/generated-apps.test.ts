// findings of synth(app) = findings of check(what synth writes, with its facts), over apps made at random.
// `SEED=7 RUNS=5000 npx jest test/app/generated-apps` goes on from another seed.
import { bothSides, differences } from '../support/one-judge';
import { generatedApp } from '../support/generated-app';

const RUNS = Number(process.env.RUNS ?? 2000);
const FIRST = Number(process.env.SEED ?? 20) * 1_000_000;
/** As many codes at least, or the apps say too little to compare. */
const CODES = 50;
test(`synth says of ${RUNS} generated apps what check says of their files`, () => {
  const said = new Map<string, number>();
  const failed: string[] = [];
  for (let seed = FIRST; seed < FIRST + RUNS && failed.length < 5; seed++) {
    const { app } = generatedApp(seed, { installs: 0.03 });
    const sides = bothSides(app);
    for (const line of sides.check) {
      const code = line.split(' ')[1]!;
      said.set(code, (said.get(code) ?? 0) + 1);
    }
    const [shortest] = differences(sides).sort((a, b) => a.length - b.length);
    if (shortest !== undefined) failed.push(`seed ${seed}: ${shortest}`);
  }
  const total = [...said.values()].reduce((sum, count) => sum + count, 0);
  console.info(`${RUNS} generated apps: ${total} findings of ${said.size} codes`);
  expect(failed).toEqual([]);
  if (RUNS >= 2000) expect(said.size).toBeGreaterThanOrEqual(CODES);
}, 600_000);
