// Ways from the world to backends, grants, and the Service of a Gateway.
import { bundleVerdict, gatewayFeatures, gatewayVerdict, grantNeeds, ingressPaths } from '../../../lib/models/gateway';

const API = 'gateway.networking.k8s.io/v1';
const CLASS = {
  apiVersion: API,
  kind: 'GatewayClass',
  metadata: { name: 'cilium' },
  spec: { controllerName: 'io.cilium/gateway-controller' },
};
const GATEWAY = {
  apiVersion: API,
  kind: 'Gateway',
  metadata: { name: 'web', namespace: 'infra' },
  spec: {
    gatewayClassName: 'cilium',
    addresses: [{ value: '192.0.2.7' }],
    infrastructure: { labels: { pool: 'edge' } },
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', hostname: '*.test', allowedRoutes: { namespaces: { from: 'All' } } },
    ],
  },
};
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'data' },
  spec: { ports: [{ port: 80 }] },
};
const ROUTE = {
  apiVersion: API,
  kind: 'HTTPRoute',
  metadata: { name: 'r', namespace: 'apps' },
  spec: {
    parentRefs: [{ name: 'web', namespace: 'infra' }],
    hostnames: ['a.test', 'b.example'],
    rules: [{ backendRefs: [{ name: 'web', namespace: 'data', port: 80 }] }],
  },
};
const GRANT = {
  apiVersion: 'gateway.networking.k8s.io/v1beta1',
  kind: 'ReferenceGrant',
  metadata: { name: 'g', namespace: 'data' },
  spec: {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'apps' }],
    to: [{ group: '', kind: 'Service' }],
  },
};
const verdictOf = (...objects: object[]) =>
  gatewayVerdict([CLASS, GATEWAY, SERVICE, ROUTE, ...objects], { minor: '1.20' });

test('a way leads from a listener over the common host names to the backend', () => {
  expect(ingressPaths(verdictOf(GRANT))).toEqual([
    {
      owner: 'Gateway/infra/web',
      listenerOwner: 'Gateway/infra/web',
      listener: 'http',
      port: 80,
      ports: [80],
      protocol: 'HTTP',
      hostname: 'a.test',
      route: 'HTTPRoute/apps/r',
      rule: 0,
      match: 0,
      answer: 'backends',
      backends: [{ namespace: 'data', name: 'web', port: 80, weight: 1, path: ['spec', 'rules', 0, 'backendRefs', 0] }],
      beside: [],
    },
  ]);
});

test('without a grant the way ends in 500, and the grant that is missing is named', () => {
  const verdict = verdictOf();
  expect(ingressPaths(verdict)).toMatchObject([{ answer: 'fails', backends: [] }]);
  expect(grantNeeds(verdict)).toEqual([
    {
      object: 'HTTPRoute/apps/r',
      index: 3,
      path: ['spec', 'rules', 0, 'backendRefs', 0],
      crossing: {
        fromKind: 'HTTPRoute',
        fromNamespace: 'apps',
        toKind: 'Service',
        toGroup: '',
        toNamespace: 'data',
        toName: 'web',
      },
      granted: false,
    },
  ]);
  expect(grantNeeds(verdictOf(GRANT))).toMatchObject([{ granted: true }]);
});

test('the Service of a Gateway carries its labels and asks for its addresses', () => {
  expect(verdictOf().services.get('infra/web')).toMatchObject({
    namespace: 'infra',
    name: 'cilium-gateway-web',
    type: 'LoadBalancer',
    labels: { pool: 'edge' },
    annotations: { 'io.cilium/lb-ipam-ips': '192.0.2.7' },
    addresses: ['192.0.2.7'],
    ports: [{ name: 'port-80', port: 80, protocol: 'TCP' }],
  });
});

test('a Gateway whose Service waits for an address is not programmed', () => {
  const { gateways } = gatewayVerdict([CLASS, GATEWAY], { minor: '1.20', addressesOf: () => [] });
  expect(gateways[0]?.conditions.Programmed).toMatchObject({ status: 'False', reason: 'AddressNotAssigned' });
});

test.each([
  ['1.18', 'v1.6.1', 'standard', [], ['TLSRoute v1alpha2']],
  ['1.19', 'v1.5.1', 'experimental', [], []],
  ['1.20', 'v1.4.1', 'experimental', ['ReferenceGrant v1', 'TLSRoute v1'], []],
  ['1.20', 'v1.5.1', 'standard', [], []],
] as const)('Cilium %s with %s %s: missing %j, not served %j', (minor, release, channel, missing, notServed) => {
  const verdict = bundleVerdict(gatewayFeatures(minor), { release, channel });
  expect(verdict).toMatchObject({ enabled: missing.length + notServed.length === 0, missing, notServed });
  const { classes } = gatewayVerdict([CLASS], { minor, bundle: { release, channel } });
  expect(classes[0]?.accepted).toBe(verdict.enabled ? 'True' : 'Unknown');
});
