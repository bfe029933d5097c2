// Objects that the API server refuses, and the same objects as it takes them.
import { YamlExample } from './example';
import { object } from './parts';

const service = (spec: string) => object('v1', 'Service', `spec: {ports: [{port: 80}], ${spec}}`);
const config = (metadata: string) => object('v1', 'ConfigMap', 'data: {a: b}', metadata);
const networkPolicy = (spec: string) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `spec: {podSelector: {}, ${spec}}`);

const gateway = (listener: string) =>
  object('gateway.networking.k8s.io/v1', 'Gateway', `spec: {gatewayClassName: cilium, listeners: [${listener}]}`);

const route = (namespace: string) =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', `spec: {parentRefs: [{name: web, namespace: ${namespace}}]}`);

const SUBNETS = 'machine: { type: controlplane }\ncluster: { network: { serviceSubnets: [10.96.0.0/12] } }\n';

export const SCHEMA: readonly YamlExample[] = [
  ['schema/unknown-field', service('selectr: {app: web}'), service('selector: {app: web}')],
  ['schema/type', object('v1', 'ConfigMap', 'data: {port: 80}'), object('v1', 'ConfigMap', "data: {port: '80'}")],
  ['schema/required', object('v1', 'Service', 'spec: {ports: []}'), service('selector: {app: web}')],
  ['schema/enum', service('ipFamilies: [ipv4]'), service('ipFamilies: [IPv4]')],
  [
    'schema/pattern',
    gateway('{name: a, port: 80, protocol: HTTP, hostname: "a b"}'),
    gateway('{name: a, port: 80, protocol: HTTP, hostname: a.example}'),
  ],
  [
    'schema/format',
    networkPolicy('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: ["10.1"]}}]}]'),
    networkPolicy('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]'),
  ],
  [
    'schema/range',
    service('type: NodePort').replace('port: 80', 'port: 80, nodePort: 80'),
    service('type: NodePort').replace('port: 80', 'port: 80, nodePort: 30080'),
  ],
  [
    'schema/length',
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {gatewayClassName: "", listeners: [{name: a, port: 80, protocol: HTTP}]}',
    ),
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {gatewayClassName: cilium, listeners: [{name: a, port: 80, protocol: HTTP}]}',
    ),
  ],
  [
    'schema/too-long',
    route('infrastructure-of-the-whole-company-and-all-of-its-several-branches'),
    route('infrastructure'),
  ],
  [
    'schema/too-many',
    networkPolicy('policyTypes: [Ingress, Egress, Ingress]'),
    networkPolicy('policyTypes: [Ingress, Egress]'),
  ],
  [
    'schema/duplicate-item',
    service('selector: {app: web}').replace('[{port: 80}]', '[{name: a, port: 80}, {name: a, port: 81}]'),
    service('selector: {app: web}').replace('[{port: 80}]', '[{name: a, port: 80}, {name: b, port: 81}]'),
  ],
  [
    'schema/branch',
    networkPolicy('ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]'),
    networkPolicy('ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]}]'),
  ],
  ['schema/name', config('name: My_Map'), config('name: my-map')],
  ['schema/label', config('name: a, labels: {app: "-web"}'), config('name: a, labels: {app: web}')],
  [
    'schema/value',
    networkPolicy('ingress: [{ports: [{endPort: 90}]}]'),
    networkPolicy('ingress: [{ports: [{port: 80, endPort: 90}]}]'),
  ],
  [
    'schema/cluster-ip',
    { 'controlplane.yaml': SUBNETS, 'web.yaml': service('clusterIP: 192.168.1.5') },
    { 'controlplane.yaml': SUBNETS, 'web.yaml': service('clusterIP: 10.96.0.50') },
  ],
  ['schema/unknown-kind', object('v1', 'ConfigMapp', 'data: {}'), object('v1', 'ConfigMap', 'data: {}')],
  [
    'schema/experimental',
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {gatewayClassName: cilium, defaultScope: All, listeners: [{name: a, port: 80, protocol: HTTP}]}',
    ),
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {gatewayClassName: cilium, listeners: [{name: a, port: 80, protocol: HTTP}]}',
    ),
  ],
  [
    'cel/rule',
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {gatewayClassName: cilium, listeners: [{name: a, port: 80, protocol: HTTP}, {name: a, port: 81, protocol: HTTP}]}',
    ),
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {gatewayClassName: cilium, listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 81, protocol: HTTP}]}',
    ),
  ],
];
