// Values as Go reads them: selectors, URLs, durations, addresses.
import { parsePrefix, prefixText } from '../../../lib/net/netip';
import { isSubnetOrAddress } from '../../../lib/models/talos/addresses';
import { durationText, parseDuration } from '../../../lib/models/go/duration';
import { readBytes } from '../../../lib/models/talos/sizes';
import { endpointProblem, readUrl } from '../../../lib/models/talos/url';
import { celProblem } from '../../../lib/models/talos/validation/cel';

test.each([
  ['mac(link.permanent_addr) == "02:00:00:00:00:01"', undefined],
  ['glob("00:1a:*", mac(link.hardware_addr)) && link.kind == ""', undefined],
  ['link.permanentAddr == "x"', 'unknown-name'],
  ['interface.kind == "x"', 'unknown-name'],
  ['link.mtu > 1500', 'type'],
  ['link.mtu > 1500u', undefined],
  ['link.kind', undefined],
  ['"text"', 'type'],
  ['link.kind ==', 'syntax'],
  ['', 'syntax'],
])('of the link selector %s says %s', (text, problem) => {
  expect(celProblem(text, 'link')).toBe(problem);
});

test('a size in a disk selector is unsigned', () => {
  expect(celProblem('disk.size > 10u * GiB && !disk.rotational', 'disk')).toBeUndefined();
  expect(celProblem('disk.size > 10', 'disk')).toBe('type');
});

test('a subnet may stand with a ! in front, with host bits, or as one address', () => {
  expect(['10.0.0.0/8', '!10.0.0.5/8', '2001:db8::1', '10.0.0.0/33', 'x', ''].map(isSubnetOrAddress)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(prefixText(parsePrefix('2001:DB8:0::1/64')!)).toBe('2001:db8::1/64');
});

test('durations and sizes have units', () => {
  expect([parseDuration('1h30m'), parseDuration('5'), parseDuration('0'), parseDuration('-1s')]).toEqual([
    54e11,
    undefined,
    0,
    -1e9,
  ]);
  expect(durationText(54e11)).toBe('1h30m0s');
  expect([readBytes('5GiB'), readBytes('1 MB'), readBytes('5X')]).toEqual([5 * 2 ** 30, 1e6, undefined]);
});

test('an endpoint has a host, and its port is a number', () => {
  expect(
    [
      'https://a:6443',
      'https://[2001:db8::1]:6443',
      '/a',
      'https://a:0',
      'https://a:b',
      'https://2001:db8::1:6443',
    ].map(endpointProblem),
  ).toEqual([undefined, undefined, 'host', 'port', 'unreadable', 'brackets']);
  expect(readUrl('http://a b/')).toBeUndefined();
});
