// node bench/check.mjs [rounds]: how long `talosnet check` takes over 20,000 policies, from the file to the findings, against parsing the
// same text with js-yaml; whether memory grows in step with the input; how the time grows with inputs of other shapes; and what the same
// rules cost the synth of the reference app.
// Processor time in processes of their own, interleaved; ratios count.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, buildSync } from 'esbuild';
import { SHAPES } from './shapes.mjs';

const require = createRequire(import.meta.url);
const [task, file, bundle] = process.argv.slice(2);

if (task === 'parse' || task === 'check') measure();
else await bench(Number(task ?? 5));

/** In a process of its own: milliseconds of the work, and the most memory that it took. */
function measure() {
  const room = task === 'check' ? require(bundle) : undefined;
  const yaml = require('js-yaml');
  const start = process.cpuUsage();
  let count;
  if (task === 'parse') count = yaml.loadAll(readFileSync(file, 'utf8')).length;
  else {
    const input = room.readInput([file]);
    const { problems } = room.check(input);
    count = room.locate(input, problems, () => true).length;
  }
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  console.log(JSON.stringify({ ms, count, mb: process.resourceUsage().maxRSS / 1024 }));
}

async function bench(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-check-'));
  try {
    const code = join(folder, 'check.cjs');
    buildSync({
      entryPoints: ['lib/check/index.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20',
      packages: 'external',
      outfile: code,
      logLevel: 'error',
    });
    // Beside the packages that it loads.
    const beside = join('node_modules', '.cache', `bench-check-${process.pid}.cjs`);
    writeFileSync(beside, readFileSync(code));
    try {
      report(folder, join(process.cwd(), beside), rounds);
      growth(folder, join(process.cwd(), beside), rounds);
      await synth(folder, rounds);
    } finally {
      rmSync(beside);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(folder, code, rounds) {
  const sizes = [5000, 10_000, 20_000];
  const files = sizes.map((size) => join(folder, `${size}.yaml`));
  files.forEach((name, index) => writeFileSync(name, policies(sizes[index])));
  /** @type {{ [job: string]: any[] }[]} */
  const results = sizes.map(() => ({ parse: [], check: [] }));
  for (let round = 0; round < rounds; round++)
    files.forEach((name, index) => {
      for (const job of ['parse', 'check']) results[index][job].push(run(job, name, code));
    });
  const medianOf = (list, key) => median(list.map((each) => each[key]));
  console.log(
    `median of ${rounds} interleaved rounds\npolicies   MB of YAML   js-yaml ms   load and all checks ms   ratio   findings   memory MB (js-yaml)`,
  );
  sizes.forEach((size, index) => {
    const { parse, check } = results[index];
    const [base, whole] = [medianOf(parse, 'ms'), medianOf(check, 'ms')];
    const cells = [
      String(size).padStart(8),
      (readFileSync(files[index]).length / 1e6).toFixed(1).padStart(12),
      base.toFixed(0).padStart(12),
      whole.toFixed(0).padStart(24),
      (whole / base).toFixed(2).padStart(7),
      String(medianOf(check, 'count')).padStart(10),
      `${medianOf(check, 'mb').toFixed(0)} (${medianOf(parse, 'mb').toFixed(0)})`.padStart(14),
    ];
    console.log(cells.join(' '));
  });
}

/** Each shape at a quarter, a half and the whole of its size: time that grows with the input doubles from one to the next. */
function growth(folder, code, rounds) {
  console.log(
    `\nprocessor time of the check, ms, median of ${rounds}\n${'shape'.padEnd(32)}    size  quarter     half    whole   whole/half`,
  );
  SHAPES.forEach(({ name, size, files }, index) => {
    const [quarter, half, whole] = [size / 4, size / 2, size].map((count) => {
      const input = join(folder, `shape-${index}-${count}`);
      mkdirSync(input);
      for (const [file, text] of Object.entries(files(count))) writeFileSync(join(input, file), text);
      return median(Array.from({ length: rounds }, () => run('check', input, code).ms));
    });
    const cells = [quarter, half, whole].map((ms) => ms.toFixed(0).padStart(8)).join(' ');
    console.log(`${name.padEnd(32)}${String(size).padStart(8)} ${cells}   ${(whole / half).toFixed(2).padStart(10)}`);
  });
}

/** One job in a process of its own. */
function run(job, input, code) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [new URL(import.meta.url).pathname, job, input, code],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

/** The reference app as it is, and with a check room that finds nothing: the difference is what the rules cost. */
async function synth(folder, rounds) {
  const none = {
    name: 'no-check',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\.\.\/check$/ }, () => ({ path: 'none', namespace: 'none' }));
      onLoad({ filter: /.*/, namespace: 'none' }, () => ({
        contents: 'module.exports = { check: () => ({ problems: [] }) }',
        loader: 'js',
      }));
    },
  };
  const meter = join(folder, 'meter.cjs');
  writeFileSync(
    meter,
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('fs').writeFileSync(process.env.METER, String((user + system) / 1000)); });",
  );
  const apps = [];
  for (const [name, plugins] of /** @type {[string, import('esbuild').Plugin[]][]} */ ([
    ['without', [none]],
    ['with', []],
  ])) {
    const outfile = join('node_modules', '.cache', `bench-synth-${name}-${process.pid}.cjs`);
    await build({
      entryPoints: ['main.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20',
      packages: 'external',
      outfile,
      logLevel: 'error',
      plugins,
    });
    apps.push(/** @type {any} */ ({ outfile, times: [], wall: [] }));
  }
  try {
    for (let round = -1; round < rounds * 3; round++)
      for (const { outfile, times, wall } of apps) {
        const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'dist'), METER: join(folder, 'meter') };
        const start = performance.now();
        const { status, stderr } = spawnSync(process.execPath, ['-r', meter, outfile], { env, encoding: 'utf8' });
        const took = performance.now() - start;
        if (status !== 0) throw new Error(stderr);
        if (round < 0) continue;
        times.push(Number(readFileSync(env.METER, 'utf8')));
        wall.push(took);
      }
  } finally {
    apps.forEach(({ outfile }) => rmSync(outfile));
  }
  for (const [clock, key] of [
    ['wall clock', 'wall'],
    ['processor time', 'times'],
  ]) {
    const [without, rules] = apps.map((app) => median(app[key]));
    const more = `${(rules - without).toFixed(0)} ms more (${clock}, median of ${rounds * 3})`;
    console.log(
      `synth of the reference app: ${without.toFixed(0)} ms without the rules, ${rules.toFixed(0)} ms with them: ${more}`,
    );
  }
}

/** Policies as people write them: selectors, ports, HTTP rules, names, CIDRs. */
function policies(count) {
  const { dump } = require('js-yaml');
  return Array.from({ length: count }, (_, index) =>
    dump({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: {
        name: `policy-${index}`,
        namespace: `team-${index % 50}`,
        labels: { 'app.kubernetes.io/name': `app-${index}` },
      },
      spec: {
        description: 'The frontend calls the API, the API calls its payment service.',
        endpointSelector: { matchLabels: { 'app.kubernetes.io/name': `app-${index}` } },
        ingress: [
          {
            fromEndpoints: [
              { matchLabels: { 'app.kubernetes.io/name': 'frontend' } },
              { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'edge'] }] },
            ],
            toPorts: [
              { ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ method: 'GET', path: '/v1/.*' }] } },
            ],
          },
          { fromEntities: ['host'], toPorts: [{ ports: [{ port: '9090', protocol: 'TCP' }] }] },
        ],
        egress: [
          { toFQDNs: [{ matchName: 'api.stripe.com' }], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
          { toCIDRSet: [{ cidr: `10.${index % 250}.0.0/16`, except: [`10.${index % 250}.1.0/24`] }] },
        ],
      },
    }),
  ).join('---\n');
}
