// What a route writes beside itself, where it attaches, and what it refuses to be silently unserved.
import { ApiObject, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AllowedRoutes,
  Backend,
  Gateway,
  GatewayRoute,
  GatewayTlsRoute,
  GatewayTcpRoute,
  GatewayUdpRoute,
  Listener,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpMethod,
} from '../../lib/gateway';
import { bothSides } from '../support/one-judge';
import { findings, gatewayOf, service, shop, specs } from './shop';

test('a route to a Service names its listener, and opens the container port to gateways', () => {
  const { app, infra } = shop();
  new GatewayRoute(infra, 'web', {
    gateway: gatewayOf(infra),
    hostnames: ['a.home.example'],
    listener: 'web',
    backends: [Backend.service(service(infra, 'web'), 80)],
  });
  expect(specs(app, 'HTTPRoute')).toEqual({
    'infra/web': {
      hostnames: ['a.home.example'],
      parentRefs: [{ name: 'public', sectionName: 'web' }],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  });
  expect(specs(app, 'CiliumNetworkPolicy')).toEqual({
    'infra/web-from-gateway': {
      description: 'Gateways reach the pods of Service web; denies nothing.',
      enableDefaultDeny: { ingress: false, egress: false },
      endpointSelector: { matchLabels: { app: 'web' } },
      ingress: [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
    },
  });
  expect(findings(app)).toEqual([]);
});

test('a workload gets a Service of its name, shared by routes, with the union of the ports', () => {
  const { app, chart } = shop();
  const gateway = gatewayOf(chart);
  const api = new kplus.Deployment(chart, 'api', {
    metadata: { name: 'api' },
    select: false,
    containers: [{ image: 'x/y:1', portNumber: 9000 }],
    podMetadata: { labels: { app: 'api' } },
  });
  api.select(kplus.LabelSelector.of({ labels: { app: 'api' } }));
  new GatewayRoute(chart, 'b', {
    gateway,
    hostnames: ['b.x'],
    backends: [Backend.workload(api, 9001)],
    openPolicy: false,
  });
  new GatewayRoute(chart, 'a', { gateway, hostnames: ['a.x'], backends: [Backend.workload(api, 9000)] });
  expect(specs(app, 'Service')).toEqual({
    'shop/api': {
      type: 'ClusterIP',
      selector: { app: 'api' },
      ports: [
        { name: 'tcp-9000', port: 9000, targetPort: 9000, protocol: 'TCP' },
        { name: 'tcp-9001', port: 9001, targetPort: 9001, protocol: 'TCP' },
      ],
    },
  });
  expect(specs(app, 'CiliumNetworkPolicy')['shop/api-from-gateway'].ingress[0].toPorts).toEqual([
    { ports: [{ port: '9000', protocol: 'TCP' }] },
  ]);
  expect(findings(app)).toEqual([]);
});

test('a named target port stays a name, and labels that endpoints lack stay out of the selector', () => {
  const { app, infra } = shop();
  const web = service(infra, 'web', [{ port: 80, targetPort: 'http' }], {
    app: 'web',
    'statefulset.kubernetes.io/pod-name': 'web-0',
  });
  new GatewayRoute(infra, 'web', { gateway: gatewayOf(infra), backends: [Backend.service(web, 80)] });
  expect(specs(app, 'CiliumNetworkPolicy')['infra/web-from-gateway']).toMatchObject({
    endpointSelector: { matchLabels: { app: 'web' } },
    ingress: [{ toPorts: [{ ports: [{ port: 'http', protocol: 'TCP' }] }] }],
  });
});

test('a backend of another namespace is granted there once, for all routes of the namespace', () => {
  const { app, infra, chart } = shop();
  const gateway = gatewayOf(infra);
  const web = service(chart, 'web');
  new GatewayRoute(infra, 'one', { gateway, hostnames: ['one.x'], backends: [Backend.service(web, 80)] });
  new GatewayRoute(infra, 'two', { gateway, hostnames: ['two.x'], backends: [Backend.service(web, 80)] });
  new GatewayRoute(infra, 'three', {
    gateway,
    hostnames: ['three.x'],
    backends: [Backend.named('old', 80, { namespace: 'legacy' })],
  });
  const from = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'infra' }];
  expect(specs(app, 'ReferenceGrant')).toEqual({
    'shop/httproute-infra-to-web': { from, to: [{ group: '', kind: 'Service', name: 'web' }] },
    'legacy/httproute-infra-three-to-old': { from, to: [{ group: '', kind: 'Service', name: 'old' }] },
  });
  expect(specs(app, 'HTTPRoute')['infra/one'].rules[0].backendRefs).toEqual([
    { name: 'web', namespace: 'shop', port: 80 },
  ]);
});

