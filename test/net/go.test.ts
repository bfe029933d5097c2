// Our parsers against Go's, which decide in the cluster. Stricter is allowed where a reason is given; laxer never.
import { Cidr, InterfaceAddress, IpAddress, MacAddress } from '../../lib/net';
import golden = require('./go-golden.json');

const text = (parse: () => { toString(): string }): string | null => {
  try {
    return parse().toString();
  } catch {
    return null;
  }
};

const MAPPED = 'IPv4 mapped into IPv6 is one address to net and another to netip';
const ZONE = 'a zone is an interface of one machine and means nothing in a manifest';
/** Texts that Go's parser takes and ours refuses. */
const STRICTER: Readonly<Record<string, string>> = {
  'fe80::1%eth0': ZONE,
  'fe80::1%eth0/64': ZONE,
  '::ffff:1.2.3.4': MAPPED,
  '::ffff:102:304': MAPPED,
  '::ffff:1.2.3.0/120': MAPPED,
  '::ffff:1.2.3.4/96': MAPPED,
  '02-00-5E-10-00-01': 'one spelling of a MAC address, so that two of them can be compared',
  '0200.5e10.0001': 'one spelling of a MAC address, so that two of them can be compared',
  '02005e100001': 'one spelling of a MAC address, so that two of them can be compared',
  '02:00:5e:10:00:01:02:03': 'no interface of ours has eight bytes, the kernel refuses them',
  '01:00:5e:00:00:01': 'multicast: the kernel refuses it on an interface',
  'FF:FF:FF:FF:FF:FF': 'multicast: the kernel refuses it on an interface',
  '00:00:00:00:00:00': 'zeros: the kernel refuses it on an interface',
};

describe('an address is read as Go reads it', () => {
  test.each(golden.map((row) => [row.text, row] as const))('%j', (given, row) => {
    // An eight-byte MAC is an IPv6 address too, and that reading is not stricter.
    const strict = STRICTER[given] !== undefined;
    expect(text(() => IpAddress.of(given))).toBe(strict && row.mac === null ? null : row.address);
    expect(text(() => InterfaceAddress.of(given))).toBe(strict ? null : row.prefix);
    // A network has no host bits: LB-IPAM cuts them off, host-local and Talos refuse them.
    expect(text(() => Cidr.of(given))).toBe(!strict && row.prefix === row.masked ? row.prefix : null);
    if (row.prefix !== null && !strict) expect(InterfaceAddress.of(given).network.toString()).toBe(row.masked);
    expect(text(() => MacAddress.of(given))).toBe(strict ? null : row.mac);
  });
});

test('what we refuse beyond Go is what Go takes, so that the list cannot grow stale', () => {
  const taken = golden
    .filter((row) => row.address !== null || row.prefix !== null || row.mac !== null)
    .map((row) => row.text);
  expect(Object.keys(STRICTER).filter((given) => !taken.includes(given))).toEqual([]);
});
