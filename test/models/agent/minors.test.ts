// What only some minors refuse, one line each, with the words.
import { AgentSettings, policyProblems } from '../../../lib/models/agent';
import { agentWords } from '../../../lib/problem';
import { AGENT_MINORS } from '../../../lib/models/agent/minors';

const policy = (rule: object, list = 'egress') => ({
  ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'p', namespace: 'shop' } },
  spec: { endpointSelector: {}, [list]: [rule] },
});
const ports = (item: object, rest: object = {}) => policy({ toPorts: [{ ports: [item], ...rest }] });
const tcp = { port: '80', protocol: 'TCP' };
const name = (length: number) => 'k'.repeat(length);
const networkPolicy = (rule: object) => ({
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' } },
  spec: { podSelector: {}, ingress: [rule] },
});

/** Per minor `-` (nothing), or judge and words of the first problem; `!` marks what opens more than it seems to. */
function verdicts(manifest: object, settings: AgentSettings = {}): string[] {
  return AGENT_MINORS.map((minor) => {
    const problem = policyProblems(manifest as any, { ...settings, minor })[0];
    return problem === undefined
      ? '-'
      : `${problem.judge}${problem.open ? '!' : ''} ${problem.code} ${problem.at}: ${agentWords(problem.data).message}`;
  });
}

