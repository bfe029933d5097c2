import { IpRange } from '../../lib/net';
import {
  BridgeNetwork,
  HostDevice,
  Ipam,
  MacvlanNetwork,
  RawNetwork,
  SriovNetwork,
  VlanNetwork,
} from '../../lib/networks';
import { lab, machine, workload } from './helpers';

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
    'a range that runs backwards',
    () => Ipam.range(IpRange.of('192.168.40.150', '192.168.40.100')),
    'range runs backwards: "192.168.40.150" to "192.168.40.100"; did you mean "192.168.40.100" to "192.168.40.150"?',
  ],
  [
    'a relative data folder',
    () => Ipam.hostLocal({ dataDir: 'run/cni' }),
    'not a path on the node: "run/cni"; write an absolute path, such as "/run/cni/networks"',
  ],
  [
    'a default route',
    () => network({ gateway: '192.168.40.1', routes: [{ destination: '0.0.0.0/0' }] }),
    'route to 0.0.0.0/0: it wins over the default route of eth0, and the pod loses Services and cluster DNS; write the networks that the pod must reach here, or say allowDefaultRoute: true and give the route a priority',
  ],
  [
    'a route without a gateway',
    () => network({ routes: [{ destination: '10.20.0.0/16' }] }),
    'route to 10.20.0.0/16 without a gateway of its family: host-local would take the first address of the subnet, static none; write the gateway of the network, via in the route, or scope: RouteScope.LINK',
  ],
  [
    'routes without IPAM',
    () => network({ ipam: Ipam.none(), gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16' }] }),
    'routes on a network without IPAM; routes are set by the IPAM plugin: use Ipam.static() or Ipam.range(), or leave the routes out',
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
    'an address that is none',
    () => attach({ ips: ['192.168.40.500'] }),
    'not an IP address: "192.168.40.500"; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"',
  ],
  [
    'the gateway',
    () => attach({ ips: ['192.168.40.254'] }, { ipam: Ipam.static(), gateway: '192.168.40.254' }),
    'address 192.168.40.254 of shop/api is the gateway of the network; write another address, or the gateway that the network really has',
  ],
  [
    'a bridge without a name',
    () => new BridgeNetwork(lab().chart, 'b', { ipam: Ipam.none() }),
    "neither parent nor bridge: the plugin would take cni0, which is Flannel's; write parent: link, or bridge: 'br-lab'",
  ],
  [
    'a VLAN as bridge',
    () => {
      const { chart, cluster, iot } = lab();
      return new BridgeNetwork(chart, 'b', {
        parent: cluster.addVlan('v40', { parent: iot, vlanId: 40 }),
        ipam: Ipam.none(),
      });
    },
    'parent "v40" is a vlan: the plugin refuses what is not a bridge; put a bridge over it: cluster.addBridge(\'br0\', …), and name that',
  ],
  [
    'a link of the nodes as link of the pod',
    () => network({ parent: lab().iot, linkInContainer: true }),
    'parent "enp2s0", a link of the nodes, with linkInContainer; write the interface of the pod: master: \'net1\'',
  ],
  [
    'a VLAN id of 4095',
    () => new VlanNetwork(lab().chart, 'v', { master: 'enp2s0', vlanId: 4095, ipam: Ipam.static() }),
    'VLAN id out of range: 4095; write a whole number from 1 to 4094',
  ],
  [
    'a PCI address without domain',
    () => HostDevice.pci('00:1f.6'),
    'not a PCI address: "00:1f.6"; write domain, bus, device and function in small letters, such as "0000:00:1f.6"',
  ],
  [
    'a resource of Kubernetes itself',
    () => new SriovNetwork(lab().chart, 's', { resourceName: 'kubernetes.io/vf', ipam: Ipam.none() }),
    'not a resource of a device plugin: "kubernetes.io/vf"; write vendor and name, such as "intel.com/sriov_netdevice"',
  ],
  [
    'a plugin that is a path',
    () => new RawNetwork(lab().chart, 'r', { plugin: '../ovs', ipam: Ipam.none() }),
    'not the name of a CNI plugin: "../ovs"; write the name of its program, such as "ovs"',
  ],
  [
    'a priority of 0',
    () => network({ gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16', priority: 0 }] }),
    'priority of a route out of range: 0; write a whole number from 1 to 4294967295',
  ],
  [
    'addresses of a virtual machine',
    () => network({}).attach(machine(lab().chart, 'vm'), { ips: ['192.168.40.101'] }),
    'ips for the virtual machine shop/vm: KubeVirt writes the annotation of its pod itself and hands on the MAC address only; set addresses and routes in the machine, by cloud-init or DHCP',
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
