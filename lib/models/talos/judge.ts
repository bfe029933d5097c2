// Patches on a configuration, as Talos does it: loaded, applied, read again, validated, and applied a second time.
import { isDeepStrictEqual } from 'node:util';
import { PlainMap } from '../../manifest';
import { BaseOptions, generatedBase, generatedParts, TalosRole } from './bases';
import { documentId, documentsOf, kindOf, loadPlain, loadText, nameOf, Part } from './documents';
import { effectsOf, TalosEffects } from './effects';
import { TalosMinor } from './minors';
import { applyPatch, PatchFailure, plainOf, readPatch, Standing, TalosPatch } from './patches';
import { TalosProblem } from './problem';
import { TalosMode, validate } from './validation';

/** Where it ended: a patch that is none, patches that do not fit, or a result that is refused. */
export type TalosStage = 'load' | 'apply' | 'validate';

/** What patches are applied to. */
export type TalosBase =
  | { readonly role: TalosRole; readonly options?: BaseOptions }
  /** A configuration of somebody; secrets in it are never in an answer. */
  | { readonly text: string };

/** A question. */
export interface TalosQuestion {
  readonly minor: TalosMinor;
  readonly base: TalosBase;
  /** Texts of patches, in the order in which they are applied. */
  readonly patches: readonly string[];
  /** @default metal */
  readonly mode?: TalosMode;
}

/** How a second application ended where it did not end the same. */
export interface TalosTwice {
  readonly ok: boolean;
  readonly stage?: TalosStage;
  readonly problems: readonly TalosProblem[];
}

/** An answer. */
export interface TalosAnswer {
  readonly ok: boolean;
  /** Where it failed. */
  readonly stage?: TalosStage;
  /** Which patch failed, from 0; absent where the result did. */
  readonly patch?: number;
  readonly errors: readonly TalosProblem[];
  readonly warnings: readonly TalosProblem[];
  /** True if a second application changes nothing. */
  readonly idempotent: boolean;
  readonly twice?: TalosTwice;
  readonly effects?: TalosEffects;
  /** Kinds and names of the documents; absent where there is no result. */
  readonly documents?: readonly { readonly kind: string; readonly name?: string }[];
  /** The result; absent where there is none. It holds what the base held: see `blankSecrets`. */
  readonly result?: readonly Part[];
}

interface Pass {
  readonly stage?: TalosStage;
  readonly patch?: number;
  readonly errors: readonly TalosProblem[];
  readonly warnings: readonly TalosProblem[];
  readonly plain?: readonly PlainMap[];
  readonly parts?: readonly Part[];
}

/** Answers a question. */
export function judgePatches({ minor, base, patches, mode = 'metal' }: TalosQuestion): TalosAnswer {
  const standing = standingOf(base, minor);
  if ('problems' in standing)
    return { ok: false, stage: 'load', errors: standing.problems, warnings: [], idempotent: false };
  const read = readAll(patches, minor);
  const first = pass(standing, read, minor, mode);
  const { parts, plain, errors, warnings, stage } = first;
  const failed = {
    ...(stage === undefined ? {} : { stage }),
    ...(first.patch === undefined ? {} : { patch: first.patch }),
  };
  if (parts === undefined || plain === undefined) return { ok: false, ...failed, errors, warnings, idempotent: false };
  const documents = documentsOf(parts).map((document) => {
    const name = nameOf(document);
    return { kind: kindOf(document), ...(name === undefined || name === '' ? {} : { name }) };
  });
  const second = pass({ plain }, read, minor, mode);
  const idempotent = second.plain !== undefined && isDeepStrictEqual(plain, second.plain);
  return {
    ok: stage === undefined,
    ...failed,
    errors,
    warnings,
    idempotent,
    ...(idempotent
      ? {}
      : {
          twice: {
            ok: second.stage === undefined,
            ...(second.stage === undefined ? {} : { stage: second.stage }),
            problems: second.errors,
          },
        }),
    effects: effectsOf(parts, minor, roleOf(base, parts) === 'controlplane'),
    documents,
    result: parts,
  };
}

/** The role that was asked for, or that a configuration says. */
function roleOf(base: TalosBase, parts: readonly Part[]): TalosRole {
  if ('role' in base) return base.role;
  const machine = documentsOf(parts).find((document) => documentId(document) === 'v1alpha1')?.value.machine as
    PlainMap | undefined;
  return machine?.type === 'controlplane' || machine?.type === 'init' ? 'controlplane' : 'worker';
}

function standingOf(base: TalosBase, minor: TalosMinor): Standing | { readonly problems: readonly TalosProblem[] } {
  if ('role' in base) {
    const plain = generatedBase(minor, base.role, base.options);
    const parts = generatedParts(minor, base.role, base.options);
    return plain === undefined || parts === undefined
      ? { problems: [{ reason: 'no-base', data: { minor, ...base.options } }] }
      : { plain };
  }
  const loaded = loadText(base.text, minor, { patch: false });
  return 'parts' in loaded ? { parts: loaded.parts } : loaded;
}

type Read = readonly (TalosPatch | { readonly problems: readonly TalosProblem[] })[];

function readAll(patches: readonly string[], minor: TalosMinor): Read {
  return patches.map((text) => readPatch(text, minor));
}

function pass(start: Standing, patches: Read, minor: TalosMinor, mode: TalosMode): Pass {
  for (const [patch, read] of patches.entries())
    if ('problems' in read) return { stage: 'load', patch, errors: read.problems, warnings: [] };
  let standing = start;
  let patch: number | undefined;
  try {
    for (const [index, read] of patches.entries()) {
      patch = index;
      standing = applyPatch(standing, read as TalosPatch, minor);
    }
    patch = undefined;
    const plain = plainOf(standing);
    const loaded = loadPlain(plain, minor);
    if (!('parts' in loaded)) return { stage: 'apply', errors: loaded.problems, warnings: [] };
    const { errors, warnings } = validate(loaded.parts, minor, mode);
    return { ...(errors.length === 0 ? {} : { stage: 'validate' }), errors, warnings, plain, parts: loaded.parts };
  } catch (error) {
    if (!(error instanceof PatchFailure)) throw error;
    return { stage: 'apply', ...(patch === undefined ? {} : { patch }), errors: error.problems, warnings: [] };
  }
}
