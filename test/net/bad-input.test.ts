// Values that are refused, with the whole message: what is wrong, with the value shown, and what to write instead.
import {
  checkMtu,
  checkVlanId,
  Cidr,
  InterfaceAddress,
  InterfaceName,
  IpAddress,
  IpRange,
  MacAddress,
} from '../../lib/net';

type Row = readonly [given: unknown, code: string, message: string];

function refuses(parse: (value: never) => unknown, rows: readonly Row[]): void {
  test.each(rows)('%j', (given, code, message) => {
    expect(() => parse(given as never)).toThrow(expect.objectContaining({ name: 'ValueError', code, message }));
  });
}

describe('an IP address', () => {
  refuses(
    (value) => IpAddress.of(value),
    [
      [
        '',
        'net/ip-invalid',
        'not an IP address: ""; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
      ],
      [
        '1.2.3',
        'net/ip-invalid',
        'not an IP address: "1.2.3"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
      ],
      [
        '256.1.1.1',
        'net/ip-invalid',
        'not an IP address: "256.1.1.1"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
      ],
      [
        '192.168.070.010',
        'net/ip-invalid',
        'not an IP address: "192.168.070.010"; Go reads no leading zeros or blanks: write "192.168.70.10"',
      ],
      [
        ' 1.2.3.4',
        'net/ip-invalid',
        'not an IP address: " 1.2.3.4"; Go reads no leading zeros or blanks: write "1.2.3.4"',
      ],
      [
        '1.2.3.4/24',
        'net/ip-invalid',
        'not an IP address: "1.2.3.4/24"; an address has no prefix length: write "1.2.3.4"',
      ],
      [
        '2001:db8::1/64',
        'net/ip-invalid',
        'not an IP address: "2001:db8::1/64"; an address has no prefix length: write "2001:db8::1"',
      ],
      ['fe80::1%eth0', 'net/ip-invalid', 'IP address with a zone: "fe80::1%eth0"; write "fe80::1"'],
      [
        '%eth0',
        'net/ip-invalid',
        'not an IP address: "%eth0"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
      ],
      ['::ffff:1.2.3.4', 'net/ip-invalid', 'IPv4 address mapped into IPv6: "::ffff:1.2.3.4"; write "1.2.3.4"'],
      [
        '[::1]',
        'net/ip-invalid',
        'not an IP address: "[::1]"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
      ],
      [7, 'net/ip-invalid', 'not an IP address: 7; write a string such as "192.168.70.10"'],
      [null, 'net/ip-invalid', 'not an IP address: null; write a string such as "192.168.70.10"'],
      [undefined, 'net/ip-invalid', 'not an IP address: undefined; write a string such as "192.168.70.10"'],
    ],
  );
});

