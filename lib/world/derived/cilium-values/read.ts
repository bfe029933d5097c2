// Readers that the sources of values share: YAML inside of texts, files beside others, the nearest of several places.
import { posix } from 'node:path';
import { isMap, PlainMap } from '../../../manifest';
import { readValues } from '../../../yaml';
import { CheckedDocument, CheckedObject, Origin, World } from '../../types';
import { Path } from '../../../problem';
import { textAt, valueAtPath } from '../fields';
import { contentOf, ValuesLayer } from './types';

/** The map that a text holds as YAML; undefined when it is something else, which another layer reports. */
export function mapOfText(text: string): PlainMap | undefined {
  try {
    const [first] = readValues(text);
    return first === undefined ? {} : isMap(first) ? first : undefined;
  } catch {
    return undefined;
  }
}

/** Folder of a file, `.` for none. */
export function folderOf(origin: Origin): string | undefined {
  return origin.file === undefined || origin.file === '-' ? undefined : posix.dirname(posix.normalize(origin.file));
}

/** The values of a file beside another one; undefined when it was not read or holds no single map. */
export function layerOfFile(world: World, beside: Origin, file: string, ...within: string[]): ValuesLayer | undefined {
  const folder = folderOf(beside);
  return folder === undefined ? undefined : layerOf(world.document(posix.join(folder, file)), within);
}

/** The values of a file named from the root of a repository, wherever that was checked out. */
export function layerOfRootFile(world: World, file: string): ValuesLayer | undefined {
  const wanted = posix.normalize(file).replace(/^\/+/, '');
  const found = world.documents.filter(
    ({ origin }) => origin.file !== undefined && `/${posix.normalize(origin.file)}`.endsWith(`/${wanted}`),
  );
  return layerOf(found, []);
}

function layerOf(
  documents: readonly CheckedDocument[] | undefined,
  within: readonly string[],
): ValuesLayer | undefined {
  if (documents?.length !== 1) return undefined;
  const values = valueAtPath(documents[0]!.content, within);
  return isMap(values) ? { values, at: documents[0]!, prefix: within } : undefined;
}

/** The layer of a text that holds YAML. */
export function layerOfText(at: CheckedObject | CheckedDocument, prefix: Path): ValuesLayer | undefined {
  const text = textAt(contentOf(at), ...prefix);
  const values = text === undefined ? undefined : mapOfText(text);
  return values === undefined ? undefined : { values, at, prefix, inText: true };
}

/** Kustomizations, whether or not they state their kind. */
export function kustomizations(world: World): readonly (CheckedObject | CheckedDocument)[] {
  const named = world.documents.filter(
    ({ content, origin }) =>
      content.kind === 'Kustomization' || /(^|\/)kustomization\.ya?ml$|(^|\/)Kustomization$/.test(origin.file ?? ''),
  );
  return [
    ...world.of('kustomize.config.k8s.io', 'Kustomization'),
    ...world.of('kustomize.config.k8s.io', 'Component'),
    ...named,
  ];
}

/** Of several places, the one nearest to a file: the same folder, else the nearest above it, else the only one. */
export function nearest<T extends CheckedObject | CheckedDocument>(
  candidates: readonly T[],
  to: Origin,
): T | undefined {
  const folder = folderOf(to);
  if (candidates.length <= 1 || folder === undefined) return candidates.length === 1 ? candidates[0] : undefined;
  const above = candidates
    .map((candidate) => ({ candidate, at: folderOf(candidate.origin) }))
    .filter(({ at }) => at !== undefined && (at === '.' || folder === at || folder.startsWith(`${at}/`)));
  const longest = Math.max(...above.map(({ at }) => at!.length));
  const best = above.filter(({ at }) => at!.length === longest);
  return best.length === 1 ? best[0]!.candidate : undefined;
}
