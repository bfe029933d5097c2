// Calls functions of scripts/engines, which are ES modules and so out of reach of jest's own loader.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const folder = join(__dirname, '../../scripts/engines');

/** The answer of `module.mjs`'s function, through JSON. */
export function call(module: string, name: string, ...args: unknown[]): any {
  return callEach(module, name, [args])[0];
}

/** The answers to several lists of arguments, from one process. */
export function callEach(module: string, name: string, lists: readonly (readonly unknown[])[]): any[] {
  const code = `import(process.argv[1]).then((m) => {
    const lists = JSON.parse(require('fs').readFileSync(0, 'utf8'));
    process.stdout.write(JSON.stringify(lists.map((args) => m[process.argv[2]](...args) ?? null)));
  })`;
  return JSON.parse(
    execFileSync(process.execPath, ['-e', code, join(folder, `${module}.mjs`), name], {
      input: JSON.stringify(lists),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  );
}
