// What Services ask for, whether they get it, and who answers for it.
import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { L2Announcement, LoadBalancer, LoadBalancerIpPool, ServiceSelector } from '../../lib/loadbalancer';
import { CiliumInstall, CiliumVersion } from '../../lib';
import { IpRange } from '../../lib/net';
import { codes, findings, home, service } from './home';

const RANGE = [IpRange.of('192.168.70.200', '192.168.70.209')];
const KEY = 'lbipam.cilium.io/sharing-key';
const IPS = 'lbipam.cilium.io/ips';

function announced() {
  const h = home();
  return { ...h, announcement: new L2Announcement(h.network, 'lan', { links: [h.lan], ranges: RANGE }) };
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
  // Each has a lease of its own.
  expect(codes(app)).toEqual(['warning l2/shared-address network/dns']);
});

test.each([
  [
    'in no pool',
    {},
    asks('192.168.70.99'),
    'address/not-in-pool',
    'requested address 192.168.70.99 is in no pool: lan has 192.168.70.200-192.168.70.209',
  ],
  [
    'that cannot be read',
    {},
    asks('192.168.70.201;192.168.70.202'),
    'address/request',
    'LB-IPAM cannot read the requested address "192.168.70.201;192.168.70.202" and passes over it: the Service then gets any address',
  ],
  [
    'as a range',
    { loadBalancerIP: '192.168.70.201-192.168.70.202' },
    {},
    'address/request',
    'LB-IPAM cannot read the requested address "192.168.70.201-192.168.70.202" and passes over it: the Service then gets any address',
  ],
  [
    'on a ClusterIP Service',
    { type: 'ClusterIP' },
    asks('192.168.70.201'),
    'address/service-type',
    'asks LB-IPAM for addresses but is of type ClusterIP, which gets none',
  ],
  [
    'with a foreign class',
    { loadBalancerClass: 'example.com/lb' },
    asks('192.168.70.201'),
    'address/foreign-class',
    'asks LB-IPAM for addresses, but its loadBalancerClass "example.com/lb" is not Cilium\'s',
  ],
])('refuses a request %s', (_, spec, metadata, code, problem) => {
  const { app, shop } = announced();
  service(shop, 'a', spec, metadata);
  expect(findings(app).filter((finding) => finding.severity === 'error')).toMatchObject([
    { code, path: 'shop/a', problem: expect.stringContaining(`: ${problem}`) },
  ]);
});

test('the newer annotation wins over the alias, even when it is empty', () => {
  const { app, shop } = announced();
  service(shop, 'a', {}, { annotations: { [IPS]: '', 'io.cilium/lb-ipam-ips': '10.0.0.1' } });
  expect(codes(app)).toEqual(['error address/request shop/a']);
});

