#!/usr/bin/env node
// talosnet: the command line.
import * as nodeModule from 'node:module';
import { STANDARD_OUTPUT } from './output';
import { run } from './program';

// From Node 22 on what V8 made of a file is kept for the next run; before, nothing is lost.
(nodeModule as { readonly enableCompileCache?: () => void }).enableCompileCache?.();

// A reader that stops early (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run(process.argv.slice(2), STANDARD_OUTPUT).then((code) => {
  process.exitCode = code;
});
