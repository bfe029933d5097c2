// Sets of connections: what two sets have in common, what one has more, and how a set is said.
import * as fc from 'fast-check';
import { ConnectionSet, Span } from '../../lib/reach';

const set = (parts: Record<string, readonly (readonly [number, number])[]>) =>
  ConnectionSet.of(
    new Map(
      Object.entries(parts).map(([protocol, spans]) => [
        protocol,
        spans.map(([first, last]): Span => ({ first, last, through: [] })),
      ]),
    ),
  );

const anySet = fc
  .dictionary(
    fc.constantFrom('TCP', 'UDP', 'ICMP'),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), { maxLength: 5 }),
  )
  .map((parts) => set(parts as Record<string, [number, number][]>));
const anyFlow = fc.tuple(fc.constantFrom('TCP', 'UDP', 'ICMP', 'SCTP'), fc.integer({ min: 1, max: 40 }));
const has = (connections: ConnectionSet, [protocol, port]: [string, number]) =>
  connections.at(protocol, port) !== undefined;

test('a union has what either has, an intersection what both have, a difference what only the first has', () => {
  fc.assert(
    fc.property(anySet, anySet, anyFlow, (a, b, flow) => {
      expect(has(a.union(b), flow)).toBe(has(a, flow) || has(b, flow));
      expect(has(a.intersect(b), flow)).toBe(has(a, flow) && has(b, flow));
      expect(has(a.without(b), flow)).toBe(has(a, flow) && !has(b, flow));
    }),
    { numRuns: 500 },
  );
});

test('equal sets have equal keys, however they came about', () => {
  fc.assert(
    fc.property(anySet, anySet, (a, b) => {
      expect(a.union(b).key).toBe(b.union(a).key);
      expect(a.without(b).union(a.intersect(b)).key).toBe(a.key);
    }),
    { numRuns: 500 },
  );
});

test.each<[string, ConnectionSet, string]>([
  ['everything', ConnectionSet.ALL, 'all connections'],
  ['nothing', ConnectionSet.NONE, 'no connections'],
  [
    'neighbours as one range',
    set({
      TCP: [
        [80, 80],
        [81, 90],
        [443, 443],
      ],
    }),
    'TCP 80-90,443',
  ],
  ['a whole protocol by its name', set({ UDP: [[0, 65535]], ICMP: [[8, 8]] }), 'UDP; ICMP 8'],
  ['nearly everything by what is missing', ConnectionSet.ALL.without(set({ TCP: [[22, 22]] })), 'all but TCP 22'],
])('says %s', (_, connections, text) => {
  expect(connections.toString()).toBe(text);
});

test('where a proxy stands beside a plain interval, the plain one counts', () => {
  const http = { proxy: 'http', rules: ['GET /a'] } as const;
  const mixed = ConnectionSet.of(
    new Map([
      [
        'TCP',
        [
          { first: 80, last: 90, through: [http] },
          { first: 85, last: 85, through: [] },
        ],
      ],
    ]),
  );
  expect(mixed.toString()).toBe('TCP 80-84 (http: GET /a),85,86-90 (http: GET /a)');
});
