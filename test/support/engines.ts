// Where the programs around real engines and the recorded answers lie, for tests that compare with them. Both may be absent.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Folder of recorded answers and CRDs beside the checkout; a user's clone has none. */
export const SHARED = resolve(__dirname, '..', '..', '..', 'shared');

/** A program of the folder that ENGINES names, or undefined where it is not built. */
export function engineProgram(...path: string[]): string | undefined {
  const folder = process.env.ENGINES;
  if (folder === undefined) return undefined;
  const program = join(resolve(folder), ...path);
  return existsSync(program) ? program : undefined;
}
