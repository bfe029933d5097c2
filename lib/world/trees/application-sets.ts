// The Applications that an ApplicationSet makes, as far as the text of the input decides them: lists, folders and files of this repository.
// Source: Argo CD user guide (ApplicationSet generators and templates), read. What others decide leaves holes in the paths.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { mapsIn } from '../derived/fields';
import { Repository } from './repository';

type Parameters = Readonly<Record<string, unknown>>;

/** Applications of one set, at most: matrices of matrices multiply. Nobody's cluster has that many. */
const MOST = 10_000;

/**
 * `metadata` and `spec` of each Application. Values that the generators do not give stay `{{ … }}`.
 *
 * @internal
 */
export function applicationsOf({ spec }: Manifest, repository: Repository): PlainMap[] {
  if (!isMap(spec) || !isMap(spec.template) || !isMap(spec.template.spec)) return [];
  const { template } = spec;
  const sets = mapsIn(spec.generators).flatMap((generator) => parametersOf(generator, repository));
  const all = sets.length === 0 || sets.length > MOST ? [{}] : sets;
  return all.map((parameters) => filled(template, parameters) as PlainMap);
}

/** A set of parameters for each Application; an empty one where the text does not decide. */
function parametersOf(generator: PlainMap, repository: Repository): Parameters[] {
  if (isMap(generator.list)) return mapsIn(generator.list.elements);
  if (isMap(generator.git)) return ofGit(generator.git, repository);
  if (isMap(generator.matrix)) {
    const [first = [], second = []] = mapsIn(generator.matrix.generators).map((inner) =>
      parametersOf(inner, repository),
    );
    if (first.length * second.length > MOST) return [{}];
    return (first.length === 0 ? [{}] : first).flatMap((one) =>
      (second.length === 0 ? [{}] : second).map((other) => ({ ...one, ...other })),
    );
  }
  return [{}];
}

function ofGit({ directories, files }: PlainMap, repository: Repository): Parameters[] {
  const entries = mapsIn(directories);
  const isOut = (path: string) => entries.some((entry) => entry.exclude === true && fits(String(entry.path), path));
  const folders = entries
    .filter(({ exclude }) => exclude !== true)
    .flatMap(({ path }) => foldersLike(repository, String(path)))
    .filter(({ path }) => !isOut(path));
  const named = mapsIn(files).flatMap(({ path }) => filesLike(repository, String(path)));
  return [
    ...folders.map(({ path }) => pathParameters(path)),
    ...named.flatMap(({ path, file }) =>
      repository.of(file).map(({ content }) => ({ ...content, ...pathParameters(path.replace(/\/[^/]*$/, '')) })),
    ),
  ];
}

function pathParameters(path: string): Parameters {
  const segments = path.split('/');
  const basename = segments[segments.length - 1]!;
  const flat = { 'path.basename': basename, 'path.basenameNormalized': basename };
  return { path: { path, segments, basename, basenameNormalized: basename }, 'path ': path, ...flat };
}

/** Folders of the input whose path from the root of the repository fits a pattern, where that root is told by the part without stars. */
function foldersLike(repository: Repository, pattern: string): { path: string }[] {
  const { fixed, at } = anchor(repository, pattern);
  if (at === undefined) return [];
  const found: { path: string }[] = [];
  const visit = (folder: string, path: string, depth: number) => {
    if (depth > 0 && fits(pattern, path)) found.push({ path });
    if (depth < 12)
      for (const inner of repository.list(folder).folders)
        visit(inner, joined(path, inner.slice(inner.lastIndexOf('/') + 1)), depth + 1);
  };
  visit(at, fixed, pattern === fixed ? 1 : 0);
  return found;
}

function filesLike(repository: Repository, pattern: string): { path: string; file: string }[] {
  const { fixed, at } = anchor(repository, pattern);
  if (at === undefined) return [];
  const found: { path: string; file: string }[] = [];
  const visit = (folder: string, path: string, depth: number) => {
    const { files, folders } = repository.list(folder);
    for (const file of files) {
      const own = joined(path, file.slice(file.lastIndexOf('/') + 1));
      if (fits(pattern, own)) found.push({ path: own, file });
    }
    if (depth < 12)
      for (const inner of folders) visit(inner, joined(path, inner.slice(inner.lastIndexOf('/') + 1)), depth + 1);
  };
  visit(at, fixed, 0);
  return found;
}

function anchor(repository: Repository, pattern: string): { fixed: string; at: string | undefined } {
  const steps = pattern.split('/');
  const star = steps.findIndex((step) => /[*?[{]/.test(step));
  const fixed = steps.slice(0, star < 0 ? steps.length : star).join('/');
  const isFile = star < 0 && /\.\w+$/.test(fixed);
  const folder = isFile ? fixed.replace(/\/?[^/]*$/, '') : fixed;
  return { fixed: folder, at: repository.folderAt(folder === '' ? '.' : folder) };
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** Stars of paths: `*` within a name, `**` through folders. @internal */
export function fits(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/^\.?\//, '')
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (star) => (star === '*' ? '[^/]*' : star === '?' ? '[^/]' : '.*'))
    .replace(/\{([^{}]*)\}/g, (_, inner: string) => `(?:${inner.replaceAll(',', '|')})`);
  try {
    return new RegExp(`^${source}$`).test(path);
  } catch {
    return false;
  }
}

function filled(value: unknown, parameters: Parameters): unknown {
  if (typeof value === 'string') return filledText(value, parameters);
  if (Array.isArray(value)) return value.map((item) => filled(item, parameters));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, parameters)]));
}

/** `{{name}}`, `{{ .path.basename }}`, `{{ index .path.segments 1 }}`; anything else stays. */
function filledText(text: string, parameters: Parameters): string {
  return text.replace(/\{\{-?\s*([^{}]*?)\s*-?\}\}/g, (whole, inner: string) => {
    const index = /^index \.?([\w.]+) (\d+)$/.exec(inner) ?? /^([\w.]+)\[(\d+)\]$/.exec(inner);
    const found =
      index === null ? at(parameters, inner) : (at(parameters, index[1]!) as unknown[] | undefined)?.[Number(index[2])];
    return typeof found === 'string' || typeof found === 'number' ? String(found) : whole;
  });
}

function at(parameters: Parameters, name: string): unknown {
  // Without Go templates `{{path}}` is the path itself.
  if (name === 'path') return parameters['path '] ?? parameters.path;
  const path = name.replace(/^\./, '');
  if (Object.hasOwn(parameters, path)) return parameters[path];
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), parameters);
}
