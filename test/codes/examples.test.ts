// The examples of codes: the bad one gets the code, with words and at a line, and the good one neither it nor anything above a note.
import { check, Files, LAYER_NAMES, listedCodes, readInput } from '../../lib/check';
import { EXAMPLES } from '../../lib/check/examples';
import { inFolder } from '../support/files';

/** Examples beside the rules, and those that stand in a rule. */
const examples = [
  ...EXAMPLES,
  ...listedCodes()
    .flatMap(({ code, bad, good }) => (bad === undefined || good === undefined ? [] : [[code, bad, good] as const]))
    .filter(([code]) => !EXAMPLES.some(([other]) => other === code)),
].map((each) => [...each] as const);

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
      // Facts are said of the file as a whole.
      line:
        input.line(problem.at.origin, problem.path) ?? (problem.at.origin.file?.endsWith(FACTS_FILE) ? 1 : undefined),
    }));
    return [...input.problems, ...found];
  });
}

test.each(LAYER_NAMES)('every code of the layer %s has a bad and a good example', (layer) => {
  const own = listedCodes().filter((each) => each.layer === layer);
  expect(own.filter(({ bad, good }) => bad === undefined || good === undefined).map(({ code }) => code)).toEqual([]);
});

test('every example is of a code that is registered', () => {
  const registered = new Set(listedCodes().map(({ code }) => code));
  expect(EXAMPLES.filter(([code]) => !registered.has(code)).map(([code]) => code)).toEqual([]);
});

test.each(examples)('%s is said of its bad example, and nothing above a note of its good one', (code, bad, good) => {
  const own = said(bad).filter((each) => each.code === code);
  expect(own).not.toEqual([]);
  for (const { line, message, repair } of own) {
    expect(line).toBeGreaterThan(0);
    expect(`${message} ${repair}`).not.toMatch(/undefined|\[object|NaN/);
    expect(Math.min(message.length, repair.length)).toBeGreaterThan(5);
  }
  const beside = said(good).filter((each) => each.level !== 'note' || each.code === code);
  expect(beside.map((each) => `${each.level} ${each.code}: ${each.message}`)).toEqual([]);
});
