// node bench/reach.mjs [rounds]: how long reach takes over worlds of workloads and NetworkPolicies, from the file to the printed list, and
// how that grows; what one verdict and one difference cost on loaded worlds. Processor time in processes of their own, interleaved.
// Beside np-guard on the same machine: NP_GUARD=path/to/k8snetpolicy node bench/reach.mjs (it needs minutes, and is left out where it is not built).
// node bench/reach.mjs write FOLDER writes the worlds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const require = createRequire(import.meta.url);
const SIZES = [
  [300, 300],
  [1000, 100],
  [1000, 1000],
  [5000, 2000],
];
/** The worlds that np-guard ends with: of (1000, 100), where most pairs are open, it does not in eight minutes. */
const FOR_NP_GUARD = [
  [300, 300],
  [1000, 1000],
];
const [task, file, bundle] = process.argv.slice(2);

if (task === 'measure') measure();
else if (task === 'list') list();
else if (task === 'write') write(file);
else bench(Number(task ?? 3));

/** Milliseconds of processor time since a mark. */
function since(mark) {
  const { user, system } = process.cpuUsage(mark);
  return (user + system) / 1000;
}

/** The list as the command prints it. */
function list() {
  const { readInput, Reachability, writeList } = require(bundle);
  const objects = readInput([file]).objects.map(({ manifest }) => ({ manifest }));
  writeList(new Reachability({ objects }), { format: 'text' }, (text) => process.stdout.write(text));
}

/** In a process of its own. */
function measure() {
  const { readInput, Reachability, diff, writeList } = require(bundle);
  /** @type {{ [step: string]: number }} */
  const lap = {};
  let mark = process.cpuUsage();
  const take = (name) => {
    lap[name] = since(mark);
    mark = process.cpuUsage();
  };
  const objects = readInput([file]).objects.map(({ manifest }) => ({ manifest }));
  take('parse');
  const reach = new Reachability({ objects });
  take('load');
  const { matrix } = reach;
  // Rows are made at the first question.
  lap.made = matrix.egressRows.length + matrix.ingressRows.length;
  take('rows');
  lap.lines = 0;
  writeList(reach, { format: 'text' }, (text) => (lap.lines += text.split('\n').length - 1));
  take('print');
  lap.mb = process.resourceUsage().maxRSS / 1024;
  const count = 20_000;
  for (let index = 0; index < count; index++)
    reach.verdict((index * 7919) % reach.parties.length, (index * 104_729) % reach.parties.length, 'TCP', 8080);
  take('verdicts');
  lap.verdict = (lap.verdicts / count) * 1000;
  const last = objects.findLastIndex(({ manifest }) => manifest.kind === 'NetworkPolicy');
  const after = new Reachability({ objects: objects.filter((_, index) => index !== last) });
  lap.changes = diff(reach, after).changes.length;
  take('diff');
  lap.classes = matrix.classes.samples.length;
  console.log(JSON.stringify(lap));
}

