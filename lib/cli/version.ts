// The version of this program: what its own package.json says.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 'cdk8s-talos-network';

/**
 * Version of the package that this file belongs to; the sources and the built package lie at different depths below it.
 *
 * @throws Error where no folder above holds the package
 */
export function ownVersion(folder = __dirname): string {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    if (name === NAME && version !== undefined) return version;
  } catch {
    // None here: one further up.
  }
  const above = dirname(folder);
  if (above === folder) throw new Error(`the package.json of ${NAME} is not there; install the package anew`);
  return ownVersion(above);
}
