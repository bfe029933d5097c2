// How equal the native rendering of the chart is to helm's: the tables of docs/cilium.md, printed.
//   node scripts/run.cjs scripts/cilium-parity.ts FOLDER
// FOLDER holds cases/, goldens/<version>/, sweep/ and compare.cjs: what helm rendered, and how it is compared.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { ChartProblem, Rendering, renderChart, supportedVersions } from '../lib/chart';
import { fromYaml, Manifest, PlainMap } from '../lib/manifest';

interface Comparison {
  compare(expected: readonly unknown[], actual: readonly unknown[]): readonly unknown[];
  changes(before: readonly unknown[], after: readonly unknown[]): readonly unknown[];
  sameChanges(expected: readonly unknown[], actual: readonly unknown[]): boolean;
}

interface Probe {
  readonly set: Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly changes?: readonly unknown[];
}

const folder = resolve(process.argv[2] ?? '.');
const { compare, changes, sameChanges } = createRequire(join(process.cwd(), 'package.json'))(
  join(folder, 'compare.cjs'),
) as Comparison;

const GATEWAY_CLASS = ['gateway.networking.k8s.io/v1/GatewayClass'];
const linesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
const valuesOf = (file: string) => (fromYaml(readFileSync(join(folder, file), 'utf8'))[0] ?? {}) as PlainMap;
const errorsOf = ({ problems }: Rendering): ChartProblem[] => problems.filter(({ level }) => level === 'error');

/** `objects / differences` of a golden, or why it is refused. */
function golden(version: string, name: string): string {
  const expected = linesOf(`goldens/${version}/${name}.jsonl`) as Manifest[];
  const [file = '', variant = ''] = name.split('@');
  const kubeVersion = /^kube-(.*)$/.exec(variant)?.[1];
  const dashboards = Object.fromEntries(
    expected
      .filter(({ kind }) => kind === 'ConfigMap')
      .flatMap(({ data }) =>
        Object.entries((data ?? {}) as Record<string, string>).filter(([key]) => key.endsWith('.json')),
      ),
  );
  const rendering = renderChart({
    version,
    values: valuesOf(`cases/${file}.yaml`),
    apiVersions: variant === 'no-gateway-crds' ? [] : GATEWAY_CLASS,
    dashboards,
    lenient: true,
    ...(kubeVersion === undefined ? {} : { kubeVersion: `${kubeVersion}.0` }),
  });
  const [first] = errorsOf(rendering);
  return first === undefined
    ? `${rendering.objects.length} / ${compare(expected, rendering.objects).length}`
    : `refused: \`${first.path}\``;
}

function withProbe(base: PlainMap, set: Probe['set']): PlainMap {
  const values = structuredClone(base);
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split('.');
    let map = values;
    for (const key of keys.slice(0, -1)) {
      const inner = map[key];
      map = (
        inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : (map[key] = {})
      ) as PlainMap;
    }
    map[keys.at(-1)!] = value;
  }
  return values;
}

/** One row of the sweep's table. */
function sweep(version: string, file: string): string {
  const base = valuesOf('sweep/base.yaml');
  const dashboards = { 'cilium-dashboard.json': '', 'cilium-operator-dashboard.json': '' };
  const render = (values: PlainMap) =>
    renderChart({ version, values, apiVersions: GATEWAY_CLASS, dashboards, lenient: true });
  const before = render(base).objects;
  const count = { equal: 0, refused: 0, both: 0, differing: 0, taken: 0 };
  const probes = linesOf(`sweep/${file}.jsonl`) as Probe[];
  for (const probe of probes) {
    const rendering = render(withProbe(base, probe.set));
    const refused = errorsOf(rendering).length > 0;
    if (probe.error !== undefined) count[refused ? 'both' : 'taken']++;
    else if (refused) count.refused++;
    else count[sameChanges(probe.changes ?? [], changes(before, rendering.objects)) ? 'equal' : 'differing']++;
  }
  const native = (((probes.length - count.refused) / probes.length) * 100).toFixed(1);
  return `| ${file} | ${probes.length} | ${count.equal} | ${count.both} | ${count.refused} | ${count.differing + count.taken} | ${native} % |`;
}

const versions = supportedVersions();
const names = readdirSync(join(folder, 'goldens', versions[0]!)).map((file) => file.replace(/\.jsonl$/, ''));
console.log(`| case | ${versions.join(' | ')} |\n|---|${versions.map(() => '---|').join('')}`);
for (const name of names.sort())
  console.log(`| ${name} | ${versions.map((version) => golden(version, name)).join(' | ')} |`);
console.log(
  '\n| probes | all | equal | refused by both | refused by us alone | differing | native |\n|---|---|---|---|---|---|---|',
);
for (const version of versions) for (const file of [version, `combined-${version}`]) console.log(sweep(version, file));
