// What the engines of the minors decide differently, and what surprises in all of them: one line each.
import { AGENT_MINORS } from '../../../../lib/models/agent/minors';
import { answer } from '../../../../scripts/models/verdict';

const cnp = (spec: object, kind = 'CiliumNetworkPolicy') => ({
  ...{
    apiVersion: 'cilium.io/v2',
    kind,
    metadata: { name: 'p', ...(kind === 'CiliumNetworkPolicy' ? { namespace: 'shop' } : {}) },
  },
  spec,
});
const web = { matchLabels: { app: 'web' } };
const toWeb = (rule: object) => cnp({ endpointSelector: web, ingress: [rule] });
const fromClient = (rule: object) => cnp({ endpointSelector: { matchLabels: { app: 'client' } }, egress: [rule] });
const range = { ports: [{ port: 'http', endPort: 90, protocol: 'TCP' }] };
const group = (name: string, labels: object, cidr: string) => ({
  ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumCIDRGroup', metadata: { name, labels } },
  spec: { externalCIDRs: [cidr] },
});

const named = (port: string) => ({ port, protocol: 'TCP' });
/** One of two pods that are one identity to policy. */
const twin = (name: string, admin: number) => ({
  ...{ namespace: 'shop', name, labels: { app: 'twin' } },
  ports: [
    { name: 'admin', port: admin },
    { name: 'metrics', port: 9090 },
  ],
});

/** Which of some flows pass, per minor: `A` or `-`. */
function said(policies: object[], flows: [string, string, string, number][], config = {}): string[] {
  const question = {
    ...{ id: 'x', config, policies },
    namespaces: [{ name: 'shop', labels: {} }],
    pods: [
      { namespace: 'shop', name: 'web', labels: { app: 'web' }, ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
      { namespace: 'shop', name: 'client', labels: { app: 'client' } },
      {
        namespace: 'shop',
        name: 'other',
        labels: { app: 'other' },
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
      twin('one', 8001),
      twin('twin', 8002),
    ],
    external: [{ name: 'doc', ips: ['203.0.113.7'] }],
    flows: flows.map(([from, to, protocol, port]) => ({ from, to, protocol, port })),
  };
  return AGENT_MINORS.map((minor) =>
    ((answer(question, minor) as any).verdicts as { allowed: boolean }[])
      .map(({ allowed }) => (allowed ? 'A' : '-'))
      .join(''),
  );
}

const [WEB, CLIENT, OTHER, DOC] = ['pod:shop/web', 'pod:shop/client', 'pod:shop/other', 'external:doc'];
const [ONE, TWIN] = ['pod:shop/one', 'pod:shop/twin'];
const ports = (from: string, to: string, ...numbers: number[]) =>
  numbers.map((port): [string, string, string, number] => [from, to, 'TCP', port]);

test.each<[string, object[], [string, string, string, number][], string[]]>([
  [
    'a name with an end is a range from its number, on ingress',
    [toWeb({ toPorts: [range] })],
    ports(CLIENT, WEB, 79, 80, 90, 91),
    ['-AA-', '-AA-', '-AA-'],
  ],
  [
    'a name has one number in the cluster, or none, and from 1.20 on one per peer',
    [fromClient({ toPorts: [range] })],
    ports(CLIENT, WEB, 80, 85),
    ['--', '--', 'A-'],
  ],
  [
    'a name to which pods of one identity give two numbers opens nothing on egress, one on which they agree does',
    [fromClient({ toPorts: [{ ports: [named('admin'), named('metrics')] }] })],
    [...ports(CLIENT, ONE, 8001, 8002, 9090), ...ports(CLIENT, TWIN, 8001, 8002, 9090)],
    ['--A--A', '--A--A', '--A--A'],
  ],
  [
    'on ingress, a name to which pods of one identity give two numbers is for each pod its own',
    [
      cnp({
        endpointSelector: { matchLabels: { app: 'twin' } },
        ingress: [{ toPorts: [{ ports: [named('admin')] }] }],
      }),
    ],
    [...ports(CLIENT, ONE, 8001, 8002), ...ports(CLIENT, TWIN, 8001, 8002)],
    ['A--A', 'A--A', 'A--A'],
  ],
  [
    'port 0 with an end is up to that end, and from 1.20 on everything',
    [toWeb({ toPorts: [{ ports: [{ port: '0', endPort: 90 }] }] })],
    ports(CLIENT, WEB, 90, 91),
    ['A-', 'A-', 'AA'],
  ],
  [
    'an empty selector of groups is everybody',
    [toWeb({ fromCIDRSet: [{ cidrGroupSelector: {} }] })],
    [...ports(CLIENT, WEB, 80), ...ports(DOC, WEB, 80)],
    ['AA', 'AA', 'AA'],
  ],
  [
    'a selector of groups that only says what is not selects pods up to 1.19',
    [
      toWeb({
        fromCIDRSet: [{ cidrGroupSelector: { matchExpressions: [{ key: 'kind', operator: 'DoesNotExist' }] } }],
      }),
    ],
    [...ports(CLIENT, WEB, 80), ...ports(DOC, WEB, 80)],
    ['AA', 'AA', '-A'],
  ],
  [
    'where groups disagree on a label, 1.18 keeps the value of the longest prefix',
    [
      toWeb({ fromCIDRSet: [{ cidrGroupSelector: { matchLabels: { kind: 'wide' } } }] }),
      group('a', { kind: 'wide' }, '203.0.113.0/24'),
      group('b', { kind: 'narrow' }, '203.0.113.0/28'),
    ],
    ports(DOC, WEB, 80),
    ['-', 'A', 'A'],
  ],
  [
    'an empty list of names with ports is anybody',
    [fromClient({ toFQDNs: [], toPorts: [{ ports: [{ port: '80' }] }] })],
    ports(CLIENT, OTHER, 80, 81),
    ['A-', 'A-', 'A-'],
  ],
  [
    'an empty rule denies everything but the local host',
    [toWeb({})],
    [...ports(CLIENT, WEB, 80), ...ports('host', WEB, 80)],
    ['-A', '-A', '-A'],
  ],
])('%s', (_, policies, flows, expected) => {
  expect(said(policies, flows)).toEqual(expected);
});

test('mode always cuts the local host off where no rule selects the pod, from 1.20 on', () => {
  expect(said([], ports('host', WEB, 80), { policyEnforcementMode: 'always' })).toEqual(['A', 'A', '-']);
});
