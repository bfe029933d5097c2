// npm run bench: how long the reference app takes, as whole processes, against named baselines, interleaved in one run.
// Ratios count; milliseconds depend on the machine.
//   node bench/synth.mjs [rounds]
import { spawnSync } from 'node:child_process';

const rounds = Number(process.argv[2] ?? 7);
const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', CDK8S_OUTDIR: undefined };
delete env.CDK8S_OUTDIR;
const COMMANDS = {
  'node floor (node -e 0)': [process.execPath, ['-e', '0']],
  'libraries only (require cdk8s, cdk8s-plus-28, js-yaml)': [
    process.execPath,
    ['-e', "require('cdk8s');require('cdk8s-plus-28');require('js-yaml')"],
  ],
  'the app (node scripts/run.cjs main.ts)': [process.execPath, ['scripts/run.cjs', 'main.ts']],
  'the command (npx cdk8s synth)': ['npx', ['cdk8s', 'synth']],
};

const times = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, /** @type {any[]} */ ([])]));
for (let round = -1; round < rounds; round++) {
  for (const [name, [command, args]] of /** @type {[string, [string, string[]]][]} */ (Object.entries(COMMANDS))) {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
    const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
    if (round >= 0) times[name].push(elapsed); // the first round warms the caches
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const floor = median(times['node floor (node -e 0)']);
console.log(`median of ${rounds} interleaved rounds, whole processes`);
for (const [name, list] of Object.entries(times)) {
  const ms = median(list);
  console.log(`${ms.toFixed(0).padStart(6)} ms  ${(ms / floor).toFixed(1).padStart(5)}x node  ${name}`);
}
