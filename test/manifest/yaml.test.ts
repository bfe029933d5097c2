// Text in and out. What Go reads back was recorded; a text that changes must be asked about again.
import { fromYaml, toYaml } from '../../lib/manifest';
import golden = require('./go-golden.json');
import { documentOf, NASTY } from './nasty';

const AGAIN = 'run: node --import tsx scripts/engines/go-yaml/make.ts';

test('Go was asked about every value', () => {
  expect({ values: golden.map((row) => row.value), repair: AGAIN }).toEqual({ values: [...NASTY], repair: AGAIN });
});

describe('Go reads back what was written, as value, item and key', () => {
  test.each(golden.map((row) => [row.value, row] as const))('%j', (value, row) => {
    expect({ text: toYaml([documentOf(value)]), repair: AGAIN }).toEqual({ text: row.text, repair: AGAIN });
    expect([row.kubernetes, row.v3, row.documents]).toEqual([true, true, true]);
  });
});

describe('what was written is read back here', () => {
  test.each([...NASTY])('%j', (value) => {
    expect(fromYaml(toYaml([documentOf(value)]))).toEqual([documentOf(value)]);
  });
});

test('documents are separated, and the same object twice is written twice', () => {
  const labels = { app: 'api' };
  expect(toYaml([{ a: labels, b: labels }, { c: [] }, { d: {} }])).toBe(
    'a:\n  app: api\nb:\n  app: api\n---\nc: []\n---\nd: {}\n',
  );
});

test('a text is read as Go reads it: YAML 1.1, empty documents left out', () => {
  const text = '# only a comment\n---\na: on\nb: 0777\nc: 1_000\n<<: {d: no}\n---\n---\n';
  expect(fromYaml(text)).toEqual([{ a: true, b: 511, c: 1000, d: false }]);
});

test.each([
  ['value', { a: '\ud800' }],
  ['key', { '\udc00x': 1 }],
  ['item', { a: [['x\udbff']] }],
])('half a surrogate pair as %s is refused', (_, document) => {
  expect(() => toYaml([document])).toThrow(
    expect.objectContaining({ code: 'manifest/not-unicode', repair: 'write valid Unicode' }),
  );
});

// What sigs.k8s.io/yaml 1.6.0 made of `a: <text>`.
test.each<[string, unknown]>([
  ['1e3', 1000],
  ['5_6E5', 5600000],
  ['08', 8],
  ['0777', 511],
  ['0o755', 493],
  ['-0o17', -15],
  ['0X1F', 31],
  ['0x_F', 15],
  ['0b11', 3],
  ['0O8', '0O8'],
  ['0xG', '0xG'],
  ['1.', 1],
  ['.5', 0.5],
  ['.122_8', 0.1228],
  ['._5', '._5'],
  ['1e999', '1e999'],
  ['22:22', '22:22'],
  ['12:30:45', '12:30:45'],
  ['190:20:30.15', '190:20:30.15'],
  ['2001-12-14', '2001-12-14'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['1.2.3.4', '1.2.3.4'],
  ['y', true],
  ['Off', false],
  ['~', null],
  ['=', '='],
])('a plain %s is read as Go reads it', (text, value) => {
  expect(fromYaml(`a: ${text}\n`)).toEqual([{ a: value }]);
});
