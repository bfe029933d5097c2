#!/usr/bin/env node
// talosnet: the command line.
import { STANDARD_OUTPUT } from './output';
import { run } from './program';

void run(process.argv.slice(2), STANDARD_OUTPUT).then((code) => {
  process.exitCode = code;
});
