// What constructors refuse, word by word.
import { ServiceSelector, L2Announcement, LoadBalancer, LoadBalancerIpPool } from '../../lib/loadbalancer';
import { IpRange } from '../../lib/net';
import { home, service } from './home';

type Home = ReturnType<typeof home>;
const pool = (h: Home, props: object) =>
  new LoadBalancerIpPool(h.network, 'p', { ranges: [IpRange.of('10.0.0.1', '10.0.0.9')], ...props });

test.each<[string, (h: Home) => unknown, string]>([
  [
    'an announcement without a link',
    (h) => new L2Announcement(h.network, 'a', {}),
    'an announcement without a link: Cilium would take every device',
  ],
  [
    'an announcement of nothing',
    (h) => new L2Announcement(h.network, 'a', { links: [h.lan], loadBalancerIps: false }),
    'loadBalancerIps and externalIps are both off: nothing is announced',
  ],
  [
    'a bad interface',
    (h) => new L2Announcement(h.network, 'a', { interfaces: ['eth0/1'] }),
    'interface name with "/": "eth0/1"',
  ],
  ['an empty pool', (h) => new LoadBalancerIpPool(h.network, 'p', { ranges: [] }), 'a pool without addresses'],
  ['host bits', (h) => pool(h, { cidrs: ['10.0.0.241/28'] }), 'CIDR with host bits set: "10.0.0.241/28"'],
  [
    'a pool that overlaps itself',
    (h) => pool(h, { cidrs: ['10.0.0.0/29'] }),
    '10.0.0.1-10.0.0.9 and 10.0.0.1-10.0.0.6 of one pool overlap',
  ],
  [
    'an address outside of the pool',
    (h) => pool(h, {}).request(service(h.shop, 'a'), '10.0.0.10'),
    '10.0.0.10 is not in pool "p" (10.0.0.1-10.0.0.9) of network/p',
  ],
  [
    'a range as address',
    (h) => pool(h, {}).request(service(h.shop, 'a'), '10.0.0.1-10.0.0.2'),
    'not an IP address: "10.0.0.1-10.0.0.2"',
  ],
  [
    'a request of an announcement without a pool',
    (h) => new L2Announcement(h.network, 'a', { links: [h.lan] }).request(service(h.shop, 'a'), '10.0.0.1'),
    'this announcement has no pool of its own',
  ],
  [
    'two requests',
    (h) => [1, 2].reduce((s) => (LoadBalancer.of(s).ips('10.0.0.1'), s), service(h.shop, 'a')),
    'shop/a asks for addresses twice',
  ],
  ['an empty request', (h) => LoadBalancer.of(service(h.shop, 'a')).ips(), 'a request without an address'],
  [
    'an empty sharing key',
    (h) => LoadBalancer.share([service(h.shop, 'a')], { sharingKey: ' ', addresses: ['10.0.0.1'] }),
    'an empty sharing key',
  ],
  ['no Service', (h) => LoadBalancer.of(h.shop).ips('10.0.0.1'), '"shop" is no Kubernetes object, not a Service'],
  [
    'a selector of everything',
    () => ServiceSelector.labels({}),
    'a Service selector without labels selects every Service',
  ],
  [
    'selectors that exclude each other',
    () => ServiceSelector.namespaces('a').and(ServiceSelector.namespaces('b')),
    'no Service can match both namespace a and namespace b',
  ],
])('refuses %s', (_, act, message) => {
  expect(() => act(home())).toThrow(message);
});