function bench(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-reach-'));
  const beside = join(process.cwd(), 'node_modules', '.cache', `bench-reach-${process.pid}.cjs`);
  try {
    buildSync({
      stdin: {
        contents: "export { readInput } from './lib/check/input'; export * from './lib/reach';",
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      target: 'node20',
      packages: 'external',
      outfile: beside,
      logLevel: 'error',
    });
    write(folder);
    const results = SIZES.map(() => /** @type {any[]} */ ([]));
    for (let round = 0; round < rounds; round++)
      SIZES.forEach(([workloads, policies], index) => {
        const args = [new URL(import.meta.url).pathname, 'measure', join(folder, `${workloads}-${policies}`), beside];
        const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
        results[index].push(JSON.parse(stdout));
      });
    report(results, rounds);
    if (process.env.NP_GUARD !== undefined) besideNpGuard(folder, beside, process.env.NP_GUARD);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(beside, { force: true });
  }
}

/** Whole commands one after the other, processor time as the shell counts it. */
function besideNpGuard(folder, beside, binary) {
  const seconds = (...command) => {
    const quoted = command.map((word) => `'${word}'`).join(' ');
    const { stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${quoted} > /dev/null 2>&1`], {
      encoding: 'utf8',
    });
    return stderr
      .trim()
      .split(/\s+/)
      .reduce((sum, each) => sum + Number(each), 0);
  };
  console.log('\nworkloads policies | np-guard    reach  (s of processor time, whole command)');
  for (const [workloads, policies] of FOR_NP_GUARD) {
    const world = join(folder, `${workloads}-${policies}`);
    const theirs = seconds(binary, 'list', '-q', '--dirpath', world);
    const ours = seconds(process.execPath, new URL(import.meta.url).pathname, 'list', world, beside);
    console.log(
      `${String(workloads).padStart(9)} ${String(policies).padStart(8)} | ${theirs.toFixed(1).padStart(8)} ${ours.toFixed(2).padStart(8)}  1/${(theirs / ours).toFixed(0)}`,
    );
  }
}

function report(results, rounds) {
  const keys = ['parse', 'load', 'rows', 'print', 'diff'];
  console.log(
    `median of ${rounds} interleaved rounds, ms of processor time; diff: a second world without one policy, loaded and compared`,
  );
  console.log(
    `workloads policies | ${keys.map((key) => key.padStart(7)).join('')} | list in all   lines  classes   MB | µs per verdict | diff by list`,
  );
  SIZES.forEach(([workloads, policies], index) => {
    const median = (key) => results[index].map((each) => each[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)];
    const all = (...steps) => steps.reduce((sum, key) => sum + median(key), 0);
    const whole = all('parse', 'load', 'rows', 'print');
    const compared = all('parse', 'load', 'rows', 'diff');
    console.log(
      `${String(workloads).padStart(9)} ${String(policies).padStart(8)} | ${keys.map((key) => median(key).toFixed(0).padStart(7)).join('')} | ` +
        `${whole.toFixed(0).padStart(11)} ${String(median('lines')).padStart(7)} ${String(median('classes')).padStart(8)} ${median('mb').toFixed(0).padStart(4)} | ${median('verdict').toFixed(1).padStart(14)} | ${(compared / whole).toFixed(2)}`,
    );
  });
}

/** Writes the worlds: nine shapes of NetworkPolicies over workloads of few applications and tiers. The same bytes on every run. */
function write(folder) {
  for (const [workloads, policies] of SIZES) {
    const at = join(folder, `${workloads}-${policies}`);
    mkdirSync(at, { recursive: true });
    const random = seeded(workloads * 31 + policies);
    const pick = (list) => list[Math.floor(random() * list.length)];
    const spaces = Array.from({ length: Math.max(4, Math.ceil(workloads / 25)) }, (_, index) => `ns-${index}`);
    const apps = Array.from({ length: Math.max(4, workloads / 5) }, (_, index) => `app-${index}`);
    const tiers = ['web', 'api', 'worker', 'db'];
    const teams = ['atlas', 'birch', 'cobalt', 'delta'];
    const blocks = [
      '10.0.0.0/8',
      '192.168.0.0/16',
      ...Array.from({ length: 9 }, (_, index) => `203.0.${index * 7}.${16 * index}/28`),
    ];
    const pods = () =>
      random() < 0.5
        ? { matchLabels: { app: pick(apps) } }
        : random() < 0.8
          ? { matchLabels: { tier: pick(tiers) } }
          : {};
    const ports = () =>
      random() < 0.2 ? {} : { ports: [{ protocol: 'TCP', port: pick([80, 443, 5432, 8080, 9090]) }] };
    const peer = () => {
      const dice = random();
      if (dice < 0.5) return { podSelector: pods() };
      if (dice < 0.8) return { namespaceSelector: { matchLabels: { team: pick(teams) } }, podSelector: pods() };
      return { ipBlock: { cidr: pick(blocks) } };
    };
    const rule = () => {
      const dice = random();
      if (dice < 0.08) return { policyTypes: ['Ingress', 'Egress'] };
      if (dice < 0.6) return { policyTypes: ['Ingress'], ingress: [{ from: [peer()], ...ports() }] };
      return { policyTypes: ['Egress'], egress: [{ to: [peer()], ...ports() }] };
    };
    const objects = [
      ...spaces.map((name, index) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: { team: teams[index % 4] } },
      })),
      ...Array.from({ length: workloads }, (_, index) => ({
        ...{
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: `w-${index}`, namespace: spaces[index % spaces.length] },
        },
        spec: {
          template: {
            metadata: { labels: { app: pick(apps), tier: pick(tiers), instance: `w-${index}` } },
            spec: { containers: [{ name: 'main' }] },
          },
        },
      })),
      ...Array.from({ length: policies }, (_, index) => ({
        ...{
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: `p-${index}`, namespace: pick(spaces) },
        },
        spec: { podSelector: pods(), ...rule() },
      })),
    ];
    const yaml = require('js-yaml');
    writeFileSync(join(at, 'all.yaml'), objects.map((object) => yaml.dump(object)).join('---\n'));
  }
}

/** Numbers from 0 to 1 that are the same on every run. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
