// What scalars, keys and merges mean to each reader. Each line was put to both.
import { kubectl, kustomize } from './support';

test.each<[string, unknown, unknown]>([
  ['on', true, 'on'],
  ['N', false, 'N'],
  ['TRUE', true, true],
  ['tRue', 'tRue', 'tRue'],
  ['~', null, null],
  ['2020-01-01', '2020-01-01', '2020-01-01T00:00:00Z'],
  ['2020-1-1', '2020-1-1', '2020-01-01T00:00:00Z'],
  ['2020-01-01 10:00:00', '2020-01-01 10:00:00', '2020-01-01T10:00:00Z'],
  ['2020-01-01t10:00:00.50+02:00', '2020-01-01t10:00:00.50+02:00', '2020-01-01T10:00:00.5+02:00'],
  ['2020-13-45', '2020-13-45', '2020-13-45'],
  ['0777', 511, 511],
  ['0O17', 15, 15],
  ['0XFF', 255, 255],
  ['-0b11', -3, -3],
  ['1_000', 1000, 1000],
  ['08', 8, 8],
  ['1e3', 1000, 1000],
  ['5.', 5, 5],
  ['12:30:45', '12:30:45', '12:30:45'],
  ['1e400', '1e400', '1e400'],
  ['0o18', '0o18', '0o18'],
  ['_1', '_1', '_1'],
  ['18446744073709551615', 18446744073709551615, 18446744073709551615],
  ['!foo on', 'on', 'on'],
  ['! 1', '1', 1],
  ['!!binary aGVsbG8=', 'hello', 'hello'],
  ['!!binary /w==', '\ufffd', '\ufffd'],
  ['!!float 3', 3, 3],
  ['!!str 2020-01-01', '2020-01-01', '2020-01-01'],
])('%s', (text, first, second) => {
  expect(kubectl(`a: ${text}\n`)).toEqual([{ a: first }]);
  expect(kustomize(`a: ${text}\n`)).toEqual([{ a: second }]);
});

test.each<[string, string, unknown, unknown]>([
  ['number keys at the top', '1e3: a\n010: b\n', { '1000': 'a', '8': 'b' }, [{ '1e3': 'a', '010': 'b' }]],
  ['float keys have the digits of 32 bits', '0.1234567891: a\n', { '0.12345679': 'a' }, [{ '0.1234567891': 'a' }]],
  ['boolean words as keys', 'on: a\n', { true: 'a' }, [{ on: 'a' }]],
  ['nothing between braces', 'a: {b, c: }\n', { a: { b: null, c: null } }, [{ a: { b: '', c: '' } }]],
  [
    'a key called __proto__',
    '__proto__: {x: 1}\n',
    JSON.parse('{"__proto__":{"x":1}}'),
    [JSON.parse('{"__proto__":{"x":1}}')],
  ],
  ['a merge that stands behind a key', 'a: {k: 2, <<: {k: 1}}\n', { a: { k: 1 } }, [{ a: { k: 2 } }]],
  ['a merge that stands before a key', 'a: {<<: {k: 1}, k: 2}\n', { a: { k: 2 } }, [{ a: { k: 2 } }]],
  ['of several merged maps the first wins', 'a: {<<: [{k: 1}, {k: 2}]}\n', { a: { k: 1 } }, [{ a: { k: 1 } }]],
  ['a quoted << is no merge', 'a: {"<<": 1, b: 2}\n', { a: { '<<': 1, b: 2 } }, [{ a: { b: 2 } }]],
  [
    'folded deeper lines are written with one break more',
    'a: >\n  x\n\n    y\n  z\n',
    { a: 'x\n\n  y\nz\n' },
    [{ a: 'x\n\n\n  y\nz\n' }],
  ],
  ['kept breaks before the last comment', 'a: |+\n  x\n\n# c\n', { a: 'x\n\n' }, [{ a: 'x\n\n\n' }]],
  [
    'a date with a time between braces',
    'a: [2020-01-01 10:00:00]\n',
    { a: ['2020-01-01 10:00:00'] },
    [{ a: ['2020-01-01 10:00:00'] }],
  ],
])('%s', (_what, text, first, second) => {
  expect(kubectl(text)).toEqual([first]);
  expect(kustomize(text)).toEqual(second);
});

test.each<[string, string]>([
  ['a number as a key below the top', 'a:\n  1: x\n'],
  ['a key twice, whatever its quotes', 'a: 1\n"a": 2\n'],
  ['two merges in a map', 'x: &x {k: 1}\na: {<<: *x, <<: *x}\n'],
  ['a boolean by a word of YAML 1.1', 'a: !!bool yes\n'],
])('kustomize alone refuses %s', (_what, text) => {
  expect(kubectl(text).join()).not.toMatch(/refused/);
  expect(kustomize(text)).toMatch(/^refused: /);
});

test.each(['a: &a\n  b: *a\n', 'a: &a {<<: *a}\n'])('kubectl refuses an anchor within itself: %j', (text) =>
  expect(kubectl(text)).toEqual(['refused: an anchor contains itself']),
);
