// The world that a question of reach is about: read from files, with settings, and what somebody adds to it or takes away.
import type { Reachability } from '../../reach';
import { BAD_USAGE, CommandError } from '../errors';
import { Output } from '../output';

type CheckRoom = typeof import('../../check');
type ReachRoom = typeof import('../../reach');
type Manifests = typeof import('../../manifest');

/** Options that every question has. */
export interface WorldOptions {
  readonly cilium?: string;
  readonly ciliumValues?: string[];
  readonly with?: string[];
  readonly without?: string[];
}

/** How a file is named to people. */
type Named = (file: string) => string;
/** Documents that the other side of a difference holds too. */
export type Known = Parameters<CheckRoom['readInput']>[3];

const AS_IT_IS: Named = (file) => file;

/** The room, loaded here: other commands need none of it. */
export function reachRoom(): ReachRoom {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../reach') as ReachRoom;
}

function checkRoom(): CheckRoom {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../check') as CheckRoom;
}

/**
 * What the paths hold, as `talosnet check` reads it.
 *
 * @throws CommandError for what cannot be read, and for several clusters with facts of their own
 */
export function loadWorld(
  paths: readonly string[],
  options: WorldOptions,
  output: Output,
  named: Named = AS_IT_IS,
  known?: Known,
): Reachability {
  const room = checkRoom();
  const { cilium, ciliumValues } = options;
  const plan = room.planOf({
    ...(cilium === undefined ? {} : { cilium }),
    ...(ciliumValues === undefined ? {} : { ciliumValues }),
  });
  const input = readable(paths, named, known);
  if (input.objects.length === 0) output.err([`note: no objects in ${paths.map(named).join(' ')}`]);
  const [world, ...others] = room.worldsFor(input, plan);
  if (others.length > 0)
    throw new CommandError(BAD_USAGE, [
      `error: ${paths.map(named).join(' ')} ${paths.length === 1 ? 'holds' : 'hold'} ${others.length + 1} clusters with facts of their own; name the folder of one`,
    ]);
  const found = reachRoom().reachOf(world!);
  return named === AS_IT_IS ? found : found.named(named);
}

/**
 * The same world with the objects of `--with` and without those of `--without`.
 *
 * @throws CommandError for an object that is not there
 */
export function changedWorld(reach: Reachability, { with: files = [], without = [] }: WorldOptions): Reachability {
  if (files.length + without.length === 0) return reach;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { nearest, objectKey } = require('../../manifest') as Manifests;
  const keys = reach.objects.map(({ manifest }) => objectKey(manifest));
  for (const key of without)
    if (!keys.includes(key)) {
      const near = nearest(key, keys);
      throw new CommandError(BAD_USAGE, [
        `error: --without: no object "${key}"; ${near === undefined ? 'write Kind/namespace/name' : `did you mean "${near}"?`}`,
      ]);
    }
  const added = files.length === 0 ? [] : readable(files, AS_IT_IS).objects;
  return reach.whatIf(
    added.map(({ manifest, origin: { file } }) => ({ manifest, ...(file === undefined ? {} : { origin: file }) })),
    without,
  );
}

function readable(paths: readonly string[], named: Named, known?: Known) {
  const input = checkRoom().readInput(paths, undefined, 'never', known);
  const broken = input.problems.filter(({ level }) => level === 'error');
  if (broken.length > 0)
    throw new CommandError(
      BAD_USAGE,
      broken.map(({ file, message, repair }) => `error: ${named(file)}: ${message}; ${repair}`),
    );
  return input;
}
