// After tsc: the command line program becomes one file that may be executed. Most of the time of a command was Node's looking for some 550 modules.
import { chmodSync } from 'node:fs';
import { buildSync } from 'esbuild';

const program = 'build/lib/cli/main.js';
buildSync({
  entryPoints: [program],
  outfile: program,
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
});
chmodSync(program, 0o755);
