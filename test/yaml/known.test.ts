// Documents that were read before: the same values, at the places of the text at hand.
import { kubectlDocuments, KnownDocuments } from '../../lib/yaml';

test('a document that is known is not read again, and its places are those of the new text', () => {
  const known: KnownDocuments = new Map();
  const twice = 'a: 1\nb: 2\na: 3\n';
  const [first] = [...kubectlDocuments(twice, known)];
  const text = `c: 1\n---\n${twice}`;
  const [, second] = [...kubectlDocuments(text, known)];
  expect(second!.value).toBe(first!.value);
  const [, alone] = [...kubectlDocuments(text)];
  expect(second).toEqual(alone);
  expect(second!.duplicates).toEqual([{ key: 'a', at: text.lastIndexOf('a:') }]);
});

test('a broken document is read each time', () => {
  const known: KnownDocuments = new Map();
  const read = () => [...kubectlDocuments('a: [1\n', known)].map(({ error }) => error?.message);
  expect(read()).toEqual(read());
  expect(known.size).toBe(0);
});
