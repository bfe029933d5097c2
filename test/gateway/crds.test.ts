// Which release of the Gateway API CRDs Talos fetches.
import { Construct } from 'constructs';
import { Boundary, Role } from '../../lib/cluster';
import { Backend, GatewayApiBundle, GatewayApiCrds, GatewayTlsRoute, Listener } from '../../lib/gateway';
import { NetworkConstruct } from '../../lib/construct';
import { findings, gatewayOf, service, shop } from './shop';

class Cni extends NetworkConstruct {
  public constructor(
    scope: Construct,
    public readonly version: string,
  ) {
    super(scope, 'cilium');
    Boundary.of(this).register(Role.PRIMARY_CNI, this);
  }
}
const url = (file: string) => `https://github.com/kubernetes-sigs/gateway-api/releases/download/${file}-install.yaml`;

test.each([
  ['1.18.12', false, 'v1.3.0/standard'],
  ['1.19.6', false, 'v1.4.1/standard'],
  ['1.20.0', false, 'v1.6.1/standard'],
  ['1.19.6', true, 'v1.4.1/experimental'],
  ['1.20.0', true, 'v1.6.1/standard'],
])('for Cilium %s, TLS listener: %s, it is %s', (version, tls, file) => {
  const { app, infra } = shop();
  new GatewayApiCrds(infra, 'crds');
  new Cni(infra, version);
  if (tls) gatewayOf(infra, { listeners: [Listener.tlsPassthrough('tls')] });
  expect(
    Boundary.of(app)
      .externals()
      .map((external) => [external.name, external.url]),
  ).toEqual([['00-gateway-api-crds', url(file)]]);
  expect(findings(app)).toEqual([]);
});

test('a bundle of another Cilium, and protocols that the minor lacks, are found', () => {
  const { app, infra } = shop();
  new Cni(infra, '1.20.0');
  new GatewayApiCrds(infra, 'crds', { bundle: GatewayApiBundle.V1_4_1, experimental: false });
  const gateway = gatewayOf(infra, {
    listeners: [Listener.tlsPassthrough('tls'), Listener.tcp('sql', { port: 5432 })],
  });
  new GatewayTlsRoute(infra, 'r', {
    gateway,
    hostnames: ['a.x'],
    backends: [Backend.service(service(infra, 'web'), 80)],
  });
  expect(findings(app).find((finding) => finding.code === 'gateway/route-version')!.problem).toBe(
    'a TLSRoute v1 with Gateway API v1.4.1, which does not serve it',
  );
  expect(
    findings(app)
      .map((finding) => `${finding.severity} ${finding.code} ${finding.path}`)
      .sort(),
  ).toEqual([
    'error gateway/crds-channel network/crds',
    'error gateway/crds-version network/crds',
    'error gateway/route-version network/r',
    'warning gateway/listener-protocol network/crds',
  ]);
});

test.each([
  [
    '1.18.12',
    GatewayApiBundle.V1_4_1,
    false,
    'warning: Gateway API v1.4.1 with Cilium 1.18, which was made for v1.3.0',
  ],
  [
    '1.19.6',
    GatewayApiBundle.V1_6_1,
    false,
    'error: Gateway API v1.6.1 with Cilium 1.19, which was made for v1.4.1: its gateway controllers do not start',
  ],
  ['1.19.6', GatewayApiBundle.V1_6_1, true, 'warning: Gateway API v1.6.1 with Cilium 1.19, which was made for v1.4.1'],
  [
    '1.20.0',
    GatewayApiBundle.V1_3_0,
    true,
    'error: Gateway API v1.3.0 with Cilium 1.20, which was made for v1.6.1: its gateway controllers do not start',
  ],
])('Cilium %s with %s, experimental: %s', (version, bundle, experimental, text) => {
  const { app, infra } = shop();
  new Cni(infra, version);
  new GatewayApiCrds(infra, 'crds', { bundle, experimental });
  expect(findings(app).map((finding) => `${finding.severity}: ${finding.problem}`)).toEqual([text]);
});

test('is written once', () => {
  const { infra } = shop();
  new GatewayApiCrds(infra, 'crds');
  expect(() => new GatewayApiCrds(infra, 'more')).toThrow('a second GatewayApiCrds in one app');
});
