// docs/reach-programs.md: its programs run and say what the page says, and its configuration is taken.
import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';
import * as library from '../../lib';
import { check } from '../../lib/check';
import { fromYaml, isMap } from '../../lib/manifest';
import { appsOf, wholePrograms } from '../support/programs';

const PAGE = readFileSync('docs/reach-programs.md', 'utf8');
const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text!);

/** Runs a program of the page, and gives what it prints. */
function run(text: string): string[] {
  const { code } = transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    swcrc: false,
  });
  const lines: string[] = [];
  const print = (line: string) => lines.push(...line.split('\n'));
  const load = (name: string): unknown => {
    if (name === 'cdk8s-talos-network') return library;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require(name === 'cdk8s-talos-network/jest' ? '../../lib/jest' : name);
  };
  const test = (_title: string, body: () => void) => body();
  new Function('require', 'exports', 'console', 'test', code)(load, {}, { log: print }, test);
  return lines;
}

test('the questions get the answers that the page shows', () => {
  const said = run(blocks('ts')[0]!);
  expect(said.slice(0, 2)).toEqual(['allowed', 'denied']);
  expect(`${said.slice(2).join('\n')}\n`).toBe(blocks('text')[0]);
});

test('the test of the page passes on the output of the reference app', () => {
  expect.assertions(2);
  run(blocks('ts')[1]!);
});

test('the invariants of the program hold', () => {
  const program = wholePrograms().find(({ name }) => name === 'docs/reach-programs.md, program 1')!;
  const [app] = appsOf(program) as library.NetworkApp[];
  expect(app!.findings().filter(({ code }) => code.startsWith('invariant/'))).toEqual([]);
  expect(program.text).toContain('Invariant.never(');
});

test('the invariants of the configuration can be read', () => {
  const [content] = fromYaml(blocks('yaml')[0]!);
  if (!isMap(content)) throw new Error('no map');
  const { problems } = check({ objects: [], talos: [], documents: [] }, { configuration: { content, origin: {} } });
  expect([...new Set(problems.map(({ code }) => code))]).toEqual(['invariant/names-nothing']);
});