describe('a network', () => {
  refuses(
    (value) => Cidr.of(value),
    [
      [
        '192.168.40.7/24',
        'net/cidr-host-bits',
        'CIDR with host bits set: "192.168.40.7/24"; did you mean "192.168.40.0/24"?',
      ],
      [
        '2001:db8::1/64',
        'net/cidr-host-bits',
        'CIDR with host bits set: "2001:db8::1/64"; did you mean "2001:db8::/64"?',
      ],
      [
        '192.168.40.0',
        'net/cidr-invalid',
        'CIDR without prefix length: "192.168.40.0"; did you mean "192.168.40.0/32"?',
      ],
      ['::1', 'net/cidr-invalid', 'CIDR without prefix length: "::1"; did you mean "::1/128"?'],
      [
        'home',
        'net/cidr-invalid',
        'CIDR without prefix length: "home"; write it as network and prefix length, such as "192.168.40.0/24"',
      ],
      [
        'home/24',
        'net/cidr-invalid',
        'not a CIDR: "home/24"; not an IP address: "home"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
      ],
      [
        '10.0.0.0/33',
        'net/cidr-invalid',
        'prefix length out of range: "10.0.0.0/33"; write a length from 0 to 32, such as "10.0.0.0/32"',
      ],
      [
        '10.0.0.0/08',
        'net/cidr-invalid',
        'prefix length out of range: "10.0.0.0/08"; write a length from 0 to 32, such as "10.0.0.0/32"',
      ],
      [
        '10.0.0.0/',
        'net/cidr-invalid',
        'prefix length out of range: "10.0.0.0/"; write a length from 0 to 32, such as "10.0.0.0/32"',
      ],
      [
        '10.0.0.0/8/8',
        'net/cidr-invalid',
        'prefix length out of range: "10.0.0.0/8/8"; write a length from 0 to 32, such as "10.0.0.0/32"',
      ],
      [
        '10.0.0.0/255.0.0.0',
        'net/cidr-invalid',
        'prefix length out of range: "10.0.0.0/255.0.0.0"; write a length from 0 to 32, such as "10.0.0.0/32"',
      ],
      [
        '::/129',
        'net/cidr-invalid',
        'prefix length out of range: "::/129"; write a length from 0 to 128, such as "::/128"',
      ],
      [
        '01.0.0.0/8',
        'net/cidr-invalid',
        'not a CIDR: "01.0.0.0/8"; not an IP address: "01.0.0.0"; Go reads no leading zeros or blanks: write "1.0.0.0"',
      ],
      [
        '::ffff:1.2.3.0/120',
        'net/cidr-invalid',
        'not a CIDR: "::ffff:1.2.3.0/120"; IPv4 address mapped into IPv6: "::ffff:1.2.3.0"; write "1.2.3.0"',
      ],
      [
        'fe80::%eth0/64',
        'net/cidr-invalid',
        'not a CIDR: "fe80::%eth0/64"; IP address with a zone: "fe80::%eth0"; write "fe80::"',
      ],
    ],
  );
});

describe('an interface address', () => {
  refuses(
    (value) => InterfaceAddress.of(value),
    [
      [
        '192.168.40.10',
        'net/cidr-invalid',
        'CIDR without prefix length: "192.168.40.10"; did you mean "192.168.40.10/32"?',
      ],
      [
        '192.168.40.10/40',
        'net/cidr-invalid',
        'prefix length out of range: "192.168.40.10/40"; write a length from 0 to 32, such as "192.168.40.10/32"',
      ],
    ],
  );
});

describe('a MAC address', () => {
  refuses(
    (value) => MacAddress.of(value),
    [
      [
        '02-00-5E-10-00-01',
        'net/mac-invalid',
        'not a MAC address: "02-00-5E-10-00-01"; did you mean "02:00:5e:10:00:01"?',
      ],
      ['0200.5e10.0001', 'net/mac-invalid', 'not a MAC address: "0200.5e10.0001"; did you mean "02:00:5e:10:00:01"?'],
      [
        '01:00:5e:00:00:01',
        'net/mac-multicast',
        'multicast MAC address: "01:00:5e:00:00:01"; an interface needs a unicast address (even first byte): did you mean "02:00:5e:00:00:01"?',
      ],
      [
        'ff:ff:ff:ff:ff:ff',
        'net/mac-multicast',
        'multicast MAC address: "ff:ff:ff:ff:ff:ff"; an interface needs a unicast address (even first byte): did you mean "fe:ff:ff:ff:ff:ff"?',
      ],
      [
        '00:00:00:00:00:00',
        'net/mac-invalid',
        'MAC address of zeros: "00:00:00:00:00:00"; write a unicast address, such as "02:00:5e:10:00:01"',
      ],
      [
        '02:00:5e:10:00',
        'net/mac-invalid',
        'not a MAC address: "02:00:5e:10:00"; write six pairs of hex digits, such as "02:00:5e:10:00:01"',
      ],
      [
        '02:00:5e:10:00:01:02:03',
        'net/mac-invalid',
        'not a MAC address: "02:00:5e:10:00:01:02:03"; write six pairs of hex digits, such as "02:00:5e:10:00:01"',
      ],
      [
        'router',
        'net/mac-invalid',
        'not a MAC address: "router"; write six pairs of hex digits, such as "02:00:5e:10:00:01"',
      ],
      ['', 'net/mac-invalid', 'not a MAC address: ""; write six pairs of hex digits, such as "02:00:5e:10:00:01"'],
    ],
  );
});

