// Rules about Gateways and routes: for each code a bad and a good form in plain YAML, and where the rules stay silent.
import { readInput, check } from '../../../lib/check';
import { GATEWAY_RULES } from '../../../lib/check/rules/gateway';
import { Problem } from '../../../lib/check/rule';
import { folderOf } from '../frame-helpers';
import { problemsOf, worldFrom } from '../support';

const API = 'gateway.networking.k8s.io/v1';
const yaml = (...objects: readonly object[]) =>
  objects.map((each) => `${JSON.stringify(each, null, 1)}\n`).join('---\n');
const object = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: object,
  more: object = {},
) => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...more },
  spec,
});
const ALL = { allowedRoutes: { namespaces: { from: 'All' } } };
const listener = (name: string, port: number, rest: object = {}) => ({ name, port, protocol: 'HTTP', ...ALL, ...rest });
const TLS = { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } };
const PASS = { protocol: 'TLS', tls: { mode: 'Passthrough' } };
const gateway = (listeners: readonly object[], spec: object = {}, metadata: object = {}) =>
  object(API, 'Gateway', 'infra', 'web', { gatewayClassName: 'cilium', listeners, ...spec }, metadata);
const HTTP = gateway([listener('http', 80)]);
const service = (
  name = 'web',
  ports: readonly object[] = [{ name: 'http', port: 80, targetPort: 8080 }],
  namespace = 'apps',
) => object('v1', 'Service', namespace, name, { selector: { app: name }, ports });
const rule = (...names: string[]) => ({ backendRefs: names.map((name) => ({ name, port: 80 })) });
const parent = (more: object = {}) => ({ parentRefs: [{ name: 'web', namespace: 'infra', ...more }] });
const route = (spec: object = {}, kind = 'HTTPRoute', name = 'r', version = API) =>
  object(version, kind, 'apps', name, { ...parent(), rules: [rule('web')], ...spec });
const filtered = (...filters: object[]) => ({ rules: [{ ...rule('web'), filters }] });
const redirect = { rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }] };
const policy = (validation: object, target: object = {}) =>
  object(API, 'BackendTLSPolicy', 'apps', 'tls', {
    targetRefs: [{ group: '', kind: 'Service', name: 'web', ...target }],
    validation: { hostname: 'a.test', ...validation },
  });
const CA = { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] };
const set = (listeners: readonly object[]) =>
  object(API, 'ListenerSet', 'infra', 'more', { parentRef: { name: 'web' }, listeners });
const grant = (kind: string, to: object) => ({
  ...object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'infra', 'g', {
    from: [{ group: 'gateway.networking.k8s.io', kind, namespace: 'apps' }],
    to: [to],
  }),
});
const deployment = object('apps/v1', 'Deployment', 'apps', 'web', {
  selector: { matchLabels: { app: 'web' } },
  template: {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'x/y:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
  },
});
const lets = (who: object) =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', 'apps', 'web', {
    endpointSelector: { matchLabels: { app: 'web' } },
    ingress: [{ ...who, toPorts: [{ ports: [{ port: 'http', protocol: 'TCP' }] }] }],
  });
const release = (version: string, values: object) =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kube-system', 'cilium', {
    chart: { spec: { chart: 'cilium', version, sourceRef: { kind: 'HelmRepository', name: 'cilium' } } },
    values,
  });
const kustomization = (file: string) => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources: ['app.yaml', `https://github.com/kubernetes-sigs/gateway-api/releases/download/${file}-install.yaml`],
});
const pool = (more: object) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumLoadBalancerIPPool',
  metadata: { name: 'lan' },
  spec: { blocks: [{ cidr: '192.0.2.0/24' }], ...more },
});
const L2 = {
  apiVersion: 'cilium.io/v2alpha1',
  kind: 'CiliumL2AnnouncementPolicy',
  metadata: { name: 'lan' },
  spec: { loadBalancerIPs: true },
};

