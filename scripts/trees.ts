// Made-up trees built by kustomize's and Flux's own code and by text: the same objects, or a word that something was not followed.
// node scripts/run.cjs scripts/trees.ts <program of scripts/engines/go-flux> [trees] [first seed]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { readInput } from '../lib/check/input';
import { isClusterScoped, isMap, Manifest, objectKey, toYaml } from '../lib/manifest';
import { madeUpTree, MadeUpTree } from '../test/support/made-up-trees';

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly objects?: readonly Manifest[];
}

const [program, count = '300', first = '1'] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'trees-'));
try {
  const trees = Array.from({ length: Number(count) }, (_, index) => written(madeUpTree(Number(first) + index)));
  const questions = trees.map(({ tree: { id, engine, path, spec, data }, folder }) =>
    JSON.stringify({ id: String(id), engine, folder, path, spec, data }),
  );
  const { stdout } = spawnSync(program!, { input: `${questions.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  const counts: Record<string, number> = {};
  const words: Record<string, number> = {};
  trees.forEach(({ tree, folder }, index) => {
    const { verdict, detail } = compared(tree, folder, answers[index]!);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
    if (verdict === 'not followed') words[detail] = (words[detail] ?? 0) + 1;
    if (/^different/.test(verdict)) console.log(`${tree.id} ${tree.engine}: ${detail}`);
  });
  console.log(counts, words);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function written(tree: MadeUpTree): { tree: MadeUpTree; folder: string } {
  const folder = join(scratch, String(tree.id));
  const root = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'apps', namespace: 'flux-system' },
    spec: { path: `./${tree.path}`, ...tree.spec },
  };
  const cluster = {
    'cluster/kustomization.yaml': 'resources: [all.yaml]\n',
    'cluster/all.yaml': toYaml([...tree.data, root]),
  };
  for (const [file, text] of Object.entries({ ...tree.files, ...cluster })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return { tree, folder };
}

function compared({ path }: MadeUpTree, folder: string, answer: Answer): { verdict: string; detail: string } {
  const input = readInput([folder]);
  const word = input.problems
    .find(({ code }) => code === 'input/not-followed')
    ?.message.replace(/, the first here.*/, '');
  const own = input.objects.filter(
    ({ applied, origin }) => applied?.clusters.length !== 0 && origin.file?.startsWith(join(folder, path)) === true,
  );
  if (!answer.ok) {
    // Two objects of one name are left to the rule about duplicates.
    const isTwice = new Set(own.map(({ manifest }) => objectKey(manifest))).size < own.length;
    // Nothing in place of a variable that nobody sets may be no YAML.
    if (word === undefined && own.some(({ manifest }) => JSON.stringify(manifest).includes('${')))
      return { verdict: 'left open', detail: '' };
    return word === undefined && !isTwice
      ? { verdict: 'different: the program refuses', detail: answer.error!.slice(-260) }
      : { verdict: 'both refuse', detail: word ?? 'one name twice' };
  }
  const unknown = new Map(own.map(({ manifest }) => [objectKey(known(manifest)), known(manifest)]));
  const built = (answer.objects ?? []).map((object) => {
    const twin = unknown.get(objectKey(known(object)));
    return twin === undefined ? object : (leftOpen(object, twin) as Manifest);
  });
  const theirs = new Map(built.map((object) => [objectKey(known(object)), JSON.stringify(sorted(known(object)))]));
  const ours = new Map(
    own.map(({ manifest }) => [objectKey(known(manifest)), JSON.stringify(sorted(known(manifest)))]),
  );
  const differing = [...new Set([...theirs.keys(), ...ours.keys()])].filter((key) => theirs.get(key) !== ours.get(key));
  const counted = built.length === own.length;
  if (differing.length === 0 && counted)
    return { verdict: word === undefined ? 'alike' : 'alike, with a word', detail: '' };
  if (word !== undefined) return { verdict: 'not followed', detail: word };
  const [key] = differing;
  return {
    verdict: 'different',
    detail: `${String(key)}\n  kustomize ${theirs.get(key!)}\n  text      ${ours.get(key!)}`,
  };
}

/** kustomize puts a namespace on cluster-scoped kinds that it does not know; the server takes it off. */
function known(object: Manifest): Manifest {
  if (!isClusterScoped(object.apiVersion, object.kind)) return object;
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** What the program wrote, with the values that text leaves open in place of what nobody set. */
function leftOpen(value: unknown, own: unknown): unknown {
  if (typeof own === 'string' && own.includes('${')) return own;
  if (Array.isArray(value) && Array.isArray(own)) return value.map((item, index) => leftOpen(item, own[index]));
  if (!isMap(value) || !isMap(own)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, leftOpen(inner, own[key])]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
