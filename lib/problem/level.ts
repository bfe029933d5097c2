// How bad a problem is.

/** `error`: refused, or cut off. `warning`: taken, and different from what it seems. `note`: good to know; off unless somebody asks for it. */
export type Level = 'error' | 'warning' | 'note';

/** Lowest first. */
export const LEVELS: readonly Level[] = ['note', 'warning', 'error'];

/** True for a level at or above the least that is wanted. */
export function isAtLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}
