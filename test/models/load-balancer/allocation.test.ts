// Who gets which address, as rules ask for it.
import { allocate, Allocation, rangeText, textOf } from '../../../lib/models/load-balancer';
import { inputs, pool, service } from './objects';

const of = ({ services }: Allocation, name: string) => services.find(({ key }) => key === `default/${name}`)!;
const given = (allocation: Allocation, name: string) =>
  of(allocation, name).addresses.map(({ address, pool: from }) => `${from}:${textOf(address)}`);

test('gives the requested address of the pool that holds it, whatever stands before it', () => {
  const said = allocate(
    inputs(pool('a', ['10.0.0.0/30']), pool('b', ['10.0.1.1-10.0.1.9']), service('web', { ips: '10.0.1.5' })),
  );
  expect(given(said, 'web')).toEqual(['b:10.0.1.5']);
  expect(of(said, 'web')).toMatchObject({ satisfied: true, refusals: [], notResponsible: undefined });
});

test('says of every unmet request why, and which pools hold the address', () => {
  const said = allocate(
    inputs(
      pool('off', ['10.0.0.0/30'], { disabled: true }),
      pool('theirs', ['10.0.1.0/30'], { serviceSelector: { matchLabels: { team: 'x' } } }),
      service('web', { ips: '10.0.0.1,10.0.1.1,10.9.9.9' }),
    ),
  );
  expect(of(said, 'web').refusals.map(({ reason, pool: by }) => [reason, by])).toEqual([
    ['no_pool', undefined],
    ['pool_selector_mismatch', 'theirs'],
    ['no_pool', undefined],
  ]);
  expect(of(said, 'web').holding.map(({ pools }) => pools)).toEqual([
    [{ name: 'off', disabled: true, conflicting: false, selects: true }],
    [{ name: 'theirs', disabled: false, conflicting: false, selects: false }],
    [],
  ]);
});

test.each([
  ['ports that meet', {}, 'port'],
  ['another traffic policy', { ports: [{ port: 81 }], externalTrafficPolicy: 'Local' }, 'traffic-policy'],
])('names the Service that has the address and why it does not share: %s', (_, spec, sharing) => {
  const said = allocate(
    inputs(
      pool('a', ['10.0.0.0/24']),
      service('one', { ips: '10.0.0.5', key: 'k' }),
      service('two', { ips: '10.0.0.5', key: 'k' }, spec),
    ),
  );
  const [refusal] = of(said, 'two').refusals;
  expect([refusal!.reason, refusal!.sharing, refusal!.heldBy.map(({ name }) => name)]).toEqual([
    'already_allocated_incompatible_service',
    sharing,
    ['one'],
  ]);
  expect(of(said, 'two').partners).toEqual([{ key: 'default/one', refusal: sharing }]);
});

test('shows the address that a Service with a key silently did not join', () => {
  const said = allocate(inputs(pool('a', ['10.0.0.0/24']), service('one', { key: 'k' }), service('two', { key: 'k' })));
  expect(of(said, 'two')).toMatchObject({ satisfied: true, sharesWith: [] });
  expect(
    of(said, 'two').notJoined.map(({ address, because, with: { name } }) => [textOf(address), because, name]),
  ).toEqual([['10.0.0.0', 'port', 'one']]);
});

test('lists both Services of one shared address', () => {
  const said = allocate(
    inputs(
      pool('a', ['10.0.0.0/24']),
      service('one', { ips: '10.0.0.5', key: 'k' }),
      service('two', { ips: '10.0.0.5', key: 'k' }, { ports: [{ port: 81 }] }),
    ),
  );
  expect(of(said, 'one').sharesWith).toEqual(['default/two']);
  expect(of(said, 'two').sharesWith).toEqual(['default/one']);
});

