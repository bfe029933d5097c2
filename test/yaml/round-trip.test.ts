// What is written for Go is read as the same values.
import fc from 'fast-check';
import { toYaml } from '../../lib/manifest';
import { kubectlDocuments } from '../../lib/yaml';
import '../support/seed';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    'on',
    '1e3',
    '0o17',
    '2020-01-01',
    '<<',
    '~',
    'a: b',
    '- x',
    ' x',
    'x\n\n y\n',
    '# c',
    '\t',
    '*a',
    '---',
  ),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

test('documents that toYaml writes are read as they were', () =>
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(text, value, { minKeys: 1, maxKeys: 4 }), { minLength: 1, maxLength: 3 }),
      (documents) => {
        const read = [...kubectlDocuments(toYaml(documents))].map((document) => document.error ?? document.value);
        expect(JSON.stringify(read)).toBe(JSON.stringify(documents));
      },
    ),
  ));
