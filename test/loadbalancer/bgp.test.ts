// The BGP control plane: what is written, what it brings, and which mistakes it does not let through.
import { Duration } from 'cdk8s';
import { CiliumInstall, NodeSelection } from '../../lib';
import {
  BgpAdvertisement,
  BgpControlPlane,
  BgpServiceAddress,
  LoadBalancerIpPool,
  ServiceSelector,
} from '../../lib/loadbalancer';
import { advertisedKinds, readBgpAdvertisement, readService } from '../../lib/models/load-balancer';
import { IpFamily, IpRange } from '../../lib/net';
import { specs } from '../gateway/shop';
import { codes, home, service } from './home';

test('a peer finds its own advertisement by a label of its own, in the family of its address', () => {
  const { app, network } = home();
  new BgpControlPlane(network, 'bgp', { localAsn: 64512, nodes: NodeSelection.workers() })
    .addPeer('router', {
      address: '192.168.70.1',
      asn: 64500,
      passwordSecret: 'bgp-password',
      gracefulRestart: Duration.seconds(90),
    })
    .advertise(
      BgpAdvertisement.loadBalancerIps(ServiceSelector.labels({ announce: 'bgp' })),
      BgpAdvertisement.podCidrs(),
    );
  expect(specs(app, 'CiliumBGPClusterConfig')['/bgp']).toEqual({
    nodeSelector: { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'DoesNotExist' }] },
    bgpInstances: [
      {
        name: 'bgp',
        localASN: 64512,
        peers: [{ name: 'router', peerASN: 64500, peerAddress: '192.168.70.1', peerConfigRef: { name: 'bgp-router' } }],
      },
    ],
  });
  expect(specs(app, 'CiliumBGPPeerConfig')['/bgp-router']).toEqual({
    authSecretRef: 'bgp-password',
    gracefulRestart: { enabled: true, restartTimeSeconds: 90 },
    families: [
      { afi: 'ipv4', safi: 'unicast', advertisements: { matchLabels: { 'bgp-advertised-to': 'bgp-router' } } },
    ],
  });
  expect(specs(app, 'CiliumBGPAdvertisement')['/bgp-router']).toEqual({
    advertisements: [
      {
        advertisementType: 'Service',
        service: { addresses: ['LoadBalancerIP'] },
        selector: { matchLabels: { announce: 'bgp' } },
      },
      { advertisementType: 'PodCIDR' },
    ],
  });
});

test.each([
  ['hold alone', { hold: Duration.seconds(10) }, { holdTimeSeconds: 10, keepAliveTimeSeconds: 3 }],
  [
    'both',
    { hold: Duration.seconds(10), keepAlive: Duration.seconds(5) },
    { holdTimeSeconds: 10, keepAliveTimeSeconds: 5 },
  ],
])(
  'a hold time below the default sign of life is written so that the API server takes it: %s',
  (_, timers, written) => {
    const { app, network } = home();
    const peer = new BgpControlPlane(network, 'bgp', { localAsn: 64512 }).addPeer('r', {
      address: 'fd00::1',
      asn: 1,
      timers,
    });
    peer.advertise(BgpAdvertisement.podCidrs());
    expect(specs(app, 'CiliumBGPPeerConfig')['/bgp-r']).toMatchObject({ timers: written, families: [{ afi: 'ipv6' }] });
    expect(codes(app)).toEqual([]);
  },
);

test('without a selector every Service is announced: no selector at all would announce none', () => {
  const entry = BgpAdvertisement.serviceIps({ addresses: [BgpServiceAddress.EXTERNAL_IP] })._spec();
  const { entries } = readBgpAdvertisement({ metadata: { name: 'a' }, spec: { advertisements: [entry] } });
  const plain = readService(
    { metadata: { name: 'web' }, spec: { externalIPs: ['10.0.0.1'], ports: [{ port: 80 }] } },
    {},
  );
  expect(advertisedKinds(entries[0]!, plain)).toEqual(['ExternalIP']);
});

test('the control plane of the install is switched on, and Services that a router learns need no L2 announcement', () => {
  const { app, network, shop } = home();
  const install = new CiliumInstall(network, 'cilium');
  new LoadBalancerIpPool(network, 'routed', { ranges: [IpRange.of('172.20.10.1', '172.20.10.20')] }).request(
    service(shop, 'web'),
    '172.20.10.1',
  );
  new BgpControlPlane(network, 'bgp', { localAsn: 64512 })
    .addPeer('router', { defaultGateway: IpFamily.IPV4, asn: 64500 })
    .advertise(BgpAdvertisement.loadBalancerIps());
  expect(install.chartValues()).toMatchObject({ bgpControlPlane: { enabled: true } });
  expect(specs(app, 'CiliumBGPClusterConfig')['/bgp'].bgpInstances[0].peers[0].autoDiscovery).toEqual({
    mode: 'DefaultGateway',
    defaultGateway: { addressFamily: 'ipv4' },
  });
  expect(codes(app).filter((line) => /bgp|l2|address/.test(line))).toEqual([]);
});

test('what one node does otherwise is named as the node', () => {
  const { app, network } = home();
  const bgp = new BgpControlPlane(network, 'bgp', { localAsn: 64512 });
  bgp.addPeer('router', { address: '192.168.70.1', asn: 64500 }).advertise(BgpAdvertisement.podCidrs());
  bgp.overrideNode('worker-1', { routerId: '1.1.1.1', localAddresses: { router: '192.168.70.21' } });
  expect(specs(app, 'CiliumBGPNodeConfigOverride')).toEqual({
    '/worker-1': {
      bgpInstances: [{ name: 'bgp', routerID: '1.1.1.1', peers: [{ name: 'router', localAddress: '192.168.70.21' }] }],
    },
  });
});

test('a silent peer, a selector that takes no Service, and nodes and peers that are not there are found', () => {
  const { app, network, shop } = home();
  service(shop, 'web');
  new LoadBalancerIpPool(network, 'p', { ranges: [IpRange.of('172.20.10.1', '172.20.10.20')] });
  const bgp = new BgpControlPlane(network, 'bgp', {
    localAsn: 64512,
    nodes: NodeSelection.named('worker-1', 'worker-9'),
  });
  bgp.addPeer('silent', { address: '192.168.70.1', asn: 64500 });
  bgp
    .addPeer('deaf', { address: '192.168.70.2', asn: 64500 })
    .advertise(BgpAdvertisement.loadBalancerIps(ServiceSelector.labels({ announce: 'nobody' })));
  bgp.overrideNode('worker-1', { localAddresses: { nobody: '192.168.70.21' } });
  expect(codes(app).filter((line) => line.includes('bgp'))).toEqual([
    'error loadbalancer/bgp-node network/bgp',
    'error loadbalancer/bgp-node network/bgp',
    'error loadbalancer/bgp-silent network/bgp/silent',
    'error reference/bgp-services network/bgp/deaf/advertisement',
  ]);
});
