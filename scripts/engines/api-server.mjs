// A real API server with the real CRDs and Talos' PodSecurity: is every object taken, strictly, by create and by server-side apply?
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentsOf } from './dist.mjs';

const ENGINE = 'api-server';
/** CRD sets below SHARED/crds. */
const CRDS = ['cilium/1.20', 'gateway-api/v1.6.1/standard', 'network-attachment-definition'];

export function run({ dist, engines, shared, report }) {
  const folder = join(engines, 'kube-apiserver');
  const inline = inlineManifests(dist.patches);
  const questions = [
    {
      question: 'objects taken by create, strictly',
      method: 'create',
      files: () => dist.files,
      count: dist.objects.length,
    },
    {
      question: 'objects taken by apply, strictly',
      method: 'apply',
      files: () => dist.files,
      count: dist.objects.length,
    },
    {
      question: "objects of Talos' inline manifests, by apply",
      method: 'apply',
      files: (scratch) => written(scratch, inline),
      count: inline.flatMap(({ text }) => documentsOf(text)).length,
    },
  ];
  const skip = (reason) => questions.forEach(({ question }) => report.skip(ENGINE, question, reason));
  if (!existsSync(join(folder, 'up.sh'))) return skip(`no ${folder}`);
  const missing = CRDS.map((set) => join(shared, 'crds', set)).filter((path) => !existsSync(path));
  if (missing.length > 0) return skip(`no CRDs in ${missing.join(', ')}`);
  if (dist.files.length === 0) return skip('no *.k8s.yaml in dist');

  // As on Talos: baseline is enforced outside of kube-system.
  const up = spawnSync('bash', [join(folder, 'up.sh')], {
    encoding: 'utf8',
    env: { ...process.env, PODSECURITY: 'talos' },
    timeout: 120_000,
  });
  if (up.status !== 0) throw new Error(`${folder}/up.sh: ${up.stderr}`);
  const env = environmentOf(up.stdout);
  const scratch = mkdtempSync(join(tmpdir(), 'inline-'));
  try {
    for (const { question, method, files, count } of questions) {
      if (count === 0) report.answer(ENGINE, question, 0);
      else
        report.answer(
          ENGINE,
          question,
          count,
          refusals(verdictsOf({ folder, shared, env, method, files: files(scratch), count })),
        );
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    spawnSync('bash', [join(folder, 'down.sh'), env.PIDFILE], { encoding: 'utf8' });
  }
}

/** Objects that Talos applies itself at bootstrap: `{name, text}`. */
export function inlineManifests(patches) {
  return patches
    .flatMap(({ documents }) => documents)
    .flatMap((document) => [
      ...(document.kind === 'KubeInlineManifestConfig' && document.$patch === undefined
        ? [{ name: document.name, text: document.manifest }]
        : []),
      ...(document.cluster?.inlineManifests ?? []).map(({ name, contents }) => ({ name, text: contents })),
    ]);
}

function written(scratch, manifests) {
  return manifests.map(({ name, text }) => {
    const file = join(scratch, `${name}.yaml`);
    writeFileSync(file, text);
    return file;
  });
}

function verdictsOf({ folder, shared, env, method, files, count }) {
  const crds = CRDS.flatMap((set) => ['-crds', join(shared, 'crds', set)]);
  const { stdout, stderr, error } = spawnSync(
    join(folder, 'bin/apply'),
    [...crds, '-method', method, '-namespace-labels', ...files],
    {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      maxBuffer: 1 << 28,
      timeout: 600_000,
    },
  );
  if (error !== undefined) throw error;
  const verdicts = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  if (verdicts.length !== count)
    throw new Error(`${verdicts.length} verdicts for ${count} objects\n${stderr.slice(-2000)}`);
  return verdicts;
}

/** Kinds whose objects are there before dist is: the server's own namespaces, the CRDs that were loaded. It says so after it has validated. */
const THERE_BEFORE = /^(Namespace|CustomResourceDefinition)\b|\b(namespaces|customresourcedefinitions)\b/;

/** Objects that the server refuses, or takes with a warning of ours to mend: duplicate keys and host bits end as warnings. */
export function refusals(verdicts) {
  return verdicts.flatMap(({ id, ok, status, reason, message, warnings, note }) => {
    if (!ok && reason === 'AlreadyExists' && THERE_BEFORE.test(message)) return [];
    if (!ok) return [`${id}: ${status} ${reason}: ${message}`];
    // Talos warns of what the restricted profile would refuse, and enforces baseline.
    const telling = (warnings ?? []).filter((text) => !text.startsWith('would violate PodSecurity "restricted'));
    return [...telling, ...(note ? [note] : [])].map((text) => `${id}: taken, but: ${text}`);
  });
}

/** `export A=x B=y`, as up.sh prints it. */
export function environmentOf(text) {
  const line = text.split('\n').find((candidate) => candidate.startsWith('export '));
  if (line === undefined) throw new Error(`up.sh printed no environment: ${text}`);
  return Object.fromEntries(
    line
      .slice('export '.length)
      .trim()
      .split(' ')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
