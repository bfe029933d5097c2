// A real API server with the real CRDs: is every object of dist taken, strictly, by create and by server-side apply?
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ENGINE = 'api-server';
/** CRD sets below SHARED/crds. */
const CRDS = ['cilium/1.20', 'gateway-api/v1.6.1/standard', 'network-attachment-definition'];

export function run({ dist, engines, shared, report }) {
  const folder = join(engines, 'kube-apiserver');
  const question = (method) => `objects taken by ${method}, strictly`;
  const skip = (reason) => ['create', 'apply'].forEach((method) => report.skip(ENGINE, question(method), reason));
  if (!existsSync(join(folder, 'up.sh'))) return skip(`no ${folder}`);
  const missing = CRDS.map((set) => join(shared, 'crds', set)).filter((path) => !existsSync(path));
  if (missing.length > 0) return skip(`no CRDs in ${missing.join(', ')}`);
  if (dist.files.length === 0) return skip('no *.k8s.yaml in dist');

  const up = spawnSync('bash', [join(folder, 'up.sh')], { encoding: 'utf8', timeout: 120_000 });
  if (up.status !== 0) throw new Error(`${folder}/up.sh: ${up.stderr}`);
  const env = environmentOf(up.stdout);
  try {
    for (const method of ['create', 'apply']) {
      const crds = CRDS.flatMap((set) => ['-crds', join(shared, 'crds', set)]);
      const { stdout, stderr, error } = spawnSync(join(folder, 'bin/apply'), [...crds, '-method', method, ...dist.files], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
        maxBuffer: 1 << 28,
        timeout: 600_000,
      });
      if (error !== undefined) throw error;
      const verdicts = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
      if (verdicts.length !== dist.objects.length) throw new Error(`${verdicts.length} verdicts for ${dist.objects.length} objects\n${stderr.slice(-2000)}`);
      report.answer(ENGINE, question(method), verdicts.length, refusals(verdicts));
    }
  } finally {
    spawnSync('bash', [join(folder, 'down.sh'), env.PIDFILE], { encoding: 'utf8' });
  }
}

/** Kinds whose objects are there before dist is: the server's own namespaces, the CRDs that were loaded. It says so after it has validated. */
const THERE_BEFORE = /^(Namespace|CustomResourceDefinition)\b|\b(namespaces|customresourcedefinitions)\b/;

/** Objects that the server refuses, or takes with a warning of ours to mend: duplicate keys and host bits end as warnings. */
export function refusals(verdicts) {
  return verdicts.flatMap(({ id, ok, status, reason, message, warnings, note }) => {
    if (!ok && reason === 'AlreadyExists' && THERE_BEFORE.test(message)) return [];
    if (!ok) return [`${id}: ${status} ${reason}: ${message}`];
    return [...(warnings ?? []), ...(note ? [note] : [])].map((text) => `${id}: taken, but: ${text}`);
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
