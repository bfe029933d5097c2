// Properties of the values: what is printed is read back, and every way of asking about membership agrees.
import * as fc from 'fast-check';
import { Cidr, InterfaceAddress, InterfaceName, IpAddress, IpFamily, IpRange } from '../../lib/net';

const v4 = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((value) => IpAddress._fromNumber(IpFamily.IPV4, value));
// Groups of zeros and ones on purpose: they are where the :: of RFC 5952 goes wrong.
const v6 = fc
  .array(fc.oneof(fc.constantFrom(0n, 0n, 1n, 0xffffn), fc.bigInt({ min: 0n, max: 0xffffn })), {
    minLength: 8,
    maxLength: 8,
  })
  .map((groups) => groups.reduce((value, group) => (value << 16n) | group, 0n))
  .filter((value) => value >> 32n !== 0xffffn)
  .map((value) => IpAddress._fromNumber(IpFamily.IPV6, value));
const address = fc.oneof(v4, v6);
const network = fc
  .tuple(address, fc.nat(128))
  .map(([ip, length]) => InterfaceAddress.of(`${ip.toString()}/${length % (ip.bits + 1)}`).network);

test('an address that is printed and read again is the same address', () => {
  fc.assert(
    fc.property(
      address,
      (ip) => IpAddress.of(ip.toString()).isSame(ip) && IpAddress.of(ip.toString().toUpperCase()).isSame(ip),
    ),
  );
});

test('a long spelling of an IPv6 address has the same canonical text', () => {
  fc.assert(
    fc.property(v6, (ip) => {
      const groups = Array.from({ length: 8 }, (_, i) =>
        ((ip._value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16).padStart(4, '0'),
      );
      expect(IpAddress.of(groups.join(':')).toString()).toBe(ip.toString());
    }),
  );
});

test('a network holds an address if and only if its range does, and its mask says so', () => {
  fc.assert(
    fc.property(network, address, (cidr, ip) => {
      const shift = BigInt(cidr.network.bits - cidr.prefix);
      const byMask = ip.family === cidr.family && ip._value >> shift === cidr.network._value >> shift;
      expect(cidr.contains(ip)).toBe(byMask);
      expect(cidr.range.contains(ip)).toBe(byMask);
      expect(cidr.overlaps(Cidr.ofAddress(ip))).toBe(byMask);
    }),
  );
});

test('two networks overlap if and only if one covers the other', () => {
  fc.assert(
    fc.property(network, network, (a, b) => a.overlaps(b) === (a.range.covers(b.range) || b.range.covers(a.range))),
  );
});

test('every network is read back from its text', () => {
  fc.assert(fc.property(network, (cidr) => Cidr.of(cidr.toString()).toString() === cidr.toString()));
});

test('network and broadcast addresses are no host addresses, except in /31, /32, /127 and /128', () => {
  const hosts = (text: string) =>
    [Cidr.of(text).range.first, Cidr.of(text).range.last].map((ip) => Cidr.of(text).isHost(ip));
  expect(hosts('192.168.40.0/24')).toEqual([false, false]);
  expect(hosts('192.168.40.0/30')).toEqual([false, false]);
  expect(hosts('192.168.40.0/31')).toEqual([true, true]);
  expect(hosts('192.168.40.1/32')).toEqual([true, true]);
  // IPv6 has no broadcast; its first address is the anycast address of the routers.
  expect(hosts('2001:db8::/64')).toEqual([false, true]);
  expect(hosts('2001:db8::/127')).toEqual([true, true]);
  expect(Cidr.of('192.168.40.0/24').isHost(IpAddress.of('192.168.41.1'))).toBe(false);
});

test('a range is printed as its ends, or as one address', () => {
  expect(IpRange.of('192.168.70.200', '192.168.70.239').toString()).toBe('192.168.70.200-192.168.70.239');
  expect(IpRange.of('2001:db8::1', '2001:DB8::1').toString()).toBe('2001:db8::1');
  expect(IpRange.of('10.0.0.0', '10.0.0.9').overlaps(IpRange.of('10.0.0.9', '10.0.0.20'))).toBe(true);
  expect(IpRange.of('10.0.0.0', '10.0.0.9').overlaps(IpRange.of('10.0.0.10', '10.0.0.20'))).toBe(false);
  expect(IpRange.of('0.0.0.0', '255.255.255.255').overlaps(IpRange.of('::', 'ffff::'))).toBe(false);
});

test('a repaired interface name can be used', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
      try {
        InterfaceName.of(name);
      } catch (error) {
        const found = /(?:did you mean|such as) (".*")/.exec((error as { repair: string }).repair);
        const repaired = JSON.parse(found![1]!) as string;
        expect(InterfaceName.of(repaired).toString()).toBe(repaired);
      }
    }),
  );
});
