// The two worlds that a difference compares: folders, revisions of git, or one world and the same with a change.
import type { Reachability } from '../../reach';
import { BAD_USAGE, CommandError } from '../errors';
import { Output } from '../output';
import { atRevision, rangeOf } from '../revisions';
import { changedWorld, Known, loadWorld, WorldOptions } from './load';

/**
 * Before and after.
 *
 * @param given two folders or files; `before..after` and paths; or one folder or more where the options say the change
 */
export function bothSides(
  given: readonly string[],
  options: WorldOptions,
  output: Output,
): readonly [Reachability, Reachability] {
  const known: Known = new Map();
  const load = (paths: readonly string[], named?: (file: string) => string) =>
    loadWorld(paths, options, output, named, known);
  if ((options.with ?? options.without) !== undefined) {
    const reach = load(given);
    return [reach, changedWorld(reach, options)];
  }
  const [first = '', ...rest] = given;
  const range = rangeOf(first);
  if (range === undefined) {
    if (rest.length !== 1)
      throw new CommandError(BAD_USAGE, [
        'error: a difference has two sides: two folders, before..after of git and paths, or one folder and --with or --without',
      ]);
    return [load([first]), load(rest)];
  }
  const at = (revision: string) =>
    atRevision(revision, rest.length === 0 ? ['.'] : rest, (folder) =>
      load([folder], (file) => `${revision}:${file.slice(folder.length + 1)}`),
    );
  const sides = [at(range[0]), at(range[1])] as const;
  // A path that is written wrong must not look like a change that does nothing.
  if (sides.every(({ objects }) => objects.length === 0))
    throw new CommandError(BAD_USAGE, [
      `error: no manifests below ${rest.length === 0 ? 'the current folder' : rest.join(' ')} in ${range.join(' and ')}; paths are those from the current folder`,
    ]);
  return sides;
}
