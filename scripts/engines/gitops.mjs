// GitOps engines: Flux's generator and build, kustomize and kubectl's reader by their own code, Argo CD's directories by its documentation.
// Each must read the objects of the output, all of them, unchanged, and nothing else; so for dist and for every example of the README.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { documentsOf, keyOf } from './dist.mjs';
import { ask } from './program.mjs';

const ENGINE = 'gitops';
const SKIP = '+argocd:skip-file-rendering';
const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export function run({ root, folder, engines, report }) {
  const program = join(engines, 'gitops');
  if (!existsSync(program)) return report.skip(ENGINE, 'Flux, kustomize and kubectl read the objects', `no ${program}`);
  const stage = join(root, '.stage');
  mkdirSync(stage, { recursive: true });
  const scratch = mkdtempSync(join(stage, 'gitops-'));
  try {
    const outputs = existsSync(folder)
      ? [{ name: 'dist', folder }, ...examplesOf(root, scratch)]
      : examplesOf(root, scratch);
    for (const output of outputs) {
      const { expected, cases } = casesOf(output, scratch);
      const own = cases.filter(({ engine }) => engine.startsWith('argo-cd'));
      report.answer(
        ENGINE,
        `${output.name}: Argo CD reads the objects`,
        own.length,
        own.flatMap((one) => problemsOf(one, argoCd(one), expected)),
      );
      const others = cases.filter((one) => !own.includes(one));
      const answers = ask(
        program,
        [],
        others.map(({ id, engine, folder: source, path }) => ({ id, engine, folder: source, path })),
      );
      report.answer(
        ENGINE,
        `${output.name}: Flux, kustomize and kubectl read the objects`,
        others.length,
        others.flatMap((one, index) => problemsOf(one, answers[index], expected)),
      );
    }
    control(report, program, outputs[0], scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The programs of the README after the first, which is main.ts, and those of examples/; each with what it writes. */
function examplesOf(root, scratch) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const programs = [...readme.matchAll(/<!-- example: ([\w -]+) -->\n```ts\n([\s\S]*?)```/g)].map(([, name, text]) => ({
    name: `example "${name}"`,
    text,
  }));
  return programs.map(({ name, text }, index) => {
    const place = join(scratch, `example-${index}`);
    mkdirSync(place);
    const library = relative(place, join(root, 'lib'));
    const main = join(place, 'main.ts');
    writeFileSync(
      main,
      text.replace(/'cdk8s-talos-network(\/\w+)?'/g, (_, part = '') => `'${library}${part}'`),
    );
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, CDK8S_OUTDIR: join(place, 'dist') };
    delete env.CDK8S_RECORD_CONSTRUCT_METADATA;
    execFileSync(process.execPath, [join(root, 'scripts', 'run.cjs'), main], { cwd: place, env, stdio: 'pipe' });
    return { name, folder: join(place, 'dist') };
  });
}

/** Every way to read an output, each over a repository that holds it as `dist`. */
function casesOf({ folder }, scratch) {
  /** @param {(dist: string) => void} change */
  const repository = (change = () => undefined) => {
    const source = mkdtempSync(join(scratch, 'repository-'));
    cpSync(folder, join(source, 'dist'), { recursive: true });
    writeFileSync(join(source, 'README.md'), '# A repository\n');
    change(join(source, 'dist'));
    return source;
  };
  const withOurs = repository();
  const without = repository((dist) => rmSync(join(dist, 'Kustomization'), { force: true }));
  const withTheirs = repository((dist) => {
    rmSync(join(dist, 'Kustomization'), { force: true });
    const resources = manifestsOf(dist).map((file) => relative(dist, file));
    writeFileSync(join(dist, 'kustomization.yaml'), JSON.stringify({ resources }));
  });
  const kustomization = existsSync(join(folder, 'Kustomization'));
  const cases = [
    { id: 'Flux, path ./dist', engine: 'flux', folder: withOurs, path: 'dist' },
    { id: 'Flux, path ./dist, no kustomization of ours', engine: 'flux', folder: without, path: 'dist' },
    { id: 'Flux, path ./dist, a kustomization.yaml of theirs', engine: 'flux', folder: withTheirs, path: 'dist' },
    { id: 'Flux, path ./', engine: 'flux', folder: withOurs, path: '.' },
    ...(kustomization ? [{ id: 'kubectl apply -k dist', engine: 'kustomize', folder: withOurs, path: 'dist' }] : []),
    { id: 'kubectl apply -f dist', engine: 'kubectl', folder: withOurs, path: 'dist' },
    ...['argo-cd', 'argo-cd-recursive'].flatMap((engine) => [
      { id: `${engine}, directory dist`, engine, folder: withOurs, path: 'dist' },
      { id: `${engine}, directory dist, no kustomization of ours`, engine, folder: without, path: 'dist' },
    ]),
  ];
  return { cases, expected: manifestsOf(folder).flatMap((file) => documentsOf(readFileSync(file, 'utf8'))) };
}

/** The manifests of an output: what lies in no folder that a kustomization of its own keeps engines out of. */
function manifestsOf(folder) {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !KUSTOMIZATIONS.includes(name))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Argo CD's directory source, by its user guide: files named .yaml, .yml or .json, of sub-folders only with recurse, without those
 * that hold the marker. Every document must be an object with a kind and a name.
 */
export function argoCd({ engine, folder, path }) {
  const files = readdirSync(join(folder, path), { recursive: engine === 'argo-cd-recursive', withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(yaml|yml|json|jsonnet)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const objects = [];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    if (text.includes(SKIP)) continue;
    for (const document of documentsOf(text)) {
      if (typeof document.kind !== 'string' || typeof document.metadata?.name !== 'string')
        return { ok: false, error: `${basename(dirname(file))}/${basename(file)}: a document that is no object` };
      objects.push(document);
    }
  }
  return { ok: true, objects };
}

/** What an answer has to be: the objects, each once, unchanged. */
export function problemsOf({ id }, answer, expected) {
  if (!answer.ok) return [`${id}: ${answer.error}`];
  const read = new Map(answer.objects.map((object) => [keyOf(object), object]));
  const wanted = new Map(expected.map((object) => [keyOf(object), object]));
  return [
    ...[...wanted.keys()].filter((key) => !read.has(key)).map((key) => `${id}: ${key} is not read`),
    ...[...read.keys()].filter((key) => !wanted.has(key)).map((key) => `${id}: ${key} is not of the output`),
    ...[...wanted]
      .filter(([key, object]) => read.has(key) && canonical(read.get(key)) !== canonical(object))
      .map(([key]) => `${id}: ${key} is changed`),
    ...(answer.objects.length === read.size ? [] : [`${id}: ${answer.objects.length - read.size} objects twice`]),
  ];
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join()}}`;
}

/** The judge must refuse the layout that breaks: the same output without what keeps Flux and Argo CD from the patches. */
function control(report, program, output, scratch) {
  const question = 'control: patches without protection are refused';
  if (output === undefined || !existsSync(join(output.folder, 'talos', 'all.yaml')))
    return report.skip(ENGINE, question, 'no patches in dist');
  const source = mkdtempSync(join(scratch, 'control-'));
  const dist = join(source, 'dist');
  cpSync(output.folder, dist, { recursive: true });
  for (const name of ['Kustomization', 'talos/Kustomization']) rmSync(join(dist, name), { force: true });
  for (const name of readdirSync(join(dist, 'talos'))) {
    const file = join(dist, 'talos', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(SKIP, ''));
  }
  const problems = argoCd({ engine: 'argo-cd-recursive', folder: source, path: 'dist' }).ok
    ? ['Argo CD, recursive, takes them']
    : [];
  const [answer] = ask(program, [], [{ id: 'control', engine: 'flux', folder: source, path: 'dist' }]);
  if (answer.ok) problems.push('Flux takes them');
  return report.answer(ENGINE, question, 2, problems);
}
