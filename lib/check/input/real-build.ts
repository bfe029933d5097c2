// Builds by the real kustomize or kubectl: over a copy of the files that the build reads, without plugins, network and anything outside of the
// input. Results are kept by content.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fromYaml, isMap, Manifest, toYaml } from '../../manifest';
import type { BuiltManifest, RealBuild, RealBuildRequest } from '../../world/trees';

/** When the real program builds: `auto` only what text does not follow. */
export type BuildWhen = 'auto' | 'always' | 'never';

/** At most so many builds by `auto`: one takes a quarter of a second, and a check of 500 files two seconds. */
const MOST_BY_ITSELF = 20;
const LONGEST = 30_000;
const LARGEST = 10 * 1024 * 1024;
const ORIGIN = 'config.kubernetes.io/origin';

interface Program {
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * What builds, or undefined where nobody wants it or no program is there.
 *
 * @param paths what the user named: nothing outside of it is read
 */
export function realBuild(when: BuildWhen, paths: readonly string[]): RealBuild | undefined {
  if (when === 'never') return undefined;
  const program = programOf();
  if (program === undefined) return undefined;
  const inside = paths.filter((path) => path !== '-').map((path) => realpathSync(path));
  let left = when === 'always' ? Infinity : MOST_BY_ITSELF;
  return {
    isWanted: (isFollowed) => when === 'always' || (!isFollowed && left > 0),
    build: (request) => {
      left--;
      return built(program, request, inside);
    },
  };
}

function programOf(): Program | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const find = (name: string) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const kustomize = find('kustomize');
  if (kustomize !== undefined) return { path: kustomize, args: ['build'] };
  const kubectl = find('kubectl');
  return kubectl === undefined ? undefined : { path: kubectl, args: ['kustomize'] };
}

function built(
  program: Program,
  { folder, content, files }: RealBuildRequest,
  inside: readonly string[],
): readonly BuiltManifest[] | undefined {
  const text = toYaml([{ ...content, buildMetadata: ['originAnnotations'] }]);
  const read = [...files].sort().filter((file) => isReadable(file, inside));
  const hash = createHash('sha256').update(
    `${program.path} ${statSync(program.path).mtimeMs} ${resolve(folder)}\n${text}`,
  );
  for (const file of read) hash.update(`${resolve(file)}\n`).update(readFileSync(file));
  return kept(hash.digest('hex'), () => onStage(program, folder, text, read));
}

/** Builds a copy of the files. */
function onStage(program: Program, folder: string, kustomization: string, files: readonly string[]): Answer {
  const stage = realpathSync(mkdtempSync(join(tmpdir(), 'talosnet-build-')));
  try {
    const root = join(stage, 'input');
    const place = (file: string) => join(root, resolve(file));
    for (const file of files) {
      mkdirSync(dirname(place(file)), { recursive: true });
      copyFileSync(file, place(file));
    }
    mkdirSync(place(folder), { recursive: true });
    for (const name of ['kustomization.yml', 'Kustomization']) rmSync(place(join(folder, name)), { force: true });
    writeFileSync(place(join(folder, 'kustomization.yaml')), kustomization);
    const answer = run(program, place(folder), stage);
    return typeof answer === 'string' ? manifestsOf(answer, root, folder) : answer;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** A file of the input, also behind symbolic links, and none that nobody would build with. */
function isReadable(file: string, inside: readonly string[]): boolean {
  try {
    const real = realpathSync(file);
    const stat = statSync(real);
    return (
      stat.isFile() && stat.size <= LARGEST && inside.some((root) => real === root || real.startsWith(`${root}${sep}`))
    );
  } catch {
    return false;
  }
}

/** What the program wrote, null where it refuses, undefined where it did not end by itself. */
function run({ path, args }: Program, folder: string, home: string): string | null | undefined {
  const { status, stdout } = spawnSync(path, [...args, folder, '--load-restrictor', 'LoadRestrictionsRootOnly'], {
    encoding: 'utf8',
    timeout: LONGEST,
    maxBuffer: 1 << 28,
    // Neither git nor a server that a path could name.
    env: { PATH: '', HOME: home, HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '' },
  });
  return status === 0 ? stdout : status === null ? undefined : null;
}

/** The objects of a build, null where the program refuses it, undefined where nobody knows. */
type Answer = readonly BuiltManifest[] | null | undefined;

/** The answer of an earlier build of the same content. A cache that cannot be written is none. */
function kept(name: string, make: () => Answer): readonly BuiltManifest[] | undefined {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const file = join(base, 'talosnet', 'builds', `${name}.json`);
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Answer) ?? undefined;
  } catch {
    const answer = make();
    if (answer !== undefined) keep(file, answer);
    return answer ?? undefined;
  }
}

function keep(file: string, answer: NonNullable<Answer> | null): void {
  const text = JSON.stringify(answer);
  // What YAML can hold and JSON cannot, infinity among it, is built each time.
  if (!isDeepStrictEqual(JSON.parse(text), answer)) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch {
    return;
  }
}

/** The objects with the files that they were written in. */
function manifestsOf(output: string, root: string, folder: string): BuiltManifest[] {
  return (fromYaml(output) as Manifest[]).filter(isMap).map((object) => {
    const { [ORIGIN]: origin, ...annotations } = object.metadata.annotations ?? {};
    const [read] = origin === undefined ? [] : fromYaml(origin);
    const metadata = { ...object.metadata, annotations };
    if (Object.keys(annotations).length === 0) delete (metadata as Manifest['metadata']).annotations;
    const manifest: Manifest = { ...object, metadata };
    if (!isMap(read) || typeof read.path !== 'string') return { manifest };
    const file = join(root, resolve(folder), read.path);
    return { manifest, file: relative(root, file) };
  });
}
