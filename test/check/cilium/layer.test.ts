// The layer of the agent: levels, minors, what it leaves to others, and that its codes are listed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ciliumLayer } from '../../../lib/check/layers/cilium';
import type { CheckedObject } from '../../../lib/world/types';
import { agentWords } from '../../../lib/problem';
import type { Report, Said } from '../../../lib/check/rule';

function said(manifest: object, cilium = '1.20'): string[] {
  const lines: string[] = [];
  const add =
    (level: string) =>
    (code: string, _at: unknown, path: readonly unknown[], ...said: Said) =>
      void lines.push(`${level} ${code} ${path.join('.')}: ${agentWords(said[0]).message}`);
  const report: Report = { error: add('error'), warning: add('warning'), note: add('note') };
  ciliumLayer.check({ manifest, origin: {} } as CheckedObject, { cilium, gatewayApi: 'v1.6.1' }, report);
  return lines;
}

const object = (kind: string, spec: unknown, namespace = 'shop') => ({
  apiVersion: 'cilium.io/v2',
  kind,
  metadata: { name: 'p', namespace },
  spec,
});
const policy = (spec: object) => object('CiliumNetworkPolicy', { endpointSelector: {}, ...spec });

test.each<[string, object, string[]]>([
  ['a policy as it should be says nothing', policy({ ingress: [{}] }), []],
  [
    'what the agent refuses is an error',
    policy({ ingress: [] }),
    [
      'error cilium/empty-list spec.ingress: an empty list is no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
    ],
  ],
  [
    'an empty list beside rules is a warning',
    policy({ ingress: [], egress: [{}] }),
    [
      'warning cilium/empty-list spec.ingress: an empty list is no rule: beside other rules it is inert, and the direction stays open',
    ],
  ],
  [
    'contents without a rule are a warning: the port is open',
    policy({ ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [] } }] }] }),
    [
      'warning cilium/empty-rules spec.ingress.0.toPorts.0.rules.http: an empty list of http rules looks at nothing: the whole port is allowed',
    ],
  ],
  [
    'Kafka rules are a warning in 1.20: the port is open',
    policy({
      ingress: [{ toPorts: [{ ports: [{ port: '9092', protocol: 'TCP' }], rules: { kafka: [{ topic: 't' }] } }] }],
    }),
    [
      'warning cilium/removed-parser spec.ingress.0.toPorts.0.rules: rules for kafka, which Cilium 1.20 drops: the whole port is allowed',
    ],
  ],
  [
    'an empty toFQDNs is a warning: any peer',
    policy({ egress: [{ toFQDNs: [], toPorts: [{ ports: [{ port: '443' }] }] }] }),
    ['warning cilium/any-peer spec.egress.0.toFQDNs: an empty toFQDNs means any peer on the ports of the rule'],
  ],
  [
    'an empty toFQDNs without ports allows nothing: a warning',
    policy({ egress: [{ toFQDNs: [] }] }),
    ['warning cilium/any-peer spec.egress.0.toFQDNs: an empty toFQDNs without toPorts allows nothing'],
  ],
  [
    'toServices without a service is a warning: any peer',
    policy({ egress: [{ toServices: [{}], toPorts: [{ ports: [{ port: '443' }] }] }] }),
    ['warning cilium/any-peer spec.egress.0.toServices: toServices without a service: with toPorts it means any peer'],
  ],
  [
    'other empty lists select nobody: a warning',
    policy({ ingress: [{ fromEndpoints: [] }] }),
    ['warning cilium/no-peer spec.ingress.0.fromEndpoints: an empty fromEndpoints selects nobody'],
  ],
  [
    'and deny nobody: a warning',
    policy({ ingressDeny: [{ fromEndpoints: [] }] }),
    ['warning cilium/no-peer spec.ingressDeny.0.fromEndpoints: an empty fromEndpoints denies nobody'],
  ],
  [
    'names in a deny rule are dropped: a warning',
    policy({ egressDeny: [{ toFQDNs: [{ matchName: 'a.b' }] }] }),
    [
      'warning cilium/deny-names spec.egressDeny.0.toFQDNs: toFQDNs in a deny rule is dropped, and what is left denies nothing',
    ],
  ],
  [
    'default deny without a rule is a warning: the direction is open',
    policy({ enableDefaultDeny: { ingress: true }, egress: [{}] }),
    [
      'warning cilium/default-deny spec.enableDefaultDeny.ingress: enableDefaultDeny for ingress without a rule for it: the direction stays open',
    ],
  ],
  [
    'toPorts without a port is a warning',
    policy({ ingress: [{ fromEntities: ['world'], toPorts: [{}] }] }),
    ['warning cilium/no-ports spec.ingress.0.toPorts: toPorts without a port allows nothing, not even its peers'],
  ],
  [
    'asking for a label that no endpoint carries is a warning',
    policy({ ingress: [{ fromEndpoints: [{ matchLabels: { 'pod-template-hash': 'x' } }] }] }),
    [
      'warning cilium/filtered-label spec.ingress.0.fromEndpoints.0.matchLabels.pod-template-hash: label "pod-template-hash" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it',
    ],
  ],
  [
    'asking for its absence is a warning: everybody',
    policy({
      ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: 'pod-template-hash', operator: 'DoesNotExist' }] }] }],
    }),
    [
      'warning cilium/filtered-label spec.ingress.0.fromEndpoints.0.matchExpressions.0: label "pod-template-hash" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it; DoesNotExist is true for every endpoint',
    ],
  ],
  [
    'a peer that only denies a reserved label is a warning: everybody else',
    policy({
      ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: 'reserved:host', operator: 'DoesNotExist' }] }] }],
    }),
    [
      'warning cilium/negative-peer spec.ingress.0.fromEndpoints.0: a peer that only says which reserved label it has not: it matches all other pods, nodes and the world',
    ],
  ],
  [
    'an empty toServices beside peers is nothing',
    policy({ egress: [{ toServices: [], toEndpoints: [{}], toPorts: [{ ports: [{ port: '80' }] }] }] }),
    [],
  ],
  ['requires of the other direction are no field', policy({ ingress: [{ toRequires: [{}] }] }), []],
  [
    'what the schema refuses is left to its layer',
    policy({ ingress: [{ fromCIDR: ['10.0.0.1'], note: 1, toEntities: ['world-ipv4'] }] }),
    [],
  ],
  ['nulls are left to the rules over objects', policy({ ingress: [{ fromEndpoints: [{ matchLabels: null }] }] }), []],
  [
    'selecting nodes is refused unless the values switch it on',
    policy({ ingress: [{ fromNodes: [{}] }] }),
    ['error cilium/node-peers spec.ingress.0.fromNodes: nodes are selected by label, with node-selector-labels off'],
  ],
  [
    'other kinds say nothing',
    { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'p' }, spec: { ingress: 5 } },
    [],
  ],
])('%s', (_title, manifest, expected) => {
  expect(said(manifest)).toEqual(expected);
});

