// What constructors refuse, word by word.
import { Duration } from 'cdk8s';
import {
  AllowedRoutes,
  Backend,
  GatewayRoute,
  Listener,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpMethod,
} from '../../lib/gateway';
import { gatewayOf, service, shop } from './shop';

type Shop = ReturnType<typeof shop>;
const route = ({ infra }: Shop, props: object) =>
  new GatewayRoute(infra, 'r', { gatewayName: 'g', backends: [Backend.named('web', 80)], ...props });
const KEY = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

test.each<[string, (s: Shop) => unknown, string]>([
  [
    'a certificate in place of its Secret',
    ({ infra }) => gatewayOf(infra, { listeners: [Listener.https('a', { certificate: KEY })] }),
    'a value of 58 characters was given where the name of a Secret is meant (not shown)',
  ],
  [
    'an address as host name',
    () => Listener.http('a', { hostname: '192.168.70.1' }),
    'not a host name: "192.168.70.1"',
  ],
  ['a host name with port', () => Listener.http('a', { hostname: 'a.x:80' }), 'not a host name: "a.x:80"'],
  ['capitals in a host name', () => Listener.http('a', { hostname: 'A.x' }), 'did you mean "a.x"?'],
  ['a star inside', () => Listener.http('a', { hostname: 'a.*.x' }), 'not a host name: "a.*.x"'],
  ['port 0', () => Listener.http('a', { port: 0 }), 'not a port: 0'],
  ['a listener name', () => Listener.http('A'), 'not a name for a Listener: "A"'],
  ['no listener', ({ infra }) => gatewayOf(infra, { listeners: [] }), 'a Gateway with 0 listeners'],
  [
    'two listeners of a name',
    ({ infra }) => gatewayOf(infra, { listeners: [Listener.http('a'), Listener.http('a', { port: 81 })] }),
    'two listeners named "a"',
  ],
  ['a long name', ({ infra }) => gatewayOf(infra, { name: 'x'.repeat(49) }), 'Gateway name of 49 characters'],
  [
    'address and annotation',
    ({ infra }) =>
      gatewayOf(infra, { addresses: ['10.0.0.1'], infrastructureAnnotations: { 'io.cilium/lb-ipam-ips': '10.0.0.1' } }),
    'addresses 10.0.0.1 and the annotation io.cilium/lb-ipam-ips: the Gateway is then never programmed',
  ],
  [
    'a CIDR as address',
    ({ infra }) => gatewayOf(infra, { addresses: ['10.0.0.1/32'] }),
    'an address has no prefix length',
  ],
  [
    'routes for an unknown listener',
    ({ infra }) => gatewayOf(infra).allowRoutesFrom('shop', 'nope'),
    'no listener "nope"',
  ],
  [
    'a name beside labels',
    ({ infra }) =>
      gatewayOf(infra, {
        listeners: [Listener.http('a', { allowedRoutes: AllowedRoutes.labels({ a: 'b' }) })],
      }).allowRoutesFrom('shop'),
    'listener "a" chooses namespaces by label (namespaces with a=b)',
  ],
  [
    'no parent',
    (s) => route(s, { gatewayName: undefined }),
    'a route wants one of gateway, gatewayName, listenerSet, service',
  ],
  [
    'two parents',
    (s) => route(s, { gateway: gatewayOf(s.infra) }),
    'a route wants one of gateway, gatewayName, listenerSet, service',
  ],
  [
    'a rule without a backend',
    (s) => route(s, { backends: undefined, matches: [HttpRouteMatch.path('/a')] }),
    'a rule without a backend: requests would get status 500',
  ],
  [
    'a redirect with a backend',
    (s) => route(s, { filters: [HttpRouteFilter.redirectToHttps()] }),
    'a redirect and backends in one rule',
  ],
  [
    'a filter twice',
    (s) => route(s, { filters: [1, 2].map(() => HttpRouteFilter.requestHeaders({ set: { a: 'b' } })) }),
    'filter RequestHeaderModifier twice in one rule',
  ],
  [
    'a prefix replaced without a prefix',
    (s) =>
      route(s, { filters: [HttpRouteFilter.rewrite({ prefix: '/a' })], matches: [HttpRouteMatch.exactPath('/b')] }),
    'a replaced prefix in a rule that does not have exactly one match by path prefix',
  ],
  [
    'weights of 0',
    (s) => route(s, { backends: [Backend.named('web', 80, { weight: 0 })] }),
    'all backends of a rule have weight 0',
  ],
  ['a negative weight', () => Backend.named('web', 80, { weight: -1 }), 'not a weight: -1'],
  [
    'a backend that waits longer',
    (s) => route(s, { requestTimeout: Duration.seconds(1), backendTimeout: Duration.seconds(2) }),
    'backendTimeout 2s above requestTimeout 1s',
  ],
  ['a path without a slash', () => HttpRouteMatch.path('v1'), 'did you mean "/v1"?'],
  ['an encoded slash', () => HttpRouteMatch.path('/a%2fb'), 'not a path: "/a%2fb" holds "%2f"'],
  [
    'two methods',
    () => HttpRouteMatch.method(HttpMethod.GET).and(HttpRouteMatch.method(HttpMethod.PUT)),
    'a match with two paths or two methods',
  ],
  ['a header name', () => HttpRouteMatch.header('a b', 'c'), 'not a header name: "a b"'],
  ['a redirect to the same place', () => HttpRouteFilter.redirect({ statusCode: 301 }), 'a redirect to the same place'],
  ['a scheme', () => HttpRouteFilter.redirect({ scheme: 'ftp' }), 'not a scheme: "ftp"'],
  ['status 305', () => HttpRouteFilter.redirect({ scheme: 'https', statusCode: 305 }), 'status code 305'],
  [
    'a wildcard as target',
    () => HttpRouteFilter.rewrite({ hostname: '*.x' }),
    'a wildcard cannot be the target: "*.x"',
  ],
  ['headers that change nothing', () => HttpRouteFilter.responseHeaders({}), 'a header filter that changes nothing'],
  [
    'a backend that is no Service',
    (s) => route(s, { backends: [Backend.service(gatewayOf(s.infra), 80)] }),
    '"network/public" is a Gateway, not a Service',
  ],
  [
    'a workload that is none',
    (s) => route(s, { backends: [Backend.workload(service(s.infra, 'web'), 80)] }),
    'is a Service, not a workload',
  ],
  ['routes of no namespace', () => AllowedRoutes.namespaces(), 'allowed routes of no namespace'],
  ['labels of everything', () => AllowedRoutes.labels({}), 'a selector without labels allows every namespace'],
])('refuses %s', (_, act, message) => {
  expect(() => act(shop())).toThrow(message);
});
