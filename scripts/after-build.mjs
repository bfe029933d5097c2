// After tsc: the command line program must be executable in the package.
import { chmodSync, existsSync } from 'node:fs';

const program = 'build/lib/cli/main.js';
if (!existsSync(program)) throw new Error(`${program} was not built`);
chmodSync(program, 0o755);