/** Code, level, minor, bad form, good form. */
type Row = [code: string, level: string, minor: string, bad: readonly object[], good: readonly object[]];
const ROWS: readonly Row[] = [
  [
    'gateway/crds-version',
    'error',
    '1.19',
    [kustomization('v1.6.1/standard'), release('1.19.3', {}), HTTP],
    [kustomization('v1.4.1/standard'), release('1.19.3', {}), HTTP],
  ],
  [
    'gateway/kind-version',
    'error',
    '1.19',
    [
      kustomization('v1.4.1/standard'),
      release('1.19.3', {}),
      gateway([listener('t', 443, PASS)]),
      route({}, 'TLSRoute'),
    ],
    [
      kustomization('v1.4.1/experimental'),
      release('1.19.3', {}),
      gateway([listener('t', 443, PASS)]),
      route({}, 'TLSRoute', 'r', 'gateway.networking.k8s.io/v1alpha2'),
    ],
  ],
  [
    'gateway/crds-channel',
    'error',
    '1.19',
    [kustomization('v1.4.1/standard'), gateway([listener('t', 443, PASS)])],
    [kustomization('v1.4.1/experimental'), gateway([listener('t', 443, PASS)])],
  ],
  [
    'gateway/not-accepted',
    'error',
    '1.20',
    [gateway([listener('http', 80)], { addresses: [{ type: 'Hostname', value: 'a.test' }] })],
    [gateway([listener('http', 80)], { addresses: [{ type: 'IPAddress', value: '192.0.2.1' }] })],
  ],
  [
    'gateway/listener-not-accepted',
    'error',
    '1.20',
    [gateway([listener('http', 80), listener('tls', 443, { protocol: 'TLS', tls: { mode: 'Terminate' } })])],
    [gateway([listener('http', 80), listener('tls', 443, PASS)])],
  ],
  [
    'gateway/listener-kinds',
    'warning',
    '1.20',
    [gateway([listener('http', 80, { allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }, { kind: 'TLSRoute' }] } })])],
    [gateway([listener('http', 80, { allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }] } })])],
  ],
  [
    'gateway/listener-conflict',
    'error',
    '1.20',
    [gateway([listener('tcp', 80, { protocol: 'TCP' }), listener('http', 80)])],
    [gateway([listener('tcp', 81, { protocol: 'TCP' }), listener('http', 80)])],
  ],
  [
    'gateway/set-conflict',
    'error',
    '1.20',
    [gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }), set([listener('x', 80)])],
    [gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }), set([listener('x', 81)])],
  ],
  [
    'gateway/set-not-accepted',
    'error',
    '1.20',
    [HTTP, set([listener('x', 81)])],
    [gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }), set([listener('x', 81)])],
  ],
  [
    'gateway/set-without-gateway',
    'error',
    '1.20',
    [
      gateway([listener('http', 80, { protocol: 'FTP' })], { allowedListeners: { namespaces: { from: 'Same' } } }),
      set([listener('x', 81)]),
    ],
    [gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }), set([listener('x', 81)])],
  ],
  [
    'gateway/plain-text-port',
    'warning',
    '1.20',
    [gateway([listener('plain', 443), listener('web', 443, TLS)])],
    [gateway([listener('plain', 80), listener('web', 443, TLS)])],
  ],
  [
    'gateway/listener-isolation',
    'error',
    '1.20',
    [
      gateway([listener('wild', 80, { hostname: '*.test' }), listener('exact', 80, { hostname: 'a.test' })]),
      service(),
      route({ ...parent({ sectionName: 'wild' }), hostnames: ['a.test'] }),
    ],
    [
      gateway([listener('wild', 80, { hostname: '*.test' }), listener('exact', 80, { hostname: 'a.test' })]),
      service(),
      route({ ...parent({ sectionName: 'exact' }), hostnames: ['a.test'] }),
    ],
  ],
  [
    'gateway/route-hostname',
    'error',
    '1.20',
    [gateway([listener('http', 80, { hostname: '*.test' })]), service(), route({ hostnames: ['test'] })],
    [gateway([listener('http', 80, { hostname: '*.test' })]), service(), route({ hostnames: ['a.test'] })],
  ],
  [
    'gateway/route-not-allowed',
    'error',
    '1.20',
    [gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]), service(), route()],
    [HTTP, service(), route()],
  ],
  [
    'gateway/route-kind',
    'error',
    '1.20',
    [gateway([listener('http', 80), listener('tls', 443, PASS)]), service(), route(parent({ sectionName: 'tls' }))],
    [gateway([listener('http', 80), listener('tls', 443, PASS)]), service(), route(parent({ sectionName: 'http' }))],
  ],
  [
    'gateway/route-port',
    'error',
    '1.20',
    [HTTP, service(), route(parent({ port: 81 }))],
    [HTTP, service(), route(parent({ port: 80 }))],
  ],
  [
    'gateway/hostname-unserved',
    'warning',
    '1.20',
    [gateway([listener('http', 80, { hostname: '*.test' })]), service(), route({ hostnames: ['a.test', 'b.example'] })],
    [gateway([listener('http', 80, { hostname: '*.test' })]), service(), route({ hostnames: ['a.test', 'b.test'] })],
  ],
  [
    'gateway/route-not-accepted',
    'error',
    '1.20',
    [
      HTTP,
      service(),
      route({ rules: [{ ...rule('web'), matches: [{ path: { type: 'RegularExpression', value: '/a(' } }] }] }),
    ],
    [
      HTTP,
      service(),
      route({ rules: [{ ...rule('web'), matches: [{ path: { type: 'RegularExpression', value: '/a' } }] }] }),
    ],
  ],
  [
    'gateway/grant-missing',
    'warning',
    '1.20',
    [
      HTTP,
      service('web', undefined, 'infra'),
      route({ rules: [{ backendRefs: [{ name: 'web', namespace: 'infra', port: 80 }] }] }),
    ],
    [
      HTTP,
      service('web', undefined, 'infra'),
      route({ rules: [{ backendRefs: [{ name: 'web', namespace: 'infra', port: 80 }] }] }),
      grant('HTTPRoute', { group: '', kind: 'Service', name: 'web' }),
    ],
  ],
  [
    'gateway/plain-https',
    'error',
    '1.20',
    [gateway([listener('web', 443, { protocol: 'HTTPS' })]), service(), route()],
    [gateway([listener('web', 443, TLS)]), service(), route()],
  ],
  [
    'gateway/closed-https',
    'error',
    '1.18',
    [gateway([listener('web', 443, { protocol: 'HTTPS', tls: { options: { a: 'b' } } })]), service(), route()],
    [gateway([listener('web', 443, TLS)]), service(), route()],
  ],
  [
    'gateway/plain-on-tls',
    'warning',
    '1.20',
    [
      gateway([listener('http', 80, { hostname: 'a.test' }), listener('tls', 443, { ...PASS, hostname: 'b.test' })]),
      service(),
      route(),
    ],
    [
      gateway([listener('http', 80, { hostname: 'a.test' }), listener('tls', 443, { ...PASS, hostname: 'b.test' })]),
      service(),
      route({ ...parent({ sectionName: 'http' }), hostnames: ['a.test'] }),
    ],
  ],
  [
    'gateway/listener-protocol',
    'error',
    '1.19',
    [gateway([listener('http', 80), listener('sql', 5432, { protocol: 'TCP' })])],
    [gateway([listener('http', 80)])],
  ],
  [
    'gateway/tls-terminate',
    'warning',
    '1.19',
    [
      gateway([
        listener('tls', 443, { protocol: 'TLS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'c' }] } }),
      ]),
    ],
    [gateway([listener('tls', 443, PASS)])],
  ],
  [
    'gateway/invalid-served',
    'note',
    '1.20',
    [
      gateway([
        listener('http', 80),
        listener('web', 443, { protocol: 'HTTPS', tls: { certificateRefs: [{ kind: 'ConfigMap', name: 'x' }] } }),
      ]),
      service(),
      route(),
    ],
    [gateway([listener('http', 80), listener('web', 443, TLS)]), service(), route()],
  ],
  [
    'gateway/duplicate-chain',
    'warning',
    '1.20',
    [
      gateway([listener('web', 443, { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'a' }, { name: 'b' }] } })]),
      service(),
      route(),
    ],
    [gateway([listener('web', 443, TLS)]), service(), route()],
  ],
  [
    'gateway/metadata-labels',
    'warning',
    '1.20',
    [
      gateway([listener('http', 80)], {}, { labels: { pool: 'lan', 'app.kubernetes.io/name': 'web' } }),
      pool({ serviceSelector: { matchLabels: { pool: 'lan' } } }),
    ],
    [
      gateway([listener('http', 80)], {}, { labels: { 'app.kubernetes.io/name': 'web' } }),
      pool({ serviceSelector: { matchLabels: { pool: 'lan' } } }),
    ],
  ],
  [
    'gateway/metadata-annotations',
    'warning',
    '1.20',
    [gateway([listener('http', 80)], {}, { annotations: { 'lbipam.cilium.io/ips': '192.0.2.1' } })],
    [gateway([listener('http', 80)], { infrastructure: { annotations: { 'lbipam.cilium.io/ips': '192.0.2.1' } } })],
  ],
  [
    'gateway/address-twice',
    'error',
    '1.20',
    [
      gateway([listener('http', 80)], {
        addresses: [{ value: '192.0.2.1' }],
        infrastructure: { annotations: { 'lbipam.cilium.io/ips': '192.0.2.2' } },
      }),
    ],
    [gateway([listener('http', 80)], { addresses: [{ value: '192.0.2.1' }] })],
  ],
  [
    'gateway/parameters-ignored',
    'warning',
    '1.19',
    [
      gateway([listener('http', 80)], {
        infrastructure: { parametersRef: { group: 'cilium.io', kind: 'CiliumGatewayClassConfig', name: 'c' } },
      }),
    ],
    [HTTP],
  ],
  [
    'gateway/host-port-shared',
    'error',
    '1.20',
    [
      release('1.20.0', { gatewayAPI: { enabled: true, hostNetwork: { enabled: true } } }),
      HTTP,
      { ...HTTP, metadata: { name: 'other', namespace: 'infra' } },
    ],
    [
      release('1.20.0', { gatewayAPI: { enabled: true } }),
      HTTP,
      { ...HTTP, metadata: { name: 'other', namespace: 'infra' } },
    ],
  ],
  [
    'gateway/other-ports',
    'note',
    '1.20',
    [gateway([listener('one', 80), listener('two', 8080)]), service(), route(parent({ sectionName: 'two' }))],
    [gateway([listener('one', 80), listener('two', 8080)]), service(), route()],
  ],
  [
    'gateway/parent-port',
    'warning',
    '1.20',
    [gateway([listener('one', 80), listener('two', 8080)]), service(), route(parent({ port: 8080 }), 'GRPCRoute')],
    [gateway([listener('one', 80), listener('two', 8080)]), service(), route(parent({ port: 8080 }))],
  ],
  [
    'gateway/routes-merged',
    'warning',
    '1.20',
    [HTTP, service(), route(), route({}, 'HTTPRoute', 's')],
    [HTTP, service(), route(), route({ hostnames: ['a.test'] }, 'HTTPRoute', 's')],
  ],
  [
    'gateway/listener-crowded',
    'warning',
    '1.20',
    [
      gateway([listener('sql', 5432, { protocol: 'TCP' })]),
      service(),
      route({}, 'TCPRoute'),
      route({}, 'TCPRoute', 's'),
    ],
    [gateway([listener('sql', 5432, { protocol: 'TCP' })]), service(), route({}, 'TCPRoute')],
  ],
  [
    'gateway/host-header',
    'warning',
    '1.20',
    [
      HTTP,
      service(),
      route(
        filtered({
          type: 'RequestHeaderModifier',
          requestHeaderModifier: { set: [{ name: 'Host', value: 'a.test' }] },
        }),
      ),
    ],
    [HTTP, service(), route(filtered({ type: 'URLRewrite', urlRewrite: { hostname: 'a.test' } }))],
  ],
  [
    'gateway/redirect-loop',
    'error',
    '1.19',
    [gateway([listener('http', 80), listener('web', 443, TLS)]), route(redirect)],
    [
      gateway([listener('http', 80), listener('web', 443, TLS)]),
      route({ ...redirect, ...parent({ sectionName: 'http' }) }),
    ],
  ],
  [
    'gateway/redirect-never',
    'warning',
    '1.20',
    [gateway([listener('http', 80), listener('web', 443, TLS)]), route(redirect)],
    [
      gateway([listener('http', 80), listener('web', 443, TLS)]),
      route({ ...redirect, ...parent({ sectionName: 'http' }) }),
    ],
  ],
  [
    'gateway/ignored-field',
    'warning',
    '1.19',
    [HTTP, service(), route(filtered({ type: 'CORS', cors: { allowOrigins: ['https://a.test'] } }))],
    [HTTP, service(), route()],
  ],
  [
    'gateway/filter-lost',
    'warning',
    '1.20',
    [
      HTTP,
      service(),
      service('api'),
      route({
        rules: [
          {
            backendRefs: [
              {
                name: 'web',
                port: 80,
                filters: [
                  { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a'] } },
                  { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['b'] } },
                ],
              },
              { name: 'api', port: 80 },
            ],
          },
        ],
      }),
    ],
    [HTTP, service(), service('api'), route({ rules: [rule('web', 'api')] })],
  ],
  [
    'gateway/service-parent-port',
    'warning',
    '1.20',
    [HTTP, service(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })],
    [HTTP, service(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }] })],
  ],
  [
    'gateway/service-parent-kind',
    'warning',
    '1.18',
    [HTTP, service(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }] }, 'GRPCRoute')],
    [HTTP, service(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }] })],
  ],
  [
    'gateway/backend-dropped',
    'error',
    '1.20',
    [HTTP, route({ rules: [{ backendRefs: [{ group: 'example.com', kind: 'Bucket', name: 'web', port: 80 }] }] })],
    [HTTP, route()],
  ],
  [
    'gateway/mirror-dropped',
    'warning',
    '1.20',
    [HTTP, service(), route(filtered({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web' } } }))],
    [
      HTTP,
      service(),
      route(filtered({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 80 } } })),
    ],
  ],
  [
    'gateway/auth-dropped',
    'error',
    '1.20',
    [
      HTTP,
      service(),
      route(filtered({ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', backendRef: { name: 'web' } } })),
    ],
    [
      HTTP,
      service(),
      route(
        filtered({ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', backendRef: { name: 'web', port: 80 } } }),
      ),
    ],
  ],
  [
    'gateway/weight-ignored',
    'warning',
    '1.20',
    [HTTP, service(), route({ rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 0 }] }] })],
    [HTTP, service(), route({ rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 1 }] }] })],
  ],
  [
    'gateway/weights-zero',
    'warning',
    '1.20',
    [
      HTTP,
      service(),
      route({ rules: [{ backendRefs: ['web', 'api'].map((name) => ({ name, port: 80, weight: 0 })) }] }),
    ],
    [HTTP, service(), route({ rules: [{ backendRefs: ['web', 'api'].map((name) => ({ name, port: 80 })) }] })],
  ],
  [
    'gateway/http2-forced',
    'note',
    '1.20',
    [HTTP, service(), route({ hostnames: ['a.test'] }), route({ hostnames: ['b.test'] }, 'GRPCRoute', 'g')],
    [HTTP, service(), route({ hostnames: ['a.test'] })],
  ],
  [
    'gateway/tls-policy-ignored',
    'warning',
    '1.20',
    [HTTP, service(), route(), policy({ wellKnownCACertificates: 'System' })],
    [HTTP, service(), route(), policy(CA)],
  ],
  [
    'gateway/backend-denied',
    'warning',
    '1.20',
    [HTTP, service(), route(), deployment, lets({ fromCIDR: ['192.0.2.0/24'] })],
    [HTTP, service(), route(), deployment, lets({ fromEntities: ['ingress'] })],
  ],
  [
    'gateway/local-under-l2',
    'warning',
    '1.20',
    [
      release('1.20.2', { l2announcements: { enabled: true }, gatewayAPI: { externalTrafficPolicy: 'Local' } }),
      L2,
      HTTP,
    ],
    [
      release('1.20.1', { l2announcements: { enabled: true }, gatewayAPI: { externalTrafficPolicy: 'Local' } }),
      L2,
      HTTP,
    ],
  ],
];

