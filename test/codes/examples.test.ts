// The examples of codes: the bad one gets the code, with words and at a line, and the good one neither it nor anything above a note.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, Files, LAYER_NAMES, listedCodes, readInput } from '../../lib/check';
import { EXAMPLES, YamlExample } from '../../lib/check/examples';
import { inFolder } from '../support/files';

/** Examples that are too large to show. */
const LARGE: readonly YamlExample[] = [['talos/config-size', inlineManifest(1_100_000), inlineManifest(1_000)]];

/** Codes of what no text shows, and the test that holds them. */
const HELD_ELSEWHERE: Readonly<Record<string, string>> = {
  'input/binary': 'test/check/input.test.ts',
  'input/encoding': 'test/check/input.test.ts',
  'input/internal': 'test/check/run.test.ts',
  'input/nothing': 'test/check/patches.test.ts',
  'input/too-large': 'test/check/input.test.ts',
  'input/unknown-code': 'test/check/settings.test.ts',
  'input/unreadable': 'test/check/input.test.ts',
  'input/unused-entry': 'test/check/settings.test.ts',
};

/** Examples beside the rules, and those that stand in a rule. */
const examples: readonly YamlExample[] = [
  ...EXAMPLES,
  ...LARGE,
  ...listedCodes()
    .flatMap(({ code, bad, good }) => (bad === undefined || good === undefined ? [] : [[code, bad, good] as const]))
    .filter(([code]) => !EXAMPLES.some(([other]) => other === code)),
];

function inlineManifest(length: number): string {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large, namespace: kube-system}\ndata: {a: "${'x'.repeat(length)}"}`;
  return `cluster: {inlineManifests: [{name: large, contents: ${JSON.stringify(text)}}]}\n`;
}

interface Said {
  readonly level: string;
  readonly code: string;
  readonly line?: number | undefined;
  readonly message: string;
  readonly repair: string;
}

/** Everything that is said of an example. */
function said(example: string | Files): Said[] {
  const files = typeof example === 'string' ? { 'app.yaml': example } : example;
  return inFolder(files, (folder) => {
    const input = readInput([folder]);
    const found = check(input).problems.map((problem) => ({
      ...problem,
      line: input.line(problem.at.origin, problem.path),
    }));
    return [...input.problems, ...found];
  });
}

test.each(['input', ...LAYER_NAMES])('every code of the layer %s has a bad and a good example', (layer) => {
  const known = new Set([...examples.map(([code]) => code), ...Object.keys(HELD_ELSEWHERE)]);
  const own = listedCodes().filter((each) => each.layer === layer);
  expect(own.filter(({ code }) => !known.has(code)).map(({ code }) => code)).toEqual([]);
});

test('every example is of a code that is registered', () => {
  const registered = new Set(listedCodes().map(({ code }) => code));
  expect(examples.filter(([code]) => !registered.has(code)).map(([code]) => code)).toEqual([]);
});

test.each(Object.entries(HELD_ELSEWHERE))('%s, which no text shows, is held by %s', (code, file) => {
  expect(examples.map((example) => example[0])).not.toContain(code);
  expect(readFileSync(join(__dirname, '..', '..', file), 'utf8')).toContain(code);
});

test.each(examples.map((each) => [...each] as const))(
  '%s is said of its bad example, and nothing above a note of its good one',
  (code, bad, good) => {
    const own = said(bad).filter((each) => each.code === code);
    expect(own).not.toEqual([]);
    for (const { line, message, repair } of own) {
      // A file that cannot be read has no line.
      if (!code.startsWith('input/')) expect(line).toBeGreaterThan(0);
      expect(`${message} ${repair}`).not.toMatch(/undefined|\[object|NaN/);
      expect(Math.min(message.length, repair.length)).toBeGreaterThan(5);
    }
    const beside = said(good).filter((each) => each.level !== 'note' || each.code === code);
    expect(beside.map((each) => `${each.level} ${each.code}: ${each.message}`)).toEqual([]);
  },
);
