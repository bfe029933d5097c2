// docs/facts.md: its example is a file of facts, and no key is missing on the page.
import { readFileSync } from 'node:fs';
import { factsText, readFacts } from '../../lib/facts';
import { FACTS_KEYS, Shape } from '../../lib/facts/shape';
import { isMap } from '../../lib/manifest';

const EXAMPLE = /```yaml\n([^]*?)```/.exec(readFileSync('docs/facts.md', 'utf8'))![1]!;

/** Dotted paths of every key that a file may have. */
function keysOf(keys: Readonly<Record<string, Shape>>, at = ''): string[] {
  return Object.entries(keys).flatMap(([key, shape]) => [
    `${at}${key}`,
    ...('keys' in shape ? keysOf(shape.keys, `${at}${key}.`) : []),
  ]);
}

/** Dotted paths of the keys that are written. */
function written(content: unknown, at = ''): string[] {
  if (Array.isArray(content)) return content.flatMap((each) => written(each, at));
  if (!isMap(content)) return [];
  return Object.entries(content).flatMap(([key, value]) => [`${at}${key}`, ...written(value, `${at}${key}.`)]);
}

test('the example of docs/facts.md is read, and has every key of the file', () => {
  const facts = readFacts(EXAMPLE);
  expect([...new Set(written(facts))].sort()).toEqual(keysOf(FACTS_KEYS).sort());
});

test('the example stands in the order in which synth writes', () => {
  const facts = readFacts(EXAMPLE);
  expect(readFacts(factsText(facts))).toEqual(facts);
  expect(Object.keys(facts)).toEqual(Object.keys(FACTS_KEYS));
});
