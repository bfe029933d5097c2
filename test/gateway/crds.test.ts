// Which release of the Gateway API CRDs Talos fetches.
import { Construct } from 'constructs';
import { AppFacts, Role } from '../../lib/cluster';
import { Backend, GatewayApiBundle, GatewayApiCrds, GatewayTlsRoute, Listener } from '../../lib/gateway';
import { NetworkConstruct } from '../../lib/manifest';
import { findings, gatewayOf, service, shop } from './shop';

class Cni extends NetworkConstruct {
  public constructor(
    scope: Construct,
    public readonly version: string,
  ) {
    super(scope, 'cilium');
    AppFacts.of(this).register(Role.PRIMARY_CNI, this);
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
    AppFacts.of(app)
      .externals()
      .map((external) => [external.name, external.url]),
  ).toEqual([['00-gateway-api-crds', url(file)]]);
  expect(findings(app)).toEqual([]);
});

test('a bundle of another Cilium, and protocols that the minor lacks, are found', () => {
  const { app, infra } = shop();
  new Cni(infra, '1.20.0');
  new GatewayApiCrds(infra, 'crds', { bundle: GatewayApiBundle.V1_4_1, experimental: false });
  const gateway = gatewayOf(infra, { listeners: [Listener.tlsPassthrough('tls'), Listener.tcp('sql', { port: 5432 })] });
  new GatewayTlsRoute(infra, 'r', { gateway, hostnames: ['a.x'], backends: [Backend.service(service(infra, 'web'), 80)] });
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

test('is written once', () => {
  const { infra } = shop();
  new GatewayApiCrds(infra, 'crds');
  expect(() => new GatewayApiCrds(infra, 'more')).toThrow('a second GatewayApiCrds in one app');
});