test.each<[string, object, string[]]>([
  [
    'a bad prefix is left out of its group: a warning',
    object('CiliumCIDRGroup', { externalCIDRs: ['10.0.0.0/8', '192.0.2.1'] }),
    ['warning cilium/cidr spec.externalCIDRs.1: not a CIDR: "192.0.2.1", which the agent leaves out of the group'],
  ],
  [
    'an egress gateway has destinations, one way out and selectors',
    object('CiliumEgressGatewayPolicy', {
      selectors: [{}],
      egressGateway: { interface: 'eth0', egressIP: '192.0.2.1' },
    }),
    [
      'error cilium/egress-gateway spec: no destinationCIDRs',
      'error cilium/egress-gateway spec.egressGateway: interface and egressIP of one gateway',
      'error cilium/egress-gateway spec.selectors.0: a selector with neither namespaceSelector nor podSelector',
    ],
  ],
  [
    'an egress gateway as it should be says nothing',
    object('CiliumEgressGatewayPolicy', {
      selectors: [{ podSelector: {} }],
      destinationCIDRs: ['0.0.0.0/0'],
      egressGateway: { nodeSelector: {}, egressIP: '192.0.2.1' },
    }),
    [],
  ],
  [
    'a local redirect of another namespace, with protocols that differ',
    object('CiliumLocalRedirectPolicy', {
      redirectFrontend: {
        serviceMatcher: {
          serviceName: 'kube-dns',
          namespace: 'kube-system',
          toPorts: [{ port: '53', protocol: 'UDP' }],
        },
      },
      redirectBackend: { localEndpointSelector: {}, toPorts: [{ port: '53', protocol: 'TCP' }] },
    }),
    [
      'error cilium/local-redirect spec.redirectFrontend.serviceMatcher: a Service of namespace "kube-system" in a policy of "shop"',
      'error cilium/local-redirect spec.redirectBackend.toPorts: protocol TCP of the backend, UDP of the frontend',
    ],
  ],
  [
    'several ports of a local redirect have names',
    object('CiliumLocalRedirectPolicy', {
      redirectFrontend: {
        addressMatcher: {
          ip: '169.254.20.10',
          toPorts: [
            { port: '53', protocol: 'UDP', name: 'dns' },
            { port: '53', protocol: 'TCP' },
          ],
        },
      },
      redirectBackend: { localEndpointSelector: {}, toPorts: [{ port: '53', protocol: 'UDP', name: 'dns' }] },
    }),
    ['error cilium/local-redirect spec.redirectFrontend.addressMatcher.toPorts.1: not a name for a port: undefined'],
  ],
  [
    'an Envoy resource without type is left out: a warning',
    object('CiliumEnvoyConfig', { resources: [{ name: 'x' }] }),
    ['warning cilium/envoy-resource spec.resources.0: a resource without "@type", which the agent leaves out'],
  ],
  [
    'ingress rules that policyTypes leaves out are enforced: a warning',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p' },
      spec: { podSelector: {}, policyTypes: ['Egress'], ingress: [{}] },
    },
    [
      'warning cilium/policy-types spec.policyTypes: ingress rules without "Ingress" in policyTypes: Cilium enforces them all the same, and denies the rest',
    ],
  ],
])('%s', (_title, manifest, expected) => {
  expect(said(manifest)).toEqual(expected);
});

test('the minor decides', () => {
  const vrrp = policy({ ingress: [{ toPorts: [{ ports: [{ port: '0', protocol: 'VRRP' }] }] }] });
  expect([said(vrrp, '1.18').length, said(vrrp, '1.19').length]).toEqual([1, 0]);
});

test('every code that the agent room writes is listed, and nothing else', () => {
  const folder = join(__dirname, '../../../lib/models/agent');
  const written = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /(?:\]|\.(?:agent|meaning|open))\(\s*'([a-z][a-z0-9-]+)',/g,
        ),
      ].map((match) => match[1]),
    );
  const listed = ciliumLayer.codes.map(({ code }) => code.slice('cilium/'.length));
  expect([...new Set(written)].filter((code) => code !== 'null').sort()).toEqual([...listed].sort());
  expect(new Set(listed).size).toBe(listed.length);
});
