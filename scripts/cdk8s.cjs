// The cdk8s CLI as this clone runs it (scripts/prepare.mjs puts it in the place of the program's link):
// - no look-up of a newer version: over plain http on every command, offline a stack trace and "A new version undefined";
// - `synth` does not load the command `init`, which alone brings jsii-pacmak, two thirds of the CLI's start.
'use strict';
// What it is told to load is no public part of Node.
const Module = /** @type {any} */ (require('node:module'));
const path = require('node:path');

process.env.CDK8S_CHECK_UPGRADE ??= 'false';

if (['synth', 'synthesize'].includes(process.argv[2])) {
  const load = Module._load;
  const init = path.join('cmds', 'init.js');
  const unused = {
    command: 'init TYPE',
    describe: 'Create a new cdk8s project from a template.',
    handler: () => undefined,
  };
  Module._load = (request, ...rest) => (request.endsWith(init) ? unused : load(request, ...rest));
}

require(path.join(__dirname, '..', 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'));
