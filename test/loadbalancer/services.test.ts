// What Services ask for, whether they get it, and who answers for it.
import * as kplus from 'cdk8s-plus-28';
import { L2Announcement, LoadBalancerAddress, LoadBalancerIpPool, ServiceSelector } from '../../lib/loadbalancer';
import { IpRange } from '../../lib/net';
import { codes, findings, home, service } from './home';

const RANGE = [IpRange.of('192.168.70.200', '192.168.70.209')];
const KEY = 'lbipam.cilium.io/sharing-key';
const IPS = 'lbipam.cilium.io/ips';

function announced() {
  const h = home();
  return { ...h, announcement: new L2Announcement(h.network, 'lan', { link: h.lan, ranges: RANGE }) };
}
const asks = (ips: string, key?: string) => ({
  annotations: { [IPS]: ips, ...(key === undefined ? {} : { [KEY]: key }) },
});

test('a request is an annotation on a Service of cdk8s-plus or a plain one', () => {
  const { app, shop, announcement } = announced();
  const plus = new kplus.Service(shop, 'plus', { type: kplus.ServiceType.LOAD_BALANCER, ports: [{ port: 443 }] });
  const plain = service(shop, 'plain');
  announcement.request(plus, '192.168.70.201');
  announcement.request(plain, '192.168.70.202');
  expect([plus.metadata.toJson().annotations, plain.toJson().metadata.annotations]).toEqual([
    { [IPS]: '192.168.70.201' },
    { [IPS]: '192.168.70.202' },
  ]);
  expect(findings(app)).toEqual([]);
});

test('Services that share get the same request and key, and permit each other across namespaces', () => {
  const { app, shop, network, announcement } = announced();
  const [web, dns] = [service(shop, 'web'), service(network, 'dns', { ports: [{ port: 53, protocol: 'UDP' }] })];
  announcement.share([web, dns], { sharingKey: 'edge', addresses: ['192.168.70.205'] });
  expect(web.toJson().metadata.annotations).toEqual({
    [IPS]: '192.168.70.205',
    [KEY]: 'edge',
    'lbipam.cilium.io/sharing-cross-namespace': 'infra',
  });
  expect(dns.toJson().metadata.annotations).toEqual({
    [IPS]: '192.168.70.205',
    [KEY]: 'edge',
    'lbipam.cilium.io/sharing-cross-namespace': 'shop',
  });
  expect(findings(app)).toEqual([]);
});

test.each([
  [
    'in no pool',
    {},
    asks('192.168.70.99'),
    'loadbalancer/no-pool',
    'Service shop/a asks for 192.168.70.99, which is in no pool',
  ],
  [
    'that cannot be read',
    {},
    asks('192.168.70.201;192.168.70.202'),
    'loadbalancer/request-unreadable',
    'Service shop/a asks for "192.168.70.201;192.168.70.202", which Cilium skips: it then gets any address',
  ],
  [
    'as a range',
    { loadBalancerIP: '192.168.70.201-192.168.70.202' },
    {},
    'loadbalancer/request-unreadable',
    'Service shop/a asks for "192.168.70.201-192.168.70.202", which Cilium skips: it then gets any address',
  ],
  [
    'on a ClusterIP Service',
    { type: 'ClusterIP' },
    asks('192.168.70.201'),
    'loadbalancer/service-type',
    'Service shop/a asks LB-IPAM for addresses but is of type ClusterIP, which gets none',
  ],
  [
    'with a foreign class',
    { loadBalancerClass: 'example.com/lb' },
    asks('192.168.70.201'),
    'loadbalancer/foreign-class',
    'Service shop/a asks LB-IPAM for addresses, but its loadBalancerClass "example.com/lb" is not Cilium\'s',
  ],
])('refuses a request %s', (_, spec, metadata, code, problem) => {
  const { app, shop } = announced();
  service(shop, 'a', spec, metadata);
  expect(findings(app).filter((finding) => finding.severity === 'error')).toMatchObject([
    { code, path: 'shop/a', problem },
  ]);
});

test('the newer annotation wins over the alias, even when it is empty', () => {
  const { app, shop } = announced();
  service(shop, 'a', {}, { annotations: { [IPS]: '', 'io.cilium/lb-ipam-ips': '10.0.0.1' } });
  expect(codes(app)).toEqual(['error loadbalancer/request-unreadable shop/a']);
});

test('a request to a pool that serves others names the pool and its selector', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'ours', { ranges: RANGE, serviceSelector: ServiceSelector.namespaces('infra') });
  LoadBalancerAddress.request(service(shop, 'a'), '192.168.70.201');
  expect(findings(app)).toMatchObject([
    {
      code: 'loadbalancer/pool-selector',
      problem:
        'Service shop/a asks for 192.168.70.201 of pool "ours" (network/ours), which serves only namespace infra',
    },
  ]);
});