test.each<[string, object, string[]]>([
  [
    'VRRP',
    ports({ port: '0', protocol: 'VRRP' }),
    [
      'agent cilium/protocol spec.egress[0].toPorts[0].ports[0]: protocol "VRRP", which Cilium knows from 1.19 on',
      '-',
      '-',
    ],
  ],
  [
    'GRE',
    ports({ port: '0', protocol: 'GRE' }),
    [
      'agent cilium/protocol spec.egress[0].toPorts[0].ports[0]: protocol "GRE", which Cilium knows from 1.20 on',
      'agent cilium/protocol spec.egress[0].toPorts[0].ports[0]: protocol "GRE", which Cilium knows from 1.20 on',
      '-',
    ],
  ],
  [
    'cluster-mesh',
    policy({ toEntities: ['cluster-mesh'] }),
    [
      'agent cilium/entity spec.egress[0].toEntities[0]: entity "cluster-mesh", which Cilium knows from 1.20 on',
      'agent cilium/entity spec.egress[0].toEntities[0]: entity "cluster-mesh", which Cilium knows from 1.20 on',
      '-',
    ],
  ],
  [
    'kafka',
    ports(tcp, { rules: { kafka: [{ topic: 'a b' }] } }),
    [
      'agent cilium/kafka spec.egress[0].toPorts[0].rules.kafka[0]: not a topic: "a b"',
      'agent cilium/kafka spec.egress[0].toPorts[0].rules.kafka[0]: not a topic: "a b"',
      'schema cilium/unknown-field spec.egress[0].toPorts[0].rules.kafka: there is no field "kafka" here, and the API server would drop it',
    ],
  ],
  [
    'a parser without name',
    ports(tcp, { rules: { l7: [{ cmd: 'READ' }] } }),
    [
      'agent cilium/l7 spec.egress[0].toPorts[0].rules: l7 without l7proto',
      'agent cilium/l7 spec.egress[0].toPorts[0].rules: l7 without l7proto',
      'schema cilium/unknown-field spec.egress[0].toPorts[0].rules.l7: there is no field "l7" here, and the API server would drop it',
    ],
  ],
  [
    'toRequires',
    policy({ toRequires: [{}], toEndpoints: [{}] }),
    [
      'meaning cilium/requires spec.egress[0].toRequires: toRequires, with which Cilium from 1.19 on refuses the whole policy',
      'agent cilium/requires spec.egress[0].toRequires: toRequires, with which Cilium from 1.19 on refuses the whole policy',
      'agent cilium/requires spec.egress[0].toRequires: toRequires, with which Cilium from 1.19 on refuses the whole policy',
    ],
  ],
  [
    'a label key of 60 characters',
    policy({ toEndpoints: [{ matchLabels: { [name(60)]: 'a' } }] }),
    [
      `agent cilium/selector spec.egress[0].toEndpoints[0].matchLabels.${name(60)}: label key of 60 characters, which Cilium up to 1.19 refuses`,
      `agent cilium/selector spec.egress[0].toEndpoints[0].matchLabels.${name(60)}: label key of 60 characters, which Cilium up to 1.19 refuses`,
      '-',
    ],
  ],
  [
    'an empty source',
    policy({ toEndpoints: [{ matchLabels: { ':app': 'a' } }] }),
    [
      '-',
      '-',
      'agent cilium/selector spec.egress[0].toEndpoints[0].matchLabels.:app: label key ":app" with an empty source',
    ],
  ],
  [
    'a selector inside of toServices',
    policy({ toServices: [{ k8sServiceSelector: { selector: { matchLabels: { a: 'b c' } } } }] }),
    ['meaning', 'agent', 'meaning'].map(
      (judge) =>
        `${judge} cilium/selector spec.egress[0].toServices[0].k8sServiceSelector.selector.matchLabels.a: not a label value: "b c"`,
    ),
  ],
  [
    'a null cidrGroupSelector',
    policy({ toCIDRSet: [{ cidrGroupSelector: null }] }),
    AGENT_MINORS.map(() => 'meaning cilium/null spec.egress[0].toCIDRSet[0].cidrGroupSelector: a null'),
  ],
  [
    'an exception wider than its network',
    policy({ toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['8.0.0.0/5'] }] }),
    AGENT_MINORS.map(
      () => 'agent cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: exception 8.0.0.0/5 does not lie in 10.0.0.0/8',
    ),
  ],
  [
    'an exception wider than its network, with its address inside',
    policy({ toCIDRSet: [{ cidr: '8.0.0.0/8', except: ['8.0.0.0/5'] }] }),
    [
      'meaning cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: exception 8.0.0.0/5 takes all of 8.0.0.0/8 away',
      'meaning cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: exception 8.0.0.0/5 takes all of 8.0.0.0/8 away',
      'agent cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: exception 8.0.0.0/5 does not lie in 8.0.0.0/8: it is wider',
    ],
  ],
  [
    'a zone',
    policy({ toCIDR: ['fe80::1%eth0'] }),
    [
      'schema cilium/cidr spec.egress[0].toCIDR[0]: an address with a zone: "fe80::1%eth0", which the API server refuses',
      'agent cilium/cidr spec.egress[0].toCIDR[0]: an address with a zone: "fe80::1%eth0", which makes the agent panic',
      'agent cilium/cidr spec.egress[0].toCIDR[0]: an address with a zone: "fe80::1%eth0", which makes the agent panic',
    ],
  ],
  [
    'a bad exception beside a group',
    policy({ toCIDRSet: [{ cidrGroupRef: 'g', except: ['x'] }] }),
    [
      'meaning cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: not a CIDR: "x"',
      'agent cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: exception "x" beside a group of addresses makes the agent panic',
      'agent cilium/cidr spec.egress[0].toCIDRSet[0].except[0]: exception "x" beside a group of addresses makes the agent panic',
    ],
  ],
  [
    'a pattern of 256 characters',
    policy({ toFQDNs: [{ matchPattern: 'a'.repeat(256) }] }),
    ['schema', 'agent', 'agent'].map(
      (judge) => `${judge} cilium/dns-name spec.egress[0].toFQDNs[0]: a DNS pattern of 256 characters`,
    ),
  ],
  [
    'a leading **.',
    policy({ toFQDNs: [{ matchPattern: '**.example.com' }] }),
    [
      'meaning cilium/dns-name spec.egress[0].toFQDNs[0]: "**.example.com" matches one label only before Cilium 1.19',
      '-',
      '-',
    ],
  ],
  [
    'one label twice',
    policy({ toEndpoints: [{ matchLabels: { app: 'a', 'any:app': 'b' } }] }),
    [
      'meaning! cilium/twin-label spec.egress[0].toEndpoints[0].matchLabels.any:app: one label twice: "app" and "any:app"; Cilium keeps one of them by chance',
      'meaning! cilium/twin-label spec.egress[0].toEndpoints[0].matchLabels.any:app: one label twice: "app" and "any:app"; Cilium keeps one of them by chance',
      'meaning! cilium/twin-label spec.egress[0].toEndpoints[0].matchLabels.any:app: one label twice: "app" and "any:app"; Cilium keeps one of them by chance',
    ],
  ],
  [
    'a peer that only says of which namespace it is not',
    policy(
      {
        fromEndpoints: [
          { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['ops'] }] },
        ],
      },
      'ingress',
    ),
    [
      'meaning! cilium/negative-peer spec.ingress[0].fromEndpoints[0]: a peer that only says what its namespace is not: without policy-default-local-cluster it matches the world, nodes and ingress too',
      '-',
      '-',
    ],
  ],
  [
    'a group that only says what it is not',
    policy({ toCIDRSet: [{ cidrGroupSelector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] } }] }),
    [
      'meaning! cilium/group-selector spec.egress[0].toCIDRSet[0].cidrGroupSelector: a cidrGroupSelector that only says what is not: it matches addresses of no group too, and pods and nodes too',
      'meaning! cilium/group-selector spec.egress[0].toCIDRSet[0].cidrGroupSelector: a cidrGroupSelector that only says what is not: it matches addresses of no group too, and pods and nodes too',
      'meaning cilium/group-selector spec.egress[0].toCIDRSet[0].cidrGroupSelector: a cidrGroupSelector that only says what is not: it matches addresses of no group too, and pods and nodes up to Cilium 1.19',
    ],
  ],
  [
    'a NetworkPolicy with port 65536',
    networkPolicy({ ports: [{ port: 65536 }] }),
    ['agent cilium/port spec.ingress[0].ports[0]: not a port: 65536', '-', '-'],
  ],
  [
    'a NetworkPolicy with a bad block',
    networkPolicy({ from: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }),
    [
      'agent cilium/cidr spec.ingress[0].from[0].ipBlock.cidr: not a CIDR: "10.0.0.0/33"',
      'agent cilium/cidr spec.ingress[0].from[0].ipBlock.cidr: not a CIDR: "10.0.0.0/33", which makes the agent panic',
      'agent cilium/cidr spec.ingress[0].from[0].ipBlock.cidr: not a CIDR: "10.0.0.0/33", which makes the agent panic',
    ],
  ],
  [
    'a NetworkPolicy whose peers are of other namespaces only',
    networkPolicy({ from: [{ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }] }),
    [
      'meaning! cilium/negative-peer spec.ingress[0].from[0].namespaceSelector: a peer that only says what its namespace is not: without policy-default-local-cluster it matches the world and nodes too',
      '-',
      '-',
    ],
  ],
])('%s', (_title, manifest, expected) => {
  expect(verdicts(manifest)).toEqual(expected);
});

