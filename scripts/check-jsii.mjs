// jsii compiles the public API: a check that it stays usable from other languages; npm is the only release target.
// Done in a scratch copy, since jsii writes its own tsconfig and manifest.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'jsii-'));
try {
  for (const folder of ['lib', 'imports']) cpSync(folder, join(scratch, folder), { recursive: true });
  for (const file of ['README.md', 'LICENSE']) cpSync(file, join(scratch, file));
  symlinkSync(resolve('node_modules'), join(scratch, 'node_modules'));
  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  const bundled = Object.keys(own.dependencies);
  const pinned = (names) => Object.fromEntries(names.map((name) => [name, own.dependencies[name]]));
  writeFileSync(
    join(scratch, 'package.json'),
    JSON.stringify({
      ...Object.fromEntries(
        ['name', 'version', 'description', 'license', 'author', 'repository', 'stability', 'peerDependencies'].map(
          (key) => [key, own[key]],
        ),
      ),
      main: 'lib/index.js',
      types: 'lib/index.d.ts',
      // jsii rule: what other languages cannot get for themselves is bundled.
      dependencies: pinned(bundled),
      bundledDependencies: bundled,
      jsii: { outdir: 'out', targets: {}, tsc: { rootDir: '.', types: ['node'] } },
    }),
  );
  const run = spawnSync(process.execPath, [resolve('node_modules/jsii/bin/jsii'), '--silence-warnings=reserved-word'], {
    cwd: scratch,
    encoding: 'utf8',
    env: {
      ...process.env,
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
      JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
    },
  });
  const output = `${run.stdout}${run.stderr}`
    .split('\n')
    .filter((line) => /error|JSII\d+/.test(line) && !/warning JSII6|warning JSII5018/.test(line));
  if (run.status !== 0) {
    console.error(output.slice(0, 60).join('\n'));
    console.error('jsii refuses the public API');
    process.exitCode = 1;
  } else {
    console.log('jsii compiles the public API');
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