describe('one address for two Services', () => {
  const local = { externalTrafficPolicy: 'Local' };
  const permit = (ips: string, key: string, namespaces: string) => ({
    annotations: { ...asks(ips, key).annotations, 'lbipam.cilium.io/sharing-cross-namespace': namespaces },
  });
  const ip = '192.168.70.201';
  test.each<[string, string, any, any, any, any, string]>([
    ['without a key', 'address-twice', {}, asks(ip), {}, asks(ip), ''],
    [
      'with a key on one',
      'sharing',
      {},
      asks(ip, 'k'),
      { ports: [{ port: 81 }] },
      asks(ip),
      ', with the sharing keys none and "k"',
    ],
    ['with one port', 'sharing', {}, asks(ip, 'k'), {}, asks(ip, 'k'), ' and have both port 80/TCP'],
    [
      'across namespaces without permission',
      'sharing',
      {},
      asks(ip, 'k'),
      { ports: [{ port: 81 }] },
      { ...asks(ip, 'k'), namespace: 'infra' },
      ' from different namespaces without permitting each other',
    ],
    [
      'with permission on one side',
      'sharing',
      {},
      permit(ip, 'k', 'infra'),
      { ports: [{ port: 81 }] },
      { ...asks(ip, 'k'), namespace: 'infra' },
      ' from different namespaces without permitting each other',
    ],
    [
      'with other traffic policies',
      'sharing',
      {},
      asks(ip, 'k'),
      { ...local, ports: [{ port: 81 }] },
      asks(ip, 'k'),
      ' with externalTrafficPolicy Local and Cluster',
    ],
    [
      'with Local and other pods',
      'sharing',
      local,
      asks(ip, 'k'),
      { ...local, ports: [{ port: 81 }] },
      asks(ip, 'k'),
      ' with externalTrafficPolicy Local and different selectors',
    ],
  ])('%s is an error', (_, code, specA, metaA, specB, metaB, clash) => {
    const { app, network, shop } = home();
    new LoadBalancerIpPool(network, 'pool', { ranges: RANGE });
    service(shop, 'a', specA, metaA);
    service(shop, 'b', specB, metaB);
    expect(findings(app)).toMatchObject([
      {
        code: `loadbalancer/${code}`,
        path: 'shop/b',
        problem: `Service ${metaB.namespace ?? 'shop'}/b and Service shop/a (shop/a) both ask for ${ip}${clash}`,
      },
    ]);
  });

  test('with permission for all and ports apart is none', () => {
    const { app, network, shop } = home();
    new LoadBalancerIpPool(network, 'pool', { ranges: RANGE });
    service(shop, 'a', { ports: [{ port: 53 }] }, permit(ip, 'k', '*'));
    service(
      shop,
      'b',
      { ports: [{ port: 53, protocol: 'UDP' }] },
      { ...permit(ip, 'k', 'shop,else'), namespace: 'infra' },
    );
    expect(findings(app)).toEqual([]);
  });
});

test('externalTrafficPolicy Local is an error for an announced Service, ignored by its announcement', () => {
  const { app, shop, announcement } = announced();
  service(shop, 'a', { externalTrafficPolicy: 'Local' });
  expect(codes(app)).toEqual(['error loadbalancer/local-traffic-policy shop/a']);
  announcement.ignore('loadbalancer/local-traffic-policy', 'every node runs the pod');
  expect(codes(app)).toEqual(['ignored loadbalancer/local-traffic-policy shop/a']);
});

test('two Services whose names join to one Lease are an error', () => {
  const { app, shop } = announced();
  service(shop, 'b-c', {}, { namespace: 'a' });
  service(shop, 'c', {}, { namespace: 'a-b' });
  expect(findings(app)).toMatchObject([
    {
      code: 'loadbalancer/lease-clash',
      problem:
        'Service a-b/c and Service a/b-c (shop/b-c) both hold the Lease "cilium-l2announce-a-b-c": only one of them is announced at a time',
    },
  ]);
});

test('a class does not keep a Service out of an announcement', () => {
  const { app, shop } = announced();
  service(shop, 'a', { loadBalancerClass: 'io.cilium/bgp-control-plane' });
  expect(codes(app)).toEqual(['warning loadbalancer/class-announced shop/a']);
});

test('warns where an address is chance: two pools, a taker beside an asker, a key without a request', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'one', { ranges: RANGE });
  new LoadBalancerIpPool(network, 'two', { ranges: [IpRange.of('192.168.70.220', '192.168.70.229')] });
  service(shop, 'a', {}, { annotations: { [KEY]: 'k' } });
  service(shop, 'b', {}, asks('192.168.70.200'));
  service(shop, 'c');
  expect(codes(app)).toEqual([
    'warning loadbalancer/request-race network/one',
    'warning loadbalancer/sharing-without-address shop/a',
    'warning loadbalancer/two-pools shop/c',
  ]);
});

test('warns about a Service that no pool serves, and one that nobody announces', () => {
  const { app, shop, network, lan } = home();
  new L2Announcement(network, 'lan', {
    link: lan,
    ranges: RANGE,
    serviceSelector: ServiceSelector.labels({ public: 'yes' }),
  });
  service(shop, 'a');
  expect(codes(app)).toEqual(['warning loadbalancer/not-announced shop/a', 'warning loadbalancer/unserved shop/a']);
});

test('a pool with fewer addresses than its Services want is an error', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'tiny', { ranges: [IpRange.of('192.168.70.200', '192.168.70.201')] });
  for (const name of ['a', 'b', 'c']) service(shop, name);
  expect(findings(app)).toMatchObject([
    {
      code: 'loadbalancer/pool-full',
      path: 'network/tiny',
      problem:
        'pool "tiny" has 2 addresses for 3: 0 are asked for by address, and Service shop/a, Service shop/b, Service shop/c want one each',
    },
  ]);
});

test('an address that the announcing link does not carry is an error', () => {
  const { app, shop, network, lan } = home();
  new L2Announcement(network, 'lan', { link: lan });
  const iot = new LoadBalancerIpPool(network, 'iot', { ranges: [IpRange.of('192.168.40.200', '192.168.40.209')] });
  iot.request(service(shop, 'a'), '192.168.40.201');
  expect(findings(app)).toMatchObject([
    {
      code: 'loadbalancer/off-link',
      path: 'shop/a',
      problem:
        '192.168.40.201 of Service shop/a is in no network of the links that announce it: network/lan (192.168.70.0/24)',
    },
  ]);
});
