// Runs after `npm ci` in a clone: puts a launcher before the cdk8s CLI that switches off its look-up of a newer version.
// Without it every command asks a registry over plain http, and offline prints a stack trace and "A new version undefined".
// An installed package never runs this (npm runs `prepare` in a clone only).
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const bin = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', 'node_modules', '.bin');
const link = join(bin, 'cdk8s');
const launcher = `#!/usr/bin/env node
process.env.CDK8S_CHECK_UPGRADE ??= 'false';
require('../cdk8s-cli/bin/cdk8s');
`;

if (existsSync(link) && process.platform !== 'win32') {
  rmSync(link); // the link, not the program behind it
  writeFileSync(link, launcher);
  chmodSync(link, 0o755);
}
