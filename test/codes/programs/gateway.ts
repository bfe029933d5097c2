// Gateways and routes.
import { Duration } from 'cdk8s';
import {
  AccessLog,
  AllowedRoutes,
  Backend,
  BackendTls,
  CiliumGatewayClass,
  GatewayApiCrds,
  GatewayRoute,
  Listener,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpMethod,
} from '../../../lib/gateway';
import { Finding } from '../../../lib/construct';
import { findings, gatewayOf, service, shop } from '../../gateway/shop';
import { Example } from './example';

type Shop = ReturnType<typeof shop>;

const route = ({ infra }: Shop, props: object) =>
  new GatewayRoute(infra, 'r', { gatewayName: 'g', backends: [Backend.named('web', 80)], ...props });
const row = (code: string, bad: (shop: Shop) => unknown, good: (shop: Shop) => unknown): Example => ({
  code: `gateway/${code}`,
  bad: () => void bad(shop()),
  good: () => void good(shop()),
});

/** The findings of a route to a Service with this selector, whose pods are opened for the gateway. */
function opened(selector: object): Finding[] {
  const { app, infra } = shop();
  const web = service(infra, 'web', undefined, selector);
  new GatewayRoute(infra, 'r', { gateway: gatewayOf(infra), backends: [Backend.service(web, 80)] });
  return findings(app);
}

/** Two routes to one Service over TLS, with certificates for these names. */
function overTls({ infra }: Shop, ...names: string[]): void {
  const web = service(infra, 'web');
  names.forEach((name, index) => {
    const tls = BackendTls.ofAuthority(name, 'authority');
    new GatewayRoute(infra, `r${index}`, { gatewayName: 'g', backends: [Backend.service(web, 80, { tls })] });
  });
}

export const GATEWAY_EXAMPLES: readonly Example[] = [
  row(
    'allowed-routes',
    () => AllowedRoutes.labels({}),
    () => AllowedRoutes.labels({ team: 'shop' }),
  ),
  row(
    'weight',
    () => Backend.named('web', 80, { weight: -1 }),
    () => Backend.named('web', 80, { weight: 1 }),
  ),
  row(
    'backend',
    (at) => route(at, { backends: [Backend.service(gatewayOf(at.infra), 80)] }),
    (at) => route(at, { backends: [Backend.service(service(at.infra, 'web'), 80)] }),
  ),
  row(
    'crds-twice',
    ({ infra }) => ['a', 'b'].map((id) => new GatewayApiCrds(infra, id)),
    ({ infra }) => new GatewayApiCrds(infra, 'a'),
  ),
  row(
    'hostname',
    () => Listener.http('a', { hostname: 'a.*.x' }),
    () => Listener.http('a', { hostname: '*.a.x' }),
  ),
  row(
    'rule',
    (at) => route(at, { filters: [HttpRouteFilter.redirectToHttps()] }),
    (at) => route(at, { backends: undefined, filters: [HttpRouteFilter.redirectToHttps()] }),
  ),
  row(
    'listener-missing',
    ({ infra }) => gatewayOf(infra).allowRoutesFrom('shop', 'nope'),
    ({ infra }) => gatewayOf(infra).allowRoutesFrom('shop', 'plain'),
  ),
  row(
    'no-listener',
    ({ infra }) => gatewayOf(infra, { listeners: [] }),
    ({ infra }) => gatewayOf(infra),
  ),
  row(
    'listener-name',
    ({ infra }) => gatewayOf(infra, { listeners: [Listener.http('a'), Listener.http('a', { port: 81 })] }),
    ({ infra }) => gatewayOf(infra, { listeners: [Listener.http('a'), Listener.http('b', { port: 81 })] }),
  ),
  row(
    'name-too-long',
    ({ infra }) => gatewayOf(infra, { name: 'x'.repeat(49) }),
    ({ infra }) => gatewayOf(infra, { name: 'x'.repeat(48) }),
  ),
  row(
    'port',
    () => Listener.http('a', { port: 0 }),
    () => Listener.http('a', { port: 80 }),
  ),
  row(
    'parent',
    (at) => route(at, { gatewayName: undefined }),
    (at) => route(at, { gatewayName: undefined, gateway: gatewayOf(at.infra) }),
  ),
  row(
    'redirect',
    () => HttpRouteFilter.redirect({ statusCode: 301 }),
    () => HttpRouteFilter.redirect({ scheme: 'https', statusCode: 301 }),
  ),
  row(
    'rewrite',
    () => HttpRouteFilter.rewrite({}),
    () => HttpRouteFilter.rewrite({ prefix: '/v1' }),
  ),
  row(
    'path',
    () => HttpRouteMatch.path('v1'),
    () => HttpRouteMatch.path('/v1'),
  ),
  row(
    'header',
    () => HttpRouteMatch.header('a b', 'c'),
    () => HttpRouteMatch.header('a-b', 'c'),
  ),
  row(
    'match',
    () => HttpRouteMatch.method(HttpMethod.GET).and(HttpRouteMatch.method(HttpMethod.PUT)),
    () => HttpRouteMatch.method(HttpMethod.GET).and(HttpRouteMatch.path('/v1')),
  ),
  row(
    'timeout',
    (at) => route(at, { requestTimeout: Duration.seconds(1), backendTimeout: Duration.seconds(2) }),
    (at) => route(at, { requestTimeout: Duration.seconds(2), backendTimeout: Duration.seconds(1) }),
  ),
  {
    code: 'gateway/backend-selector',
    bad: () => opened({}),
    good: () => opened({ app: 'web' }),
  },
  row(
    'filter',
    () => HttpRouteFilter.mirror(Backend.named('web', 80), { percent: 101 }),
    () => HttpRouteFilter.mirror(Backend.named('web', 80), { percent: 100 }),
  ),
  row(
    'class',
    ({ infra }) => new CiliumGatewayClass(infra, 'inside', { denySourceRanges: true }),
    ({ infra }) => new CiliumGatewayClass(infra, 'inside', { denySourceRanges: true, sourceRanges: ['10.0.0.0/8'] }),
  ),
  row(
    'access-log',
    () => AccessLog.text('x'.repeat(4097)),
    () => AccessLog.text('x'.repeat(4096)),
  ),
  row(
    'backend-tls',
    (at) => overTls(at, 'a.example', 'b.example'),
    (at) => overTls(at, 'a.example', 'a.example'),
  ),
  row(
    'external-dns',
    ({ infra }) => gatewayOf(infra, { externalDnsTargets: [] }),
    ({ infra }) => gatewayOf(infra, { externalDnsTargets: ['home.example'] }),
  ),
];
