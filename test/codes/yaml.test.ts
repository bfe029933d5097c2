// The examples of layers whose codes stand for what an engine says: the bad one gets the code, the good one nothing.
import { check, listedCodes, readText } from '../../lib/check';
import { ADDRESSES } from './yaml/addresses';
import { ANNOUNCEMENTS } from './yaml/announcements';
import { CILIUM } from './yaml/cilium';
import { CNI } from './yaml/cni';
import { GATEWAY } from './yaml/gateway';
import { SCHEMA } from './yaml/schema';
import { VALUES } from './yaml/values';

/** Everything that is said of a text, as `level code`. */
function said(text: string): string[] {
  const input = readText(text);
  return [...input.problems, ...check(input).problems].map(({ level, code }) => `${level} ${code}`);
}

const EXAMPLES = [...SCHEMA, ...CILIUM, ...CNI, ...VALUES, ...ADDRESSES, ...ANNOUNCEMENTS, ...GATEWAY];

test.each(EXAMPLES.map((each) => [...each] as const))(
  '%s is said of its bad example, and nothing above a note of its good one',
  (code, bad, good) => {
    expect(said(bad).map((each) => each.split(' ')[1])).toContain(code);
    expect(said(good).filter((each) => !each.startsWith('note ') || each.endsWith(` ${code}`))).toEqual([]);
  },
);

test.each(['schema', 'cel', 'cilium'])('every code of the layer %s has an example', (layer) => {
  const known = new Set(EXAMPLES.map(([code]) => code));
  const own = listedCodes().filter((each) => each.layer === layer);
  expect(own.filter(({ code }) => !known.has(code)).map(({ code }) => code)).toEqual([]);
});

test('every example is of a code that is registered', () => {
  const registered = new Set(listedCodes().map(({ code }) => code));
  expect(EXAMPLES.filter(([code]) => !registered.has(code)).map(([code]) => code)).toEqual([]);
});
