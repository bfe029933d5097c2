// Patches: what a text is (strategic merge or RFC 6902), and what is left of a configuration after it.
import { PlainMap } from '../../manifest';
import { applyDeletion, DeletionFailure } from './deletions';
import {
  conflictOf,
  documentId,
  isDeletion,
  loadPlain,
  loadText,
  ordered,
  Part,
  partId,
  plainDocuments,
} from './documents';
import { applyOperations, JsonOperation, JsonPatchFailure, readOperations } from './json-patch';
import { mergeDocuments, MergeFailure } from './merge';
import { has, TalosMinor } from './minors';
import { TalosProblem } from './problem';

/** A patch. */
export type TalosPatch = { readonly parts: readonly Part[] } | { readonly operations: readonly JsonOperation[] };

/** A patch read from text, or why Talos does not take it. */
export function readPatch(
  text: string,
  minor: TalosMinor,
): TalosPatch | { readonly problems: readonly TalosProblem[] } {
  const loaded = loadText(text, minor, { patch: true });
  if ('parts' in loaded) return loaded;
  const operations = readOperations(text);
  return operations === undefined ? loaded : { operations };
}

/** Where a configuration stands between two patches: as documents, or as it is written. */
export type Standing = { readonly parts: readonly Part[] } | { readonly plain: readonly PlainMap[] };

/** A patch that cannot be applied. */
export class PatchFailure extends Error {
  public constructor(public readonly problems: readonly TalosProblem[]) {
    super(problems[0]?.reason);
  }
}

/** Applies one patch. @throws PatchFailure */
export function applyPatch(standing: Standing, patch: TalosPatch, minor: TalosMinor): Standing {
  if ('operations' in patch) return { plain: jsonPatched(plainOf(standing), patch.operations) };
  return { parts: merged(partsOf(standing, minor), patch.parts, minor) };
}

/** The documents as they are written. @throws PatchFailure where a deletion waits that nobody can write */
export function plainOf(standing: Standing): readonly PlainMap[] {
  if ('plain' in standing) return standing.plain;
  const waiting = standing.parts.find((part) => isDeletion(part) && part.deletion.name !== undefined);
  if (waiting !== undefined) throw new PatchFailure([missing(waiting)]);
  return plainDocuments(standing.parts);
}

/** The documents with their values. @throws PatchFailure */
export function partsOf(standing: Standing, minor: TalosMinor): readonly Part[] {
  if ('parts' in standing) return standing.parts;
  const loaded = loadPlain(standing.plain, minor);
  if ('problems' in loaded) throw new PatchFailure(loaded.problems);
  return loaded.parts;
}

/** A deletion that found no document stays as an empty document, or crashes Talos where it has a name. */
export function missing(part: Part): TalosProblem {
  if (!isDeletion(part)) return { reason: 'duplicate-document', data: {} };
  const { kind, name } = part.deletion;
  return { reason: 'deletion-of-missing-document', document: name === undefined ? kind : `${kind}/${name}`, data: {} };
}

function jsonPatched(documents: readonly PlainMap[], operations: readonly JsonOperation[]): readonly PlainMap[] {
  if (documents.length !== 1)
    throw new PatchFailure([{ reason: 'json-patch-on-several-documents', data: { documents: documents.length } }]);
  try {
    return [applyOperations(documents[0], operations) as PlainMap];
  } catch (error) {
    if (!(error instanceof JsonPatchFailure)) throw error;
    throw new PatchFailure([{ reason: 'json-patch', data: { problem: error.message } }]);
  }
}

function merged(base: readonly Part[], patch: readonly Part[], minor: TalosMinor): readonly Part[] {
  const left: (Part | undefined)[] = [...base];
  const index = new Map(left.map((part, position) => [partId(part!), position]));
  for (const right of patch) {
    const id = partId(right);
    const position = index.get(id);
    if (position === undefined) {
      if (isDeletion(right) && has(minor, 'missingDeletion')) continue;
      if (has(minor, 'missingDeletion')) index.set(id, left.length);
      left.push(right);
      continue;
    }
    const found = left[position]!;
    if (isDeletion(right)) {
      if (right.deletion.path.length === 0) {
        index.delete(id);
        left[position] = undefined;
      } else left[position] = deleted(found, right, minor);
    } else left[position] = mergedInto(found, right, minor);
  }
  const result = ordered(left.filter((part) => part !== undefined));
  const conflict = conflictOf(result);
  if (conflict !== undefined) throw new PatchFailure([conflict]);
  return result;
}

function deleted(found: Part, right: Extract<Part, { deletion: unknown }>, minor: TalosMinor): Part {
  const { deletion } = right;
  if (isDeletion(found)) throw new PatchFailure([missing(found)]);
  try {
    return { ...found, value: applyDeletion(found.kind.shape, found.value, deletion, minor) };
  } catch (error) {
    if (!(error instanceof DeletionFailure)) throw error;
    throw new PatchFailure([{ reason: error.reason, document: documentId(found), path: error.path, data: {} }]);
  }
}

function mergedInto(found: Part, right: Part, minor: TalosMinor): Part {
  if (isDeletion(found) || isDeletion(right)) throw new PatchFailure([missing(found)]);
  try {
    return { ...found, value: mergeDocuments(found.kind.shape, found.value, right.value, minor) };
  } catch (error) {
    if (!(error instanceof MergeFailure)) throw error;
    throw new PatchFailure([{ reason: 'merge', document: documentId(found), data: { of: error.message } }]);
  }
}
