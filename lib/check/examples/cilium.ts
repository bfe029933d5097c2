// Objects that Cilium's agent refuses or takes for something else, and the same objects as they are meant.
import { YamlExample } from './example';
import { cilium, documents, object, policy } from './parts';

const GOOD = policy('ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]');
const allow = (rule: string) => policy(`ingress: [{${rule}}]`);
const out = (rule: string) => policy(`egress: [{${rule}}]`);
const ports = (item: string) => allow(`toPorts: [{${item}}]`);
const PORTS = ports('ports: [{port: "80", protocol: TCP}]');
const nodes = (rules: string) =>
  object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', `spec: {nodeSelector: {}, ${rules}}`, 'name: nodes');
const egress = (spec: string) =>
  object(
    'cilium.io/v2',
    'CiliumEgressGatewayPolicy',
    `spec: {selectors: [{podSelector: {}}], destinationCIDRs: [0.0.0.0/0], ${spec}}`,
    'name: office',
  );
const networkPolicy = (spec: string) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `spec: {podSelector: {}, ${spec}}`);
const redirect = (backend: string) =>
  object(
    'cilium.io/v2',
    'CiliumLocalRedirectPolicy',
    `spec: {redirectFrontend: {addressMatcher: {ip: 169.254.1.1, toPorts: [{port: "53", protocol: UDP}]}}, redirectBackend: {localEndpointSelector: {matchLabels: {app: dns}}, toPorts: [{port: "53", protocol: ${backend}}]}}`,
  );

const older = (text: string) => documents(cilium('l7Proxy: true', '1.18.12'), text);

/** Names that pods may reach under Cilium 1.18, and the questions for them. */
const named = (pattern: string) =>
  older(
    policy(
      `egress: [{toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": kube-system, k8s-app: kube-dns}}], toPorts: [{ports: [{port: "53", protocol: ANY}], rules: {dns: [{matchPattern: "*"}]}}]}, {toFQDNs: [{matchPattern: "${pattern}"}]}]`,
    ),
  );

