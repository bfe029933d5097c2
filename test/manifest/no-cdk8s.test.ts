// Who checks a folder needs no cdk8s: what the rooms without constructs load, in a process of its own.
import { execFileSync } from 'node:child_process';
import { buildSync } from 'esbuild';

/** Names of the packages that a room loads from node_modules. */
function loadedBy(room: string): string[] {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `require('./lib/${room}'); console.log(JSON.stringify(Object.keys(require.cache)));`,
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
  const packages = loadedBy(room);
  expect(packages.filter((name) => /^(?:cdk8s|constructs)/.test(name))).toEqual([]);
});

test('a construct room does load them, so that the list above can fail', () => {
  expect(loadedBy('construct')).toEqual(expect.arrayContaining(['cdk8s', 'constructs']));
});
