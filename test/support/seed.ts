// One seed for every property test, so that a red run is red again: `SEED=$RANDOM RUNS=10000 npx jest test/net` searches further.
import fc from 'fast-check';

fc.configureGlobal({
  seed: Number(process.env.SEED ?? 20),
  ...(process.env.RUNS === undefined ? {} : { numRuns: Number(process.env.RUNS) }),
});
