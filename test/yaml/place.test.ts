// Where in a text a path leads.
import { Lines, Places } from '../../lib/yaml';

const TEXT = `# words
metadata:
  name: x
list:
- a: 1
  b: 2
-
  - y
on: {1: [p,
  q], "k k": 1}
text: |
  many
last: &x
  - z
`;

test.each<[(string | number)[], number]>([
  [[], 2],
  [['metadata', 'name'], 3],
  [['list', 0, 'b'], 6],
  [['list', 1, 0], 8],
  [['list', 2, 'none'], 4],
  [['true', '1', 1], 10],
  [['true', 'k k'], 10],
  [['text', 'none'], 11],
  [['last', 0], 14],
])('%j', (path, line) => expect(new Lines(TEXT).at(new Places(TEXT).offset(path))).toBe(line));

test('a text that cannot be read has no places', () => expect(new Places('a: [').offset(['a'])).toBe(0));

describe('a path goes on into a block with the number of the document there', () => {
  const text = [
    'patches:',
    '  - |-',
    '',
    '    machine:',
    '      env: {a: b}',
    '    ---',
    '    kind: Two',
    '    name: x',
    '  - "machine: {}"',
    '  - >-',
    '    machine: {}',
    '  - |2',
    '     a: &x',
    '       - b',
  ].join('\n');
  test.each<[(string | number)[], number]>([
    [['patches', 0, 0, 'machine', 'env', 'a'], 5],
    [['patches', 0, 1, 'name'], 8],
    [['patches', 0, 1, 'none'], 7],
    [['patches', 0, 2, 'name'], 2],
    [['patches', 1, 0, 'machine'], 9],
    [['patches', 2, 0, 'machine'], 10],
    [['patches', 3, 0, 'a', 0], 14],
  ])('%j', (path, line) => expect(new Lines(text).at(new Places(text).offset(path))).toBe(line));
});
