// Load-balancer addresses.
import { NodeSelection } from '../../../lib/cluster';
import { L2Announcement, LoadBalancerAddress, LoadBalancerIpPool, ServiceSelector } from '../../../lib/loadbalancer';
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
    ({ shop }) => [1, 2].reduce((one) => (LoadBalancerAddress.request(one, '10.0.0.1'), one), service(shop, 'a')),
    ({ shop }) => LoadBalancerAddress.request(service(shop, 'a'), '10.0.0.1', '10.0.0.2'),
  ),
  row(
    'request-empty',
    ({ shop }) => LoadBalancerAddress.request(service(shop, 'a')),
    ({ shop }) => LoadBalancerAddress.request(service(shop, 'a'), '10.0.0.1'),
  ),
  row(
    'sharing-key',
    ({ shop }) => LoadBalancerAddress.share([service(shop, 'a')], { sharingKey: ' ', addresses: ['10.0.0.1'] }),
    ({ shop }) => LoadBalancerAddress.share([service(shop, 'a')], { sharingKey: 'web', addresses: ['10.0.0.1'] }),
  ),
  row(
    'service',
    ({ shop }) => LoadBalancerAddress.request(shop, '10.0.0.1'),
    ({ shop }) => LoadBalancerAddress.request(service(shop, 'a'), '10.0.0.1'),
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
];
