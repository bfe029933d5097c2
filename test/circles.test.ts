// What imports what in lib: no file needs itself, by whatever way round. Imports of types count: who reads one file has to read all of a circle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts = require('typescript');

const LIB = join(__dirname, '../lib');

test('no file of lib imports itself over others', () => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(LIB, file));
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  expect([...imports.values()].flat().length).toBeGreaterThan(files.length);
  expect(circles(imports).map((circle) => circle.map((file) => relative(LIB, file)))).toEqual([]);
});

test('finds the files that import each other, and those only', () => {
  const imports = { above: ['a'], a: ['b'], b: ['c', 'below'], c: ['a'], below: [], own: ['own'] };
  expect(circles(new Map(Object.entries(imports)))).toEqual([['a', 'b', 'c'], ['own']]);
});

/** The files that a source imports or re-exports, by relative paths and in any form. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .flatMap(({ fileName }) => {
      const path = join(dirname(file), fileName);
      return [`${path}.ts`, join(path, 'index.ts')].filter((each) => existsSync(each)).slice(0, 1);
    });
}

/** Groups of files of which each reaches each other (Tarjan's strongly connected components), sorted. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    open.push(file);
    let least = own;
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) least = Math.min(least, visit(next));
      else if (open.includes(next)) least = Math.min(least, order.get(next)!);
    }
    if (least === own) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || imports.get(file)?.includes(file)) found.push(group.sort());
    }
    return least;
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return found.sort(([a], [b]) => (a! < b! ? -1 : 1));
}
