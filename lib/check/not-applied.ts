// What no root reaches changes no cluster: what is wrong there is worth a note.
import { APPLIED } from '../world/derived/applied';
import { World } from '../world/types';
import { Problem } from './rule';

/** The problems, with notes in place of errors and warnings about what is not applied. */
export function notedWhereNotApplied(world: World, problems: readonly Problem[]): Problem[] {
  const applied = world.model(APPLIED);
  return problems.map((problem) =>
    problem.level === 'note' || problem.code === 'input/internal' || applied.isApplied(problem.at)
      ? problem
      : { ...problem, level: 'note' },
  );
}
