// Load-balancer addresses.
import { Duration } from 'cdk8s';
import { NodeSelection } from '../../../lib/cluster';
import {
  BgpAdvertisement,
  BgpControlPlane,
  BgpPeerOptions,
  L2Announcement,
  LoadBalancer,
  LoadBalancerIpPool,
  ServiceSelector,
} from '../../../lib/loadbalancer';
import { IpRange } from '../../../lib/net';
import { home, service } from '../../loadbalancer/home';
import { Example } from './example';

type Home = ReturnType<typeof home>;

const RANGE = IpRange.of('10.0.0.1', '10.0.0.9');
const pool = ({ network }: Home, cidrs: string[] = []) =>
  new LoadBalancerIpPool(network, 'p', { ranges: [RANGE], cidrs });

const row = (code: string, bad: (home: Home) => unknown, good: (home: Home) => unknown): Example => ({
  code: `loadbalancer/${code}`,
  bad: () => void bad(home()),
  good: () => void good(home()),
});

const bgp = ({ network }: Home, localAsn = 64512) => new BgpControlPlane(network, 'bgp', { localAsn });
const peer = (at: Home, options: Partial<BgpPeerOptions>) =>
  bgp(at).addPeer('router', { asn: 64500, address: '192.168.70.1', ...options });

/** The findings of an announcement from a node of this name. */
function announcedBy(name: string): unknown {
  const { network, lan } = home();
  return new L2Announcement(network, 'a', { links: [lan], nodes: NodeSelection.named(name) })._findings();
}

export const LOADBALANCER_EXAMPLES: readonly Example[] = [
  row(
    'no-pool',
    (at) => pool(at).request(service(at.shop, 'a'), '10.0.0.10'),
    (at) => pool(at).request(service(at.shop, 'a'), '10.0.0.9'),
  ),
  row(
    'pool-empty',
    ({ network }) => new LoadBalancerIpPool(network, 'p', { ranges: [] }),
    (at) => pool(at),
  ),
  row(
    'range-overlap',
    (at) => pool(at, ['10.0.0.0/29']),
    (at) => pool(at, ['10.0.0.16/29']),
  ),
  row(
    'no-interface',
    ({ network }) => new L2Announcement(network, 'a', {}),
    ({ network, lan }) => new L2Announcement(network, 'a', { links: [lan] }),
  ),
  row(
    'announces-nothing',
    ({ network, lan }) => new L2Announcement(network, 'a', { links: [lan], loadBalancerIps: false }),
    ({ network, lan }) => new L2Announcement(network, 'a', { links: [lan], loadBalancerIps: false, externalIps: true }),
  ),
  row(
    'request-twice',
    ({ shop }) => [1, 2].reduce((one) => (LoadBalancer.of(one).ips('10.0.0.1'), one), service(shop, 'a')),
    ({ shop }) => LoadBalancer.of(service(shop, 'a')).ips('10.0.0.1', '10.0.0.2'),
  ),
  row(
    'request-empty',
    ({ shop }) => LoadBalancer.of(service(shop, 'a')).ips(),
    ({ shop }) => LoadBalancer.of(service(shop, 'a')).ips('10.0.0.1'),
  ),
  row(
    'sharing-key',
    ({ shop }) => LoadBalancer.share([service(shop, 'a')], { sharingKey: ' ', addresses: ['10.0.0.1'] }),
    ({ shop }) => LoadBalancer.share([service(shop, 'a')], { sharingKey: 'web', addresses: ['10.0.0.1'] }),
  ),
  row(
    'service',
    ({ shop }) => LoadBalancer.of(shop).ips('10.0.0.1'),
    ({ shop }) => LoadBalancer.of(service(shop, 'a')).ips('10.0.0.1'),
  ),
  row(
    'selector-empty',
    () => ServiceSelector.labels({}),
    () => ServiceSelector.labels({ pool: 'lan' }),
  ),
  {
    code: 'loadbalancer/no-node',
    bad: () => announcedBy('worker-9'),
    good: () => announcedBy('worker-1'),
  },
  row(
    'bgp-asn',
    (at) => bgp(at, 0),
    (at) => bgp(at, 64512),
  ),
  row(
    'bgp-peer',
    (at) => bgp(at).addPeer('router', { asn: 64500 }),
    (at) => bgp(at).addPeer('router', { asn: 64500, address: '192.168.70.1' }),
  ),
  row(
    'bgp-timers',
    (at) => peer(at, { timers: { hold: Duration.seconds(2) } }),
    (at) => peer(at, { timers: { hold: Duration.seconds(3) } }),
  ),
  row(
    'bgp-advertisement',
    () => BgpAdvertisement.podCidrs({ communities: ['64512'] }),
    () => BgpAdvertisement.podCidrs({ communities: ['64512:100'] }),
  ),
  row(
    'bgp-node',
    (at) => bgp(at).overrideNode('worker-1', { routerId: 'fd00::1' }),
    (at) => bgp(at).overrideNode('worker-1', { routerId: '10.0.0.1' }),
  ),
  row(
    'bgp-port',
    ({ network }) => new BgpControlPlane(network, 'bgp', { localAsn: 64512, localPort: 0 }),
    ({ network }) => new BgpControlPlane(network, 'bgp', { localAsn: 64512, localPort: 1790 }),
  ),
  {
    code: 'loadbalancer/bgp-silent',
    bad: () => peer(home(), {})._findings(),
    good: () => peer(home(), {}).advertise(BgpAdvertisement.podCidrs())._findings(),
  },
];
