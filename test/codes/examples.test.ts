// The examples of rules of check: the bad one is found, the good one is not, and nothing else is wrong with it.
import { check, listedCodes, readText } from '../../lib/check';

/** Layers whose rules all have examples. */
const COMPLETE = ['objects', 'references', 'policies', 'reach'];

const examples = listedCodes().flatMap(({ code, bad, good }) =>
  bad === undefined || good === undefined ? [] : [[code, bad, good] as const],
);

/** Everything that is said of a text, as `level code`. */
function said(text: string): string[] {
  const input = readText(text);
  return [...input.problems, ...check(input).problems].map(({ level, code }) => `${level} ${code}`);
}

test.each(COMPLETE)('every rule of the layer %s has a bad and a good example', (layer) => {
  const own = listedCodes().filter((each) => each.layer === layer);
  expect(own.filter(({ bad, good }) => bad === undefined || good === undefined).map(({ code }) => code)).toEqual([]);
});

test('a bad example comes with a good one', () => {
  expect(listedCodes().filter(({ bad, good }) => (bad === undefined) !== (good === undefined))).toEqual([]);
});

test.each(examples)('%s is said of its bad example, and nothing above a note of its good one', (code, bad, good) => {
  expect(said(bad).map((each) => each.split(' ')[1])).toContain(code);
  expect(said(good).filter((each) => !each.startsWith('note '))).toEqual([]);
  expect(said(good).map((each) => each.split(' ')[1])).not.toContain(code);
});
