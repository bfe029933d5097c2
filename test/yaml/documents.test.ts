// How a file falls into documents, and what is said of each.
import { asBuilt, kubectlDocuments, Lines, readAsKubectl, readAsKustomize } from '../../lib/yaml';
import { kubectl, kustomize } from './support';

test.each<[string, string, unknown[]]>([
  ['comments before the first --- are an empty document', '# c\n---\na: 1\n', [null, { a: 1 }]],
  ['a --- at the start or the end makes none', '---\na: 1\n---\n', [{ a: 1 }]],
  ['a comment may stand behind ---', 'a: 1\n--- # c\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['--- cuts without a break at the end', 'a: 1\n---', [{ a: 1 }]],
  ['JSON values stand one behind the other', '{"a":1}\n{"b":2}{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
  ['YAML may follow one JSON value', '{"a":1}\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['braces without quotes are YAML', '{a: 1, b: on}\n', [{ a: 1, b: true }]],
  ['JSON has escapes that YAML has not', '{"a":"\\/\\ud83d\\ude00"}', [{ a: '/\u{1f600}' }]],
])('%s', (_what, text, values) => expect(kubectl(text)).toEqual(values));

test('what is broken is one document, and those beside it are read', () => {
  const text = 'a: 1\n---\nb: [\n---\nc: 3\n--- d\ne: 5\n';
  const lines = new Lines(text);
  expect(
    [...kubectlDocuments(text)].map(({ number, value, error }) => [
      number,
      error === undefined ? value : lines.at(error.offset),
    ]),
  ).toEqual([
    [1, { a: 1 }],
    [2, 4],
    [3, { c: 3 }],
    [4, 6],
    [4, { e: 5 }],
  ]);
});

test('kustomize reads the whole file or nothing, and takes Lists apart', () => {
  expect(kustomize('a: 1\n---\nb: [\n')).toMatch(/^refused/);
  expect(kustomize('--- text\n')).toEqual(['text']);
  expect(kustomize('kind: List\nitems:\n- a: 1\n- b: on\n')).toEqual([{ a: 1 }, { b: 'on' }]);
});

test('what stands behind the end of a document is told', () => {
  for (const text of [' a: 1\nb: 2\n', '[1]\n[2]\n', '{a: 1}\nb: 2\n', 'a: 1\n...\nb: 2\n', '[] b: 2\n']) {
    const [document] = kubectlDocuments(text);
    expect(text.slice(document!.rest)).toMatch(/^(?:b: 2|\[2\])/);
  }
  const [whole] = kubectlDocuments('a: 1\n...\n# c\n');
  expect(whole!.rest).toBeUndefined();
});

test('duplicate keys are told with the place of the second, merged ones are none', () => {
  const text = 'a: 1\nb: &b {c: 1}\na: 2\nd: {<<: *b, c: 2}\n';
  const [document] = kubectlDocuments(text);
  expect(document!.value).toMatchObject({ a: 2 });
  expect(document!.duplicates).toEqual([{ key: 'a', at: text.indexOf('a: 2') }]);
});

test('bytes: byte order marks, UTF-16, bad UTF-8', () => {
  const utf16 = Buffer.from('\ufeffa: \u00fc\n', 'utf16le');
  const bad = Buffer.from('a: \xe9\n', 'latin1');
  const values = (bytes: Uint8Array) => [...readAsKubectl(bytes)].map(({ value }) => value);
  expect(values(Buffer.from('\ufeffa: 1\n'))).toEqual([{ a: 1 }]);
  expect(values(utf16)).toEqual([{ a: '\u00fc' }]);
  expect(values(bad)).toEqual([{ a: '\ufffd' }]);
  expect(readAsKustomize(utf16).documents).toEqual([{ a: '\u00fc' }]);
  expect(readAsKustomize(bad).error?.message).toBe('bytes that are no text');
});

test('a document is told as kustomize builds it', () => {
  const text = 'a: 1\n---\nb: on\nc: |\n  x';
  const [, second] = kubectlDocuments(text);
  expect(second!.value).toEqual({ b: true, c: 'x\n' });
  expect(asBuilt(text, second!).documents).toEqual([{ b: 'on', c: 'x' }]);
});
