// Made-up trees built by kustomize's and Flux's own code and by text: the same objects, or a word that something was not followed.
// node scripts/run.cjs scripts/trees.ts <program of scripts/engines/go-flux> [trees] [first seed]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { readInput } from '../lib/check/input';
import { isClusterScoped, Manifest, objectKey } from '../lib/manifest';
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
  const questions = trees.map(({ tree: { id, engine, path }, folder }) =>
    JSON.stringify({ id: String(id), engine, folder, path }),
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
  const root = `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {path: ./${tree.path}}\n`;
  for (const [file, text] of Object.entries({ ...tree.files, 'root.yaml': root })) {
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
  if (!answer.ok)
    return word === undefined
      ? { verdict: 'different: kustomize refuses', detail: answer.error!.slice(-260) }
      : { verdict: 'both refuse', detail: word };
  const own = input.objects.filter(
    ({ applied, origin }) => applied?.clusters.length !== 0 && origin.file?.startsWith(join(folder, path)) === true,
  );
  const built = answer.objects ?? [];
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

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
