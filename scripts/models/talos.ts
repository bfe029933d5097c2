// Talos: patch sets on generated configurations, in the format of the engine. A question without a minor is answered for all four.
import { isTalosMinor, judgePatches, problemText, TALOS_MINORS, TalosMinor, TalosRole } from '../../lib/models/talos';

interface Question {
  readonly id: string;
  readonly role: TalosRole;
  readonly patches: readonly string[];
  readonly options?: {
    readonly kubespan?: boolean;
    readonly discovery?: boolean;
    readonly contract?: string;
    readonly mode?: 'metal' | 'cloud' | 'container';
  };
}

/** The command line need not name a minor: without one an answer holds all, as the recorded lines do. */
export const byMinor = false;
/** The minors that `--minor` may name. */
export const minors: readonly string[] = TALOS_MINORS;

/** The answer of one minor as the engine writes it; of all, `{id, expected: {minor: answer}}`, as the recorded lines have it. */
export function answer(question: Question, minor = ''): Record<string, unknown> {
  if (isTalosMinor(minor)) return { id: question.id, ...answerOf(question, minor) };
  return {
    id: question.id,
    expected: Object.fromEntries(TALOS_MINORS.map((each) => [each, answerOf(question, each)])),
  };
}

function answerOf({ role, patches, options = {} }: Question, minor: TalosMinor): Record<string, unknown> {
  const contract = options.contract?.replace(/^v/, '');
  const said = judgePatches({
    minor,
    base: {
      role,
      options: {
        ...(contract !== undefined && isTalosMinor(contract) ? { contract } : {}),
        kubespan: options.kubespan === true,
        discovery: options.discovery !== false,
      },
    },
    patches,
    ...(options.mode === undefined ? {} : { mode: options.mode }),
  });
  return {
    ok: said.ok,
    ...(said.stage === undefined ? {} : { stage: said.stage }),
    ...(said.errors.length === 0 ? {} : { error: said.errors.map(problemText).join('\n') }),
    warnings: said.warnings.map(problemText),
    idempotent: said.idempotent,
    ...(said.twice === undefined
      ? {}
      : {
          twice: {
            ok: said.twice.ok,
            ...(said.twice.stage === undefined ? {} : { stage: said.twice.stage }),
            ...(said.twice.problems.length === 0 ? {} : { error: said.twice.problems.map(problemText).join('\n') }),
          },
        }),
    ...(said.effects === undefined ? {} : { effects: said.effects }),
    ...(said.documents === undefined ? {} : { documents: said.documents }),
  };
}
