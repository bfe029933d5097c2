// What a Gateway writes, needs and asks LB-IPAM for; listeners that cannot stand beside each other.
import { Boundary } from '../../lib/cluster';
import { AllowedRoutes, Gateway, Listener } from '../../lib/gateway';
import { LoadBalancerIpPool } from '../../lib/loadbalancer';
import { IpRange } from '../../lib/net';
import { bothSides } from '../support/one-judge';
import { findings, gatewayOf, shop, specs } from './shop';

test('writes listeners with a certificate on HTTPS, the address, and what reaches the Service', () => {
  const { app, infra } = shop();
  new LoadBalancerIpPool(infra, 'lan', { ranges: [IpRange.of('192.168.70.200', '192.168.70.239')] });
  const gateway = gatewayOf(infra, { addresses: ['192.168.70.200'], infrastructureLabels: { pool: 'lan' } });
  expect(gateway._manifests()).toEqual([
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'public', namespace: 'infra' },
      spec: {
        gatewayClassName: 'cilium',
        addresses: [{ type: 'IPAddress', value: '192.168.70.200' }],
        infrastructure: { labels: { pool: 'lan' } },
        listeners: [
          { name: 'plain', protocol: 'HTTP', port: 80 },
          {
            name: 'web',
            protocol: 'HTTPS',
            port: 443,
            hostname: '*.home.example',
            tls: { mode: 'Terminate', certificateRefs: [{ name: 'home-tls' }] },
          },
        ],
      },
    },
  ]);
  expect(findings(app)).toEqual([]);
});

test('requires the controllers, the proxy and kube-proxy replacement', () => {
  const { app, infra } = shop();
  gatewayOf(infra);
  expect(
    Boundary.of(app)
      .requirements()
      .map((need) => need.feature),
  ).toEqual(['gateway-api', 'kube-proxy-replacement', 'l7-proxy']);
});

test('a certificate of another namespace is granted there', () => {
  const { app, infra } = shop();
  new Gateway(infra, 'public', {
    listeners: ['a', 'b'].map((name) =>
      Listener.https(name, { hostname: `${name}.x`, certificate: name, certificateNamespace: 'certs' }),
    ),
  });
  expect(specs(app, 'ReferenceGrant')).toEqual({
    'certs/gateway-infra-public': {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra' }],
      to: [
        { group: '', kind: 'Secret', name: 'a' },
        { group: '', kind: 'Secret', name: 'b' },
      ],
    },
  });
});

test('further namespaces join those of the listener, the own one included', () => {
  const { app, infra } = shop();
  const gateway = new Gateway(infra, 'public', {
    listeners: [
      Listener.http('a'),
      Listener.http('b', { port: 81, allowedRoutes: AllowedRoutes.namespaces('x') }),
      Listener.http('c', { port: 82, allowedRoutes: AllowedRoutes.all() }),
      Listener.http('d', { port: 83 }),
    ],
  });
  gateway.allowRoutesFrom('shop', 'a', 'b', 'c');
  gateway.allowRoutesFrom('infra');
  const selector = (...values: string[]) => ({
    namespaces: {
      from: 'Selector',
      selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] },
    },
  });
  expect(specs(app, 'Gateway')['infra/public'].listeners.map((listener: any) => listener.allowedRoutes)).toEqual([
    selector('infra', 'shop'),
    selector('infra', 'shop', 'x'),
    { namespaces: { from: 'All' } },
    undefined,
  ]);
});

test('a pool of its own serves only the Service of the Gateway', () => {
  const { app, infra } = shop();
  gatewayOf(infra, { addressRanges: [IpRange.of('192.168.70.200', '192.168.70.200')], addresses: ['192.168.70.200'] });
  expect(specs(app, 'CiliumLoadBalancerIPPool')).toEqual({
    '/gateway-infra-public': {
      blocks: [{ start: '192.168.70.200', stop: '192.168.70.200' }],
      serviceSelector: {
        matchLabels: {
          'io.kubernetes.service.name': 'cilium-gateway-public',
          'io.kubernetes.service.namespace': 'infra',
        },
      },
    },
  });
  expect(findings(app)).toEqual([]);
});

test('an address outside of the pools, or of two Gateways, is an error', () => {
  const { app, infra, chart } = shop();
  new LoadBalancerIpPool(infra, 'lan', { ranges: [IpRange.of('192.168.70.200', '192.168.70.239')] });
  gatewayOf(infra, { addresses: ['192.168.70.99'] });
  new Gateway(infra, 'one', { listeners: [Listener.http('a')], addresses: ['192.168.70.201'] });
  new Gateway(chart, 'two', { listeners: [Listener.http('a')], addresses: ['192.168.70.201'] });
  expect(findings(app).map((finding) => [finding.code, finding.path])).toEqual([
    ['address/not-in-pool', 'network/public'],
    ['address/requested-twice', 'shop/two'],
  ]);
});

const https = (name: string, hostname?: string, port?: number) =>
  Listener.https(name, { hostname, certificate: `${name}-tls`, port });
const tls = (name: string, hostname?: string) => Listener.tlsPassthrough(name, { hostname });
test.each<[string, Listener[], string | undefined]>([
  ['the same port, protocol and host name', [https('a', 'x.y'), https('b', 'x.y')], 'cel/rule'],
  ['HTTPS and TLS with host names that overlap', [https('a', '*.x.y'), tls('b', 'z.x.y')], 'gateway/listener-conflict'],
  ['HTTPS and TLS, one without a host name', [https('a', 'x.y'), tls('b')], 'gateway/listener-conflict'],
  ['HTTPS and TLS with host names apart', [https('a', 'x.y'), tls('b', 'z.y')], undefined],
  ['a wildcard and the domain itself', [https('a', '*.x.y'), tls('b', 'x.y')], undefined],
  ['TCP and HTTP', [Listener.tcp('a', { port: 80 }), Listener.http('b')], 'gateway/listener-conflict'],
  ['TCP and UDP', [Listener.tcp('a', { port: 53 }), Listener.udp('b', { port: 53 })], undefined],
  [
    'HTTP and HTTPS',
    [Listener.http('a', { port: 443, hostname: 'p.y' }), https('b', 'x.y')],
    'gateway/plain-text-port',
  ],
  ['HTTPS with two host names', [https('a', 'x.y'), https('b', '*.y')], undefined],
])('on one port: %s', (_, listeners, code) => {
  const { app, infra } = shop();
  new Gateway(infra, 'public', { listeners });
  expect(findings(app).map((finding) => finding.code)).toEqual(code === undefined ? [] : [code]);
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
});
