// The grammar of claims about connections.
import { ClaimError, readClaim } from '../../lib/reach';

test('a claim has ends on both sides, ports, and exceptions', () => {
  expect(
    readClaim(
      'from world, namespace dev to workload shop/web on TCP 443, UDP 8000-8100, ICMP except through gateway edge/public except from address 203.0.113.0/24 on TCP 443',
    ),
  ).toEqual({
    from: [{ kind: 'world' }, { kind: 'namespace', name: 'dev' }],
    to: [{ kind: 'workload', name: 'shop/web' }],
    on: [
      { protocol: 'TCP', first: 443, last: 443 },
      { protocol: 'UDP', first: 8000, last: 8100 },
      { protocol: 'ICMP', first: 0, last: 255 },
    ],
    except: [
      { through: 'edge/public' },
      {
        from: [{ kind: 'address', name: '203.0.113.0/24' }],
        on: [{ protocol: 'TCP', first: 443, last: 443 }],
      },
    ],
  });
});

test('a name may be a word of the grammar', () => {
  expect(readClaim('from namespace from to namespace to')).toMatchObject({
    from: [{ name: 'from' }],
    to: [{ name: 'to' }],
  });
});

test.each([
  ['', 'no "from"'],
  ['from world', 'no "to", after "from world"'],
  ['from nobody to world', '"nobody" is no end'],
  ['from namespace', 'the name of the namespace is missing, after "from namespace"'],
  ['from world to gateway edge/public', 'policy knows all Gateways as one target'],
  ['from world to pods on HTTP 80', '"HTTP" is no protocol'],
  ['from world to pods on TCP 0', 'TCP has no ports 0'],
  ['from world to pods on TCP 90-80', 'TCP has no ports 90-80'],
  ['from world to pods on TCP 80 or 90', '"or" means nothing there, after "from world to pods on TCP 80"'],
  ['from world to pods except', 'an "except" that names nothing, after "from world to pods except"'],
  [
    'from world to pods except through public',
    '"through" without "gateway", after "from world to pods except through"',
  ],
])('refuses "%s"', (text, problem) => {
  const reading = () => readClaim(text);
  expect(reading).toThrow(ClaimError);
  expect(reading).toThrow(expect.objectContaining({ problem }));
});