describe('an interface name', () => {
  refuses(
    (value) => InterfaceName.of(value),
    [
      ['', 'net/interface-name', 'empty interface name; write the kernel name of the link, such as "enp1s0"'],
      ['.', 'net/interface-name', 'interface name "."; write the kernel name of the link, such as "enp1s0"'],
      ['..', 'net/interface-name', 'interface name ".."; write the kernel name of the link, such as "enp1s0"'],
      ['a/b', 'net/interface-name', 'interface name with "/": "a/b"; did you mean "ab"?'],
      ['net%d', 'net/interface-name', 'interface name with "%": "net%d"; did you mean "netd"?'],
      ['eth0:1', 'net/interface-name', 'interface name with ":": "eth0:1"; did you mean "eth01"?'],
      ['eth 0', 'net/interface-name', 'interface name with " ": "eth 0"; did you mean "eth0"?'],
      ['/', 'net/interface-name', 'interface name with "/": "/"; did you mean "enp1s0"?'],
      [
        'enp0s31f6-uplink',
        'net/interface-name',
        'interface name of 16 bytes: "enp0s31f6-uplink"; the kernel takes at most 15: did you mean "enp0s31f6-uplin"?',
      ],
      [
        'ääääääääääää',
        'net/interface-name',
        'interface name of 24 bytes: "ääääääääääää"; the kernel takes at most 15: did you mean "äääääää"?',
      ],
    ],
  );
});

describe('a VLAN id', () => {
  refuses(
    (value) => checkVlanId(value),
    [
      [0, 'net/vlan-id', 'VLAN id out of range: 0; write a whole number from 1 to 4094'],
      [4095, 'net/vlan-id', 'VLAN id out of range: 4095; write a whole number from 1 to 4094'],
      [1.5, 'net/vlan-id', 'VLAN id out of range: 1.5; write a whole number from 1 to 4094'],
      [NaN, 'net/vlan-id', 'VLAN id out of range: NaN; write a whole number from 1 to 4094'],
    ],
  );
});

test.each([
  ['10.0.0.1', '::1', 'net/range-invalid', 'range of two families: "10.0.0.1" to "::1"; write both ends in one family'],
  [
    '10.0.0.9',
    '10.0.0.1',
    'net/range-invalid',
    'range runs backwards: "10.0.0.9" to "10.0.0.1"; did you mean "10.0.0.1" to "10.0.0.9"?',
  ],
  [
    '10.0.0.1',
    'x',
    'net/ip-invalid',
    'not an IP address: "x"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
  ],
])('a range %j, %j', (a, b, code, message) => {
  expect(() => ((a: string, b: string) => IpRange.of(a, b))(a, b)).toThrow(
    expect.objectContaining({ name: 'ValueError', code, message }),
  );
});

test.each([
  [67, false, 'net/mtu', 'MTU out of range: 67; write a whole number from 68 to 65535'],
  [65536, false, 'net/mtu', 'MTU out of range: 65536; write a whole number from 68 to 65535'],
  [
    1279,
    true,
    'net/mtu',
    'MTU out of range: 1279; write a whole number from 1280 to 65535 (below 1280 the kernel drops IPv6)',
  ],
  [1500.5, false, 'net/mtu', 'MTU out of range: 1500.5; write a whole number from 68 to 65535'],
])('an MTU %j, %j', (a, b, code, message) => {
  expect(() => ((mtu: number, ipv6: boolean) => checkMtu(mtu, ipv6))(a, b)).toThrow(
    expect.objectContaining({ name: 'ValueError', code, message }),
  );
});