const found = (objects: readonly object[], cilium: string): Problem[] =>
  problemsOf(worldFrom(yaml(...objects), { cilium }), ...GATEWAY_RULES);
const lines = (problems: readonly Problem[]) =>
  problems.map(({ level, code, path }) => `${level} ${code} ${path.join('.')}`);

test.each(ROWS)('%s: %s, Cilium %s', (code, level, minor, bad, good) => {
  const own = found(bad, minor).filter((problem) => problem.code === code);
  expect(lines(own)).toContainEqual(expect.stringMatching(`^${level} ${code} `));
  for (const { message, repair } of own) {
    expect(`${message} ${repair}`).not.toMatch(/undefined|\[object|NaN|~\d/);
    expect(Math.min(message.length, repair.length)).toBeGreaterThan(5);
  }
  expect(lines(found(good, minor)).filter((line) => !line.startsWith('note '))).toEqual([]);
});

test('every code has a bad and a good form here, below, or as an example beside its rule', () => {
  const codes = GATEWAY_RULES.flatMap((each) => each.codes.map(({ code }) => code));
  const elsewhere = ['gateway/crds-missing', 'gateway/selector', 'gateway/hostname-twice'];
  expect([...new Set([...ROWS.map(([code]) => code), ...elsewhere])].sort()).toEqual([...codes].sort());
});

describe('definitions that nobody installs', () => {
  const files = (facts: string) => ({
    'cluster.facts': facts,
    'app.yaml': yaml(HTTP, release('1.20.0', { gatewayAPI: { enabled: true } })),
    'talos/controlplane.yaml': 'machine:\n  type: controlplane\ncluster:\n  clusterName: home\n',
  });
  const said = (facts: string) =>
    check(readInput([folderOf(files(facts))])).problems.filter(({ code }) => code === 'gateway/crds-missing');
  test('are an error where the world is complete', () => {
    expect(lines(said('complete: true\n'))).toEqual(['error gateway/crds-missing ']);
  });
  test('are fine where somebody else installs them, or the folder is not all', () => {
    expect(said('complete: true\noutside: {gatewayApiCrds: true}\n')).toEqual([]);
    expect(said('name: home\n')).toEqual([]);
  });
});

describe('the rules are silent', () => {
  test.each<[string, readonly object[]]>([
    [
      'about a Gateway of another controller',
      [
        gateway(
          [listener('http', 80)],
          { gatewayClassName: 'istio' },
          { annotations: { 'lbipam.cilium.io/ips': '192.0.2.1' } },
        ),
        service(),
        route(filtered({ type: 'ExtensionRef', extensionRef: { group: 'a.b', kind: 'C', name: 'd' } })),
        policy({ wellKnownCACertificates: 'System' }),
      ],
    ],
    ['about a Gateway of another repository', [service(), route({ hostnames: ['a.test'] })]],
    ['about a Service of a chart', [HTTP, route()]],
    [
      'where the Namespace with its labels is not in the input',
      [
        gateway([
          listener('http', 80, {
            allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { routes: 'yes' } } } },
          }),
        ]),
        service(),
        route(),
      ],
    ],
    [
      'where Flux fills in the host names',
      [
        gateway([listener('http', 80, { hostname: '*.${DOMAIN}' })]),
        service(),
        route({ hostnames: ['a.${OTHER_DOMAIN}'] }),
      ],
    ],
    [
      'about host names that another Gateway of the route serves',
      [
        gateway([listener('http', 80)]),
        { ...gateway([listener('http', 80)]), metadata: { name: 'inside', namespace: 'infra' } },
        service(),
        route({
          parentRefs: ['web', 'inside'].map((name) => ({ name, namespace: 'infra' })),
          hostnames: ['a.test', 'a.inside'],
        }),
      ],
    ],
    [
      'about backends of TCP routes, which see the client',
      [
        gateway([listener('sql', 5432, { protocol: 'TCP' })]),
        service(),
        route({}, 'TCPRoute'),
        deployment,
        lets({ fromCIDR: ['192.0.2.0/24'] }),
      ],
    ],
  ])('%s', (_, objects) => {
    expect(lines(found(objects, '1.20'))).toEqual([]);
  });

  test('where a kustomization patches the Gateway', () => {
    const files = {
      'kustomization.yaml': 'resources: [app.yaml]\npatches: [{path: patch.yaml}]\n',
      'patch.yaml': yaml(gateway([listener('http', 80)])),
      'app.yaml': yaml(gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]), service(), route()),
    };
    expect(lines(problemsOf(worldFrom(files), ...GATEWAY_RULES))).toEqual([]);
  });

  test('where nobody wrote the namespace of the route', () => {
    const { metadata, ...rest } = route();
    const open = { ...rest, metadata: { name: metadata.name } };
    expect(lines(found([gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]), open], '1.20'))).toEqual([]);
  });

  test('about Gateways of one name in two clusters', () => {
    const files = {
      'clusters/home/gateway.yaml': yaml(gateway([listener('http', 80, { hostname: 'home.test' })])),
      'clusters/work/gateway.yaml': yaml(gateway([listener('http', 80, { hostname: 'work.test' })])),
      'clusters/home/route.yaml': yaml(service(), route({ hostnames: ['home.test'] })),
      'clusters/work/route.yaml': yaml(service(), route({ hostnames: ['work.test'] })),
    };
    expect(lines(problemsOf(worldFrom(files), ...GATEWAY_RULES))).toEqual([]);
  });
});

test('a folder without namespaces is one namespace', () => {
  const open = (each: { metadata: object }) => ({ ...each, metadata: { ...each.metadata, namespace: undefined } });
  const objects = [
    open(gateway([{ name: 'http', port: 80, protocol: 'HTTP', hostname: '*.test' }])),
    open(service()),
    open(route({ parentRefs: [{ name: 'web' }], hostnames: ['a.example'] })),
  ];
  const [problem] = found(objects, '1.20');
  expect(problem?.message).toBe(
    'nothing of the route is served by Gateway web: "http" (HTTP 80 *.test) serves none of a.example',
  );
});

test('one certificate without a grant is one finding, and not the fall of the Gateway', () => {
  const objects = [
    gateway([
      listener('web', 443, { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'c', namespace: 'certs' }] } }),
    ]),
    service(),
    route(),
  ];
  expect(lines(found(objects, '1.20'))).toEqual(['note gateway/grant-missing spec.listeners.0.tls.certificateRefs.0']);
});