test('without a listener every one that fits is named; one listener needs no name', () => {
  const { app, infra } = shop();
  const web = service(infra, 'web');
  const single = new Gateway(infra, 'single', { listeners: [Listener.http('a')] });
  new GatewayRoute(infra, 'both', {
    gateway: gatewayOf(infra),
    hostnames: ['a.home.example'],
    backends: [Backend.service(web, 80)],
  });
  new GatewayRoute(infra, 'plain', {
    gatewayName: 'public',
    hostnames: ['else.example'],
    backends: [Backend.service(web, 80)],
  });
  new GatewayRoute(infra, 'one', { gateway: single, hostnames: ['a.example'], backends: [Backend.service(web, 80)] });
  new GatewayRoute(infra, 'far', {
    gatewayName: 'far',
    gatewayNamespace: 'edge',
    hostnames: ['a.example'],
    backends: [Backend.service(web, 80)],
  });
  expect(Object.values(specs(app, 'HTTPRoute')).map((spec) => spec.parentRefs)).toEqual([
    [
      { name: 'public', sectionName: 'plain' },
      { name: 'public', sectionName: 'web' },
    ],
    [{ name: 'public', sectionName: 'plain' }],
    [{ name: 'single' }],
    [{ name: 'far', namespace: 'edge' }],
  ]);
  expect(findings(app)).toEqual([]);
});

test('rules are written as Gateway API spells them', () => {
  const { app, infra } = shop();
  const web = service(infra, 'web');
  new GatewayRoute(infra, 'web', {
    gateway: gatewayOf(infra),
    hostnames: ['a.example', 'b.example'],
    matches: [
      HttpRouteMatch.path('/v1').and(HttpRouteMatch.method(HttpMethod.GET)).and(HttpRouteMatch.header('X-Team', 'a')),
      HttpRouteMatch.exactPath('/health'),
    ],
    filters: [HttpRouteFilter.requestHeaders({ set: { 'X-B': '2', 'X-A': '1' }, remove: ['X-C'] })],
    backends: [Backend.service(web, 80, { weight: 9 }), Backend.service(web, 80, { weight: 1 })],
    requestTimeout: Duration.millis(1500),
    backendTimeout: Duration.seconds(1),
    rules: [
      {
        matches: [HttpRouteMatch.path('/old')],
        filters: [HttpRouteFilter.redirect({ prefix: '/new', statusCode: 301 })],
      },
    ],
  });
  expect(specs(app, 'HTTPRoute')['infra/web'].rules).toEqual([
    {
      matches: [
        { path: { type: 'PathPrefix', value: '/v1' }, method: 'GET', headers: [{ name: 'X-Team', value: 'a' }] },
        { path: { type: 'Exact', value: '/health' } },
      ],
      filters: [
        {
          type: 'RequestHeaderModifier',
          requestHeaderModifier: {
            set: [
              { name: 'X-A', value: '1' },
              { name: 'X-B', value: '2' },
            ],
            remove: ['X-C'],
          },
        },
      ],
      backendRefs: [
        { name: 'web', port: 80, weight: 9 },
        { name: 'web', port: 80, weight: 1 },
      ],
      timeouts: { request: '1s500ms', backendRequest: '1s' },
    },
    {
      matches: [{ path: { type: 'PathPrefix', value: '/old' } }],
      filters: [
        {
          type: 'RequestRedirect',
          requestRedirect: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' }, statusCode: 301 },
        },
      ],
    },
  ]);
});

