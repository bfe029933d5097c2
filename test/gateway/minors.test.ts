// What is written for each minor of Cilium: the version of every kind, and the channel of the definitions.
import { Duration } from 'cdk8s';
import { CiliumInstall, CiliumVersion } from '../../lib';
import {
  Backend,
  Gateway,
  GatewayApiCrds,
  GatewayRoute,
  GatewayTcpRoute,
  GatewayTlsRoute,
  HttpRouteFilter,
  Listener,
  SessionPersistence,
} from '../../lib/gateway';
import { findings, manifests, service, shop } from './shop';

const { V1_18, V1_19, V1_20 } = CiliumVersion;

function home(version: CiliumVersion) {
  const made = shop();
  new CiliumInstall(made.infra, 'cilium', { version });
  const crds = new GatewayApiCrds(made.infra, 'crds');
  const gateway = new Gateway(made.infra, 'public', {
    listeners: [Listener.http('http'), Listener.tlsPassthrough('tls', { port: 8443 })],
  });
  const web = service(made.infra, 'web', [{ port: 80 }]);
  return { ...made, crds, gateway, backends: [Backend.service(web, 80)] };
}

const codes = (app: Parameters<typeof findings>[0]) =>
  findings(app)
    .filter(({ code }) => code.startsWith('gateway/') || code.startsWith('schema/'))
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);

test.each([
  [V1_18, 'v1alpha2'],
  [V1_19, 'v1alpha2'],
  [V1_20, 'v1'],
])('a TLSRoute for Cilium %s is written as %s, and attaches', (version, written) => {
  const { app, infra, gateway, backends } = home(version);
  const route = new GatewayTlsRoute(infra, 'mail', { gateway, hostnames: ['mail.x'], backends });
  expect(manifests(app).filter(({ kind }) => kind === 'TLSRoute')).toMatchObject([
    {
      apiVersion: `gateway.networking.k8s.io/${written}`,
      spec: { parentRefs: [{ name: 'public', sectionName: 'tls' }] },
    },
  ]);
  expect(
    route
      ._answers()!
      .filter(({ refusals }) => refusals.length === 0)
      .map(({ listener }) => listener.name),
  ).toEqual(['tls']);
  expect(codes(app)).toEqual([]);
});

test.each([V1_18, V1_19])('a TCPRoute is refused for Cilium %s, which does not read the kind', (version) => {
  const { app, infra, backends } = home(version);
  const gateway = new Gateway(infra, 'streams', {
    listeners: [Listener.http('http'), Listener.tcp('sql', { port: 5432 })],
  });
  new GatewayTcpRoute(infra, 'sql', { gateway, backends });
  expect(codes(app).filter((line) => line.startsWith('error'))).not.toEqual([]);
});

test.each([
  ['nothing else', {}, 'standard'],
  ['a retry', { retry: { attempts: 2, codes: [503], backoff: Duration.millis(50) } }, 'experimental'],
  ['a session', { sessionPersistence: SessionPersistence.header('x-user') }, 'experimental'],
  ['a mirror', { filters: [HttpRouteFilter.mirror(Backend.named('copy', 80), { percent: 5 })] }, 'standard'],
])('a route with %s takes the definitions of the channel that has it', (_, more, channel) => {
  const made = shop();
  new CiliumInstall(made.infra, 'cilium');
  const crds = new GatewayApiCrds(made.infra, 'crds');
  const gateway = new Gateway(made.infra, 'public', { listeners: [Listener.http('http')] });
  const web = service(made.infra, 'web', [{ port: 80 }]);
  new GatewayRoute(made.infra, 'r', { gateway, backends: [Backend.service(web, 80)], ...more });
  expect(crds.url).toContain(`/v1.6.1/${channel}-install.yaml`);
});

test.each([
  [V1_18, ['warning gateway/ignored-field infra/r']],
  [V1_19, ['warning gateway/ignored-field infra/r']],
  [V1_20, []],
])('CORS with Cilium %s is found where it does nothing: %j', (version, said) => {
  const { app, infra, gateway, backends } = home(version);
  new GatewayRoute(infra, 'r', {
    gateway,
    backends,
    filters: [HttpRouteFilter.cors({ allowOrigins: ['https://a.example'] })],
  });
  expect(codes(app).map((line) => line.replace('network/', 'infra/'))).toEqual(said);
});

test.each([
  [V1_18, ['error']],
  [V1_20, []],
])('a redirect with status 308 is refused for Cilium %s as its definitions do: %j', (version, levels) => {
  const { app, infra, gateway } = home(version);
  const filters = [HttpRouteFilter.redirect({ hostname: 'b.example', statusCode: 308 })];
  new GatewayRoute(infra, 'r', { gateway, filters });
  expect(codes(app).map((line) => line.split(' ')[0])).toEqual(levels);
});
