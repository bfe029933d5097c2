// How long the Cilium chart takes in this process, cold and warm, and how many times longer `helm template` takes for the same values where helm
// and an unpacked chart are at hand. Ratios count; milliseconds depend on the machine.
//   node bench/render.mjs [--rounds N] [--version 1.20.0] [--values FILE] [--helm PROGRAM] [--chart FOLDER]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Everything that a home cluster may switch on at once: the fullest case. */
const FULLEST = {
  autoDirectNodeRoutes: true,
  bandwidthManager: { enabled: true, bbr: true },
  bgpControlPlane: { enabled: true },
  bpf: { masquerade: true, hostLegacyRouting: true, preallocateMaps: true },
  cgroup: { autoMount: { enabled: false }, hostRoot: '/sys/fs/cgroup' },
  commonLabels: { team: 'network' },
  encryption: { enabled: true, type: 'wireguard' },
  egressGateway: { enabled: true },
  envoy: { prometheus: { serviceMonitor: { enabled: true } }, rollOutPods: true },
  gatewayAPI: { enabled: true, enableAlpn: true, enableAppProtocol: true, gatewayClass: { create: 'true' } },
  hostFirewall: { enabled: true },
  hubble: {
    metrics: { enabled: ['dns', 'drop', 'tcp', 'flow', 'httpV2'], serviceMonitor: { enabled: true } },
    relay: { enabled: true, rollOutPods: true, prometheus: { enabled: true, serviceMonitor: { enabled: true } } },
    tls: { auto: { method: 'cronJob' } },
    ui: { enabled: true, rollOutPods: true, ingress: { enabled: true, hosts: ['hubble.home.example'] } },
  },
  ingressController: { enabled: true },
  ipam: { mode: 'kubernetes' },
  ipv4NativeRoutingCIDR: '10.244.0.0/16',
  ipv6: { enabled: true },
  ipv6NativeRoutingCIDR: 'fd00:10::/56',
  k8sServiceHost: 'localhost',
  k8sServicePort: 7445,
  kubeProxyReplacement: true,
  l2announcements: { enabled: true },
  loadBalancer: { algorithm: 'maglev', mode: 'dsr' },
  localRedirectPolicies: { enabled: true },
  operator: {
    prometheus: { serviceMonitor: { enabled: true } },
    podDisruptionBudget: { enabled: true },
    rollOutPods: true,
  },
  prometheus: { enabled: true, serviceMonitor: { enabled: true, trustCRDsExist: true } },
  rollOutCiliumPods: true,
  routingMode: 'native',
};

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    version: { type: 'string', default: '1.20.0' },
    values: { type: 'string' },
    helm: { type: 'string', default: process.env.HELM ?? 'helm' },
    chart: { type: 'string', default: process.env.CILIUM_CHART },
  },
});
const rounds = Number(options.rounds);
const WARM_RUNS = 50;

const root = resolve(fileURLToPath(import.meta.url), '..', '..');
const require = createRequire(join(root, 'package.json'));
const scratch = mkdtempSync(join(tmpdir(), 'bench-render-'));
try {
  const values = options.values === undefined ? FULLEST : require('js-yaml').load(readFileSync(options.values, 'utf8'));
  const program = join(root, 'node_modules', '.cache', `bench-render-${process.pid}.cjs`);
  const input = join(scratch, 'input.json');
  writeFileSync(
    input,
    JSON.stringify({ version: options.version, values, kubeVersion: '1.33.0', namespace: 'kube-system' }),
  );
  try {
    require('esbuild').buildSync({
      entryPoints: [join(root, 'lib/chart/index.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      outfile: program,
      logLevel: 'error',
    });
    measure(program, input, values);
  } finally {
    rmSync(program, { force: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function measure(program, input, values) {
  // One process a round: its first rendering is cold, the median of the following ones warm.
  const script = `
    const ms = (from) => Number(process.hrtime.bigint() - from) / 1e6;
    const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
    const input = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(input)}, 'utf8'));
    const start = process.hrtime.bigint();
    const { renderChart } = require(${JSON.stringify(program)});
    const load = ms(start);
    const first = process.hrtime.bigint();
    const cpuFirst = cpu();
    const { objects, problems } = renderChart(input);
    const [cold, coldCpu] = [ms(first), cpu() - cpuFirst];
    const warm = [];
    const cpuWarm = cpu();
    for (let i = 0; i < ${WARM_RUNS}; i++) { const from = process.hrtime.bigint(); renderChart(input); warm.push(ms(from)); }
    const warmCpu = (cpu() - cpuWarm) / ${WARM_RUNS};
    warm.sort((a, b) => a - b);
    console.log(JSON.stringify({ load, cold, coldCpu, warm: warm[warm.length >> 1], warmCpu, objects: objects.length, problems: problems.filter((p) => p.level === 'error') }));`;
  const found = [];
  const helmTimes = [];
  const helm = helmCommand(values);
  for (let round = -1; round < rounds; round++) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const result = JSON.parse(stdout);
    if (result.problems.length > 0)
      throw new Error(`the values are refused: ${result.problems.map((p) => `${p.path}: ${p.message}`).join('; ')}`);
    const took = helm === undefined ? undefined : timed(helm);
    if (round < 0) continue; // the first round warms the caches
    found.push(result);
    if (took !== undefined) helmTimes.push(took);
  }
  const of = (key) => median(found.map((each) => each[key]));
  console.log(`chart ${options.version}, ${found[0].objects} objects: medians of ${rounds} processes`);
  console.log(
    line(
      of('warm'),
      `warm (limit 20): median of ${WARM_RUNS} renderings in one process; ${of('warmCpu').toFixed(1)} ms of processor time`,
    ),
  );
  console.log(
    line(
      of('cold'),
      `cold (limit 60): the first rendering of a process, tables of values read; ${of('coldCpu').toFixed(1)} ms of processor time`,
    ),
  );
  console.log(line(of('load'), 'before it: loading the code'));
  if (helmTimes.length === 0) {
    console.log(
      'helm template: not measured, no helm or no unpacked chart (--helm PROGRAM --chart FOLDER, or HELM and CILIUM_CHART)',
    );
  } else {
    const theirs = median(helmTimes);
    console.log(
      line(
        theirs,
        `helm template, a process: ${(theirs / of('warm')).toFixed(0)}x warm, ${(theirs / of('cold')).toFixed(1)}x cold`,
      ),
    );
  }
  // Processor time, as far as it is less: on a busy machine the clock counts the others' work as well.
  if (Math.min(of('warm'), of('warmCpu')) > 20 || Math.min(of('cold'), of('coldCpu')) > 60) process.exitCode = 1;
}

function helmCommand(values) {
  if (options.chart === undefined || !existsSync(join(options.chart, 'Chart.yaml'))) return undefined;
  if (spawnSync(options.helm, ['version', '--short'], { encoding: 'utf8' }).status !== 0) return undefined;
  const file = join(scratch, 'values.json');
  writeFileSync(file, JSON.stringify(values));
  return [
    options.helm,
    ['template', 'cilium', options.chart, '--namespace', 'kube-system', '--kube-version', '1.33.0', '--values', file],
  ];
}

/** @param {(string | string[])[]} command the program and its arguments */
function timed(command) {
  const [program, args] = /** @type {[string, string[]]} */ (command);
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`helm: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

function line(ms, what) {
  return `${ms.toFixed(1).padStart(7)} ms  ${what}`;
}
