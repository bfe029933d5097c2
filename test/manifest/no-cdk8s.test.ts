// Who checks a folder needs no cdk8s: what the rooms without constructs load, in a process of its own.
import { execFileSync } from 'node:child_process';
import { buildSync } from 'esbuild';

/** Names of the packages that a program loads from node_modules; it prints what it has loaded when it ends. */
function loadedBy(program: string): string[] {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `process.on('exit', () => console.log(JSON.stringify(Object.keys(require.cache)))); ${program}`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    write: false,
    logLevel: 'error',
  });
  const files = JSON.parse(execFileSync(process.execPath, ['-'], { input: outputFiles[0]!.text, encoding: 'utf8' }));
  const names = (files as string[]).flatMap(
    (file) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? [],
  );
  return [...new Set(names.map((name) => name.replace('\\', '/')))].sort();
}

const BARE = [
  'manifest',
  'net',
  'facts',
  'problem',
  'models/agent',
  'models/api-server',
  'chart',
  'world/world',
  'check',
  'reach',
];

test.each(BARE)('lib/%s loads neither cdk8s nor constructs', (room) => {
  const packages = loadedBy(`require('./lib/${room}');`);
  expect(packages.filter((name) => /^(?:cdk8s|constructs)/.test(name))).toEqual([]);
});

test('a construct room does load them, so that the list above can fail', () => {
  expect(loadedBy(`require('./lib/construct');`)).toEqual(expect.arrayContaining(['cdk8s', 'constructs']));
});

test('the command `talosnet check` loads neither, to its last line', () => {
  const packages = loadedBy(`
    const out = (text) => { if (!/checked [1-9]/.test(text)) throw new Error(text); };
    require('./lib/cli/program').run(['check', 'dist/shop.k8s.yaml'], { out, err: () => {} });
  `);
  expect(packages).toContain('commander');
  expect(packages.filter((name) => /^(?:cdk8s|constructs)/.test(name))).toEqual([]);
});
