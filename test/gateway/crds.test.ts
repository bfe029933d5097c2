// Which release of the Gateway API CRDs Talos fetches, and what the rules say of one that does not fit.
import { CiliumInstall, CiliumVersion, TalosCluster, TalosVersion } from '../../lib';
import { Boundary } from '../../lib/cluster';
import { Backend, GatewayApiBundle, GatewayApiCrds, GatewayTlsRoute, Listener } from '../../lib/gateway';
import { bothSides } from '../support/one-judge';
import { findings, gatewayOf, service, shop } from './shop';

function home(version: CiliumVersion) {
  const made = shop();
  new TalosCluster(made.app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  new CiliumInstall(made.infra, 'cilium', { version });
  return made;
}
const url = (file: string) => `https://github.com/kubernetes-sigs/gateway-api/releases/download/${file}-install.yaml`;
const { V1_18, V1_19, V1_20 } = CiliumVersion;

test.each([
  [V1_18, false, 'v1.3.0/standard'],
  [V1_19, false, 'v1.4.1/standard'],
  [V1_20, false, 'v1.6.1/standard'],
  [V1_19, true, 'v1.4.1/experimental'],
  [V1_20, true, 'v1.6.1/standard'],
])('for Cilium %s, TLS listener: %s, it is %s', (version, tls, file) => {
  const { app, infra } = home(version);
  new GatewayApiCrds(infra, 'crds');
  if (tls) gatewayOf(infra, { listeners: [Listener.tlsPassthrough('tls')] });
  expect(
    Boundary.of(app)
      .externals()
      .map((external) => [external.name, external.url]),
  ).toEqual([['00-gateway-api-crds', url(file)]]);
  expect(findings(app).filter(({ code }) => code.startsWith('gateway/'))).toEqual([]);
});

test('a release of another Cilium, kinds that it does not serve, and listeners without routes are found', () => {
  const { app, infra } = home(V1_20);
  new GatewayApiCrds(infra, 'crds', { bundle: GatewayApiBundle.V1_4_1, experimental: false });
  const gateway = gatewayOf(infra, {
    listeners: [Listener.tlsPassthrough('tls'), Listener.tcp('sql', { port: 5432 })],
  });
  new GatewayTlsRoute(infra, 'r', {
    gateway,
    hostnames: ['a.x'],
    backends: [Backend.service(service(infra, 'web'), 80)],
  });
  const own = findings(app).filter(({ code }) => code.startsWith('gateway/'));
  expect(own.map((finding) => `${finding.severity} ${finding.code} ${finding.path}`).sort()).toEqual([
    'error gateway/crds-channel network/public',
    'error gateway/crds-channel network/public',
    'error gateway/crds-version home',
    'error gateway/kind-version network/r',
  ]);
  expect(own.find(({ code }) => code === 'gateway/kind-version')!.problem).toContain(
    'Gateway API v1.4.1 (standard channel) does not serve TLSRoute v1: the API server refuses the object',
  );
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
});

const DOWN = ': its gateway controllers do not start, no class is ever accepted';
test.each([
  [
    V1_18,
    GatewayApiBundle.V1_4_1,
    false,
    'warning: Gateway API v1.4.1 (standard channel) with Cilium 1.18, which was made for v1.3.0',
  ],
  [
    V1_19,
    GatewayApiBundle.V1_6_1,
    false,
    `error: Gateway API v1.6.1 (standard channel) with Cilium 1.19, which was made for v1.4.1${DOWN} (TLSRoute v1alpha2 is listed and not served)`,
  ],
  [
    V1_19,
    GatewayApiBundle.V1_6_1,
    true,
    'warning: Gateway API v1.6.1 (experimental channel) with Cilium 1.19, which was made for v1.4.1',
  ],
  [
    V1_20,
    GatewayApiBundle.V1_3_0,
    true,
    `error: Gateway API v1.3.0 (experimental channel) with Cilium 1.20, which was made for v1.6.1${DOWN}`,
  ],
])('Cilium %s with %s, experimental: %s', (version, bundle, experimental, text) => {
  const { app, infra } = home(version);
  new GatewayApiCrds(infra, 'crds', { bundle, experimental });
  const said = findings(app)
    .filter(({ code }) => code.startsWith('gateway/'))
    .map((finding) => `${finding.severity}: ${finding.problem}`);
  expect(said).toHaveLength(1);
  const [level, problem] = text.split(/: (.*)/s) as [string, string];
  expect(said[0]).toMatch(new RegExp(`^${level}: `));
  expect(said[0]).toContain(problem);
});

test('a program with machines and Gateways, and without definitions, is told so', () => {
  const { app, infra } = home(V1_20);
  gatewayOf(infra);
  const said = findings(app).filter(({ code }) => code === 'gateway/crds-missing');
  expect(said.map(({ severity, path, repair }) => [severity, path, repair])).toEqual([
    ['error', 'home', "write new GatewayApiCrds(chart, 'gateway-api-crds')"],
  ]);
  new GatewayApiCrds(infra, 'crds');
  expect(findings(app).filter(({ code }) => code === 'gateway/crds-missing')).toEqual([]);
});

test('is written once', () => {
  const { infra } = shop();
  new GatewayApiCrds(infra, 'crds');
  expect(() => new GatewayApiCrds(infra, 'more')).toThrow('a second GatewayApiCrds in one app');
});
