// What no root reaches changes no cluster: what is wrong there is worth a note. Of what only somebody's hand may apply, it is a warning.
import { APPLIED } from '../world/derived/applied';
import { World } from '../world/types';
import { Problem } from './rule';

/** The problems, with the levels of what is not applied, or perhaps not. */
export function notedWhereNotApplied(world: World, problems: readonly Problem[]): Problem[] {
  const applied = world.model(APPLIED);
  return problems.map((problem) => {
    const { level, code, at, message } = problem;
    if (level === 'note' || code === 'input/internal') return problem;
    if (!applied.isApplied(at)) return { ...problem, level: 'note' };
    if (level !== 'error' || world.complete || at.applied?.perhaps !== true) return problem;
    const assumed = 'that somebody builds its kustomization, which no root names';
    return {
      ...problem,
      level: 'warning',
      message: `${message}; this assumes ${assumed}`,
      assumed: [...(problem.assumed ?? []), assumed],
    };
  });
}