test('a request to a pool that serves others names the pool and its selector', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'ours', { ranges: RANGE, serviceSelector: ServiceSelector.namespaces('infra') });
  LoadBalancer.of(service(shop, 'a')).ips('192.168.70.201');
  expect(findings(app)).toMatchObject([
    {
      code: 'address/pool-selector',
      problem: expect.stringContaining(
        'requested address 192.168.70.201 is in pool ours, whose serviceSelector does not choose the Service',
      ),
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
    ['without a key', 'requested-twice', {}, asks(ip), {}, asks(ip), 'neither has a sharing key'],
    [
      'with a key on one',
      'sharing',
      {},
      asks(ip, 'k'),
      { ports: [{ port: 81 }] },
      asks(ip),
      'the sharing keys are none and "k"',
    ],
    ['with one port', 'sharing', {}, asks(ip, 'k'), {}, asks(ip, 'k'), 'both have port 80/TCP'],
    [
      'across namespaces without permission',
      'sharing',
      {},
      asks(ip, 'k'),
      { ports: [{ port: 81 }] },
      { ...asks(ip, 'k'), namespace: 'infra' },
      'they are of different namespaces that do not permit each other',
    ],
    [
      'with permission on one side',
      'sharing',
      {},
      permit(ip, 'k', 'infra'),
      { ports: [{ port: 81 }] },
      { ...asks(ip, 'k'), namespace: 'infra' },
      'they are of different namespaces that do not permit each other',
    ],
    [
      'with other traffic policies',
      'sharing',
      {},
      asks(ip, 'k'),
      { ...local, ports: [{ port: 81 }] },
      asks(ip, 'k'),
      'externalTrafficPolicy is Local and Cluster',
    ],
    [
      'with Local and other pods',
      'sharing',
      local,
      asks(ip, 'k'),
      { ...local, ports: [{ port: 81 }] },
      asks(ip, 'k'),
      'externalTrafficPolicy is Local and the selectors differ, or are empty',
    ],
  ])('%s is an error', (_, code, specA, metaA, specB, metaB, clash) => {
    const { app, network, shop } = home();
    new LoadBalancerIpPool(network, 'pool', { ranges: RANGE });
    service(shop, 'a', specA, metaA);
    service(shop, 'b', specB, metaB);
    expect(findings(app)).toMatchObject([
      {
        code: `address/${code}`,
        path: 'shop/b',
        problem: expect.stringMatching(new RegExp(`${ip}.*Service shop/a.*${clash}`)),
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
  const { app, shop, network, announcement } = announced();
  service(shop, 'a', { externalTrafficPolicy: 'Local' });
  // Without an install nobody knows the patch release, and 1.20.2 does it right.
  expect(codes(app)).toEqual(['warning l2/local-traffic shop/a']);
  new CiliumInstall(network, 'cilium', { version: CiliumVersion.V1_20 });
  expect(codes(app)).toEqual(['error l2/local-traffic shop/a']);
  announcement.ignore('l2/local-traffic', 'every node runs the pod');
  expect(codes(app)).toEqual(['ignored l2/local-traffic shop/a']);
});

test('two Services whose names join to one Lease are an error', () => {
  const { app, shop } = announced();
  service(shop, 'b-c', {}, { namespace: 'a' });
  service(shop, 'c', {}, { namespace: 'a-b' });
  expect(findings(app)).toMatchObject([
    {
      code: 'l2/lease-clash',
      path: 'shop/c',
      problem:
        'Service/a-b/c metadata.name: shares the Lease "cilium-l2announce-a-b-c" with Service a/b-c: only one of them is announced at a time',
    },
  ]);
});

test('a class does not keep a Service out of an announcement', () => {
  const { app, shop } = announced();
  service(shop, 'a', { loadBalancerClass: 'io.cilium/bgp-control-plane' });
  expect(codes(app)).toEqual(['warning l2/class-announced shop/a']);
});

test('warns where an address is chance: two pools, a taker beside an asker, a key without a request', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'one', { ranges: RANGE });
  new LoadBalancerIpPool(network, 'two', { ranges: [IpRange.of('192.168.70.220', '192.168.70.229')] });
  service(shop, 'a', {}, { annotations: { [KEY]: 'k' } });
  service(shop, 'b', {}, asks('192.168.70.200'));
  service(shop, 'c');
  expect(codes(app)).toEqual([
    'warning address/request-race network/one',
    'warning address/sharing-without-address shop/a',
    'warning address/two-pools shop/c',
  ]);
});

test('refuses a Service that no pool serves, and one that nobody announces', () => {
  const { app, shop, network, lan } = home();
  new L2Announcement(network, 'lan', {
    links: [lan],
    ranges: RANGE,
    serviceSelector: ServiceSelector.labels({ public: 'yes' }),
  });
  service(shop, 'a');
  expect(codes(app)).toEqual(['error address/not-served shop/a', 'error l2/not-announced shop/a']);
});

test('a pool with fewer addresses than its Services want is an error', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'tiny', { ranges: [IpRange.of('192.168.70.200', '192.168.70.201')] });
  for (const name of ['a', 'b', 'c']) service(shop, name);
  expect(findings(app)).toMatchObject([
    {
      code: 'address/pool-full',
      path: 'network/tiny',
      problem:
        'CiliumLoadBalancerIPPool/tiny spec.blocks: pool tiny has 2 addresses for 3: Service shop/a, Service shop/b, Service shop/c want one each',
    },
  ]);
});

test('an address that the announcing link does not carry is an error', () => {
  const { app, shop, network, lan } = home();
  new L2Announcement(network, 'lan', { links: [lan] });
  const iot = new LoadBalancerIpPool(network, 'iot', { ranges: [IpRange.of('192.168.40.200', '192.168.40.209')] });
  iot.request(service(shop, 'a'), '192.168.40.201');
  expect(findings(app)).toMatchObject([
    {
      code: 'l2/off-link',
      path: 'network/iot',
      problem:
        'CiliumLoadBalancerIPPool/iot spec.blocks[0]: 192.168.40.200-192.168.40.209 is in no network of the links that announce it: 192.168.70.0/24 (policy lan)',
    },
  ]);
});

test('an address that no announcing link carries is an error at the Service, where its pool has both', () => {
  const { app, shop, network, lan, iot } = home();
  const only = ServiceSelector.labels({ zone: 'lan' });
  new L2Announcement(network, 'lan', { links: [lan], serviceSelector: only });
  new L2Announcement(network, 'iot', { links: [iot], serviceSelector: ServiceSelector.labels({ zone: 'iot' }) });
  const both = new LoadBalancerIpPool(network, 'both', {
    ranges: [IpRange.of('192.168.70.200', '192.168.70.209'), IpRange.of('192.168.40.200', '192.168.40.209')],
  });
  both.request(service(shop, 'a', {}, { labels: { zone: 'lan' } }), '192.168.40.201');
  expect(findings(app)).toMatchObject([
    {
      code: 'l2/off-link',
      path: 'shop/a',
      problem: expect.stringContaining(
        '192.168.40.201 is in no network of the links that announce it: 192.168.70.0/24',
      ),
    },
  ]);
});

test('a Service may ask for an address of a plain pool beside a pool construct', () => {
  const { app, shop, network } = home();
  new LoadBalancerIpPool(network, 'pool', { ranges: RANGE });
  new ApiObject(network, 'plain', {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumLoadBalancerIPPool',
    metadata: { name: 'plain' },
    spec: { blocks: [{ start: '192.168.70.220', stop: '192.168.70.229' }] },
  });
  service(shop, 'a', {}, asks('192.168.70.221'));
  expect(findings(app)).toEqual([]);
});
