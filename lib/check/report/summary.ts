// What a report says besides the findings: what was seen, what was passed over and why, and what somebody decided.
import { Versions, World } from '../../world/types';
import { Input } from '../input';
import { isKustomization } from '../../world/trees';
import { isTemplateFile } from '../input/template';
import { Problem } from '../rule';

/** How many of what, in words that fit the number. */
export interface Count {
  readonly what: string;
  readonly count: number;
}

/** Counts and versions for the last lines. */
export interface Summary {
  /** Objects that were checked. */
  readonly checked: number;
  readonly files: number;
  readonly versions: Versions;
  /** Objects by kind, most first. */
  readonly kinds: readonly Count[];
  /** What else was read for the rules. */
  readonly others: readonly Count[];
  /** What was not judged, by why. */
  readonly passedOver: readonly Count[];
  /** Findings that the configuration ignores or switches off. */
  readonly ignored: number;
  /** Findings that a baseline knows, and those that are in it and no longer here. @default - there is none */
  readonly baseline?: { readonly known: number; readonly gone: readonly string[] };
  /** List each finding, where one line could say many. @default false */
  readonly verbose?: boolean;
}

/** The counts of an input. */
export function countsOf(
  input: Input,
  world: Pick<World, 'machineTrees' | 'versions'>,
  problems: readonly Problem[],
): Omit<Summary, 'ignored' | 'baseline' | 'verbose'> {
  const { objects, talos, documents, files, data } = input;
  const kustomizations = documents.filter(({ content, origin }) =>
    isKustomization({ file: origin.file ?? '', content }),
  );
  const read = new Set([...objects, ...talos, ...documents].map(({ origin }) => origin.file));
  const said = (code: string) => input.problems.filter((each) => each.code === code).length;
  const templates = files.filter((file) => isTemplateFile(file) && !read.has(file)).length;
  const rendered = input.problems.filter(({ code, file }) => code === 'input/template' && !isTemplateFile(file)).length;
  const unknown = problems.filter(
    ({ code, data: { what } }) => code === 'schema/unknown-kind' && what === 'unknown-schema',
  );
  return {
    checked: objects.length,
    files: files.length,
    versions: world.versions,
    kinds: countedKinds(objects.map(({ manifest }) => manifest.kind)),
    others: counts([
      ['Talos document', 'Talos documents', talos.length],
      ['cluster of a tool', 'clusters of tools', world.machineTrees.length],
      ['kustomization', 'kustomizations', kustomizations.length],
    ]),
    passedOver: counts([
      ['encrypted document', 'encrypted documents', said('input/encrypted')],
      ['template', 'templates', templates + rendered],
      ['data file of a generator', 'data files of generators', data.length],
      ['document that is no manifest', 'documents that are no manifests', documents.length - kustomizations.length],
      ['object of a kind without known schema', 'objects of kinds without known schema', unknown.length],
    ]),
  };
}

function counts(rows: readonly (readonly [one: string, many: string, count: number])[]): Count[] {
  return rows.flatMap(([one, many, count]) => (count === 0 ? [] : [{ what: count === 1 ? one : many, count }]));
}

function countedKinds(kinds: readonly unknown[]): Count[] {
  const found = new Map<string, number>();
  for (const kind of kinds) found.set(String(kind), (found.get(String(kind)) ?? 0) + 1);
  return [...found]
    .map(([what, count]) => ({ what, count }))
    .sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
}
