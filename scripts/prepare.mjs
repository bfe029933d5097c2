// Runs after `npm ci` in a clone: lets `npx cdk8s` run scripts/cdk8s.cjs, which starts the CLI without its look-up of a newer version.
// An installed package never runs this (npm runs `prepare` in a clone only). Windows keeps the plain CLI.
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const link = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.bin', 'cdk8s');

if (existsSync(link) && process.platform !== 'win32') {
  rmSync(link); // the link, not the program behind it
  writeFileSync(link, "#!/usr/bin/env node\nrequire('../../scripts/cdk8s.cjs');\n");
  chmodSync(link, 0o755);
}
