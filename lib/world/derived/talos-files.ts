// The Talos documents of the input by file, in the forms in which the loader of each minor in question reads them.
import { posix } from 'node:path';
import { isMap, PlainMap, toYaml } from '../../manifest';
import { isTalosMinor, loadTalos, Part, TALOS_MINORS, TalosMinor, TalosProblem } from '../../models/talos';
import { Path } from '../../problem';
import { isWholeConfiguration, loadable } from '../talos-inputs';
import { CheckedDocument, Model, World } from '../types';
import { textAt, valueAtPath } from './fields';

/** What Talos' loader says of a text. */
export type TalosLoaded = { readonly parts: readonly Part[] } | { readonly problems: readonly TalosProblem[] };

/** The documents of one file: a machine configuration, or a patch. */
export interface TalosFile {
  /** The file, or the name under which synth writes it. */
  readonly name: string;
  readonly documents: readonly CheckedDocument[];
  /** The file holds a whole machine configuration: its machine has a type and a token or the like. */
  readonly isWhole: boolean;
  readonly text: string;
  /** What the loader of a minor says of the documents together. */
  load(minor: TalosMinor): TalosLoaded;
}

/** All files. */
export interface TalosFiles {
  /** Minors in question: the one that is known, else all; none where the known one is not supported. */
  readonly minors: readonly TalosMinor[];
  readonly files: readonly TalosFile[];
}

/** The model. */
export const TALOS_FILES: Model<TalosFiles> = {
  name: 'talos-files',
  build: (world) => ({ minors: minorsOf(world), files: filesOf(world) }),
};

/** Name of the file of a document, of an app's too. */
export function fileOf({ origin }: CheckedDocument): string {
  return origin.file ?? origin.written ?? '';
}

/** Texts from here on are cut before Talos' loader reads them: it looks into none of that length, and they come in megabytes. */
const LONG_TEXT = 10_000;

/** The text of a document as Talos reads it, with long texts cut. */
export function talosTextOf({ content, text }: CheckedDocument): string {
  const cut = cutTexts(content);
  return text === undefined || cut !== content ? toYaml([cut as PlainMap]) : text;
}

/** The value with long texts cut; the value itself where none is long. */
function cutTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONG_TEXT ? value.slice(0, 100) : value;
  if (Array.isArray(value)) {
    const cut = value.map(cutTexts);
    return cut.some((each, index) => each !== value[index]) ? cut : value;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, cutTexts(each)] as const);
  return entries.some(([key, each]) => each !== value[key]) ? Object.fromEntries(entries) : value;
}

/** The document that a problem of a model is about: by its name, and by what it holds at the path. */
export function documentAt(
  documents: readonly CheckedDocument[],
  id: string | undefined,
  path: Path,
): CheckedDocument | undefined {
  const named = documents.filter((each) => id === undefined || idOf(each) === id || kindOf(each) === id);
  for (let length = path.length; length > 0; length--) {
    const found = named.find(({ content }) => valueAtPath(content, path.slice(0, length)) !== undefined);
    if (found !== undefined) return found;
  }
  return named.at(-1);
}

/** `v1alpha1`, `Kind` or `Kind/name`. */
export function idOf(document: CheckedDocument): string {
  const name = textAt(document.content, 'name');
  return name === undefined ? kindOf(document) : `${kindOf(document)}/${name}`;
}

function kindOf({ content }: CheckedDocument): string {
  return textAt(content, 'kind') ?? 'v1alpha1';
}

function minorsOf({ versions }: World): readonly TalosMinor[] {
  if (versions.talos === undefined) return TALOS_MINORS;
  return isTalosMinor(versions.talos) ? [versions.talos] : [];
}

function filesOf(world: World): TalosFile[] {
  // A patch inside of a tool's file, and what the tool makes of its settings, are files of their own.
  const patches = new Map(
    world.machineTrees.flatMap(({ machines }) =>
      machines.flatMap((machine) =>
        machine.patches.flatMap((patch) => patch.documents.map((each) => [each, patch] as const)),
      ),
    ),
  );
  const byPlace = new Map<unknown, CheckedDocument[]>();
  for (const document of world.talos) {
    const patch = patches.get(document);
    const place = patch?.own === true ? patch : posix.normalize(fileOf(document));
    byPlace.set(place, [...(byPlace.get(place) ?? []), document]);
  }
  return [...byPlace.values()].map((documents) => {
    const name = posix.normalize(fileOf(documents[0]!));
    const text = documents.map(talosTextOf).join('\n---\n');
    const known = new Map<TalosMinor, TalosLoaded>();
    return {
      name,
      documents,
      isWhole: documents.some(isWholeConfiguration),
      text,
      load: (minor) => {
        const loaded = known.get(minor) ?? loadTalos(loadable(text, minor), minor, { patch: true });
        known.set(minor, loaded);
        return loaded;
      },
    };
  });
}
