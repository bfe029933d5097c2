// Runs a TypeScript program without a build step: esbuild makes one file of it and the library's sources, Node runs that.
//   node scripts/run.cjs main.ts
'use strict';
const Module = require('node:module');
const path = require('node:path');
const { buildSync } = require('esbuild');

process.setSourceMapsEnabled(true);
const entry = path.resolve(process.argv[2] ?? 'main.ts');
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  sourcesContent: false,
  write: false,
  outdir: path.dirname(entry),
});

process.once('uncaughtException', (error) => {
  // A report is for people: no frame of the bundled line above it.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

const program = new Module(entry, null);
program.filename = entry;
program.paths = Module._nodeModulePaths(path.dirname(entry));
program._compile(outputFiles[0].text, entry);
