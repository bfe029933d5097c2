// Calls functions of scripts/engines, which are ES modules and so out of reach of jest's own loader.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const folder = join(__dirname, '../../scripts/engines');

/** The answer of `module.mjs`'s function, through JSON. */
export function call(module: string, name: string, ...args: unknown[]): any {
  const code = `import(process.argv[1]).then((m) => process.stdout.write(JSON.stringify(m[process.argv[2]](...JSON.parse(require('fs').readFileSync(0, 'utf8')))) ?? 'null'))`;
  return JSON.parse(
    execFileSync(process.execPath, ['-e', code, join(folder, `${module}.mjs`), name], {
      input: JSON.stringify(args),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  );
}
