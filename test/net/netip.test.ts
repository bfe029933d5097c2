// Texts of addresses and prefixes as Go's netip takes them.
import {
  addrText,
  contains,
  isMappedV4,
  lastOf,
  masked,
  parseAddr,
  parseAddrPort,
  parsePrefix,
  prefixText,
} from '../../lib/net/netip';

test.each([
  ['192.168.70.1', '192.168.70.1'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::', '::'],
  ['1::', '1::'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['::FFFF:a00:1%eth0', '::ffff:10.0.0.1%eth0'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
])('the address %s is written %s', (text, written) => {
  expect(addrText(parseAddr(text)!)).toBe(written);
});

test.each(['', ' 10.0.0.1', '10.0.0.01', '10.0.0', '10.0.0.1/8', '10.0.0.1%eth0', 'fe80::1%', '1::2::3', 'host'])(
  '%j is no address',
  (text) => {
    expect(parseAddr(text)).toBeUndefined();
  },
);

test.each(['10.0.0.0', '10.0.0.0/08', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/+8', 'fe80::1%eth0/64', '::/129'])(
  '%j is no prefix',
  (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  },
);

test('a prefix keeps its host bits, and the network around it has none', () => {
  const prefix = parsePrefix('10.1.2.3/8')!;
  expect(prefixText(prefix)).toBe('10.1.2.3/8');
  expect(addrText({ family: 4, value: masked(prefix) })).toBe('10.0.0.0');
  expect(addrText({ family: 4, value: lastOf(prefix) })).toBe('10.255.255.255');
});

test('a network holds the addresses of its family', () => {
  const prefix = parsePrefix('10.0.0.0/8')!;
  expect(contains(prefix, parseAddr('10.9.9.9')!)).toBe(true);
  expect(contains(prefix, parseAddr('11.0.0.0')!)).toBe(false);
  expect(contains(prefix, parseAddr('::ffff:10.9.9.9')!)).toBe(false);
  expect(isMappedV4(parseAddr('::ffff:10.9.9.9')!)).toBe(true);
});

test.each([
  ['10.0.0.1:80', 80],
  ['[::1]:80', 80],
  ['::1:80', undefined],
  ['[10.0.0.1]:80', undefined],
  ['10.0.0.1:65536', undefined],
  ['10.0.0.1', undefined],
])('%j has the port %j', (text, port) => {
  expect(parseAddrPort(text)?.port).toBe(port);
});
