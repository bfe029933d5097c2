// Our closures and the CEL library give the same answer to every rule on values made from its schema, and most rules need no library.
import * as cilium from '../../../../lib/models/api-server/data/cilium';
import * as gateway from '../../../../lib/models/api-server/data/gateway-api';
import * as others from '../../../../lib/models/api-server/data/others';
import { libraryRule } from '../../../../lib/models/api-server/cel/library';
import { plainRule } from '../../../../lib/models/api-server/cel/subset';
import { Unknown } from '../../../../lib/models/api-server/cel/syntax';
import { Schema, SchemaTable } from '../../../../lib/models/api-server/schema/node';
import { Generator, random } from '../schema/generate';

const VALUES = 40;

/** Every rule with the nodes that carry it. */
const places = new Map<string, Schema[]>();
for (const { NODES } of [cilium, gateway, others]) {
  const table = new SchemaTable(NODES);
  NODES.split('\n').forEach((_, number) => {
    const schema = table.node(number);
    for (const { rule } of schema.rules ?? [])
      if (!rule.includes('oldSelf')) places.set(rule, [...(places.get(rule) ?? []), schema]);
  });
}

/** true, false, or `error`; undefined where the closures leave the answer to the library. */
function answer(evaluate: () => unknown): unknown {
  try {
    return evaluate();
  } catch (error) {
    return error instanceof Unknown ? undefined : 'error';
  }
}

const known = [...places.keys()].filter((rule) => plainRule(rule) !== undefined);

test('the closures know nearly all rules', () => {
  expect(known.length).toBeGreaterThan(85);
  expect(known.length / places.size).toBeGreaterThan(0.85);
});

test.each(known.map((rule) => [rule.slice(0, 100), rule]))('%s', (_, rule) => {
  const [plain, library] = [plainRule(rule)!, libraryRule(rule)];
  const answers = new Map<unknown, number>();
  for (const [i, schema] of places.get(rule)!.slice(0, 6).entries()) {
    const generator = new Generator(random(i + 3));
    for (let n = 0; n < VALUES; n++) {
      const value = generator.value(schema);
      const ours = answer(() => plain(value));
      if (ours === undefined) continue;
      const theirs = library(value, schema);
      expect({ value, answer: ours }).toEqual({
        value,
        answer: theirs === true ? true : theirs.failed === undefined ? false : 'error',
      });
      answers.set(ours, (answers.get(ours) ?? 0) + 1);
    }
  }
  expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
});

test.each([
  ['an error on one side, a decision on the other', 'self.missing == 1 || true', true],
  ['the same from the other side', 'true || self.missing == 1', true],
  ['false decides and', 'self.missing == 1 && false', false],
  ['an error that nothing decides', 'self.missing == 1 || false', 'error'],
  ['exists finds beside an error', "['a', 'b'].exists(x, x == 'b' || self.missing == 1)", true],
  ['exists_one takes no errors', "['a'].exists_one(x, self.missing == x)", 'error'],
  ['escaped names', "self.__namespace__ == 'shop'", true],
  ['keys of a map', 'self.all(key, size(key) > 2)', true],
  ['choice', "self.name == 'a' ? 1 + 1 == 2 : self.missing", true],
  ['binding', "!('x' in ['y']) && 1 < 2 || false", true],
])('%s', (_, rule, expected) => {
  const self = { name: 'a'.repeat(1), namespace: 'shop' };
  expect(answer(() => plainRule(rule)!(self))).toBe(expected);
  const theirs = libraryRule(rule)(self, {
    type: 'object',
    properties: new Map([
      ['name', { type: 'string' }],
      ['namespace', { type: 'string' }],
    ]),
  });
  expect(theirs === true ? true : theirs.failed === undefined ? false : 'error').toBe(expected);
});
