// Spans of versions: one meaning of since and until for every table.
import { compareVersions, isIn, minorOf } from '../../lib/catalogue/span';

const among = (span: Parameters<typeof isIn>[1], versions: readonly string[]) =>
  versions.filter((version) => isIn(version, span));

test('a span holds its first version and not the one it ends before', () => {
  const versions = ['1.18', '1.19', '1.20', '1.21'];
  expect(among({ since: '1.19', until: '1.20' }, versions)).toEqual(['1.19']);
  expect(among({ until: '1.19' }, versions)).toEqual(['1.18']);
  expect(among({ since: '1.20' }, versions)).toEqual(['1.20', '1.21']);
  expect(among({}, versions)).toEqual(versions);
});

test('a bound may be a patch, and every patch of a minor lies before the next minor', () => {
  const versions = ['1.19.6', '1.19.99', 'v1.20.0', '1.20.1', '1.20.2', '1.20.10'];
  expect(among({ since: '1.20.2' }, versions)).toEqual(['1.20.2', '1.20.10']);
  expect(among({ until: '1.20' }, versions)).toEqual(['1.19.6', '1.19.99']);
});

test('a minor alone stands for its first release', () => {
  expect([isIn('1.20', { since: '1.20.2' }), isIn('1.20', { since: '1.20.0' })]).toEqual([false, true]);
});

test('parts are numbers, whatever stands in front of them and behind them', () => {
  expect(['1.9', '1.10', '1.2.3', '0.9'].sort(compareVersions)).toEqual(['0.9', '1.2.3', '1.9', '1.10']);
  expect(compareVersions('v1.21.0-rc.1', '1.21')).toBe(0);
  expect(['v1.19.6', '1.20', '1.21.0-pre.0', 'latest', ''].map(minorOf)).toEqual([
    '1.19',
    '1.20',
    '1.21',
    undefined,
    undefined,
  ]);
});

test('what is no version is in no span with a bound', () => {
  expect(['', 'latest'].flatMap((text) => [isIn(text, { since: '1.0' }), isIn(text, { until: '9.9' })])).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
