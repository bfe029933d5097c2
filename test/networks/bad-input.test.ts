import { IpRange } from '../../lib/net';
import { Ipam, MacvlanMode, MacvlanNetwork } from '../../lib/networks';
import { lab, workload } from './helpers';

const network = (props: Record<string, unknown>, id = 'sensors') => {
  const { chart, iot } = lab();
  return new MacvlanNetwork(chart, id, {
    ...('master' in props || 'parent' in props ? {} : { parent: iot }),
    ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
    ...props,
  } as any);
};
const attach = (options: Record<string, unknown>, props: Record<string, unknown> = {}) => {
  const made = network(props);
  made.attach(workload(made.node.scope as any, 'api'), options);
};
const key = Buffer.from('a key of a private kind, much too long for a name of anything')
  .toString('base64')
  .replace(/=/g, '');

test.each<[string, () => unknown, string]>([
  [
    'neither parent nor master',
    () => network({ parent: undefined }),
    "neither parent nor master: the plugin would take the interface of the default route, whichever that is on a node; write parent: link, or master: 'enp2s0'",
  ],
  [
    'both parent and master',
    () => network({ master: 'enp3s0', parent: lab().iot }),
    'both parent "enp2s0" and master "enp3s0"; write one of them',
  ],
  [
    'a master of 16 bytes',
    () => network({ master: 'enp0s31f6abcdefg' }),
    'interface name of 16 bytes: "enp0s31f6abcdefg"; the kernel takes at most 15: did you mean "enp0s31f6abcdef"?',
  ],
  [
    'a name with a dot',
    () => network({ name: 'iot.sensors' }),
    'not a name for a NetworkAttachmentDefinition: "iot.sensors"; write a DNS label of at most 63 characters, such as "iot-sensors"',
  ],
  [
    'a secret as name',
    () => network({ name: key }),
    `a value of ${key.length} characters was given where the name of a NetworkAttachmentDefinition is meant (not shown); put the value into a NetworkAttachmentDefinition of the cluster (by SOPS, External Secrets or cert-manager) and write its name`,
  ],
  [
    'a secret as CNI name',
    () => network({ cniName: key }),
    `not a CNI name: a text of ${key.length} characters; write letters, digits, "_", "." and "-", starting with a letter or digit, such as "sensors"`,
  ],
  [
    'a CNI name with a slash',
    () => network({ cniName: 'shop/sensors' }),
    'not a CNI name: "shop/sensors"; write letters, digits, "_", "." and "-", starting with a letter or digit, such as "sensors"',
  ],
  ['MTU 0', () => network({ mtu: 0 }), 'MTU out of range: 0; write a whole number from 68 to 65535'],
  [
    'a subnet with host bits',
    () => network({ subnet: '192.168.40.5/24' }),
    'CIDR with host bits set: "192.168.40.5/24"; did you mean "192.168.40.0/24"?',
  ],
  [
    'a range outside the subnet',
    () => network({ subnet: '192.168.41.0/24' }),
    '192.168.40.100 of the range 192.168.40.100-192.168.40.150 is not a host address of the subnet 192.168.41.0/24; write addresses from 192.168.41.1 to 192.168.41.254',
  ],
  [
    'a range that runs backwards',
    () => Ipam.range(IpRange.of('192.168.40.150', '192.168.40.100')),
    'range runs backwards: "192.168.40.150" to "192.168.40.100"; did you mean "192.168.40.100" to "192.168.40.150"?',
  ],
  [
    'a /31 for host-local',
    () => network({ subnet: '192.168.40.0/31', ipam: Ipam.hostLocal() }),
    'subnet 192.168.40.0/31 is too small for host-local; it takes prefixes up to /30: use Ipam.static() for single addresses',
  ],
  [
    'a /32 for host-local',
    () => network({ ipam: Ipam.hostLocal({ ranges: [{ subnet: '192.168.40.7/32' }] }) }),
    'subnet 192.168.40.7/32 is too small for host-local; it takes prefixes up to /30: use Ipam.static() for single addresses',
  ],
  [
    'a range of the assumed gateway alone',
    () => network({ ipam: Ipam.range(IpRange.of('192.168.40.1', '192.168.40.1')) }),
    'range 192.168.40.1-192.168.40.1 holds nothing but the gateway 192.168.40.1, which host-local assumes; write the gateway of the subnet, or more addresses',
  ],
  [
    'overlapping ranges',
    () =>
      network({
        ipam: Ipam.hostLocal({
          ranges: [
            { range: IpRange.of('192.168.40.10', '192.168.40.20') },
            { range: IpRange.of('192.168.40.20', '192.168.40.30') },
          ],
        }),
      }),
    'range 192.168.40.20-192.168.40.30 overlaps range 192.168.40.10-192.168.40.20 of the same network; host-local refuses it: make one range of them',
  ],
  [
    'a gateway outside the subnet',
    () => network({ gateway: '10.0.0.1' }),
    "gateway 10.0.0.1 is not a host address of 192.168.40.0/24; write the router's address on the network, or leave the gateway out",
  ],
  [
    'a relative data folder',
    () => Ipam.hostLocal({ dataDir: 'run/cni' }),
    'not a folder of the node: "run/cni"; write an absolute path on a tmpfs, such as "/run/cni/networks"',
  ],
  [
    'a default route',
    () => network({ gateway: '192.168.40.1', routes: [{ destination: '0.0.0.0/0' }] }),
    'route to 0.0.0.0/0: it wins over the default route of eth0, and the pod loses Services and cluster DNS; write the networks that the pod must reach here, or say allowDefaultRoute: true and give the route a priority',
  ],
  [
    'a route without a gateway',
    () => network({ routes: [{ destination: '10.20.0.0/16' }] }),
    'route to 10.20.0.0/16 without a gateway: host-local would take the first address of the subnet, static none; write the gateway of the network, or via in the route',
  ],
  [
    'a route twice',
    () =>
      network({ gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16' }, { destination: '10.20.0.0/16' }] }),
    'two routes to 10.20.0.0/16: the kernel refuses the second, and the pod does not start; write each destination once',
  ],
  [
    'a route by the other family',
    () => network({ routes: [{ destination: '10.20.0.0/16', via: 'fd00::1' }] }),
    'route to 10.20.0.0/16 by fd00::1, an address of the other family; write an IPv4 router',
  ],
  [
    'a route by a stranger',
    () => network({ routes: [{ destination: '10.20.0.0/16', via: '172.16.0.1' }] }),
    'route to 10.20.0.0/16 by 172.16.0.1, which pods with addresses of 192.168.40.0/24 do not reach; write a router on the subnet of the pods',
  ],
  [
    'routes without IPAM',
    () => network({ ipam: Ipam.none(), gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16' }] }),
    'routes on a network without IPAM; routes are set by the IPAM plugin: use Ipam.static() or Ipam.range(), or leave the routes out',
  ],
  [
    'interface eth0',
    () => attach({ interface: 'eth0' }),
    'interface "eth0" of shop/api exists already: every pod has it; choose another name, such as "net1"',
  ],
  [
    'interface lo',
    () => attach({ interface: 'lo' }),
    'interface "lo" of shop/api exists already: every pod has it; choose another name, such as "net1"',
  ],
  [
    'an interface of 16 bytes',
    () => attach({ interface: 'abcdefghijklmnop' }),
    'interface name of 16 bytes: "abcdefghijklmnop"; the kernel takes at most 15: did you mean "abcdefghijklmno"?',
  ],
  [
    'an interface with a percent sign',
    () => attach({ interface: 'net%d' }),
    'interface name with "%": "net%d"; did you mean "netd"?',
  ],
  [
    'a multicast MAC',
    () => attach({ mac: '01:00:5e:00:00:01' }),
    'multicast MAC address: "01:00:5e:00:00:01"; an interface needs a unicast address (even first byte): did you mean "02:00:5e:00:00:01"?',
  ],
  [
    'two addresses of host-local',
    () => attach({ ips: ['192.168.40.101', '192.168.40.102'] }),
    'shop/api asks for 2 addresses: through Multus host-local takes exactly one; ask for one address, or use Ipam.static()',
  ],
  [
    'no address of static',
    () => attach({}, { ipam: Ipam.static() }),
    "shop/api asks for no address, and static has none of its own; write ips: ['192.168.40.50'] in attach(), or use Ipam.range()",
  ],
  [
    'a router beside only one of two ranges',
    () =>
      network({
        master: 'enp2s0',
        gateway: '192.168.40.1',
        routes: [{ destination: '10.20.0.0/16' }],
        subnet: '192.168.40.0/24',
        ipam: Ipam.hostLocal({ ranges: [{}, { subnet: '192.168.50.0/24' }] }),
      }),
    'route to 10.20.0.0/16 by 192.168.40.1, which pods with addresses of 192.168.40.0/24, 192.168.50.0/24 do not reach; write a router on the subnet of the pods',
  ],
  [
    'a MAC address of a passthru network',
    () => attach({ mac: '02:00:5e:10:00:01' }, { mode: MacvlanMode.PASSTHRU }),
    'shop/api asks for the MAC address 02:00:5e:10:00:01 on a passthru network, which drops it; leave it out, or use another mode',
  ],
  [
    'a route of a family that the ranges lack',
    () =>
      network({
        subnet: '192.168.40.0/24',
        ipam: Ipam.hostLocal({ ranges: [{ subnet: 'fd00:40::/64' }] }),
        gateway: '192.168.40.1',
        routes: [{ destination: '10.20.0.0/16' }],
      }),
    'route to 10.20.0.0/16 by 192.168.40.1, which pods with addresses of fd00:40::/64 do not reach; write a router on the subnet of the pods',
  ],
  [
    'an address without IPAM',
    () => attach({ ips: ['192.168.40.5'] }, { ipam: Ipam.none() }),
    'shop/api asks for addresses on a network without IPAM; use Ipam.static()',
  ],
  [
    'an address that is none',
    () => attach({ ips: ['192.168.40.500'] }),
    'not an IP address: "192.168.40.500"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
  ],
  [
    'an address outside the subnet',
    () => attach({ ips: ['192.168.41.50'] }, { ipam: Ipam.static() }),
    'address 192.168.41.50 of shop/api lies outside 192.168.40.0/24; write an address of the subnet, or state the subnet that the network really has',
  ],
  [
    'the broadcast address',
    () => attach({ ips: ['192.168.40.255'] }, { ipam: Ipam.static() }),
    'address 192.168.40.255 of shop/api is the network or broadcast address of 192.168.40.0/24: static accepts it, and nobody answers; write another address of the subnet',
  ],
  [
    'the gateway',
    () => attach({ ips: ['192.168.40.254'] }, { ipam: Ipam.static(), gateway: '192.168.40.254' }),
    'address 192.168.40.254 of shop/api is the gateway of the network; write another address, or the gateway that the network really has',
  ],
  [
    'the gateway that host-local assumes',
    () => attach({ ips: ['192.168.40.1'] }, { ipam: Ipam.hostLocal() }),
    'address 192.168.40.1 of shop/api is the gateway of the network, which host-local assumes where none is given; write another address, or the gateway that the network really has',
  ],
  [
    'an address outside the ranges',
    () => attach({ ips: ['192.168.40.50'] }),
    'address 192.168.40.50 of shop/api lies outside the ranges 192.168.40.100-192.168.40.150: host-local refuses it; write an address of a range',
  ],
  [
    'another prefix length',
    () => attach({ ips: ['192.168.40.50/16'] }, { ipam: Ipam.static() }),
    'address 192.168.40.50/16 of shop/api has another prefix length than the subnet 192.168.40.0/24; write "192.168.40.50/24", or the address alone',
  ],
])('refuses %s', (_what, make, message) => {
  let error: any;
  try {
    make();
  } catch (thrown) {
    error = thrown;
  }
  expect(`${error?.problem}; ${error?.repair}`).toBe(message);
});
