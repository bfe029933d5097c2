// Patterns answer as RE2 does, whichever engine reads them, and never take long.
import { RE2JS } from '@bufbuild/re2';
import * as cilium from '../../../../lib/models/api-server/data/cilium';
import * as core from '../../../../lib/models/api-server/data/core';
import * as gateway from '../../../../lib/models/api-server/data/gateway-api';
import * as others from '../../../../lib/models/api-server/data/others';
import { REWRITTEN, matcherOf } from '../../../../lib/models/api-server/schema/pattern';
import { random } from './generate';

const PATTERNS = [
  ...new Set(
    [cilium, core, gateway, others].flatMap(({ NODES }) =>
      NODES.split('\n').flatMap((line) => (JSON.parse(line) as { pattern?: string }).pattern ?? []),
    ),
  ),
];
const PIECES = [
  'a',
  'Z',
  '0',
  '9',
  '65535',
  '-',
  '_',
  '.',
  '..',
  '*',
  '*.',
  '/',
  ':',
  '%2f',
  ' ',
  '\t',
  '\n',
  '\r',
  '\u00a0',
  '\u2028',
  'ä',
  '日',
  '😀',
  '$',
  '^',
  '#',
  '?',
  '=',
  '10.0.0.1',
  'fd00::1',
  'http://',
  'x.org',
  'h',
  's',
  'Ki',
  '+',
  '|',
];

test('every pattern can be read', () => {
  expect(PATTERNS.length).toBeGreaterThan(30);
  for (const pattern of PATTERNS) expect(() => matcherOf(pattern)).not.toThrow();
});

test.each(PATTERNS.map((pattern) => [pattern.slice(0, 80), pattern]))('reads %s as RE2 does', (_, pattern) => {
  const next = random(7);
  const re2 = RE2JS.compile(pattern);
  const matcher = matcherOf(pattern);
  const texts = Array.from({ length: 150 }, () =>
    Array.from({ length: Math.floor(next() * 5) }, () => PIECES[Math.floor(next() * PIECES.length)]!).join(''),
  );
  expect(texts.filter((text) => matcher(text) !== re2.test(text))).toEqual([]);
});

test('what is rewritten is in the schemas, and means the same on thousands of texts', () => {
  const next = random(11);
  for (const [pattern, _] of Object.entries(REWRITTEN)) {
    expect(PATTERNS).toContain(pattern);
    const re2 = RE2JS.compile(pattern);
    const texts = Array.from({ length: 2000 }, () =>
      Array.from({ length: Math.floor(next() * 8) }, () => 'a0-_.*Z!'[Math.floor(next() * 8)]!).join(''),
    );
    expect(texts.filter((text) => matcherOf(pattern)(text) !== re2.test(text))).toEqual([]);
  }
});

test('no pattern takes long on a text made to be slow', () => {
  const start = performance.now();
  for (const pattern of PATTERNS)
    for (const piece of ['a', '0', 'a.', '-', 'a-', '*', 'fd00:', '1.']) matcherOf(pattern)(`${piece.repeat(2000)}!`);
  expect(performance.now() - start).toBeLessThan(20_000);
});
