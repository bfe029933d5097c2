// What comes with a Gateway: its class, the host network, certificates of backends, annotations for others.
import { Duration } from 'cdk8s';
import { CiliumInstall, IpFamily, IpRange, LoadBalancerIpPool } from '../../lib';
import {
  AccessLog,
  Backend,
  BackendTls,
  CertificateIssuer,
  CiliumGatewayClass,
  ExternalDnsRecord,
  Gateway,
  GatewayRoute,
  GatewayServiceType,
  GatewayTcpRoute,
  Listener,
} from '../../lib/gateway';
import { findings, gatewayOf, manifests, service, shop, specs } from './shop';

test('a class names its configuration with the namespace, without which the operator of 1.18 crashes', () => {
  const { app, infra } = shop();
  const gatewayClass = new CiliumGatewayClass(infra, 'inside', {
    serviceType: GatewayServiceType.NODE_PORT,
    localTraffic: true,
    ipFamilies: [IpFamily.IPV4, IpFamily.IPV6],
    sourceRanges: ['10.0.0.0/8'],
    accessLogs: [AccessLog.json()],
  });
  new Gateway(infra, 'g', { gatewayClass, listeners: [Listener.http('http')] });
  expect(specs(app, 'GatewayClass')['/inside']).toEqual({
    controllerName: 'io.cilium/gateway-controller',
    parametersRef: { group: 'cilium.io', kind: 'CiliumGatewayClassConfig', name: 'inside', namespace: 'infra' },
  });
  expect(specs(app, 'CiliumGatewayClassConfig')['infra/inside']).toEqual({
    service: {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
    },
    telemetry: { accessLogs: [{ format: 'JSON' }] },
  });
  expect(specs(app, 'Gateway')['infra/g'].gatewayClassName).toBe('inside');
});

test.each([
  [80, { keepCapNetBindService: true, envoy: ['NET_ADMIN', 'SYS_ADMIN', 'NET_BIND_SERVICE'] }],
  [8080, undefined],
])('a Gateway on the host network with port %i brings what Envoy needs for it: %j', (port, capabilities) => {
  const { app, infra } = shop();
  const install = new CiliumInstall(infra, 'cilium');
  const gateway = new Gateway(infra, 'g', {
    hostNetwork: true,
    hostNetworkNodes: { edge: 'yes' },
    listeners: [Listener.http('http', { port })],
  });
  const values = install.chartValues();
  expect(values.gatewayAPI).toMatchObject({
    enabled: true,
    hostNetwork: { enabled: true, nodes: { matchLabels: { edge: 'yes' } } },
  });
  if (capabilities === undefined) expect(values.envoy?.securityContext).toBeUndefined();
  else expect(values.envoy.securityContext.capabilities).toMatchObject(capabilities);
  expect(gateway._generatedService()).toBeUndefined();
  expect(findings(app).filter(({ code }) => code === 'values/host-network-port')).toEqual([]);
});

test('a demand on the certificate of a backend is a policy beside its Service, once for all routes', () => {
  const { app, infra, chart } = shop();
  const gateway = gatewayOf(infra);
  gateway.allowRoutesFrom('shop');
  const web = service(chart, 'web', [{ port: 443 }]);
  const tls = BackendTls.ofAuthority('web.shop', 'authority');
  for (const [scope, id] of [
    [infra, 'a'],
    [chart, 'b'],
  ] as const)
    new GatewayRoute(scope, id, {
      gateway,
      hostnames: [`${id}.home.example`],
      backends: [Backend.service(web, 443, { tls })],
    });
  expect(specs(app, 'BackendTLSPolicy')).toEqual({
    'shop/web-tls': {
      targetRefs: [{ group: '', kind: 'Service', name: 'web' }],
      validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'authority' }], hostname: 'web.shop' },
    },
  });
  // The route of the other namespace crosses, and is granted.
  expect(Object.keys(specs(app, 'ReferenceGrant'))).toEqual(['shop/httproute-infra-to-web']);
});

test('headers of one backend stand at it, and are refused where Cilium does not look at them', () => {
  const { app, infra } = shop();
  const gateway = gatewayOf(infra);
  const named = Backend.named('web', 80, { requestHeaders: { set: { 'x-a': 'b' } } });
  new GatewayRoute(infra, 'r', { gateway, backends: [named] });
  expect(specs(app, 'HTTPRoute')['infra/r'].rules[0].backendRefs).toEqual([
    {
      name: 'web',
      port: 80,
      filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: 'b' }] } }],
    },
  ]);
  expect(() => new GatewayTcpRoute(infra, 't', { gateway, backends: [named] })).toThrow(
    'headers of one backend in a TCPRoute',
  );
});

test('cert-manager and external-dns are told by annotations of the Gateway and of routes', () => {
  const { app, infra } = shop();
  const gateway = gatewayOf(infra, {
    certificateIssuer: CertificateIssuer.namespaced('home'),
    externalDnsTargets: ['home.example'],
    annotations: { 'example.org/team': 'net' },
  });
  new GatewayRoute(infra, 'r', {
    gateway,
    backends: [Backend.named('web', 80)],
    externalDns: ExternalDnsRecord.of({ hostnames: ['a.example'], ttl: Duration.minutes(1) }),
  });
  const annotations = Object.fromEntries(
    manifests(app)
      .filter(({ kind }) => ['Gateway', 'HTTPRoute'].includes(kind))
      .map(({ kind, metadata }) => [kind, metadata.annotations]),
  );
  expect(annotations).toEqual({
    Gateway: {
      'cert-manager.io/issuer': 'home',
      'example.org/team': 'net',
      'external-dns.alpha.kubernetes.io/target': 'home.example',
      'external-dns.kubernetes.io/target': 'home.example',
    },
    HTTPRoute: {
      'external-dns.alpha.kubernetes.io/hostname': 'a.example',
      'external-dns.alpha.kubernetes.io/ttl': '60',
      'external-dns.kubernetes.io/hostname': 'a.example',
      'external-dns.kubernetes.io/ttl': '60',
    },
  });
});

test.each([
  ['addresses', { addresses: ['10.9.9.9'] }],
  ['an annotation for its Service', { infrastructureAnnotations: { 'lbipam.cilium.io/ips': '10.9.9.9' } }],
])('an address that no pool has is found, whether it is asked for by %s', (_, props) => {
  const { app, infra } = shop();
  new LoadBalancerIpPool(infra, 'lan', { ranges: [IpRange.of('192.168.70.200', '192.168.70.239')] });
  const gateway = gatewayOf(infra, props);
  new GatewayRoute(infra, 'r', { gateway, backends: [Backend.named('web', 80)] });
  expect(
    findings(app)
      .filter(({ path }) => path === 'network/public')
      .map(({ code }) => code),
  ).toContain('address/not-in-pool');
});