describe('a route that nothing would serve is an error', () => {
  const none = 'nothing of the route is served by Gateway infra/public: ';
  test.each<[string, Listener[], { namespace?: 'shop'; listener?: string; hostnames?: string[] }, string, string]>([
    [
      'a listener that is not there',
      [Listener.http('a')],
      { listener: 'b' },
      'reference/listener',
      'Gateway public has no listener "b"; it has "a"',
    ],
    [
      'a host name of no listener',
      [Listener.http('a', { hostname: '*.x.y' })],
      { hostnames: ['x.y'] },
      'gateway/route-hostname',
      `${none}"a" (HTTP 80 *.x.y) serves none of x.y`,
    ],
    [
      'a host name of another listener',
      [Listener.http('a', { hostname: 'a.y' }), Listener.http('b', { hostname: 'b.y' })],
      { hostnames: ['b.y'], listener: 'a' },
      'gateway/route-hostname',
      `${none}"a" (HTTP 80 a.y) serves none of b.y`,
    ],
    [
      'a narrower sibling, even on another port',
      [Listener.http('a', { hostname: '*.y' }), Listener.http('b', { hostname: 'b.y', port: 8080 })],
      { hostnames: ['b.y'], listener: 'a' },
      'gateway/listener-isolation',
      `${none}"a" (HTTP 80 *.y) gets no request: a listener with a narrower host name does`,
    ],
    [
      'another protocol',
      [Listener.tlsPassthrough('a')],
      {},
      'gateway/route-kind',
      `${none}"a" (TLS 443) takes no HTTPRoute`,
    ],
    [
      'another namespace',
      [Listener.http('a')],
      { namespace: 'shop' },
      'gateway/route-not-allowed',
      `${none}"a" (HTTP 80) takes routes of its own namespace (infra; the route is in shop)`,
    ],
  ])('%s', (_, listeners, { namespace, ...props }, code, problem) => {
    const { app, infra, chart } = shop();
    const scope = namespace === undefined ? infra : chart;
    new GatewayRoute(scope, 'r', {
      gateway: gatewayOf(infra, { listeners }),
      backends: [Backend.service(service(scope, 'web'), 80)],
      ...props,
    });
    expect(findings(app)).toMatchObject([
      { severity: 'error', code, path: `${scope.node.path}/r`, problem: expect.stringContaining(problem) },
    ]);
    const { synth, check } = bothSides(app);
    expect(check).toEqual(synth);
  });

  test('and the repair for another namespace works', () => {
    const { app, infra, chart } = shop();
    const gateway = gatewayOf(infra);
    new GatewayRoute(chart, 'r', {
      gateway,
      hostnames: ['a.home.example'],
      backends: [Backend.service(service(chart, 'web'), 80)],
    });
    expect(findings(app).map((finding) => finding.repair)).toEqual([
      "call allowRoutesFrom('shop') on the Gateway infra/public",
    ]);
    gateway.allowRoutesFrom('shop');
    expect(findings(app)).toEqual([]);
  });
});

test('namespaces by label are judged where the app has the Namespace, else trusted', () => {
  const { app, infra, chart } = shop();
  const gateway = gatewayOf(infra, {
    listeners: [Listener.http('a', { allowedRoutes: AllowedRoutes.labels({ routes: 'yes' }) })],
  });
  new GatewayRoute(chart, 'r', { gateway, backends: [Backend.service(service(chart, 'web'), 80)] });
  expect(findings(app)).toEqual([]);
  new ApiObject(new Chart(app, 'namespaces'), 'shop', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { routes: 'no' } },
  });
  expect(findings(app).map((finding) => finding.code)).toEqual(['gateway/route-not-allowed']);
});

test.each([
  [
    'has only others',
    [{ port: 8080 }],
    undefined,
    'Service web has no port 80/TCP; it has 8080/TCP',
    'did you mean 8080?',
  ],
  [
    'has it for UDP',
    [{ port: 80, protocol: 'UDP' }],
    undefined,
    'Service web has no port 80/TCP; it has 80/UDP',
    'write a port of the Service, or add the port to the Service',
  ],
  [
    'is meant by its container port',
    [{ port: 8080, targetPort: 80 }],
    undefined,
    'Service web has no port 80/TCP; it has 8080/TCP',
    'did you mean 8080? 80 is the port of the container, and the number here is that of the Service',
  ],
  ['is named', [{ port: 81 }], 'web', 'Service web has no port 80/TCP; it has 81/TCP', 'did you mean 81?'],
])('a backend port that the Service lacks is an error: it %s', (_, ports, name, problem, repair) => {
  const { app, infra } = shop();
  const web = service(infra, 'web', ports);
  new GatewayRoute(infra, 'r', {
    gateway: gatewayOf(infra),
    backends: [name === undefined ? Backend.service(web, 80) : Backend.named(name, 80)],
  });
  expect(findings(app)).toMatchObject([
    { code: 'reference/service-port', path: 'network/r', problem: expect.stringContaining(problem), repair },
  ]);
});

test('a Service without a selector cannot be opened', () => {
  const { app, infra } = shop();
  new GatewayRoute(infra, 'r', {
    gateway: gatewayOf(infra),
    backends: [Backend.service(service(infra, 'web', undefined, {}), 80)],
  });
  expect(findings(app)).toMatchObject([{ code: 'gateway/backend-selector', path: 'network/svc-web/gateway-ingress' }]);
});