export const CILIUM: readonly YamlExample[] = [
  ['cilium/no-rules', object('cilium.io/v2', 'CiliumNetworkPolicy', 'spec: {endpointSelector: {}}'), GOOD],
  ['cilium/empty-list', policy('ingress: []'), policy('ingress: [{}]')],
  [
    'cilium/default-deny',
    policy('enableDefaultDeny: {egress: true}, ingress: [{}]'),
    policy('enableDefaultDeny: {egress: true}, ingress: [{}], egress: [{}]'),
  ],
  ['cilium/subject', object('cilium.io/v2', 'CiliumNetworkPolicy', 'spec: {ingress: [{}]}'), policy('ingress: [{}]')],
  [
    'cilium/subject-namespace',
    policy('ingress: [{}]').replace(
      'endpointSelector: {}',
      'endpointSelector: {matchLabels: {"k8s:io.kubernetes.pod.namespace": other}}',
    ),
    policy('ingress: [{}]'),
  ],
  ['cilium/selector', allow('fromEndpoints: [{matchExpressions: [{key: app, operator: In}]}]'), GOOD],
  ['cilium/filtered-label', allow('fromEndpoints: [{matchLabels: {pod-template-hash: abc}}]'), GOOD],
  ['cilium/twin-label', allow('fromEndpoints: [{matchLabels: {app: a, "any:app": b}}]'), GOOD],
  [
    'cilium/two-peers',
    allow('fromEntities: [world], fromEndpoints: [{}]'),
    policy('ingress: [{fromEntities: [world]}, {fromEndpoints: [{}]}]'),
  ],
  ['cilium/no-peer', allow('fromEndpoints: []'), GOOD],
  ['cilium/entity', allow('fromEntities: [internet]'), allow('fromEntities: [world]')],
  ['cilium/requires', allow('fromRequires: [{matchLabels: {app: web}}]'), GOOD],
  ['cilium/l7', ports('ports: [{port: "53", protocol: UDP}], rules: {dns: [{matchPattern: "*"}]}'), PORTS],
  ['cilium/empty-rules', ports('ports: [{port: "80", protocol: TCP}], rules: {http: []}'), PORTS],
  [
    'cilium/icmp',
    allow('icmps: [{fields: [{type: 8}]}], toPorts: [{ports: [{port: "80"}]}]'),
    allow('icmps: [{fields: [{type: 8}]}]'),
  ],
  [
    'cilium/port',
    ports('ports: [{port: "80-90", protocol: TCP}]'),
    ports('ports: [{port: "80", endPort: 90, protocol: TCP}]'),
  ],
  [
    'cilium/ports',
    ports(`ports: [${Array.from({ length: 41 }, (_, index) => `{port: "${index + 1}"}`).join(', ')}]`),
    PORTS,
  ],
  ['cilium/protocol', ports('ports: [{port: "80", protocol: HTTP}]'), PORTS],
  ['cilium/no-ports', ports('ports: []'), PORTS],
  [
    'cilium/regex',
    ports('ports: [{port: "80", protocol: TCP}], rules: {http: [{path: "/("}]}'),
    ports('ports: [{port: "80", protocol: TCP}], rules: {http: [{path: "/"}]}'),
  ],
  [
    'cilium/http',
    ports('ports: [{port: "80", protocol: TCP}], rules: {http: [{headerMatches: [{name: a, mismatch: DROP}]}]}'),
    ports(
      'ports: [{port: "80", protocol: TCP}], rules: {http: [{headerMatches: [{name: a, value: b, mismatch: LOG}]}]}',
    ),
  ],
  ['cilium/dns-name', named('**.example.com'), named('*.*.example.com')],
  [
    'cilium/cidr',
    allow('fromCIDRSet: [{cidr: 10.0.0.0/8, except: [11.0.0.0/16]}]'),
    allow('fromCIDRSet: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}]'),
  ],
  [
    'cilium/group-selector',
    allow('fromCIDRSet: [{cidrGroupSelector: {}}]'),
    allow('fromCIDRSet: [{cidrGroupSelector: {matchLabels: {of: office}}}]'),
  ],
  [
    'cilium/any-peer',
    out('toServices: [], toPorts: [{ports: [{port: "80", protocol: TCP}]}]'),
    out('toEndpoints: [{}]'),
  ],
  ['cilium/node-peers', allow('fromNodes: [{matchLabels: {zone: a}}]'), GOOD],
  [
    'cilium/deny-names',
    policy('egressDeny: [{toFQDNs: [{matchName: a.example}], toEntities: [world]}]'),
    policy('egressDeny: [{toEntities: [world]}]'),
  ],
  [
    'cilium/policy-types',
    networkPolicy('policyTypes: [Egress], ingress: [{}]'),
    networkPolicy('policyTypes: [Egress, Ingress], ingress: [{}]'),
  ],
  [
    'cilium/labels',
    object('cilium.io/v2', 'CiliumNetworkPolicy', 'spec: {endpointSelector: {}, labels: [{value: b}], ingress: [{}]}'),
    object(
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      'spec: {endpointSelector: {}, labels: [{key: a, value: b, source: k8s}], ingress: [{}]}',
    ),
  ],
  [
    'cilium/egress-gateway',
    egress('egressGateway: {nodeSelector: {}, interface: eth0, egressIP: 10.0.0.1}'),
    egress('egressGateway: {nodeSelector: {}, interface: eth0}'),
  ],
  ['cilium/local-redirect', redirect('TCP'), redirect('UDP')],
  [
    'cilium/envoy-resource',
    object('cilium.io/v2', 'CiliumEnvoyConfig', 'spec: {resources: [{name: a}]}'),
    object(
      'cilium.io/v2',
      'CiliumEnvoyConfig',
      'spec: {resources: [{"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: a}]}',
    ),
  ],
  [
    'cilium/name',
    object('cilium.io/v2', 'CiliumNetworkPolicy', 'spec: {endpointSelector: {}, ingress: [{}]}', 'namespace: shop'),
    policy('ingress: [{}]'),
  ],
  ['cilium/type', policy('ingress: [{fromEntities: world}]'), policy('ingress: [{fromEntities: [world]}]')],
  [
    'cilium/negative-peer',
    older(
      allow(
        'fromEndpoints: [{matchExpressions: [{key: "k8s:io.kubernetes.pod.namespace", operator: NotIn, values: [a]}]}]',
      ),
    ),
    older(GOOD),
  ],
  [
    'cilium/world-label',
    documents(
      cilium('ipv4: {enabled: true}, ipv6: {enabled: true}'),
      allow('fromEndpoints: [{matchLabels: {"reserved:world": ""}}]'),
    ),
    documents(cilium('ipv4: {enabled: true}, ipv6: {enabled: true}'), allow('fromEntities: [world]')),
  ],
  [
    'cilium/kafka',
    older(ports('ports: [{port: "9092", protocol: TCP}], rules: {kafka: [{role: produce, apiKey: fetch}]}')),
    older(PORTS),
  ],
  ['cilium/removed-parser', ports('ports: [{port: "9092", protocol: TCP}], rules: {kafka: [{role: produce}]}'), PORTS],
  ['cilium/no-rules', nodes('enableDefaultDeny: {ingress: false}'), nodes('ingress: [{fromEntities: [cluster]}]')],
];
