// --set: what helm 4.1.4 makes of the same texts (`helm template x chart --set …` of a chart that prints its values).
import { withSet } from '../../lib/cli/set-values';
import { SettingsError } from '../../lib/check/settings/error';

test.each<[string, unknown]>([
  ['a.b=2,c=d', { a: { b: 2, l: [1, 2, 3] }, c: 'd', s: 'text' }],
  ['a\\.b=2', { a: { b: 1, l: [1, 2, 3] }, 'a.b': 2, s: 'text' }],
  ['a.l={x,y,3}', { a: { b: 1, l: ['x', 'y', 3] }, s: 'text' }],
  ['a.l[1]=9', { a: { b: 1, l: [1, 9, 3] }, s: 'text' }],
  ['s.t=1', { a: { b: 1, l: [1, 2, 3] }, s: { t: 1 } }],
])('%s changes values as helm does', (text, expected) => {
  const before = { a: { b: 1, l: [1, 2, 3] }, s: 'text' };
  expect(withSet(before, [text])).toEqual(expected);
  expect(before).toEqual({ a: { b: 1, l: [1, 2, 3] }, s: 'text' });
});

test.each<[string, unknown]>([
  ['q[2].q=1', [null, null, { q: 1 }]],
  ['q[0][1]=2', [[null, 2]]],
  ['q=01', '01'],
  ['q=1.5', '1.5'],
  ['q=-4', -4],
  ['q=+4', 4],
  ['q=null', null],
  ['q=TRUE', true],
  ['q=', ''],
  ['q={}', ['']],
  ['q={a,{b}', ['a', '{b']],
  ['q={1,,2}', [1, '', 2]],
  ['q={a\\,b,c}', ['a,b', 'c']],
  ['q=a\\,b', 'a,b'],
  ['q=a=b', 'a=b'],
  ['q=a}b', 'a}b'],
  ['q="x"', '"x"'],
  ['q=99999999999999999999', '99999999999999999999'],
  ['x=1,q=2,', 2],
])('%s is the value that helm reads', (text, expected) => {
  expect(withSet({}, [text]).q).toStrictEqual(expected);
});

test('a text stays a text where it is asked for', () => {
  expect(withSet({}, ['a=1,b=true,c={null,2}'], true)).toEqual({ a: '1', b: 'true', c: ['null', '2'] });
});

test.each(['a', '=x', 'a..b=1', 'q={a', 'q={a}b', 'q=[1,2]', 'x=1,,y=2', 'q[70000]=1', '__proto__.a=1'])(
  '%s is refused with the text',
  (text) => {
    expect(() => withSet({}, [text])).toThrow(SettingsError);
    expect(() => withSet({}, [text])).toThrow(`"${text}"`);
  },
);