test('warns about a host name that no listener serves, and about two routes that Cilium merges', () => {
  const { app, infra } = shop();
  const gateway = gatewayOf(infra, { listeners: [Listener.http('a', { hostname: '*.x' })] });
  const backend = Backend.service(service(infra, 'web'), 80);
  new GatewayRoute(infra, 'one', { gateway, hostnames: ['a.x', 'b.z'], backends: [backend] });
  new GatewayRoute(infra, 'two', {
    gateway,
    hostnames: ['a.x'],
    matches: [HttpRouteMatch.path('/')],
    backends: [backend],
  });
  new GatewayRoute(infra, 'three', {
    gateway,
    hostnames: ['a.x'],
    matches: [HttpRouteMatch.path('/v1')],
    backends: [backend],
  });
  expect(findings(app).map((finding) => [finding.severity, finding.code, finding.path])).toEqual([
    ['warning', 'gateway/hostname-unserved', 'network/one'],
    ['warning', 'gateway/routes-merged', 'network/two'],
  ]);
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
});

test('TLS, TCP and UDP routes attach to their protocols; only TLS comes by the proxy', () => {
  const { app, infra } = shop();
  const gateway = gatewayOf(infra, {
    listeners: [Listener.tlsPassthrough('tls'), Listener.tcp('sql', { port: 5432 }), Listener.udp('dns', { port: 53 })],
  });
  const db = service(infra, 'db', [
    { name: 'tls', port: 443 },
    { name: 'sql', port: 5432 },
    { name: 'dns', port: 53, protocol: 'UDP' },
  ]);
  new GatewayTlsRoute(infra, 'tls', { gateway, hostnames: ['db.x'], backends: [Backend.service(db, 443)] });
  new GatewayTcpRoute(infra, 'sql', { gateway, backends: [Backend.service(db, 5432)] });
  new GatewayUdpRoute(infra, 'dns', { gateway, backends: [Backend.service(db, 53)] });
  expect([specs(app, 'TLSRoute'), specs(app, 'TCPRoute'), specs(app, 'UDPRoute')]).toEqual([
    {
      'infra/tls': {
        hostnames: ['db.x'],
        parentRefs: [{ name: 'public', sectionName: 'tls' }],
        rules: [{ backendRefs: [{ name: 'db', port: 443 }] }],
      },
    },
    {
      'infra/sql': {
        parentRefs: [{ name: 'public', sectionName: 'sql' }],
        rules: [{ backendRefs: [{ name: 'db', port: 5432 }] }],
      },
    },
    {
      'infra/dns': {
        parentRefs: [{ name: 'public', sectionName: 'dns' }],
        rules: [{ backendRefs: [{ name: 'db', port: 53 }] }],
      },
    },
  ]);
  expect(specs(app, 'CiliumNetworkPolicy')['infra/db-from-gateway'].ingress[0].toPorts).toEqual([
    { ports: [{ port: '443', protocol: 'TCP' }] },
  ]);
  expect(findings(app)).toEqual([]);
  new GatewayTcpRoute(infra, 'sql2', { gateway, backends: [Backend.service(db, 5432)] });
  expect(findings(app).map((finding) => finding.code)).toEqual(['gateway/listener-crowded']);
});

test('any order of construction writes the same', () => {
  const build = (reverse: boolean) => {
    const { app, infra, chart } = shop();
    const gateway = gatewayOf(infra);
    const [web, api] = [service(chart, 'web'), service(chart, 'api', [{ port: 80 }, { port: 81 }])];
    const steps = [
      () => gateway.allowRoutesFrom('shop'),
      () =>
        new GatewayRoute(chart, 'a', { gateway, hostnames: ['a.home.example'], backends: [Backend.service(api, 81)] }),
      () =>
        new GatewayRoute(chart, 'b', {
          gateway,
          hostnames: ['b.home.example'],
          backends: [Backend.service(web, 80), Backend.service(api, 80)],
        }),
      () =>
        new GatewayRoute(infra, 'c', { gateway, hostnames: ['c.home.example'], backends: [Backend.service(api, 80)] }),
    ];
    for (const step of reverse ? steps.reverse() : steps) step();
    return ['Gateway', 'HTTPRoute', 'CiliumNetworkPolicy', 'ReferenceGrant'].map((kind) =>
      JSON.stringify(Object.entries(specs(app, kind)).sort()),
    );
  };
  expect(build(true)).toEqual(build(false));
});
