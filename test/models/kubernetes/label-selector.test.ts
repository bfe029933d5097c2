// Label selectors as apimachinery reads them.
import { holds, readLabelSelector, selects } from '../../../lib/models/kubernetes/label-selector';
import { readSelectorText } from '../../../lib/models/kubernetes/label-selector-text';

const LABELS = { app: 'web', zone: 'a', empty: '' };

test.each([
  [{}, true],
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'web', zone: 'b' } }, false],
  [{ matchLabels: { empty: '' } }, true],
  [{ matchLabels: { missing: '' } }, false],
  [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['b', 'a'] }] }, true],
  [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['b'] }] }, true],
  [{ matchExpressions: [{ key: 'missing', operator: 'NotIn', values: ['b'] }] }, true],
  [{ matchExpressions: [{ key: 'missing', operator: 'Exists' }] }, false],
  [{ matchExpressions: [{ key: 'missing', operator: 'DoesNotExist' }] }, true],
  [{ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, false],
  [{ matchLabels: null, matchExpressions: null }, true],
])('all requirements must hold, and none is everything: %j', (selector, expected) => {
  const read = readLabelSelector(selector);
  expect([read.written, read.problems, selects(read, LABELS)]).toEqual([true, [], expected]);
});

test.each([undefined, null])('one that is not written selects nothing by itself (%s)', (selector) => {
  const read = readLabelSelector(selector);
  expect([read.written, selects(read, LABELS)]).toEqual([false, false]);
});

test.each([
  [{ matchExpressions: [{ key: 'a', operator: 'In' }] }, 'no-values'],
  [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: [] }] }, 'no-values'],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] }, 'values'],
  [{ matchExpressions: [{ key: 'a', operator: 'Near', values: ['x'] }] }, 'operator'],
  [{ matchExpressions: [{ key: 'a', operator: 'in', values: ['x'] }] }, 'operator'],
  [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }, 'operator'],
  [{ matchExpressions: [{ operator: 'Exists' }] }, 'key'],
  [{ matchLabels: { 'a b': 'c' } }, 'key'],
  [{ matchLabels: { 'a/b/c': 'c' } }, 'key'],
  [{ matchLabels: { '/b': 'c' } }, 'key'],
  [{ matchLabels: { ['x'.repeat(64)]: 'c' } }, 'key'],
  [{ matchLabels: { a: 're d' } }, 'value'],
  [{ matchLabels: { a: 'x'.repeat(64) } }, 'value'],
  [{ matchLabels: { a: 1 } }, 'type'],
  [{ matchLabels: ['a'] }, 'type'],
  [{ matchExpressions: {} }, 'type'],
  ['app=web', 'type'],
])('a problem anywhere refuses the whole selector: %j', (selector, code) => {
  const read = readLabelSelector(selector);
  expect([read.problems[0]?.code, selects(read, LABELS)]).toEqual([code, false]);
});

test.each([
  ['', true],
  ['app=web', true],
  ['app==web,zone in (a, b)', true],
  ['zone notin (a)', false],
  ['missing!=x', true],
  ['app', true],
  ['!app', false],
  ['!missing,app', true],
  ['missing=', false],
  ['empty=', true],
  ['empty in (,x)', true],
  [' app = web ', true],
])('reads the textual form: "%s"', (text, expected) => {
  const read = readSelectorText(text);
  expect([read.problems, selects(read, LABELS)]).toEqual([[], expected]);
});

test.each([
  'app=web,',
  ',app',
  'app=web zone',
  'app in a',
  'app in ()',
  'app in (a',
  'a b=c',
  '!app=web',
  'app~web=',
  '=web',
  'app=!',
  'n>x',
])('refuses the text "%s"', (text) => {
  expect(readSelectorText(text).problems).not.toEqual([]);
});

test('numbers are compared as numbers', () => {
  const [requirement] = readSelectorText('cores > 9').requirements;
  expect(
    [{ cores: '10' }, { cores: '9' }, { cores: 'x' }, {}].map((labels) => holds(requirement!, labels as any)),
  ).toEqual([true, false, false, false]);
});
