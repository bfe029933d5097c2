// How examples are shown: lines that can be read, and the same objects.
import { shownTexts, wrapped } from '../../lib/problem';
import { EXAMPLES } from '../../lib/check/examples';
import { readValues } from '../../lib/yaml';

/** Texts of examples that can be read. */
const texts = EXAMPLES.flatMap(([code, bad, good]) =>
  code.startsWith('input/')
    ? []
    : [bad, good].flatMap((example) => (typeof example === 'string' ? [example] : Object.values(example))),
);

test('an example with long lines is shown with others, and reads as the same objects', () => {
  for (const text of texts) expect(readValues(wrapped(text))).toEqual(readValues(text));
});

test('the lines of what is shown end before 120, but for configurations of one text', () => {
  const long = texts.flatMap((text) => wrapped(text).split('\n')).filter((line) => line.length > 120);
  expect(long.filter((line) => !/^\s*(?:config|networks|k8s\.v1\.cni\.cncf\.io\/networks):/.test(line))).toEqual([]);
});

test('the files of a folder are shown below their names', () => {
  expect(shownTexts({ 'cluster.facts': 'complete: true\n', 'app.yaml': 'a: 1\n' })).toEqual([
    '# cluster.facts\ncomplete: true',
    '# app.yaml\na: 1',
  ]);
});
