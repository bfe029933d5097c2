// What is said about single faults: the exact line, from the level to the repair.
import { judged } from './judged';

const policy = (spec: unknown, metadata: unknown = { name: 'web', namespace: 'shop' }) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata,
  spec,
});
const ingress = (rule: unknown) => policy({ endpointSelector: {}, ingress: [rule] });
const route = (spec: unknown, apiVersion = 'gateway.networking.k8s.io/v1') => ({
  apiVersion,
  kind: 'HTTPRoute',
  metadata: { name: 'web' },
  spec,
});
const pool = (spec: unknown) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumLoadBalancerIPPool',
  metadata: { name: 'pool' },
  spec,
});

test.each([
  [
    'an unknown field',
    policy({ endpointSelectors: {}, ingress: [{}], endpointSelector: {} }),
    [
      'error schema/unknown-field spec.endpointSelectors: unknown field "endpointSelectors" with {} | did you mean "endpointSelector"?',
    ],
  ],
  [
    'a wrong type',
    ingress({ fromEntities: 'world' }),
    [
      'error schema/type spec.ingress.0.fromEntities: "world" is a string, not an array | write a list: begin each item with "- "',
    ],
  ],
  [
    'a number where a text belongs',
    ingress({ toPorts: [{ ports: [{ port: 80 }] }] }),
    [
      'error schema/type spec.ingress.0.toPorts.0.ports.0.port: 80 is an integer, not a string | write it in quotes: "80"',
    ],
  ],
  [
    'a boolean that YAML read',
    policy({ endpointSelector: { matchLabels: { app: true } }, ingress: [{}] }),
    [
      'error schema/type spec.endpointSelector.matchLabels.app: true is a boolean, not a string | write it in quotes: "true"',
    ],
  ],
  [
    'a value of no list',
    ingress({ toPorts: [{ ports: [{ port: '80', protocol: 'tcp' }] }] }),
    [
      'error schema/enum spec.ingress.0.toPorts.0.ports.0.protocol: "tcp" is none of the known values | did you mean "TCP"? known: "TCP", "UDP", "SCTP", "VRRP", "IGMP", "GRE", "IPIP", "IPV6", "ESP", "AH", "ANY"',
    ],
  ],
  [
    'an address without prefix',
    ingress({ fromCIDR: ['10.0.0.1'] }),
    [
      'error schema/format spec.ingress.0.fromCIDR.0: "10.0.0.1" is not a CIDR | write an address with its prefix length, such as "10.0.0.0/8" or "10.0.0.1/32"',
    ],
  ],
  [
    'a missing field',
    route({ rules: [{ backendRefs: [{ port: 80 }] }] }),
    [
      'error schema/required spec.rules.0.backendRefs.0.name: required field "name" is missing | write name: … (a string)',
    ],
  ],
  [
    'a list that is too long',
    route({ hostnames: Array.from({ length: 17 }, (_, i) => `a${i}.example.org`) }),
    ['error schema/too-many spec.hostnames: list of 17 items | write at most 16 items'],
  ],
  [
    'a port out of range',
    route({ rules: [{ backendRefs: [{ name: 'a', port: 70000 }] }] }),
    ['error schema/range spec.rules.0.backendRefs.0.port: 70000 is too large | write a number from 1 to 65535'],
  ],
  [
    'a null in a list',
    ingress({ fromCIDR: [null] }),
    ['error schema/type spec.ingress.0.fromCIDR.0: null is null, not a string | remove the key, or write a value'],
  ],
  [
    'a list where a CIDR belongs, which the server takes',
    pool({ blocks: [{ cidr: ['10.0.0.0/24'] }] }),
    ['warning schema/type spec.blocks.0.cidr: ["10.0.0.0/24"] is an array, not a string | write a string'],
  ],
  [
    'a number beyond int32 without bounds, which the server takes',
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumBGPNodeConfigOverride',
      metadata: { name: 'a' },
      spec: { bgpInstances: [{ name: 'a', localPort: 1e15 }] },
    },
    [
      'warning schema/range spec.bgpInstances.0.localPort: 1000000000000000 does not fit into int32 | write a number from -2147483648 to 2147483647',
    ],
  ],
  [
    'a bad name',
    policy({ endpointSelector: {}, ingress: [{}] }, { name: 'Web Shop' }),
    [
      'error schema/name metadata.name: "Web Shop" is not a name for this kind | write a DNS name: lower-case letters, digits, "-" and ".", such as "web-shop"',
    ],
  ],
  [
    'no name',
    policy({ endpointSelector: {}, ingress: [{}] }, {}),
    ['error schema/name metadata.name: the object has no name | write metadata.name'],
  ],
  [
    'a bad label',
    policy({ endpointSelector: {}, ingress: [{}] }, { name: 'web', labels: { app: 'a b' } }),
    [
      'error schema/label metadata.labels.app: "a b" is not a label value | write at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
    ],
  ],
  [
    'metadata that is misspelt',
    policy({ endpointSelector: {}, ingress: [{}] }, { name: 'web', label: {} }),
    ['error schema/unknown-field metadata.label: unknown field "label" with {} | did you mean "labels"?'],
  ],
  [
    'a version that nobody serves',
    { ...pool({}), apiVersion: 'cilium.io/v3' },
    [
      'error schema/unknown-kind apiVersion: Cilium 1.20 does not serve CiliumLoadBalancerIPPool as cilium.io/v3 | write apiVersion: cilium.io/v2 or cilium.io/v2alpha1',
    ],
  ],
  [
    'a kind that moved',
    { apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata: { name: 'a' } },
    [
      'error schema/unknown-kind apiVersion: Kubernetes does not serve Deployment as extensions/v1beta1 | write apiVersion: apps/v1',
    ],
  ],
  [
    'a misspelt kind',
    { ...policy({}), kind: 'CiliumNetworkPolcy' },
    [
      'error schema/unknown-kind kind: Cilium 1.20 has no kind "CiliumNetworkPolcy" in cilium.io/v2 | did you mean "CiliumNetworkPolicy"?',
    ],
  ],
  [
    'a kind of another minor',
    { apiVersion: 'cilium.io/v2alpha1', kind: 'CiliumBGPPeeringPolicy', metadata: { name: 'a' } },
    [
      'error schema/unknown-kind kind: Cilium 1.20 has no CiliumBGPPeeringPolicy: it went after 1.18 | write CiliumBGPClusterConfig, CiliumBGPPeerConfig and CiliumBGPAdvertisement instead',
    ],
  ],
  [
    'a kind of an unknown group',
    { apiVersion: 'example.org/v1', kind: 'Thing', metadata: { name: 'a' } },
    [
      'note schema/unknown-kind kind: no schema of Thing (example.org/v1) is known here, so its fields are not checked | nothing to do; its own controller checks it',
    ],
  ],
  [
    'a newer field of another project',
    { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: 'a' }, spec: { selfSigned: {}, novel: 1 } },
    [
      'warning schema/unknown-field spec.novel: unknown field "novel" with 1 | remove it; known here: acme, ca, selfSigned, vault, venafi',
    ],
  ],
])('%s', (_, object, said) => expect(judged(object)).toEqual(said));