/** Judges of the first problems, per minor. */
const judges = (manifest: object, settings?: AgentSettings) =>
  verdicts(manifest, settings).map((verdict) => verdict.split(' ')[0]);
const ALL = ['agent', 'agent', 'agent'];
const NONE = ['-', '-', '-'];

test.each<[string, object, AgentSettings, string[], string[]]>([
  [
    'extended protocols let a port be missing from 1.19 on',
    ports({ protocol: 'TCP' }),
    { extendedIPProtocols: true },
    ['agent', '-', '-'],
    ALL,
  ],
  ['the proxy off refuses contents', ports(tcp, { rules: { http: [{}] } }), { l7Proxy: false }, ALL, NONE],
  ['ICMP rules off refuse icmps', policy({ icmps: [{ fields: [{ type: 8 }] }] }), { icmpRules: false }, ALL, NONE],
  ['node labels off refuse nodes as peers', policy({ toNodes: [{}] }), { nodeSelectorLabels: false }, ALL, NONE],
  [
    'the local cluster by default breaks ingress blocks of NetworkPolicies in 1.18',
    networkPolicy({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }),
    { defaultLocalCluster: true },
    ['agent', '-', '-'],
    NONE,
  ],
])('%s', (_title, manifest, settings, then, byDefault) => {
  expect(judges(manifest, settings)).toEqual(then);
  expect(judges(manifest)).toEqual(byDefault);
});

test('an unknown minor is judged as the newest', () => {
  expect(policyProblems(policy({ toEntities: ['cluster-mesh'] }) as any, { minor: '1.99' })).toEqual([]);
});
