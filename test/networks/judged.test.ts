// Values that a network renders as they are, and that the rules over the objects judge: one place for what the plugins refuse.
import { IpRange } from '../../lib/net';
import { Ipam, MacvlanMode, MacvlanNetwork } from '../../lib/networks';
import { bothSides } from '../support/one-judge';
import { findings, Lab, lab, workload } from './helpers';

const network = ({ chart, iot }: Lab, props: Record<string, unknown>) =>
  new MacvlanNetwork(chart, 'sensors', {
    ...('master' in props || 'parent' in props ? {} : { parent: iot }),
    ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
    ...props,
  } as any);
const attach = (own: Lab, options: Record<string, unknown>, props: Record<string, unknown> = {}) =>
  network(own, props).attach(workload(own.chart, 'api'), options);

test.each<[string, (own: Lab) => unknown, string]>([
  [
    'a range outside the subnet',
    (own) => network(own, { subnet: '192.168.41.0/24' }),
    'error cni/range shop/sensors: ipam.ranges[0][0].rangeStart: 192.168.40.100 is not in 192.168.41.0/24 → write an address of the subnet',
  ],
  [
    'a /31 for host-local',
    (own) => network(own, { subnet: '192.168.40.0/31', ipam: Ipam.hostLocal() }),
    'error cni/range shop/sensors: ipam.ranges[0][0].subnet: 192.168.40.0/31 is too small: host-local needs room for two hosts → write a prefix length of at most 30',
  ],
  [
    'a /32 for host-local',
    (own) => network(own, { ipam: Ipam.hostLocal({ ranges: [{ subnet: '192.168.40.7/32' }] }) }),
    'error cni/range shop/sensors: ipam.ranges[0][0].subnet: 192.168.40.7/32 is too small: host-local needs room for two hosts → write a prefix length of at most 30',
  ],
  [
    'a range of the assumed gateway alone',
    (own) => network(own, { ipam: Ipam.range(IpRange.of('192.168.40.1', '192.168.40.1')) }),
    'error cni/range shop/sensors: ipam: set 0 holds nothing but the gateway 192.168.40.1, which host-local assumes: no pod gets an address → write the gateway of the subnet, or more addresses',
  ],
  [
    'overlapping ranges',
    (own) =>
      network(own, {
        ipam: Ipam.hostLocal({
          ranges: [
            { range: IpRange.of('192.168.40.10', '192.168.40.20') },
            { range: IpRange.of('192.168.40.20', '192.168.40.30') },
          ],
        }),
      }),
    'error cni/range shop/sensors: ipam: 192.168.40.10-192.168.40.20 and 192.168.40.20-192.168.40.30 of one set overlap → write ranges that do not overlap',
  ],
  [
    'a gateway outside the subnet',
    (own) => network(own, { gateway: '10.0.0.1' }),
    'warning cni/range shop/sensors: ipam.ranges[0][0].gateway: the gateway 10.0.0.1 is not in 192.168.40.0/24: it is accepted, and a pod may get the address of the real router → write the router of the subnet',
  ],
  [
    'a route twice',
    (own) =>
      network(own, {
        gateway: '192.168.40.1',
        routes: [{ destination: '10.20.0.0/16' }, { destination: '10.20.0.0/16' }],
      }),
    'error cni/route shop/sensors: ipam.routes[1]: the route to 10.20.0.0/16 by 192.168.40.1 stands twice → remove one of the two: the kernel refuses the second',
  ],
  [
    'a route by the other family',
    (own) => network(own, { routes: [{ destination: '10.20.0.0/16', via: 'fd00::1' }] }),
    'error cni/route shop/sensors: ipam.routes[0].gw: the gateway fd00::1 is not of the family of 10.20.0.0/16 → write an IPv4 gateway',
  ],
  [
    'a route by a stranger',
    (own) => network(own, { routes: [{ destination: '10.20.0.0/16', via: '172.16.0.1' }] }),
    'error cni/route shop/sensors: ipam.routes[0]: the route to 10.20.0.0/16 by 172.16.0.1: the gateway is on none of the subnets of the interface (192.168.40.0/24) → write a gateway of a subnet of the interface',
  ],
  [
    'interface eth0',
    (own) => attach(own, { interface: 'eth0' }),
    'error cni/interface shop/api: the interface "eth0" of sensors is taken by the network of the cluster → name the interfaces: attach(workload, { interface: \'iot0\' }), each with a name of its own',
  ],
  [
    'interface lo',
    (own) => attach(own, { interface: 'lo' }),
    'error cni/interface shop/api: the interface "lo" of sensors is taken by the loopback → name the interfaces: attach(workload, { interface: \'iot0\' }), each with a name of its own',
  ],
  [
    'two addresses of host-local',
    (own) => attach(own, { ips: ['192.168.40.101', '192.168.40.102'] }),
    'error cni/request shop/api: sensors: host-local takes one requested address through Multus, and the pod asks for 192.168.40.101 and 192.168.40.102 → ask for one address, or use Ipam.static()',
  ],
  [
    'no address of static',
    (own) => attach(own, {}, { ipam: Ipam.static() }),
    "error cni/no-address shop/api: sensors: static has no address, and the pod asks for none → write ips: ['192.168.40.50'] in attach(), or use Ipam.range()",
  ],
  [
    'a router beside only one of two ranges',
    (own) =>
      network(own, {
        master: 'enp2s0',
        gateway: '192.168.40.1',
        routes: [{ destination: '10.20.0.0/16' }],
        subnet: '192.168.40.0/24',
        ipam: Ipam.hostLocal({ ranges: [{}, { subnet: '192.168.50.0/24' }] }),
      }),
    'warning cni/route shop/sensors: ipam.routes[0]: the route to 10.20.0.0/16 by 192.168.40.1: a pod with an address of 192.168.50.0/24 does not reach the gateway, and does not start → leave gw out, so that each pool brings its own gateway, or write the pools as networks of their own',
  ],
  [
    'a MAC address of a passthru network',
    (own) => attach(own, { mac: '02:00:5e:10:00:01' }, { mode: MacvlanMode.PASSTHRU }),
    'warning cni/no-effect shop/api: sensors: macvlan in passthru mode ignores the requested mac → drop mac, or use macvlan or bridge',
  ],
  [
    'a route of a family that the ranges lack',
    (own) =>
      network(own, {
        subnet: '192.168.40.0/24',
        ipam: Ipam.hostLocal({ ranges: [{ subnet: 'fd00:40::/64' }] }),
        gateway: '192.168.40.1',
        routes: [{ destination: '10.20.0.0/16' }],
      }),
    'error cni/route shop/sensors: ipam.routes[0]: the route to 10.20.0.0/16 by 192.168.40.1: the gateway is on none of the subnets of the interface (fd00:40::/64) → write a gateway of a subnet of the interface',
  ],
  [
    'an address without IPAM',
    (own) => attach(own, { ips: ['192.168.40.5'] }, { ipam: Ipam.none() }),
    'warning cni/ips-ignored shop/api: sensors: the network has no IPAM plugin, nobody gives 192.168.40.5/24 → use Ipam.static()',
  ],
  [
    'an address outside the subnet',
    (own) => attach(own, { ips: ['192.168.41.50'] }, { ipam: Ipam.static() }),
    [
      'error cni/ip-outside shop/api: sensors: the address 192.168.41.50 lies outside of 192.168.40.0/24, the network on the link → write an address of that network',
      'error cni/request shop/api: sensors: the requested address "192.168.41.50" has no prefix length, which static needs → write "192.168.41.50/24", with the prefix length of the network',
    ].join('\n'),
  ],
  [
    'the broadcast address',
    (own) => attach(own, { ips: ['192.168.40.255'] }, { ipam: Ipam.static() }),
    'error cni/ip-not-host shop/api: sensors: the address 192.168.40.255/24 is the network or broadcast address of 192.168.40.0/24: static accepts it, and nobody answers → write another address of the subnet',
  ],
  [
    'the gateway that host-local assumes',
    (own) => attach(own, { ips: ['192.168.40.1'] }, { ipam: Ipam.hostLocal() }),
    'error cni/request shop/api: sensors: the requested address 192.168.40.1 is the gateway of the subnet → ask for another address, or write the real gateway',
  ],
  [
    'an address outside the ranges',
    (own) => attach(own, { ips: ['192.168.40.50'] }),
    'error cni/request shop/api: sensors: the requested address 192.168.40.50 is in none of the ranges 192.168.40.100-192.168.40.150 → ask for an address of a range',
  ],
  [
    'another prefix length',
    (own) => attach(own, { ips: ['192.168.40.50/16'] }, { ipam: Ipam.static() }),
    'warning cni/ip-prefix shop/api: sensors: the address 192.168.40.50/16 has another prefix length than the network on the link → write "192.168.40.50/24"',
  ],
  [
    'a GUID of six pairs',
    (own) => attach(own, { infinibandGuid: '00:11:22:33:44:55' }),
    'error cni/annotation shop/api: [0].infiniband-guid: "00:11:22:33:44:55" is no GUID of InfiniBand: Multus refuses the pod → write eight pairs of hex digits, such as "00:11:22:33:44:55:66:77"',
  ],
  [
    'an IPAMClaim beside an address',
    (own) => attach(own, { ipamClaim: 'mine', ips: ['192.168.40.105'] }),
    'warning cni/annotation shop/api: [0].ipam-claim-reference: the IPAMClaim "mine" beside requested addresses: who reads claims refuses both, and Multus reads none → write one of them',
  ],
])('finds %s', (_what, make, expected) => {
  const own = lab();
  make(own);
  expect(findings(own).join('\n')).toBe(expected);
  const { synth, check } = bothSides(own.app);
  expect(check).toEqual(synth);
});