test('a null in an optional field counts as not written, as on create', () => {
  expect(judged(policy({ endpointSelector: {}, ingress: [{ fromEntities: null }], description: null }))).toEqual([]);
});

test('a duplicate key of a keyed list is an error in a custom resource, a warning in a built-in kind', () => {
  const listener = { name: 'web', port: 80, protocol: 'HTTP' };
  const gateway = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'a' },
    spec: { gatewayClassName: 'cilium', listeners: [listener, listener] },
  };
  expect(judged(gateway)[0]).toBe(
    'error schema/duplicate-item spec.listeners.1: name "web" stands twice in this list, first at position 0 | give each item a key of its own',
  );
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a:1', env: [{ name: 'A' }, { name: 'A' }] }] },
  };
  expect(judged(pod)).toEqual([
    'warning schema/duplicate-item spec.containers.0.env.1: name "A" stands twice in this list, first at position 0 | give each item a key of its own',
  ]);
});

test('a field of the experimental bundle is a note', () => {
  expect(judged(route({ rules: [{ retry: { attempts: 2 }, backendRefs: [{ name: 'a', port: 80 }] }] }))).toEqual([
    'note schema/experimental spec.rules.0.retry: field "retry" is in the experimental bundle of the Gateway API only | install the experimental CRDs, or remove the field',
  ]);
});

test('the given object stays as it is', () => {
  const object = route({ rules: [{ backendRefs: [{ name: 'a', port: 80 }], matches: null }] });
  const before = structuredClone(object);
  judged(object);
  expect(object).toEqual(before);
});

test.each([[undefined], [null], ['text'], [7], [[]]])('metadata %p is an error, not a crash', (metadata) => {
  expect(
    judged({ ...policy({ endpointSelector: {}, ingress: [{}] }), metadata }).some((line) =>
      line.startsWith('error schema/'),
    ),
  ).toBe(true);
});

test('a field of neither bundle is unknown, not experimental', () => {
  expect(judged(route({ hostname: ['a.example.org'] })).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'error schema/unknown-field',
  ]);
});
