// Patches by where they stand: a file of the input, or a text or map inside of a tool's file.
import { posix } from 'node:path';
import { isMap, PlainMap, toYaml } from '../../manifest';
import { Path } from '../../problem';
import { kubectlDocuments } from '../../yaml';
import { CheckedDocument } from '../origin';
import { appliedAs, MachinePatch, placeInside, TreeFiles, UnreadPatch } from './machine-tree';
import { readTemplate, TEMPLATE_ENDING } from './text-template';

/** A patch, or why there is none. */
export type FoundPatch = { readonly patch: MachinePatch } | { readonly unread: UnreadPatch } | undefined;

/** How a tool fills in the text of a file before it reads it, and what it knows of the values of templates. */
export interface Filling {
  /** @default - the text as it is */
  readonly text?: (text: string) => string;
  /** The value of a placeholder, as text of YAML. @default - no value is known */
  readonly known?: (expression: string) => string | undefined;
}

/** The patch that a file holds; `path` is where the tool's file names it. Nothing for a file without content. */
export function patchOfFile(files: TreeFiles, file: string, path: Path, filling: Filling = {}): FoundPatch {
  const name = posix.normalize(file);
  const raw = files.text(name);
  const documents = files.talosOf(name);
  if (raw === undefined)
    return documents.length === 0
      ? { unread: { file: name, why: 'missing', path } }
      : { patch: { documents, text: textOf(documents) } };
  if (isBlank(raw)) return undefined;
  const text = filling.text?.(raw) ?? raw;
  if (!isTemplate(name, text) && text === raw)
    return { patch: { documents: documents.length === 0 ? listed(name) : documents, text } };
  const read = readTemplate(text, filling.known);
  if (read === undefined) return { unread: { file: name, why: 'template', path } };
  const own = read.documents.flatMap(({ content, document }) =>
    isMap(content) ? [{ content, origin: { file: name, document } }] : [],
  );
  const patch = { documents: own, text: toYaml(own.map(({ content }) => content)) };
  // Of a template each machine has its own values; rules see it with none.
  if (documents.length > 0 && text === raw) return { patch: { ...patch, documents } };
  return { patch: { ...patch, own: true, replaces: documents } };
}

/** The place of a patch that is a list of operations (RFC 6902): it has no document that rules could read. */
function listed(file: string): CheckedDocument[] {
  return [{ content: {}, origin: { file, document: 1 } }];
}

/** The patch of a text inside of a tool's file. */
export function patchOfText(at: CheckedDocument, path: Path, text: string): FoundPatch {
  if (isBlank(text)) return undefined;
  const origin = (document: number) => placeInside(at, [...path, document]);
  if (isTemplate('', text)) {
    const read = readTemplate(text);
    if (read === undefined) return { unread: { file: at.origin.file ?? '', why: 'template', path } };
    const documents = read.documents.flatMap(({ content, document }) =>
      isMap(content) ? [{ content, origin: origin(document - 1), ...appliedAs(at) }] : [],
    );
    return {
      patch: { documents, text: toYaml(documents.map(({ content }) => content)), own: true },
    };
  }
  const parts = [...kubectlDocuments(text)];
  const documents = parts.flatMap(({ value, start, end }, index): CheckedDocument[] =>
    isMap(value) ? [{ content: value, origin: origin(index), ...appliedAs(at), text: text.slice(start, end) }] : [],
  );
  const known = documents.length === 0 ? [{ content: {}, origin: placeInside(at, path) }] : documents;
  return { patch: { documents: known, text, own: true } };
}

/** The patch of maps inside of a tool's file. */
export function patchOfMaps(
  at: CheckedDocument,
  maps: readonly { readonly content: PlainMap; readonly path: Path }[],
): MachinePatch {
  const documents = maps.map(({ content, path }) => ({ content, origin: placeInside(at, path), ...appliedAs(at) }));
  return { documents, text: textOf(documents), own: true };
}

/** The documents of a patch as one text. */
export function textOf(documents: readonly CheckedDocument[]): string {
  return documents.map(({ text, content }) => text ?? toYaml([content])).join('\n---\n');
}

function isTemplate(file: string, text: string): boolean {
  return TEMPLATE_ENDING.test(file) || /\{\{|\$\{/.test(text);
}

function isBlank(text: string): boolean {
  return !/^(?!---|\.\.\.)[ \t]*[^\s#]/m.test(text);
}
