// Runs a TypeScript program without a build step: esbuild makes one file of it and the library's sources, Node runs that.
// The file is kept in node_modules/.cache as long as none of its sources changes.
//   node scripts/run.cjs main.ts [ARGUMENTS…]
//   node scripts/run.cjs --replace TalosVersion.V1_14=TalosVersion.V1_12 main.ts      the program with one text replaced, for checks
'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const args = process.argv.slice(2);
const replacements = [];
while (args[0] === '--replace') replacements.push(args.splice(0, 2)[1].split(/=(.*)/s).slice(0, 2));
const entry = path.resolve(args[0] ?? 'main.ts');
const root = path.resolve(__dirname, '..');

let bundled;
process.once('uncaughtException', (error) => {
  // A report is for people: no frame of the bundled line above it, and places in the sources as they were written.
  process.stderr.write(`${error instanceof Error ? said(error) : String(error)}\n`);
  process.exit(1);
});
process.argv = [process.argv[0], entry, ...args.slice(1)];

bundled = cachedBundle();
const program = /** @type {any} */ (new Module(entry));
program.filename = entry;
program.paths = /** @type {any} */ (Module)._nodeModulePaths(path.dirname(entry));
program._compile(bundled.code, entry);

/** What a person needs to see: of a value that cannot be, the text and the line of the program that wrote it. */
function said(error) {
  const stack = inSources(error.stack);
  if (error.name !== 'ValueError') return stack;
  const place = stack.split('\n').find((line) => line.includes(`${entry}:`));
  return `${error.problem}\n  → ${error.repair}\n${place === undefined ? '' : `  at ${place.replace(/^.*?\(|^\s*at |\)$/g, '')} `}(${error.code})`;
}

/** A stack trace with the places of the bundle turned into those of the sources. */
function inSources(stack) {
  if (bundled === undefined || !stack.includes(`${entry}:`) || !fs.existsSync(bundled.map)) return stack;
  const map = new Module.SourceMap(JSON.parse(fs.readFileSync(bundled.map, 'utf8')));
  return stack.replaceAll(
    new RegExp(`${entry.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+):(\\d+)`, 'g'),
    (place, line, column) => {
      const { originalSource, originalLine, originalColumn } = /** @type {any} */ (map).findEntry(
        Number(line) - 1,
        Number(column) - 1,
      );
      return originalSource === undefined
        ? place
        : `${path.resolve(root, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
    },
  );
}

/** State of a source: another size or time means another content. */
function stamp(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.size}:${stat.mtimeMs}`;
}

/** The bundle and the file of its source map. */
function cachedBundle() {
  const key = createHash('sha256')
    .update(JSON.stringify([entry, replacements, process.version]))
    .digest('hex')
    .slice(0, 16);
  const folder = path.join(root, 'node_modules', '.cache', 'run');
  const [kept, map] = [path.join(folder, `${key}.json`), path.join(folder, `${key}.map`)];
  try {
    const { sources, code } = JSON.parse(fs.readFileSync(kept, 'utf8'));
    if (Object.entries(sources).every(([file, was]) => stamp(file) === was)) return { code, map };
  } catch {
    // Nothing kept, or unreadable: made anew.
  }
  const fresh = bundle();
  const settings = ['package-lock.json', 'tsconfig.json', 'scripts/run.cjs'].map((name) => path.join(root, name));
  const sources = Object.fromEntries([...fresh.inputs, ...settings].map((file) => [file, stamp(file)]));
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, text] of [
      [map, fresh.map],
      [kept, JSON.stringify({ sources, code: fresh.code })],
    ]) {
      fs.writeFileSync(`${file}.${process.pid}`, text);
      fs.renameSync(`${file}.${process.pid}`, file);
    }
  } catch {
    // A folder that cannot be written costs time, nothing else.
  }
  return { code: fresh.code, map };
}

function bundle() {
  let contents = fs.readFileSync(entry, 'utf8');
  for (const [from, to] of replacements) {
    if (!contents.includes(from)) throw new Error(`${entry} does not contain ${from}`);
    contents = contents.replaceAll(from, to);
  }
  const { outputFiles, metafile } = require('esbuild').buildSync({
    stdin: {
      contents: contents.replace(/^#!.*/, ''),
      resolveDir: path.dirname(entry),
      sourcefile: entry,
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    sourcemap: 'external',
    outdir: root,
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const inputs = Object.keys(metafile.inputs)
    .filter((name) => !name.startsWith('<'))
    .map((name) => path.resolve(root, name));
  const text = (ending) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { code: text('.js'), map: text('.map'), inputs: [...new Set([...inputs, entry])] };
}
