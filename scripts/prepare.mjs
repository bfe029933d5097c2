// Runs after `npm ci` in a clone; an installed package never runs this (npm runs `prepare` in a clone only).
// - The types of the values of Cilium's chart are made of their tables, for editors: they are not in git.
// - `npx cdk8s` runs scripts/cdk8s.cjs, which starts the CLI without its look-up of a newer version. Windows keeps the plain CLI.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = join(root, 'node_modules');

// Without the packages of development (`npm ci --omit=dev`) nobody looks at types.
if (existsSync(join(packages, 'esbuild')))
  execFileSync(process.execPath, [join('scripts', 'run.cjs'), join('scripts', 'value-types.ts')], {
    cwd: root,
    stdio: 'inherit',
  });

const link = join(packages, '.bin', 'cdk8s');

if (existsSync(link) && process.platform !== 'win32') {
  rmSync(link); // the link, not the program behind it
  writeFileSync(link, "#!/usr/bin/env node\nrequire('../../scripts/cdk8s.cjs');\n");
  chmodSync(link, 0o755);
}
