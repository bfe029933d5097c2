// Ports of policies: how they are printed, and which are refused.
import { Protocol, ValueError } from '../../lib/net';
import { IcmpType, Port } from '../../lib/policy';

test('ports are printed with their protocol', () => {
  const ports = [
    Port.tcp(443),
    Port.udp(53),
    Port.sctp(1),
    Port.any(7),
    Port.range(Protocol.ANY, 9000, 9010),
    Port.all(Protocol.TCP),
    Port.named(Protocol.TCP, 'http'),
    Port.icmp(IcmpType.ping()),
  ];
  expect(ports.map(String)).toEqual([
    '443/TCP',
    '53/UDP',
    '1/SCTP',
    '7/ANY',
    '9000-9010/ANY',
    'all/TCP',
    'http/TCP',
    'ICMP',
  ]);
});

test.each([
  [0, 'net/port-invalid', 'port out of range: 0; write a whole number from 1 to 65535'],
  [65536, 'net/port-invalid', 'port out of range: 65536; write a whole number from 1 to 65535'],
  [1.5, 'net/port-invalid', 'port out of range: 1.5; write a whole number from 1 to 65535'],
  [NaN, 'net/port-invalid', 'port out of range: NaN; write a whole number from 1 to 65535'],
])('a port %j', (port, code, message) => {
  for (const make of [Port.tcp, Port.udp, Port.sctp, Port.any])
    expect(() => make(port)).toThrow(expect.objectContaining({ name: 'ValueError', code, message }));
});

test.each([
  [9, 1, 'net/port-invalid', 'port range runs backwards: 9 to 1; did you mean 1 to 9?'],
  [1, 70000, 'net/port-invalid', 'port out of range: 70000; write a whole number from 1 to 65535'],
])('a port range %j, %j', (a, b, code, message) => {
  expect(() => ((first: number, last: number) => Port.range(Protocol.UDP, first, last))(a, b)).toThrow(
    expect.objectContaining({ name: 'ValueError', code, message }),
  );
});

test.each(['HTTP', '80', 'a--b', '-a', 'a-', 'abcdefghijklmnop', '', 'a_b', 'http\n'])('a port name %j', (name) => {
  expect(() => Port.named(Protocol.TCP, name)).toThrow(
    new ValueError(
      'net/port-name',
      `not a port name: "${name}"`,
      'write at most 15 of a-z, 0-9 and "-", with at least one letter, such as "http"',
    ),
  );
});