test.each([
  ['lb-ipam-off', {}, { enableLBIPAM: false }],
  ['type', { type: 'NodePort' }, {}],
  ['default-elsewhere', {}, { defaultLBServiceIPAM: 'none' }],
  ['class-feature-off', { loadBalancerClass: 'io.cilium/l2-announcer' }, {}],
  ['node-ipam', { loadBalancerClass: 'io.cilium/node' }, {}],
  ['foreign-class', { loadBalancerClass: 'example.com/lb' }, {}],
  [undefined, { loadBalancerClass: 'io.cilium/bgp-control-plane' }, { bgpControlPlane: true }],
])('says why LB-IPAM leaves a Service alone: %s', (why, spec, settings) => {
  const said = allocate(inputs(pool('a', ['10.0.0.0/24']), service('web', {}, spec)), settings);
  expect(of(said, 'web').notResponsible).toBe(why);
  expect(of(said, 'web').addresses).toHaveLength(why === undefined ? 1 : 0);
});

test('of two pools that overlap the younger stops; without ages who of them is left open', () => {
  const [a, b] = [pool('a', ['10.0.0.0/24']), pool('b', ['10.0.0.128/25'])];
  const open = allocate(inputs(a, b)).pools;
  expect(open.map(({ serves, conflictDecided }) => [serves, conflictDecided])).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(open.map(({ overlaps }) => overlaps.map((each) => `${each.with} ${rangeText(each.other)}`))).toEqual([
    ['b 10.0.0.128-10.0.0.255'],
    ['a 10.0.0.0-10.0.0.255'],
  ]);
  a.metadata.creationTimestamp = '2026-01-02T00:00:00Z';
  b.metadata.creationTimestamp = '2026-01-01T00:00:00Z';
  const decided = allocate(inputs(a, b)).pools;
  expect(decided.map(({ serves, conflictDecided }) => [serves, conflictDecided])).toEqual([
    [false, true],
    [true, true],
  ]);
  expect(decided[0]!.conflict).toMatchObject({ with: 'b' });
});

test.each([
  ['1.19', ['10.0.0.0-10.0.0.3'], true],
  ['1.20', [], false],
])('a bad block leaves those before it up to 1.19, and nothing in 1.20 (%s)', (version, left, serves) => {
  const said = allocate(inputs(pool('a', ['10.0.0.0/30', '10.0.1.9-10.0.1.2', '10.0.2.0/30'])), { version });
  expect(said.pools[0]!.blocks.map(({ range }) => rangeText(range!))).toEqual(left);
  expect(said.pools[0]!.serves).toBe(serves);
  expect(said.pools[0]!.pool.blocks[1]!.problem).toBe('reversed');
});

test.each([
  ['1.19', undefined],
  ['1.20', { code: 'reserved-end', service: 'default/web', address: '10.0.0.0' }],
])('asking for a reserved end with a sharing key crashes the operator of 1.20 alone (%s)', (version, crash) => {
  const said = allocate(
    inputs(pool('a', ['10.0.0.0/24'], { allowFirstLastIPs: 'No' }), service('web', { ips: '10.0.0.0', key: 'k' })),
    { version },
  );
  expect(said.crash).toEqual(crash);
});

test('names the pools that could give an address, by family', () => {
  const said = allocate(
    inputs(
      pool('a', ['10.0.0.0/24', 'fd00::/120']),
      pool('b', ['10.0.1.0/24']),
      pool('c', ['10.0.2.0/24'], { serviceSelector: { matchLabels: { team: 'x' } } }),
      service('web', {}, { ipFamilyPolicy: 'PreferDualStack' }),
    ),
    { ipv6: true },
  );
  expect(of(said, 'web').candidates).toEqual([
    { family: 'IPv4', pools: ['a', 'b'] },
    { family: 'IPv6', pools: ['a'] },
  ]);
});

test('skips what is no address, and shows what was skipped', () => {
  const said = allocate(inputs(pool('a', ['10.0.0.0/24']), service('web', { ips: '10.0.0.5/32, 10.0.0.7' })));
  expect(of(said, 'web').service.requests.map(({ text, address, at }) => [text, address !== undefined, at])).toEqual([
    ['10.0.0.5/32', false, 'lbipam.cilium.io/ips'],
    ['10.0.0.7', true, 'lbipam.cilium.io/ips'],
  ]);
  expect(given(said, 'web')).toEqual(['a:10.0.0.7']);
});

test('keeps where a Service comes from', () => {
  const manifest = service('cilium-gateway-web');
  expect(of(allocate([{ manifest, origin: 'Gateway' }]), 'cilium-gateway-web')).toMatchObject({
    origin: 'Gateway',
    satisfied: undefined,
  });
});
