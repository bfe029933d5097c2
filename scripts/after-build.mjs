// After tsc: the program becomes three files, and loads the commands that are asked for. Most of the time of a command was Node's
// looking for some 550 modules, then its reading of commands that nobody had asked for.
import { chmodSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const folder = 'build/lib/cli';
const program = `${folder}/main.js`;
const commands = ['manifest-commands.js', 'cilium-render.js'].map((name) => `${folder}/${name}`);
// Errors by whose class a command ends: one copy for the program and its commands.
const shared = [`${folder}/errors.js`, 'build/lib/check/settings/error.js'];

/** Leaves these files out of a bundle: it requires them where they lie. */
const leftOut = (bundle, files) => {
  const paths = new Set(files.map((file) => resolve(file)));
  return {
    name: 'left-out',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\.\.?(\/|$)/ }, ({ path, resolveDir }) => {
        const base = resolve(resolveDir, path);
        const found = [base, `${base}.js`, join(base, 'index.js')].find((file) => paths.has(file));
        if (found === undefined) return undefined;
        const from = relative(dirname(resolve(bundle)), found);
        return { path: from.startsWith('.') ? from : `./${from}`, external: true };
      }),
  };
};

const bundled = (file, files) =>
  build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
    plugins: [leftOut(file, files)],
  });

for (const command of commands) await bundled(command, shared);
await bundled(program, [...commands, ...shared]);
chmodSync(program, 0o755);
