// One spelling of a value, and nothing that YAML or the API server would change in silence.
import { canonical, withoutNulls } from '../../lib/manifest';

class Pool {}

test('keys are sorted, undefined fields are left out, the input stays as it was', () => {
  const input = { b: [{ z: 1, a: undefined }], a: { y: '', x: false } };
  expect(JSON.stringify(canonical(input))).toBe('{"a":{"x":false,"y":""},"b":[{"z":1}]}');
  expect(Object.keys(input)).toEqual(['b', 'a']);
});

test.each([
  [{ spec: { selector: { app: null } } }, 'manifest/null', 'null at spec.selector.app'],
  [null, 'manifest/null', 'null at the top'],
  [{ list: [1, null] }, 'manifest/null', 'null at list[1]'],
  [{ since: new Date(0) }, 'manifest/value', 'an instance of Date at since'],
  [{ a: [{ b: NaN }] }, 'manifest/value', 'NaN at a[0].b'],
  [{ a: Infinity }, 'manifest/value', 'Infinity at a'],
  [{ a: new Map() }, 'manifest/value', 'an instance of Map at a'],
  [{ a: new Pool() }, 'manifest/value', 'an instance of Pool at a'],
  [{ a: () => 1 }, 'manifest/value', 'a function at a'],
  [{ a: 1n }, 'manifest/value', 'a bigint at a'],
  [{ a: Symbol.iterator }, 'manifest/value', 'a symbol at a'],
  [{ a: [undefined] }, 'manifest/value', 'a undefined at a[0]'],
])('%p is refused', (value, code, problem) => {
  expect(() => canonical(value)).toThrow(expect.objectContaining({ code, problem }));
});

test('minus zero is zero to every reader', () => {
  expect(JSON.stringify(canonical({ a: -0 }))).toBe('{"a":0}');
});

test('nulls that a chart template leaves behind are dropped as the API server drops them', () => {
  expect(withoutNulls({ a: null, b: { c: null, d: [{ e: null, f: 0 }] } })).toEqual({ b: { d: [{ f: 0 }] } });
});
