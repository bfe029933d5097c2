// Runs a TypeScript program without a build step: esbuild makes one file of it and the library's sources, Node runs that.
//   node scripts/run.cjs main.ts [ARGUMENTS…]
//   node scripts/run.cjs --replace TalosVersion.V1_14=TalosVersion.V1_12 main.ts      the program with one text replaced, for checks
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { buildSync } = require('esbuild');

process.setSourceMapsEnabled(true);
const args = process.argv.slice(2);
const replacements = [];
while (args[0] === '--replace') replacements.push(args.splice(0, 2)[1].split(/=(.*)/s).slice(0, 2));
const entry = path.resolve(args[0] ?? 'main.ts');

let contents = fs.readFileSync(entry, 'utf8');
for (const [from, to] of replacements) {
  if (!contents.includes(from)) throw new Error(`${entry} does not contain ${from}`);
  contents = contents.replaceAll(from, to);
}

const { outputFiles } = buildSync({
  stdin: { contents: contents.replace(/^#!.*/, ''), resolveDir: path.dirname(entry), sourcefile: entry, loader: 'ts' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  sourcesContent: false,
  write: false,
  logLevel: 'error',
});

process.once('uncaughtException', (error) => {
  // A report is for people: no frame of the bundled line above it.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

process.argv = [process.argv[0], entry, ...args.slice(1)];
const program = new Module(entry, null);
program.filename = entry;
program.paths = Module._nodeModulePaths(path.dirname(entry));
program._compile(outputFiles[0].text, entry);
