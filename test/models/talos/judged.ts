// Short questions to the Talos model.
import {
  BaseOptions,
  judgePatches,
  readTalosNetwork,
  TalosAnswer,
  TalosMinor,
  TalosNetwork,
  TalosRole,
} from '../../../lib/models/talos';

// The shapes of four minors are read once.
jest.setTimeout(60_000);

export const MINORS: readonly TalosMinor[] = ['1.11', '1.12', '1.13', '1.14'];

/** Patches on a generated control plane. */
export function judged(minor: TalosMinor, ...patches: string[]): TalosAnswer {
  return judgedAs('controlplane', minor, {}, ...patches);
}

export function judgedAs(role: TalosRole, minor: TalosMinor, options: BaseOptions, ...patches: string[]): TalosAnswer {
  return judgePatches({ minor, base: { role, options }, patches });
}

/** The network of a good result. */
export function network(minor: TalosMinor, ...patches: string[]): TalosNetwork {
  const answer = judged(minor, ...patches);
  expect(answer.errors).toEqual([]);
  return readTalosNetwork(answer.result!, minor);
}

/** `reason path` of the first error, and the stage. */
export function refusal(answer: TalosAnswer): string {
  const [first] = answer.errors;
  return [answer.stage, first?.reason, first?.document, first?.path?.join('.')]
    .filter((each) => each !== undefined && each !== '')
    .join(' ');
}
